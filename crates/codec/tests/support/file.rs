//! Snapshot files made by hand.

use terrarium_codec::{
    BlockRef, Column, Form, GroupsBlock, IdPage, Manifest, PageEntry, TypeEntry, ValuesBlock, write_free,
};
use terrarium_ecs::{Mask, Name, PAGE_SLOTS};

use super::masks::{mask, run};

/// A manifest and the blocks that it names.
#[derive(Clone)]
pub(crate) struct File {
    pub(crate) manifest: Manifest,
    pub(crate) blocks: Vec<Vec<u8>>,
}

impl File {
    /// The files of a world of this many slots, all alive but the last, which is free; two types, one of
    /// them shared by some.
    pub(crate) fn of(slots: u32) -> Self {
        let mut file =
            Self { manifest: Manifest { slots, tick: 9, shard: 3, ..Manifest::default() }, blocks: vec![] };
        for page in 0..slots.div_ceil(PAGE_SLOTS) {
            let count = (slots - page * PAGE_SLOTS).min(PAGE_SLOTS);
            let last = page * PAGE_SLOTS + count == slots;
            let alive = run(count - u32::from(last));
            let generations = (0..count).map(|slot| u32::from(!alive.contains(slot))).collect();
            let block = IdPage { alive, generations, retired: Mask::EMPTY }.to_bytes();
            let block = file.block(block);
            file.manifest.ids.push(block);
        }
        file.manifest.free = Some(file.block(write_free(&[slots - 1])));
        file.manifest.groups_founded = 7;
        file.points(slots - 1);
        file.tags();
        file
    }

    fn block(&mut self, bytes: Vec<u8>) -> BlockRef {
        let block = BlockRef::of(&bytes);
        self.blocks.push(bytes);
        block
    }

    fn points(&mut self, slots: u32) {
        let mut pages = Vec::new();
        for page in 0..slots.div_ceil(PAGE_SLOTS) {
            let rows = (slots - page * PAGE_SLOTS).min(PAGE_SLOTS);
            let numbers = |scale: f64| (0..rows).map(|row| scale * f64::from(row + page)).collect();
            let columns = vec![Column::Numbers(numbers(0.1)), Column::Numbers(numbers(1.0))];
            let keys = ["x", "y"].map(Name::from).to_vec();
            let values = Form::Fields { class: Some(Name::from("Point")), keys, columns };
            let block = ValuesBlock { members: run(rows), shared: vec![], values }.to_bytes();
            let block = Some(self.block(block));
            pages.push(PageEntry { page, changed: 4, rows, block });
        }
        self.manifest.types.push(TypeEntry { name: Name::from("Point"), ticks: None, groups: None, pages });
    }

    fn tags(&mut self) {
        let flags = Form::Scalars(Column::Booleans(vec![true, false]));
        let groups = self.block(GroupsBlock { numbers: vec![2, 7], values: flags }.to_bytes());
        let members = mask([1, 3, 5]);
        let values = Form::Scalars(Column::Booleans(vec![true]));
        let block = self.block(ValuesBlock { members, shared: vec![(0, 7), (2, 2)], values }.to_bytes());
        let pages = vec![PageEntry { page: 0, changed: 9, rows: 3, block: Some(block) }];
        self.manifest.types.push(TypeEntry {
            name: Name::from("Tag"),
            ticks: None,
            groups: Some(groups),
            pages,
        });
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.manifest.to_bytes();
        for block in self.manifest.blocks() {
            let found = self.blocks.iter().find(|bytes| BlockRef::of(bytes) == block);
            bytes.extend(found.into_iter().flatten());
        }
        bytes
    }

    /// A delta that leaves out what the base has.
    pub(crate) fn delta(&self, base: &Self) -> Vec<u8> {
        let manifest = Manifest { delta: true, ..self.manifest.clone() };
        let fresh = self.blocks.iter().filter(|block| !base.blocks.contains(block));
        Self { manifest, blocks: fresh.cloned().collect() }.bytes()
    }
}
