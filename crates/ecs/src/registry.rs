use rustc_hash::FxHashMap;

use crate::{ComponentError, EntityId, Name};

/// A component type of one world: its place in the order of registration, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComponentId(pub u32);

impl ComponentId {
    pub(crate) const fn at(self) -> usize {
        self.0 as usize
    }
}

/// Bounds on what a world may grow to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Entity slots, the world's own not counted; at most `EntityId::INDEX_MAX`.
    pub entities_max: u32,
    /// Component types.
    pub component_types_max: usize,
    /// Bytes of a type's name in UTF-8.
    pub name_bytes_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { entities_max: 4_194_304, component_types_max: 4_096, name_bytes_max: 256 }
    }
}

impl Limits {
    pub(crate) fn index_max(&self) -> u32 {
        self.entities_max.min(EntityId::INDEX_MAX)
    }
}

/// Names of the component types, unique within a world.
#[derive(Clone, Debug, Default)]
pub(crate) struct Registry {
    names: Vec<Name>,
    by_name: FxHashMap<Name, ComponentId>,
}

impl Registry {
    pub(crate) fn register(&mut self, name: Name, limits: &Limits) -> Result<ComponentId, ComponentError> {
        if self.by_name.contains_key(&name) {
            return Err(ComponentError::DuplicateName(name));
        }
        if name.bytes() > limits.name_bytes_max {
            return Err(ComponentError::NameBytesMax(limits.name_bytes_max));
        }
        if self.names.len() >= limits.component_types_max {
            return Err(ComponentError::ComponentTypesMax(limits.component_types_max));
        }
        let id = ComponentId(self.names.len() as u32);
        self.names.push(name.clone());
        self.by_name.insert(name, id);
        Ok(id)
    }

    pub(crate) fn name(&self, id: ComponentId) -> Option<&Name> {
        self.names.get(id.at())
    }

    pub(crate) fn find(&self, name: &Name) -> Option<ComponentId> {
        self.by_name.get(name).copied()
    }
}
