use crate::mask::{Mask, PAGE_SLOTS};

/// A tick for each slot of a page: as small as one number while it is the same for all.
#[derive(Debug)]
pub(crate) enum Ticks {
    /// For every slot: one more than the tick, or 0 for never.
    All(u32),
    Each(Box<[u32; PAGE_SLOTS as usize]>),
}

impl Ticks {
    pub(crate) const NEVER: Self = Self::All(0);

    pub(crate) const fn all(tick: u32) -> Self {
        Self::All(tick.saturating_add(1))
    }

    pub(crate) fn set(&mut self, slot: u32, tick: u32) {
        self.put(slot, tick.saturating_add(1));
    }

    pub(crate) fn forget(&mut self, slot: u32) {
        self.put(slot, 0);
    }

    fn put(&mut self, slot: u32, stamp: u32) {
        match self {
            Self::All(all) if *all == stamp => {}
            Self::All(all) => {
                let mut each = Box::new([*all; PAGE_SLOTS as usize]);
                each[(slot % PAGE_SLOTS) as usize] = stamp;
                *self = Self::Each(each);
            }
            Self::Each(each) => each[(slot % PAGE_SLOTS) as usize] = stamp,
        }
    }

    /// The slots whose tick is this one or later.
    pub(crate) fn since(&self, tick: u32) -> Mask {
        let is_since = |&stamp: &u32| stamp > tick;
        match self {
            Self::All(all) => Mask::run(if is_since(all) { PAGE_SLOTS } else { 0 }),
            Self::Each(each) => {
                let mut mask = Mask::EMPTY;
                let slots = (0..).zip(each.iter()).filter(|(_, stamp)| is_since(stamp));
                slots.for_each(|(slot, _)| {
                    mask.insert(slot);
                });
                mask
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGE_SLOTS, Ticks};

    #[test]
    fn one_tick_for_all_takes_no_list_until_a_slot_differs() {
        let mut ticks = Ticks::all(4);
        ticks.set(7, 4);
        assert!(matches!(ticks, Ticks::All(5)));
        assert_eq!((ticks.since(4).count(), ticks.since(5).count()), (PAGE_SLOTS, 0));
        ticks.set(7, 9);
        assert!(ticks.since(5).slots().eq([7]));
        ticks.forget(7);
        assert_eq!((ticks.since(0).count(), ticks.since(5).count()), (PAGE_SLOTS - 1, 0));
    }

    #[test]
    fn never_is_before_tick_0() {
        assert!(Ticks::NEVER.since(0).is_empty());
        assert_eq!(Ticks::all(0).since(0).count(), PAGE_SLOTS);
    }
}
