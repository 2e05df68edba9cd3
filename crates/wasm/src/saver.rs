use js_sys::{Array, JsString, Uint8Array};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use terrarium_codec::{
    Address, Base, CodecError, Column, Form, Limits, Manifest, Mode, Save, Saved, Scope, Task,
};
use terrarium_ecs::{ComponentId, Mask, Matches, Name, PageMatch, QueryId};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::loader::{kind, read_limits};
use crate::{Core, JsWorld};

/// A world on its way into a snapshot. The package asks for the tasks, makes the values of those that need
/// them into bytes or columns, and hands these over in the order of the tasks.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Saver {
    save: Option<Save>,
    /// Columns handed over for the next form.
    columns: Vec<Column<'static>>,
    saved: Option<Saved>,
    failure: Option<CodecError>,
}

/// Stands for the page in the task that has the values of a type's sharing groups.
pub(crate) const GROUPS: u32 = u32::MAX;

#[wasm_bindgen]
impl Core {
    /// Begins a snapshot: of the entities that match a query (below zero: of all) with these component types
    /// (none given: with all). With a tick of 0 or more, or the manifest of a base, it is a delta.
    pub fn save(
        &mut self,
        query: i32,
        components: Option<Vec<u32>>,
        tick: f64,
        base: Option<Vec<u8>>,
        verify: bool,
        limits: &[f64],
    ) -> Saver {
        let scope = Scope {
            entities: (query >= 0).then(|| entities(&self.world, QueryId(query as u32))),
            components: components.map(|numbers| numbers.into_iter().map(ComponentId).collect()),
        };
        let base = match base {
            Some(base) => addresses(&base, &read_limits(limits)).map(Base::Blocks),
            None if tick >= 0.0 => Ok(Base::Before(tick as u32)),
            None => Ok(Base::None),
        };
        let save = base.map(|base| Save::begin(&mut self.world, &self.cache, Mode { scope, base, verify }));
        let (save, failure) = save.map_or_else(|error| (None, Some(error)), |save| (Some(save), None));
        Saver { save, columns: Vec::new(), saved: None, failure }
    }

    /// Ends a snapshot of at most so many bytes; [`Saver::failure`] tells why it cannot be.
    #[wasm_bindgen(js_name = finishSave)]
    pub fn finish_save(&mut self, saver: &mut Saver, bytes_max: usize) {
        let finished = saver.save.take().map(|save| save.finish(&self.world, &mut self.cache, bytes_max));
        match finished {
            Some(Ok(saved)) => saver.saved = Some(saved),
            Some(Err(error)) => saver.failure = Some(error),
            None => {}
        }
    }
}

/// The matches of a query by page.
fn entities(world: &JsWorld, query: QueryId) -> Vec<(u32, Mask)> {
    let mut matches = Matches::default();
    world.run(query, &mut matches);
    let mut slots = matches.slots.iter().copied();
    let mask = |found: &PageMatch| {
        if found.run {
            return (found.page, Mask::run(found.length));
        }
        let mut mask = Mask::EMPTY;
        slots.by_ref().take(found.length as usize).for_each(|slot| _ = mask.insert(slot));
        (found.page, mask)
    };
    matches.pages.iter().map(mask).collect()
}

/// The blocks that a base names; none where it is empty.
fn addresses(base: &[u8], limits: &Limits) -> Result<FxHashSet<Address>, CodecError> {
    if base.is_empty() {
        return Ok(FxHashSet::default());
    }
    Ok(Manifest::read(base, limits)?.blocks().map(|block| block.address).collect())
}

pub(crate) fn strings(addresses: impl IntoIterator<Item = Address>) -> Array {
    addresses.into_iter().map(|address| JsString::from(address.to_string())).collect()
}

#[wasm_bindgen]
impl Saver {
    /// What is wrong, if anything is: the base, or the size.
    pub fn failure(&self) -> Option<String> {
        self.failure.as_ref().map(|error| error.message.clone())
    }

    /// The kind of the failure, as that of a `Loader`.
    pub fn kind(&self) -> u32 {
        self.failure.as_ref().map_or(0, kind)
    }

    /// Three numbers a task: component, page, and 0 where its values are not needed, 2 where those of all slots of
    /// the page are, else 1.
    pub fn tasks(&self) -> Vec<u32> {
        let tasks = self.save.iter().flat_map(Save::tasks);
        let needed = |task: &Task| u32::from(task.needed) * (1 + u32::from(task.is_full()));
        tasks.flat_map(|task| [task.component.0, task.page.unwrap_or(GROUPS), needed(task)]).collect()
    }

