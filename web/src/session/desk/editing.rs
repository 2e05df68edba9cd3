//! Changing the world that is looked at.

use std::sync::Arc;

use terrarium_ecs::EntityId;
use terrarium_inspect::{
    Call, Copied, Edit, EditsView, Entities, Failure, Found, Made, References, ReferencesRequest, Scope,
    Shape, Type, Value,
};

use super::Desk;
use crate::state::{Action, Draft, Drafted, Motion, NodePath, Range, literal};

/// Those who refer to an entity that are listed.
const REFERENCES: u32 = 50;

/// Longer texts are written in a field of several lines.
const LINE_BYTES_MAX: usize = 80;

/// What is being changed, and what can be.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Editing {
    /// What can be undone, and done again.
    pub(crate) edits: EditsView,
    /// What is being written.
    pub(crate) draft: Option<Draft>,
    /// What is to be decided before something is done.
    pub(crate) question: Option<Question>,
    /// Who refers to the entity that is looked at.
    pub(crate) references: Option<Arc<(EntityId, References)>>,
    /// A text for the clipboard.
    copied: Option<String>,
}

/// For whom a shared component is to be changed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Question {
    edit: Edit,
    /// How many hold the component.
    pub(crate) holders: u32,
    /// How many of them are selected.
    pub(crate) selected: u32,
}

/// A text that is too long for one line.
fn long(value: &Value) -> Option<String> {
    let Value::Text(text) = value else { return None };
    text.whole().filter(|text| text.len() > LINE_BYTES_MAX || text.contains('\n')).map(str::to_owned)
}

/// Asks who refers to an entity.
pub(super) const fn referring_to(entity: EntityId) -> ReferencesRequest {
    ReferencesRequest { entity, first: 0, count: REFERENCES }
}

impl Desk {
    /// Begins to write another value for a node: what has two values has the other one at once, and what is cut is shown
    /// whole first.
    pub(crate) fn begin(&mut self, node: &NodePath) {
        let Some(value) = self.inspector.value(node).cloned() else { return };
        if let Value::Boolean(truth) = value {
            return self.set(node, Value::Boolean(!truth));
        }
        if let Some(text) = long(&value) {
            return self.draft(node, Drafted::Text, text);
        }
        match literal(&value) {
            Some(text) => self.draft(node, Drafted::Value(value), text),
            None if matches!(value, Value::Text(_)) => self.choose_line(node, &Action::ToggleText),
            None if matches!(value, Value::Record(_)) => (),
            None => self.draft(node, Drafted::Value(value), String::new()),
        }
    }

    /// Begins to write one more value inside of a node.
    pub(crate) fn begin_entry(&mut self, node: &NodePath, shape: Shape) {
        self.draft(node, Drafted::Entry(shape), String::new());
    }

    fn draft(&mut self, node: &NodePath, what: Drafted, text: String) {
        self.editing.draft = Some(Draft { node: node.clone(), what, text, error: None });
    }

    /// Gives up what was being written.
    pub(crate) fn give_up(&mut self) {
        self.editing.draft = None;
    }

    /// What was being written is finished: it is done, or what is wrong with it is said.
    pub(crate) fn finish(&mut self, key: &str, written: &str) {
        let Some(draft) = &mut self.editing.draft else { return };
        match draft.read(key, written) {
            Err(error) => draft.error = Some(error),
            Ok((_, value)) if !draft.is_entry() => {
                let node = draft.node.clone();
                self.set(&node, value);
            }
            Ok((key, value)) => {
                let (component, path) = draft.node.clone();
                let (entities, component) = (self.inspector.selection(), Type::Number(component));
                self.edit(Edit::Insert { entities, component, path, key, value, scope: None });
            }
        }
    }

    fn set(&mut self, node: &NodePath, value: Value) {
        let (component, path) = node.clone();
        let (entities, component) = (self.inspector.selection(), Type::Number(component));
        self.edit(Edit::Set { entities, component, path, value, scope: None });
    }

    /// Takes a node out of what it is inside; a component is taken away.
    pub(crate) fn take_out(&mut self, node: &NodePath) {
        let (component, path) = node.clone();
        let (entities, component) = (self.inspector.selection(), Type::Number(component));
        self.edit(if path.is_empty() {
            Edit::Remove { entities, component }
        } else {
            Edit::Drop { entities, component, path, scope: None }
        });
    }

    /// Gives the selected entities a component.
    pub(crate) fn add(&mut self, component: Type) {
        self.edit(Edit::Add { entities: self.inspector.selection(), component });
    }

