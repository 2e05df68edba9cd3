use leptos::prelude::*;
use terrarium_ecs::EntityId;
use terrarium_inspect::{Path, Reference};

use crate::session::{Editing, Session};
use crate::state::{Census, grouped, way};

/// A place that refers to an entity, in words.
type Listed = (EntityId, String);

/// Who refers to the entity that is looked at.
#[component]
pub(crate) fn ReferenceList(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let listed = Memo::new(move |_| {
        session.census.with(|census| session.editing.with(|editing| listed(editing, census)))
    });
    let total = Memo::new(move |_| session.editing.with(total));
    let heading = move || total.get().map_or_else(String::new, |(total, complete)| heading(total, complete));
    let item = move |(entity, place): Listed| {
        view! {
            <li>
                <button type="button" class="choice" on:click=move |_| session.visit(entity)>
                    <span class="name">{entity.to_string()}</span>
                    <span class="count">{place}</span>
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || total.get().is_some_and(|(total, complete)| total > 0 || !complete)>
            <details class="references" open>
                <summary>{heading}</summary>
                <ul class="choices" aria-label="Referenced by">
                    {move || listed.get().into_iter().map(item).collect_view()}
                </ul>
            </details>
        </Show>
    }
}

fn heading(total: u32, is_complete: bool) -> String {
    let count = if is_complete { grouped(total) } else { format!("at least {}", grouped(total)) };
    format!("Referenced by {count}")
}

fn total(editing: &Editing) -> Option<(u32, bool)> {
    editing.references.as_ref().map(|references| (references.1.total, references.1.complete))
}

fn listed(editing: &Editing, census: &Census) -> Vec<Listed> {
    let references = editing.references.iter().flat_map(|references| &references.1.references);
    references.map(|reference| (reference.entity, place(reference, census))).collect()
}

fn place(Reference { component, path, .. }: &Reference, census: &Census) -> String {
    let name = census.types.get(*component as usize).map_or("", |of| of.name.as_str());
    let path: &Path = path;
    if path.is_empty() { name.to_owned() } else { format!("{name}.{}", way(path)) }
}
