//! Ids that were taken back, and may come back.

use super::{Allocator, RETIRED, vacant};
use crate::{EntityError, EntityId};

impl Allocator {
    /// Lets nobody live in the slot of an id that was just taken back, until the id is revived or released. To whoever
    /// looks at the slots, it is retired.
    ///
    /// # Errors
    /// [`EntityError::Taken`] unless the id was the last to live in its slot. Nothing changes.
    pub fn withhold(&mut self, id: EntityId) -> Result<(), EntityError> {
        let index = id.index();
        let slot = self.slots.get(index as usize).copied().ok_or(EntityError::Taken)?;
        if slot != id.next_generation().map_or(RETIRED, vacant) || self.withheld.contains_key(&index) {
            return Err(EntityError::Taken);
        }
        // What was taken back just now is at the end.
        if let Some(place) = self.free.iter().rposition(|&free| free == index) {
            self.free.remove(place);
        }
        self.slots[index as usize] = RETIRED;
        self.withheld.insert(index, id);
        Ok(())
    }

    /// Gives out an id again that is withheld.
    ///
    /// # Errors
    /// [`EntityError::Taken`] for an id that is not withheld. Nothing changes.
    pub fn revive(&mut self, id: EntityId) -> Result<(), EntityError> {
        self.let_go(id)?;
        self.slots[id.index() as usize] = id.to_number();
        self.alive += 1;
        Ok(())
    }

    /// Lets others live in the slot of an id that is withheld.
    ///
    /// # Errors
    /// [`EntityError::Taken`] for an id that is not withheld. Nothing changes.
    pub fn release(&mut self, id: EntityId) -> Result<(), EntityError> {
        self.let_go(id)?;
        if let Some(next) = id.next_generation() {
            self.slots[id.index() as usize] = vacant(next);
            self.free.push(id.index());
        }
        Ok(())
    }

    fn let_go(&mut self, id: EntityId) -> Result<(), EntityError> {
        if self.withheld.get(&id.index()) != Some(&id) {
            return Err(EntityError::Taken);
        }
        self.withheld.remove(&id.index());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withheld_id_comes_back_and_nobody_lives_in_its_slot_before() {
        let mut ids = Allocator::new(0, 3).expect("shard 0");
        let [a, b, c] = [0; 3].map(|_| ids.allocate().expect("room"));
        ids.deallocate(b).expect("alive");
        ids.deallocate(a).expect("alive");
        ids.withhold(b).expect("just taken back");
        assert_eq!((ids.withhold(b), ids.withhold(c)), (Err(EntityError::Taken), Err(EntityError::Taken)));
        ids.check().expect("a withheld slot is accounted for");
        let next = ids.allocate().expect("room");
        assert_eq!((next.index(), ids.allocate()), (a.index(), Err(EntityError::EntitiesMax)));
        assert_eq!((ids.revive(a), ids.release(c)), (Err(EntityError::Taken), Err(EntityError::Taken)));
        ids.revive(b).expect("withheld");
        assert!(ids.is_alive(b) && ids.alive() == 3);
        ids.deallocate(b).expect("alive");
        ids.withhold(b).expect("just taken back");
        ids.release(b).expect("withheld");
        assert_eq!(ids.allocate().ok(), EntityId::new(0, b.index(), 1));
        assert_eq!(ids.withhold(b), Err(EntityError::Taken));
        ids.check().expect("sound");
    }
}
