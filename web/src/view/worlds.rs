use leptos::prelude::*;
use terrarium_inspect::Travel;

use crate::session::Session;
use crate::state::grouped;

/// Chooses which of several worlds is looked at. Nothing where there is only one.
#[component]
pub(crate) fn WorldSwitch(
    /// The worlds.
    session: Session,
) -> impl IntoView {
    let choice = session.travels.choice;
    let looking = Memo::new(move |_| choice.with(|choice| choice.looking));
    let worlds = Memo::new(move |_| choice.with(|choice| choice.worlds.clone()));
    let are_several = Memo::new(move |_| worlds.with(|worlds| worlds.len() > 1));
    let choose = move |event: web_sys::Event| {
        let chosen = event_target_value(&event).parse();
        chosen.into_iter().for_each(|world| session.travel(Travel::Look { world, tick: None }));
    };
    let option = move |(world, name): (u32, String)| {
        view! { <option value=world.to_string() selected=move || looking.get() == world>{name}</option> }
    };
    view! {
        <Show when=move || are_several.get()>
            <div class="worlds">
                <select class="button" aria-label="World" on:change=choose>
                    {move || worlds.get().into_iter().map(option).collect_view()}
                </select>
                <Show when=move || looking.get() != 0>
                    <button type="button" class="button" on:click=move |_| session.travel(Travel::Close { world: looking.get_untracked() })>
                        "Close world"
                    </button>
                </Show>
            </div>
        </Show>
    }
}

/// Says that the past is looked at, and leads out of it.
#[component]
pub(crate) fn PastBanner(
    /// The worlds.
    session: Session,
) -> impl IntoView {
    let past = Memo::new(move |_| session.travels.choice.with(|choice| choice.past));
    let is_past = Memo::new(move |_| past.get().is_some());
    let with_tick = move |travel: fn(u32) -> Travel| {
        move |_| past.get_untracked().into_iter().for_each(|tick| session.travel(travel(tick)))
    };
    view! {
        <div role="status">
            <Show when=move || is_past.get()>
                <div class="banner">
                    <p>
                        <strong>{move || past.get().map(|tick| format!("Tick {} of the past", grouped(tick)))}</strong>
                        " It does not change."
                    </p>
                    <button type="button" class="button small" on:click=with_tick(|tick| Travel::Rewind { tick })>
                        "Continue from here"
                    </button>
                    <button type="button" class="button small" on:click=with_tick(|tick| Travel::Fork { snapshot: None, tick: Some(tick) })>
                        "Fork"
                    </button>
                    <button type="button" class="button small" on:click=move |_| session.go(None)>"Back to now"</button>
                </div>
            </Show>
        </div>
    }
}
