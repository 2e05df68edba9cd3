use js_sys::{Array, JsString};
use terrarium_codec::Cache;
use terrarium_ecs::{ComponentId, EntityError, EntityId, Limits, Name};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::draft::parts_or_refusal;
use crate::refusal::answer;
use crate::{Draft, JsWorld, Refusal};

/// A world as the npm package sees it: numbers in, numbers out.
///
/// Entities are their handles as numbers, components their number in the order of registration. A number
/// below zero is a [`crate::Refusal`]. Reading values is not among the methods: the package reads the
/// arrays of [`Core::column`] by itself.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Core {
    pub(crate) world: JsWorld,
    /// What the last snapshot was made of.
    pub(crate) cache: Cache,
    /// Where the package writes the components of an entity to be spawned.
    pub(crate) shape: Vec<u32>,
}

/// A handle that may be no handle: those are as stale as any.
pub(crate) fn handle(number: f64) -> Result<EntityId, EntityError> {
    EntityId::from_number(number).ok_or(EntityError::Stale)
}

pub(crate) fn numbers(entities: impl IntoIterator<Item = EntityId>) -> Vec<f64> {
    entities.into_iter().map(EntityId::to_number).collect()
}

#[wasm_bindgen]
impl Core {
    /// An empty world.
    ///
    /// # Errors
    /// For a shard outside `0..=1023`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        shard: u32,
        entities_max: u32,
        component_types_max: u32,
        name_bytes_max: u32,
    ) -> Result<Self, JsError> {
        let limits = Limits {
            entities_max,
            component_types_max: component_types_max as usize,
            name_bytes_max: name_bytes_max as usize,
        };
        let world = JsWorld::with_limits(shard, limits)?;
        Ok(Self { world, cache: Cache::default(), shape: vec![0; SHAPE_MIN] })
    }

    // ---------------------------------------------------------------- tables that the package reads

    /// Where the tables are: the address of the structure counter (an `f64`, which does not move), address
    /// and length of the living handles by index (`f64`; they move when an index is first used), address and
    /// length of the components to spawn (`u32`; they move when a component type is registered).
    pub fn tables(&self) -> Vec<usize> {
        let (structure, handles) = (std::ptr::from_ref(self.world.structure()), self.world.handles());
        vec![
            structure.addr(),
            handles.as_ptr().addr(),
            handles.len(),
            self.shape.as_ptr().addr(),
            self.shape.len(),
        ]
    }

    // ---------------------------------------------------------------- entities

    /// A new entity with the first `count` components of the shape, whose values the caller sets.
    pub fn spawn(&mut self, count: usize) -> f64 {
        let Self { world, shape, .. } = self;
        let mut components = [ComponentId(0); SHAPE_MIN];
        if let Some(few) = components.get_mut(..count) {
            few.iter_mut().zip(shape).for_each(|(id, &mut number)| *id = ComponentId(number));
            return answer(world.spawn(few).map(EntityId::to_number));
        }
        let many: Vec<_> = shape.iter().take(count).copied().map(ComponentId).collect();
        answer(world.spawn(&many).map(EntityId::to_number))
    }

    /// `entities` new entities with the first `count` components of the shape; empty when there is no
    /// room for all of them.
    #[wasm_bindgen(js_name = spawnMany)]
    pub fn spawn_many(&mut self, entities: usize, count: usize) -> Vec<f64> {
        if entities > self.world.room() {
            return Vec::new();
        }
        (0..entities).map(|_| self.spawn(count)).collect()
    }

    /// 1 if the entity was alive, 0 if it was not.
    pub fn destroy(&mut self, entity: f64) -> f64 {
        match handle(entity) {
            Ok(entity) => answer(self.world.destroy(entity).map(u8::from)),
            Err(_) => 0.0,
        }
    }

    /// The shard of every entity.
    #[wasm_bindgen(getter)]
    pub fn shard(&self) -> u32 {
        self.world.shard()
    }

    /// The ids that will be given out next; none when there are not so many.
    pub fn upcoming(&self, count: usize) -> Vec<f64> {
        numbers(self.world.upcoming(count).unwrap_or_default())
    }

    /// Gives out these very ids: nothing, or the refusal and the id that it is about.
    pub fn claim(&mut self, entities: &[f64]) -> Vec<f64> {
        let entities: Vec<_> = entities.iter().copied().filter_map(EntityId::from_number).collect();
        let refused = self.world.claim(&entities).err();
        refused.map(|(id, error)| vec![Refusal::from(error).number(), id.to_number()]).unwrap_or_default()
    }

    /// Lets nobody live in the slot of an entity that has just ended; 0.
    pub fn withhold(&mut self, entity: f64) -> f64 {
        answer(handle(entity).and_then(|entity| self.world.withhold(entity)).map(|()| 0))
    }

    /// Brings back an entity that is withheld, without components; 0.
    pub fn revive(&mut self, entity: f64) -> f64 {
        answer(handle(entity).and_then(|entity| self.world.revive(entity)).map(|()| 0))
    }

    /// Lets others live in the slot of an entity that is withheld; 0.
    pub fn release(&mut self, entity: f64) -> f64 {
        answer(handle(entity).and_then(|entity| self.world.release(entity)).map(|()| 0))
    }

    /// 0 if the entity is alive, else the refusal to write to it.
    pub fn live(&self, entity: f64) -> f64 {
        answer(handle(entity).and_then(|entity| self.world.live(entity)).map(|_| 0))
    }

    /// Living entities.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> u32 {
        self.world.size()
    }

    // ---------------------------------------------------------------- components

    /// Adds a component type and answers its number.
    pub fn register(&mut self, name: &JsString) -> f64 {
        let added = self.world.register(Name::from_units(name.iter().collect()));
        self.fit_shape();
        answer(added.map(|id| id.0))
    }

    /// Where the values of a component are: the array of page arrays, the map from the shared values to the
    /// numbers of their groups, and the map back.
    pub fn column(&self, component: u32) -> Array {
        let column = self.world.column(ComponentId(component));
        Array::of3(column.pages(), column.groups(), column.values())
    }

    /// Makes place for a value of the entity's own, which the caller sets in the page; 0.
    pub fn place(&mut self, entity: f64, component: u32) -> f64 {
        let placed = handle(entity).and_then(|entity| self.world.place(entity, ComponentId(component)));
        answer(placed.map(|_| 0))
    }

    /// 1 if the entity had the component, whose value the caller clears from the page; 0 if it did not.
    pub fn displace(&mut self, entity: f64, component: u32) -> f64 {
        let displaced = handle(entity).and_then(|entity| self.world.displace(entity, ComponentId(component)));
        answer(displaced.map(u8::from))
    }

    /// How many entities lost the component.
    #[wasm_bindgen(js_name = removeFromAll)]
    pub fn remove_from_all(&mut self, component: u32) -> u32 {
        self.world.remove_from_all(ComponentId(component))
    }

    /// The components of an entity; none if it is not alive.
    #[wasm_bindgen(js_name = componentsOf)]
    pub fn components_of(&self, entity: f64) -> Vec<u32> {
        let held = handle(entity).map(|entity| self.world.components_of(entity));
        held.unwrap_or_default().into_iter().map(|id| id.0).collect()
    }

    /// How many entities have the component.
    pub fn holders(&self, component: u32) -> u32 {
        self.world.holders(ComponentId(component))
    }

    /// The archetypes: for each its entities, how many components, and those.
    pub fn archetypes(&self) -> Vec<u32> {
        let archetypes = self.world.archetypes().into_iter();
        let rows = archetypes.map(|archetype| {
            let components = archetype.components.into_iter().map(|id| id.0);
            [archetype.entities, components.len() as u32].into_iter().chain(components).collect::<Vec<_>>()
        });
        rows.flatten().collect()
    }

    // ---------------------------------------------------------------- many at once

    /// Does a draft whole or not at all; `values` are those its steps name. Answers the new entities, or
    /// three numbers: the refusal, the kind of the step, and its place among the steps of its kind.
    pub fn apply(&mut self, draft: Draft, values: &Array) -> Vec<f64> {
        draft.apply(&mut self.world, values)
    }

    /// What a merge is made of, four numbers a part: component, source (0 first, 1 second, 2 both), and
    /// whether the first's and the second's values are shared; or a refusal, and 0 or 1 for the entity that
    /// it is about.
    #[wasm_bindgen(js_name = mergeParts)]
    pub fn merge_parts(&self, first: f64, second: f64) -> Vec<f64> {
        let mortal = |entity| handle(entity).and_then(|entity| self.world.mortal(entity).map(|()| entity));
        let parts = mortal(first).map_err(|error| (error, 0)).and_then(|first| {
            let parts = mortal(second).and_then(|second| self.world.merge_parts(first, second));
            parts.map_err(|error| (error, 1))
        });
        parts_or_refusal(parts)
    }

    /// What a split is made of, as [`Core::merge_parts`].
    #[wasm_bindgen(js_name = splitParts)]
    pub fn split_parts(&self, entity: f64) -> Vec<f64> {
        let parts = handle(entity).and_then(|entity| self.world.split_parts(entity));
        parts_or_refusal(parts.map_err(|error| (error, 0)))
    }

    // ---------------------------------------------------------------- time

    /// The world's clock.
    #[wasm_bindgen(getter)]
    pub fn tick(&self) -> u32 {
        self.world.tick()
    }

    /// Starts the next tick and answers it.
    pub fn advance(&mut self) -> u32 {
        self.world.advance()
    }

    /// Says that values of a component were changed in place in a page.
    pub fn touch(&mut self, component: u32, page: u32) {
        self.world.touch(ComponentId(component), page);
    }

    /// Says that the value of an entity's component was changed in place; 0.
    #[wasm_bindgen(js_name = touchEntity)]
    pub fn touch_entity(&mut self, entity: f64, component: u32) -> f64 {
        let entity = handle(entity);
        let touched = entity.and_then(|entity| self.world.touch_entity(entity, ComponentId(component)));
        answer(touched.map(|()| 0))
    }

    /// Verifies every invariant; answers the one that does not hold.
    pub fn check(&self) -> Option<String> {
        self.world.check().err()
    }
}

impl Core {
    /// Makes room for a shape of all component types.
    pub(crate) fn fit_shape(&mut self) {
        let needed = self.world.components().len().max(SHAPE_MIN);
        self.shape.resize(needed, 0);
    }
}

/// Components of an entity that are spawned without a list on the heap.
const SHAPE_MIN: usize = 32;
