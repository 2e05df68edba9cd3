/// Queries that are kept for one world.
const SAVED_MAX: usize = 100;

/// A query that was given a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SavedQuery {
    pub(crate) name: String,
    pub(crate) query: String,
}

/// The queries that were given names, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Saved(Vec<SavedQuery>);

impl Saved {
    /// Reads what `to_text` wrote.
    pub(crate) fn of_text(text: &str) -> Self {
        let read = |line: &str| {
            let (name, query) = line.split_once('\t')?;
            Some(SavedQuery { name: name.into(), query: query.into() })
        };
        Self(text.lines().filter_map(read).take(SAVED_MAX).collect())
    }

    /// A line for each.
    pub(crate) fn to_text(&self) -> String {
        self.0.iter().map(|saved| format!("{}\t{}\n", saved.name, saved.query)).collect()
    }

    /// All of them.
    pub(crate) fn list(&self) -> &[SavedQuery] {
        &self.0
    }

    /// Keeps a query under a name, or under its own text where that is empty, in place of the one that had it.
    pub(crate) fn put(&mut self, name: &str, query: &str) {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let query = query.trim().replace(['\n', '\r'], " ");
        let name = if name.trim().is_empty() { line(&query) } else { line(name) };
        self.remove(&name);
        let lower = name.to_lowercase();
        let place = self.0.partition_point(|saved| saved.name.to_lowercase() <= lower);
        self.0.insert(place, SavedQuery { name, query });
        self.0.truncate(SAVED_MAX);
    }

    /// Keeps a query no more.
    pub(crate) fn remove(&mut self, name: &str) {
        self.0.retain(|saved| saved.name != name);
    }
}

#[cfg(test)]
mod tests {
    use super::Saved;

    #[test]
    fn a_query_is_kept_under_its_name_until_another_takes_it() {
        let mut saved = Saved::default();
        saved.put(" weak\tones ", "Health.hp < 3");
        saved.put("", " Name ");
        saved.put("weak ones", "Health.hp < 2");
        let text = saved.to_text();
        assert_eq!(text, "Name\tName\nweak ones\tHealth.hp < 2\n");
        assert_eq!(Saved::of_text(&format!("nonsense\n{text}")), saved);
        saved.remove("Name");
        assert_eq!(saved.list().len(), 1);
    }
}
