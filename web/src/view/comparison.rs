use leptos::prelude::*;
use terrarium_ecs::EntityId;
use terrarium_inspect::ChangeKind;

use crate::state::{Comparison, EntityChange};
use crate::view::words::Places;

/// What differs between two states of the world.
#[component]
pub(crate) fn Differences(
    /// What is known of it; nothing where nobody asked.
    #[prop(into)]
    comparison: Signal<Option<Comparison>>,
    /// Called to look at an entity.
    #[prop(into)]
    on_visit: Callback<EntityId>,
    /// Called to be told more, or to be told nothing any more.
    #[prop(into)]
    on_go_on: Callback<bool>,
) -> impl IntoView {
    let title = move || comparison.with(|known| known.as_ref().map(|known| known.title.clone()));
    let summary = move || comparison.with(|known| known.as_ref().and_then(|known| known.summary.clone()));
    let has_more = move || comparison.with(|known| known.as_ref().is_some_and(Comparison::has_more));
    let entities = Memo::new(move |_| {
        comparison.with(|known| known.as_ref().map(|known| known.entities.clone()).unwrap_or_default())
    });
    view! {
        <section class="differences" aria-labelledby="differences">
            <div class="heading">
                <h2 id="differences">"Differences"</h2>
                <button type="button" class="button plain small" aria-label="Close differences" on:click=move |_| on_go_on.run(false)>
                    <span class="icon close" aria-hidden="true"></span>
                </button>
            </div>
            <p class="between">{title}</p>
            <p role="status">{summary}</p>
            <ul>
                <For each=move || entities.get() key=|change| (change.entity, change.places.len()) let:change>
                    <EntityItem change on_visit />
                </For>
            </ul>
            <Show when=has_more>
                <button type="button" class="button small" on:click=move |_| on_go_on.run(true)>"Show more"</button>
            </Show>
        </section>
    }
}

/// What happened to one entity.
#[component]
fn EntityItem(
    /// What.
    change: EntityChange,
    /// Called to look at it.
    on_visit: Callback<EntityId>,
) -> impl IntoView {
    let EntityChange { entity, kind, places } = change;
    let (sign, word) = match kind {
        ChangeKind::Created => ("created", "created"),
        ChangeKind::Destroyed => ("destroyed", "destroyed"),
        ChangeKind::Changed => ("changed", "changed"),
    };
    view! {
        <li class=sign>
            <button type="button" class="handle" on:click=move |_| on_visit.run(entity)>{entity.to_string()}</button>
            " "
            <span class="note">{word}</span>
            <Places places />
        </li>
    }
}
