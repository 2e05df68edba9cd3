use js_sys::{Array, Float64Array, JsString, Uint8Array, Uint32Array};
use terrarium_codec::{CodecError, Column, ErrorKind, Form, Limits, Load};
use terrarium_ecs::{ComponentId, EntityId, Name};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::numbers;
use crate::saver::{GROUPS, strings};
use crate::{Core, JsColumn};

/// A snapshot on its way into a world. The package reads block after block, makes the values, and puts them
/// in place; then [`Core::restore`] takes the whole.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Loader {
    load: Option<Load<Vec<u8>, JsColumn>>,
    failure: Option<CodecError>,
}

#[wasm_bindgen]
impl Core {
    /// Opens the files of a snapshot within limits: bytes of a file, entities, component types, bytes and
    /// depth of a value, bytes of a name and of a key. What is wrong with them, [`Loader::failure`] tells.
    pub fn load(&self, files: Vec<Uint8Array>, limits: &[f64]) -> Loader {
        let limits = read_limits(limits);
        let files: Result<Vec<_>, _> = files.iter().map(|file| bytes_of(file, &limits)).collect();
        match files.and_then(|files| Load::open(&self.world, files, limits)) {
            Ok(load) => Loader { load: Some(load), failure: None },
            Err(error) => Loader { load: None, failure: Some(error) },
        }
    }

    /// Takes what was loaded in place of the world's contents; answers whether all of it was right.
    pub fn restore(&mut self, loader: &mut Loader) -> bool {
        let staged = loader.load.take().map(Load::finish);
        match staged {
            Some(Ok(staged)) => {
                self.world.replace(staged);
                self.cache = Default::default();
                self.fit_shape();
                true
            }
            Some(Err(error)) => loader.fail(error),
            None => false,
        }
    }
}

/// A file's bytes, unless they are more than may be.
pub(crate) fn bytes_of(file: &Uint8Array, limits: &Limits) -> Result<Vec<u8>, CodecError> {
    let max = limits.snapshot_bytes_max;
    match file.length() as usize <= max {
        true => Ok(file.to_vec()),
        false => Err(CodecError::limit("the file", "snapshotBytesMax", max)),
    }
}

pub(crate) fn read_limits(limits: &[f64]) -> Limits {
    let at = |place: usize| limits.get(place).copied().unwrap_or(0.0) as usize;
    Limits {
        snapshot_bytes_max: at(0),
        entities_max: at(1) as u32,
        component_types_max: at(2),
        value_bytes_max: at(3),
        value_depth_max: at(4),
        name_bytes_max: at(5),
        key_bytes_max: at(6),
    }
}

#[wasm_bindgen]
impl Loader {
    /// What is wrong, if anything is.
    pub fn failure(&self) -> Option<String> {
        self.failure.as_ref().map(|error| error.message.clone())
    }

    /// The kind of the failure: 0 corrupt, 1 of a newer version, 2 above a limit, 3 not supported.
    pub fn kind(&self) -> u32 {
        self.failure.as_ref().map_or(0, kind)
    }

    /// The names of the component types, by their numbers.
    pub fn names(&self) -> Array {
        let Some(load) = &self.load else { return Array::new() };
        let world = load.world();
        world.components().filter_map(|id| world.name(id)).map(text).collect()
    }

    /// The living entities.
    pub fn entities(&self) -> Vec<f64> {
        let handles = self.load.iter().flat_map(|load| load.world().handles().iter().skip(1));
        numbers(handles.copied().filter_map(EntityId::from_number))
    }

    /// Two numbers a block: component and page.
    pub fn blocks(&self) -> Vec<u32> {
        let blocks = self.load.iter().flat_map(Load::blocks);
        blocks.flat_map(|block| [block.component.0, block.page.unwrap_or(GROUPS)]).collect()
    }

    /// The addresses of the blocks.
    pub fn addresses(&self) -> Array {
        strings(self.load.iter().flat_map(Load::blocks).map(|block| block.block.address))
    }

