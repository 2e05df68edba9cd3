use std::fmt::Debug;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::GroupId;

/// Where the values of one component type live.
///
/// A world calls a column; a column never calls back. It keeps a value for exactly the indices that
/// have the component, and for each sharing group the one value its holders share, findable by the
/// value's identity: in JavaScript the object itself, natively whatever `Eq` says.
pub trait Column: Default {
    /// A component value, or a cheap reference to one. What [`Column::get`] answers for nothing
    /// (`undefined`, in JavaScript) is no value, and must not be set.
    type Value: Clone;

    /// Makes room for the 1,024 values of a page. Called once, before the first value of the page is set.
    fn open_page(&mut self, page: u32);

    /// The value at an index; `None` where none is set.
    fn get(&self, index: u32) -> Option<Self::Value>;

    /// Sets the value at an index of an open page.
    fn set(&mut self, index: u32, value: Self::Value);

    /// Drops the value at an index, if there is one.
    fn clear(&mut self, index: u32);

    /// The group whose shared value this is.
    fn group_of(&self, value: &Self::Value) -> Option<GroupId>;

    /// The value that a group's holders share.
    fn shared_value(&self, group: GroupId) -> Option<Self::Value>;

    /// Lets a value stand for a group, in place of the group's former value.
    fn bind(&mut self, group: GroupId, value: Self::Value);

    /// Forgets a group that nobody holds any more.
    fn unbind(&mut self, group: GroupId);

    /// Takes the values and groups of another column in place of its own.
    fn replace(&mut self, other: Self);
}

/// A column over a plain vector, so that worlds run, and are tested, without JavaScript.
#[derive(Debug, Clone)]
pub struct VecColumn<V> {
    values: Vec<Option<V>>,
    groups: FxHashMap<GroupId, V>,
    by_value: FxHashMap<V, GroupId>,
}

impl<V> Default for VecColumn<V> {
    fn default() -> Self {
        Self { values: Vec::new(), groups: FxHashMap::default(), by_value: FxHashMap::default() }
    }
}

impl<V: Clone + Eq + Hash + Debug> Column for VecColumn<V> {
    type Value = V;

    fn open_page(&mut self, page: u32) {
        let end = (page as usize + 1) * crate::PAGE_SLOTS as usize;
        if self.values.len() < end {
            self.values.resize(end, None);
        }
    }

    fn get(&self, index: u32) -> Option<V> {
        self.values.get(index as usize).cloned().flatten()
    }

    fn set(&mut self, index: u32, value: V) {
        self.values[index as usize] = Some(value);
    }

    fn clear(&mut self, index: u32) {
        if let Some(slot) = self.values.get_mut(index as usize) {
            *slot = None;
        }
    }

    fn group_of(&self, value: &V) -> Option<GroupId> {
        self.by_value.get(value).copied()
    }

    fn shared_value(&self, group: GroupId) -> Option<V> {
        self.groups.get(&group).cloned()
    }

    fn bind(&mut self, group: GroupId, value: V) {
        self.unbind(group);
        self.groups.insert(group, value.clone());
        self.by_value.insert(value, group);
    }

    fn unbind(&mut self, group: GroupId) {
        if let Some(value) = self.groups.remove(&group) {
            self.by_value.remove(&value);
        }
    }

    fn replace(&mut self, other: Self) {
        *self = other;
    }
}
