use std::fmt;
use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Column, ComponentId, EntityError, EntityId, World, WriteError};

/// One component value on its way into a world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put<V> {
    /// The type of the value.
    pub component: ComponentId,
    /// The value, or whatever finds it.
    pub value: V,
    /// Whether it is set as a shared value.
    pub shared: bool,
}

/// Changes that are made together or not at all, in this order: spawns, updates, inserts, removes,
/// destroys. Entities are those that live before it: none of its own spawns can be named.
#[derive(Clone, Debug)]
pub struct Batch<V> {
    /// New entities with their components.
    pub spawns: Vec<Vec<Put<V>>>,
    /// Components that must be there already.
    pub updates: Vec<(EntityId, Put<V>)>,
    /// Components that may be there already.
    pub inserts: Vec<(EntityId, Put<V>)>,
    /// Components to take away; one that is not there is no error.
    pub removes: Vec<(EntityId, ComponentId)>,
    /// Entities to end; each must be alive, and named once.
    pub destroys: Vec<EntityId>,
}

impl<V> Default for Batch<V> {
    fn default() -> Self {
        Self {
            spawns: Vec::new(),
            updates: Vec::new(),
            inserts: Vec::new(),
            removes: Vec::new(),
            destroys: Vec::new(),
        }
    }
}

/// A place in a batch: which list, and which of its elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// In `spawns`.
    Spawn(usize),
    /// In `updates`.
    Update(usize),
    /// In `inserts`.
    Insert(usize),
    /// In `removes`.
    Remove(usize),
    /// In `destroys`.
    Destroy(usize),
}

/// The first step that cannot be done, and why. Nothing of the batch was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchError {
    /// Where.
    pub step: Step,
    /// Why.
    pub cause: WriteError,
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.step, self.cause)
    }
}

impl std::error::Error for BatchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

impl<V> Batch<V> {
    /// Makes every two puts for one entity and component into one, in their order: `combine` gets the
    /// earlier and the later one. Updates come before inserts.
    ///
    /// # Errors
    /// The first error of `combine`; the batch is of no further use then.
    pub fn fold<E>(
        &mut self,
        mut combine: impl FnMut(&Put<V>, Put<V>) -> Result<Put<V>, E>,
    ) -> Result<(), E> {
        for spawn in &mut self.spawns {
            let mut folded = Folded::default();
            for put in std::mem::take(spawn) {
                folded.add(put.component, put, &mut combine)?;
            }
            *spawn = folded.puts.into_iter().map(|(_, put)| put).collect();
        }
        let mut folded = Folded::default();
        for (entity, put) in std::mem::take(&mut self.updates) {
            folded.add((entity, put.component), put, &mut combine)?;
        }
        let updated = folded.puts.len();
        for (entity, put) in std::mem::take(&mut self.inserts) {
            folded.add((entity, put.component), put, &mut combine)?;
        }
        let mut puts = folded.puts.into_iter().map(|((entity, _), put)| (entity, put));
        self.updates = puts.by_ref().take(updated).collect();
        self.inserts = puts.collect();
        Ok(())
    }
}

/// Puts in the order of their first appearance, one for each key.
struct Folded<K, V> {
    puts: Vec<(K, Put<V>)>,
    places: FxHashMap<K, usize>,
}

impl<K, V> Default for Folded<K, V> {
    fn default() -> Self {
        Self { puts: Vec::new(), places: FxHashMap::default() }
    }
}

impl<K: Copy + Eq + Hash, V> Folded<K, V> {
    fn add<E>(
        &mut self,
        key: K,
        put: Put<V>,
        combine: &mut impl FnMut(&Put<V>, Put<V>) -> Result<Put<V>, E>,
    ) -> Result<(), E> {
        match self.places.get(&key) {
            Some(&place) => self.puts[place].1 = combine(&self.puts[place].1, put)?,
            None => {
                self.places.insert(key, self.puts.len());
                self.puts.push((key, put));
            }
        }
        Ok(())
    }
}

impl<C: Column> World<C> {
    /// Does the whole batch, or nothing. `value` turns a put's value into a component value; it is called
    /// once for each put, after everything was checked. Answers the new entities, in order.
    ///
    /// Of two puts for one entity and component the later one stays; [`Batch::fold`] makes them one.
    ///
    /// # Errors
    /// [`BatchError`]: a handle that is not alive, an update of a missing component, an entity destroyed
    /// twice, or more spawns than the world has room for.
    pub fn apply<V>(
        &mut self,
        batch: Batch<V>,
        mut value: impl FnMut(V) -> C::Value,
    ) -> Result<Vec<EntityId>, BatchError> {
        self.check_batch(&batch)?;
        let mut spawned = Vec::with_capacity(batch.spawns.len());
        for (at, puts) in batch.spawns.into_iter().enumerate() {
            let entity = self.create().map_err(|cause| Step::Spawn(at).refused(cause))?;
            puts.into_iter().for_each(|put| self.put(entity, put, &mut value));
            spawned.push(entity);
        }
        for (entity, put) in batch.updates.into_iter().chain(batch.inserts) {
            self.put(entity, put, &mut value);
        }
        for (entity, component) in batch.removes {
            self.vacate(entity.index(), component);
        }
        for (at, entity) in batch.destroys.into_iter().enumerate() {
            self.destroy(entity).map_err(|cause| Step::Destroy(at).refused(cause))?;
        }
        Ok(spawned)
    }

    fn put<V>(&mut self, entity: EntityId, put: Put<V>, value: &mut impl FnMut(V) -> C::Value) {
        let (index, value) = (entity.index(), value(put.value));
        if put.shared {
            self.share_at(index, put.component, value);
        } else {
            self.occupy(index, put.component);
            self.stores[put.component.at()].column.set(index, value);
        }
    }

    fn check_batch<V>(&self, batch: &Batch<V>) -> Result<(), BatchError> {
        if batch.spawns.len() > self.room() {
            return Err(Step::Spawn(self.room()).refused(EntityError::EntitiesMax));
        }
        for (at, (entity, put)) in batch.updates.iter().enumerate() {
            self.live(*entity).map_err(|cause| Step::Update(at).refused(cause))?;
            if !self.has(*entity, put.component) {
                return Err(BatchError { step: Step::Update(at), cause: WriteError::Missing });
            }
        }
        for (at, (entity, _)) in batch.inserts.iter().enumerate() {
            self.live(*entity).map_err(|cause| Step::Insert(at).refused(cause))?;
        }
        for (at, (entity, _)) in batch.removes.iter().enumerate() {
            self.live(*entity).map_err(|cause| Step::Remove(at).refused(cause))?;
        }
        let mut ended = FxHashSet::default();
        for (at, &entity) in batch.destroys.iter().enumerate() {
            let cause = match self.live(entity) {
                Err(cause) => Some(cause),
                Ok(0) => Some(EntityError::Reserved),
                Ok(_) => (!ended.insert(entity)).then_some(EntityError::Stale),
            };
            cause.map_or(Ok(()), |cause| Err(Step::Destroy(at).refused(cause)))?;
        }
        Ok(())
    }
}

impl Step {
    fn refused(self, cause: EntityError) -> BatchError {
        BatchError { step: self, cause: WriteError::Entity(cause) }
    }
}
