use crate::clock::Clock;
use crate::presence::page_of;
use crate::store::Store;
use crate::{Allocator, Column, ComponentId, EntityError, EntityId, GroupId, Mask, Stamps, World};

/// Putting a world together from what [`World::slots`] and its neighbours told of another.
impl<C: Column> World<C> {
    /// A world with the limits, the component types and the queries of this one, and other contents: these
    /// ids, at this tick, with so many groups founded. To be filled, checked, and given to
    /// [`World::replace`].
    #[must_use]
    pub fn staged(&self, entities: Allocator, tick: u32, groups_founded: u64) -> Self {
        let mut staged = Self {
            entities,
            alive: Default::default(),
            stores: Vec::new(),
            residents: Vec::new(),
            queries: self.queries.clone(),
            query_ids: self.query_ids.clone(),
            registry: self.registry.clone(),
            limits: self.limits,
            structure: self.structure + 1.0,
            clock: Clock { tick, moment: self.clock.moment },
            groups_founded,
        };
        staged.stores.resize_with(self.stores.len(), Default::default);
        staged.mark_alive();
        staged
    }

    fn mark_alive(&mut self) {
        let living = (1..).zip(self.entities.numbers().iter().skip(1)).filter(|&(_, &number)| number >= 0.0);
        for (index, _) in living {
            self.alive.insert(index, self.structure, self.clock);
        }
    }

    /// Says who has a component in a page, and when it last changed; the caller sets their values in the column.
    pub fn restore_page(&mut self, component: ComponentId, page: u32, members: Mask, changed: u32) {
        self.open_page(component, page);
        let clock = Clock { tick: changed, moment: self.clock.moment };
        let structure = self.structure;
        self.stores[component.at()].presence.put_page(page, members, clock, structure);
    }

    /// Says when the members of a page that [`World::restore_page`] filled came and were last written, and which slots lost
    /// the component when; as [`World::stamps`] and [`World::departures`] told it. Stamps of departures are above 0.
    pub fn restore_stamps(
        &mut self,
        component: ComponentId,
        page: u32,
        [came, written]: [&Stamps; 2],
        gone: &[(u32, u32)],
    ) {
        self.stores[component.at()].presence.put_stamps(page, came, written, gone);
    }

    /// Lets a value stand for a group; holders follow by [`World::restore_member`].
    pub fn restore_group(&mut self, component: ComponentId, group: GroupId, value: C::Value) {
        self.stores[component.at()].column.bind(group, value);
    }

    /// Lets a slot that [`World::restore_page`] filled hold a group that has its value.
    pub fn restore_member(&mut self, component: ComponentId, index: u32, group: GroupId) {
        self.stores[component.at()].join_group(index, group);
    }

    /// Takes the contents of a staged world, in place: columns stay where they are, and so do the numbers of types
    /// and queries. Types that the staged world has besides are added.
    pub fn replace(&mut self, mut staged: Self) {
        staged.structure = self.structure + 1.0;
        self.stores.resize_with(staged.stores.len(), Default::default);
        for (component, former) in self.components().zip(std::mem::take(&mut self.stores)) {
            staged.succeed(component, former);
        }
        for page in self.alive.touched().filter(|&page| !staged.alive.has_page(page)).collect::<Vec<_>>() {
            staged.alive.put_page(page, Mask::EMPTY, self.clock, staged.structure);
        }
        staged.alive.restamp(staged.structure);
        *self = staged;
    }

    /// Takes the place of a former store: keeps its column, with other values, and its pages, so that whoever
    /// looked at one sees that it changed.
    fn succeed(&mut self, component: ComponentId, mut former: Store<C>) {
        for page in former.presence.touched().collect::<Vec<_>>() {
            if !self.stores[component.at()].presence.has_page(page) {
                self.restore_page(component, page, Mask::EMPTY, 0);
            }
        }
        let structure = self.structure;
        let store = &mut self.stores[component.at()];
        store.presence.restamp(structure);
        former.column.replace(std::mem::take(&mut store.column));
        store.column = former.column;
    }

    /// Gives out these very ids; see [`Allocator::claim`].
    ///
    /// # Errors
    /// As [`Allocator::claim`]; nothing changes.
    pub fn claim(&mut self, ids: &[EntityId]) -> Result<(), (EntityId, EntityError)> {
        let first = page_of(self.entities.numbers().len() as u32);
        self.entities.claim(ids)?;
        let last = page_of(self.entities.numbers().len() as u32 - 1);
        (first..=last).for_each(|page| self.alive.open_page(page, self.clock));
        for id in ids {
            self.structure += 1.0;
            self.alive.insert(id.index(), self.structure, self.clock);
        }
        Ok(())
    }

    /// Lets nobody live in the slot of an entity that has just ended; see [`Allocator::withhold`].
    ///
    /// # Errors
    /// As [`Allocator::withhold`]; nothing changes.
    pub fn withhold(&mut self, id: EntityId) -> Result<(), EntityError> {
        self.entities.withhold(id)
    }

    /// Brings back an entity that is withheld, without components; see [`Allocator::revive`].
    ///
    /// # Errors
    /// As [`Allocator::revive`]; nothing changes.
    pub fn revive(&mut self, id: EntityId) -> Result<(), EntityError> {
        self.entities.revive(id)?;
        self.structure += 1.0;
        self.alive.insert(id.index(), self.structure, self.clock);
        Ok(())
    }

    /// Lets others live in the slot of an entity that is withheld; see [`Allocator::release`].
    ///
    /// # Errors
    /// As [`Allocator::release`]; nothing changes.
    pub fn release(&mut self, id: EntityId) -> Result<(), EntityError> {
        self.entities.release(id)
    }

    /// The ids that will be given out next; see [`Allocator::upcoming`].
    ///
    /// # Errors
    /// As [`Allocator::upcoming`].
    pub fn upcoming(&self, count: usize) -> Result<Vec<EntityId>, EntityError> {
        self.entities.upcoming(count)
    }
}
