use terrarium_ecs::EntityId;

use crate::error::{CodecError, Outcome, ensure_within};
use crate::limits::Limits;
use crate::pickle::{Item, Tree};

/// The parts of the dict that AgentECS writes.
pub(super) struct File<'t> {
    pub(super) shard: u32,
    /// Entities to dicts of types to values.
    pub(super) components: &'t [(Item, Item)],
    /// The next index that was never used.
    pub(super) next: u32,
    /// Entities and types to addresses.
    pub(super) shares: &'t [(Item, Item)],
    /// Addresses to values.
    pub(super) shared: &'t [(Item, Item)],
}

impl<'t> File<'t> {
    pub(super) fn of(tree: &'t Tree<'t>, limits: &Limits) -> Outcome<Self> {
        let parts = tree.dict(tree.root()).ok_or_else(|| foreign("a dict"))?;
        let part = |name: &str| {
            let named = parts.iter().rfind(|&&(key, _)| tree.text(key) == Some(name.as_bytes()));
            named.map(|&(_, part)| part)
        };
        let dict = |name: &str| part(name).and_then(|part| tree.dict(part)).ok_or_else(|| foreign(name));
        let number = |name: &str| match part(name) {
            Some(Item::Int(number)) => usize::try_from(number).map_err(|_| foreign(name)),
            _ => Err(foreign(name)),
        };
        let shard = number("shard")?;
        ensure_within(shard, "the shard", "the last shard", EntityId::SHARD_MAX as usize)?;
        let next = number("allocator_next")?;
        ensure_within(next, "the indices of entities", "entitiesMax", limits.entities_max as usize + 1)?;
        Ok(Self {
            shard: shard as u32,
            components: dict("components")?,
            next: next as u32,
            shares: dict("shared_refs")?,
            shared: dict("shared_components")?,
        })
    }
}

fn foreign(missing: &str) -> CodecError {
    CodecError::corrupt(format!("this pickle holds no world of AgentECS: {missing} is missing or wrong"))
}
