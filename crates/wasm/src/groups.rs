use terrarium_ecs::{Column, ComponentId, GroupId, WriteError};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::Core;
use crate::core::{handle, numbers};
use crate::refusal::answer;

#[wasm_bindgen]
impl Core {
    /// Sets a shared value: the entity joins the value's group, or founds one; 0.
    pub fn share(&mut self, entity: f64, component: u32, value: JsValue) -> f64 {
        let shared =
            handle(entity).and_then(|entity| self.world.share(entity, ComponentId(component), value));
        answer(shared.map(|()| 0))
    }

    /// The group of an entity's component, 0 where there is none.
    pub fn sharing(&self, entity: f64, component: u32) -> f64 {
        let group = handle(entity).ok().and_then(|entity| self.world.sharing(entity, ComponentId(component)));
        group.map_or(0.0, |group| group.0 as f64)
    }

    /// The groups of a component in the order of founding: number and holders, one after the other.
    #[wasm_bindgen(js_name = groupCounts)]
    pub fn group_counts(&self, component: u32) -> Vec<f64> {
        let groups = self.world.groups(ComponentId(component));
        groups.flat_map(|(group, holders)| [group.0 as f64, f64::from(holders)]).collect()
    }

    /// How many hold a group.
    #[wasm_bindgen(js_name = groupSize)]
    pub fn group_size(&self, component: u32, group: f64) -> u32 {
        self.world.group_size(ComponentId(component), GroupId(group as u64))
    }

    /// The entities of a group, ascending.
    #[wasm_bindgen(js_name = groupHolders)]
    pub fn group_holders(&self, component: u32, group: f64) -> Vec<f64> {
        numbers(self.world.group_holders(ComponentId(component), GroupId(group as u64)))
    }

    /// The group that an update would write to.
    #[wasm_bindgen(js_name = groupForUpdate)]
    pub fn group_for_update(&self, entity: f64, component: u32) -> f64 {
        let entity = handle(entity).map_err(WriteError::from);
        let group = entity.and_then(|entity| self.world.group_for_update(entity, ComponentId(component)));
        answer(group.map(|group| group.0 as f64))
    }

    /// Lets another value stand for a group, whose holders get it from the caller.
    pub fn rebind(&mut self, component: u32, group: f64, value: JsValue) {
        self.world.column_mut(ComponentId(component)).bind(GroupId(group as u64), value);
    }

    /// Replaces the value for every holder of the entity's group; 0.
    #[wasm_bindgen(js_name = updateShared)]
    pub fn update_shared(&mut self, entity: f64, component: u32, value: JsValue) -> f64 {
        let entity = handle(entity).map_err(WriteError::from);
        let updated =
            entity.and_then(|entity| self.world.update_shared(entity, ComponentId(component), value));
        answer(updated.map(|()| 0))
    }
}
