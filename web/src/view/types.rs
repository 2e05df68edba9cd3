use leptos::prelude::*;

use crate::session::Session;
use crate::state::{TypeCount, grouped};
use crate::view::observed::ObservedType;

/// The component types: how many entities have each, how many groups share a value, and what their values are like.
#[component]
pub(crate) fn TypeList(
    /// The world that is looked at.
    session: Session,
    /// The query in force.
    query: Memo<String>,
) -> impl IntoView {
    let count = move || session.census.with(|census| census.types.len());
    let numbers = move || 0..count();
    view! {
        <section class="panel types" aria-labelledby="types">
            <div class="title">
                <h2 id="types">"Types"</h2>
                <span class="count">{count}</span>
            </div>
            <ul class="choices">
                <For each=numbers key=|number| *number let:number>
                    <TypeItem session number query />
                </For>
            </ul>
        </section>
    }
}

/// One component type.
#[component]
fn TypeItem(
    /// The world that is looked at.
    session: Session,
    /// Which one.
    number: usize,
    /// The query in force.
    query: Memo<String>,
) -> impl IntoView {
    let census = session.census;
    let of = Memo::new(move |_| census.with(|census| census.types.get(number).cloned()));
    let read = move |read: fn(&TypeCount) -> String| of.with(|of| of.as_ref().map(read).unwrap_or_default());
    let asked = Memo::new(move |_| read(|of| of.query.clone()));
    let is_chosen = move || query.get() == asked.get();
    let is_open = Memo::new(move |_| session.insight.with(|insight| insight.open() == Some(number as u32)));
    let part = Memo::new(move |_| {
        census.with(|census| part(census.types.get(number).map_or(0, |of| of.entities), census.entities))
    });
    view! {
        <li>
            <div class="type-line">
                <button
                    type="button"
                    class="disclosure"
                    aria-label=move || read(|of| format!("Look into {}", of.name))
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| session.toggle_type(number as u32)
                ></button>
                <button
                    type="button"
                    class="choice"
                    aria-pressed=move || is_chosen().to_string()
                    on:click=move |_| session.choose(&asked.get_untracked())
                >
                    <span class="name">{move || read(|of| of.name.clone())}</span>
                    " "
                    <span class="note">{move || read(groups)}</span>
                    " "
                    <span class="count">{move || read(|of| grouped(of.entities))}</span>
                    <span class="gauge" aria-hidden="true" style=("--part", part)></span>
                </button>
            </div>
            <Show when=move || is_open.get()>
                <ObservedType session />
            </Show>
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
