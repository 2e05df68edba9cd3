use web_sys::Window;

use crate::link::attach::word;

/// Whether this page can make a world of its own: whether the package is served beside it.
pub(crate) fn can_bring_worlds(window: &Window) -> bool {
    let loader = window.document().and_then(|document| document.get_element_by_id("loader"));
    let package = loader.and_then(|loader| loader.get_attribute("data-package"));
    let base = window.document().and_then(|document| document.base_uri().ok().flatten());
    // From a page that was made of a package's contents, relative addresses lead nowhere.
    package.zip(base).is_some_and(|(package, base)| web_sys::Url::new_with_base(&package, &base).is_ok())
}

/// Asks the page's loader for an empty world, which it hands over as other windows hand over theirs.
pub(crate) fn offer_empty_world(window: &Window) {
    let origin = window.location().origin().unwrap_or_default();
    // A window can always post to itself.
    let _ = window.post_message(&word("bring"), &origin);
}
