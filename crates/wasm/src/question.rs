use terrarium_ecs::language::{self, Asked, News, Selection};
use terrarium_ecs::{Mask, Matches, Name};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::queries::numbered;
use crate::{Core, instructions};

/// A query's text, read: what the package carries out, and what it asks the masks of a world on the way.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Question {
    /// None where the text is no query.
    selection: Option<Selection>,
    said: String,
    /// What the parameters stand for where the structure of the world is asked about.
    numbers: Vec<f64>,
}

/// A name in UTF-16 units as the query language spells it: that of a type, or of a property.
#[wasm_bindgen]
pub fn spelled(name: &[u16], is_type: bool) -> String {
    language::spelled(&Name::from_units(name.to_vec()), is_type)
}

#[wasm_bindgen]
impl Core {
    /// Reads a query in UTF-16 units. It may be asked of this world only.
    pub fn question(&self, text: &[u16]) -> Question {
        let (selection, said) = match self.world.select(text) {
            Ok(selection) => {
                let plan = instructions::plan(&selection);
                (Some(selection), plan)
            }
            Err(error) => (None, instructions::error(&error)),
        };
        Question { selection, said, numbers: Vec::new() }
    }

    /// What can be written at an offset of a query, as JSON.
    pub fn complete(&self, text: &[u16], offset: usize) -> String {
        instructions::completion(self.world.complete(text, offset))
    }

    /// Ends a moment and starts the next, and answers it.
    pub fn mark(&mut self) -> f64 {
        self.world.mark() as f64
    }
}

#[wasm_bindgen]
impl Question {
    /// What is to be done, or what is wrong with the text, as JSON; said once.
    pub fn said(&mut self) -> String {
        std::mem::take(&mut self.said)
    }

    /// Says which numbers the parameters are, NaN for those that are none.
    pub fn bind(&mut self, numbers: Vec<f64>) {
        self.numbers = numbers;
    }

    /// How many candidates there are.
    pub fn count(&self, core: &Core) -> u32 {
        self.ask(|selection, numbers| selection.count(&core.world, numbers))
    }

    /// The candidates within 64 pages, from page `64 * word`, as [`Core::run`] answers.
    pub fn candidates(&self, core: &Core, word: usize) -> Vec<u32> {
        let mut matches = Matches::default();
        self.ask(|selection, numbers| selection.candidates(&core.world, numbers, word, &mut matches));
        numbered(matches)
    }

    /// The same for some pages.
    #[wasm_bindgen(js_name = candidatesIn)]
    pub fn candidates_in(&self, core: &Core, pages: &[u32]) -> Vec<u32> {
        let mut matches = Matches::default();
        self.ask(|selection, numbers| selection.candidates_in(&core.world, numbers, pages, &mut matches));
        numbered(matches)
    }

    /// One more than the last number that has pages in [`Question::candidates`].
    pub fn words(&self, core: &Core) -> usize {
        core.world.page_words()
    }

    /// Where a question to the masks holds in a page: bit `slot % 8` of byte `slot / 8`.
    pub fn aside(&self, core: &Core, aside: usize, page: u32) -> Vec<u8> {
        bits(&self.ask(|selection, numbers| selection.aside(&core.world, numbers, aside, page)))
    }

    /// The pages with news since a moment and a tick; `undefined` where it may answer otherwise anywhere.
    pub fn news(&self, core: &Core, moment: f64, tick: u32) -> Option<Vec<u32>> {
        let asked = Asked { moment: moment as u64, tick };
        match self.selection.as_ref()?.news(&core.world, &self.numbers, asked) {
            News::Pages(pages) => Some(pages),
            News::Everywhere => None,
        }
    }

    /// Where what it reads of an entity was written in a page at a tick or later, as [`Question::aside`].
    pub fn written(&self, core: &Core, page: u32, tick: u32) -> Vec<u8> {
        bits(&self.ask(|selection, _| selection.written(&core.world, page, tick)))
    }

    /// The steps to the answer, as JSON: what has to hold, how many were expected to be left, how many are.
    pub fn explain(&self, core: &Core) -> String {
        instructions::steps(&self.ask(|selection, numbers| selection.explain(&core.world, numbers)))
            .to_string()
    }
}

impl Question {
    fn ask<T: Default>(&self, ask: impl FnOnce(&Selection, &[f64]) -> T) -> T {
        self.selection.as_ref().map(|selection| ask(selection, &self.numbers)).unwrap_or_default()
    }
}

fn bits(mask: &Mask) -> Vec<u8> {
    mask.to_bytes().to_vec()
}
