use std::collections::BTreeMap;

use terrarium_ecs::{EntityId, Slot};

use super::AgentEntity;
use crate::error::Outcome;
use crate::pickle::Budget;

/// What is at each index, at least `least` of them, where these entities live, ascending; `held` is the last
/// generation that any value holds a handle of, by index.
pub(super) fn slots(
    least: usize,
    living: &[AgentEntity],
    held: &BTreeMap<u32, u32>,
    budget: &mut Budget,
) -> Outcome<Vec<Slot>> {
    let used = living.last().map_or(0, |last| last.id.index() as usize);
    let length = least.max(used + 1);
    let mut slots = budget.list(length)?;
    slots.resize(length, Slot::Vacant(1));
    let held = held.iter().map(|(&index, &generation)| (index, after(generation)));
    let living = living.iter().map(|entity| (entity.id.index(), Slot::Alive(entity.id.generation())));
    for (index, what) in held.chain([(0, Slot::Alive(0))]).chain(living) {
        if let Some(slot) = slots.get_mut(index as usize) {
            *slot = what;
        }
    }
    Ok(slots)
}

/// A slot that gave out this generation last.
fn after(generation: u32) -> Slot {
    match generation {
        EntityId::GENERATION_MAX => Slot::Retired,
        _ => Slot::Vacant(generation + 1),
    }
}

/// The vacant indices, the lowest last.
pub(super) fn free(slots: &[Slot], budget: &mut Budget) -> Outcome<Vec<u32>> {
    let is_vacant = |slot: &Slot| matches!(slot, Slot::Vacant(_));
    let mut free = budget.list(slots.iter().filter(|slot| is_vacant(slot)).count())?;
    free.extend((0..).zip(slots).filter(|(_, slot)| is_vacant(slot)).map(|(index, _): (u32, _)| index));
    free.reverse();
    Ok(free)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_handle_of_the_file_is_given_out_again() {
        let budget = &mut Budget::new("bytesMax", 4_096);
        let living = [(2, 5), (6, 0)].map(|(index, generation)| {
            let id = EntityId::new(0, index, generation).expect("in range");
            AgentEntity { id, components: Vec::new() }
        });
        let held = BTreeMap::from([(1, 4), (2, 3), (3, EntityId::GENERATION_MAX), (900, 1)]);
        let slots = slots(5, &living, &held, budget).expect("in the budget");
        let (alive, vacant) = (Slot::Alive, Slot::Vacant);
        assert_eq!(slots, [alive(0), vacant(5), alive(5), Slot::Retired, vacant(1), vacant(1), alive(0)]);
        assert_eq!(free(&slots, budget).expect("in the budget"), [5, 4, 1]);
    }
}
