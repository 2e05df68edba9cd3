use rustc_hash::FxHashSet;
use terrarium_ecs::{Column, ComponentId, Mask, PAGE_SLOTS, Slot, World, sorted};

use crate::cache::{Cache, Key};
use crate::error::ensure_within;
use crate::ticks::{unusual, write_ticks};
use crate::{
    Address, BlockRef, CodecError, Form, GroupsBlock, IdPage, Manifest, PageEntry, Scope, TypeEntry,
    ValuesBlock, write_commons, write_free,
};

/// Which blocks a file leaves out, since they are elsewhere.
#[derive(Clone, Debug, Default)]
pub enum Base {
    /// None: the file is whole.
    #[default]
    None,
    /// Those with these addresses.
    Blocks(FxHashSet<Address>),
    /// Pages of values that were saved before this tick, and in which nothing came, changed or went since it began.
    Before(u32),
}

/// How a world is saved.
#[derive(Clone, Debug, Default)]
pub struct Mode {
    /// Which part of it.
    pub scope: Scope,
    /// What is left out.
    pub base: Base,
    /// Whether blocks that were not written since the last save are looked at all the same.
    pub verify: bool,
}

/// The values of a page, or of the sharing groups of a component, that a save asks for.
#[derive(Clone, Debug)]
pub struct Task {
    /// The component type.
    pub component: ComponentId,
    /// The page; `None` for the values of the sharing groups.
    pub page: Option<u32>,
    /// Whether the values are needed; if not, the block is known already.
    pub needed: bool,
    known: Option<BlockRef>,
    members: Mask,
    /// Of a page, the rows that share their value, and their groups; else the groups in a row.
    shared: Vec<(u32, u64)>,
    /// Whether it is left out of the file.
    elsewhere: bool,
}

/// A world on its way into a file: tells which values it needs, and takes them in the order of its tasks.
#[derive(Debug)]
pub struct Save {
    manifest: Manifest,
    tasks: Vec<Task>,
    file: Blocks,
    mode: Mode,
    moment: u64,
    noted: Vec<(Key, BlockRef)>,
    undeclared: Vec<(ComponentId, Option<u32>)>,
}

/// A saved world: `head` and `body` one after the other are the file.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Header and manifest.
    pub head: Vec<u8>,
    /// The blocks, one after the other.
    pub body: Vec<u8>,
    /// The address of each block in the body, and where it ends there.
    pub written: Vec<(Address, usize)>,
    /// The addresses of all blocks of the file, those left out too, in the order of the file.
    pub addresses: Vec<Address>,
    /// Pages that changed though nothing was written; `None` for what a type's groups share.
    pub undeclared: Vec<(ComponentId, Option<u32>)>,
    manifest: Manifest,
}

/// Blocks one after the other, each content once.
#[derive(Debug, Default)]
struct Blocks {
    body: Vec<u8>,
    written: Vec<(Address, usize)>,
    seen: FxHashSet<Address>,
}

impl Blocks {
    fn put(&mut self, bytes: &[u8], base: &Base) -> BlockRef {
        let block = BlockRef::of(bytes);
        let elsewhere = matches!(base, Base::Blocks(known) if known.contains(&block.address));
        if !elsewhere && self.seen.insert(block.address) {
            self.body.extend_from_slice(bytes);
            self.written.push((block.address, self.body.len()));
        }
        block
    }
}

impl Save {
    /// Begins to save a world. What its cache knows, and nothing was written to since, is not asked for, unless
    /// the file is to be whole.
    pub fn begin<C: Column>(world: &mut World<C>, cache: &Cache, mode: Mode) -> Self {
        let moment = world.mark();
        let manifest = Manifest {
            partial: !mode.scope.is_whole(),
            delta: !matches!(mode.base, Base::None),
            shard: world.shard(),
            tick: world.tick(),
            groups_founded: world.groups_founded(),
            ..Manifest::default()
        };
        let (tasks, file) = (Vec::new(), Blocks::default());
        let (noted, undeclared) = (Vec::new(), Vec::new());
        let mut save = Self { manifest, tasks, file, mode, moment, noted, undeclared };
        save.lives(world, cache);
        save.types(world, cache);
        save
    }

