use rustc_hash::FxHashMap;

use crate::clock::Clock;
use crate::presence::{Presence, page_of};
use crate::registry::Registry;
use crate::store::Store;
use crate::{
    Allocator, Column, ComponentError, ComponentId, EntityError, EntityId, Event, Limits, Mask, Name,
    QueryId, QuerySpec, sorted,
};

/// Entities and their components.
///
/// Every writing method either does all it says or answers an error and leaves the world as it was.
///
/// # Panics
/// Methods that take a [`ComponentId`] panic if it was not registered with this world.
#[derive(Debug)]
pub struct World<C> {
    pub(crate) entities: Allocator,
    /// The living entities but the world's own.
    pub(crate) alive: Presence,
    pub(crate) stores: Vec<Store<C>>,
    /// By page: the components that ever had a value there.
    pub(crate) residents: Vec<Vec<ComponentId>>,
    pub(crate) queries: Vec<QuerySpec>,
    pub(crate) query_ids: FxHashMap<QuerySpec, QueryId>,
    pub(crate) registry: Registry,
    pub(crate) limits: Limits,
    pub(crate) structure: f64,
    pub(crate) clock: Clock,
    pub(crate) groups_founded: u64,
}

impl<C: Column> World<C> {
    /// An empty world with the default [`Limits`].
    ///
    /// # Errors
    /// [`ComponentError::ShardMax`] for a shard above 1,023.
    pub fn new(shard: u32) -> Result<Self, ComponentError> {
        Self::with_limits(shard, Limits::default())
    }

    /// An empty world.
    ///
    /// # Errors
    /// [`ComponentError::ShardMax`] for a shard above 1,023.
    pub fn with_limits(shard: u32, limits: Limits) -> Result<Self, ComponentError> {
        Ok(Self {
            entities: Allocator::new(shard, limits.index_max())?,
            alive: Presence::default(),
            stores: Vec::new(),
            residents: Vec::new(),
            queries: Vec::new(),
            query_ids: FxHashMap::default(),
            registry: Registry::default(),
            limits,
            structure: 0.0,
            clock: Clock::default(),
            groups_founded: 0,
        })
    }

    // ---------------------------------------------------------------- entities

    /// Makes an entity without components.
    ///
    /// # Errors
    /// [`EntityError::EntitiesMax`].
    pub fn create(&mut self) -> Result<EntityId, EntityError> {
        let entity = self.entities.allocate()?;
        self.structure += 1.0;
        self.alive.insert(entity.index(), self.structure, self.clock);
        Ok(entity)
    }

    /// Makes an entity that has the components; the caller sets their values in the columns.
    ///
    /// # Errors
    /// [`EntityError::EntitiesMax`].
    pub fn spawn(&mut self, components: &[ComponentId]) -> Result<EntityId, EntityError> {
        let entity = self.create()?;
        components.iter().for_each(|&component| self.occupy(entity.index(), component));
        Ok(entity)
    }

    /// How many entities can be made before the limit, or the id space, is reached.
    #[must_use]
    pub fn room(&self) -> usize {
        self.entities.room()
    }

    /// Ends an entity: its components go, and its handle is stale for ever. False if it was not alive.
    /// Costs a look at each component with values in the entity's page.
    ///
    /// # Errors
    /// [`EntityError::WrongShard`]; [`EntityError::Reserved`] for the world's own entity.
    pub fn destroy(&mut self, entity: EntityId) -> Result<bool, EntityError> {
        match self.entities.deallocate(entity) {
            Err(EntityError::Stale) => return Ok(false),
            other => other?,
        }
        let index = entity.index();
        self.structure += 1.0;
        self.alive.remove(index, self.structure, self.clock);
        for component in self.residents.get(page_of(index) as usize).into_iter().flatten() {
            let store = &mut self.stores[component.at()];
            if store.unmark(index, self.structure, self.clock) {
                store.column.clear(index);
            }
            store.presence.forget(index);
        }
        Ok(true)
    }

    /// Whether the handle's entity is alive in this world.
    #[must_use]
    pub fn is_alive(&self, entity: EntityId) -> bool {
        self.entities.is_alive(entity)
    }

