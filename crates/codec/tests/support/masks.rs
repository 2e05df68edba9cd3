//! Sets of slots.

use terrarium_ecs::Mask;

/// The first so many slots.
pub(crate) fn run(count: u32) -> Mask {
    mask(0..count)
}

/// These slots.
pub(crate) fn mask(slots: impl IntoIterator<Item = u32>) -> Mask {
    slots.into_iter().fold(Mask::EMPTY, |mut mask, slot| {
        mask.insert(slot);
        mask
    })
}
