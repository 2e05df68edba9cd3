use leptos::html::Input;
use leptos::prelude::*;
use terrarium_inspect::Format;
use web_sys::{KeyboardEvent, SubmitEvent};

use crate::session::Session;
use crate::state::{Columns, Saved, SavedQuery, StepLine};
use crate::view::grid::world_name;
use crate::view::kept::{keep, kept};
use crate::view::menu::Menu;

/// What can be done with the table: finding, keeping queries, explaining, taking out, choosing columns.
#[component]
pub(crate) fn Tools(
    /// The world that is looked at.
    session: Session,
    /// How the columns are shown.
    columns: RwSignal<Columns>,
) -> impl IntoView {
    let saved = RwSignal::new(Saved::default());
    let world = Memo::new(move |_| session.status.with(world_name));
    keep_by_world(world, "queries", saved, Saved::of_text, Saved::to_text);
    let is_explained = Memo::new(move |_| explained(session).is_some());
    let explain =
        move |_| if is_explained.get_untracked() { session.leave_explanation() } else { session.explain() };
    view! {
        <div class="tools" role="group" aria-label="Table">
            <Finder session />
            <Menu label="Saved" panel=move || view! { <SavedQueries session saved /> }.into_any() />
            <button type="button" class="button small" aria-expanded=move || is_explained.get().to_string() on:click=explain>"Explain"</button>
            <Menu label="Export" panel=move || view! { <Exports session /> }.into_any() />
            <Menu label="Columns" panel=move || view! { <ColumnChoice session columns /> }.into_any() />
        </div>
        <Show when=move || is_explained.get()>
            <ExplanationTable session />
        </Show>
    }
}

/// Reads what the browser keeps for a world when it is attached, and has it keep what changes after.
pub(crate) fn keep_by_world<T: Clone + PartialEq + Send + Sync + 'static>(
    world: Memo<Option<String>>,
    what: &'static str,
    value: RwSignal<T>,
    read: fn(&str) -> T,
    write: fn(&T) -> String,
) {
    let key = move |world: &str| format!("terrarium.{what}.{world}");
    Effect::new(move |before: Option<Option<String>>| {
        let world = world.get();
        let text = value.with(write);
        match (&world, before.flatten() == world) {
            (Some(world), false) => {
                if let Some(text) = kept(&key(world)) {
                    value.set(read(&text));
                }
            }
            (Some(world), true) => keep(&key(world), &text),
            (None, _) => (),
        }
        world
    });
}

/// Finds entities by name, or goes to one by its id.
#[component]
fn Finder(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let text = move || input.get_untracked().map(|input| input.value()).unwrap_or_default();
    let press = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => session.go_to(&text()),
        "Escape" => {
            input.get_untracked().into_iter().for_each(|input| input.set_value(""));
            session.find("");
        }
        _ => (),
    };
    view! {
        <input
            node_ref=input
            class="finder"
            type="search"
            aria-label="Find by name or id"
            placeholder="Find by name or id"
            autocomplete="off"
            spellcheck="false"
            on:input=move |_| session.find(&text())
            on:keydown=press
        />
    }
}

/// The queries that were kept, and the means to keep the one in force.
#[component]
fn SavedQueries(
    /// The world that is looked at.
    session: Session,
    /// What is kept.
    saved: RwSignal<Saved>,
) -> impl IntoView {
    let name = NodeRef::<Input>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(name) = name.get_untracked() else { return };
        let query = session.query.with_untracked(|query| query.text.clone());
        saved.update(|saved| saved.put(&name.value(), &query));
        name.set_value("");
    };
    let item = move |SavedQuery { name, query }: SavedQuery| {
        let label = format!("Remove {name}");
        let title = query.clone();
        let own = name.clone();
        view! {
            <li class="saved">
                <button type="button" class="choice" title=title on:click=move |_| session.ask_for(&query)>
                    <span class="name">{name}</span>
                </button>
                <button type="button" class="button plain small" aria-label=label on:click=move |_| saved.update(|saved| saved.remove(&own))>
                    <span class="icon close" aria-hidden="true"></span>
                </button>
            </li>
        }
    };
    view! {
        <ul aria-label="Saved queries">{move || saved.get().list().iter().cloned().map(item).collect_view()}</ul>
        <form on:submit=submit>
            <input node_ref=name type="text" aria-label="Name of the query" placeholder="Name" autocomplete="off" />
            <button type="submit" class="button small" disabled=move || session.query.with(|query| query.text.trim().is_empty())>"Save this query"</button>
        </form>
    }
}

/// What the query finds, as a file.
#[component]
fn Exports(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    view! {
        <button type="button" class="button small" on:click=move |_| session.export(Format::Json)>"As JSON"</button>
        <button type="button" class="button small" on:click=move |_| session.export(Format::Csv)>"As CSV"</button>
    }
}

/// Which columns are shown.
#[component]
fn ColumnChoice(
    /// The world that is looked at.
    session: Session,
    /// How the columns are shown.
    columns: RwSignal<Columns>,
) -> impl IntoView {
    let names = Memo::new(move |_| {
        session
            .table
            .with(|table| table.headings.iter().map(|heading| heading.name.clone()).collect::<Vec<_>>())
    });
    let item = move |name: String| {
        let own = name.clone();
        let is_shown = move || columns.with(|columns| columns.shows(&own));
        let own = name.clone();
        view! {
            <label>
                <input type="checkbox" prop:checked=is_shown on:change=move |_| columns.update(|columns| columns.toggle(&own)) />
                {name}
            </label>
        }
    };
    view! { {move || names.get().into_iter().map(item).collect_view()} }
}

/// How the query in force was answered, if that was asked.
fn explained(session: Session) -> Option<(String, Vec<StepLine>)> {
    let text = session.query.with(|query| query.text.trim().to_owned());
    session.insight.with(|insight| {
        let explained = insight.explanation.as_ref().filter(|explained| explained.query == text)?;
        Some((explained.summary.clone(), explained.steps.clone()))
    })
}

/// How the query was answered, step by step.
#[component]
fn ExplanationTable(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let explained = Memo::new(move |_| explained(session).unwrap_or_default());
    let step = |step: StepLine| {
        view! {
            <tr>
                <th scope="row">{step.text}</th>
                <td>{step.by}</td>
                <td>{step.expected}</td>
                <td>{step.left}</td>
            </tr>
        }
    };
    view! {
        <div class="explanation">
            <table aria-label="How the query is answered">
                <thead>
                    <tr>
                        <th scope="col">"What has to hold"</th>
                        <th scope="col">"Decided by"</th>
                        <th scope="col">"Expected"</th>
                        <th scope="col">"Left"</th>
                    </tr>
                </thead>
                <tbody>{move || explained.get().1.into_iter().map(step).collect_view()}</tbody>
            </table>
            <p class="count">{move || explained.get().0}</p>
        </div>
    }
}
