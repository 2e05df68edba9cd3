use leptos::prelude::*;
use leptos::task::spawn_local;
use terrarium_ecs::EntityId;
use terrarium_inspect::{Edit, Entities, Scope, Shape, Type};
use wasm_bindgen_futures::JsFuture;

use super::Session;
use crate::session::desk::Desk;
use crate::state::{Motion, NodePath};

/// Changing the world that is looked at.
impl Session {
    /// Begins to write another value for a node.
    pub(crate) fn begin(self, node: &NodePath) {
        self.change(|desk| desk.begin(node));
    }

    /// Begins to write one more value inside of a node.
    pub(crate) fn begin_entry(self, node: &NodePath, shape: Shape) {
        self.change(|desk| desk.begin_entry(node, shape));
    }

    /// Gives up what was being written.
    pub(crate) fn give_up(self) {
        self.change(Desk::give_up);
    }

    /// What was being written is finished.
    pub(crate) fn finish(self, key: &str, written: &str) {
        self.change(|desk| desk.finish(key, written));
    }

    /// Takes a node out of what it is inside; a component is taken away.
    pub(crate) fn take_out(self, node: &NodePath) {
        self.change(|desk| desk.take_out(node));
    }

    /// Gives the selected entities a component.
    pub(crate) fn add(self, component: Type) {
        self.change(|desk| desk.add(component));
    }

    /// Does something with the selected entities.
    pub(crate) fn with_selection(self, edit: impl FnOnce(Entities) -> Edit) {
        self.change(|desk| desk.with_selection(edit));
    }

    /// Makes an entity.
    pub(crate) fn create(self) {
        self.change(|desk| desk.edit(Edit::Create {}));
    }

    /// Makes the two selected entities one.
    pub(crate) fn merge(self) {
        self.change(Desk::merge);
    }

    /// Makes the selected entity two.
    pub(crate) fn split(self) {
        self.change(Desk::split);
    }

    /// Takes back what was done last, or does again what was taken back last.
    pub(crate) fn turn(self, is_undo: bool) {
        self.change(|desk| desk.turn(is_undo));
    }

    /// Answers for whom a shared component is to be changed; for nobody if nothing is said.
    pub(crate) fn decide(self, scope: Option<Scope>) {
        self.change(|desk| desk.decide(scope));
    }

    /// Copies a component of the entity that is looked at, or all.
    pub(crate) fn copy(self, component: Option<u32>) {
        self.change(|desk| desk.copy(component));
    }

    /// Gives the selected entities the components that are on the clipboard.
    pub(crate) fn paste(self) {
        spawn_local(async move {
            let text = JsFuture::from(window().navigator().clipboard().read_text()).await;
            match text.ok().and_then(|text| text.as_string()) {
                Some(text) => self.change(|desk| desk.paste(&text)),
                None => self
                    .change(|desk| desk.complain("The browser does not let this page read the clipboard.")),
            };
        });
    }

    /// Puts a text on the clipboard.
    pub(super) fn write_clipboard(self, text: String) {
        spawn_local(async move {
            if JsFuture::from(window().navigator().clipboard().write_text(&text)).await.is_err() {
                self.change(|desk| {
                    desk.complain("The browser does not let this page write to the clipboard.")
                });
            }
        });
    }

    /// Selects one entity more, or one less.
    pub(crate) fn pick(self, entity: EntityId) {
        self.change(|desk| desk.pick(entity));
    }

    /// Selects the rows up to one.
    pub(crate) fn reach(self, row: u32) {
        self.change(|desk| desk.reach(row));
    }

    /// Selects the rows up to where a motion of the keyboard goes.
    pub(crate) fn reach_by(self, motion: Motion) {
        self.change(|desk| desk.reach_by(motion));
    }

    /// Selects all that is listed, as far as one edit can be about it.
    pub(crate) fn reach_all(self) {
        self.change(Desk::reach_all);
    }
}
