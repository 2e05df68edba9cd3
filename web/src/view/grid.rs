use leptos::prelude::*;
use terrarium_ecs::ComponentId;
use web_sys::KeyboardEvent;

use crate::session::{HEADING_PIXELS, Session};
use crate::state::{Filter, Motion, ROW_PIXELS, Table, grouped};
use crate::view::row::EntityRow;

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
    let shown = Memo::new(move |_| table.with(|table| table.window.clone()));
    let columns = Memo::new(move |_| table.with(columns));
    let active = Memo::new(move |_| {
        let row = session.selected.get().and_then(|entity| table.with(|table| table.row_of(entity)));
        row.map(row_id)
    });
    keep_scrolled(session);
    view! {
        <section class="panel entities" aria-labelledby="entities">
            <GridHeading session=session rows=rows />
            <div
                class="grid"
                node_ref=session.scroller
                role="grid"
                tabindex="0"
                aria-labelledby="entities"
                aria-rowcount=move || (rows.get() + 1).to_string()
                aria-colcount=move || table.with(|table| table.headings.len() + 1).to_string()
                aria-activedescendant=active
                style=("--columns", columns)
                style=("--row", format!("{ROW_PIXELS}px"))
                style=("--heading", format!("{HEADING_PIXELS}px"))
                on:scroll=move |_| session.scrolled()
                on:scrollend=move |_| session.settled()
                on:keydown=move |event| press(session, &event)
            >
                <Headings table=table.into() />
                <div
                    class="canvas"
                    role="rowgroup"
                    style:height=move || format!("{}px", session.place.get().canvas)
                >
                    <For each=move || shown.get() key=|row| *row let:row>
                        <EntityRow
                            row
                            table=table.into()
                            origin=Signal::derive(move || session.place.get().origin)
                            selected=session.selected.into()
                            on_select=Callback::new(move |entity| session.select(Some(entity)))
                        />
                    </For>
                </div>
                <Show when=move || rows.get() == 0>
                    <p class="empty">"No entity is like this now."</p>
                </Show>
            </div>
        </section>
    }
}

/// What the table lists, and the means to list everything again.
#[component]
fn GridHeading(
    /// The world that is looked at.
    session: Session,
    /// How many rows there are.
    rows: Memo<u32>,
) -> impl IntoView {
    let filter = Memo::new(move |_| session.table.with(|table| label(&session.filter.get(), table)));
    view! {
        <div class="heading">
            <h2 id="entities">"Entities"</h2>
            <span class="count">
                {move || grouped(rows.get())} <span class="unseen">" listed"</span>
            </span>
            <Show when=move || filter.get().is_some()>
                <span class="filter">
                    <span class="text">{filter}</span>
                    <button
                        type="button"
                        class="button small"
                        on:click=move |_| session.choose(session.filter.get_untracked())
                    >
                        "Clear filter"
                    </button>
                </span>
            </Show>
        </div>
    }
}

/// The columns' names.
#[component]
fn Headings(
    /// The rows in the page.
    table: Signal<Table>,
) -> impl IntoView {
    let names = Memo::new(move |_| {
        table.with(|table| {
            table.headings.iter().map(|heading| (heading.id, heading.name.clone())).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="headings" role="rowgroup">
            <div class="row" role="row" aria-rowindex="1">
                <span class="cell id" role="columnheader">"Entity"</span>
                <For each=move || names.get() key=|(id, _): &(ComponentId, String)| *id let((_, name))>
                    <span class="cell" role="columnheader">{name}</span>
                </For>
            </div>
        </div>
    }
}

/// The id of a row's element.
pub(crate) fn row_id(row: u32) -> String {
    format!("row-{row}")
}

/// Keeps the table scrolled to where it should be.
fn keep_scrolled(session: Session) {
    Effect::new(move |_| {
        let place = session.place.get();
        let Some(scroller) = session.scroller.get() else { return };
        if (f64::from(scroller.scroll_top()) - place.scroll).abs() >= 1.0 {
            scroller.set_scroll_top(place.scroll.round() as i32);
        }
    });
}

fn press(session: Session, event: &KeyboardEvent) {
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

/// The widths of the columns, as a style sheet wants them.
fn columns(table: &Table) -> String {
    let widths = table
        .headings
        .iter()
        .map(|heading| format!(" calc({:.1}ch + 1.5rem)", heading.width as f64 * CHARACTER));
    let handle = table.handle_width;
    format!("calc({handle}ch + 1.5rem){} minmax(0, 1fr)", widths.collect::<String>())
}

/// What a filter lists, in words.
fn label(filter: &Filter, table: &Table) -> Option<String> {
    let heading = |id: &ComponentId| table.headings.iter().find(|heading| heading.id == *id);
    let name = |id: &ComponentId| heading(id).map_or("", |heading| heading.name.as_str());
    match filter {
        Filter::All => None,
        Filter::With(id) => Some(format!("with {}", name(id))),
        Filter::Exactly(ids) if ids.is_empty() => Some("without components".into()),
        Filter::Exactly(ids) => {
            Some(format!("exactly {}", ids.iter().map(name).collect::<Vec<_>>().join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Heading;

    fn table() -> Table {
        let names = ["Position", "Tired"];
        let heading = |(id, name): (u32, &str)| Heading { id: ComponentId(id), name: name.into(), width: 20 };
        Table { headings: (0..).zip(names).map(heading).collect(), handle_width: 8, ..Table::default() }
    }

    #[test]
    fn a_filter_is_said_in_words() {
        let said = |filter| label(&filter, &table());
        let [position, tired] = [0, 1].map(ComponentId);
        assert_eq!(said(Filter::All), None);
        assert_eq!(said(Filter::With(tired)).as_deref(), Some("with Tired"));
        assert_eq!(said(Filter::Exactly(vec![])).as_deref(), Some("without components"));
        assert_eq!(said(Filter::Exactly(vec![position, tired])).as_deref(), Some("exactly Position, Tired"));
    }

    #[test]
    fn columns_are_as_wide_as_what_they_show() {
        let width = "calc(17.0ch + 1.5rem)";
        assert_eq!(columns(&table()), format!("calc(8ch + 1.5rem) {width} {width} minmax(0, 1fr)"));
    }
}
