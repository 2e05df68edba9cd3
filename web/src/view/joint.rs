use leptos::prelude::*;
use terrarium_inspect::{Edit, Type};

use crate::session::Session;
use crate::state::{EntityPanel, grouped};

/// A component of the selected entities, and how many share its value.
type Held = (u32, String, Option<u32>);

/// What the selected entities have that they could share, or do share and could have for themselves.
#[component]
pub(crate) fn JointList(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let held =
        Memo::new(move |_| session.entity.with(|entity| entity.as_deref().map(held).unwrap_or_default()));
    let others = Memo::new(move |_| session.others.with(|others| others.len()));
    let item = move |(component, name, shared_by): Held| {
        let component = Type::Number(component);
        let kept = component.clone();
        let share = move |_| {
            let component = component.clone();
            session.with_selection(|entities| Edit::Share { entities, component, group: None });
        };
        let keep = move |_| {
            let component = kept.clone();
            session.with_selection(|entities| Edit::Unshare { entities, component });
        };
        let note = shared_by.map_or_else(|| "its own".to_owned(), |by| format!("shared by {}", grouped(by)));
        view! {
            <li class="group">
                <span class="name">{name.clone()}</span>
                <span class="value">{note}</span>
                <span class="buttons">
                    <button type="button" class="button small" aria-label=format!("Share {name}") disabled=move || others.get() == 0 on:click=share>
                        "Share"
                    </button>
                    <button type="button" class="button small" aria-label=format!("Split off {name}") disabled=shared_by.is_none() on:click=keep>
                        "Split off"
                    </button>
                </span>
            </li>
        }
    };
    view! {
        <Show when=move || held.with(|held| !held.is_empty())>
            <div class="joint">
                <div class="subtitle">
                    <h3>{move || selection(others.get() + 1)}</h3>
                </div>
                <ul class="groups" aria-label="Selection">
                    {move || held.get().into_iter().map(item).collect_view()}
                </ul>
            </div>
        </Show>
    }
}

/// The components of an entity that lives.
fn held(entity: &EntityPanel) -> Vec<Held> {
    let roots = entity.lines.iter().filter(|line| line.node.1.is_empty() && entity.is_alive);
    roots.map(|line| (line.node.0, line.name.clone(), line.shared_by)).collect()
}

fn selection(entities: usize) -> String {
    if entities == 1 { "The selected entity".into() } else { format!("The {entities} selected entities") }
}
