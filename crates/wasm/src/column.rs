use js_sys::{Array, Map, Object};
use terrarium_ecs::{Column, GroupId, PAGE_SLOTS, World};
use wasm_bindgen::JsValue;

/// A world whose values are JavaScript values.
pub type JsWorld = World<JsColumn>;

/// JavaScript values of one component type, in arrays of 1,024 slots.
///
/// A slot without a value holds `undefined`, which is therefore no component value. The arrays are
/// ordinary ones, owned by JavaScript: this column keeps one reference to a page, never one to a value.
#[derive(Debug)]
pub struct JsColumn {
    /// Page arrays by page number, `undefined` where there is none; the package reads this very array.
    pages: Array,
    /// The same page arrays, at hand without a look-up in JavaScript.
    opened: Vec<Option<Array>>,
    /// From a shared value to its group's number.
    groups: Map,
    /// From a group's number to its value.
    values: Map,
    /// Stands for -0 in `groups`, since a JavaScript map takes -0 and 0 for one key.
    minus_zero: JsValue,
}

impl Default for JsColumn {
    fn default() -> Self {
        Self {
            pages: Array::new(),
            opened: Vec::new(),
            groups: Map::new(),
            values: Map::new(),
            minus_zero: Object::new().into(),
        }
    }
}

impl JsColumn {
    /// The JavaScript array of page arrays.
    #[must_use]
    pub const fn pages(&self) -> &Array {
        &self.pages
    }

    /// The JavaScript map from a shared value to the number of its group.
    #[must_use]
    pub const fn groups(&self) -> &Map {
        &self.groups
    }

    /// The JavaScript map from the number of a group to its value.
    #[must_use]
    pub const fn values(&self) -> &Map {
        &self.values
    }

    /// The array of a page's 1,024 values.
    #[must_use]
    pub fn page(&self, page: u32) -> Option<&Array> {
        self.opened.get(page as usize)?.as_ref()
    }

    /// Takes an array of 1,024 values in place of those of an open page.
    pub(crate) fn put_page(&mut self, page: u32, values: Array) {
        if let Some(opened) = self.opened.get_mut(page as usize) {
            self.pages.set(page, values.clone().into());
            *opened = Some(values);
        }
    }

    fn key<'value>(&'value self, value: &'value JsValue) -> &'value JsValue {
        let minus_zero = value.as_f64().is_some_and(|number| number == 0.0 && number.is_sign_negative());
        if minus_zero { &self.minus_zero } else { value }
    }
}

fn number(group: GroupId) -> JsValue {
    JsValue::from_f64(group.0 as f64)
}

fn present(value: JsValue) -> Option<JsValue> {
    (!value.is_undefined()).then_some(value)
}

impl Column for JsColumn {
    type Value = JsValue;

    fn open_page(&mut self, page: u32) {
        let slots = Array::new_with_length(PAGE_SLOTS);
        slots.fill(&JsValue::UNDEFINED, 0, PAGE_SLOTS);
        // Padded, not set far past the end: a hole that large would turn the array into a dictionary.
        while self.pages.length() < page {
            self.pages.push(&JsValue::UNDEFINED);
        }
        self.pages.set(page, slots.clone().into());
        if self.opened.len() <= page as usize {
            self.opened.resize(page as usize + 1, None);
        }
        self.opened[page as usize] = Some(slots);
    }

    fn get(&self, index: u32) -> Option<JsValue> {
        self.page(index / PAGE_SLOTS).and_then(|page| present(page.get(index % PAGE_SLOTS)))
    }

    fn set(&mut self, index: u32, value: JsValue) {
        if let Some(page) = self.page(index / PAGE_SLOTS) {
            page.set(index % PAGE_SLOTS, value);
        }
    }

    fn clear(&mut self, index: u32) {
        self.set(index, JsValue::UNDEFINED);
    }

    fn group_of(&self, value: &JsValue) -> Option<GroupId> {
        self.groups.get(self.key(value)).as_f64().map(|number| GroupId(number as u64))
    }

    fn shared_value(&self, group: GroupId) -> Option<JsValue> {
        present(self.values.get(&number(group)))
    }

    fn bind(&mut self, group: GroupId, value: JsValue) {
        self.unbind(group);
        self.groups.set(self.key(&value), &number(group));
        self.values.set(&number(group), &value);
    }

    fn unbind(&mut self, group: GroupId) {
        if let Some(value) = self.shared_value(group) {
            self.groups.delete(self.key(&value));
            self.values.delete(&number(group));
        }
    }

    fn replace(&mut self, other: Self) {
        self.pages.set_length(0);
        for page in other.pages.iter() {
            self.pages.push(&page);
        }
        self.opened = other.opened;
        self.groups.clear();
        self.values.clear();
        other.values.for_each(&mut |value, group| {
            if let Some(group) = group.as_f64() {
                self.bind(GroupId(group as u64), value);
            }
        });
    }
}