    /// Does something with the selected entities.
    pub(crate) fn with_selection(&mut self, edit: impl FnOnce(Entities) -> Edit) {
        self.edit(edit(self.inspector.selection()));
    }

    /// Makes the two selected entities one.
    pub(crate) fn merge(&mut self) {
        if let [first, second] = *self.inspector.selection().0 {
            self.edit(Edit::Merge { first, second });
        }
    }

    /// Makes the selected entity two.
    pub(crate) fn split(&mut self) {
        if let [entity] = *self.inspector.selection().0 {
            self.edit(Edit::Split { entity });
        }
    }

    /// Changes the world.
    pub(crate) fn edit(&mut self, edit: Edit) {
        self.act(Call::Edit(Box::new(edit)));
    }

    /// Takes back what was done last, or does again what was taken back last.
    pub(crate) fn turn(&mut self, is_undo: bool) {
        self.act(if is_undo { Call::Undo } else { Call::Redo });
    }

    /// Answers for whom a shared component is to be changed; for nobody if nothing is said.
    pub(crate) fn decide(&mut self, scope: Option<Scope>) {
        if let (Some(Question { edit, .. }), Some(scope)) = (self.editing.question.take(), scope) {
            self.edit(edit.scoped(scope));
        }
    }

    /// Copies a component of the entity that is looked at, or all.
    pub(crate) fn copy(&mut self, component: Option<u32>) {
        if let Some(entity) = self.inspector.selected() {
            let types = component.map(|component| vec![component]);
            self.act(Call::Copy { entity, types });
        }
    }

    pub(super) fn copied(&mut self, copied: &Copied) {
        self.editing.copied = Some(copied.to_json());
    }

    /// The text that is to be on the clipboard, once.
    pub(crate) fn take_copied(&mut self) -> Option<String> {
        self.editing.copied.take()
    }

    /// Gives the selected entities the components that a text describes, as they were copied.
    pub(crate) fn paste(&mut self, text: &str) {
        match Copied::of_json(text) {
            Some(Copied { components }) if !self.inspector.selection().is_empty() => {
                self.with_selection(|entities| Edit::Paste { entities, components });
            }
            Some(_) => self.notice = Some("Select the entities that the components are for.".into()),
            None => self.notice = Some("There are no components on the clipboard.".into()),
        }
    }

    /// Says that something that was to be done with the clipboard was not possible.
    pub(crate) fn complain(&mut self, what: &str) {
        self.notice = Some(what.to_owned());
    }

    /// An edit was done: those that it made are looked at.
    pub(super) fn edited(&mut self, edit: &Edit, made: Made) {
        if matches!(edit, Edit::Set { .. } | Edit::Insert { .. }) {
            self.editing.draft = None;
        }
        if let Some((first, others)) = made.entities.0.split_first() {
            self.visit(*first);
            self.change(|inspector| inspector.select_beside(others));
        }
    }

    pub(super) fn edit_refused(&mut self, edit: Edit, failure: Failure) {
        if let Some(holders) = failure.holders() {
            let selected = self.inspector.selection().0.len() as u32;
            self.editing.draft = None;
            self.editing.question = Some(Question { edit, holders, selected });
        } else if let (Some(draft), Edit::Set { .. } | Edit::Insert { .. }) = (&mut self.editing.draft, &edit)
        {
            draft.error = Some(failure.message);
        } else {
            self.notice = Some(failure.message);
        }
    }

    pub(super) fn take_references(&mut self, found: Found<ReferencesRequest, References>) {
        self.editing.references = Some(Arc::new((found.request.entity, found.content)));
    }

    /// Selects one entity more, or one less.
    pub(crate) fn pick(&mut self, entity: EntityId) {
        self.change(|inspector| inspector.pick(entity));
    }

    /// Selects the rows up to one.
    pub(crate) fn reach(&mut self, row: u32) {
        let range = self.inspector.reach(row);
        self.list(Some(range));
    }

    /// Selects the rows up to where a motion of the keyboard goes.
    pub(crate) fn reach_by(&mut self, motion: Motion) {
        let range = self.inspector.reach_by(motion);
        self.list(range);
    }

    /// Selects all that is listed, as far as one edit can be about it.
    pub(crate) fn reach_all(&mut self) {
        let range = self.inspector.reach_all();
        self.list(range);
    }

    fn list(&mut self, range: Option<Range>) {
        if let Some(Range { first, count, .. }) = range {
            let query = self.inspector.query().to_owned();
            self.client.call(Call::Find { query, first, count });
        }
    }
}
