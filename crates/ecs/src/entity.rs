use std::fmt;
use std::str::FromStr;

/// A handle to one life of one entity: shard, index and generation packed in 53 bits.
///
/// The packing is `index + shard * 2^26 + generation * 2^36`, so a handle is a safe integer in
/// JavaScript, and a fresh handle of shard 0 equals its index. A handle says nothing about whether the
/// entity is still alive; a world answers that by comparing the whole handle.
///
/// ```
/// use terrarium_ecs::EntityId;
///
/// let id = EntityId::new(0, 42, 3).ok_or("out of range")?;
/// assert_eq!(id.to_string(), "0:42v3");
/// assert_eq!("0:42v3".parse(), Ok(id));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(u64);

impl EntityId {
    /// Bits of the index.
    pub const INDEX_BITS: u32 = 26;
    /// Bits of the shard.
    pub const SHARD_BITS: u32 = 10;
    /// Bits of the generation.
    pub const GENERATION_BITS: u32 = 17;
    /// The largest index.
    pub const INDEX_MAX: u32 = (1 << Self::INDEX_BITS) - 1;
    /// The largest shard.
    pub const SHARD_MAX: u32 = (1 << Self::SHARD_BITS) - 1;
    /// The largest generation.
    pub const GENERATION_MAX: u32 = (1 << Self::GENERATION_BITS) - 1;

    const GENERATION_SHIFT: u32 = Self::INDEX_BITS + Self::SHARD_BITS;
    const END: u64 = 1 << (Self::GENERATION_SHIFT + Self::GENERATION_BITS);

    /// Packs the three parts; `None` when one is out of its range.
    #[must_use]
    pub const fn new(shard: u32, index: u32, generation: u32) -> Option<Self> {
        if shard > Self::SHARD_MAX || index > Self::INDEX_MAX || generation > Self::GENERATION_MAX {
            return None;
        }
        let high = (generation as u64) << Self::GENERATION_SHIFT;
        Some(Self(high | (shard as u64) << Self::INDEX_BITS | index as u64))
    }

    /// Reads a handle from a JavaScript number; `None` unless it is an integer in `0..2^53`.
    #[must_use]
    pub fn from_number(number: f64) -> Option<Self> {
        let packed = number as u64;
        (packed as f64 == number && packed < Self::END).then_some(Self(packed))
    }

    /// The handle as a JavaScript number, exactly.
    #[must_use]
    pub const fn to_number(self) -> f64 {
        self.0 as f64
    }

    /// The shard, `0..=SHARD_MAX`.
    #[must_use]
    pub const fn shard(self) -> u32 {
        (self.0 >> Self::INDEX_BITS) as u32 & Self::SHARD_MAX
    }

    /// The index, `0..=INDEX_MAX`.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.0 as u32 & Self::INDEX_MAX
    }

    /// The generation, `0..=GENERATION_MAX`.
    #[must_use]
    pub const fn generation(self) -> u32 {
        (self.0 >> Self::GENERATION_SHIFT) as u32
    }

    /// The next life of the same slot; `None` at the last generation.
    #[must_use]
    pub const fn next_generation(self) -> Option<Self> {
        Self::new(self.shard(), self.index(), self.generation() + 1)
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}v{}", self.shard(), self.index(), self.generation())
    }
}

impl fmt::Debug for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not `shard:index v generation` in canonical decimal, such as `0:42v3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntitySyntaxError;

impl fmt::Display for EntitySyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected shard:index v generation in decimal, such as 0:42v3")
    }
}

impl std::error::Error for EntitySyntaxError {}

impl FromStr for EntityId {
    type Err = EntitySyntaxError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once(':').and_then(|(shard, rest)| {
            let (index, generation) = rest.split_once('v')?;
            Self::new(decimal(shard)?, decimal(index)?, decimal(generation)?)
        });
        parts.ok_or(EntitySyntaxError)
    }
}

/// Digits only, without leading zeros, so that every handle has one spelling.
fn decimal(text: &str) -> Option<u32> {
    let canonical = text == "0" || !text.starts_with('0');
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (canonical && digits).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::EntityId;

    #[test]
    fn every_part_survives_packing() {
        for shard in [0, 1, 511, EntityId::SHARD_MAX] {
            for index in [0, 1, 1023, 1024, EntityId::INDEX_MAX] {
                for generation in [0, 1, EntityId::GENERATION_MAX] {
                    let id = EntityId::new(shard, index, generation).expect("in range");
                    assert_eq!((id.shard(), id.index(), id.generation()), (shard, index, generation));
                    assert_eq!(EntityId::from_number(id.to_number()), Some(id));
                    assert_eq!(id.to_string().parse(), Ok(id));
                }
            }
        }
    }

    #[test]
    fn numbers_that_are_not_handles_are_refused() {
        for number in [f64::NAN, -1.0, 0.5, f64::INFINITY, 2f64.powi(53), -2f64.powi(53)] {
            assert_eq!(EntityId::from_number(number), None, "{number}");
        }
        assert_eq!(EntityId::new(EntityId::SHARD_MAX + 1, 0, 0), None);
    }

    #[test]
    fn a_handle_has_one_spelling() {
        for text in
            ["", "1", "0:1", "0:1v", "00:1v0", "0:01v0", "0:1v+0", " 0:1v0", "0:1v0 ", "1024:0v0", "-1:0v0"]
        {
            assert!(text.parse::<EntityId>().is_err(), "{text:?}");
        }
    }
}
