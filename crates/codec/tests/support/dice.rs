//! Randomness as a parameter: the same dice as `tests/suite/random.mjs`.

/// One seed, one sequence.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u32);

impl Dice {
    pub(crate) const fn new(seed: u32) -> Self {
        Self(seed)
    }

    /// The next 32 random bits.
    pub(crate) const fn bits(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut mixed = (self.0 ^ self.0 >> 15).wrapping_mul(self.0 | 1);
        mixed ^= mixed.wrapping_add((mixed ^ mixed >> 7).wrapping_mul(mixed | 61));
        mixed ^ mixed >> 14
    }

    /// A number in `0..end`.
    pub(crate) const fn below(&mut self, end: u32) -> u32 {
        ((self.bits() as u64 * end as u64) >> 32) as u32
    }

    /// True once in `times`.
    pub(crate) const fn once(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u32) as usize].clone()
    }

    /// Some of a list, in its order.
    pub(crate) fn some<T: Clone>(&mut self, list: &[T], probability: f64) -> Vec<T> {
        let chosen = list.iter().filter(|_| f64::from(self.bits()) / 4_294_967_296.0 < probability);
        chosen.cloned().collect()
    }

    /// The list in a random order.
    pub(crate) fn shuffled<T: Clone>(&mut self, list: &[T]) -> Vec<T> {
        let mut shuffled = list.to_vec();
        for at in (1..shuffled.len()).rev() {
            shuffled.swap(at, self.below(at as u32 + 1) as usize);
        }
        shuffled
    }
}
