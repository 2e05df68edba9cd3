mod withhold;

use rustc_hash::FxHashMap;

use crate::{ComponentError, EntityError, EntityId};

/// Hands out entity ids and knows which are alive.
///
/// Index 0 is the world's own entity: alive from the start and never handed out, so the first id has
/// index 1. A freed slot is reused last in, first out, with the next generation; a slot whose last
/// generation is freed is retired, so no id is ever given out twice. All operations take constant time.
///
/// ```
/// use terrarium_ecs::Allocator;
///
/// let mut ids = Allocator::new(0, u32::MAX)?;
/// let first = ids.allocate()?;
/// ids.deallocate(first)?;
/// let second = ids.allocate()?;
/// assert_eq!((first.to_string(), second.to_string()), ("0:1v0".into(), "0:1v1".into()));
/// assert!(!ids.is_alive(first));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Allocator {
    shard: u32,
    index_max: u32,
    /// By index: the number of the handle that is alive there, `vacant(next handle)`, or `RETIRED`.
    /// One comparison against the handle's number answers liveness, from JavaScript as from here.
    slots: Vec<f64>,
    /// Vacant indices, the next to be used last.
    free: Vec<u32>,
    alive: u32,
    /// Retired slots whose last entity may come back, by index.
    withheld: FxHashMap<u32, EntityId>,
}

const RETIRED: f64 = f64::NEG_INFINITY;

/// What is at an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// An entity of this generation.
    Alive(u32),
    /// Nothing; this generation is given out next (0 where an import passed over a slot that was never used).
    Vacant(u32),
    /// Nothing, for ever: every generation was given out.
    Retired,
}

/// A vacant slot keeps the handle it will give out, as a number below zero.
fn vacant(next: EntityId) -> f64 {
    -1.0 - next.to_number()
}

impl Allocator {
    /// An allocator whose ids carry `shard` and whose indices end at `index_max` (or at the id's own end).
    ///
    /// # Errors
    /// [`ComponentError::ShardMax`] for a shard above 1,023.
    pub fn new(shard: u32, index_max: u32) -> Result<Self, ComponentError> {
        let own = EntityId::new(shard, 0, 0).ok_or(ComponentError::ShardMax(shard))?;
        let index_max = index_max.min(EntityId::INDEX_MAX);
        Ok(Self {
            shard,
            index_max,
            slots: vec![own.to_number()],
            free: Vec::new(),
            alive: 0,
            withheld: FxHashMap::default(),
        })
    }

    /// The allocator whose slots and free list are these, as [`Allocator::slots`] and [`Allocator::free`]
    /// gave them.
    ///
    /// # Errors
    /// What does not fit together, as a sentence.
    pub fn rebuild(shard: u32, index_max: u32, slots: &[Slot], free: Vec<u32>) -> Result<Self, String> {
        let mut ids = Self::new(shard, index_max).map_err(|error| error.to_string())?;
        if slots.first() != Some(&Slot::Alive(0)) {
            return Err("the world's own entity is not alive at index 0".into());
        }
        if slots.len() > ids.index_max as usize + 1 {
            return Err(format!("{} slots are more than the limit on entities", slots.len()));
        }
        let numbers = (0..).zip(slots).map(|(index, slot)| slot.number(shard, index));
        ids.slots = numbers.collect::<Option<_>>().ok_or("a generation is out of range")?;
        ids.free = free;
        ids.alive = slots.iter().skip(1).filter(|slot| matches!(slot, Slot::Alive(_))).count() as u32;
        ids.check().map(|()| ids)
    }

    /// What is at each index.
    pub fn slots(&self) -> impl ExactSizeIterator<Item = Slot> {
        self.slots.iter().map(|&slot| Slot::of(slot))
    }

    /// The ids that will be given out next, in that order, without giving them out.
    ///
    /// # Errors
    /// [`EntityError::EntitiesMax`] when there are not so many.
    pub fn upcoming(&self, count: usize) -> Result<Vec<EntityId>, EntityError> {
        if count > self.room() {
            return Err(EntityError::EntitiesMax);
        }
        let used = self
            .free
            .iter()
            .rev()
            .filter_map(|&index| EntityId::from_number(-1.0 - self.slots[index as usize]));
        let fresh = (self.slots.len() as u32..).map_while(|index| EntityId::new(self.shard, index, 0));
        Ok(used.chain(fresh).take(count).collect())
    }

