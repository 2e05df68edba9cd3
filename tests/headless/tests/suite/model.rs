//! A world over JavaScript values against the naive model.
//!
//! `TERRARIUM_SEED`, when the tests are built, replays a seed.

use js_sys::Array;
use terrarium_ecs::{ComponentId, EntityError, EntityId, Limits, PAGE_SLOTS, World};
use terrarium_wasm::JsColumn;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::duel::{Duel, Setting};
use super::support::perform::Numbered;
use super::values::{is, kinds};

thread_local! {
    /// The value of each number: values of every kind first, then numbers.
    static VALUES: Vec<JsValue> = kinds();
}

impl Numbered for JsColumn {
    fn value(number: u32) -> JsValue {
        VALUES.with(|values| values.get(number as usize).cloned().unwrap_or_else(|| number.into()))
    }

    fn number(value: &JsValue) -> u32 {
        let kind = VALUES.with(|values| values.iter().position(|other| is(other, value)));
        kind.map_or_else(|| value.as_f64().unwrap_or(f64::NAN) as u32, |at| at as u32)
    }

    /// As the package does it: into the page, past the world.
    fn store(world: &mut World<Self>, entity: EntityId, component: ComponentId, number: u32) {
        write(world, entity, component, Self::value(number));
    }

    fn displace(
        world: &mut World<Self>,
        entity: EntityId,
        component: ComponentId,
    ) -> Result<bool, EntityError> {
        let displaced = world.displace(entity, component)?;
        if displaced {
            write(world, entity, component, JsValue::UNDEFINED);
        }
        Ok(displaced)
    }
}

fn write(world: &World<JsColumn>, entity: EntityId, component: ComponentId, value: JsValue) {
    let page: Option<&Array> = world.column(component).page(entity.index() / PAGE_SLOTS);
    page.expect("opened").set(entity.index() % PAGE_SLOTS, value);
}

fn play(
    operations: u64,
    pace: u64,
    entities_max: u32,
    component_types_max: usize,
    population: usize,
    spread: usize,
) {
    let seed = option_env!("TERRARIUM_SEED").map_or(1, |seed| seed.parse().expect("a number"));
    let limits = Limits { entities_max, component_types_max, ..Limits::default() };
    let setting = Setting { seed, shard: 3, limits, population, spread };
    Duel::<JsColumn>::new(&setting).run(&setting, operations, pace);
}

#[wasm_bindgen_test]
fn a_handful_of_entities_agrees_with_the_model() {
    play(60_000, 50, 12, 4, 8, 0);
}

#[wasm_bindgen_test]
fn a_hundred_entities_agree_with_the_model() {
    play(32_000, 50, 4_000, 8, 100, 0);
}

#[wasm_bindgen_test]
fn entities_scattered_over_pages_agree_with_the_model() {
    play(5_000, 50, 1_000_000, 4, 100, 3_000);
}

#[wasm_bindgen_test]
fn the_model_agrees_after_each_operation() {
    play(3_000, 1, 24, 6, 12, 0);
}
