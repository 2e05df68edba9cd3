use std::sync::Arc;

use leptos::prelude::*;
use terrarium_ecs::EntityId;

use crate::session::Session;
use crate::state::{EntityPanel as Panel, Line, grouped};
use crate::view::lives::Lives;
use crate::view::references::ReferenceList;
use crate::view::tree::ValueTree;

/// The selected entity: the values of its components, live; or when it was last alive.
#[component]
pub(crate) fn EntityPanel(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let entity: Signal<Option<Arc<Panel>>> = session.entity.into();
    let others = Memo::new(move |_| session.others.with(|others| others.len()));
    let id = Memo::new(move |_| entity.with(|entity| entity.as_ref().map(|entity| entity.id)));
    let is_alive =
        Memo::new(move |_| entity.with(|entity| entity.as_ref().is_none_or(|entity| entity.is_alive)));
    let lines = Memo::new(move |_| entity.with(lines));
    let has_none = move || lines.with(Vec::is_empty);
    view! {
        <section class="panel entity" class:some=move || id.get().is_some() class:dead=move || !is_alive.get() aria-labelledby="entity">
            <div class="heading">
                <h2 id="entity">"Entity"</h2>
                <Show when=move || id.get().is_some()>
                    <span class="handle">{move || id.get().map(|id| id.to_string())}</span>
                    <Show when=move || others.get() != 0>
                        <span class="badge">{move || format!("{} selected", grouped(others.get() as u32 + 1))}</span>
                    </Show>
                    <button type="button" class="button plain small" aria-label="Close entity" on:click=move |_| session.select(None)>
                        <span class="icon close" aria-hidden="true"></span>
                    </button>
                </Show>
            </div>
            <div role="status">
                <Show when=move || !is_alive.get()>
                    <Obituary entity=entity on_visit=Callback::new(move |entity| session.visit(entity)) />
                </Show>
            </div>
            <Show
                when=move || id.get().is_some()
                fallback=|| view! { <Hints /> }
            >
                <ValueTree session lines=lines />
                <Show when=has_none>
                    <p class="empty">"It has no components."</p>
                </Show>
                <ReferenceList session />
            </Show>
            <Lives session is_alive others />
        </section>
    }
}

/// How to select an entity.
#[component]
fn Hints() -> impl IntoView {
    view! {
        <div class="empty">
            <p>"Select a row to see its components."</p>
            <p class="keys">
                <kbd>"↑"</kbd>
                <kbd>"↓"</kbd>
                <kbd>"Home"</kbd>
                <kbd>"End"</kbd>
                " move along the rows, "
                <kbd>"Esc"</kbd>
                " lets go."
            </p>
        </div>
    }
}

/// That the entity is dead, since when, and who lives in its place.
#[component]
fn Obituary(
    /// What was seen of it.
    entity: Signal<Option<Arc<Panel>>>,
    /// Called to look at the one in its place.
    on_visit: Callback<EntityId>,
) -> impl IntoView {
    let seen = move || entity.with(|entity| entity.as_ref().and_then(|entity| entity.seen));
    let last = move || {
        let seen = seen().map(grouped)?;
        Some(format!(" It was last seen alive at tick {seen}, with these values."))
    };
    let successor =
        Memo::new(move |_| entity.with(|entity| entity.as_ref().and_then(|entity| entity.successor)));
    let visit = move |_| successor.get_untracked().into_iter().for_each(|entity| on_visit.run(entity));
    view! {
        <div class="obituary">
            <p>
                <strong>"This entity is dead."</strong>
                {last}
            </p>
            <Show when=move || successor.get().is_some()>
                <button type="button" class="button small" on:click=visit>
                    {move || successor.get().map(|entity| format!("Show {entity}, which took its place"))}
                </button>
            </Show>
        </div>
    }
}

fn lines(entity: &Option<Arc<Panel>>) -> Vec<Line> {
    entity.as_ref().map(|entity| entity.lines.clone()).unwrap_or_default()
}
