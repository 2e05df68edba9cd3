use leptos::html::Dialog;
use leptos::prelude::*;
use terrarium_inspect::Scope;
use web_sys::Event;

use crate::session::{Editing, Session};
use crate::state::grouped;

/// Asks for whom a shared component is to be changed.
#[component]
pub(crate) fn SharedQuestion(
    /// The world that is changed.
    session: Session,
) -> impl IntoView {
    let asked = Memo::new(move |_| session.editing.with(asked));
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let (Some(dialog), is_asked) = (dialog.get(), asked.with(Option::is_some)) else { return };
        match (is_asked, dialog.open()) {
            // It is in the page, and not open.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => (),
        }
    });
    let decide = move |scope: Option<Scope>| move |_| session.decide(scope);
    let holders = move || asked.get().map_or(0, |(holders, _)| holders);
    let these = move || match asked.get() {
        Some((_, selected)) if selected > 1 => format!("These {} only", grouped(selected)),
        _ => "This one only".to_owned(),
    };
    view! {
        <dialog
            node_ref=dialog
            class="question"
            aria-labelledby="question"
            on:cancel=move |event: Event| {
                event.prevent_default();
                session.decide(None);
            }
        >
            <h2 id="question">"This component is shared"</h2>
            <p>{move || format!("{} entities hold one and the same value. Who gets the change?", grouped(holders()))}</p>
            <div class="buttons">
                <button type="button" class="button main" on:click=decide(Some(Scope::All))>
                    {move || format!("All {} holders", grouped(holders()))}
                </button>
                <button type="button" class="button" on:click=decide(Some(Scope::One))>{these}</button>
                <button type="button" class="button" on:click=decide(None)>"Cancel"</button>
            </div>
        </dialog>
    }
}

/// How many hold the component, and how many are selected.
fn asked(editing: &Editing) -> Option<(u32, u32)> {
    editing.question.as_ref().map(|question| (question.holders, question.selected))
}
