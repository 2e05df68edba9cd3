//! Every answer of a world against its naive double.

use terrarium_ecs::{ComponentId, EntityError, EntityId, Matches, PAGE_SLOTS, QueryId};

use super::duel::{Duel, same};
use super::matches::indices_of;
use super::naive::{Cell, entity};
use super::perform::Numbered;

type Outcome = Result<(), String>;

impl<C: Numbered> Duel<C> {
    /// Compares everything that can be asked of the world, and checks its invariants.
    pub(crate) fn compare(&mut self) -> Outcome {
        self.world.check()?;
        self.compare_handles()?;
        self.compare_absent()?;
        for component in self.world.components() {
            self.compare_component(component)?;
            self.compare_groups(component)?;
            self.compare_changes(component)?;
        }
        same("archetypes", &self.world.archetypes(), &self.naive.archetypes())?;
        (0..self.queries.len()).try_for_each(|at| self.compare_query(at))
    }

    fn compare_handles(&self) -> Outcome {
        let Self { world, naive, .. } = self;
        same("size", &world.size(), &(naive.lives.len() as u32 - 1))?;
        same("room", &world.room(), &naive.room())?;
        same("tick", &world.tick(), &naive.tick)?;
        same("slots", &world.handles().len(), &(naive.fresh as usize))?;
        same("components", &world.components().len(), &naive.names.len())?;
        for (index, &number) in (0..).zip(world.handles()) {
            let expected = naive.lives.get(&index).map(|life| life.entity);
            same("entity at an index", &world.entity_at(index), &expected)?;
            same(
                "handle at an index",
                &(number >= 0.0).then_some(number),
                &expected.map(EntityId::to_number),
            )?;
        }
        naive.lives.values().try_for_each(|life| {
            same("life", &world.live(life.entity), &Ok(life.entity.index()))?;
            same("components", &world.components_of(life.entity), &life.cells.keys().copied().collect())
        })
    }

    /// Handles of no living entity: those that ended, those that will be, foreign ones.
    fn compare_absent(&self) -> Outcome {
        let Self { world, naive, chooser, .. } = self;
        let next = naive
            .free
            .iter()
            .rev()
            .take(8)
            .map(|&(index, generation)| entity(naive.shard, index, generation));
        let foreign = naive.lives.keys().take(8).map(|&index| entity(naive.shard + 1, index, 0));
        for absent in chooser.ended.iter().copied().chain(next).chain(foreign).chain([entity(
            naive.shard,
            naive.fresh,
            0,
        )]) {
            let error =
                if absent.shard() == naive.shard { EntityError::Stale } else { EntityError::WrongShard };
            same("life of no one", &(world.live(absent), world.is_alive(absent)), &(Err(error), false))?;
            same("components of no one", &world.components_of(absent), &Vec::new())?;
            for (id, _) in &self.queries {
                same("match of no one", &world.matches(*id, absent), &Err(error))?;
            }
            for component in world.components() {
                let nothing = world.get(absent, component).is_none() && !world.has(absent, component);
                same("nothing of no one", &(nothing, world.sharing(absent, component)), &(true, None))?;
            }
        }
        Ok(())
    }

    fn compare_component(&self, component: ComponentId) -> Outcome {
        let Self { world, naive, .. } = self;
        let name = world.name(component);
        same("name", &name, &naive.names.get(component.0 as usize))?;
        same("component of a name", &name.and_then(|name| world.find(name)), &Some(component))?;
        let holders = naive.holders(component).filter(|(life, _)| life.entity.index() != 0).count();
        same("holders", &(world.holders(component) as usize), &holders)?;
        for life in naive.lives.values() {
            let expected = life.cells.get(&component).copied();
            let value = world.get(life.entity, component).map(|value| C::number(&value));
            let cell = value.map(|value| Cell { value, group: world.sharing(life.entity, component) });
            same(
                "component of an entity",
                &(cell, world.has(life.entity, component)),
                &(expected, expected.is_some()),
            )?;
        }
        Ok(())
    }

    fn compare_groups(&self, component: ComponentId) -> Outcome {
        let Self { world, naive, .. } = self;
        let groups = naive.groups(component);
        let counts: Vec<_> = groups.iter().map(|(&group, holders)| (group, holders.len() as u32)).collect();
        same("groups", &world.groups(component).collect(), &counts)?;
        for (group, holders) in groups {
            same("holders of a group", &world.group_holders(component, group).collect(), &holders)?;
            let value = world.column(component).shared_value(group);
            same(
                "group of a value",
                &value.and_then(|value| world.group_of(component, &value)),
                &Some(group),
            )?;
            for entity in holders {
                same("group for an update", &world.group_for_update(entity, component), &Ok(group))?;
            }
        }
        Ok(())
    }

    fn compare_changes(&self, component: ComponentId) -> Outcome {
        (0..=self.naive.fresh / PAGE_SLOTS).try_for_each(|page| {
            let expected = self.naive.changed.get(&(component, page)).copied();
            same("tick of a change", &self.world.changed(component, page), &expected)
        })
    }

    fn compare_query(&mut self, at: usize) -> Outcome {
        let (id, spec) = &self.queries[at];
        let expected = self.naive.entities(spec);
        self.compare_matches(*id, &expected).map_err(|error| format!("{spec:?}: {error}"))?;
        let (moment, kept) = &mut self.kept[at];
        let mut changes = Matches::default();
        self.world.run_since(*id, *moment, &mut changes);
        let indices: Vec<u32> = expected.iter().map(|entity| entity.index()).collect();
        same("kept up to date", &kept.update(&changes)?, &indices)
            .map_err(|error| format!("{spec:?} since {moment}: {error}"))?;
        *moment = *self.world.structure();
        Ok(())
    }

    fn compare_matches(&self, id: QueryId, expected: &Vec<EntityId>) -> Outcome {
        let Self { world, naive, .. } = self;
        same("count", &(world.count(id) as usize), &expected.len())?;
        same("entities", &world.entities(id), expected)?;
        let mut matches = Matches::default();
        world.run(id, &mut matches);
        let indices: Vec<u32> = expected.iter().map(|entity| entity.index()).collect();
        same("run", &indices_of(&matches)?, &indices)?;
        naive.lives.values().try_for_each(|life| {
            let found = expected.binary_search_by_key(&life.entity.index(), |entity| entity.index());
            same("match", &world.matches(id, life.entity), &Ok(found.is_ok()))
        })
    }
}
