//! What is fuzzed: each target takes any bytes, and fails by panicking. The same functions replay the corpus in
//! the ordinary tests.

#![allow(dead_code, reason = "each fuzz program calls one of them")]

use terrarium_codec::{Commons, Graph, Limits, ValuesBlock, read_agent_ecs, read_values, write_roots};
use terrarium_ecs::language::{Asked, News, QueryErrorKind, Selection};
use terrarium_ecs::{Matches, Name, VecColumn, World};

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

/// A query: refused at a place in the text, or one whose spelling says the same and whose answers agree. The first
/// byte says how the others are units of the text, and where something is to be completed.
pub(crate) fn query(bytes: &[u8]) {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let text: Vec<u16> = match first % 2 {
        0 => String::from_utf8_lossy(rest).encode_utf16().collect(),
        _ => rest.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect(),
    };
    let world = asked_world();
    let completion = world.complete(&text, usize::from(first));
    assert!(
        completion.start <= completion.end && completion.end <= text.len(),
        "a completion beside the text"
    );
    match world.select(&text) {
        Err(error) => assert!(error.span.start <= error.span.end && error.span.end <= text.len(), "{error}"),
        Ok(selection) => answered(&world, &selection),
    }
}

type Numbers = World<VecColumn<u32>>;

/// Three pages of entities that have something, share something, and had something.
fn asked_world() -> Numbers {
    let mut world = Numbers::new(0).expect("shard 0");
    let names = ["Position", "Health", "Name", "Frozen", "Burning", "Agent", "Task", "Target", "game/Mana"];
    let types = names.map(|name| world.register(Name::from(name)).expect("free"));
    for at in 0..6 {
        let entity = world.create().expect("room");
        world.set(entity, types[at % 3], 1).expect("alive");
        world.share(entity, types[3 + at % 2], 2).expect("alive");
        world.advance();
        world.remove(entity, types[at % 2]).expect("alive");
    }
    world
}

fn answered(world: &Numbers, selection: &Selection) {
    let numbers = vec![1.0; selection.query().parameters.len()];
    let mut matches = Matches::default();
    selection.candidates(world, &numbers, 0, &mut matches);
    let listed: u32 = matches.pages.iter().map(|page| page.length).sum();
    assert_eq!(selection.count(world, &numbers), listed, "as many are counted as are listed");
    let masks = selection.explain(world, &numbers).iter().filter_map(|step| step.left).next_back();
    assert_eq!(masks.unwrap_or(world.size()), listed, "as many are left as are listed");
    assert_ne!(selection.news(world, &numbers, Asked::default()), News::Pages(vec![]), "all of it is news");
    let spell = |selection: &Selection| {
        let conditions = selection.query().conditions.iter().map(ToString::to_string);
        conditions.collect::<Vec<_>>().join(", ")
    };
    let spelled = spell(selection);
    match world.select(&spelled.encode_utf16().collect::<Vec<_>>()) {
        // A spelling has parentheses where the text could do without.
        Err(error) => assert_eq!(error.kind, QueryErrorKind::Limit, "{spelled}: {error}"),
        Ok(again) => assert_eq!(spell(&again), spelled, "the spelling says something else"),
    }
}
