use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

use crate::view::kept::keep;

/// Where the browser keeps the chosen theme; the loader reads it before the page is shown.
const STORAGE_KEY: &str = "terrarium.theme";

/// The theme that was chosen, `light` or `dark`; none while the page is as the system is.
pub(crate) type Theme = RwSignal<Option<String>>;

/// The theme that was chosen before.
pub(crate) fn chosen() -> Theme {
    RwSignal::new(document().document_element().and_then(|root| root.get_attribute("data-theme")))
}

/// Turns the page dark or light. Until it is used, the page is as the system is.
#[component]
pub(crate) fn ThemeButton(
    /// The theme that was chosen.
    theme: Theme,
) -> impl IntoView {
    let label = move || match theme.with(is_dark) {
        true => "Switch to light theme",
        false => "Switch to dark theme",
    };
    let turn = move |_| {
        // The system's theme may have changed since.
        let other = if theme.with_untracked(is_dark) { "light" } else { "dark" };
        keep(STORAGE_KEY, other);
        if let Some(root) = document().document_element() {
            // An attribute can always be set.
            let _ = root.set_attribute("data-theme", other);
        }
        theme.set(Some(other.into()));
    };
    view! {
        <button type="button" class="button plain" aria-label=label title=label on:click=turn>
            <span class="icon theme" aria-hidden="true"></span>
        </button>
    }
}

fn is_dark(theme: &Option<String>) -> bool {
    match theme {
        Some(theme) => theme == "dark",
        None => {
            let query = window().match_media("(prefers-color-scheme: dark)");
            query.ok().flatten().is_some_and(|query| query.matches())
        }
    }
}

/// Gives a document in a frame the theme that was chosen.
pub(crate) fn pass_on(theme: Option<&str>, document: &Document) {
    // Another window has another class of that name, which a check would not know.
    let root = document.document_element().map(JsCast::unchecked_into::<HtmlElement>);
    if let (Some(theme), Some(root)) = (theme, root) {
        // A property of a style can always be set.
        let _ = root.style().set_property("color-scheme", theme);
    }
}
