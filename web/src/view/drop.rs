use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, File};

/// Takes a file, wherever on the page it is dropped, and shows that it would be taken.
#[component]
pub(crate) fn DropTarget(
    /// Called with the file.
    #[prop(into)]
    on_file: Callback<File>,
) -> impl IntoView {
    let is_over = RwSignal::new(false);
    let on =
        move |name: &'static str, shows: fn(&DragEvent) -> bool, taken: fn(&DragEvent) -> Option<File>| {
            let listener = window_event_listener_untyped(name, move |event: Event| {
                let Ok(event) = event.dyn_into::<DragEvent>() else { return };
                if !has_file(&event) {
                    return;
                }
                event.prevent_default();
                is_over.set(shows(&event));
                taken(&event).into_iter().for_each(|file| on_file.run(file));
            });
            on_cleanup(move || listener.remove());
        };
    on("dragover", |_| true, |_| None);
    // What is left for another element of the page is not left.
    on("dragleave", |event| event.related_target().is_some(), |_| None);
    on("drop", |_| false, |event| event.data_transfer()?.files()?.get(0));
    view! {
        <Show when=move || is_over.get()>
            <div class="drop" role="status">
                <p>"Drop a snapshot of Terrarium or AgentECS, to look into it."</p>
            </div>
        </Show>
    }
}

fn has_file(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
