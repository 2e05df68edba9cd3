use rustc_hash::FxHashSet;
use terrarium_ecs::{Allocator, Column, ComponentId, GroupId, Name, PAGE_SLOTS, Slot, World};

use crate::error::{CodecError, ensure};
use crate::ticks::read_ticks;
use crate::{
    BlockRef, Commons, Form, GroupsBlock, IdPage, Limits, Manifest, PageEntry, Parts, Place, TypeEntry,
    ValuesBlock, read_commons, read_free,
};

/// A snapshot on its way into a world: checked block by block, put into a world that is not the one in use, and
/// taken over when all of it was found right.
///
/// Values go their own way: for each block, [`Load::read`] answers their form and where they belong; the caller makes them and sets
/// them in the column of [`Load::column_mut`] or binds them to their groups, before it reads the next.
#[derive(Debug)]
pub struct Load<B, C> {
    parts: Parts<B>,
    limits: Limits,
    staged: World<C>,
    blocks: Vec<Block>,
    commons: Commons,
    /// Numbers of the groups that were read so far, of all types.
    groups: usize,
    bound: FxHashSet<u64>,
    unread: usize,
}

/// A block of values.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The component type, by its number in the staged world.
    pub component: ComponentId,
    /// The page; `None` for the values of the sharing groups.
    pub page: Option<u32>,
    /// Length and address.
    pub block: BlockRef,
    rows: u32,
    changed: u32,
}

/// The values of a block.
#[derive(Clone, Debug)]
pub struct Values<'a> {
    /// Slots of the values of a page, or numbers of the groups, one for each value.
    pub rows: Vec<u64>,
    /// The values.
    pub form: Form<'a>,
}

impl<B: AsRef<[u8]>, C: Column> Load<B, C> {
    /// Opens the files for a world: its component types keep their numbers, those that the files have besides
    /// are added.
    ///
    /// # Errors
    /// As [`Parts::open`]; `Corrupt` for ids that do not fit together; `Limit` where the world does not take so
    /// many component types.
    pub fn open(world: &World<C>, files: Vec<B>, limits: Limits) -> Result<Self, CodecError> {
        let parts = Parts::open(files, &limits)?;
        let manifest = parts.manifest();
        let (slots, free) = lives(&parts)?;
        let ids = Allocator::rebuild(manifest.shard, limits.entities_max, &slots, free);
        let ids = ids.map_err(|error| CodecError::corrupt(error).within("the entity ids"))?;
        let mut staged = world.staged(ids, manifest.tick, manifest.groups_founded);
        let blocks = blocks(manifest, &mut staged)?;
        let unread = blocks.len();
        let mut load = Self {
            parts,
            limits,
            staged,
            blocks,
            commons: Commons::default(),
            groups: 0,
            unread,
            bound: FxHashSet::default(),
        };
        load.commons = load.read_commons()?.map_or_else(Commons::default, |(_, commons)| commons);
        Ok(load)
    }

    /// The blocks of values, in the order in which they are to be read.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The world that is being filled.
    #[must_use]
    pub const fn world(&self) -> &World<C> {
        &self.staged
    }

    /// The column that takes the values of a component.
    pub fn column_mut(&mut self, component: ComponentId) -> &mut C {
        self.staged.column_mut(component)
    }

    /// What the snapshot consists of.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        self.parts.manifest()
    }

    /// The objects that blocks have in common, as a CBOR array.
    ///
    /// # Errors
    /// `Corrupt`, `Limit`.
    pub fn commons(&self) -> Result<Option<&[u8]>, CodecError> {
        Ok(self.read_commons()?.map(|(array, _)| array))
    }

    fn read_commons(&self) -> Result<Option<(&[u8], Commons)>, CodecError> {
        let Some(block) = self.parts.manifest().commons else { return Ok(None) };
        let bytes = self.parts.block(&block, Place::Commons)?;
        read_commons(bytes, &self.limits).map(Some).map_err(|error| error.within(Place::Commons))
    }

    /// Reads a block. Those of a type's groups come before its pages.
    ///
    /// # Errors
    /// `Corrupt`, `Limit`.
    pub fn read(&mut self, place: usize) -> Result<Values<'_>, CodecError> {
        let Self { parts, limits, staged, blocks, commons, groups, unread, .. } = self;
        let block = blocks.get(place).copied().ok_or_else(|| CodecError::corrupt("no such block"))?;
        let name = staged.name(block.component).cloned().unwrap_or_else(|| Name::from(""));
        let what = block.page.map_or(Place::Groups(&name), |page| Place::Page(&name, page));
        let bytes = parts.block(&block.block, what)?;
        *unread = unread.saturating_sub(1);
        let values = match block.page {
            None => GroupsBlock::read(bytes, limits, commons).and_then(|block| {
                *groups += block.numbers.len();
                let founded = block.numbers.last().is_none_or(|&last| last <= staged.groups_founded());
                ensure(founded, "a sharing group was never founded")?;
                Ok(Values { rows: block.numbers, form: block.values })
            }),
            Some(page) => ValuesBlock::read(bytes, limits, commons)
                .and_then(|values| place_values(staged, &block, page, values)),
        };
        values.map_err(|error| error.within(what))
    }

    /// Lets a value stand for a group of a component.
    ///
    /// # Errors
    /// `Corrupt` where a value stands for another group, or a group for another value.
    pub fn bind(&mut self, component: ComponentId, group: u64, value: C::Value) -> Result<(), CodecError> {
        let taken = self.staged.group_of(component, &value).is_some();
        ensure(!taken, "two sharing groups have one value")?;
        ensure(self.bound.insert(group), "a sharing group is of two component types")?;
        self.staged.restore_group(component, GroupId(group), value);
        Ok(())
    }

    /// The world as far as its blocks were read.
    ///
    /// # Errors
    /// `Corrupt` where all were read, and nobody holds a group.
    pub fn finish(self) -> Result<World<C>, CodecError> {
        let held: usize = self.staged.components().map(|id| self.staged.groups(id).count()).sum();
        ensure(self.unread > 0 || held == self.groups, "nobody holds one of the sharing groups")?;
        let Self { parts, mut staged, unread, .. } = self;
        let types = parts.manifest().types.iter().filter(|_| unread == 0);
        types.filter_map(|entry| Some((entry, entry.ticks?))).try_for_each(|(entry, block)| {
            let place = Place::Ticks(&entry.name);
            let bytes = parts.block(&block, place)?;
            let put = put_ticks(&mut staged, entry, bytes, parts.manifest().tick);
            put.map_err(|error| error.within(place))
        })?;
        Ok(staged)
    }
}