    /// The slots of a page whose values are needed, or the numbers of the groups.
    pub fn rows(&self, task: usize) -> Vec<f64> {
        let task = self.save.as_ref().and_then(|save| save.tasks().get(task));
        task.map(|task| task.rows().iter().map(|&row| row as f64).collect()).unwrap_or_default()
    }

    /// Takes what blocks have in common, before any values.
    pub fn commons(&mut self, values: &[u8]) {
        self.save.iter_mut().for_each(|save| save.put_commons(values));
    }

    /// Takes a column of numbers.
    pub fn numbers(&mut self, values: Vec<f64>) {
        self.columns.push(Column::Numbers(values));
    }

    /// Takes a column of entity ids.
    pub fn ids(&mut self, values: Vec<f64>) {
        self.columns.push(Column::Ids(values));
    }

    /// Takes a column of strings: joined, and the length of each in 16-bit units.
    pub fn text(&mut self, text: String, lengths: Vec<u32>) {
        self.columns.push(Column::Text { text: Cow::Owned(text), lengths });
    }

    /// Takes a column of booleans.
    pub fn booleans(&mut self, values: &[u8]) {
        self.columns.push(Column::Booleans(values.iter().map(|&value| value == 1).collect()));
    }

    /// Takes the values of a task one by one.
    pub fn each(&mut self, task: usize, values: &[u8]) {
        self.put(task, Form::Each(Cow::Borrowed(values)));
    }

    /// Takes the last column as the values of a task.
    pub fn scalars(&mut self, task: usize) {
        if let Some(column) = self.columns.pop() {
            self.put(task, Form::Scalars(column));
        }
    }

    /// Takes the columns as the fields of the values of a task.
    pub fn fields(&mut self, task: usize, class: Option<JsString>, keys: Vec<JsString>) {
        let (class, keys) = (class.as_ref().map(name), keys.iter().map(name).collect());
        let columns = std::mem::take(&mut self.columns);
        self.put(task, Form::Fields { class, keys, columns });
    }

    /// The whole file.
    pub fn file(&self) -> Uint8Array {
        let Some(saved) = &self.saved else { return Uint8Array::new_with_length(0) };
        let (head, length) = (saved.head.len() as u32, (saved.head.len() + saved.body.len()) as u32);
        let file = Uint8Array::new_with_length(length);
        file.subarray(0, head).copy_from(&saved.head);
        file.subarray(head, length).copy_from(&saved.body);
        file
    }

    /// Header and manifest.
    pub fn head(&self) -> Vec<u8> {
        self.saved.as_ref().map(|saved| saved.head.clone()).unwrap_or_default()
    }

    /// The blocks, one after the other.
    pub fn body(&mut self) -> Vec<u8> {
        self.saved.as_mut().map(|saved| std::mem::take(&mut saved.body)).unwrap_or_default()
    }

    /// Where the blocks of the body end.
    pub fn ends(&self) -> Vec<usize> {
        let written = self.saved.iter().flat_map(|saved| &saved.written);
        written.map(|&(_, end)| end).collect()
    }

    /// The addresses of the blocks of the body.
    pub fn written(&self) -> Array {
        let written = self.saved.iter().flat_map(|saved| &saved.written);
        strings(written.map(|&(address, _)| address))
    }

    /// The addresses of all blocks of the snapshot, each once.
    pub fn addresses(&self) -> Array {
        strings(self.saved.iter().flat_map(|saved| saved.addresses.iter().copied()))
    }

    /// What changed unseen: component and page, one after the other.
    pub fn undeclared(&self) -> Vec<u32> {
        let undeclared = self.saved.iter().flat_map(|saved| &saved.undeclared);
        undeclared.flat_map(|&(component, page)| [component.0, page.unwrap_or(GROUPS)]).collect()
    }

    /// The digest of the state.
    pub fn digest(&self) -> String {
        self.saved.as_ref().map(|saved| saved.digest().to_string()).unwrap_or_default()
    }
}

impl Saver {
    fn put(&mut self, task: usize, form: Form<'_>) {
        if let Some(save) = &mut self.save {
            save.put(task, form);
        }
    }
}

fn name(text: &JsString) -> Name {
    Name::from_units(text.iter().collect())
}
