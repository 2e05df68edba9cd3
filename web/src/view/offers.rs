use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, Node};

/// Something that a menu offers.
#[derive(Clone)]
pub(crate) struct Offer {
    pub(crate) name: String,
    /// Does it.
    pub(crate) act: Callback<()>,
}

/// A menu at a place of the window, of which one item is chosen, or none.
#[component]
pub(crate) fn OfferMenu(
    /// What it is about.
    name: String,
    /// What it offers.
    offers: Vec<Offer>,
    /// Where its end and its top are, in CSS pixels from the left and the top of the window.
    at: (f64, f64),
    /// Called when it is to go.
    on_close: Callback<()>,
) -> impl IntoView {
    let menu = NodeRef::<Div>::new();
    let height = 1 + 2 * offers.len();
    let item = move |Offer { name, act }: Offer| {
        let choose = move |_| {
            on_close.run(());
            act.run(());
        };
        view! {
            <button type="button" role="menuitem" tabindex="-1" on:click=choose>{name}</button>
        }
    };
    let press = move |event: KeyboardEvent| {
        event.stop_propagation();
        match &*event.key() {
            "ArrowDown" => step(menu, 1),
            "ArrowUp" => step(menu, -1),
            "Home" => focus(menu, 0),
            "End" => focus(menu, -1),
            "Escape" | "Tab" => on_close.run(()),
            _ => return,
        }
        event.prevent_default();
    };
    let left = move |event: FocusEvent| {
        let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        let is_inside = menu.get_untracked().is_some_and(|menu| menu.contains(to.as_ref()));
        if !is_inside {
            on_close.run(());
        }
    };
    Effect::new(move |_| {
        if menu.get().is_some() {
            focus(menu, 0);
        }
    });
    view! {
        <div
            node_ref=menu
            class="offers"
            role="menu"
            aria-label=format!("Actions for {name}")
            style:right=format!("calc(100vw - {}px)", at.0)
            style:top=format!("min({}px, calc(100vh - {}rem))", at.1, height)
            on:keydown=press
            on:focusout=left
        >
            {offers.into_iter().map(item).collect_view()}
        </div>
    }
}

fn items(menu: NodeRef<Div>) -> Vec<HtmlElement> {
    let Some(children) = menu.get_untracked().map(|menu| menu.children()) else { return Vec::new() };
    (0..children.length()).filter_map(|at| children.item(at)?.dyn_into().ok()).collect()
}

/// Moves the focus along the items, and around.
fn step(menu: NodeRef<Div>, by: isize) {
    let items = items(menu);
    let active = document().active_element();
    let at = items.iter().position(|item| active.as_ref() == Some(item.as_ref()));
    focus(menu, at.map_or(0, |at| at as isize + by));
}

/// Gives an item the focus, counted from the end where the number is below zero.
fn focus(menu: NodeRef<Div>, at: isize) {
    let items = items(menu);
    let count = (items.len() as isize).max(1);
    if let Some(item) = items.get(at.rem_euclid(count) as usize) {
        // An item that cannot be focused is still there for the mouse.
        let _ = item.focus();
    }
}
