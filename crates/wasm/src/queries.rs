use terrarium_ecs::{ComponentId, Matches, QueryId, QuerySpec};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::Core;
use crate::core::handle;

fn components(numbers: &[u32]) -> Vec<ComponentId> {
    numbers.iter().copied().map(ComponentId).collect()
}

#[wasm_bindgen]
impl Core {
    /// Prepares a query and answers its number; the same question has the same number.
    pub fn prepare(&mut self, all: &[u32], none: &[u32], any: &[u32]) -> u32 {
        let spec = QuerySpec { all: components(all), none: components(none), any: components(any) };
        self.world.prepare(spec).0
    }

    /// How many entities match.
    pub fn count(&self, query: u32) -> u32 {
        self.world.count(QueryId(query))
    }

    /// Whether an entity is alive and matches.
    pub fn matches(&self, query: u32, entity: f64) -> bool {
        handle(entity).and_then(|entity| self.world.matches(QueryId(query), entity)).unwrap_or(false)
    }

    /// Runs a query on the pages whose matches may have changed after a moment of the structure counter
    /// (below zero: on all). Answers how many pages those are; three numbers for each of them, the page, how
    /// many match, and 1 where they are the slots `0..length`; then the slots of the other pages, one after
    /// the other.
    pub fn run(&self, query: u32, since: f64) -> Vec<u32> {
        let mut matches = Matches::default();
        self.world.run_since(QueryId(query), since, &mut matches);
        numbered(matches)
    }
}

/// Matches as numbers: how many pages, three numbers for each, and the slots.
pub(crate) fn numbered(mut matches: Matches) -> Vec<u32> {
    let mut numbers = vec![matches.pages.len() as u32];
    numbers.extend(matches.pages.iter().flat_map(|found| [found.page, found.length, u32::from(found.run)]));
    numbers.append(&mut matches.slots);
    numbers
}
