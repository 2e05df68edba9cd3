use leptos::prelude::*;

/// Where the browser keeps the chosen theme; the loader reads it before the page is shown.
const STORAGE_KEY: &str = "terrarium.theme";

/// Turns the page dark or light. Until it is used, the page is as the system is.
#[component]
pub(crate) fn ThemeButton() -> impl IntoView {
    let is_dark = RwSignal::new(is_dark_now());
    let label = move || if is_dark.get() { "Switch to light theme" } else { "Switch to dark theme" };
    let turn = move |_| {
        // The system's theme may have changed since.
        let theme = if is_dark_now() { "light" } else { "dark" };
        apply(theme);
        is_dark.set(theme == "dark");
    };
    view! {
        <button type="button" class="button plain" aria-label=label title=label on:click=turn>
            <span class="icon theme" aria-hidden="true"></span>
        </button>
    }
}

fn root() -> Option<web_sys::Element> {
    document().document_element()
}

fn is_dark_now() -> bool {
    match root().and_then(|root| root.get_attribute("data-theme")) {
        Some(theme) => theme == "dark",
        None => {
            let query = window().match_media("(prefers-color-scheme: dark)");
            query.ok().flatten().is_some_and(|query| query.matches())
        }
    }
}

fn apply(theme: &str) {
    if let Some(root) = root() {
        // Attributes can always be set, and what storage refuses is not kept; both leave the page as it is.
        let _ = root.set_attribute("data-theme", theme);
        let _ = window().local_storage().map(|storage| storage.map(|kept| kept.set_item(STORAGE_KEY, theme)));
    }
}
