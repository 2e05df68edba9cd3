use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::session::Session;
use crate::state::plain;

/// Takes back what was done to the world, and does it again.
#[component]
pub(crate) fn UndoButtons(
    /// The world that is changed.
    session: Session,
) -> impl IntoView {
    let undo = Memo::new(move |_| session.editing.with(|editing| editing.edits.undo.as_ref().map(plain)));
    let redo = Memo::new(move |_| session.editing.with(|editing| editing.edits.redo.as_ref().map(plain)));
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if let Some(is_undo) = turn_of(&event) {
            event.prevent_default();
            session.turn(is_undo);
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <div class="actions" role="group" aria-label="Edits">
            <TurnButton name="Undo" edit=undo on_turn=move |()| session.turn(true) />
            <TurnButton name="Redo" edit=redo on_turn=move |()| session.turn(false) />
        </div>
    }
}

/// A button that goes one edit back or forth.
#[component]
fn TurnButton(
    /// What it does.
    name: &'static str,
    /// What it does it with.
    edit: Memo<Option<String>>,
    /// Called to do it.
    #[prop(into)]
    on_turn: Callback<()>,
) -> impl IntoView {
    let label = move || edit.get().map_or_else(|| name.to_owned(), |edit| format!("{name}: {edit}"));
    view! {
        <button
            type="button"
            class="button plain"
            aria-label=label
            title=label
            disabled=move || edit.with(Option::is_none)
            on:click=move |_| on_turn.run(())
        >
            <span class="icon undo" class:redo=name == "Redo" aria-hidden="true"></span>
        </button>
    }
}

/// Whether a key takes something back, or does it again; fields have an undo of their own.
fn turn_of(event: &KeyboardEvent) -> Option<bool> {
    let is_field = |element: Element| element.matches("input, textarea, select").unwrap_or(false);
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_some_and(is_field) || !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return None;
    }
    match (&*event.key(), event.shift_key()) {
        ("z", false) => Some(true),
        ("Z" | "z", true) | ("y", false) => Some(false),
        _ => None,
    }
}
