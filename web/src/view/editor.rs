use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use crate::session::Session;
use crate::state::{Draft, Drafted};

/// The id of what says what is wrong with what is being written.
const FAULT: &str = "draft-fault";

/// A field in which a value is written. What stands in it stays while the world goes on.
#[component]
pub(crate) fn Editor(
    /// The world that is changed.
    session: Session,
    /// What it began with.
    draft: Draft,
    /// What the place is called.
    name: String,
    /// What is wrong with what was written.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let key = NodeRef::<Input>::new();
    let line = NodeRef::<Input>::new();
    let lines = NodeRef::<Textarea>::new();
    let has_key = draft.has_key();
    let is_long = matches!(draft.what, Drafted::Text);
    let label =
        if draft.is_entry() { format!("New value in {name}") } else { format!("New value of {name}") };
    let finish = move || {
        let written = line.get_untracked().map(|field| field.value());
        let written = written.or_else(|| lines.get_untracked().map(|field| field.value()));
        let key = key.get_untracked().map(|field| field.value());
        session.finish(&key.unwrap_or_default(), &written.unwrap_or_default());
    };
    let press = move |event: KeyboardEvent| {
        // The tree has keys of its own.
        event.stop_propagation();
        match &*event.key() {
            "Enter" if !is_long || event.ctrl_key() || event.meta_key() => finish(),
            "Escape" => session.give_up(),
            _ => return,
        }
        event.prevent_default();
    };
    // The field can be gone, with what it does about clicks, before a click reaches the line that it is in.
    let save = move |event: MouseEvent| {
        event.stop_propagation();
        finish();
    };
    let cancel = move |event: MouseEvent| {
        event.stop_propagation();
        session.give_up();
    };
    Effect::new(move |_| {
        let field = if has_key { key.get() } else { line.get() };
        // A field that cannot be focused is left to the mouse.
        if let Some(field) = field {
            let _ = field.focus();
            field.select();
        } else if let Some(field) = lines.get() {
            let _ = field.focus();
        }
    });
    let is_wrong = move || error.with(Option::is_some).to_string();
    let text = draft.text;
    let field = if is_long {
        view! {
            <textarea node_ref=lines aria-label=label.clone() aria-invalid=is_wrong aria-describedby=FAULT rows="6" prop:value=text></textarea>
        }
        .into_any()
    } else {
        view! {
            <input node_ref=line type="text" aria-label=label.clone() aria-invalid=is_wrong aria-describedby=FAULT
                autocomplete="off" autocapitalize="off" spellcheck="false" prop:value=text />
        }
        .into_any()
    };
    view! {
        <div class="editor" on:keydown=press on:click=|event| event.stop_propagation() on:dblclick=|event| event.stop_propagation()>
            <Show when=move || has_key>
                <input node_ref=key type="text" class="key" aria-label="Key" placeholder="Key" autocomplete="off"
                    autocapitalize="off" spellcheck="false" />
            </Show>
            {field}
            <div class="buttons">
                <button type="button" class="button small main" on:click=save>"Save"</button>
                <button type="button" class="button small" on:click=cancel>"Cancel"</button>
                <Show when=move || is_long>
                    <span class="note">"Ctrl+Enter saves"</span>
                </Show>
            </div>
            <p id=FAULT class="error" role="alert">{move || error.get()}</p>
        </div>
    }
}
