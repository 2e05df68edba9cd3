use leptos::prelude::*;

use crate::state::Busy;

/// Says what takes its time, once it does, and lets it be given up.
#[component]
pub(crate) fn BusyBar(
    /// What is being done.
    #[prop(into)]
    busy: Signal<Option<Busy>>,
    /// Called with the call that is given up.
    #[prop(into)]
    on_cancel: Callback<u64>,
) -> impl IntoView {
    let label = Memo::new(move |_| busy.with(|busy| busy.as_ref().map(|busy| busy.label)));
    let progress = Memo::new(move |_| busy.with(|busy| busy.as_ref().and_then(|busy| busy.progress)));
    let cancel = move |_| busy.with_untracked(|busy| busy.iter().for_each(|busy| on_cancel.run(busy.call)));
    // It is there at once, and comes to be seen a while later: see the style sheet.
    let bar = move |label: &'static str| {
        view! {
            <div class="busy">
                <span>{label}</span>
                <progress aria-label=label max="1" value=move || progress.get().map(|part| format!("{part:.2}"))></progress>
                <button type="button" class="button small" on:click=cancel>"Cancel"</button>
            </div>
        }
    };
    view! { {move || label.get().map(bar)} }
}
