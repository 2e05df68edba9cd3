//! Pickles by hand.

pub(crate) fn text(text: &str) -> Vec<u8> {
    [b"X".as_slice(), &(text.len() as u32).to_le_bytes(), text.as_bytes()].concat()
}

/// A class or function.
pub(crate) fn global(module: &str, name: &str) -> Vec<u8> {
    [text(module), text(name), b"\x93".to_vec()].concat()
}

pub(crate) fn entity_id(index: u32) -> Vec<u8> {
    let class = global("agentecs.core.identity.models", "EntityId");
    let index = [b"J".as_slice(), &index.to_le_bytes()].concat();
    [class, b")\x81](K\x00".to_vec(), index, b"K\x00eb".to_vec()].concat()
}

/// A world with one entity that has one component, pickled as given. Nothing is in the memo.
pub(crate) fn world(value: &[u8]) -> Vec<u8> {
    world_until(1_001, value)
}

/// The same, with this next index.
pub(crate) fn world_until(next: i32, value: &[u8]) -> Vec<u8> {
    let component = [b"}".to_vec(), global("agents", "Memory"), value.to_vec(), b"s".to_vec()].concat();
    let entities = [b"}".to_vec(), entity_id(1_000), component, b"s".to_vec()].concat();
    let next = [b"J".as_slice(), &next.to_le_bytes()].concat();
    let parts = [
        ("shard", b"K\x00".to_vec()),
        ("components", entities),
        ("allocator_next", next),
        ("shared_refs", b"}".to_vec()),
        ("shared_components", b"}".to_vec()),
    ];
    let parts = parts.map(|(name, part)| [text(name), part].concat()).concat();
    [b"\x80\x04}(".to_vec(), parts, b"u.".to_vec()].concat()
}
