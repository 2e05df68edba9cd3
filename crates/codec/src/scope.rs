use terrarium_ecs::{Column, ComponentId, Mask, PAGE_SLOTS, Slot, World};

/// Which part of a world is saved: as if the entities outside it had been destroyed, the highest index first,
/// and the other components removed from all. Everything, by default.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The entities that stay, by page, ascending; those of pages that are not named go.
    pub entities: Option<Vec<(u32, Mask)>>,
    /// The components that stay.
    pub components: Option<Vec<ComponentId>>,
}

impl Scope {
    pub(crate) const fn is_whole(&self) -> bool {
        self.entities.is_none() && self.components.is_none()
    }

    pub(crate) fn takes(&self, component: ComponentId) -> bool {
        self.components.as_ref().is_none_or(|components| components.contains(&component))
    }

    /// Which of a page's members stay; the world's own entity always does.
    pub(crate) fn members<C: Column>(&self, world: &World<C>, component: ComponentId, page: u32) -> Mask {
        let mut members = world.members(component, page);
        if let Some(entities) = &self.entities {
            members.and(&stay(entities, page));
        }
        members
    }

    /// Whether the entity in a slot of a page stays.
    pub(crate) fn keeps(&self, page: u32, slot: u32) -> bool {
        self.entities.as_ref().is_none_or(|entities| stay(entities, page).contains(slot))
    }

    /// What is at each index, and the free list, once the others are gone.
    pub(crate) fn lives<C: Column>(&self, world: &World<C>) -> (Vec<Slot>, Vec<u32>) {
        let mut slots: Vec<Slot> = world.slots().collect();
        let mut free = world.free().to_vec();
        let Some(entities) = &self.entities else { return (slots, free) };
        let pages: Vec<Mask> =
            (0..slots.len().div_ceil(PAGE_SLOTS as usize) as u32).map(|page| stay(entities, page)).collect();
        for (index, slot) in slots.iter_mut().enumerate().rev() {
            let stays = pages[index / PAGE_SLOTS as usize].contains(index as u32);
            if let (false, &mut Slot::Alive(generation)) = (stays, &mut *slot) {
                *slot = end(generation, index as u32, &mut free);
            }
        }
        (slots, free)
    }
}

fn stay(entities: &[(u32, Mask)], page: u32) -> Mask {
    let place = entities.binary_search_by_key(&page, |(number, _)| *number);
    let named = place.ok().and_then(|place| entities.get(place));
    let mut mask = named.map_or(Mask::EMPTY, |(_, mask)| mask.clone());
    if page == 0 {
        mask.insert(0);
    }
    mask
}

/// What a slot is after the life of a generation, as the allocator leaves it.
fn end(generation: u32, index: u32, free: &mut Vec<u32>) -> Slot {
    if generation == terrarium_ecs::EntityId::GENERATION_MAX {
        return Slot::Retired;
    }
    free.push(index);
    Slot::Vacant(generation + 1)
}
