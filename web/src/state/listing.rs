use std::ops::Range;

use terrarium_ecs::{Column, EntityId, Matches, PAGE_SLOTS, QueryId, World};

/// Which entities a table lists, ascending by index, without a list of them: what a query answers, and
/// for each page the row that it begins at. A row is found in the logarithm of the number of pages.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    matches: Matches,
    starts: Vec<Start>,
    rows: u32,
}

/// Where a page's matches begin: among the rows, and among the listed slots.
#[derive(Clone, Copy, Debug)]
struct Start {
    row: u32,
    slot: usize,
}

impl Listing {
    /// Lists what a query matches now. The memory is kept from time to time.
    pub(crate) fn read<C: Column>(&mut self, world: &World<C>, query: QueryId) {
        world.run(query, &mut self.matches);
        self.starts.clear();
        let mut start = Start { row: 0, slot: 0 };
        for found in &self.matches.pages {
            self.starts.push(start);
            start.row += found.length;
            start.slot += if found.run { 0 } else { found.length as usize };
        }
        self.rows = start.row;
    }

    /// How many rows there are.
    pub(crate) const fn rows(&self) -> u32 {
        self.rows
    }

    /// The entity index in a row.
    pub(crate) fn index_at(&self, row: u32) -> Option<u32> {
        if row >= self.rows {
            return None;
        }
        let at = self.starts.partition_point(|start| start.row <= row).checked_sub(1)?;
        let (found, start) = (self.matches.pages.get(at)?, self.starts.get(at)?);
        let place = row - start.row;
        let slot = match found.run {
            true => place,
            false => *self.matches.slots.get(start.slot + place as usize)?,
        };
        Some(found.page * PAGE_SLOTS + slot)
    }

    /// The row of an entity index, or of the next one that is listed; past the end if there is none.
    pub(crate) fn row_near(&self, index: u32) -> u32 {
        let page = index / PAGE_SLOTS;
        let at = self.matches.pages.partition_point(|found| found.page < page);
        let (Some(found), Some(start)) = (self.matches.pages.get(at), self.starts.get(at)) else {
            return self.rows;
        };
        if found.page > page {
            return start.row;
        }
        let slot = index % PAGE_SLOTS;
        match found.run {
            true => start.row + slot.min(found.length),
            false => start.row + self.slots(at).partition_point(|&listed| listed < slot) as u32,
        }
    }

    /// The row that lists an entity index.
    pub(crate) fn row_of(&self, index: u32) -> Option<u32> {
        let row = self.row_near(index);
        (self.index_at(row) == Some(index)).then_some(row)
    }

    /// The living entities of some rows, each with its row.
    pub(crate) fn entities<'a, C: Column>(
        &'a self,
        world: &'a World<C>,
        rows: Range<u32>,
    ) -> impl Iterator<Item = (u32, EntityId)> + 'a {
        rows.filter_map(|row| Some((row, world.entity_at(self.index_at(row)?)?)))
    }

    /// The listed slots of the page at a place; none if it is a run.
    fn slots(&self, at: usize) -> &[u32] {
        let (Some(found), Some(start)) = (self.matches.pages.get(at), self.starts.get(at)) else {
            return &[];
        };
        let length = if found.run { 0 } else { found.length as usize };
        self.matches.slots.get(start.slot..start.slot + length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use terrarium_ecs::{Name, QuerySpec, VecColumn};

    use super::*;

    type Numbers = World<VecColumn<i32>>;

    fn listed(world: &mut Numbers, spec: QuerySpec) -> Listing {
        let mut listing = Listing::default();
        let query = world.prepare(spec);
        listing.read(world, query);
        listing
    }

    /// 3,000 entities; every third has `a`, those of the second page all have `b`.
    fn world() -> (Numbers, QuerySpec, QuerySpec) {
        let mut world = Numbers::new(0).expect("shard 0");
        let a = world.register(Name::from("a")).expect("free");
        let b = world.register(Name::from("b")).expect("free");
        for number in 1..=3_000 {
            let entity = world.create().expect("room");
            if number % 3 == 0 {
                world.set(entity, a, 1).expect("alive");
            }
            if entity.index() / PAGE_SLOTS == 1 {
                world.set(entity, b, 1).expect("alive");
            }
        }
        let with = |component| QuerySpec { all: vec![component], ..QuerySpec::default() };
        (world, with(a), with(b))
    }

    #[test]
    fn rows_are_the_matches_in_order() {
        let (mut world, a, b) = world();
        for spec in [QuerySpec::default(), a, b] {
            let query = world.prepare(spec.clone());
            let expected: Vec<u32> = world.entities(query).iter().map(|entity| entity.index()).collect();
            let listing = listed(&mut world, spec);
            let rows: Vec<u32> = (0..listing.rows()).filter_map(|row| listing.index_at(row)).collect();
            assert_eq!(rows, expected);
            assert_eq!(listing.index_at(listing.rows()), None);
            for (row, index) in (0..).zip(rows) {
                assert_eq!(listing.row_of(index), Some(row));
            }
        }
    }

    #[test]
    fn an_entity_that_is_gone_gives_way_to_the_next() {
        let (mut world, _, _) = world();
        let gone = world.entity_at(1_500).expect("alive");
        world.destroy(gone).expect("mortal");
        let listing = listed(&mut world, QuerySpec::default());
        assert_eq!(listing.row_of(1_500), None);
        let near = listing.row_near(1_500);
        assert_eq!(listing.index_at(near), Some(1_501));
        assert_eq!(listing.row_near(9_999), listing.rows());
        assert_eq!(listing.row_near(0), 0);
    }

    #[test]
    fn nothing_matched_is_no_rows() {
        let (mut world, _, _) = world();
        let none = world.register(Name::from("none")).expect("free");
        let listing = listed(&mut world, QuerySpec { all: vec![none], ..QuerySpec::default() });
        assert_eq!((listing.rows(), listing.index_at(0), listing.row_near(7)), (0, None, 0));
    }

    #[test]
    fn listing_again_lists_what_is_there_now() {
        let (mut world, a, _) = world();
        let query = world.prepare(a.clone());
        let mut listing = Listing::default();
        listing.read(&world, query);
        let before = listing.rows();
        let entity = world.entity_at(3).expect("alive");
        world.remove(entity, a.all[0]).expect("alive");
        listing.read(&world, query);
        assert_eq!(listing.rows(), before - 1);
    }
}
