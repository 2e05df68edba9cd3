use leptos::prelude::*;

use crate::link::{is_hosted, socket_url};
use crate::session::Session;
use crate::state::Example;
use crate::view::address::asked;
use crate::view::stage::examples;

/// Where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// With an example of its own.
    Example(Example),
    /// With a world in another page or process.
    Elsewhere,
    /// Without a world, unless somebody hands one over.
    Nowhere,
}

/// Takes the way to a world that the page's address names. Without one, a page that another has opened waits for its
/// world, and one that has examples shows the first.
pub(crate) fn begin(session: Session) -> Beginning {
    if let Some(url) = socket_url(&window().location()) {
        session.attach_socket(url);
    } else if let Some(channel) = asked("channel") {
        session.attach_channel(&channel);
    } else {
        let example = examples().and_then(|_| first_example());
        return example.map_or(Beginning::Nowhere, Beginning::Example);
    }
    Beginning::Elsewhere
}

fn first_example() -> Option<Example> {
    match asked("demo") {
        Some(folder) => Example::in_folder(&folder),
        None if is_hosted(&window()) => None,
        None => Some(Example::Flock),
    }
}
