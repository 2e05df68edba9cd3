use terrarium_ecs::{Allocator, EntityId};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::handle;
use crate::refusal::answer;

/// An allocator of entity ids without a world.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Ids(Allocator);

#[wasm_bindgen]
impl Ids {
    /// An allocator of a shard's ids.
    ///
    /// # Errors
    /// For a shard outside `0..=1023`.
    #[wasm_bindgen(constructor)]
    pub fn new(shard: u32) -> Result<Self, JsError> {
        Ok(Self(Allocator::new(shard, EntityId::INDEX_MAX)?))
    }

    /// A new id, or a [`crate::Refusal`].
    pub fn allocate(&mut self) -> f64 {
        answer(self.0.allocate().map(EntityId::to_number))
    }

    /// 0, or a [`crate::Refusal`].
    pub fn deallocate(&mut self, entity: f64) -> f64 {
        answer(handle(entity).and_then(|entity| self.0.deallocate(entity)).map(|()| 0))
    }

    /// Whether the id was given out and not taken back.
    #[wasm_bindgen(js_name = isAlive)]
    pub fn is_alive(&self, entity: f64) -> bool {
        handle(entity).is_ok_and(|entity| self.0.is_alive(entity))
    }
}
