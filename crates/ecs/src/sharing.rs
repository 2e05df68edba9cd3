use std::collections::BTreeMap;

use crate::mask::PAGE_SLOTS;
use crate::presence::page_of;
use crate::{Column, ComponentId, EntityError, EntityId, World, WriteError};

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

    pub(crate) fn holders(&self, group: GroupId) -> u32 {
        self.holders.get(&group).copied().unwrap_or(0)
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

impl<C: Column> World<C> {
    /// Sets an entity's component to a shared value: it joins the group of the value's identity, or
    /// founds one.
    ///
    /// # Errors
    /// [`EntityError::WrongShard`] or [`EntityError::Stale`].
    pub fn share(
        &mut self,
        entity: EntityId,
        component: ComponentId,
        value: C::Value,
    ) -> Result<(), EntityError> {
        let index = self.live(entity)?;
        self.share_at(index, component, value);
        Ok(())
    }

    pub(crate) fn share_at(&mut self, index: u32, component: ComponentId, value: C::Value) {
        let now = self.clock;
        let store = &mut self.stores[component.at()];
        let known = store.column.group_of(&value);
        if known.is_some() && store.sharing.group(index) == known {
            store.presence.mark_changed(index, now);
            return;
        }
        let group = known.unwrap_or(GroupId(self.groups_founded + 1));
        self.occupy(index, component);
        let store = &mut self.stores[component.at()];
        if known.is_none() {
            self.groups_founded = group.0;
            store.column.bind(group, value);
        }
        store.join_group(index, group);
    }

    /// The group that an entity's component belongs to.
    #[must_use]
    pub fn sharing(&self, entity: EntityId, component: ComponentId) -> Option<GroupId> {
        let index = self.live(entity).ok()?;
        self.stores[component.at()].sharing.group(index)
    }

    /// The sharing groups of a component, in the order of founding, with how many hold each.
    pub fn groups(&self, component: ComponentId) -> impl Iterator<Item = (GroupId, u32)> {
        self.stores[component.at()].sharing.groups()
    }

    /// How many hold a group; 0 once it has ended.
    #[must_use]
    pub fn group_size(&self, component: ComponentId, group: GroupId) -> u32 {
        self.stores[component.at()].sharing.holders(group)
    }

    /// The holders of a group, ascending; costs a look at every slot of the pages that ever shared.
    pub fn group_holders(&self, component: ComponentId, group: GroupId) -> impl Iterator<Item = EntityId> {
        self.stores[component.at()].sharing.members(group).filter_map(|index| self.entity_at(index))
    }

    /// The group a component's value stands for.
    #[must_use]
    pub fn group_of(&self, component: ComponentId, value: &C::Value) -> Option<GroupId> {
        self.stores[component.at()].column.group_of(value)
    }

    /// Replaces the shared value for every holder of an entity's group. A value that already stands for
    /// another group brings the two groups together.
    ///
    /// # Errors
    /// [`WriteError`]: not alive, without the component, or not shared.
    pub fn update_shared(
        &mut self,
        entity: EntityId,
        component: ComponentId,
        value: C::Value,
    ) -> Result<(), WriteError> {
        let group = self.group_for_update(entity, component)?;
        let now = self.clock;
        let store = &mut self.stores[component.at()];
        let members: Vec<u32> = store.sharing.members(group).collect();
        let target = store.column.group_of(&value).unwrap_or(group);
        if target == group {
            store.column.bind(group, value);
        }
        for index in members {
            if target != group {
                store.leave_group(index);
                store.sharing.join(index, target);
            }
            if let Some(value) = store.column.shared_value(target) {
                store.column.set(index, value);
            }
            store.presence.mark_changed(index, now);
        }
        Ok(())
    }

    /// The group that [`World::update_shared`] would write to.
    ///
    /// # Errors
    /// [`WriteError`]: not alive, without the component, or not shared.
    pub fn group_for_update(&self, entity: EntityId, component: ComponentId) -> Result<GroupId, WriteError> {
        let index = self.live(entity)?;
        let store = &self.stores[component.at()];
        match store.sharing.group(index) {
            Some(group) => Ok(group),
            None if store.presence.contains(index) => Err(WriteError::NotShared),
            None => Err(WriteError::Missing),
        }
    }
}
