//! Reading a manifest.

use terrarium_ecs::{EntityId, Name, PAGE_SLOTS};

use crate::address::{Address, BlockRef};
use crate::error::{CodecError, Outcome, ensure, ensure_within};
use crate::header::Header;
use crate::limits::Limits;
use crate::manifest::{Manifest, PageEntry, TypeEntry};
use crate::reader::Reader;
use crate::writer::SAFE_MAX;

/// Reads a manifest, every rule on it checked.
pub(crate) fn read(header: Header, bytes: &[u8], limits: &Limits) -> Outcome<Manifest> {
    let mut reader = Reader::new(bytes);
    let has_ticks = header.version > 1;
    reader.array_of(7 + usize::from(has_ticks))?;
    let Header { version, partial, delta, shard } = header;
    let mut manifest = Manifest { version, partial, delta, shard, ..Manifest::default() };
    manifest.tick = reader.uint_32()?;
    manifest.slots = slots(&mut reader, limits)?;
    manifest.groups_founded = reader.uint()?;
    ensure(manifest.groups_founded <= SAFE_MAX, "more sharing groups than can be")?;
    manifest.ids = ids(&mut reader, manifest.slots)?;
    manifest.free = pair(&mut reader)?;
    let ticks = if has_ticks { Some(ticks(&mut reader, limits)?) } else { None };
    manifest.commons = pair(&mut reader)?;
    manifest.types = types(&mut reader, &manifest, limits, ticks)?;
    reader.finish()?;
    within_size(&manifest, bytes.len(), limits)?;
    Ok(manifest)
}

fn slots(reader: &mut Reader<'_>, limits: &Limits) -> Outcome<u32> {
    let slots = reader.uint_32()?;
    ensure(slots > 0 && slots - 1 <= EntityId::INDEX_MAX, "the number of entity slots is out of range")?;
    ensure_within(slots as usize - 1, "entity slots", "entitiesMax", limits.entities_max as usize)?;
    Ok(slots)
}

fn ids(reader: &mut Reader<'_>, slots: u32) -> Outcome<Vec<BlockRef>> {
    let blocks = slots.div_ceil(PAGE_SLOTS);
    reader.array_of(2 * blocks as usize)?;
    (0..blocks).map(|_| block(reader)).collect()
}

fn block(reader: &mut Reader<'_>) -> Outcome<BlockRef> {
    let length = reader.uint_32()?;
    ensure(length > 0, "a block is empty")?;
    let address = <[u8; 16]>::try_from(reader.byte_string()?);
    let address = address.map_err(|_| CodecError::corrupt("the address of a block has another length"))?;
    Ok(BlockRef { length, address: Address(address) })
}

fn pair(reader: &mut Reader<'_>) -> Outcome<Option<BlockRef>> {
    if reader.null() {
        return Ok(None);
    }
    reader.array_of(2)?;
    block(reader).map(Some)
}

/// The block of ticks of each type that has one.
fn ticks(reader: &mut Reader<'_>, limits: &Limits) -> Outcome<Vec<Option<BlockRef>>> {
    let count = reader.array()?;
    ensure_within(count, "component types", "componentTypesMax", limits.component_types_max)?;
    (0..count).map(|_| pair(reader)).collect()
}

fn types(
    reader: &mut Reader<'_>,
    manifest: &Manifest,
    limits: &Limits,
    ticks: Option<Vec<Option<BlockRef>>>,
) -> Outcome<Vec<TypeEntry>> {
    let count = reader.array()?;
    ensure_within(count, "component types", "componentTypesMax", limits.component_types_max)?;
    let ticks = ticks.unwrap_or_else(|| vec![None; count]);
    ensure(ticks.len() == count, "there are ticks of other types than there are")?;
    let mut types: Vec<TypeEntry> = Vec::new();
    for ticks in ticks {
        let entry = type_entry(reader, manifest, limits, ticks)?;
        let ascending = types.last().is_none_or(|last| last.name < entry.name);
        ensure(ascending, "the component types are not ascending by name")?;
        types.push(entry);
    }
    Ok(types)
}

fn type_entry(
    reader: &mut Reader<'_>,
    manifest: &Manifest,
    limits: &Limits,
    ticks: Option<BlockRef>,
) -> Outcome<TypeEntry> {
    reader.array_of(3)?;
    let name = type_name(reader, limits)?;
    let entry = pair(reader).and_then(|groups| Ok((groups, pages(reader, manifest, ticks.is_some())?)));
    let (groups, pages) = entry.map_err(|error| error.within(format_args!("type {name}")))?;
    let holders = groups.is_none() || pages.iter().any(|page| page.block.is_some());
    ensure(holders, "a type has sharing groups and no values")?;
    Ok(TypeEntry { name, ticks, groups, pages })
}

fn type_name(reader: &mut Reader<'_>, limits: &Limits) -> Outcome<Name> {
    let name = reader.string()?;
    ensure_within(name.bytes(), "the name of a component type", "nameBytesMax", limits.name_bytes_max)?;
    Ok(name.name())
}

fn pages(reader: &mut Reader<'_>, manifest: &Manifest, has_ticks: bool) -> Outcome<Vec<PageEntry>> {
    let count = reader.array()?;
    let mut pages: Vec<PageEntry> = Vec::new();
    for _ in 0..count {
        let page = page(reader, manifest, has_ticks)?;
        ensure(pages.last().is_none_or(|last| last.page < page.page), "the pages are not ascending")?;
        pages.push(page);
    }
    Ok(pages)
}

fn page(reader: &mut Reader<'_>, manifest: &Manifest, has_ticks: bool) -> Outcome<PageEntry> {
    let items = reader.array()?;
    let [page, changed, rows] = [reader.uint_32()?, reader.uint_32()?, reader.uint_32()?];
    let slots = u64::from(manifest.slots).saturating_sub(u64::from(page) * u64::from(PAGE_SLOTS));
    ensure(u64::from(rows) <= slots.min(u64::from(PAGE_SLOTS)), "a page has more rows than entity slots")?;
    ensure(slots > 0, "a page lies behind the last entity slot")?;
    ensure(changed <= manifest.tick, "a page changed later than the clock of the world says")?;
    ensure(rows > 0 || changed > 0 || has_ticks, "a page without rows that never changed is in the list")?;
    ensure(items == if rows > 0 { 5 } else { 3 }, "a page has values without rows, or rows without values")?;
    let block = if rows > 0 { Some(block(reader)?) } else { None };
    Ok(PageEntry { page, changed, rows, block })
}

/// All that a manifest names together must be no larger than a file may be.
fn within_size(manifest: &Manifest, own: usize, limits: &Limits) -> Outcome<()> {
    let blocks: u64 = manifest.blocks().map(|block| u64::from(block.length)).sum();
    let total = usize::try_from(blocks).map_or(usize::MAX, |blocks| blocks.saturating_add(own));
    ensure_within(total, "the blocks of the snapshot", "snapshotBytesMax", limits.snapshot_bytes_max)
}
