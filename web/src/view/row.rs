use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use terrarium_ecs::EntityId;
use web_sys::MouseEvent;

use crate::state::{Cell, ROW_PIXELS, Row, Rowed, Table};

/// What a click on a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Click {
    /// Selects it alone.
    Select,
    /// Selects it too, or no more.
    Pick,
    /// Selects all rows up to this one.
    Reach(u32),
}

impl Click {
    fn of(event: &MouseEvent, row: u32) -> Self {
        if event.shift_key() {
            Self::Reach(row)
        } else if event.ctrl_key() || event.meta_key() {
            Self::Pick
        } else {
            Self::Select
        }
    }
}

/// A row of the table: an entity, and what it has of each component type.
#[component]
pub(crate) fn EntityRow(
    /// The id of its element, which shows one row after the other.
    id: String,
    /// Which row, from 0; none while there are fewer rows than places for them. It is another one only when that has been
    /// told, so that nothing is emptied just to be filled again.
    row: Memo<Option<u32>>,
    /// The rows in the page.
    table: Signal<Table>,
    /// The row at the top of the sheet that the rows stand on.
    base: Memo<u32>,
    /// The places of the cells that are shown.
    cells: Memo<Vec<usize>>,
    /// The selected entity.
    selected: Signal<Option<EntityId>>,
    /// Entities that are selected beside it.
    others: Signal<Arc<BTreeSet<EntityId>>>,
    /// Called when the row is clicked.
    on_select: Callback<(EntityId, Click)>,
) -> impl IntoView {
    let line = Memo::new(move |before: Option<&Option<Arc<Row>>>| {
        let row = row.get()?;
        table.with(|table| table.line(row).cloned()).or_else(|| before.cloned().flatten())
    });
    let subject = Memo::new(move |_| line.with(|line| line.as_ref().map(|line| line.subject)));
    let entity = move || subject.get().and_then(Rowed::entity);
    let is_selected = move || {
        entity().is_some_and(|entity| {
            selected.get() == Some(entity) || others.with(|others| others.contains(&entity))
        })
    };
    let transform = move || {
        let below = f64::from(row.get().unwrap_or(0)) - f64::from(base.get());
        format!("translateY({}px)", below * ROW_PIXELS)
    };
    let click = move |event: MouseEvent| {
        let subject = subject.get_untracked();
        if let (Some(entity), Some(row)) = (subject.and_then(Rowed::entity), row.get_untracked()) {
            on_select.run((entity, Click::of(&event, row)));
        }
    };
    view! {
        <div
            class="row"
            class:odd=move || row.get().is_some_and(|row| row % 2 == 1)
            role="row"
            id=id
            aria-rowindex=move || row.get().map(|row| (row + 2).to_string())
            style:display=move || row.get().is_none().then_some("none")
            aria-selected=move || is_selected().to_string()
            style:transform=transform
            on:click=click
        >
            <Heading subject=subject />
            {move || {
                let cell = move |at: usize| {
                    Memo::new(move |_| line.with(|line| line.as_ref()?.cells.get(at)?.clone()))
                };
                cells.get().into_iter().map(|at| view! { <ValueCell cell=cell(at) /> }).collect_view()
            }}
        </div>
    }
}

/// An entity's handle, of which the index is what one looks for; or how many entities a group has.
#[component]
fn Heading(
    /// What the row is of.
    subject: Memo<Option<Rowed>>,
) -> impl IntoView {
    let part = move |read: fn(EntityId) -> String| match subject.get() {
        Some(Rowed::Entity(entity)) => read(entity),
        Some(Rowed::Group(_)) | None => String::new(),
    };
    let members = move || match subject.get() {
        Some(group @ Rowed::Group(_)) => group.to_string(),
        Some(Rowed::Entity(_)) | None => String::new(),
    };
    view! {
        <span class="cell id" role="rowheader">
            <span class="faint">{move || part(|entity| format!("{}:", entity.shard()))}</span>
            {move || part(|entity| entity.index().to_string())}
            <span class="faint">{move || part(|entity| format!("v{}", entity.generation()))}</span>
            {members}
        </span>
    }
}

/// A component's value in brief, or nothing.
#[component]
fn ValueCell(
    /// What the entity has of the component.
    cell: Memo<Option<Cell>>,
) -> impl IntoView {
    let class = move || cell.with(|cell| cell.as_ref().map_or_else(|| "cell".to_owned(), class));
    let text = move || cell.with(|cell| cell.as_ref().map(|cell| cell.text.clone()).unwrap_or_default());
    view! {
        <span class=class role="gridcell">
            {text}
        </span>
    }
}

fn class(cell: &Cell) -> String {
    let tone = match cell.tone {
        "faint" => " faint",
        "boolean" => " boolean",
        "number" => " number",
        "string" => " string",
        "symbol" => " symbol",
        "entity" => " entity-link",
        "unreadable" => " unreadable",
        _ => "",
    };
    let shared = if cell.is_shared { " shared" } else { "" };
    let changed = if cell.is_changed { " changed" } else { "" };
    ["cell", tone, shared, changed].concat()
}
