use terrarium_ecs::{Name, PAGE_SLOTS};

use crate::blocks::GroupsBlock;
use crate::error::{CodecError, Outcome};
use crate::ids::IdPage;
use crate::limits::Limits;
use crate::manifest::{Place, TypeEntry};
use crate::parts::Parts;
use crate::reader::Reader;

/// What a snapshot holds, without building a world of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The version of its format.
    pub version: u16,
    /// The world's shard.
    pub shard: u32,
    /// The world's clock.
    pub tick: u32,
    /// Whether it holds chosen entities or types only.
    pub partial: bool,
    /// Whether some blocks are in other files.
    pub delta: bool,
    /// Living entities, the world's own not counted; of a delta those in the pages that it has.
    pub entities: u32,
    /// Bytes of the file.
    pub bytes: usize,
    /// The component types, ascending by name.
    pub types: Vec<TypeInspection>,
}

/// What a snapshot holds of one component type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeInspection {
    /// Its name.
    pub name: Name,
    /// Entities that have the component.
    pub entities: u32,
    /// Sharing groups; 0 where a delta does not have their block.
    pub groups: u32,
    /// Bytes of its blocks, those in other files too.
    pub bytes: u64,
}

/// Looks into a file. Everything in it is compared with its checksum, values are not looked at.
///
/// # Errors
/// As [`Parts::open`].
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Inspection, CodecError> {
    let parts = Parts::open(vec![bytes], limits)?;
    let manifest = parts.manifest();
    let types = manifest.types.iter().map(|entry| inspect_type(&parts, entry));
    Ok(Inspection {
        version: manifest.version,
        shard: manifest.shard,
        tick: manifest.tick,
        partial: manifest.partial,
        delta: manifest.delta,
        entities: entities(&parts)?,
        bytes: bytes.len(),
        types: types.collect::<Outcome<_>>()?,
    })
}

fn entities(parts: &Parts<&[u8]>) -> Outcome<u32> {
    let slots = parts.manifest().slots;
    let mut alive = 0;
    for (page, block) in (0..).zip(&parts.manifest().ids) {
        if parts.has(block) {
            let place = Place::Ids(page as usize);
            let bytes = parts.block(block, place)?;
            let ids = IdPage::read(bytes, (slots - page * PAGE_SLOTS).min(PAGE_SLOTS));
            let ids = ids.map_err(|error| error.within(place))?;
            alive += ids.alive.count() - u32::from(page == 0 && ids.alive.contains(0));
        }
    }
    Ok(alive)
}

fn inspect_type(parts: &Parts<&[u8]>, entry: &TypeEntry) -> Outcome<TypeInspection> {
    let place = Place::Groups(&entry.name);
    let groups = entry.groups.filter(|block| parts.has(block));
    let numbers = groups.map(|block| GroupsBlock::numbers(&mut Reader::new(parts.block(&block, place)?)));
    let numbers = numbers.transpose().map_err(|error| error.within(place))?;
    let blocks = entry.groups.into_iter().chain(entry.pages.iter().filter_map(|page| page.block));
    Ok(TypeInspection {
        name: entry.name.clone(),
        entities: entry.pages.iter().map(|page| page.rows).sum(),
        groups: numbers.map_or(0, |numbers| numbers.len() as u32),
        bytes: blocks.map(|block| u64::from(block.length)).sum(),
    })
}
