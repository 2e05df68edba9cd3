use crate::{Column, ComponentId, EntityError, EntityId, GroupId, Mask, PAGE_SLOTS, Slot, Stamps, World};

/// What a world is made of besides its values, for who keeps it elsewhere.
impl<C: Column> World<C> {
    /// What is at each entity index, the world's own at index 0.
    pub fn slots(&self) -> impl ExactSizeIterator<Item = Slot> {
        self.entities.slots()
    }

    /// Vacant indices, the next to be used last.
    #[must_use]
    pub fn free(&self) -> &[u32] {
        self.entities.free()
    }

    /// The number of the sharing group that was founded last; 0 where none was.
    #[must_use]
    pub const fn groups_founded(&self) -> u64 {
        self.groups_founded
    }

    /// The pages in which a component ever had a value, ascending.
    pub fn pages(&self, component: ComponentId) -> impl Iterator<Item = u32> {
        self.stores[component.at()].presence.touched()
    }

    /// How many times 64 pages hold all entities.
    #[must_use]
    pub fn page_words(&self) -> usize {
        self.alive.summary_words()
    }

    /// Who has a component in a page, the world's own entity included.
    #[must_use]
    pub fn members(&self, component: ComponentId, page: u32) -> Mask {
        self.stores[component.at()].presence.mask(page).cloned().unwrap_or(Mask::EMPTY)
    }

    /// When members of a page of a component came, and when their values were last written.
    #[must_use]
    pub fn stamps(&self, component: ComponentId, page: u32, members: &Mask) -> (Stamps, Stamps) {
        self.stores[component.at()].presence.stamps(page, members)
    }

    /// The slots of a page whose living entities lost a component, ascending, and when: one more than the tick.
    #[must_use]
    pub fn departures(&self, component: ComponentId, page: u32) -> Vec<(u32, u32)> {
        self.stores[component.at()].presence.departures(page)
    }

    /// Which slots of a page share their value of a component, ascending, and in which group.
    pub fn shared_in(&self, component: ComponentId, page: u32) -> impl Iterator<Item = (u32, GroupId)> {
        let store = &self.stores[component.at()];
        let shares = store.sharing.groups().next().is_some();
        let slots = (0..PAGE_SLOTS).filter(move |_| shares);
        slots.filter_map(move |slot| Some((slot, store.sharing.group(page * PAGE_SLOTS + slot)?)))
    }

    /// Ends a moment and starts the next, and answers it: what is written from now on is told from what was
    /// written before.
    pub const fn mark(&mut self) -> u64 {
        self.clock.moment += 1;
        self.clock.moment
    }

    /// The moment in which a value of a component last came, changed or went in a page; 0 where none ever did.
    #[must_use]
    pub fn written(&self, component: ComponentId, page: u32) -> u64 {
        self.stores[component.at()].presence.changed(page).map_or(0, |clock| clock.moment)
    }

    /// The moment in which a value of a component last came, changed or went anywhere.
    #[must_use]
    pub fn written_anywhere(&self, component: ComponentId) -> u64 {
        self.stores[component.at()].presence.written()
    }

    /// The moment in which an entity was last made or ended in a page; 0 where none ever was.
    #[must_use]
    pub fn lives_written(&self, page: u32) -> u64 {
        self.alive.changed(page).map_or(0, |clock| clock.moment)
    }

    /// The moment in which an entity was last made or ended anywhere.
    #[must_use]
    pub const fn lives_written_anywhere(&self) -> u64 {
        self.alive.written()
    }

    /// Says that a value of an entity was changed in place.
    ///
    /// # Errors
    /// [`EntityError::WrongShard`] or [`EntityError::Stale`].
    pub fn touch_entity(&mut self, entity: EntityId, component: ComponentId) -> Result<(), EntityError> {
        let index = self.live(entity)?;
        self.stores[component.at()].presence.mark_changed(index, self.clock);
        Ok(())
    }
}
