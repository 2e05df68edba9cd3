use std::cell::Cell;
use std::panic;

use web_sys::{Document, Element};

thread_local! {
    static HAS_STOPPED: Cell<bool> = const { Cell::new(false) };
}

/// Shows the text of a panic on the page, and stops the world.
pub(crate) fn show_panics() {
    panic::set_hook(Box::new(|panic| stop(&panic.to_string())));
}

/// Whether the page has stopped. What had been half done stays so; nothing may be run any more.
pub(crate) fn has_stopped() -> bool {
    HAS_STOPPED.get()
}

/// Stops the page and says why. The first reason counts; those after follow from it.
pub(crate) fn stop(reason: &str) {
    if HAS_STOPPED.replace(true) {
        return;
    }
    let document = web_sys::window().and_then(|window| window.document());
    // Where not even this can be shown, there is nobody left to tell.
    let _ = document.and_then(|document| show(&document, reason));
}

/// Covers the page with the reason. Built without the page's own machinery, which may be what broke.
fn show(document: &Document, reason: &str) -> Option<()> {
    let body = document.query_selector("body").ok()??;
    let page = body.first_element_child();
    let cover = element(document, "div", "")?;
    cover.set_class_name("failure");
    cover.set_attribute("role", "alertdialog").ok()?;
    cover.set_attribute("aria-label", "Terrarium has stopped").ok()?;
    cover.append_child(&element(document, "h1", "Terrarium has stopped")?.into()).ok()?;
    cover.append_child(&element(document, "pre", reason)?.into()).ok()?;
    let again = element(document, "a", "Reload the page")?;
    again.set_attribute("href", "").ok()?;
    cover.append_child(&again.into()).ok()?;
    body.append_child(&cover.into()).ok()?;
    page?.set_attribute("inert", "").ok()
}

fn element(document: &Document, tag: &str, text: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_text_content(Some(text));
    Some(element)
}
