use leptos::html::Input;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::session::Session;
use crate::state::{Marked, Query};
use crate::view::kept::keep;
use crate::view::suggestions::{Suggestions, option_id};

/// The name of the element that lists suggestions.
const LIST: &str = "suggestions";

/// Where the browser keeps what was asked before.
pub(crate) const HISTORY_KEY: &str = "terrarium.queries";

/// What a key does in the query bar.
enum Press {
    /// Moves along the suggestions.
    Move { down: bool },
    /// Shows what was asked before, or what could be asked.
    Recall,
    /// Writes the suggestion that the keyboard is at.
    Accept(usize),
    /// Keeps the text.
    Commit,
    /// Takes the suggestions away.
    Dismiss,
}

/// The bar in which a query is written: it is asked with every letter, and what is wrong is marked.
#[component]
pub(crate) fn QueryBar(
    /// The world that is asked.
    session: Session,
) -> impl IntoView {
    let query = session.query;
    let input = NodeRef::<Input>::new();
    let scrolled = RwSignal::new(0);
    let text = Memo::new(move |_| query.with(|query| query.text.clone()));
    let message = Memo::new(move |_| query.with(fault_text));
    let has_suggestions = Memo::new(move |_| query.with(|query| !query.suggestions.is_empty()));
    let suggestions = Memo::new(move |_| query.with(suggested));
    let at = Memo::new(move |_| query.with(|query| query.active));
    let commit = move || {
        session.with_query(Query::commit);
        keep(HISTORY_KEY, &query.with_untracked(Query::history));
    };
    let write = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let caret = input.selection_end().ok().flatten().unwrap_or(0);
        session.write(input.value(), caret);
    };
    let accept = move |at: usize| {
        let caret = session.accept(at);
        commit();
        put_caret(input, caret);
    };
    let press = move |event: KeyboardEvent| {
        let Some(press) = query.with_untracked(|query| press_of(&event.key(), query)) else { return };
        match press {
            Press::Move { down } => session.with_query(|query| query.move_active(down)),
            Press::Recall => session.recall(),
            Press::Accept(at) => accept(at),
            Press::Commit => commit(),
            Press::Dismiss => session.with_query(Query::dismiss),
        }
        event.prevent_default();
    };
    let scroll = move |_| scrolled.set(input.get_untracked().map_or(0, |input| input.scroll_left()));
    view! {
        <div class="query">
            <div class="field" class:wrong=move || message.get().is_some()>
                <Underline query=query scrolled=scrolled />
                <input
                    node_ref=input
                    type="text"
                    role="combobox"
                    aria-label="Query"
                    aria-autocomplete="list"
                    aria-controls=LIST
                    aria-expanded=move || has_suggestions.get().to_string()
                    aria-activedescendant=move || at.get().map(|at| option_id(LIST, at))
                    aria-invalid=move || message.get().is_some().to_string()
                    aria-describedby="fault"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder="All entities. Try: Position, Health.hp < 10"
                    prop:value=text
                    on:input=write
                    on:keydown=press
                    on:scroll=scroll
                    on:blur=move |_| session.with_query(Query::dismiss)
                />
                <Show when=move || !text.with(String::is_empty)>
                    <button
                        type="button"
                        class="button plain small"
                        aria-label="Clear query"
                        on:click=move |_| session.choose("")
                    >
                        <span class="icon close" aria-hidden="true"></span>
                    </button>
                </Show>
            </div>
            <Suggestions id=LIST label="Suggestions" options=suggestions active=at is_open=has_suggestions on_choose=Callback::new(accept) />
            <p id="fault" class="fault" role="status">{message}</p>
        </div>
    }
}

/// Marks what is wrong, under the text.
#[component]
fn Underline(
    /// What stands in the bar.
    query: RwSignal<Query>,
    /// How far the text is scrolled.
    scrolled: RwSignal<i32>,
) -> impl IntoView {
    let marked = Memo::new(move |_| query.with(Query::marked));
    let part = move |part: fn(&Marked) -> &String| marked.with(|marked| part(marked).clone());
    view! {
        <div class="underline" aria-hidden="true">
            <span style:transform=move || format!("translateX({}px)", -scrolled.get())>
                {move || part(|marked| &marked.before)}
                <mark>{move || part(|marked| &marked.wrong)}</mark>
                {move || part(|marked| &marked.after)}
            </span>
        </div>
    }
}

/// What could be written, and what it is.
fn suggested(query: &Query) -> Vec<(String, Option<String>)> {
    query
        .suggestions
        .iter()
        .map(|suggestion| (suggestion.text.clone(), Some(suggestion.kind.clone())))
        .collect()
}

/// What is wrong, in words.
fn fault_text(query: &Query) -> Option<String> {
    query.fault.as_ref().map(|fault| fault.message.clone())
}

fn press_of(key: &str, query: &Query) -> Option<Press> {
    let has_suggestions = !query.suggestions.is_empty();
    Some(match key {
        "ArrowDown" if !has_suggestions => Press::Recall,
        "ArrowDown" => Press::Move { down: true },
        "ArrowUp" if has_suggestions => Press::Move { down: false },
        "Enter" => query.active.map_or(Press::Commit, Press::Accept),
        "Tab" => Press::Accept(query.active?),
        "Escape" if has_suggestions => Press::Dismiss,
        _ => return None,
    })
}

/// Puts the caret somewhere, once the text that was written stands there.
fn put_caret(input: NodeRef<Input>, caret: Option<u32>) {
    request_animation_frame(move || {
        if let Some(input) = input.get_untracked() {
            // A text field has a caret.
            let _ = input.set_selection_range(caret.unwrap_or(0), caret.unwrap_or(0));
        }
    });
}