    /// Gives out these very ids, none of which was given out before. Slots that were never used and are
    /// passed over become vacant. Costs a look at the free list.
    ///
    /// # Errors
    /// [`EntityError::WrongShard`], [`EntityError::Reserved`], [`EntityError::EntitiesMax`], and
    /// [`EntityError::Taken`] for an id that is alive, was alive, or stands twice; with the first such id.
    /// Nothing changes.
    pub fn claim(&mut self, ids: &[EntityId]) -> Result<(), (EntityId, EntityError)> {
        let mut claimed = self.clone();
        ids.iter().try_for_each(|&id| claimed.claim_slot(id).map_err(|error| (id, error)))?;
        claimed.free.retain(|&index| claimed.slots[index as usize] < 0.0);
        claimed.alive += ids.len() as u32;
        *self = claimed;
        Ok(())
    }

    fn claim_slot(&mut self, id: EntityId) -> Result<(), EntityError> {
        let index = id.index();
        match index {
            _ if id.shard() != self.shard => return Err(EntityError::WrongShard),
            0 => return Err(EntityError::Reserved),
            _ if index > self.index_max => return Err(EntityError::EntitiesMax),
            _ => {}
        }
        while self.slots.len() <= index as usize {
            let fresh = self.fresh().ok_or(EntityError::EntitiesMax)?;
            self.free.push(fresh.index());
            self.slots.push(vacant(fresh));
        }
        match Slot::of(self.slots[index as usize]) {
            Slot::Vacant(next) if next <= id.generation() => {
                self.slots[index as usize] = id.to_number();
                Ok(())
            }
            _ => Err(EntityError::Taken),
        }
    }

    /// Gives out an id that was never given out before.
    ///
    /// # Errors
    /// [`EntityError::EntitiesMax`] when every slot is alive or retired.
    pub fn allocate(&mut self) -> Result<EntityId, EntityError> {
        let id = match self.free.last() {
            Some(&index) => EntityId::from_number(-1.0 - self.slots[index as usize]),
            None => self.fresh(),
        };
        let id = id.ok_or(EntityError::EntitiesMax)?;
        match self.free.pop() {
            Some(index) => self.slots[index as usize] = id.to_number(),
            None => self.slots.push(id.to_number()),
        }
        self.alive += 1;
        Ok(id)
    }

    fn fresh(&self) -> Option<EntityId> {
        let index = self.slots.len() as u32;
        (index <= self.index_max).then(|| EntityId::new(self.shard, index, 0)).flatten()
    }

    /// How many more ids can be given out at once.
    #[must_use]
    pub fn room(&self) -> usize {
        self.free.len() + (self.index_max as usize + 1 - self.slots.len())
    }

    /// Takes an id back; it is never alive again.
    ///
    /// # Errors
    /// [`EntityError::WrongShard`], [`EntityError::Reserved`] for index 0, and [`EntityError::Stale`] for
    /// an id that is not alive (freed before, or never given out). Nothing changes.
    pub fn deallocate(&mut self, id: EntityId) -> Result<(), EntityError> {
        let index = self.live(id)?;
        if index == 0 {
            return Err(EntityError::Reserved);
        }
        self.slots[index as usize] = match id.next_generation() {
            Some(next) => {
                self.free.push(index);
                vacant(next)
            }
            None => RETIRED,
        };
        self.alive -= 1;
        Ok(())
    }

    /// Whether the id was given out and not taken back; false for ids of other shards.
    #[must_use]
    pub fn is_alive(&self, id: EntityId) -> bool {
        self.slots.get(id.index() as usize) == Some(&id.to_number())
    }

    /// The index of a living id.
    ///
    /// # Errors
    /// [`EntityError::WrongShard`] or [`EntityError::Stale`].
    pub fn live(&self, id: EntityId) -> Result<u32, EntityError> {
        match self.is_alive(id) {
            true => Ok(id.index()),
            false if id.shard() != self.shard => Err(EntityError::WrongShard),
            false => Err(EntityError::Stale),
        }
    }

    /// The id alive at an index.
    #[must_use]
    pub fn at(&self, index: u32) -> Option<EntityId> {
        self.slots.get(index as usize).copied().and_then(EntityId::from_number)
    }

