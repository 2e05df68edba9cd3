use std::fmt;

use rustc_hash::FxHashSet;
use terrarium_ecs::Name;

use crate::address::{Address, BlockRef};
use crate::error::CodecError;
use crate::header::{self, Header, VERSION};
use crate::limits::Limits;
use crate::listing;
use crate::writer::Writer;

/// What a snapshot consists of: the world's own figures, and every block by its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The version of the format.
    pub version: u16,
    /// Whether it holds chosen entities or types only.
    pub partial: bool,
    /// Whether some blocks are in other files.
    pub delta: bool,
    /// The world's shard.
    pub shard: u32,
    /// The world's clock.
    pub tick: u32,
    /// Entity slots used, the world's own among them.
    pub slots: u32,
    /// The number of the last sharing group that was founded, 0 if none was.
    pub groups_founded: u64,
    /// One block of the id table for each 1,024 slots.
    pub ids: Vec<BlockRef>,
    /// The free list, where a slot is vacant.
    pub free: Option<BlockRef>,
    /// The objects that several blocks refer to, if there are any.
    pub commons: Option<BlockRef>,
    /// The component types, ascending by name.
    pub types: Vec<TypeEntry>,
}

/// A component type in a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeEntry {
    /// Its name.
    pub name: Name,
    /// When its values came, were written and went, where that is not what the pages say.
    pub ticks: Option<BlockRef>,
    /// Its sharing groups, if it has any.
    pub groups: Option<BlockRef>,
    /// Its pages, ascending.
    pub pages: Vec<PageEntry>,
}

/// A page of a component type in a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageEntry {
    /// Its number: entity indices `1024 * page ..`.
    pub page: u32,
    /// The tick at which a value in it last came, changed or went.
    pub changed: u32,
    /// How many entities have the component there.
    pub rows: u32,
    /// The values; none where there are no rows.
    pub block: Option<BlockRef>,
}

/// What a block is for. Shows as the words that name the block in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// A page of the id table.
    Ids(usize),
    /// The free list.
    Free,
    /// When values of a type came and went.
    Ticks(&'a Name),
    /// The common objects.
    Commons,
    /// The sharing groups of a type.
    Groups(&'a Name),
    /// A page of a type.
    Page(&'a Name, u32),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ids(page) => write!(f, "page {page} of the entity ids"),
            Self::Free => f.write_str("the list of free ids"),
            Self::Ticks(name) => write!(f, "the ticks of {name}"),
            Self::Commons => f.write_str("the objects in common"),
            Self::Groups(name) => write!(f, "the sharing groups of {name}"),
            Self::Page(name, page) => write!(f, "page {page} of {name}"),
        }
    }
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            version: VERSION,
            partial: false,
            delta: false,
            shard: 0,
            tick: 0,
            slots: 0,
            groups_founded: 0,
            ids: Vec::new(),
            free: None,
            commons: None,
            types: Vec::new(),
        }
    }
}

impl Manifest {
    /// Reads the manifest of a file; what follows it may be missing, and is not looked at.
    ///
    /// # Errors
    /// As [`crate::Parts::open`].
    pub fn read(file: &[u8], limits: &Limits) -> Result<Self, CodecError> {
        let (header, manifest, _) = header::open(file)?;
        listing::read(header, manifest, limits).map_err(|error| error.within("the manifest"))
    }

    /// Every block in the order of the file with what it is for; one of the same content as another
    /// comes again.
    pub fn places(&self) -> impl Iterator<Item = (Place<'_>, BlockRef)> {
        let ids = self.ids.iter().enumerate().map(|(page, block)| (Place::Ids(page), *block));
        let free = self.free.map(|block| (Place::Free, block));
        let commons = self.commons.map(|block| (Place::Commons, block));
        let ticks = self.types.iter().filter_map(|entry| Some((Place::Ticks(&entry.name), entry.ticks?)));
        ids.chain(free).chain(ticks).chain(commons).chain(self.types.iter().flat_map(TypeEntry::places))
    }

    /// The blocks in the order of the file, each content once.
    pub fn blocks(&self) -> impl Iterator<Item = BlockRef> {
        self.distinct().map(|(_, block)| block)
    }

    /// The same with what the block is first for.
    pub(crate) fn distinct(&self) -> impl Iterator<Item = (Place<'_>, BlockRef)> {
        let mut seen: FxHashSet<Address> = FxHashSet::default();
        self.places().filter(move |(_, block)| seen.insert(block.address))
    }

    /// The beginning of the file: all before the blocks.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let header =
            Header { version: self.version, partial: self.partial, delta: self.delta, shard: self.shard };
        header::seal(&header, &self.body())
    }

    fn body(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        let has_ticks = self.version > 1;
        writer.array(7 + usize::from(has_ticks));
        writer.uint(u64::from(self.tick));
        writer.uint(u64::from(self.slots));
        writer.uint(self.groups_founded);
        writer.array(2 * self.ids.len());
        self.ids.iter().for_each(|block| write_block(&mut writer, *block));
        write_pair(&mut writer, self.free);
        if has_ticks {
            writer.array(self.types.len());
            self.types.iter().for_each(|entry| write_pair(&mut writer, entry.ticks));
        }
        write_pair(&mut writer, self.commons);
        writer.array(self.types.len());
        self.types.iter().for_each(|entry| entry.write(&mut writer));
        writer.into_bytes()
    }
}

impl TypeEntry {
    fn places(&self) -> impl Iterator<Item = (Place<'_>, BlockRef)> {
        let groups = self.groups.map(|block| (Place::Groups(&self.name), block));
        let pages = self.pages.iter().filter_map(|page| Some((page.page, page.block?)));
        groups.into_iter().chain(pages.map(|(page, block)| (Place::Page(&self.name, page), block)))
    }

    fn write(&self, writer: &mut Writer) {
        writer.array(3);
        writer.string(&self.name);
        write_pair(writer, self.groups);
        writer.array(self.pages.len());
        self.pages.iter().for_each(|page| page.write(writer));
    }
}

impl PageEntry {
    fn write(&self, writer: &mut Writer) {
        writer.array(if self.block.is_some() { 5 } else { 3 });
        writer.uint(u64::from(self.page));
        writer.uint(u64::from(self.changed));
        writer.uint(u64::from(self.rows));
        if let Some(block) = self.block {
            write_block(writer, block);
        }
    }
}

fn write_block(writer: &mut Writer, block: BlockRef) {
    writer.uint(u64::from(block.length));
    writer.byte_string(&block.address.0);
}

fn write_pair(writer: &mut Writer, block: Option<BlockRef>) {
    match block {
        Some(block) => {
            writer.array(2);
            write_block(writer, block);
        }
        None => writer.null(),
    }
}
