use leptos::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::state::Tab;

/// The column beside the table: a row of tabs, and the panel of the chosen one.
#[component]
pub(crate) fn Tabs(
    /// The chosen tab.
    #[prop(into)]
    chosen: Signal<Tab>,
    /// Called to choose another.
    #[prop(into)]
    on_choose: Callback<Tab>,
    /// What a tab shows.
    panel: impl Fn(Tab) -> AnyView + Send + 'static,
) -> impl IntoView {
    let press = move |event: KeyboardEvent| {
        if let Some(tab) = chosen.get_untracked().after_key(&event.key()) {
            event.prevent_default();
            on_choose.run(tab);
            focus(tab);
        }
    };
    let tab = move |tab: Tab| {
        let is_chosen = move || chosen.get() == tab;
        view! {
            <button
                type="button"
                class="tab"
                role="tab"
                id=tab.id()
                aria-selected=move || is_chosen().to_string()
                aria-controls="aside"
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| on_choose.run(tab)
            >
                {tab.name()}
            </button>
        }
    };
    view! {
        <div class="aside">
            <div class="tabs" role="tablist" aria-label="Panels" on:keydown=press>
                {Tab::ALL.map(tab).collect_view()}
            </div>
            <div class="tabbed" role="tabpanel" id="aside" aria-labelledby=move || chosen.get().id()>
                {move || panel(chosen.get())}
            </div>
        </div>
    }
}

fn focus(tab: Tab) {
    let element = document().get_element_by_id(&tab.id());
    let element = element.and_then(|element| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(element).ok());
    // An element that cannot be focused leaves the focus where it is.
    let _ = element.map(|element| element.focus());
}
