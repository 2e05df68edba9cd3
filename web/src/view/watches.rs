use leptos::html::{Input, Select};
use leptos::prelude::*;
use terrarium_inspect::When;
use web_sys::SubmitEvent;

use crate::session::Session;
use crate::state::{Alarm, WatchLine};

/// The queries that pause the simulation, and the means to set another.
#[component]
pub(crate) fn WatchPanel(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let is_steered = Memo::new(move |_| session.figures.with(|figures| figures.is_running.is_some()));
    let lines =
        Memo::new(move |_| session.insight.with(|insight| insight.watches.clone().unwrap_or_default()));
    view! {
        <section class="panel watches" aria-labelledby="watches">
            <div class="title">
                <h2 id="watches">"Watches"</h2>
                <span class="count">{move || lines.with(Vec::len)}</span>
            </div>
            <div class="lists">
                <Show
                    when=move || is_steered.get()
                    fallback=|| view! {
                        <p class="empty">"This simulation cannot be paused from here, and so not by a watch."</p>
                    }
                >
                    <Show when=move || lines.with(Vec::is_empty)>
                        <p class="empty">"A watch pauses the simulation as soon as a query finds something, nothing, or passes a number."</p>
                    </Show>
                    <ul class="groups" aria-label="Watches">
                        {move || lines.get().into_iter().map(|line| view! { <WatchItem session line /> }).collect_view()}
                    </ul>
                    <WatchForm session />
                </Show>
            </div>
        </section>
    }
}

/// One watch.
#[component]
fn WatchItem(
    /// The world that is looked at.
    session: Session,
    /// How it stands.
    line: WatchLine,
) -> impl IntoView {
    let WatchLine { number, query, when, state, .. } = line;
    let shown = if query.is_empty() { "All entities".to_owned() } else { query.clone() };
    let (show, remove) = (format!("Show what {shown} finds"), format!("Remove watch {shown}"));
    view! {
        <li class="group">
            <span class="name">{shown}</span>
            <span class="value">{when}</span>
            <span class="note">{state}</span>
            <span class="buttons">
                <button type="button" class="button small" aria-label=show on:click=move |_| session.ask_for(&query)>"Show"</button>
                <button type="button" class="button small" aria-label=remove on:click=move |_| session.unwatch(number)>"Remove"</button>
            </span>
        </li>
    }
}

/// Sets a watch: on the query in force, unless another is written.
#[component]
fn WatchForm(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let (query, when, limit) = (NodeRef::<Input>::new(), NodeRef::<Select>::new(), NodeRef::<Input>::new());
    let chosen = RwSignal::new(When::default());
    let is_counted = move || matches!(chosen.get(), When::More | When::Fewer);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let text = query.get_untracked().map(|query| query.value()).unwrap_or_default();
        let limit = limit.get_untracked().and_then(|limit| limit.value().parse().ok()).unwrap_or(0);
        session.watch(&text, chosen.get_untracked(), limit);
    };
    let choose =
        move |_| chosen.set(when_of(&when.get_untracked().map(|when| when.value()).unwrap_or_default()));
    view! {
        <form class="watch-form" aria-label="New watch" on:submit=submit>
            <label>
                "Query"
                <input node_ref=query type="text" autocomplete="off" spellcheck="false" prop:value=session.query.with_untracked(|query| query.text.clone()) />
            </label>
            <label>
                "Pause when it finds"
                <select node_ref=when on:change=choose>
                    <option value="non-empty">"something"</option>
                    <option value="empty">"nothing"</option>
                    <option value="more">"more than"</option>
                    <option value="fewer">"fewer than"</option>
                </select>
            </label>
            <Show when=is_counted>
                <label>
                    "Number"
                    <input node_ref=limit type="number" min="0" value="100" />
                </label>
            </Show>
            <button type="submit" class="button">"Watch"</button>
        </form>
    }
}

fn when_of(value: &str) -> When {
    match value {
        "empty" => When::Empty,
        "more" => When::More,
        "fewer" => When::Fewer,
        _ => When::NonEmpty,
    }
}

/// That a watch has paused the simulation, and the way to what it found.
#[component]
pub(crate) fn AlarmNotice(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let alarm = Memo::new(move |_| session.insight.with(|insight| insight.alarm.clone()));
    let notice = move |Alarm { query, text }: Alarm| {
        view! {
            <p class="notice alarm">
                {text}
                " "
                <button type="button" class="button small" on:click=move |_| session.ask_for(&query)>"Show the entities"</button>
                " "
                <button type="button" class="button small" on:click=move |_| session.dismiss_alarm()>"Dismiss"</button>
            </p>
        }
    };
    view! { <div role="status">{move || alarm.get().map(notice)}</div> }
}
