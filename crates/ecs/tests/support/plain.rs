//! A plain world of numbers.

use terrarium_ecs::{Name, VecColumn, World};

pub(crate) type Plain = World<VecColumn<u32>>;

/// A world of shard 0 with component types `0..types`.
pub(crate) fn world(types: u32) -> Plain {
    let mut world = Plain::new(0).expect("shard 0");
    for number in 0..types {
        world.register(Name::from(number.to_string().as_str())).expect("a new name");
    }
    world
}
