use leptos::html::Input;
use leptos::prelude::*;
use terrarium_inspect::{State, Travel};
use web_sys::{File, HtmlSelectElement, SubmitEvent};

use crate::session::Session;
use crate::state::Shelved;
use crate::view::comparison::Differences;

/// The snapshots that are kept: what is in each, and what can be done with it.
#[component]
pub(crate) fn SnapshotsPanel(
    /// The world that is looked at.
    session: Session,
    /// Called with a file that is to be kept.
    #[prop(into)]
    on_file: Callback<File>,
) -> impl IntoView {
    let shelf = session.travels.shelf;
    let comparison = session.travels.comparison;
    let is_empty = move || shelf.with(Vec::is_empty);
    let is_compared = Memo::new(move |_| comparison.with(Option::is_some));
    view! {
        <section class="panel snapshots" aria-labelledby="snapshots">
            <div class="title">
                <h2 id="snapshots">"Snapshots"</h2>
            </div>
            <Taking session on_file />
            <div class="shelf">
                <ul>
                    <For each=move || shelf.get() key=|shelved| (shelved.number, shelved.name.clone()) let:shelved>
                        <SnapshotItem session shelved />
                    </For>
                </ul>
                <Show when=move || !is_empty()>
                    <p class="note">"To restore and to import can be undone."</p>
                </Show>
                <Show when=is_empty>
                    <p class="empty">"None yet. Take one, or drop a file of Terrarium or AgentECS anywhere on this page."</p>
                </Show>
                <Show when=move || is_compared.get()>
                    <Differences
                        comparison
                        on_visit=move |entity| session.visit(entity)
                        on_go_on=move |goes_on| session.compare_on(goes_on)
                    />
                </Show>
            </div>
        </section>
    }
}

/// Where snapshots come from: the world, or a file.
#[component]
fn Taking(
    /// The world.
    session: Session,
    /// Called with a file.
    on_file: Callback<File>,
) -> impl IntoView {
    let name = NodeRef::<Input>::new();
    let chooser = NodeRef::<Input>::new();
    let take = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(name) = name.get_untracked() else { return };
        let given = name.value().trim().to_owned();
        name.set_value("");
        session.travel(Travel::Take { name: (!given.is_empty()).then_some(given) });
    };
    let chosen = move |_| {
        let Some(chooser) = chooser.get_untracked() else { return };
        chooser.files().and_then(|files| files.get(0)).into_iter().for_each(|file| on_file.run(file));
        // The same file can be chosen again.
        chooser.set_value("");
    };
    let choose = move |_| chooser.get_untracked().into_iter().for_each(|chooser| chooser.click());
    view! {
        <form class="taking" on:submit=take>
            <input node_ref=name type="text" aria-label="Name" placeholder="Name" maxlength="200" autocomplete="off" />
            <button type="submit" class="button small">"Take snapshot"</button>
            <button type="button" class="button small" on:click=choose>"Upload"</button>
            <input node_ref=chooser type="file" aria-label="Snapshot file" tabindex="-1" class="unseen" on:change=chosen />
        </form>
    }
}

/// What something is called that is done with a snapshot, and what it is.
type Deed = (&'static str, fn(u32) -> Travel);

/// What is done with a snapshot.
const DEEDS: [Deed; 4] = [
    ("Restore", |snapshot| Travel::Restore { snapshot }),
    ("Import beside", |snapshot| Travel::Import { snapshot }),
    ("Fork", |snapshot| Travel::Fork { snapshot: Some(snapshot), tick: None }),
    ("Download", |snapshot| Travel::Download { snapshot }),
];

/// One snapshot.
#[component]
fn SnapshotItem(
    /// The world.
    session: Session,
    /// The snapshot.
    shelved: Shelved,
) -> impl IntoView {
    let Shelved { number, name, summary, types, further } = shelved;
    let label = move |deed: &str| format!("{deed} {name}");
    let types = types.into_iter().map(|(name, count)| {
        view! {
            <li>
                <span class="name">{name}</span>
                " "
                <span class="count">{count}</span>
            </li>
        }
    });
    let types = types.collect_view();
    let deed = |(deed, travel): (&'static str, fn(u32) -> Travel)| {
        view! {
            <button type="button" class="button small" aria-label=label(deed) on:click=move |_| session.travel(travel(number))>
                {deed}
            </button>
        }
    };
    view! {
        <li class="snapshot">
            <Name session number name=label("").trim().to_owned() />
            <p class="note">{summary}</p>
            <details>
                <summary>"Look inside"</summary>
                <ul class="inside">{types}</ul>
                {(further > 0).then(|| view! { <p class="note">{format!("and {further} types more")}</p> })}
            </details>
            <div class="deeds" role="group" aria-label=label("What to do with")>
                {DEEDS.map(deed).collect_view()}
                <Comparing session number label=label("Compare") />
                <button type="button" class="button small" aria-label=label("Forget") on:click=move |_| session.travel(Travel::Forget { snapshot: number })>
                    "Forget"
                </button>
            </div>
        </li>
    }
}

/// The name of a snapshot, which can be written anew.
#[component]
fn Name(
    /// The world.
    session: Session,
    /// The snapshot.
    number: u32,
    /// What it is called.
    name: String,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let label = format!("Name of {name}");
    let known = name.clone();
    let rename = move |_| {
        let Some(input) = input.get_untracked() else { return };
        match input.value().trim() {
            "" => input.set_value(&known),
            name if name == known => (),
            name => session.travel(Travel::Rename { snapshot: number, name: name.to_owned() }),
        }
    };
    view! { <input node_ref=input class="named" type="text" aria-label=label maxlength="200" value=name on:change=rename /> }
}

/// Chooses what a snapshot is compared with: the world as it is, or another snapshot.
#[component]
fn Comparing(
    /// The world.
    session: Session,
    /// The snapshot.
    number: u32,
    /// What the choice is called.
    label: String,
) -> impl IntoView {
    let shelf = session.travels.shelf;
    let others = move || {
        shelf.with(|shelf| shelf.iter().filter(|other| other.number != number).cloned().collect::<Vec<_>>())
    };
    let choose = move |event: web_sys::Event| {
        let select: HtmlSelectElement = event_target(&event);
        let chosen = select.value();
        // It says what it is for again.
        select.set_value("");
        if !chosen.is_empty() {
            session.compare(State::Snapshot(number), chosen.parse().map_or(State::Now, State::Snapshot));
        }
    };
    view! {
        <select class="button small" aria-label=label on:change=choose>
            <option value="">"Compare with…"</option>
            <option value="now">"Now"</option>
            <For each=others key=|other| other.number let:other>
                <option value=other.number.to_string()>{other.name.clone()}</option>
            </For>
        </select>
    }
}
