/// A world that this page can bring along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Example {
    /// Birds in a glass box.
    Flock,
    /// Traders with long memories and one policy.
    Market,
    /// The search for the best trade-offs.
    Pareto,
}

impl Example {
    /// All of them, in the order in which they stand.
    pub(crate) const ALL: [Self; 3] = [Self::Flock, Self::Market, Self::Pareto];

    /// What it is called.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Flock => "Flock",
            Self::Market => "Market",
            Self::Pareto => "Pareto",
        }
    }

    /// What is to be seen there.
    pub(crate) const fn summary(self) -> &'static str {
        match self {
            Self::Flock => "10,000 boids in a glass box",
            Self::Market => "Traders with long memories and one shared policy",
            Self::Pareto => "NSGA-II finds the best trade-offs of ZDT1",
        }
    }

    /// The folder that it is in.
    pub(crate) fn folder(self) -> String {
        self.name().to_lowercase()
    }

    /// The one in this folder.
    pub(crate) fn in_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|example| example.folder() == folder)
    }
}
