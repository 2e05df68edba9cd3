use leptos::html::Iframe;
use leptos::prelude::*;

use crate::state::Example;
use crate::view::address::asked;
use crate::view::theme::{Theme, pass_on};

/// Parts of the page's address that are passed on to the example.
const PASSED_ON: [&str; 1] = ["birds"];

/// Where the examples are, if they are served beside this page.
pub(crate) fn examples() -> Option<String> {
    document().get_element_by_id("loader")?.get_attribute("data-examples")
}

/// A world that this page brings along, in a frame of its own, which hands it over as any other page would.
#[component]
pub(crate) fn Stage(
    /// The example that is shown.
    example: Signal<Example>,
    /// Called to show another.
    #[prop(into)]
    on_choose: Callback<Example>,
    /// The theme that was chosen.
    theme: Theme,
) -> impl IntoView {
    let choose = move |event| {
        Example::in_folder(&event_target_value(&event))
            .into_iter()
            .for_each(|example| on_choose.run(example));
    };
    let option = move |other: Example| {
        view! {
            <option value=other.folder() selected=move || example.get() == other>
                {other.name()}
            </option>
        }
    };
    view! {
        <section class="panel stage" aria-label=move || example.get().name()>
            {move || view! { <Picture example=example.get() theme=theme /> }}
            <label class="example">
                "Example"
                <select on:change=choose>{Example::ALL.map(option).collect_view()}</select>
                <span class="faint">{move || example.get().summary()}</span>
            </label>
        </section>
    }
}

/// The picture of an example.
#[component]
fn Picture(
    /// Which one.
    example: Example,
    /// The theme that was chosen.
    theme: Theme,
) -> impl IntoView {
    let frame = NodeRef::<Iframe>::new();
    let parts = PASSED_ON.iter().filter_map(|name| Some(format!("{name}={}", asked(name)?)));
    let parts = parts.collect::<Vec<_>>().join("&");
    let address = format!("{}{}/index.html?{parts}", examples().unwrap_or_default(), example.folder());
    let dress = move |theme: Option<String>| {
        let document = frame.get_untracked().and_then(|frame| frame.content_document());
        document.iter().for_each(|document| pass_on(theme.as_deref(), document));
    };
    Effect::new(move |_| dress(theme.get()));
    view! {
        <iframe
            title=example.name()
            src=address
            node_ref=frame
            on:load=move |_| dress(theme.get_untracked())
        ></iframe>
    }
}
