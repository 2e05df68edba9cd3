use leptos::prelude::*;
use terrarium_ecs::EntityId;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{KeyboardEvent, ResizeObserver};

use crate::session::{Found, HEADING_PIXELS, Session, Status};
use crate::state::{Columns, Motion, ROW_PIXELS, Table, grouped};
use crate::view::address::keep_hidden;
use crate::view::headings::Headings;
use crate::view::query::QueryBar;
use crate::view::row::{Click, EntityRow};
use crate::view::tools::{Tools, keep_by_world};

/// The width of the average character, in widths of a digit.
const CHARACTER: f64 = 0.85;

/// The table of entities, of which only the rows in view are in the page.
#[component]
pub(crate) fn EntityGrid(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let table = session.table;
    let rows = Memo::new(move |_| table.with(|table| table.rows));
    let sheet = Memo::new(move |_| session.place.with(|place| place.sheet));
    let canvas = Memo::new(move |_| session.place.with(|place| place.canvas));
    let base = Memo::new(move |_| session.place.with(|place| place.base));
    let shown = Memo::new(move |_| session.place.with(|place| place.window));
    let chosen = RwSignal::new(Columns::default());
    let world = Memo::new(move |_| session.status.with(world_name));
    keep_by_world(world, "columns", chosen, Columns::of_text, Columns::to_text);
    keep_hidden(world, chosen);
    // As many rows as were in the page at once. An even number, so that a slot's row is always odd, or never.
    let slots = Memo::new(move |before: Option<&u32>| {
        let (first, end) = shown.get();
        (end - first).next_multiple_of(2).max(before.copied().unwrap_or(0))
    });
    let columns = Memo::new(move |_| table.with(|table| chosen.with(|chosen| columns(table, chosen))));
    let cells = Memo::new(move |_| table.with(|table| chosen.with(|chosen| shown_cells(table, chosen))));
    let active = Memo::new(move |_| {
        let row = session.selected.get().and_then(|entity| table.with(|table| table.row_of(entity)))?;
        Some(slot_id(row % slots.get().max(1)))
    });
    keep_scrolled(session);
    keep_measured(session);
    view! {
        <section class="panel entities" aria-labelledby="entities">
            <div class="heading">
                <h2 id="entities">"Entities"</h2>
                <span class="count">{move || session.found.get().map(found_text)}</span>
                <QueryBar session=session />
            </div>
            <Tools session columns=chosen />
            <div
                class="grid"
                node_ref=session.scroller
                role="grid"
                tabindex="0"
                aria-labelledby="entities"
                aria-multiselectable="true"
                aria-rowcount=move || (rows.get() + 1).to_string()
                aria-colcount=move || cells.with(|cells| cells.len() + 1).to_string()
                aria-activedescendant=active
                style=("--columns", columns)
                style=("--row", format!("{ROW_PIXELS}px"))
                style=("--heading", format!("{HEADING_PIXELS}px"))
                on:scroll=move |_| session.scrolled()
                on:scrollend=move |_| session.settle()
                on:keydown=move |event| press(session, &event)
            >
                <Headings session columns=chosen />
                <div
                    class="canvas"
                    role="presentation"
                    style:height=move || format!("{}px", canvas.get())
                >
                    <div class="sheet" role="rowgroup" style:transform=move || format!("translateY({}px)", sheet.get())>
                        <For each=move || 0..slots.get() key=|slot| *slot let:slot>
                            <EntityRow
                                id=slot_id(slot)
                                row=Memo::new(move |before: Option<&Option<u32>>| {
                                    let row = row_in(slot, slots.get(), shown.get())?;
                                    let is_told = table.with(|table| table.line(row).is_some());
                                    if is_told { Some(row) } else { before.copied().flatten() }
                                })
                                table=table.into()
                                base
                                cells
                                selected=session.selected.into()
                                others=session.others.into()
                                on_select=Callback::new(move |(entity, click)| click_on(session, entity, click))
                            />
                        </For>
                    </div>
                </div>
                <Show when=move || rows.get() == 0>
                    <p class="empty">"No entity is like this now."</p>
                </Show>
            </div>
        </section>
    }
}

/// The row that stands in a slot: of rows that are in view, one after the other, each keeps its slot for as long as it is, so
/// that scrolling changes few elements and makes none.
fn row_in(slot: u32, slots: u32, (first, end): (u32, u32)) -> Option<u32> {
    let turn = (slot + slots - first % slots.max(1)) % slots.max(1);
    Some(first + turn).filter(|row| *row < end)
}

/// The id of the element of a row, which stands in a slot.
fn slot_id(slot: u32) -> String {
    format!("row-{slot}")
}

