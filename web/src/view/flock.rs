use leptos::html::Canvas;
use leptos::prelude::*;
use web_sys::HtmlCanvasElement;

/// The world as a picture. A click on a bird selects it; the table does the same for the keyboard.
#[component]
pub(crate) fn FlockPanel(
    /// Called with the canvas once it is on the page.
    #[prop(into)]
    on_ready: Callback<HtmlCanvasElement>,
    /// Called with a place on the canvas that was clicked.
    #[prop(into)]
    on_pick: Callback<(f64, f64)>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    canvas.on_load(move |canvas| on_ready.run(canvas));
    view! {
        <section class="panel flock" aria-label="Flock">
            <canvas
                node_ref=canvas
                role="img"
                aria-label="Birds flying in a glass box"
                on:click=move |event| on_pick.run((event.offset_x().into(), event.offset_y().into()))
            ></canvas>
        </section>
    }
}
