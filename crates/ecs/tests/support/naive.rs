//! A world as plainly as it can be said: maps of maps, and a search for every answer.

use std::collections::{BTreeMap, BTreeSet};

use terrarium_ecs::{
    Archetype, ComponentError, ComponentId, EntityError, EntityId, GroupId, Limits, Name, PAGE_SLOTS,
    QuerySpec, WriteError,
};

/// A component value, and the group of those who share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) value: u32,
    pub(crate) group: Option<GroupId>,
}

/// One life: its handle and its components.
#[derive(Clone, Debug)]
pub(crate) struct Life {
    pub(crate) entity: EntityId,
    pub(crate) cells: BTreeMap<ComponentId, Cell>,
}

#[derive(Clone, Debug)]
pub(crate) struct Naive {
    pub(crate) shard: u32,
    pub(crate) limits: Limits,
    /// By index, the world's own entity included.
    pub(crate) lives: BTreeMap<u32, Life>,
    /// Free indices with the generation of their next life, the next to be used last.
    pub(crate) free: Vec<(u32, u32)>,
    /// The first index that was never used.
    pub(crate) fresh: u32,
    pub(crate) names: Vec<Name>,
    pub(crate) tick: u32,
    pub(crate) changed: BTreeMap<(ComponentId, u32), u32>,
    founded: u64,
}

pub(crate) fn entity(shard: u32, index: u32, generation: u32) -> EntityId {
    EntityId::new(shard, index, generation).expect("every part is in range")
}

impl Naive {
    pub(crate) fn new(shard: u32, limits: Limits) -> Self {
        let own = Life { entity: entity(shard, 0, 0), cells: BTreeMap::new() };
        Self {
            shard,
            limits,
            lives: BTreeMap::from([(0, own)]),
            free: Vec::new(),
            fresh: 1,
            names: Vec::new(),
            tick: 0,
            changed: BTreeMap::new(),
            founded: 0,
        }
    }

    // ---------------------------------------------------------------- entities

    pub(crate) fn create(&mut self) -> Result<EntityId, EntityError> {
        let (index, generation) = match self.free.pop() {
            Some(slot) => slot,
            None if self.fresh > self.limits.entities_max => return Err(EntityError::EntitiesMax),
            None => (self.fresh, 0),
        };
        self.fresh = self.fresh.max(index + 1);
        let entity = entity(self.shard, index, generation);
        self.lives.insert(index, Life { entity, cells: BTreeMap::new() });
        Ok(entity)
    }

