use js_sys::Reflect;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::link::attach::word;

/// Where pages of one origin say which worlds they have.
const CHANNEL: &str = "terrarium";

/// A world that a page of this origin has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Announced {
    /// The channel to attach to.
    pub(crate) channel: String,
    /// What it is called.
    pub(crate) name: String,
}

/// Listens for worlds in other pages of this origin.
#[derive(Debug)]
pub(crate) struct Nearby {
    channel: BroadcastChannel,
    /// Kept for as long as worlds are to be heard of.
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Nearby {
    /// Asks which worlds there are, and hands on each that is told of, now and later. `None` where pages cannot speak to
    /// each other.
    pub(crate) fn listen(mut found: impl FnMut(Announced) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(CHANNEL).ok()?;
        let listener = Closure::new(move |event: MessageEvent| {
            announced(&event.data()).into_iter().for_each(&mut found);
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        // An open channel takes any message.
        let _ = channel.post_message(&word("who"));
        Some(Self { channel, _listener: listener })
    }
}

impl Drop for Nearby {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

fn announced(data: &JsValue) -> Option<Announced> {
    let part = |name: &str| Reflect::get(data, &name.into()).ok()?.as_string();
    if part("terrarium")? != "here" {
        return None;
    }
    Some(Announced { channel: part("channel")?, name: part("name")? })
}
