use leptos::html::Input;
use leptos::prelude::*;
use terrarium_inspect::{State, Travel};

use crate::session::Session;
use crate::state::{STRIP_UNITS, Strip, grouped};

/// The history of the world, over the full width: thin while nothing is recorded.
#[component]
pub(crate) fn HistoryStrip(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let strip = session.travels.strip;
    let read = move |read: fn(&Strip) -> bool| Memo::new(move |_| strip.with(read));
    let (is_recording, is_ours) = (read(|strip| strip.is_recording), read(|strip| strip.is_ours));
    let has_past = read(|strip| strip.span.is_some());
    let summary = Memo::new(move |_| strip.with(|strip| strip.summary.clone()));
    let record = move |_| session.travel(Travel::Record { on: !is_recording.get_untracked() });
    view! {
        <section class="panel history" class:some=has_past aria-labelledby="history">
            <div class="recording">
                <h2 id="history">"History"</h2>
                <Show when=move || is_ours.get()>
                    <button type="button" class="button small record" role="switch" aria-checked=move || is_recording.get().to_string() on:click=record>
                        <span class="icon dot" aria-hidden="true"></span>
                        "Record"
                    </button>
                </Show>
                <span class="note">{summary}</span>
            </div>
            <Show
                when=move || has_past.get()
                fallback=|| view! { <p class="empty">"Record, to be able to go back."</p> }
            >
                <TimeLine session />
                <Deeds session />
            </Show>
        </section>
    }
}

/// What happened when, and a slider to go there.
#[component]
fn TimeLine(
    /// The world.
    session: Session,
) -> impl IntoView {
    let (strip, shown, pinned) = (session.travels.strip, session.travels.shown, session.travels.pinned);
    let bars = Memo::new(move |_| strip.with(|strip| strip.bars.clone()));
    let span = Memo::new(move |_| strip.with(|strip| strip.span.unwrap_or_default()));
    // Beyond the last tick that was kept is now.
    let now = move || span.get().1.saturating_add(1);
    let slider = NodeRef::<Input>::new();
    // A value is cut to the bounds that there are when it is set: they come first.
    Effect::new(move |_| {
        let Some(slider) = slider.get() else { return };
        slider.set_min(&span.get().0.to_string());
        slider.set_max(&now().to_string());
        slider.set_value(&shown.get().unwrap_or_else(now).to_string());
    });
    let go = move |event: web_sys::Event| {
        let tick = event_target_value(&event).parse::<u32>().ok();
        session.go(tick.filter(|tick| *tick <= span.get_untracked().1));
    };
    let place = move |tick: u32| strip.with(|strip| format!("{:.4}", strip.place(tick)));
    let mark = move |class: &'static str, tick: u32| view! { <span class=class style=("--place", place(tick))></span> };
    view! {
        <div class="time">
            <svg class="bars" viewBox=format!("0 0 {} {}", STRIP_UNITS.0, STRIP_UNITS.1) preserveAspectRatio="none" aria-hidden="true">
                <path d=bars></path>
            </svg>
            {move || pinned.get().map(|tick| mark("pin", tick))}
            <input
                type="range"
                node_ref=slider
                aria-label="Tick"
                aria-valuetext=move || shown.get().map_or_else(|| "Now".into(), |tick| format!("Tick {}", grouped(tick)))
                on:input=go
            />
        </div>
    }
}

/// What can be done with the tick that is shown.
#[component]
fn Deeds(
    /// The world.
    session: Session,
) -> impl IntoView {
    let (shown, pinned, strip) = (session.travels.shown, session.travels.pinned, session.travels.strip);
    let last = move || strip.with(|strip| strip.span.map_or(0, |(_, last)| last));
    let pin = move || match pinned.get() {
        Some(tick) => format!("Unpin tick {}", grouped(tick)),
        None => format!("Pin tick {}", grouped(shown.get().unwrap_or_else(last))),
    };
    let compare = move |_| {
        if let Some(tick) = pinned.get_untracked() {
            session.compare(State::Tick(tick), shown.get_untracked().map_or(State::Now, State::Tick));
        }
    };
    view! {
        <div class="deeds" role="group" aria-label="Past">
            <output class="shown">{move || shown.get().map_or_else(|| "Now".into(), |tick| format!("Tick {}", grouped(tick)))}</output>
            <button type="button" class="button small" on:click=move |_| session.pin()>{pin}</button>
            <Show when=move || pinned.get().is_some()>
                <button type="button" class="button small" on:click=compare>"Compare with pinned"</button>
            </Show>
        </div>
    }
}