    pub(crate) fn destroy(&mut self, entity: EntityId) -> Result<bool, EntityError> {
        match self.live(entity) {
            Ok(0) => Err(EntityError::Reserved),
            Ok(index) => {
                let life = self.lives.remove(&index);
                let held = life.into_iter().flat_map(|life| life.cells.into_keys());
                held.for_each(|component| self.mark(index, component));
                if entity.generation() < EntityId::GENERATION_MAX {
                    self.free.push((index, entity.generation() + 1));
                }
                Ok(true)
            }
            Err(EntityError::Stale) => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn life(&self, entity: EntityId) -> Option<&Life> {
        self.lives.get(&entity.index()).filter(|life| life.entity == entity)
    }

    pub(crate) fn live(&self, entity: EntityId) -> Result<u32, EntityError> {
        match self.life(entity) {
            Some(_) => Ok(entity.index()),
            None if entity.shard() != self.shard => Err(EntityError::WrongShard),
            None => Err(EntityError::Stale),
        }
    }

    pub(crate) fn room(&self) -> usize {
        self.free.len() + (self.limits.entities_max + 1 - self.fresh) as usize
    }

    // ---------------------------------------------------------------- components

    pub(crate) fn register(&mut self, name: Name) -> Result<ComponentId, ComponentError> {
        if self.names.contains(&name) {
            return Err(ComponentError::DuplicateName(name));
        }
        if self.names.len() == self.limits.component_types_max {
            return Err(ComponentError::ComponentTypesMax(self.names.len()));
        }
        self.names.push(name);
        Ok(ComponentId(self.names.len() as u32 - 1))
    }

    pub(crate) fn cell(&self, entity: EntityId, component: ComponentId) -> Option<Cell> {
        self.life(entity)?.cells.get(&component).copied()
    }

    pub(crate) fn write(&mut self, index: u32, component: ComponentId, cell: Cell) {
        if let Some(life) = self.lives.get_mut(&index) {
            life.cells.insert(component, cell);
        }
        self.mark(index, component);
    }

    /// Notes that a value came, changed or went.
    fn mark(&mut self, index: u32, component: ComponentId) {
        self.changed.insert((component, index / PAGE_SLOTS), self.tick);
    }

    pub(crate) fn set(
        &mut self,
        entity: EntityId,
        component: ComponentId,
        value: u32,
    ) -> Result<(), EntityError> {
        let index = self.live(entity)?;
        self.write(index, component, Cell { value, group: None });
        Ok(())
    }

    pub(crate) fn remove(&mut self, entity: EntityId, component: ComponentId) -> Result<bool, EntityError> {
        let index = self.live(entity)?;
        Ok(self.lose(index, component))
    }

    fn lose(&mut self, index: u32, component: ComponentId) -> bool {
        let life = self.lives.get_mut(&index);
        let present = life.is_some_and(|life| life.cells.remove(&component).is_some());
        if present {
            self.mark(index, component);
        }
        present
    }

    pub(crate) fn remove_from_all(&mut self, component: ComponentId) -> u32 {
        let indices: Vec<u32> = self.lives.range(1..).map(|(&index, _)| index).collect();
        indices.into_iter().filter(|&index| self.lose(index, component)).count() as u32
    }

    /// Who has a component, the world's own entity included, ascending.
    pub(crate) fn holders(&self, component: ComponentId) -> impl Iterator<Item = (&Life, Cell)> {
        self.lives.values().filter_map(move |life| Some((life, *life.cells.get(&component)?)))
    }

    // ---------------------------------------------------------------- sharing

    pub(crate) fn group_of(&self, component: ComponentId, value: u32) -> Option<GroupId> {
        self.holders(component).find_map(|(_, cell)| cell.group.filter(|_| cell.value == value))
    }

    pub(crate) fn share(
        &mut self,
        entity: EntityId,
        component: ComponentId,
        value: u32,
    ) -> Result<(), EntityError> {
        let index = self.live(entity)?;
        let group = self.group_of(component, value).unwrap_or_else(|| {
            self.founded += 1;
            GroupId(self.founded)
        });
        self.write(index, component, Cell { value, group: Some(group) });
        Ok(())
    }

    pub(crate) fn group_for_update(
        &self,
        entity: EntityId,
        component: ComponentId,
    ) -> Result<GroupId, WriteError> {
        self.live(entity)?;
        let cell = self.cell(entity, component).ok_or(WriteError::Missing)?;
        cell.group.ok_or(WriteError::NotShared)
    }

    pub(crate) fn update_shared(
        &mut self,
        entity: EntityId,
        component: ComponentId,
        value: u32,
    ) -> Result<(), WriteError> {
        let group = self.group_for_update(entity, component)?;
        let target = self.group_of(component, value).unwrap_or(group);
        let sharers = self.holders(component).filter(|(_, cell)| cell.group == Some(group));
        let indices: Vec<u32> = sharers.map(|(life, _)| life.entity.index()).collect();
        for index in indices {
            self.write(index, component, Cell { value, group: Some(target) });
        }
        Ok(())
    }

    /// The groups of a component, each with its holders.
    pub(crate) fn groups(&self, component: ComponentId) -> BTreeMap<GroupId, Vec<EntityId>> {
        let mut groups = BTreeMap::<_, Vec<_>>::new();
        for (life, cell) in self.holders(component) {
            cell.group.into_iter().for_each(|group| groups.entry(group).or_default().push(life.entity));
        }
        groups
    }

    // ---------------------------------------------------------------- questions

    /// Says that a page was written to, as far as it ever had a value.
    pub(crate) fn touch(&mut self, component: ComponentId, page: u32) {
        self.changed.entry((component, page)).and_modify(|tick| *tick = self.tick);
    }

    pub(crate) fn matches(&self, spec: &QuerySpec, index: u32) -> bool {
        let has = |id: &ComponentId| self.lives.get(&index).is_some_and(|life| life.cells.contains_key(id));
        let any = spec.any.is_empty() || spec.any.iter().any(has);
        index != 0 && any && spec.all.iter().all(has) && !spec.none.iter().any(has)
    }

    pub(crate) fn entities(&self, spec: &QuerySpec) -> Vec<EntityId> {
        let found = self.lives.iter().filter(|&(&index, _)| self.matches(spec, index));
        found.map(|(_, life)| life.entity).collect()
    }

    /// The archetypes, the most frequent first, and equally frequent ones by their components.
    pub(crate) fn archetypes(&self) -> Vec<Archetype> {
        let mut counts = BTreeMap::<Vec<ComponentId>, u32>::new();
        for (_, life) in self.lives.range(1..) {
            *counts.entry(life.cells.keys().copied().collect()).or_default() += 1;
        }
        let mut archetypes: Vec<_> =
            counts.into_iter().map(|(components, entities)| Archetype { components, entities }).collect();
        archetypes.sort_by_key(|archetype| std::cmp::Reverse(archetype.entities));
        archetypes
    }
}

/// The components of a list, sorted and free of repeats.
pub(crate) fn distinct(components: &[ComponentId]) -> BTreeSet<ComponentId> {
    components.iter().copied().collect()
}
