use rustc_hash::FxHashMap;
use terrarium_ecs::{Column, ComponentId, World};

use crate::BlockRef;

/// Which block of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Ids(u32),
    Free,
    Ticks(ComponentId),
    Groups(ComponentId),
    Page(ComponentId, u32),
}

impl Key {
    /// The moment in which something in the block was last written.
    fn written<C: Column>(self, world: &World<C>) -> u64 {
        match self {
            Self::Ids(page) => world.lives_written(page),
            Self::Free => world.lives_written_anywhere(),
            Self::Ticks(component) | Self::Groups(component) => world.written_anywhere(component),
            Self::Page(component, page) => world.written(component, page),
        }
    }
}

/// A block as it was last saved.
#[derive(Clone, Copy, Debug)]
struct Saved {
    moment: u64,
    /// The tick since which it has been saved like this; none if it once was saved otherwise, though nobody wrote
    /// to it between.
    tick: Option<u32>,
    block: BlockRef,
}

/// The blocks that a world was last saved in: what was not written since need not be looked at.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    blocks: FxHashMap<Key, Saved>,
    /// Whether blocks had objects in common: then no block can be told unchanged by itself.
    entangled: bool,
}

impl Cache {
    /// The block that was saved, if nothing in it was written since.
    pub(crate) fn known<C: Column>(&self, world: &World<C>, key: Key) -> Option<BlockRef> {
        let saved = self.blocks.get(&key)?;
        (!self.entangled && key.written(world) < saved.moment).then_some(saved.block)
    }

    /// Whether a block that is known has been what it is since a tick.
    pub(crate) fn is_of(&self, key: Key, tick: u32) -> bool {
        self.blocks.get(&key).and_then(|saved| saved.tick).is_some_and(|saved| saved <= tick)
    }

    pub(crate) fn note<C: Column>(&mut self, world: &World<C>, key: Key, moment: u64, block: BlockRef) {
        let tick = match self.blocks.get(&key) {
            Some(saved) if saved.block == block => saved.tick,
            Some(saved) if key.written(world) < saved.moment => None,
            _ => Some(world.tick()),
        };
        self.blocks.insert(key, Saved { moment, tick, block });
    }

    pub(crate) const fn entangle(&mut self, entangled: bool) {
        self.entangled = entangled;
    }
}
