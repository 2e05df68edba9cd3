use crate::mask::{Mask, PAGE_SLOTS};

/// A tick for each slot of a page: as small as one number while it is the same for all.
#[derive(Debug)]
pub(crate) enum Ticks {
    /// For every slot: one more than the tick, or 0 for never.
    All(u32),
    Each(Box<[u32; PAGE_SLOTS as usize]>),
}

/// When something happened to the members of a page, ascending: one more than the tick, 0 for never.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stamps {
    /// The same for all.
    Same(u32),
    /// One for each, not all the same.
    Each(Vec<u32>),
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

    /// What is known of some slots, in their order.
    pub(crate) fn of(&self, slots: &Mask) -> Stamps {
        let each = match self {
            Self::All(stamp) => return Stamps::Same(*stamp),
            Self::Each(each) => each,
        };
        let stamps: Vec<u32> = slots.slots().map(|slot| each[slot as usize]).collect();
        let first = stamps.first().copied().unwrap_or(0);
        if stamps.iter().all(|stamp| *stamp == first) { Stamps::Same(first) } else { Stamps::Each(stamps) }
    }

    /// Takes what is known of some slots, in their order.
    pub(crate) fn take(slots: &Mask, stamps: &Stamps) -> Self {
        match stamps {
            Stamps::Same(stamp) => Self::All(*stamp),
            Stamps::Each(stamps) => {
                let mut each = Box::new([0; PAGE_SLOTS as usize]);
                slots.slots().zip(stamps).for_each(|(slot, stamp)| each[slot as usize] = *stamp);
                Self::Each(each)
            }
        }
    }

    /// The slots that have a tick, with it.
    pub(crate) fn known(&self) -> Vec<(u32, u32)> {
        match self {
            Self::All(_) => Vec::new(),
            Self::Each(each) => (0..).zip(each.iter().copied()).filter(|(_, stamp)| *stamp > 0).collect(),
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