    /// The shard of every id given out.
    #[must_use]
    pub const fn shard(&self) -> u32 {
        self.shard
    }

    /// Living ids, the world's own not counted.
    #[must_use]
    pub const fn alive(&self) -> u32 {
        self.alive
    }

    /// By index, the number of the id alive there; below zero where none is. Grows, and may move, when
    /// an id with a new index is given out.
    #[must_use]
    pub fn numbers(&self) -> &[f64] {
        &self.slots
    }

    /// Free indices, the next to be used last.
    #[must_use]
    pub fn free(&self) -> &[u32] {
        &self.free
    }

    /// Checks that free, living and retired slots account for every slot, each once.
    pub(crate) fn check(&self) -> Result<(), String> {
        let mut vacant = vec![false; self.slots.len()];
        for &index in &self.free {
            let slot = self.slots.get(index as usize).copied().unwrap_or(0.0);
            if slot >= 0.0 || slot == RETIRED || std::mem::replace(&mut vacant[index as usize], true) {
                return Err(format!("index {index} is on the free list, and not vacant once"));
            }
        }
        let vacant_slots = self.slots.iter().filter(|&&slot| slot < 0.0 && slot != RETIRED).count();
        if vacant_slots != self.free.len() {
            return Err(format!("{vacant_slots} slots are vacant, {} on the free list", self.free.len()));
        }
        let alive = self.slots.iter().skip(1).filter(|&&slot| slot >= 0.0).count();
        if alive != self.alive as usize {
            return Err(format!("{alive} slots are alive, {} counted", self.alive));
        }
        let misplaced = (0..).zip(&self.slots).find(|&(index, &slot)| {
            let id = EntityId::from_number(if slot < 0.0 { -1.0 - slot } else { slot });
            slot != RETIRED && id.is_none_or(|id| id.index() != index || id.shard() != self.shard)
        });
        misplaced.map_or(Ok(()), |(index, _)| Err(format!("slot {index} holds the handle of another")))
    }
}

impl Slot {
    fn of(number: f64) -> Self {
        match EntityId::from_number(if number < 0.0 { -1.0 - number } else { number }) {
            Some(id) if number < 0.0 => Self::Vacant(id.generation()),
            Some(id) => Self::Alive(id.generation()),
            None => Self::Retired,
        }
    }

    fn number(self, shard: u32, index: u32) -> Option<f64> {
        match self {
            Self::Alive(generation) => EntityId::new(shard, index, generation).map(EntityId::to_number),
            Self::Vacant(next) => EntityId::new(shard, index, next).map(vacant),
            Self::Retired => Some(RETIRED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Allocator;
    use crate::{EntityError, EntityId};

    #[test]
    fn a_slot_is_retired_after_its_last_generation() {
        let mut ids = Allocator::new(0, 1).expect("shard 0");
        for generation in 0..=EntityId::GENERATION_MAX {
            let id = ids.allocate().expect("a slot is free");
            assert_eq!((id.index(), id.generation()), (1, generation));
            ids.deallocate(id).expect("alive");
            assert!(!ids.is_alive(id));
        }
        assert_eq!(ids.allocate(), Err(EntityError::EntitiesMax));
        assert_eq!(ids.room(), 0);
        ids.check().expect("retired slots are accounted for");
    }

    #[test]
    fn refusals_change_nothing() {
        let mut ids = Allocator::new(3, 2).expect("shard 3");
        let (a, b) = (ids.allocate().expect("room"), ids.allocate().expect("room"));
        assert_eq!(ids.allocate(), Err(EntityError::EntitiesMax));
        let foreign = EntityId::new(4, a.index(), 0).expect("in range");
        let own = EntityId::new(3, 0, 0).expect("in range");
        assert_eq!(ids.deallocate(foreign), Err(EntityError::WrongShard));
        assert_eq!(ids.deallocate(own), Err(EntityError::Reserved));
        ids.deallocate(a).expect("alive");
        assert_eq!(ids.deallocate(a), Err(EntityError::Stale));
        assert_eq!((ids.alive(), ids.free()), (1, &[a.index()][..]));
        assert!(ids.is_alive(b));
        ids.check().expect("unchanged");
    }
}
