//! Everything that can be done to a world, and a random choice of it.

use terrarium_ecs::{Batch, ComponentId, EntityId, PAGE_SLOTS, Put, QuerySpec};

use super::naive::{Naive, entity};
use super::naive_batch::VALUES;
use super::rng::Rng;

#[derive(Clone, Debug)]
pub(crate) enum Operation {
    Create,
    Spawn(Vec<(ComponentId, u32)>),
    Destroy(EntityId),
    Set(EntityId, ComponentId, u32),
    Place(EntityId, ComponentId, u32),
    Share(EntityId, ComponentId, u32),
    UpdateShared(EntityId, ComponentId, u32),
    Remove(EntityId, ComponentId),
    Displace(EntityId, ComponentId),
    RemoveFromAll(ComponentId),
    Apply(Batch<u32>),
    /// Folds a batch, where combining fails if it makes the given value, and applies it.
    Fold(Batch<u32>, Option<u32>),
    Merge(EntityId, EntityId),
    Split(EntityId),
    Prepare(QuerySpec),
    Register(u32),
    Advance,
    Touch(ComponentId, u32),
}

/// Chooses operations that keep about `population` entities alive.
#[derive(Debug)]
pub(crate) struct Chooser {
    pub(crate) rng: Rng,
    pub(crate) population: usize,
    /// Handles whose entities ended.
    pub(crate) ended: Vec<EntityId>,
}

impl Chooser {
    pub(crate) fn operation(&mut self, naive: &Naive) -> Operation {
        match self.rng.below(1_000) {
            0..250 => self.birth_or_death(naive),
            250..420 => Operation::Set(self.entity(naive), self.component(naive), self.value()),
            420..460 => Operation::Place(self.entity(naive), self.component(naive), self.value()),
            460..560 => Operation::Share(self.entity(naive), self.component(naive), self.value()),
            560..620 => Operation::UpdateShared(self.entity(naive), self.component(naive), self.value()),
            620..750 => Operation::Remove(self.entity(naive), self.component(naive)),
            750..790 => Operation::Displace(self.entity(naive), self.component(naive)),
            790..795 => Operation::RemoveFromAll(self.component(naive)),
            795..815 => Operation::Apply(self.batch(naive)),
            815..835 => self.fold(naive),
            835..870 => Operation::Merge(self.entity(naive), self.entity(naive)),
            870..900 => Operation::Split(self.entity(naive)),
            900..930 => Operation::Prepare(self.spec(naive)),
            930..933 => Operation::Register(self.rng.below(naive.limits.component_types_max as u32 + 3)),
            933..960 => Operation::Advance,
            _ => Operation::Touch(self.component(naive), self.rng.below(naive.fresh / PAGE_SLOTS + 2)),
        }
    }

    fn birth_or_death(&mut self, naive: &Naive) -> Operation {
        let crowded = naive.lives.len() > self.population;
        match (self.chance(if crowded { 65 } else { 35 }), self.chance(50)) {
            (true, _) => Operation::Destroy(self.entity(naive)),
            (false, true) => Operation::Create,
            (false, false) => Operation::Spawn(self.cells(naive)),
        }
    }

    fn cells(&mut self, naive: &Naive) -> Vec<(ComponentId, u32)> {
        (0..self.rng.below(6)).map(|_| (self.component(naive), self.value())).collect()
    }

    /// True in `percent` of a hundred cases.
    fn chance(&mut self, percent: u32) -> bool {
        self.rng.below(100) < percent
    }

    fn value(&mut self) -> u32 {
        self.rng.below(VALUES)
    }

    fn component(&mut self, naive: &Naive) -> ComponentId {
        ComponentId(self.rng.below(naive.names.len() as u32))
    }

    /// Mostly a living entity; else one that ended, a foreign one, the world's own, or no one's.
    fn entity(&mut self, naive: &Naive) -> EntityId {
        let index = self.rng.below(naive.fresh);
        match self.rng.below(100) {
            0..88 => self.living(naive, index),
            88..95 => self.ended.get(self.rng.below(self.ended.len() as u32) as usize).copied(),
            95..97 => Some(entity(naive.shard + 1, index, 0)),
            97..98 => Some(entity(naive.shard, 0, 0)),
            98..99 => Some(entity(naive.shard, index, EntityId::GENERATION_MAX)),
            _ => Some(entity(naive.shard, EntityId::INDEX_MAX - index, 0)),
        }
        .unwrap_or_else(|| entity(naive.shard, naive.fresh, 0))
    }

    /// The first living entity from an index on.
    fn living(&mut self, naive: &Naive, index: u32) -> Option<EntityId> {
        let mut lives = naive.lives.range(index.max(1)..);
        lives.next().map(|(_, life)| life.entity)
    }

    // ---------------------------------------------------------------- batches

    fn batch(&mut self, naive: &Naive) -> Batch<u32> {
        let mut batch = Batch::default();
        // Now and then more than there is room for.
        let spawns = if naive.room() < 32 && self.chance(10) { naive.room() as u32 } else { 0 };
        for _ in 0..spawns + self.rng.below(3) {
            batch.spawns.push((0..self.rng.below(4)).map(|_| self.put(naive)).collect());
        }
        batch.updates.extend((0..self.rng.below(4)).map(|_| self.update(naive)));
        batch.inserts.extend((0..self.rng.below(4)).map(|_| (self.entity(naive), self.put(naive))));
        batch.removes.extend((0..self.rng.below(3)).map(|_| (self.entity(naive), self.component(naive))));
        batch.destroys.extend((0..self.rng.below(3)).map(|_| self.entity(naive)));
        batch
    }

    fn fold(&mut self, naive: &Naive) -> Operation {
        let mut batch = self.batch(naive);
        let again: Vec<_> = batch
            .updates
            .iter()
            .chain(&batch.inserts)
            .map(|(entity, put)| (*entity, put.component))
            .collect();
        for (entity, component) in again {
            let put = Put { component, value: self.value(), shared: self.chance(40) };
            batch.inserts.push((entity, put));
        }
        let fails = self.chance(20).then(|| self.value());
        Operation::Fold(batch, fails)
    }

    fn put(&mut self, naive: &Naive) -> Put<u32> {
        Put { component: self.component(naive), value: self.value(), shared: self.chance(40) }
    }

    /// Mostly of a component that the entity has.
    fn update(&mut self, naive: &Naive) -> (EntityId, Put<u32>) {
        let (entity, mut put) = (self.entity(naive), self.put(naive));
        let held = naive.life(entity).and_then(|life| life.cells.range(put.component..).next());
        if let Some((&component, _)) = held.filter(|_| self.chance(95)) {
            put.component = component;
        }
        (entity, put)
    }

    // ---------------------------------------------------------------- queries

    pub(crate) fn spec(&mut self, naive: &Naive) -> QuerySpec {
        QuerySpec { all: self.some(naive, 3), none: self.some(naive, 2), any: self.some(naive, 3) }
    }

    /// A few components, repeats and unregistered ones among them.
    fn some(&mut self, naive: &Naive, end: u32) -> Vec<ComponentId> {
        let unregistered = u32::from(self.chance(5));
        let types = naive.names.len() as u32 + unregistered;
        (0..self.rng.below(end)).map(|_| ComponentId(self.rng.below(types))).collect()
    }
}
