use js_sys::{Array, Function};
use terrarium_ecs::{Batch, BatchError, ComponentId, EntityError, Part, Put, Source, Step};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::core::{handle, numbers};
use crate::{JsWorld, Refusal};

/// A batch on its way into a world: what to do, with the values kept in an array of JavaScript's.
///
/// Steps are four numbers each: kind (see [`Draft::new`]), entity, component and token. A token is the
/// place of a value in that array, doubled, plus one where the value is to be shared.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Draft {
    /// The batch, or the first step that named no handle at all.
    batch: Result<Batch<u32>, BatchError>,
}

const FIELDS: usize = 4;

#[wasm_bindgen]
impl Draft {
    /// Reads steps of the kinds 0 new entity, 1 component of the entity last made, 2 update, 3 insert,
    /// 4 remove, 5 destroy. A step whose entity is a number that is no handle at all is refused first.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(steps: &[f64]) -> Self {
        Self { batch: decode(steps) }
    }

    /// Makes every two values for one entity and component into one: `combine(component, first, later)`
    /// gets tokens and answers one.
    ///
    /// # Errors
    /// What `combine` throws; the draft is of no further use then.
    pub fn fold(&mut self, combine: &Function) -> Result<(), JsValue> {
        let combine: &Combine = combine.unchecked_ref();
        let Ok(batch) = &mut self.batch else { return Ok(()) };
        batch.fold(|first, later| {
            let component = first.component.0;
            let folded = combine.call(&JsValue::UNDEFINED, component, token(first), token(&later))?;
            Ok(put(component.into(), folded))
        })
    }
}

#[wasm_bindgen]
extern "C" {
    /// A function of component, first and later token that answers a token. Bound here and not through
    /// `js_sys`: a call that answers a JavaScript value leaks a reference whenever it throws.
    type Combine;

    #[wasm_bindgen(method, catch)]
    fn call(
        this: &Combine,
        context: &JsValue,
        component: u32,
        first: u32,
        later: u32,
    ) -> Result<f64, JsValue>;
}

fn put(component: f64, token: f64) -> Put<u32> {
    let token = token as u32;
    Put { component: ComponentId(component as u32), value: token >> 1, shared: token & 1 == 1 }
}

const fn token(put: &Put<u32>) -> u32 {
    put.value << 1 | put.shared as u32
}

fn decode(steps: &[f64]) -> Result<Batch<u32>, BatchError> {
    let mut batch = Batch::default();
    for step in steps.chunks_exact(FIELDS) {
        let &[kind, entity, component, token] = step else { continue };
        let at = |place| handle(entity).map_err(|cause| BatchError { step: place, cause: cause.into() });
        match kind as u32 {
            0 => batch.spawns.push(Vec::new()),
            1 => batch.spawns.last_mut().into_iter().for_each(|spawn| spawn.push(put(component, token))),
            2 => batch.updates.push((at(Step::Update(batch.updates.len()))?, put(component, token))),
            3 => batch.inserts.push((at(Step::Insert(batch.inserts.len()))?, put(component, token))),
            4 => batch.removes.push((at(Step::Remove(batch.removes.len()))?, ComponentId(component as u32))),
            _ => batch.destroys.push(at(Step::Destroy(batch.destroys.len()))?),
        }
    }
    Ok(batch)
}

impl Draft {
    pub(crate) fn apply(self, world: &mut JsWorld, values: &Array) -> Vec<f64> {
        match self.batch.and_then(|batch| world.apply(batch, |place| values.get(place))) {
            Ok(spawned) => numbers(spawned),
            Err(error) => refused(error),
        }
    }
}

/// The refusal, the kind of the step in the terms of [`Draft::new`], and its place.
fn refused(error: BatchError) -> Vec<f64> {
    let (kind, place) = match error.step {
        Step::Spawn(place) => (0.0, place),
        Step::Update(place) => (2.0, place),
        Step::Insert(place) => (3.0, place),
        Step::Remove(place) => (4.0, place),
        Step::Destroy(place) => (5.0, place),
        _ => (f64::NAN, 0),
    };
    vec![Refusal::from(error.cause).number(), kind, place as f64]
}

/// The parts as numbers; or the refusal, and which entity it is about.
pub(crate) fn parts_or_refusal(parts: Result<Vec<Part>, (EntityError, u8)>) -> Vec<f64> {
    match parts {
        Ok(parts) => parts.iter().flat_map(fields).collect(),
        Err((error, which)) => vec![Refusal::from(error).number(), which.into()],
    }
}

fn fields(part: &Part) -> [f64; FIELDS] {
    let source = match part.source {
        Source::First => 0.0,
        Source::Second => 1.0,
        Source::Both => 2.0,
    };
    [f64::from(part.component.0), source, part.first_shared.into(), part.second_shared.into()]
}
