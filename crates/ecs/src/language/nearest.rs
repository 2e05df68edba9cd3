//! The known name that was probably meant.

/// Longer names are not compared: the time of a comparison is the product of the lengths.
const UNITS_MAX: usize = 64;
/// More names are not looked at.
const NAMES_MAX: usize = 4096;

/// The candidate that a name can be turned into with the fewest edits: at most a third of its length, case not
/// counting. The first of equals.
pub(crate) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = letters(name);
    if wanted.len() > UNITS_MAX {
        return None;
    }
    let near = candidates.take(NAMES_MAX).filter_map(|candidate| {
        let letters = letters(candidate);
        let most = wanted.len().max(letters.len()) / 3;
        let distance = (letters.len() <= UNITS_MAX).then(|| distance(&wanted, &letters))?;
        (distance <= most.max(1) && distance < wanted.len()).then_some((distance, candidate))
    });
    near.min_by_key(|&(distance, _)| distance).map(|(_, candidate)| candidate)
}

fn letters(text: &str) -> Vec<char> {
    text.chars().map(|letter| letter.to_ascii_lowercase()).collect()
}

/// How many letters are to be put in, left out, changed or swapped with their neighbour (Damerau's distance, no
/// letter being edited twice).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let changed = last[column] + usize::from(a != b);
            let mut best = changed.min(last[column + 1] + 1).min(current[column] + 1);
            let is_swap = row > 0 && column > 0 && one[row - 1] == *b && *a == other[column - 1];
            if is_swap {
                best = best.min(before_last[column - 1] + 1);
            }
            current.push(best);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_found_if_it_is_near() {
        let names = ["Position", "Health", "Wealth"];
        let found = |name| nearest(name, names.into_iter());
        assert_eq!(found("Heatlh"), Some("Health"));
        assert_eq!(found("health"), Some("Health"));
        assert_eq!(found("Positon"), Some("Position"));
        assert_eq!(found("Inventory"), None);
        assert_eq!(found(&"x".repeat(100)), None);
        assert_eq!(nearest("x", ["", "y"].into_iter()), None);
    }
}
