use leptos::prelude::*;
use terrarium_ecs::ComponentId;

use crate::state::{Census, Filter, TypeCount, grouped};

/// The component types: how many entities have each, and how many groups share a value.
#[component]
pub(crate) fn TypeList(
    /// What the world holds.
    #[prop(into)]
    census: Signal<Census>,
    /// Which entities the table lists.
    #[prop(into)]
    filter: Signal<Filter>,
    /// Called to list those that have a type.
    #[prop(into)]
    on_choose: Callback<Filter>,
) -> impl IntoView {
    let count = move || census.with(|census| census.types.len());
    let ids = move || census.with(|census| census.types.iter().map(|of| of.id).collect::<Vec<_>>());
    view! {
        <section class="panel" aria-labelledby="types">
            <div class="title">
                <h2 id="types">"Types"</h2>
                <span class="count">{count}</span>
            </div>
            <ul class="choices">
                <For each=ids key=|id| *id let:id>
                    <TypeItem id census filter on_choose />
                </For>
            </ul>
        </section>
    }
}

/// One component type.
#[component]
fn TypeItem(
    /// Which one.
    id: ComponentId,
    /// What the world holds.
    census: Signal<Census>,
    /// Which entities the table lists.
    filter: Signal<Filter>,
    /// Called to list those that have the type.
    on_choose: Callback<Filter>,
) -> impl IntoView {
    let of = Memo::new(move |_| census.with(|census| census.types.get(id.0 as usize).cloned()));
    let read = move |read: fn(&TypeCount) -> String| of.with(|of| of.as_ref().map(read).unwrap_or_default());
    let is_chosen = move || filter.with(|filter| *filter == Filter::With(id));
    let part = Memo::new(move |_| {
        census
            .with(|census| part(census.types.get(id.0 as usize).map_or(0, |of| of.entities), census.entities))
    });
    view! {
        <li>
            <button
                type="button"
                class="choice"
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| on_choose.run(Filter::With(id))
            >
                <span class="name">{move || read(|of| of.name.clone())}</span>
                " "
                <span class="note">{move || read(groups)}</span>
                " "
                <span class="count">{move || read(|of| grouped(of.entities))}</span>
                <span class="gauge" aria-hidden="true" style=("--part", part)></span>
            </button>
        </li>
    }
}

fn groups(of: &TypeCount) -> String {
    match of.groups {
        0 => String::new(),
        1 => "1 group".into(),
        groups => format!("{} groups", grouped(groups)),
    }
}

/// A part of a whole, as a style sheet wants it.
pub(crate) fn part(some: u32, all: u32) -> String {
    format!("{:.3}", f64::from(some) / f64::from(all.max(1)))
}