    /// The values that are needed, in the order in which they are to be given.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    fn lives<C: Column>(&mut self, world: &World<C>, cache: &Cache) {
        let (slots, free) = self.mode.scope.lives(world);
        self.manifest.slots = slots.len() as u32;
        for (page, slots) in (0..).zip(slots.chunks(PAGE_SLOTS as usize)) {
            let block = self.life(world, cache, Key::Ids(page), || id_page(slots).to_bytes());
            self.manifest.ids.push(block);
        }
        if !free.is_empty() {
            self.manifest.free = Some(self.life(world, cache, Key::Free, || write_free(&free)));
        }
    }

    fn life<C: Column>(
        &mut self,
        world: &World<C>,
        cache: &Cache,
        key: Key,
        bytes: impl FnOnce() -> Vec<u8>,
    ) -> BlockRef {
        let known = self.known(world, cache, key).filter(|block| self.has(block));
        known.unwrap_or_else(|| {
            let block = self.file.put(&bytes(), &self.mode.base);
            self.noted.push((key, block));
            block
        })
    }

    /// The block of a key, as far as a file that is no whole one may rely on it.
    fn known<C: Column>(&self, world: &World<C>, cache: &Cache, key: Key) -> Option<BlockRef> {
        let relies = self.manifest.delta && self.mode.scope.is_whole();
        relies.then(|| cache.known(world, key)).flatten()
    }

    /// Whether the base has a block.
    fn has(&self, block: &BlockRef) -> bool {
        matches!(&self.mode.base, Base::Blocks(known) if known.contains(&block.address))
    }

    fn types<C: Column>(&mut self, world: &World<C>, cache: &Cache) {
        let components = world.components().filter(|&id| self.mode.scope.takes(id));
        for (_, component) in sorted(components.map(|id| (world.name(id), id)).collect()) {
            self.component(world, cache, component);
        }
    }

    fn component<C: Column>(&mut self, world: &World<C>, cache: &Cache, component: ComponentId) {
        let pages: Vec<Task> = self.page_tasks(world, cache, component);
        let ticks_of = |task: &Task| unusual(world, &self.mode.scope, (component, task.page?), &task.members);
        let unusual: Vec<_> = pages.iter().filter_map(ticks_of).collect();
        let has_ticks = |page: u32| unusual.binary_search_by_key(&page, |(ticks, ..)| ticks.page).is_ok();
        let entries: Vec<PageEntry> = pages.iter().filter_map(|task| entry(world, task, has_ticks)).collect();
        let Some(name) = world.name(component).filter(|_| !entries.is_empty()) else { return };
        let ticks = (!unusual.is_empty())
            .then(|| self.life(world, cache, Key::Ticks(component), || write_ticks(&unusual)));
        self.manifest.types.push(TypeEntry { name: name.clone(), ticks, groups: None, pages: entries });
        let groups = self.groups_task(world, cache, component, &pages);
        let filled = pages.into_iter().filter(|task| !task.members.is_empty());
        self.tasks.extend(groups.into_iter().chain(filled));
    }

    fn page_tasks<C: Column>(&self, world: &World<C>, cache: &Cache, component: ComponentId) -> Vec<Task> {
        let task = |page| {
            let members = self.mode.scope.members(world, component, page);
            let shared = shared_rows(world, component, page, &members);
            let key = Key::Page(component, page);
            let known = self.known(world, cache, key);
            let elsewhere = known.is_some() && self.is_before(world, cache, key);
            let needed = self.is_needed(known.as_ref(), elsewhere);
            Task { component, page: Some(page), needed, known, members, shared, elsewhere }
        };
        world.pages(component).map(task).collect()
    }

    /// Whether a known block was what it is before the tick that a delta begins with.
    fn is_before<C: Column>(&self, world: &World<C>, cache: &Cache, key: Key) -> bool {
        let Base::Before(tick) = self.mode.base else { return false };
        let changed = match key {
            Key::Page(component, page) => world.changed(component, page).unwrap_or(0),
            _ => 0,
        };
        changed < tick && cache.is_of(key, tick)
    }

    fn is_needed(&self, known: Option<&BlockRef>, elsewhere: bool) -> bool {
        self.mode.verify || known.is_none_or(|block| !elsewhere && !self.has(block))
    }

    /// The groups that the pages' members hold.
    fn groups_task<C: Column>(
        &self,
        world: &World<C>,
        cache: &Cache,
        component: ComponentId,
        pages: &[Task],
    ) -> Option<Task> {
        let mut held = sorted(pages.iter().flat_map(|task| &task.shared).map(|&(_, group)| group).collect());
        held.dedup();
        let key = Key::Groups(component);
        let known = self.known(world, cache, key);
        let elsewhere =
            known.is_some() && pages.iter().all(|task| task.elsewhere) && self.is_before(world, cache, key);
        let needed = self.is_needed(known.as_ref(), elsewhere);
        let shared: Vec<(u32, u64)> = (0..).zip(held).collect();
        let (any, members) = (!shared.is_empty(), Mask::EMPTY);
        any.then_some(Task { component, page: None, needed, known, members, shared, elsewhere })
    }

    /// Takes what several blocks have in common: a CBOR array. To be given before any values.
    pub fn put_commons(&mut self, values: &[u8]) {
        self.manifest.commons = Some(self.file.put(&write_commons(values), &self.mode.base));
    }

    /// Takes the values of a task that needs them. Tasks are given in their order.
    pub fn put(&mut self, task: usize, values: Form<'_>) {
        let Some(task) = self.tasks.get_mut(task) else { return };
        let bytes = match task.page {
            Some(_) => {
                let shared = std::mem::take(&mut task.shared);
                ValuesBlock { members: task.members.clone(), shared, values }.to_bytes()
            }
            None => GroupsBlock { numbers: task.rows(), values }.to_bytes(),
        };
        let block = match task.elsewhere {
            true => BlockRef::of(&bytes),
            false => self.file.put(&bytes, &self.mode.base),
        };
        if task.known.is_some_and(|known| known != block) {
            self.undeclared.push((task.component, task.page));
        }
        task.known = Some(block);
        self.noted.push((task.key(), block));
    }

    /// Ends the save, and notes in the cache what was written.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Limit`] where the file is larger than the limit.
    pub fn finish<C: Column>(
        mut self,
        world: &World<C>,
        cache: &mut Cache,
        bytes_max: usize,
    ) -> Result<Saved, CodecError> {
        self.enter_blocks(world);
        if self.manifest.commons.is_some() {
            // What is in common by now may have given other blocks another form.
            self.undeclared.clear();
        }
        let head = self.manifest.to_bytes();
        let length = head.len() + self.file.body.len();
        ensure_within(length, "the snapshot", "snapshotBytesMax", bytes_max)?;
        if self.mode.scope.is_whole() {
            let moment = self.moment;
            cache.entangle(self.manifest.commons.is_some());
            self.noted.iter().for_each(|&(key, block)| cache.note(world, key, moment, block));
        }
        let Blocks { body, written, .. } = self.file;
        let addresses = self.manifest.blocks().map(|block| block.address).collect();
        Ok(Saved { head, body, written, addresses, undeclared: self.undeclared, manifest: self.manifest })
    }

    /// Writes the blocks of the tasks into the manifest's types.
    fn enter_blocks<C: Column>(&mut self, world: &World<C>) {
        let mut tasks = self.tasks.iter().peekable();
        for entry in &mut self.manifest.types {
            let of_type = |task: &&Task| world.name(task.component) == Some(&entry.name);
            while let Some(task) = tasks.next_if(of_type) {
                match task.page {
                    None => entry.groups = task.known,
                    Some(page) => {
                        let place = entry.pages.binary_search_by_key(&page, |entry| entry.page);
                        if let Some(entry) = place.ok().and_then(|place| entry.pages.get_mut(place)) {
                            entry.block = task.known;
                        }
                    }
                }
            }
        }
    }
}

