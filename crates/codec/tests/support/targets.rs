//! What is fuzzed: each target takes any bytes, and fails by panicking. The same functions replay the corpus in
//! the ordinary tests.

#![allow(dead_code, reason = "each fuzz program calls one of them")]

use terrarium_codec::{Commons, Graph, Limits, ValuesBlock, read_agent_ecs, read_values, write_roots};

#[path = "loading.rs"]
mod loading;
#[path = "native.rs"]
mod native;
#[path = "seal.rs"]
mod seal;

/// A file: refused, or a consistent world that writes the very file.
pub(crate) fn snapshot(bytes: &[u8]) {
    file(bytes);
    if let Some(parts) = seal::parts(bytes) {
        let mut sealed = bytes.to_vec();
        seal::reseal(&mut sealed, &parts);
        file(&sealed);
    }
}

fn file(bytes: &[u8]) {
    let limits = Limits::default();
    let Ok((mut world, graph)) = loading::load(bytes, &limits) else { return };
    world.check().expect("a world that was loaded is consistent");
    let again = native::save(&mut world, &graph, &limits).expect("what was loaded can be saved");
    assert!(again == bytes || !seal::is_plain(bytes), "a file that was taken is not the one that is written");
    let (mut twice, graph) = loading::load(&again, &limits).expect("what was saved can be loaded");
    let settled = native::save(&mut twice, &graph, &limits).expect("what was loaded can be saved again");
    assert!(settled == again, "what was saved has other bytes when it is loaded and saved again");
}

/// The values of a block: refused, or written as they were read. The first byte says how many there are.
pub(crate) fn value(bytes: &[u8]) {
    let Some((&rows, values)) = bytes.split_first() else { return };
    let block = [&[0x83][..], &uint(rows), &[0xf6], values].concat();
    let limits = Limits::default();
    let Ok(read) = ValuesBlock::read(&block, &limits, &Commons::default()) else { return };
    let mut graph = Graph::default();
    let values = read_values(&mut graph, &read.values, &[]).expect("what was checked can be read");
    let roots = write_roots(&graph, &[&values], &limits).expect("what was read can be written");
    assert_eq!(roots.commons, None, "one block has nothing in common with another");
    assert_eq!(roots.forms, [read.values], "values that were taken are not those that are written");
}

fn uint(number: u8) -> Vec<u8> {
    if number < 24 { vec![number] } else { vec![0x18, number] }
}

/// A pickle: refused, or the contents of a world.
pub(crate) fn pickle(bytes: &[u8]) {
    let Ok(found) = read_agent_ecs(bytes, &Limits::default()) else { return };
    assert!(found.slots.len() > found.entities.len(), "every entity has a slot, as has the world's own");
}
