use leptos::prelude::*;

use crate::session::{Figures, Status};
use crate::state::grouped;
use crate::view::theme::{Theme, ThemeButton};

/// The bar at the top: what the world is doing, and the means to stop it.
#[component]
pub(crate) fn Bar(
    /// How the conversation with the world stands.
    #[prop(into)]
    status: Signal<Status>,
    /// How the world is doing.
    #[prop(into)]
    figures: Signal<Figures>,
    /// The theme that was chosen.
    theme: Theme,
    /// Called to let it run, or stand still.
    #[prop(into)]
    on_run: Callback<bool>,
    /// Called to run one tick.
    #[prop(into)]
    on_step: Callback<()>,
    /// More that can be done.
    children: Children,
) -> impl IntoView {
    let read = move |read: fn(&Figures) -> String| Signal::derive(move || figures.with(read));
    let has_cost = Memo::new(move |_| figures.with(|figures| figures.cost.is_some()));
    let is_steered = Memo::new(move |_| figures.with(|figures| figures.is_running.is_some()));
    let is_running = Memo::new(move |_| figures.with(|figures| figures.is_running == Some(true)));
    view! {
        <header class="bar">
            <h1>
                <span class="mark" aria-hidden="true"></span>
                "Terrarium"
            </h1>
            <dl class="pulse">
                <Figure name="World" value=Signal::derive(move || status.with(name)) />
                <Figure name="Entities" value=read(|figures| grouped(figures.entities)) />
                <Figure name="Tick" value=read(|figures| grouped(figures.tick)) />
                <Figure name="Ticks/s" value=read(rate) />
                <Show when=move || has_cost.get()>
                    <Figure name="Cost of a tick" value=read(|figures| format!("{:.1} ms", figures.cost.unwrap_or(0.0))) />
                </Show>
            </dl>
            {children()}
            <Show when=move || is_steered.get()>
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
            </Show>
            <ThemeButton theme=theme />
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

fn name(status: &Status) -> String {
    match status {
        Status::Attached(name) => name.clone(),
        Status::Waiting => "none yet".into(),
        Status::Failed(_) => "none".into(),
    }
}

fn rate(figures: &Figures) -> String {
    match figures.is_running {
        Some(false) => "paused".into(),
        Some(true) | None => format!("{:.0}", figures.rate),
    }
}