/// Keeps the table scrolled to where it should be.
fn keep_scrolled(session: Session) {
    Effect::new(move |_| {
        if session.scroller.get().is_some() {
            session.scroll_to(session.place.get().scroll);
        }
    });
}

/// Tells the session how high the table is, and whenever that is another.
fn keep_measured(session: Session) {
    let measure = Closure::<dyn FnMut()>::new(move || {
        if let Some(scroller) = session.scroller.get_untracked() {
            session.resized(scroller.client_height().into());
        }
    });
    let Ok(observer) = ResizeObserver::new(measure.as_ref().unchecked_ref()) else { return };
    let watched = observer.clone();
    Effect::new(move |_| {
        if let Some(scroller) = session.scroller.get() {
            watched.observe(&scroller);
        }
    });
    let kept = StoredValue::new_local((observer, measure));
    on_cleanup(move || kept.try_with_value(|(observer, _)| observer.disconnect()).unwrap_or_default());
}

fn click_on(session: Session, entity: EntityId, click: Click) {
    match click {
        Click::Select => session.select(Some(entity)),
        Click::Pick => session.pick(entity),
        Click::Reach(row) => session.reach(row),
    }
}

fn press(session: Session, event: &KeyboardEvent) {
    let motion = Motion::of_key(&event.key());
    let is_plain = !(event.ctrl_key() || event.alt_key() || event.meta_key());
    match motion {
        Some(motion) if event.shift_key() && is_plain => session.reach_by(motion),
        None if (event.ctrl_key() || event.meta_key()) && event.key() == "a" => session.reach_all(),
        _ => return press_plain(session, event),
    }
    event.prevent_default();
}

fn press_plain(session: Session, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let key = event.key();
    let is_choice = matches!(&*key, "Enter" | " ") && session.selected.get_untracked().is_none();
    if let Some(motion) = Motion::of_key(&key).or(is_choice.then_some(Motion::Down)) {
        session.walk(motion);
    } else if key == "Escape" {
        session.select(None);
    } else if key != " " {
        return;
    }
    event.prevent_default();
}

/// The places of the cells that are shown.
fn shown_cells(table: &Table, chosen: &Columns) -> Vec<usize> {
    let shown = table.headings.iter().enumerate().filter(|(_, heading)| chosen.shows(&heading.name));
    shown.map(|(at, _)| at).collect()
}

/// The name of the world that is looked at.
pub(crate) fn world_name(status: &Status) -> Option<String> {
    match status {
        Status::Attached(name) => Some(name.clone()),
        _ => None,
    }
}

/// The widths of the columns, as a style sheet wants them.
fn columns(table: &Table, chosen: &Columns) -> String {
    let shown = table.headings.iter().filter(|heading| chosen.shows(&heading.name));
    let widths = shown.map(|heading| match chosen.width(&heading.name) {
        Some(width) => format!(" {width}px"),
        None => format!(" calc({:.1}ch + 1.5rem)", heading.width as f64 * CHARACTER),
    });
    let handle = table.handle_width;
    format!("calc({handle}ch + 1.5rem){} minmax(0, 1fr)", widths.collect::<String>())
}

/// How many were found, and how long it took.
fn found_text(Found { rows, took }: Found) -> String {
    let took = if took < 10.0 { format!("{took:.1}") } else { format!("{took:.0}") };
    format!("{} found in {took} ms", grouped(rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Heading;

    #[test]
    fn what_was_found_is_said_in_words() {
        assert_eq!(found_text(Found { rows: 2_000, took: 0.26 }), "2,000 found in 0.3 ms");
        assert_eq!(found_text(Found { rows: 1, took: 12.6 }), "1 found in 13 ms");
    }

    #[test]
    fn columns_are_as_wide_as_what_they_show() {
        let width = "calc(17.0ch + 1.5rem)";
        let heading =
            |name: &str| Heading { name: name.into(), component: None, fields: Vec::new(), width: 20 };
        let headings = ["Position", "Tired"].map(heading).to_vec();
        let table = Table { headings, handle_width: 8, ..Table::default() };
        assert_eq!(
            columns(&table, &Columns::default()),
            format!("calc(8ch + 1.5rem) {width} {width} minmax(0, 1fr)")
        );
    }

    #[test]
    fn a_row_keeps_its_slot_while_it_is_in_view() {
        let rows = |shown| (0..4).map(|slot| row_in(slot, 4, shown)).collect::<Vec<_>>();
        assert_eq!(rows((0, 4)), [Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!(rows((2, 6)), [Some(4), Some(5), Some(2), Some(3)]);
        assert_eq!(rows((5, 7)), [None, Some(5), Some(6), None]);
        assert_eq!(row_in(0, 0, (0, 0)), None);
    }
}
