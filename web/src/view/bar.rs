use leptos::prelude::*;

use crate::session::Pulse;
use crate::state::grouped;
use crate::view::theme::ThemeButton;

/// The bar at the top: what the world is doing, and the means to stop it.
#[component]
pub(crate) fn Bar(
    /// How many entities live, as text.
    entities: Signal<String>,
    /// How the world is running.
    #[prop(into)]
    pulse: Signal<Pulse>,
    /// Whether it is running.
    #[prop(into)]
    is_running: Signal<bool>,
    /// Called to let it run, or stand still.
    #[prop(into)]
    on_run: Callback<bool>,
    /// Called to run one tick.
    #[prop(into)]
    on_step: Callback<()>,
) -> impl IntoView {
    let tick = move || grouped(pulse.get().tick);
    let rate = move || if is_running.get() { format!("{:.0}", pulse.get().rate) } else { "paused".into() };
    let cost = move || format!("{:.1} ms", pulse.get().cost);
    view! {
        <header class="bar">
            <h1>
                <span class="mark" aria-hidden="true"></span>
                "Terrarium"
            </h1>
            <dl class="pulse">
                <Figure name="Entities" value=entities />
                <Figure name="Tick" value=Signal::derive(tick) />
                <Figure name="Ticks/s" value=Signal::derive(rate) />
                <Figure name="Cost of a tick" value=Signal::derive(cost) />
            </dl>
            <div class="actions" role="group" aria-label="Time">
                <button type="button" class="button main" on:click=move |_| on_run.run(!is_running.get_untracked())>
                    <span class="icon" class:pause=is_running class:play=move || !is_running.get() aria-hidden="true"></span>
                    {move || if is_running.get() { "Pause" } else { "Resume" }}
                </button>
                <button type="button" class="button" on:click=move |_| on_step.run(())>
                    <span class="icon step" aria-hidden="true"></span>
                    "Step"
                </button>
            </div>
            <ThemeButton />
        </header>
    }
}

/// A figure with its name.
#[component]
fn Figure(
    /// What it is.
    name: &'static str,
    /// How much.
    value: Signal<String>,
) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}
