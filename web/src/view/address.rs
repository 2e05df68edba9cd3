use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::Url;

use crate::session::{Session, Status};
use crate::state::{Columns, Tab};

/// The parts of the page's address that hold the query, the selected entity, the panel beside the table, and the
/// hidden columns.
const QUERY: &str = "query";
const ENTITY: &str = "entity";
const TAB: &str = "tab";
const HIDDEN: &str = "hide";

/// What the page's address asks for under a name.
pub(crate) fn asked(name: &str) -> Option<String> {
    address()?.search_params().get(name)
}

/// The query that the page's address asks for.
pub(crate) fn query() -> String {
    asked(QUERY).unwrap_or_default()
}

/// Puts something into the page's address under a name, so that it can be kept and passed on.
pub(crate) fn put(name: &str, value: &str) {
    let Some(address) = address() else { return };
    if value.is_empty() {
        address.search_params().delete(name);
    } else {
        address.search_params().set(name, value);
    }
    // A page that may not change its address stays where it is.
    let _ = window()
        .history()
        .map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address.href())));
}

/// Keeps what is looked at in the page's address, and looks at what it named when the page was opened.
pub(crate) fn keep_place(session: Session) {
    let wished = StoredValue::new(Some((asked(ENTITY), asked(TAB))));
    Effect::new(move |_| {
        put(QUERY, session.query.with(|query| query.text.clone()).trim());
    });
    Effect::new(move |_| {
        let (entity, tab) = (session.selected.get(), session.tab.get());
        if !session.status.with(|status| matches!(status, Status::Attached(_))) {
            return;
        }
        if let Some((entity, tab)) = wished.try_update_value(Option::take).flatten() {
            entity
                .and_then(|entity| entity.parse().ok())
                .into_iter()
                .for_each(|entity| session.visit(entity));
            let tab =
                tab.and_then(|name| Tab::ALL.into_iter().find(|tab| tab.name().eq_ignore_ascii_case(&name)));
            tab.into_iter().for_each(|tab| session.open_tab(tab));
        } else {
            put(ENTITY, &entity.map(|entity| entity.to_string()).unwrap_or_default());
            put(TAB, if tab == Tab::default() { "" } else { tab.name() });
        }
    });
}

/// Keeps in the page's address which columns are hidden, and hides those that it named when the page was opened.
pub(crate) fn keep_hidden(world: Memo<Option<String>>, columns: RwSignal<Columns>) {
    let wished = StoredValue::new(asked(HIDDEN));
    Effect::new(move |_| {
        let hidden = columns.with(|columns| columns.hidden().cloned().collect::<Vec<_>>().join("\n"));
        if world.get().is_none() {
            return;
        }
        match wished.try_update_value(Option::take).flatten() {
            Some(names) => columns.update(|columns| columns.hide_only(names.lines().map(str::to_owned))),
            None => put(HIDDEN, &hidden),
        }
    });
}

fn address() -> Option<Url> {
    Url::new(&window().location().href().ok()?).ok()
}
