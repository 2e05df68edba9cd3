use crate::error::{Outcome, ensure};

/// So few are compared each with each.
const FEW: usize = 8;

/// Refuses a key that is there twice. The order of the keys is lost.
pub(crate) fn distinct<T: Ord>(keys: &mut [T]) -> Outcome<()> {
    let twice = match keys.len() {
        0..=FEW => {
            keys.iter().enumerate().any(|(place, key)| keys.iter().take(place).any(|other| other == key))
        }
        _ => {
            keys.sort_unstable();
            !keys.is_sorted_by(|key, next| key < next)
        }
    };
    ensure(!twice, "a key is there twice")
}
