use leptos::ev::PointerEvent;
use leptos::html::{Select, Span};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::session::Session;
use crate::state::{Columns, Heading, Order, order_of, spelled};

/// Pixels that a key makes a column wider or narrower by.
const STEP: i32 = 16;

/// The columns' names: each sorts by its column, and its edge makes it wider or narrower.
#[component]
pub(crate) fn Headings(
    /// The world that is looked at.
    session: Session,
    /// How the columns are shown.
    columns: RwSignal<Columns>,
) -> impl IntoView {
    let headings = Memo::new(move |_| {
        let shown = |heading: &&Heading| columns.with(|columns| columns.shows(&heading.name));
        session.table.with(|table| table.headings.iter().filter(shown).map(part).collect::<Vec<_>>())
    });
    view! {
        <div class="headings" role="rowgroup">
            <div class="row" role="row" aria-rowindex="1">
                <span class="cell id" role="columnheader">"Entity"</span>
                <For each=move || headings.get() key=Clone::clone let((name, component, fields))>
                    <ColumnHeading session columns name component fields />
                </For>
            </div>
        </div>
    }
}

/// What a heading is made of, beside its width.
fn part(heading: &Heading) -> (String, Option<u32>, Vec<String>) {
    (heading.name.clone(), heading.component, heading.fields.clone())
}

/// The name of a column.
#[component]
fn ColumnHeading(
    /// The world that is looked at.
    session: Session,
    /// How the columns are shown.
    columns: RwSignal<Columns>,
    /// What it is called.
    name: String,
    /// The component type that it shows.
    component: Option<u32>,
    /// The fields of its values.
    fields: Vec<String>,
) -> impl IntoView {
    let shown = name.clone();
    // A column that is no component is named by its text in the language.
    let base = Memo::new(move |_| match component {
        Some(number) => {
            session.census.with(|census| census.types.get(number as usize).map(|of| of.query.clone()))
        }
        None => Some(name.clone()),
    });
    let usual = fields.first().cloned();
    let by = move |field: Option<&String>| {
        let base = base.get_untracked().unwrap_or_default();
        field.map_or(base.clone(), |field| format!("{base}.{}", spelled(field)))
    };
    let order = Memo::new(move |_| {
        let order = session.query.with(|query| order_of(&query.text))?;
        let base = base.get()?;
        let is_ours =
            order.by == base || order.by.strip_prefix(&base).is_some_and(|rest| rest.starts_with('.'));
        is_ours.then_some(order)
    });
    let sorted = move || {
        order.with(|order| {
            order.as_ref().map(|order| if order.descending { "descending" } else { "ascending" })
        })
    };
    let sort = move |_| {
        let next = match order.get_untracked() {
            None => Some(Order { by: by(usual.as_ref()), descending: false }),
            Some(order) if !order.descending => Some(Order { descending: true, ..order }),
            Some(_) => None,
        };
        session.sort(next.as_ref());
    };
    view! {
        <span class="cell" role="columnheader" aria-sort=move || sorted().unwrap_or("none")>
            <button type="button" class="sorter" class:ascending=move || sorted() == Some("ascending")
                class:descending=move || sorted() == Some("descending") on:click=sort>
                {shown.clone()}
            </button>
            {(!fields.is_empty()).then(|| view! { <FieldChoice session fields by=Callback::new(move |field: String| by(Some(&field))) order label=shown.clone() /> })}
            <Edge columns name=shown />
        </span>
    }
}

/// Chooses the field that a column is sorted by.
#[component]
fn FieldChoice(
    /// The world that is looked at.
    session: Session,
    /// The fields.
    fields: Vec<String>,
    /// How a query writes a field.
    by: Callback<String, String>,
    /// The order in force, if it is by this column.
    order: Memo<Option<Order>>,
    /// What the column is called.
    label: String,
) -> impl IntoView {
    let select = NodeRef::<Select>::new();
    let known = StoredValue::new(fields.clone());
    let choose = move |_| {
        let chosen = select.get_untracked().and_then(|select| select.value().parse::<usize>().ok());
        let field = chosen.and_then(|at| known.with_value(|fields| fields.get(at).cloned()));
        let order = field.map(|field| Order { by: by.run(field), descending: false });
        session.sort(order.as_ref());
    };
    let chosen = move || {
        let by_now = order.with(|order| order.as_ref().map(|order| order.by.clone()));
        let at =
            known.with_value(|fields| fields.iter().position(|field| Some(by.run(field.clone())) == by_now));
        at.map_or("none".to_owned(), |at| at.to_string())
    };
    view! {
        <select node_ref=select class="field-choice" aria-label=format!("Sort {label} by") prop:value=chosen on:change=choose
            on:keydown=|event| event.stop_propagation()>
            <option value="none">"not sorted"</option>
            {fields.into_iter().enumerate().map(|(at, field)| view! { <option value=at.to_string()>{field}</option> }).collect_view()}
        </select>
    }
}

/// The edge of a heading, which is dragged, or moved by arrow keys.
#[component]
fn Edge(
    /// How the columns are shown.
    columns: RwSignal<Columns>,
    /// The name of the column.
    name: String,
) -> impl IntoView {
    let edge = NodeRef::<Span>::new();
    let name = StoredValue::new(name);
    // Where it was taken: the pointer's place, and the width then.
    let taken = RwSignal::new(None::<(i32, i32)>);
    let width = move || {
        edge.get_untracked().and_then(|edge| edge.parent_element()).map_or(0, |cell| cell.client_width())
    };
    let resize = move |width: i32| {
        columns.update(|columns| {
            name.with_value(|name| columns.resize(name, u32::try_from(width).unwrap_or(0)))
        });
    };
    let take = move |event: PointerEvent| {
        event.prevent_default();
        taken.set(Some((event.client_x(), width())));
        // Without it, the edge is let go of where the pointer leaves it.
        let _ = edge.get_untracked().map(|edge| edge.set_pointer_capture(event.pointer_id()));
    };
    let drag = move |event: PointerEvent| {
        if let Some((from, width)) = taken.get_untracked() {
            resize(width + event.client_x() - from);
        }
    };
    let press = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" => -STEP,
            "ArrowRight" => STEP,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        resize(width() + by);
    };
    view! {
        <span
            node_ref=edge
            class="edge"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label=name.with_value(|name| format!("Width of {name}"))
            aria-valuenow=move || columns.with(|columns| name.with_value(|name| columns.width(name))).unwrap_or(0).to_string()
            aria-valuemin="0"
            aria-valuemax="1200"
            on:pointerdown=take
            on:pointermove=drag
            on:pointerup=move |_| taken.set(None)
            on:keydown=press
        ></span>
    }
}
