use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, KeyboardEvent, Node};

/// A button that opens a small panel below; it closes with Escape, and when the focus goes elsewhere.
#[component]
pub(crate) fn Menu(
    /// What stands on the button.
    label: &'static str,
    /// What the panel shows, while it is open.
    panel: impl Fn() -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let whole = NodeRef::<Div>::new();
    let panel = StoredValue::new(panel);
    let leave = move |event: FocusEvent| {
        let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        let stays = whole.get_untracked().is_some_and(|whole| whole.contains(next.as_ref()));
        // A click on what takes no focus leaves it nowhere; the panel stays.
        if next.is_some() && !stays {
            is_open.set(false);
        }
    };
    let press = move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.stop_propagation();
            is_open.set(false);
            focus_button(whole);
        }
    };
    view! {
        <div class="menu" node_ref=whole on:focusout=leave on:keydown=press>
            <button
                type="button"
                class="button small"
                aria-expanded=move || is_open.get().to_string()
                aria-haspopup="true"
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {label}
            </button>
            <Show when=move || is_open.get()>
                <div class="menu-panel" role="group" aria-label=label>
                    {panel.with_value(|panel| panel())}
                </div>
            </Show>
        </div>
    }
}

fn focus_button(menu: NodeRef<Div>) {
    let button = menu.get_untracked().and_then(|menu| menu.query_selector("button").ok().flatten());
    // An element that cannot be focused leaves the focus where it is.
    let _ =
        button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()).map(|button| button.focus());
}
