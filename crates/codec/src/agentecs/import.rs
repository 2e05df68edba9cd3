use std::collections::BTreeMap;

use terrarium_ecs::{EntityId, GroupId};

use super::builder::{Builder, ENTRY_BYTES};
use super::file::File;
use super::parts::Parts;
use super::types::Types;
use super::{AgentComponent, AgentEcs, AgentEntity, slots};
use crate::error::{CodecError, Outcome, ensure_within};
use crate::limits::Limits;
use crate::pickle::{Budget, Item, Tree};

/// The world that a tree describes.
pub(super) fn read<'t>(tree: &'t Tree<'t>, limits: &'t Limits, budget: &mut Budget) -> Outcome<AgentEcs> {
    let file = File::of(tree, limits)?;
    let builder = Builder::new(tree, limits, budget, file.shard)?;
    let (types, residents, shares) = (Types::default(), BTreeMap::new(), BTreeMap::new());
    let mut import = Import { file, builder, types, residents, shares };
    import.settle()?;
    import.share()?;
    import.finish()
}

struct Import<'t, 'b> {
    file: File<'t>,
    builder: Builder<'t, 'b>,
    types: Types,
    /// Entities, and what they have for themselves.
    residents: BTreeMap<Parts, &'t [(Item, Item)]>,
    /// By entity and type: what they share.
    shares: BTreeMap<(Parts, usize), Shared>,
}

/// A shared value, and the place of it among them.
#[derive(Clone, Copy)]
struct Shared {
    place: usize,
    value: Item,
}

/// The entity at each index.
type Living = BTreeMap<u32, (EntityId, Parts)>;

/// The number of each group, by which of the shared values it has and the number of its type.
type Groups = BTreeMap<(usize, usize), GroupId>;

impl<'t> Import<'t, '_> {
    fn settle(&mut self) -> Outcome<()> {
        for &(id, components) in self.file.components {
            let components = self.builder.tree.dict(components).ok_or_else(|| misshapen("an entity"))?;
            let id = self.parts(id)?;
            self.builder.budget.take(ENTRY_BYTES)?;
            self.residents.insert(id, components);
        }
        Ok(())
    }

    fn parts(&mut self, id: Item) -> Outcome<Parts> {
        self.builder.parts(id)?.ok_or_else(|| misshapen("the id of an entity"))
    }

    fn kind(&mut self, class: Item) -> Outcome<usize> {
        match class {
            Item::Object(class) => self.types.number(class, &mut self.builder),
            _ => Err(misshapen("a component type")),
        }
    }

    fn share(&mut self) -> Outcome<()> {
        let addresses = self.addresses()?;
        for &(holder, address) in self.file.shares {
            let holder = self.builder.tree.tuple(holder);
            let Some(&[id, class]) = holder else { return Err(misshapen("a holder")) };
            let share = (self.parts(id)?, self.kind(class)?);
            let shared = integer(address).and_then(|address| addresses.get(&address));
            let shared = *shared.ok_or_else(|| misshapen("an address"))?;
            self.residents.get(&share.0).ok_or_else(|| misshapen("a holder"))?;
            self.builder.budget.take(2 * ENTRY_BYTES)?;
            self.shares.insert(share, shared);
        }
        Ok(())
    }

    fn addresses(&mut self) -> Outcome<BTreeMap<i64, Shared>> {
        self.builder.budget.take(ENTRY_BYTES * self.file.shared.len())?;
        let entries = self.file.shared.iter().enumerate();
        let entries =
            entries.map(|(place, &(address, value))| Some((integer(address)?, Shared { place, value })));
        entries.collect::<Option<_>>().ok_or_else(|| misshapen("an address"))
    }

    fn finish(mut self) -> Outcome<AgentEcs> {
        let living = self.living()?;
        let left_out = self.residents.len() - living.len();
        let groups = self.groups(&living);
        let mut entities = self.builder.budget.list(living.len())?;
        for &(id, parts) in living.values() {
            let components = self.components(parts, &groups)?;
            entities.push(AgentEntity { id, components });
        }
        let slots =
            slots::slots(self.file.next as usize, &entities, &self.builder.held, self.builder.budget)?;
        let free = slots::free(&slots, self.builder.budget)?;
        let (shard, types, groups) = (self.file.shard, self.types.names, groups.len() as u64);
        Ok(AgentEcs { shard, slots, free, types, entities, groups, graph: self.builder.graph, left_out })
    }

    /// Who lives. Of ids with one index, the one of this shard with the last generation does.
    fn living(&mut self) -> Outcome<Living> {
        self.builder.budget.take(ENTRY_BYTES * self.residents.len())?;
        let mut living = Living::new();
        for &parts in self.residents.keys() {
            let Some(id) = parts.resident(self.file.shard) else { continue };
            let (index, max) = (id.index(), self.builder.limits.entities_max as usize);
            ensure_within(index as usize, "the index of an entity", "entitiesMax", max)?;
            living.insert(index, (id, parts));
        }
        Ok(living)
    }

    /// Numbers the groups by the order of the shared values. AgentECS can put a value of another type in the
    /// place of one that is still held; that is a group of its own.
    fn groups(&self, living: &Living) -> Groups {
        let holders = living.values().map(|&(_, holder)| holder);
        let shares = holders.flat_map(|holder| self.shares.range((holder, 0)..=(holder, usize::MAX)));
        let mut groups: Groups =
            shares.map(|(&(_, kind), shared)| ((shared.place, kind), GroupId(0))).collect();
        groups.values_mut().zip(1..).for_each(|(group, number)| *group = GroupId(number));
        groups
    }

    /// What an entity has, by the number of the type.
    fn components(&mut self, holder: Parts, groups: &Groups) -> Outcome<Vec<AgentComponent>> {
        let mut found = BTreeMap::new();
        let own = self.residents.get(&holder).copied().unwrap_or_default();
        self.builder.budget.look(own)?;
        for &(class, value) in own {
            found.insert(self.kind(class)?, (value, None));
        }
        for (&(_, kind), shared) in self.shares.range((holder, 0)..=(holder, usize::MAX)) {
            found.insert(kind, (shared.value, groups.get(&(shared.place, kind)).copied()));
        }
        let mut components = self.builder.budget.list(found.len())?;
        for (component, (value, group)) in found {
            let value = self.builder.component(value)?;
            components.push(AgentComponent { component, value, group });
        }
        Ok(components)
    }
}

fn integer(item: Item) -> Option<i64> {
    match item {
        Item::Int(number) => Some(number),
        _ => None,
    }
}

fn misshapen(what: &str) -> CodecError {
    CodecError::corrupt(format!("this pickle holds no world of AgentECS: {what} has another shape"))
}
