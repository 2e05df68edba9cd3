use leptos::prelude::*;

use crate::state::{ArchetypeCount, Census, grouped};
use crate::view::types::part;

/// The archetypes: which sets of types exist, and how many entities have exactly these.
#[component]
pub(crate) fn ArchetypeList(
    /// What the world holds.
    #[prop(into)]
    census: Signal<Census>,
    /// The query in force.
    query: Memo<String>,
    /// Called with the query for the entities of an archetype.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let count = move || census.with(|census| census.archetypes.len());
    let sets =
        move || census.with(|census| census.archetypes.iter().map(|of| of.types.clone()).collect::<Vec<_>>());
    view! {
        <section class="panel" aria-labelledby="archetypes">
            <div class="title">
                <h2 id="archetypes">"Archetypes"</h2>
                <span class="count">{count}</span>
            </div>
            <ul class="choices">
                <For each=sets key=Clone::clone let:types>
                    <ArchetypeItem types census query on_choose />
                </For>
            </ul>
        </section>
    }
}

/// One archetype.
#[component]
fn ArchetypeItem(
    /// Its types by number.
    types: Vec<u32>,
    /// What the world holds.
    census: Signal<Census>,
    /// The query in force.
    query: Memo<String>,
    /// Called with the query for its entities.
    on_choose: Callback<String>,
) -> impl IntoView {
    let names = census.with_untracked(|census| find(census, &types).map(|of| of.names.clone()));
    let of = Memo::new(move |_| census.with(|census| find(census, &types).cloned()));
    let entities = Memo::new(move |_| of.with(|of| of.as_ref().map_or(0, |of| of.entities)));
    let asked = Memo::new(move |_| of.with(|of| of.as_ref().map(|of| of.query.clone()).unwrap_or_default()));
    let part = move || census.with(|census| part(entities.get(), census.entities));
    let is_chosen = move || !asked.with(String::is_empty) && query.get() == asked.get();
    view! {
        <li>
            <button
                type="button"
                class="choice set"
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| on_choose.run(asked.get_untracked())
            >
                <span class="names">{tags(names.unwrap_or_default())}</span>
                " "
                <span class="count">{move || grouped(entities.get())}</span>
                <span class="gauge" aria-hidden="true" style=("--part", part)></span>
            </button>
        </li>
    }
}

fn find<'a>(census: &'a Census, types: &[u32]) -> Option<&'a ArchetypeCount> {
    census.archetypes.iter().find(|of| of.types == types)
}

/// Names as tags; of an empty set, that it is empty.
fn tags(names: Vec<String>) -> impl IntoView {
    if names.is_empty() {
        return view! { <span class="tag none">"no components"</span> }.into_any();
    }
    names.into_iter().map(|name| view! { <span class="tag">{name}</span> " " }).collect_view().into_any()
}
