use leptos::prelude::*;
use terrarium_ecs::ComponentId;

use crate::state::{ArchetypeCount, Census, Filter, grouped};
use crate::view::types::part;

/// The archetypes: which sets of types exist, and how many entities have exactly these.
#[component]
pub(crate) fn ArchetypeList(
    /// What the world holds.
    #[prop(into)]
    census: Signal<Census>,
    /// Which entities the table lists.
    #[prop(into)]
    filter: Signal<Filter>,
    /// Called to list the entities of an archetype.
    #[prop(into)]
    on_choose: Callback<Filter>,
) -> impl IntoView {
    let count = move || census.with(|census| census.archetypes.len());
    let sets = move || {
        census.with(|census| census.archetypes.iter().map(|of| of.components.clone()).collect::<Vec<_>>())
    };
    view! {
        <section class="panel" aria-labelledby="archetypes">
            <div class="title">
                <h2 id="archetypes">"Archetypes"</h2>
                <span class="count">{count}</span>
            </div>
            <ul class="choices">
                <For each=sets key=Clone::clone let:components>
                    <ArchetypeItem components census filter on_choose />
                </For>
            </ul>
        </section>
    }
}

/// One archetype.
#[component]
fn ArchetypeItem(
    /// Its types.
    components: Vec<ComponentId>,
    /// What the world holds.
    census: Signal<Census>,
    /// Which entities the table lists.
    filter: Signal<Filter>,
    /// Called to list its entities.
    on_choose: Callback<Filter>,
) -> impl IntoView {
    let exactly = Filter::Exactly(components.clone());
    let names = census.with_untracked(|census| find(census, &components).map(|of| of.names.clone()));
    let entities =
        Memo::new(move |_| census.with(|census| find(census, &components).map_or(0, |of| of.entities)));
    let part = move || census.with(|census| part(entities.get(), census.entities));
    let is_chosen = {
        let exactly = exactly.clone();
        Memo::new(move |_| filter.with(|filter| *filter == exactly))
    };
    view! {
        <li>
            <button
                type="button"
                class="choice set"
                aria-pressed=move || is_chosen.get().to_string()
                on:click=move |_| on_choose.run(exactly.clone())
            >
                <span class="names">{tags(names.unwrap_or_default())}</span>
                " "
                <span class="count">{move || grouped(entities.get())}</span>
                <span class="gauge" aria-hidden="true" style=("--part", part)></span>
            </button>
        </li>
    }
}

fn find<'a>(census: &'a Census, components: &[ComponentId]) -> Option<&'a ArchetypeCount> {
    census.archetypes.iter().find(|of| of.components == components)
}

/// Names as tags; of an empty set, that it is empty.
fn tags(names: Vec<String>) -> impl IntoView {
    if names.is_empty() {
        return view! { <span class="tag none">"no components"</span> }.into_any();
    }
    names.into_iter().map(|name| view! { <span class="tag">{name}</span> " " }).collect_view().into_any()
}