/// Says in the staged world when the values of a type came, were written and went.
fn put_ticks<C: Column>(
    staged: &mut World<C>,
    entry: &TypeEntry,
    bytes: &[u8],
    tick: u32,
) -> Result<(), CodecError> {
    let Some(component) = staged.find(&entry.name) else { return Ok(()) };
    let listed = |page: u32| entry.pages.binary_search_by_key(&page, |entry| entry.page).ok();
    let told = |page: u32| Some((entry.pages.get(listed(page)?)?.changed, staged.members(component, page)));
    let pages = read_ticks(bytes, tick, told)?;
    let has_ticks = |page: u32| pages.binary_search_by_key(&page, |ticks| ticks.page).is_ok();
    let is_due = |page: &PageEntry| page.rows > 0 || page.changed > 0 || has_ticks(page.page);
    ensure(entry.pages.iter().all(is_due), "a page without rows that never changed is in the list")?;
    for ticks in pages {
        staged.restore_stamps(component, ticks.page, [&ticks.came, &ticks.written], &ticks.gone);
    }
    Ok(())
}

/// Says in the staged world who has the component in a page, and who shares it.
fn place_values<'a, C: Column>(
    staged: &mut World<C>,
    block: &Block,
    page: u32,
    values: ValuesBlock<'a>,
) -> Result<Values<'a>, CodecError> {
    let ValuesBlock { members, shared, values } = values;
    ensure(members.count() == block.rows, "the manifest counts other rows than there are")?;
    let start = page * PAGE_SLOTS;
    let live = members.slots().all(|slot| staged.entity_at(start + slot).is_some());
    ensure(live, "an entity that is not alive has a value")?;
    staged.restore_page(block.component, page, members.clone(), block.changed);
    let mut shared = shared.into_iter().peekable();
    let mut rows = Vec::with_capacity(members.count() as usize);
    for (row, slot) in (0..).zip(members.slots()) {
        match shared.next_if(|&(shared, _)| shared == row) {
            None => rows.push(u64::from(slot)),
            Some((_, group)) => {
                let known = staged.column(block.component).shared_value(GroupId(group)).is_some();
                ensure(known, "an entity holds a sharing group that is not there")?;
                staged.restore_member(block.component, start + slot, GroupId(group));
            }
        }
    }
    ensure(shared.next().is_none(), "a row behind the last one is shared")?;
    Ok(Values { rows, form: values })
}

fn lives<B: AsRef<[u8]>>(parts: &Parts<B>) -> Result<(Vec<Slot>, Vec<u32>), CodecError> {
    let manifest = parts.manifest();
    let mut slots = Vec::new();
    for (place, block) in manifest.ids.iter().enumerate() {
        let count = (manifest.slots - slots.len() as u32).min(PAGE_SLOTS);
        let bytes = parts.block(block, Place::Ids(place))?;
        let page = IdPage::read(bytes, count).map_err(|error| error.within(Place::Ids(place)))?;
        slots.extend((0..).zip(&page.generations).map(|(slot, &generation)| life(&page, slot, generation)));
    }
    let Some(block) = manifest.free else { return Ok((slots, Vec::new())) };
    let free = read_free(parts.block(&block, Place::Free)?).map_err(|error| error.within(Place::Free))?;
    Ok((slots, free))
}

fn life(page: &IdPage, slot: u32, generation: u32) -> Slot {
    match (page.alive.contains(slot), page.retired.contains(slot)) {
        (true, _) => Slot::Alive(generation),
        (_, true) => Slot::Retired,
        _ => Slot::Vacant(generation),
    }
}

/// The blocks of values in the order of the file; registers the types that the staged world lacks.
fn blocks<C: Column>(manifest: &Manifest, staged: &mut World<C>) -> Result<Vec<Block>, CodecError> {
    let mut blocks = Vec::new();
    for entry in &manifest.types {
        let known = staged.find(&entry.name).map(Ok);
        let component = known.unwrap_or_else(|| staged.register(entry.name.clone()))?;
        let groups = entry.groups.map(|block| Block { component, page: None, block, rows: 0, changed: 0 });
        blocks.extend(groups);
        for page in &entry.pages {
            let changed = page.changed;
            match page.block {
                Some(block) => {
                    blocks.push(Block { component, page: Some(page.page), block, rows: page.rows, changed });
                }
                None => staged.restore_page(component, page.page, terrarium_ecs::Mask::EMPTY, changed),
            }
        }
    }
    Ok(blocks)
}
