/// Entity indices in a page; a page is the unit of iteration, change tracking and storage.
pub const PAGE_SLOTS: u32 = 1024;

const WORDS: usize = PAGE_SLOTS as usize / 64;

/// Which of a page's 1,024 slots are in a set: 128 bytes, one bit a slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mask([u64; WORDS]);

impl Mask {
    /// No slot.
    pub const EMPTY: Self = Self([0; WORDS]);

    /// Every slot.
    pub const FULL: Self = Self([u64::MAX; WORDS]);

    /// The slots `0..length`.
    #[must_use]
    pub fn run(length: u32) -> Self {
        Self(std::array::from_fn(|word| low_bits(length.saturating_sub(64 * word as u32))))
    }

    /// The slots whose bits are set: slot `s` is bit `s % 8` of byte `s / 8`.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; PAGE_SLOTS as usize / 8]) -> Self {
        let (words, _) = bytes.as_chunks::<8>();
        let mut mask = Self::EMPTY;
        mask.0.iter_mut().zip(words).for_each(|(word, bytes)| *word = u64::from_le_bytes(*bytes));
        mask
    }

    /// The bytes that [`Mask::from_bytes`] reads.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; PAGE_SLOTS as usize / 8] {
        let mut bytes = [0; PAGE_SLOTS as usize / 8];
        let (chunks, _) = bytes.as_chunks_mut::<8>();
        chunks.iter_mut().zip(&self.0).for_each(|(chunk, word)| *chunk = word.to_le_bytes());
        bytes
    }

    /// Whether the slot is in. Slots are taken modulo the page.
    #[must_use]
    pub const fn contains(&self, slot: u32) -> bool {
        let (word, bit) = position(slot);
        self.0[word] & bit != 0
    }

    /// Puts the slot in; true if it was not.
    pub const fn insert(&mut self, slot: u32) -> bool {
        let (word, bit) = position(slot);
        let fresh = self.0[word] & bit == 0;
        self.0[word] |= bit;
        fresh
    }

    /// Takes the slot out; true if it was in.
    pub const fn remove(&mut self, slot: u32) -> bool {
        let (word, bit) = position(slot);
        let present = self.0[word] & bit != 0;
        self.0[word] &= !bit;
        present
    }

    /// How many slots are in, `0..=1024`.
    #[must_use]
    #[inline]
    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// How many slots are in both.
    #[inline]
    #[must_use]
    pub fn count_both(&self, other: &Self) -> u32 {
        self.0.iter().zip(&other.0).map(|(one, other)| (one & other).count_ones()).sum()
    }

    /// Whether no slot is in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0 == [0; WORDS]
    }

    /// Keeps the slots that are in both.
    #[inline]
    pub fn and(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, with)| *word &= with);
    }

    /// Keeps the slots that are not in the other.
    #[inline]
    pub fn and_not(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, without)| *word &= !without);
    }

    /// Adds the slots of the other.
    #[inline]
    pub fn or(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, with)| *word |= with);
    }

    /// Whether the slots are exactly `0..length`.
    #[must_use]
    pub fn is_run(&self, length: u32) -> bool {
        let mut words = self.0.iter().zip((0..).step_by(64));
        words.all(|(&word, start)| word == low_bits(length.saturating_sub(start)))
    }

    /// The slots in ascending order.
    pub fn slots(&self) -> impl Iterator<Item = u32> + '_ {
        let words = self.0.iter().zip((0..).step_by(64));
        words.flat_map(|(&word, start)| Ones(word).map(move |bit| start + bit))
    }
}

const fn position(slot: u32) -> (usize, u64) {
    ((slot % PAGE_SLOTS / 64) as usize, 1 << (slot % 64))
}

const fn low_bits(count: u32) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

/// The positions of the set bits of a word, ascending.
#[derive(Debug)]
pub(crate) struct Ones(pub(crate) u64);

impl Iterator for Ones {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        (self.0 != 0).then(|| {
            let bit = self.0.trailing_zeros();
            self.0 &= self.0 - 1;
            bit
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Mask, PAGE_SLOTS};

    #[test]
    fn a_run_is_told_from_a_list_at_every_length() {
        let mut mask = Mask::EMPTY;
        for length in 0..PAGE_SLOTS {
            assert!(mask.is_run(length));
            assert_eq!(mask, Mask::run(length));
            assert_eq!(mask, Mask::from_bytes(&mask.to_bytes()));
            mask.insert(length);
            assert!(!mask.is_run(length));
        }
        assert!(mask.is_run(PAGE_SLOTS));
        assert!(mask.slots().eq(0..PAGE_SLOTS));
        mask.remove(0);
        assert!(!mask.is_run(PAGE_SLOTS - 1));
    }
}
