use leptos::prelude::*;

use crate::state::{Changed, Fate, Passage, Turn};

/// The places inside components that are other than before.
#[component]
pub(crate) fn Places(
    /// The places.
    places: Vec<Changed>,
) -> impl IntoView {
    let place = |Changed { place, turn }: Changed| {
        view! {
            <li>
                <span class="name">{place}</span>
                " "
                <Became turn />
            </li>
        }
    };
    view! { <ul class="places">{places.into_iter().map(place).collect_view()}</ul> }
}

/// How something became something else: what went, and what came.
#[component]
fn Became(
    /// How.
    turn: Turn,
) -> impl IntoView {
    match turn {
        Turn::Words(passages) => {
            let passage = |passage: Passage| match passage.fate {
                Fate::Kept => passage.text.into_any(),
                Fate::Removed => view! { <del>{passage.text}</del> }.into_any(),
                Fate::Added => view! { <ins>{passage.text}</ins> }.into_any(),
            };
            view! { <span class="words">{passages.into_iter().map(passage).collect_view()}</span> }.into_any()
        }
        Turn::Values { before, after } => view! {
            <del>{before}</del>
            " → "
            <ins>{after}</ins>
        }
        .into_any(),
    }
}
