/// A panel of the column beside the table; one is shown at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tab {
    /// The selected entity.
    #[default]
    Entity,
    /// Who shares values with whom.
    Shared,
    /// Snapshots that are kept.
    Snapshots,
    /// What pauses the simulation.
    Watches,
}

impl Tab {
    /// All of them, in the order in which they stand.
    pub(crate) const ALL: [Self; 4] = [Self::Entity, Self::Shared, Self::Snapshots, Self::Watches];

    /// What it is called.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Entity => "Entity",
            Self::Shared => "Shared",
            Self::Snapshots => "Snapshots",
            Self::Watches => "Watches",
        }
    }

    /// The name of its element.
    pub(crate) fn id(self) -> String {
        format!("tab-{}", self.name().to_lowercase())
    }

    /// The tab that a key goes to, as in every row of tabs.
    pub(crate) fn after_key(self, key: &str) -> Option<Self> {
        let last = Self::ALL.len() - 1;
        let at = Self::ALL.iter().position(|tab| *tab == self)?;
        let to = match key {
            "ArrowRight" if at == last => 0,
            "ArrowRight" => at + 1,
            "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        Self::ALL.get(to).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Tab;

    #[test]
    fn keys_go_round_the_tabs() {
        let [first, .., last] = Tab::ALL;
        assert_eq!(first.after_key("ArrowLeft"), Some(last));
        assert_eq!(last.after_key("ArrowRight"), Some(first));
        assert_eq!((last.after_key("Home"), first.after_key("End")), (Some(first), Some(last)));
        assert_eq!(first.after_key("Enter"), None);
    }
}
