use leptos::prelude::*;

use crate::state::{Census, TypeCount, grouped};

/// Which types have values that several entities share.
#[component]
pub(crate) fn SharedPanel(
    /// What the world holds.
    #[prop(into)]
    census: Signal<Census>,
    /// Called with the query for those that share values of a type.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let types = Memo::new(move |_| census.with(sharing));
    let is_empty = move || types.with(Vec::is_empty);
    let item = move |of: TypeCount| {
        let query = format!("shared({})", of.query);
        view! {
            <li>
                <button type="button" class="choice" on:click=move |_| on_choose.run(query.clone())>
                    <span class="name">{of.name}</span>
                    <span class="count">{grouped(of.groups)}</span>
                </button>
            </li>
        }
    };
    view! {
        <section class="panel shared" aria-labelledby="shared">
            <div class="title">
                <h2 id="shared">"Shared"</h2>
            </div>
            <ul class="choices">{move || types.get().into_iter().map(item).collect_view()}</ul>
            <Show when=is_empty>
                <p class="empty">"No entities share a value."</p>
            </Show>
        </section>
    }
}

fn sharing(census: &Census) -> Vec<TypeCount> {
    census.types.iter().filter(|of| of.groups > 0).cloned().collect()
}
