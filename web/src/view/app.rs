use leptos::prelude::*;

use crate::demo::Request;
use crate::failure;
use crate::session::Session;
use crate::state::{Key, grouped};
use crate::view::archetypes::ArchetypeList;
use crate::view::bar::Bar;
use crate::view::entity::EntityPanel;
use crate::view::flock::FlockPanel;
use crate::view::grid::EntityGrid;
use crate::view::types::TypeList;

/// Puts the inspector on the page and sets its world going. What cannot go on is shown in its place.
pub fn start() {
    failure::show_panics();
    let (request, is_calm) = (Request::of(&search()), is_calm());
    if let Ok(Some(waiting)) = document().query_selector("#starting") {
        waiting.remove();
    }
    mount_to_body(move || match Session::new(request, is_calm) {
        Ok(session) => view! { <App session=session /> }.into_any(),
        Err(error) => {
            failure::stop(&error.to_string());
            ().into_any()
        }
    });
}

fn search() -> String {
    window().location().search().unwrap_or_default()
}

/// Whether whoever looks has asked for less motion.
fn is_calm() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

/// The inspector.
#[component]
fn App(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let toggle = move |path: Vec<Key>| session.toggle(&path);
    let count = move || grouped(session.census.with(|census| census.entities));
    view! {
        <div class="page">
            <Bar
                entities=Signal::derive(count)
                pulse=session.pulse
                is_running=session.is_running
                on_run=move |is_running| session.set_running(is_running)
                on_step=move |()| session.step()
            />
            <main>
                <div class="side">
                    <FlockPanel
                        on_ready=move |canvas| session.run_on(canvas)
                        on_pick=move |(x, y)| session.pick(x, y)
                    />
                    <TypeList
                        census=session.census
                        filter=session.filter
                        on_choose=move |filter| session.choose(filter)
                    />
                    <ArchetypeList
                        census=session.census
                        filter=session.filter
                        on_choose=move |filter| session.choose(filter)
                    />
                </div>
                <EntityGrid session=session />
                <EntityPanel
                    entity=session.entity
                    on_toggle=toggle
                    on_visit=move |entity| session.visit(entity)
                    on_close=move |()| session.select(None)
                />
            </main>
        </div>
    }
}
