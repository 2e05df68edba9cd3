use leptos::prelude::*;

use crate::link::{is_hosted, socket_url};
use crate::session::Session;
use crate::state::Example;
use crate::view::address::asked;
use crate::view::stage::examples;

/// Takes the way to a world that the page's address names, and answers the example to be shown. Without one, a page that
/// another has opened waits for its world, and one that has examples shows the first.
pub(crate) fn begin(session: Session) -> Option<Example> {
    if let Some(url) = socket_url(&window().location()) {
        session.attach_socket(url);
    } else if let Some(channel) = asked("channel") {
        session.attach_channel(&channel);
    } else {
        return examples().and_then(|_| first_example());
    }
    None
}

fn first_example() -> Option<Example> {
    match asked("demo") {
        Some(folder) => Example::in_folder(&folder),
        None if is_hosted(&window()) => None,
        None => Some(Example::Flock),
    }
}
