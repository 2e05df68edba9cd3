use crate::clock::Clock;
use crate::presence::Presence;
use crate::sharing::Sharing;
use crate::{Column, GroupId};

/// Who has a component, who shares it, and the values.
#[derive(Debug, Default)]
pub(crate) struct Store<C> {
    pub(crate) presence: Presence,
    pub(crate) sharing: Sharing,
    pub(crate) column: C,
}

impl<C: Column> Store<C> {
    /// Takes an index out of its group, if it is in one, and forgets the group with its last holder.
    pub(crate) fn leave_group(&mut self, index: u32) {
        if let Some(forsaken) = self.sharing.leave(index) {
            self.column.unbind(forsaken);
        }
    }

    pub(crate) fn join_group(&mut self, index: u32, group: GroupId) {
        self.sharing.join(index, group);
        if let Some(value) = self.column.shared_value(group) {
            self.column.set(index, value);
        }
    }

    /// Takes the component from an index, all but the value; true if it was there.
    pub(crate) fn unmark(&mut self, index: u32, stamp: f64, now: Clock) -> bool {
        let present = self.presence.remove(index, stamp, now);
        if present {
            self.leave_group(index);
        }
        present
    }
}
