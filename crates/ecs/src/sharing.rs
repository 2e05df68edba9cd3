use std::collections::BTreeMap;

use crate::mask::PAGE_SLOTS;
use crate::presence::page_of;

/// A sharing group of one world: numbered from 1 in the order of founding, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub u64);

/// Who shares what in one component type: a group number for each slot, and a count for each group.
#[derive(Debug, Default)]
pub(crate) struct Sharing {
    /// By page and slot: the group, or 0 where the value is the entity's own. Made on first use.
    members: Vec<Option<Box<[u64; PAGE_SLOTS as usize]>>>,
    holders: BTreeMap<GroupId, u32>,
}

impl Sharing {
    pub(crate) fn group(&self, index: u32) -> Option<GroupId> {
        let page = self.members.get(page_of(index) as usize)?.as_deref()?;
        match page[(index % PAGE_SLOTS) as usize] {
            0 => None,
            group => Some(GroupId(group)),
        }
    }

    /// Groups with their holders, in the order of founding.
    pub(crate) fn groups(&self) -> impl Iterator<Item = (GroupId, u32)> {
        self.holders.iter().map(|(&group, &holders)| (group, holders))
    }

    /// Indices of the holders, ascending. Costs a look at every slot of the pages that ever shared.
    pub(crate) fn members(&self, group: GroupId) -> impl Iterator<Item = u32> {
        let pages = self.members.iter().zip((0..).step_by(PAGE_SLOTS as usize));
        let slots = pages.filter_map(|(page, start)| Some(page.as_deref()?.iter().zip(start..)));
        slots.flatten().filter(move |&(&held, _)| held == group.0).map(|(_, index)| index)
    }

    /// Adds a holder; the index must hold no group.
    pub(crate) fn join(&mut self, index: u32, group: GroupId) {
        let page = page_of(index) as usize;
        if page >= self.members.len() {
            self.members.resize_with(page + 1, || None);
        }
        let slots = self.members[page].get_or_insert_with(|| Box::new([0; PAGE_SLOTS as usize]));
        slots[(index % PAGE_SLOTS) as usize] = group.0;
        *self.holders.entry(group).or_insert(0) += 1;
    }

    /// Takes a holder out of its group; answers the group if it was the last.
    pub(crate) fn leave(&mut self, index: u32) -> Option<GroupId> {
        let page = self.members.get_mut(page_of(index) as usize)?.as_deref_mut()?;
        let group = match std::mem::take(&mut page[(index % PAGE_SLOTS) as usize]) {
            0 => return None,
            group => GroupId(group),
        };
        let holders = self.holders.get_mut(&group)?;
        *holders -= 1;
        if *holders > 0 {
            return None;
        }
        self.holders.remove(&group);
        Some(group)
    }
}