    /// The index of a living entity.
    ///
    /// # Errors
    /// [`EntityError::WrongShard`] or [`EntityError::Stale`].
    pub fn live(&self, entity: EntityId) -> Result<u32, EntityError> {
        self.entities.live(entity)
    }

    /// The entity that lives at an index.
    #[must_use]
    pub fn entity_at(&self, index: u32) -> Option<EntityId> {
        self.entities.at(index)
    }

    /// The world's own entity, index 0: holds singletons, and is found by no query.
    #[must_use]
    pub fn own_entity(&self) -> Option<EntityId> {
        self.entities.at(0)
    }

    /// Living entities, the world's own not counted.
    #[must_use]
    pub const fn size(&self) -> u32 {
        self.entities.alive()
    }

    /// By index, the number of the living handle, or a number below zero; see [`Allocator::numbers`].
    #[must_use]
    pub fn handles(&self) -> &[f64] {
        self.entities.numbers()
    }

    /// The shard of every entity of this world.
    #[must_use]
    pub const fn shard(&self) -> u32 {
        self.entities.shard()
    }

    // ---------------------------------------------------------------- component types

    /// Adds a component type.
    ///
    /// # Errors
    /// [`ComponentError`] when the name is taken or too long, or the world has too many types.
    pub fn register(&mut self, name: Name) -> Result<ComponentId, ComponentError> {
        let id = self.registry.register(name, &self.limits)?;
        self.stores.push(Store::default());
        Ok(id)
    }

    /// The component type of a name.
    #[must_use]
    pub fn find(&self, name: &Name) -> Option<ComponentId> {
        self.registry.find(name)
    }

    /// The name of a component type.
    #[must_use]
    pub fn name(&self, component: ComponentId) -> Option<&Name> {
        self.registry.name(component)
    }

    /// All component types, in the order of registration.
    pub fn components(&self) -> impl ExactSizeIterator<Item = ComponentId> + use<C> {
        (0..self.stores.len() as u32).map(ComponentId)
    }

    /// How many entities have a component, the world's own not counted.
    #[must_use]
    pub fn holders(&self, component: ComponentId) -> u32 {
        let presence = &self.stores[component.at()].presence;
        presence.count() - u32::from(presence.contains(0))
    }

    /// The values of a component type, for a caller that sets those of [`World::spawn`], [`World::place`] and
    /// [`World::displace`].
    pub fn column_mut(&mut self, component: ComponentId) -> &mut C {
        &mut self.stores[component.at()].column
    }

    /// The values of a component type.
    #[must_use]
    pub fn column(&self, component: ComponentId) -> &C {
        &self.stores[component.at()].column
    }

    // ---------------------------------------------------------------- components

    /// The value of an entity's component; `None` if the entity is not alive or does not have it.
    #[must_use]
    pub fn get(&self, entity: EntityId, component: ComponentId) -> Option<C::Value> {
        let index = self.live(entity).ok()?;
        self.stores[component.at()].column.get(index)
    }

    /// Whether a living entity has a component.
    #[must_use]
    pub fn has(&self, entity: EntityId, component: ComponentId) -> bool {
        self.live(entity).is_ok_and(|index| self.stores[component.at()].presence.contains(index))
    }

    /// The components of an entity, in the order of registration; none if it is not alive.
    #[must_use]
    pub fn components_of(&self, entity: EntityId) -> Vec<ComponentId> {
        let Ok(index) = self.live(entity) else { return Vec::new() };
        let residents = self.residents.get(page_of(index) as usize).into_iter().flatten().copied();
        sorted(residents.filter(|id| self.stores[id.at()].presence.contains(index)).collect())
    }

    /// Sets an entity's component to a value of its own; a shared one is left to the other holders.
    ///
    /// # Errors
    /// [`EntityError::WrongShard`] or [`EntityError::Stale`].
    pub fn set(
        &mut self,
        entity: EntityId,
        component: ComponentId,
        value: C::Value,
    ) -> Result<(), EntityError> {
        let index = self.place(entity, component)?;
        self.stores[component.at()].column.set(index, value);
        Ok(())
    }

    /// Does all of [`World::set`] but storing the value, which the caller sets in the column before it
    /// calls anything else of this world. Answers the index.
    ///
    /// # Errors
    /// [`EntityError::WrongShard`] or [`EntityError::Stale`].
    pub fn place(&mut self, entity: EntityId, component: ComponentId) -> Result<u32, EntityError> {
        let index = self.live(entity)?;
        self.occupy(index, component);
        Ok(index)
    }

