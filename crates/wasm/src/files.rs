//! Files that are looked into without a world.

use js_sys::{Array, Uint8Array};
use terrarium_codec::{CodecError, Inspection, TypeInspection, agent_ecs_snapshot, inspect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::Core;
use crate::loader::{bytes_of, kind, read_limits, text};

#[wasm_bindgen]
impl Core {
    /// What a snapshot holds: version, shard, tick, whether it is partial, whether it is a delta, entities,
    /// bytes, and for each component type its name, entities, groups and bytes. Or, where it is none, the kind of
    /// the failure (see `Loader::kind`) and what it is.
    pub fn inspect(&self, file: &Uint8Array, limits: &[f64]) -> Array {
        let limits = read_limits(limits);
        let found = bytes_of(file, &limits).and_then(|bytes| inspect(&bytes, &limits));
        found.map_or_else(|error| failed(&error), |found| inspected(&found))
    }

    /// The snapshot that an AgentECS file stands for; or the kind of the failure, and what it is.
    #[wasm_bindgen(js_name = agentEcs)]
    pub fn agent_ecs(&self, file: &Uint8Array, limits: &[f64]) -> Array {
        let limits = read_limits(limits);
        match bytes_of(file, &limits).and_then(|bytes| agent_ecs_snapshot(&bytes, &limits)) {
            Ok(snapshot) => Array::of1(&Uint8Array::from(&snapshot[..])),
            Err(error) => failed(&error),
        }
    }
}

fn inspected(inspection: &Inspection) -> Array {
    let head: [JsValue; 7] = [
        inspection.version.into(),
        inspection.shard.into(),
        inspection.tick.into(),
        inspection.partial.into(),
        inspection.delta.into(),
        inspection.entities.into(),
        inspection.bytes.into(),
    ];
    let types = inspection.types.iter().map(|entry| inspected_type(entry).into());
    head.into_iter().chain(types).collect()
}

fn inspected_type(entry: &TypeInspection) -> Array {
    let name = text(&entry.name);
    Array::of4(&name, &entry.entities.into(), &entry.groups.into(), &JsValue::from_f64(entry.bytes as f64))
}

fn failed(error: &CodecError) -> Array {
    Array::of2(&kind(error).into(), &JsValue::from_str(&error.message))
}