impl Saved {
    /// The whole file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.head[..], &self.body[..]].concat()
    }

    /// A hash of the state in which the ticks of changes do not count.
    #[must_use]
    pub fn digest(&self) -> Address {
        let mut manifest = self.manifest.clone();
        for entry in &mut manifest.types {
            entry.ticks = None;
            entry.pages.retain(|page| page.rows > 0);
            entry.pages.iter_mut().for_each(|page| page.changed = 0);
        }
        manifest.types.retain(|entry| !entry.pages.is_empty());
        Address::of(&manifest.to_bytes())
    }
}

impl Task {
    /// Slots of the values of a page, or numbers of the groups, in the order in which the values are given.
    #[must_use]
    pub fn rows(&self) -> Vec<u64> {
        if self.page.is_none() {
            return self.shared.iter().map(|&(_, group)| group).collect();
        }
        let mut shared = self.shared.iter().map(|&(row, _)| row).peekable();
        let slots = (0..).zip(self.members.slots());
        slots.filter(|&(row, _)| shared.next_if_eq(&row).is_none()).map(|(_, slot)| u64::from(slot)).collect()
    }

    /// Whether each slot of the page has a value of its own.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.shared.is_empty() && self.members.is_run(PAGE_SLOTS)
    }

    fn key(&self) -> Key {
        self.page.map_or(Key::Groups(self.component), |page| Key::Page(self.component, page))
    }
}

fn id_page(slots: &[Slot]) -> IdPage {
    let (mut alive, mut retired) = (Mask::EMPTY, Mask::EMPTY);
    let mut generations = Vec::with_capacity(slots.len());
    for (slot, life) in (0..).zip(slots) {
        generations.push(match *life {
            Slot::Alive(generation) => {
                alive.insert(slot);
                generation
            }
            Slot::Vacant(next) => next,
            Slot::Retired => {
                retired.insert(slot);
                terrarium_ecs::EntityId::GENERATION_MAX
            }
        });
    }
    IdPage { alive, generations, retired }
}

/// The rows of a page that share their value, and their groups.
fn shared_rows<C: Column>(
    world: &World<C>,
    component: ComponentId,
    page: u32,
    members: &Mask,
) -> Vec<(u32, u64)> {
    let mut groups = world.shared_in(component, page).peekable();
    if groups.peek().is_none() {
        return Vec::new();
    }
    let row = |(row, slot): (u32, u32)| {
        while groups.next_if(|&(other, _)| other < slot).is_some() {}
        groups.next_if(|&(other, _)| other == slot).map(|(_, group)| (row, group.0))
    };
    (0..).zip(members.slots()).filter_map(row).collect()
}

/// A page without members is told of only if its last change is after the start, or something went from it.
fn entry<C: Column>(world: &World<C>, task: &Task, has_ticks: impl Fn(u32) -> bool) -> Option<PageEntry> {
    let page = task.page?;
    let changed = world.changed(task.component, page).unwrap_or(0);
    let rows = task.members.count();
    (rows > 0 || changed > 0 || has_ticks(page)).then_some(PageEntry { page, changed, rows, block: None })
}