    /// Marks a component as present, unshared and written at a living index.
    pub(crate) fn occupy(&mut self, index: u32, component: ComponentId) {
        let page = page_of(index);
        self.open_page(component, page);
        let store = &mut self.stores[component.at()];
        if store.presence.insert(index, self.structure + 1.0, self.clock) {
            self.structure += 1.0;
        } else {
            store.leave_group(index);
            store.presence.mark_changed(index, self.clock);
        }
    }

    /// Makes room for the values of a page, on first use.
    pub(crate) fn open_page(&mut self, component: ComponentId, page: u32) {
        let store = &mut self.stores[component.at()];
        if store.presence.has_page(page) {
            return;
        }
        store.column.open_page(page);
        if self.residents.len() <= page as usize {
            self.residents.resize_with(page as usize + 1, Vec::new);
        }
        self.residents[page as usize].push(component);
    }

    /// Takes a component from an entity; false if it did not have it.
    ///
    /// # Errors
    /// [`EntityError::WrongShard`] or [`EntityError::Stale`].
    pub fn remove(&mut self, entity: EntityId, component: ComponentId) -> Result<bool, EntityError> {
        let index = self.live(entity)?;
        Ok(self.vacate(index, component))
    }

    /// Does all of [`World::remove`] but dropping the value, which the caller clears from the column before
    /// it calls anything else of this world.
    ///
    /// # Errors
    /// [`EntityError::WrongShard`] or [`EntityError::Stale`].
    pub fn displace(&mut self, entity: EntityId, component: ComponentId) -> Result<bool, EntityError> {
        let index = self.live(entity)?;
        Ok(self.unmark(index, component))
    }

    pub(crate) fn vacate(&mut self, index: u32, component: ComponentId) -> bool {
        let present = self.unmark(index, component);
        if present {
            self.stores[component.at()].column.clear(index);
        }
        present
    }

    fn unmark(&mut self, index: u32, component: ComponentId) -> bool {
        let present = self.stores[component.at()].unmark(index, self.structure + 1.0, self.clock);
        self.structure += f64::from(u8::from(present));
        present
    }

    /// Takes a component from every entity, the world's own excepted; answers how many lost it.
    pub fn remove_from_all(&mut self, component: ComponentId) -> u32 {
        let holders: Vec<u32> =
            self.stores[component.at()].presence.indices().filter(|&index| index != 0).collect();
        holders.iter().filter(|&&index| self.vacate(index, component)).count() as u32
    }

    // ---------------------------------------------------------------- time

    /// The world's clock; writes are stamped with it.
    #[must_use]
    pub const fn tick(&self) -> u32 {
        self.clock.tick
    }

    /// Starts the next tick and answers it.
    pub const fn advance(&mut self) -> u32 {
        self.clock.tick += 1;
        self.clock.tick
    }

    /// Says that all values of a component in a page were changed in place.
    pub fn touch(&mut self, component: ComponentId, page: u32) {
        self.stores[component.at()].presence.mark_page(page, self.clock);
    }

    /// The slots of a page of a component to which something happened at a tick or later.
    #[must_use]
    pub fn since(&self, event: Event, component: ComponentId, page: u32, tick: u32) -> Mask {
        self.stores[component.at()].presence.since(event, page, tick)
    }

    /// The tick at which a value of a component last came, changed or went in a page; `None` where it never had a value.
    #[must_use]
    pub fn changed(&self, component: ComponentId, page: u32) -> Option<u32> {
        self.stores[component.at()].presence.changed(page).map(|clock| clock.tick)
    }

    /// Counts changes of structure: who is alive, and who has what. While it stands still, so does the
    /// result of every query. A whole number; its place in memory does not change while the world lives.
    #[must_use]
    pub const fn structure(&self) -> &f64 {
        &self.structure
    }

    pub(crate) fn presence(&self, component: ComponentId) -> Option<&Presence> {
        self.stores.get(component.at()).map(|store| &store.presence)
    }

    /// The page of an entity index.
    #[must_use]
    pub const fn page_of(index: u32) -> u32 {
        page_of(index)
    }
}
