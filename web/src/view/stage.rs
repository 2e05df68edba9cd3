use leptos::html::Iframe;
use leptos::prelude::*;

use crate::view::address::asked;
use crate::view::theme::{Theme, pass_on};

/// Parts of the page's address that are passed on to the example.
const PASSED_ON: [&str; 1] = ["birds"];

/// A world that this page brings along, in a frame of its own, which hands it over as any other page would.
#[component]
pub(crate) fn Stage(
    /// The theme that was chosen.
    theme: Theme,
) -> impl IntoView {
    let frame = NodeRef::<Iframe>::new();
    let parts = PASSED_ON.iter().filter_map(|name| Some(format!("{name}={}", asked(name)?)));
    let address = format!("pkg/examples/flock/index.html?{}", parts.collect::<Vec<_>>().join("&"));
    let dress = move |theme: Option<String>| {
        let document = frame.get_untracked().and_then(|frame| frame.content_document());
        document.iter().for_each(|document| pass_on(theme.as_deref(), document));
    };
    Effect::new(move |_| dress(theme.get()));
    view! {
        <section class="panel stage" aria-label="Flock">
            <iframe
                title="Flock"
                src=address
                node_ref=frame
                on:load=move |_| dress(theme.get_untracked())
            ></iframe>
        </section>
    }
}
