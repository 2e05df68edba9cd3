use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// How wide whoever looks can make a column, in CSS pixels.
const WIDTHS: RangeInclusive<u32> = 40..=1_200;

/// How the columns of a table are shown: which are hidden, and which were made wider or narrower.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    hidden: BTreeSet<String>,
    /// In CSS pixels, by name.
    widths: BTreeMap<String, u32>,
}

impl Columns {
    /// Reads what `to_text` wrote. What cannot be read is passed over.
    pub(crate) fn of_text(text: &str) -> Self {
        let mut columns = Self::default();
        for line in text.lines() {
            match line.split_once(' ') {
                Some(("hidden", name)) => {
                    columns.hidden.insert(name.to_owned());
                }
                Some((width, name)) => {
                    width.parse().into_iter().for_each(|width| columns.resize(name, width));
                }
                None => (),
            }
        }
        columns
    }

    /// A line for each thing that is not as usual.
    pub(crate) fn to_text(&self) -> String {
        let hidden = self.hidden.iter().map(|name| format!("hidden {name}\n"));
        hidden.chain(self.widths.iter().map(|(name, width)| format!("{width} {name}\n"))).collect()
    }

    /// Whether a column is shown.
    pub(crate) fn shows(&self, name: &str) -> bool {
        !self.hidden.contains(name)
    }

    /// Hides a column, or shows it again.
    pub(crate) fn toggle(&mut self, name: &str) {
        if !self.hidden.remove(name) {
            self.hidden.insert(name.to_owned());
        }
    }

    /// The names of the hidden columns.
    pub(crate) fn hidden(&self) -> impl Iterator<Item = &String> {
        self.hidden.iter()
    }

    /// Hides these columns, and no others.
    pub(crate) fn hide_only(&mut self, names: impl Iterator<Item = String>) {
        self.hidden.clear();
        self.hidden.extend(names);
    }

    /// How wide a column was made.
    pub(crate) fn width(&self, name: &str) -> Option<u32> {
        self.widths.get(name).copied()
    }

    /// Makes a column so wide, as far as that can be.
    pub(crate) fn resize(&mut self, name: &str, width: u32) {
        self.widths.insert(name.to_owned(), width.clamp(*WIDTHS.start(), *WIDTHS.end()));
    }
}

#[cfg(test)]
mod tests {
    use super::Columns;

    #[test]
    fn columns_are_kept_as_text() {
        let mut columns = Columns::default();
        columns.toggle("Position");
        columns.toggle("a b");
        columns.toggle("Position");
        columns.resize("Velocity", 3);
        let text = columns.to_text();
        assert_eq!(text, "hidden a b\n40 Velocity\n");
        assert_eq!(Columns::of_text(&format!("nonsense\nx y\n{text}")), columns);
        assert_eq!(
            (columns.shows("Position"), columns.shows("a b"), columns.width("Velocity")),
            (true, false, Some(40))
        );
    }
}
