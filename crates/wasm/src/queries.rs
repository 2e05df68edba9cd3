use terrarium_ecs::{ComponentId, QueryId, QuerySpec};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::Core;
use crate::core::{handle, numbers};

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

    /// Stays the same while the query's result does.
    pub fn stamp(&self, query: u32) -> f64 {
        self.world.stamp(QueryId(query))
    }

    /// How many entities match.
    pub fn count(&self, query: u32) -> u32 {
        self.world.count(QueryId(query))
    }

    /// The matching entities, ascending by index.
    pub fn entities(&self, query: u32) -> Vec<f64> {
        numbers(self.world.entities(QueryId(query)))
    }

    /// Whether an entity is alive and matches.
    pub fn matches(&self, query: u32, entity: f64) -> bool {
        handle(entity).and_then(|entity| self.world.matches(QueryId(query), entity)).unwrap_or(false)
    }

    /// Runs a query: three numbers for each page with matches, the page, how many match, and 1 where
    /// they are the slots `0..length`. The slots of the other pages, one page after the other, are at
    /// [`Core::slots_address`] until the next run.
    pub fn run(&mut self, query: u32) -> Vec<u32> {
        self.world.run(QueryId(query), &mut self.matches);
        self.matches.pages.iter().flat_map(|found| [found.page, found.length, u32::from(found.run)]).collect()
    }

    /// Address of the listed slots of the last run, `u32` each.
    #[wasm_bindgen(js_name = slotsAddress)]
    pub fn slots_address(&self) -> *const u32 {
        self.matches.slots.as_ptr()
    }

    /// How many slots the last run listed.
    #[wasm_bindgen(js_name = slotsLength)]
    pub fn slots_length(&self) -> usize {
        self.matches.slots.len()
    }
}
