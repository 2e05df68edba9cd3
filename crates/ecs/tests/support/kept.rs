//! Keeping the result of a query up to date.

use std::collections::BTreeMap;

use terrarium_ecs::Matches;

use super::matches::{indices, pages_of};

/// A result that is kept up to date by what changed since.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// By page, its slots.
    pages: BTreeMap<u32, Vec<u32>>,
}

impl Kept {
    /// Takes in pages that may have changed, and answers the indices that match now.
    pub(crate) fn update(&mut self, changes: &Matches) -> Result<Vec<u32>, String> {
        self.pages.extend(pages_of(changes)?);
        Ok(indices(self.pages.iter()))
    }
}