    /// The address of what the blocks have in common.
    #[wasm_bindgen(js_name = commonsAddress)]
    pub fn commons_address(&self) -> Option<String> {
        self.load.as_ref()?.manifest().commons.map(|block| block.address.to_string())
    }

    /// What the blocks have in common: a CBOR array.
    pub fn commons(&self) -> Option<Vec<u8>> {
        self.load.as_ref()?.commons().ok().flatten().map(<[u8]>::to_vec)
    }

    /// Reads a block, of groups before pages: its slots or group numbers, then 0 and the values as a CBOR array, 1 and a
    /// column, or 2, class, keys and columns. `undefined` where it failed.
    pub fn read(&mut self, block: usize) -> Option<Array> {
        let values = self.load.as_mut()?.read(block);
        match values {
            Ok(values) => {
                let rows: Vec<f64> = values.rows.iter().map(|&row| row as f64).collect();
                let parts = Array::of1(&Float64Array::from(&rows[..]));
                form(&parts, &values.form);
                Some(parts)
            }
            Err(error) => {
                self.failure = Some(error);
                None
            }
        }
    }

    /// Lets a value stand for a group; whether it may.
    pub fn bind(&mut self, component: u32, group: f64, value: JsValue) -> bool {
        let bound = self.load.as_mut().map(|load| load.bind(ComponentId(component), group as u64, value));
        match bound {
            Some(Err(error)) => self.fail(error),
            bound => bound.is_some(),
        }
    }

    /// Takes an array of 1,024 values as those of a page that was read.
    #[wasm_bindgen(js_name = putPage)]
    pub fn put_page(&mut self, component: u32, page: u32, values: Array) {
        if let Some(load) = &mut self.load {
            load.column_mut(ComponentId(component)).put_page(page, values);
        }
    }

    /// The array that takes the values of a page that was read.
    pub fn page(&mut self, component: u32, page: u32) -> Option<Array> {
        self.load.as_mut()?.column_mut(ComponentId(component)).page(page).cloned()
    }
}

/// An error's kind as a number.
pub(crate) fn kind(error: &CodecError) -> u32 {
    match error.kind {
        ErrorKind::Version => 1,
        ErrorKind::Limit => 2,
        ErrorKind::Unsupported => 3,
        _ => 0,
    }
}

impl Loader {
    fn fail(&mut self, error: CodecError) -> bool {
        self.failure = Some(error);
        false
    }
}

pub(crate) fn text(name: &Name) -> JsString {
    JsString::from_char_code(name.units())
}

fn form(parts: &Array, form: &Form<'_>) {
    match form {
        Form::Each(bytes) => {
            parts.push(&0.into());
            parts.push(&Uint8Array::from(&bytes[..]));
        }
        Form::Scalars(values) => {
            parts.push(&1.into());
            parts.push(&column(values));
        }
        Form::Fields { class, keys, columns } => {
            parts.push(&2.into());
            parts.push(&class.as_ref().map_or(JsValue::NULL, |class| text(class).into()));
            parts.push(&keys.iter().map(text).collect::<Array>());
            parts.push(&columns.iter().map(column).collect::<Array>());
        }
    }
}

/// Numbers as a `Float64Array`, ids as one in an array, booleans as a `Uint8Array`, strings as the joined
/// text and their lengths in an array.
fn column(column: &Column<'_>) -> JsValue {
    match column {
        Column::Numbers(values) => Float64Array::from(&values[..]).into(),
        Column::Ids(values) => Array::of1(&Float64Array::from(&values[..])).into(),
        Column::Booleans(values) => {
            let bytes: Vec<u8> = values.iter().map(|&value| value.into()).collect();
            Uint8Array::from(&bytes[..]).into()
        }
        Column::Text { text, lengths } => {
            Array::of2(&JsValue::from_str(text), &Uint32Array::from(&lengths[..])).into()
        }
    }
}
