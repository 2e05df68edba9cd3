use terrarium_ecs::EntityId;

/// An entity's id as AgentECS has it: any integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Parts {
    pub(super) shard: i64,
    pub(super) index: i64,
    pub(super) generation: i64,
}

/// Indices that AgentECS keeps for its own entities, which are of shard 0 in the worlds of every shard.
const RESERVED: i64 = 1_000;

impl Parts {
    /// The handle, in a world of this shard; `None` where a part is out of its range.
    pub(super) fn handle(self, own: u32) -> Option<EntityId> {
        let shard = if self.is_system() { own } else { u32::try_from(self.shard).ok()? };
        EntityId::new(shard, u32::try_from(self.index).ok()?, u32::try_from(self.generation).ok()?)
    }

    /// The handle of an entity that lives in a world of this shard; `None` if none can.
    pub(super) fn resident(self, own: u32) -> Option<EntityId> {
        let is_first = |id: &EntityId| id.index() > 0 || id.generation() == 0;
        self.handle(own).filter(|id| id.shard() == own).filter(is_first)
    }

    fn is_system(self) -> bool {
        self.shard == 0 && (0..RESERVED).contains(&self.index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handle(shard: i64, index: i64, generation: i64) -> Option<String> {
        Parts { shard, index, generation }.handle(3).map(|id| id.to_string())
    }

    #[test]
    fn system_entities_are_of_every_shard() {
        assert_eq!(handle(0, 1, 0).as_deref(), Some("3:1v0"));
        assert_eq!(handle(0, 1_000, 2).as_deref(), Some("0:1000v2"));
        assert_eq!(handle(3, 1_000, 2).as_deref(), Some("3:1000v2"));
        assert_eq!(handle(4, 1, 0).as_deref(), Some("4:1v0"));
    }

    #[test]
    fn what_is_out_of_range_is_no_handle() {
        for (shard, index, generation) in [
            (0, -1, 0),
            (-1, 1, 0),
            (1_024, 1, 0),
            (0, 1 << 26, 0),
            (0, 1, 1 << 17),
            (0, 1, -1),
            (0, 1, 1 << 32),
        ] {
            assert_eq!(handle(shard, index, generation), None);
        }
    }
}
