use leptos::prelude::*;

use crate::state::{Census, TypeCount, grouped};

/// The component types: how many entities have each, and how many groups share a value.
#[component]
pub(crate) fn TypeList(
    /// What the world holds.
    #[prop(into)]
    census: Signal<Census>,
    /// The query in force.
    query: Memo<String>,
    /// Called with the query for those that have a type.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let count = move || census.with(|census| census.types.len());
    let numbers = move || 0..count();
    view! {
        <section class="panel" aria-labelledby="types">
            <div class="title">
                <h2 id="types">"Types"</h2>
                <span class="count">{count}</span>
            </div>
            <ul class="choices">
                <For each=numbers key=|number| *number let:number>
                    <TypeItem number census query on_choose />
                </For>
            </ul>
        </section>
    }
}

/// One component type.
#[component]
fn TypeItem(
    /// Which one.
    number: usize,
    /// What the world holds.
    census: Signal<Census>,
    /// The query in force.
    query: Memo<String>,
    /// Called with the query for those that have the type.
    on_choose: Callback<String>,
) -> impl IntoView {
    let of = Memo::new(move |_| census.with(|census| census.types.get(number).cloned()));
    let read = move |read: fn(&TypeCount) -> String| of.with(|of| of.as_ref().map(read).unwrap_or_default());
    let asked = Memo::new(move |_| read(|of| of.query.clone()));
    let is_chosen = move || query.get() == asked.get();
    let part = Memo::new(move |_| {
        census.with(|census| part(census.types.get(number).map_or(0, |of| of.entities), census.entities))
    });
    view! {
        <li>
            <button
                type="button"
                class="choice"
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| on_choose.run(asked.get_untracked())
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
