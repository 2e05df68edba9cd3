use leptos::prelude::*;

use crate::session::Session;
use crate::state::{ComponentPast, PastTick, grouped};
use crate::view::words::Places;

/// What a component of the selected entity was: the ticks at which it became another, the last first.
#[component]
pub(crate) fn PastPanel(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let past = session.travels.past;
    let of = move |read: fn(&ComponentPast) -> String| {
        Memo::new(move |_| past.with(|past| past.as_ref().map(read).unwrap_or_default()))
    };
    let name = of(|past| past.name.clone());
    let note = of(|past| match (past.is_done, past.ticks.len()) {
        (false, _) => "Looking…".into(),
        (true, 0) => "It was not there.".into(),
        (true, 1) => "It never changed.".into(),
        (true, ticks) => format!("{} changes", ticks - 1),
    });
    let is_shown = Memo::new(move |_| {
        let selected = session.selected.get();
        past.with(|past| past.as_ref().is_some_and(|past| Some(past.entity) == selected))
    });
    let ticks = Memo::new(move |_| {
        past.with(|past| past.as_ref().map(|past| past.ticks.clone()).unwrap_or_default())
    });
    view! {
        <Show when=move || is_shown.get()>
            <section class="panel past" aria-labelledby="past">
                <div class="heading">
                    <h2 id="past">{move || format!("History of {}", name.get())}</h2>
                    <span class="count" role="status">{note}</span>
                    <button type="button" class="button plain small" aria-label="Close history" on:click=move |_| session.leave_past()>
                        <span class="icon close" aria-hidden="true"></span>
                    </button>
                </div>
                <ul class="ticks" tabindex="0" aria-label="Changes">
                    <For each=move || ticks.get() key=|past| past.tick let:past>
                        <TickItem session past />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// What became of it at one tick.
#[component]
fn TickItem(
    /// The world.
    session: Session,
    /// What it was from then on.
    past: PastTick,
) -> impl IntoView {
    let PastTick { tick, value, places } = past;
    let was = places.is_empty().then(|| view! { <span class="value">{value}</span> });
    view! {
        <li>
            <button type="button" class="handle" on:click=move |_| session.go(Some(tick))>{format!("Tick {}", grouped(tick))}</button>
            " "
            {was}
            <Places places />
        </li>
    }
}
