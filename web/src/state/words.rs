/// A part of two texts that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) fate: Fate,
    pub(crate) text: String,
}

/// What became of a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is in both.
    Kept,
    /// It is in the first only.
    Removed,
    /// It is in the second only.
    Added,
}

/// Pairs of words that are compared at most; of longer texts, what is between their common ends differs as a whole.
const PAIRS_MAX: usize = 1_000_000;

/// What became of one text on the way to another, word by word.
pub(crate) fn passages(before: &str, after: &str) -> Vec<Passage> {
    let (old, new) = (words(before), words(after));
    let head = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = |words: &[&str]| words.len() - head;
    let ends = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let tail = ends.min(rest(&old)).min(rest(&new));
    let mut passages = Vec::new();
    let (first, old) = old.split_at(head);
    let (old, last) = old.split_at(old.len() - tail);
    let new: Vec<&str> = new.into_iter().skip(head).collect();
    let new = new.get(..new.len() - tail).unwrap_or_default();
    put(&mut passages, Fate::Kept, first);
    align(old, new, &mut passages);
    put(&mut passages, Fate::Kept, last);
    passages
}

/// A text in words, each with the blanks that follow it.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut was_blank) = (0, false);
    for (at, character) in text.char_indices() {
        if was_blank && !character.is_whitespace() {
            words.extend(text.get(start..at));
            start = at;
        }
        was_blank = character.is_whitespace();
    }
    words.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    words
}

/// Finds the longest row of words that both have, and tells what is between.
fn align(old: &[&str], new: &[&str], passages: &mut Vec<Passage>) {
    if old.len().saturating_mul(new.len()) > PAIRS_MAX {
        put(passages, Fate::Removed, old);
        put(passages, Fate::Added, new);
        return;
    }
    let common = Common::of(old, new);
    let (mut from, mut to) = (0, 0);
    while let (Some(one), Some(other)) = (old.get(from), new.get(to)) {
        if one == other {
            put(passages, Fate::Kept, &[one]);
            (from, to) = (from + 1, to + 1);
        } else if common.after(from + 1, to) >= common.after(from, to + 1) {
            put(passages, Fate::Removed, &[one]);
            from += 1;
        } else {
            put(passages, Fate::Added, &[other]);
            to += 1;
        }
    }
    put(passages, Fate::Removed, old.get(from..).unwrap_or_default());
    put(passages, Fate::Added, new.get(to..).unwrap_or_default());
}

/// How many words two texts have in common from each pair of places on.
struct Common {
    lengths: Vec<u32>,
    width: usize,
}

impl Common {
    fn of(old: &[&str], new: &[&str]) -> Self {
        let width = new.len() + 1;
        let mut common = Self { lengths: vec![0; (old.len() + 1) * width], width };
        for (from, one) in old.iter().enumerate().rev() {
            for (to, other) in new.iter().enumerate().rev() {
                let length = if one == other {
                    common.after(from + 1, to + 1) + 1
                } else {
                    common.after(from + 1, to).max(common.after(from, to + 1))
                };
                if let Some(place) = common.lengths.get_mut(from * width + to) {
                    *place = length;
                }
            }
        }
        common
    }

    fn after(&self, from: usize, to: usize) -> u32 {
        self.lengths.get(from * self.width + to).copied().unwrap_or(0)
    }
}

/// Adds words to the last passage if their fate is the same.
fn put(passages: &mut Vec<Passage>, fate: Fate, words: &[&str]) {
    if words.is_empty() {
        return;
    }
    match passages.last_mut() {
        Some(last) if last.fate == fate => last.text.extend(words.iter().copied()),
        _ => passages.push(Passage { fate, text: words.concat() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Removed words in brackets, added ones in braces.
    fn told(before: &str, after: &str) -> String {
        let one = |Passage { fate, text }: &Passage| match fate {
            Fate::Kept => text.clone(),
            Fate::Removed => format!("[{text}]"),
            Fate::Added => format!("{{{text}}}"),
        };
        passages(before, after).iter().map(one).collect()
    }

    #[test]
    fn words_that_stay_are_kept() {
        assert_eq!(told("the red fox ran", "the quick fox ran"), "the [red ]{quick }fox ran");
        assert_eq!(told("a b c", "a b c"), "a b c");
        assert_eq!(told("", "all new"), "{all new}");
        assert_eq!(told("all gone", ""), "[all gone]");
        assert_eq!(told("one two three four", "two three five four"), "[one ]two three {five }four");
    }

    #[test]
    fn ends_that_are_alike_do_not_overlap() {
        assert_eq!(told("a a", "a a a"), "a {a }a");
        assert_eq!(told("ha ha ha", "ha ha"), "ha [ha ]ha");
    }

    #[test]
    fn both_texts_can_be_read_off() {
        let (before, after) = ("Das ist  ein\nTest, ja.", "Dies ist ein\nguter Test, ja!");
        let found = passages(before, after);
        let side = |fate: Fate| {
            let parts = found.iter().filter(|part| part.fate == Fate::Kept || part.fate == fate);
            parts.map(|part| part.text.as_str()).collect::<String>()
        };
        assert_eq!((side(Fate::Removed).as_str(), side(Fate::Added).as_str()), (before, after));
    }

    #[test]
    fn texts_of_many_words_are_not_aligned() {
        let (before, after) = ("a b ".repeat(2_000), "c d ".repeat(2_000));
        assert_eq!(passages(&before, &after).len(), 2);
    }
}
