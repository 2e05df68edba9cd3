//! Who lives, who shares, and what is handed out next.

use terrarium_ecs::{Allocator, Slot};

use crate::{show, sound, world};

#[test]
fn entities_and_their_components_are_read() {
    let world = world("simple");
    sound::check(&world).expect("a sound world");
    assert_eq!((world.shard, world.groups, world.left_out), (0, 0, 0));
    assert_eq!(
        show::world(&world),
        [
            "0:0v0 | agents.Wallet = agents.Wallet{coins: 1}",
            "0:1v0",
            "0:1000v0 | agents.Wallet = agents.Wallet{coins: 10} | agents.Position = agents.Position{x: 1.5, y: -2}",
            "0:1001v0 | agents.Position = agents.Position{x: 0, y: 1e300}",
            "0:1002v0",
        ]
    );
}

/// B1 of AgentECS: a restored world finds none of its entities.
#[test]
fn every_entity_is_alive_and_the_next_fresh_index_is_kept() {
    let world = world("simple");
    let ids = Allocator::rebuild(world.shard, 1_100, &world.slots, world.free.clone());
    let mut ids = ids.expect("slots and free list fit together");
    assert!(world.entities.iter().all(|entity| ids.is_alive(entity.id)));
    assert_eq!(ids.alive(), 4);
    let vacant: Vec<String> = (2..1_000).map(|index| format!("0:{index}v1")).collect();
    let mut given = || ids.allocate().expect("a slot is free").to_string();
    assert_eq!(vacant, [(); 998].map(|()| given()));
    assert_eq!([given(), given()], ["0:1003v0", "0:1004v0"]);
}

/// B4 of AgentECS: groups are known by addresses, and one may stand for a value of another type.
#[test]
fn groups_are_numbered_in_the_order_of_the_file() {
    let world = world("shared");
    sound::check(&world).expect("a sound world");
    assert_eq!(world.groups, 5);
    assert_eq!(
        show::world(&world),
        [
            "0:0v0 | agents.Position in 4 = agents.Position{x: 1, y: 1}",
            "0:1v0",
            "0:1000v0 | agents.models.Policy in 2 = agents.models.Policy{0: \"first\", 1: 1} | \
             agents.Memory in 3 = agents.Memory{value: \"market\", links: []} | agents.Wallet = agents.Wallet{coins: 0}",
            "0:1001v0 | agents.models.Policy in 2 = ^1 | agents.Memory = ^2 | agents.Wallet = agents.Wallet{coins: 1}",
            "0:1002v0 | agents.models.Policy in 1 = agents.models.Policy{0: \"second\", 1: 2} | agents.Wallet in 5 = ^0",
            "0:1003v0 | agents.models.Policy in 1 = ^6 | agents.Position in 4 = ^0 | \
             agents.Wallet = agents.Wallet{coins: 3}",
        ]
    );
}

/// B3 of AgentECS: a restored world gives out ids of another shard.
#[test]
fn ids_are_of_the_shard_of_the_file() {
    let world = world("sharded");
    sound::check(&world).expect("a sound world");
    assert_eq!((world.shard, world.left_out), (3, 1), "the entity of another shard is left out");
    assert_eq!(
        show::world(&world),
        [
            "3:0v0 | agents.Wallet = agents.Wallet{coins: 0}",
            "3:1v0 | agents.Wallet = agents.Wallet{coins: 1}",
            "3:1000v0 | agents.Wallet = agents.Wallet{coins: 2}",
            "3:1001v0 | agents.Memory = agents.Memory{value: [#3:0v0, #3:1000v0, #0:1000v0], links: []}",
        ]
    );
}

#[test]
fn generations_are_kept_and_none_is_given_out_again() {
    let world = world("recycled");
    sound::check(&world).expect("a sound world");
    assert_eq!(
        show::world(&world)[2..],
        [
            "0:1000v0 | agents.Memory = agents.Memory{value: [#0:1002v4, #0:1002v3, #0:1004v131071, #0:1001v0], \
             links: []}",
            "0:1001v2 | agents.Wallet = agents.Wallet{coins: 12}",
            "0:1003v131071 | agents.Wallet = agents.Wallet{coins: 13}",
            "0:1005v1 | agents.Wallet = agents.Wallet{coins: 15}",
            "0:1010v0 | agents.Wallet = agents.Wallet{coins: 17}",
        ]
    );
    let (alive, vacant) = (Slot::Alive, Slot::Vacant);
    let first = [alive(0), alive(2), vacant(5), alive(131_071), Slot::Retired, alive(1)];
    assert_eq!(world.slots[1_000..1_006], first);
    assert_eq!(world.slots[1_006..], [vacant(1), vacant(1), vacant(1), vacant(1), alive(0)]);
}

/// B5 of AgentECS: whoever writes to an id that is not alive leaves an entity that nobody finds.
#[test]
fn entities_that_cannot_be_found_are_left_out() {
    let world = world("recycled");
    assert_eq!(world.left_out, 2, "the one below zero, and the former one at an index that is used again");
    assert_eq!(world.groups, 0, "what only they share is no group");
}

#[test]
fn every_protocol_says_the_same() {
    let expected = show::world(&world("protocol-4"));
    for protocol in [2, 3, 5] {
        assert_eq!(show::world(&world(&format!("protocol-{protocol}"))), expected, "{protocol}");
    }
    assert_eq!(
        expected[2],
        "0:1000v0 | agents.Memory = agents.Memory{value: {k: [Uint8Array[0, 255], Uint8Array[], Uint8Array[97], \
         Set{1, 2}, Set{3}, agents.Outer.Inner{depth: 1}, Date(1704153600000)], \
         long: 0x1000000000000000000000000000000000000000000000000000000000000000000000000000n, \
         handle: #0:1000v0}, links: []}"
    );
}
