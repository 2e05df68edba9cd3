use std::collections::BTreeMap;

use crate::presence::page_of;
use crate::store::Store;
use crate::{Column, ComponentId, GroupId, World};

impl<C: Column> World<C> {
    /// Verifies every invariant of the world; costs a look at every slot. For tests and tools.
    ///
    /// # Errors
    /// A sentence that says which invariant does not hold, and where.
    pub fn check(&self) -> Result<(), String> {
        self.entities.check()?;
        self.alive.check()?;
        let living = (1..self.handles().len() as u32).filter(|&index| self.entity_at(index).is_some());
        if !living.eq(self.alive.indices()) {
            return Err("the mask of living entities differs from the allocator".into());
        }
        for component in self.components() {
            let store = &self.stores[component.at()];
            let named =
                |error| self.name(component).map_or_else(String::new, |name| format!("{name}: {error}"));
            self.check_presence(component, store).map_err(named)?;
            check_sharing(store).map_err(named)?;
        }
        Ok(())
    }

    fn check_presence(&self, component: ComponentId, store: &Store<C>) -> Result<(), String> {
        store.presence.check()?;
        for index in 0..self.handles().len() as u32 {
            let present = store.presence.contains(index);
            if present && self.entity_at(index).is_none() {
                return Err(format!("index {index} has it and is not alive"));
            }
            if present != store.column.get(index).is_some() {
                return Err(format!("index {index}: present is {present}, and the column says otherwise"));
            }
            let page = page_of(index);
            let resident = self.residents.get(page as usize).is_some_and(|ids| ids.contains(&component));
            if resident != store.presence.has_page(page) {
                return Err(format!("page {page}: resident is {resident}, and the pages say otherwise"));
            }
        }
        Ok(())
    }
}

fn check_sharing<C: Column>(store: &Store<C>) -> Result<(), String> {
    let mut holders = BTreeMap::<GroupId, u32>::new();
    for index in store.presence.indices() {
        let Some(group) = store.sharing.group(index) else { continue };
        *holders.entry(group).or_insert(0) += 1;
        let value = store.column.get(index).and_then(|value| store.column.group_of(&value));
        if value != Some(group) {
            return Err(format!("index {index} holds another value than its group {}", group.0));
        }
    }
    if !store.sharing.groups().eq(holders.iter().map(|(&group, &count)| (group, count))) {
        return Err("a group counts other holders than it has".into());
    }
    let members: usize = holders.keys().map(|&group| store.sharing.members(group).count()).sum();
    if members != holders.values().sum::<u32>() as usize {
        return Err("an index without the component is in a group".into());
    }
    let bound = holders.keys().all(|&group| {
        store.column.shared_value(group).and_then(|value| store.column.group_of(&value)) == Some(group)
    });
    if bound { Ok(()) } else { Err("a group is not found by its value".into()) }
}
