use std::ops::Range;

use crate::mask::{Mask, Ones, PAGE_SLOTS};
use crate::presence::Presence;
use crate::{Column, ComponentId, EntityError, EntityId, World, sorted};

/// Which entities a query matches: those with all of `all`, none of `none`, and, where `any` is not
/// empty, at least one of `any`. An empty spec matches every entity but the world's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct QuerySpec {
    /// Components a match has.
    pub all: Vec<ComponentId>,
    /// Components a match does not have.
    pub none: Vec<ComponentId>,
    /// Components of which a match has one at least.
    pub any: Vec<ComponentId>,
}

impl QuerySpec {
    /// The same spec with each list sorted and free of repeats, so that equal questions are equal.
    pub(crate) fn canonical(mut self) -> Self {
        for list in [&mut self.all, &mut self.none, &mut self.any] {
            *list = sorted(std::mem::take(list));
            list.dedup();
        }
        self
    }
}

/// A prepared query of one world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct QueryId(pub u32);

/// The matches within one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageMatch {
    /// The page; its slot `s` is the entity index `page * 1024 + s`.
    pub page: u32,
    /// How many slots match, `1..=1024`; 0 only in an answer of [`World::run_since`].
    pub length: u32,
    /// Whether the matches are the slots `0..length`; otherwise they are listed in [`Matches::slots`].
    pub run: bool,
}

/// All matches of a query, page by page in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// The pages that have matches.
    pub pages: Vec<PageMatch>,
    /// Matching slots of the pages that are not runs, one page after the other, ascending.
    pub slots: Vec<u32>,
}

impl<C: Column> World<C> {
    /// Prepares a query. Asking for the same spec again answers the same id, so preparing in a loop does
    /// not grow the world. A prepared query costs nothing until it is run.
    pub fn prepare(&mut self, spec: QuerySpec) -> QueryId {
        let spec = spec.canonical();
        if let Some(&id) = self.query_ids.get(&spec) {
            return id;
        }
        let id = QueryId(self.queries.len() as u32);
        self.queries.push(spec.clone());
        self.query_ids.insert(spec, id);
        id
    }

    /// How many entities match. Costs a bitwise AND for each page that has the rarest component.
    #[must_use]
    pub fn count(&self, query: QueryId) -> u32 {
        self.plan(query).map_or(0, |plan| plan.count())
    }

    /// Writes the matches over `matches`, which keeps its memory from run to run.
    pub fn run(&self, query: QueryId, matches: &mut Matches) {
        matches.clear();
        self.for_each_page(query, |page, mask| matches.add(page, mask));
    }

    /// The same for the pages whose matches may have changed after a moment on the scale of
    /// [`World::structure`] (below zero: ever), those that have no matches now among them.
    pub fn run_since(&self, query: QueryId, moment: f64, matches: &mut Matches) {
        matches.clear();
        if let Some(plan) = self.plan(query) {
            plan.changed_pages(moment).for_each(|page| matches.add(page, &plan.mask(page)));
        }
    }

    /// The matching entities, in ascending order of index.
    #[must_use]
    pub fn entities(&self, query: QueryId) -> Vec<EntityId> {
        let mut entities = Vec::new();
        self.for_each_page(query, |page, mask| {
            let indices = mask.slots().map(|slot| page * PAGE_SLOTS + slot);
            entities.extend(indices.filter_map(|index| self.entity_at(index)));
        });
        entities
    }

    /// Whether an entity matches now.
    ///
    /// # Errors
    /// [`EntityError`] when the entity is not alive.
    pub fn matches(&self, query: QueryId, entity: EntityId) -> Result<bool, EntityError> {
        let index = self.live(entity)?;
        let Some(spec) = self.queries.get(query.0 as usize) else { return Ok(false) };
        let has = |id: &ComponentId| self.presence(*id).is_some_and(|presence| presence.contains(index));
        let any = spec.any.is_empty() || spec.any.iter().any(has);
        Ok(index != 0 && any && spec.all.iter().all(has) && !spec.none.iter().any(has))
    }

    fn for_each_page(&self, query: QueryId, visit: impl FnMut(u32, &Mask)) {
        if let Some(plan) = self.plan(query) {
            plan.for_each_page(visit);
        }
    }

    fn plan(&self, query: QueryId) -> Option<Plan<'_>> {
        self.queries.get(query.0 as usize).and_then(|spec| Plan::new(self, spec))
    }
}

impl Matches {
    pub(crate) fn clear(&mut self) {
        self.pages.clear();
        self.slots.clear();
    }

    pub(crate) fn add(&mut self, page: u32, mask: &Mask) {
        let length = mask.count();
        let run = mask.is_run(length);
        self.pages.push(PageMatch { page, length, run });
        if !run {
            self.slots.extend(mask.slots());
        }
    }
}

/// A spec with its masks looked up.
pub(crate) struct Plan<'world> {
    all: Vec<&'world Presence>,
    none: Vec<&'world Presence>,
    any: Vec<&'world Presence>,
}

impl<'world> Plan<'world> {
    /// `None` when a needed component does not exist, so that nothing can match.
    pub(crate) fn new<C: Column>(world: &'world World<C>, spec: &QuerySpec) -> Option<Self> {
        let mut all = spec.all.iter().map(|&id| world.presence(id)).collect::<Option<Vec<_>>>()?;
        if all.is_empty() && spec.any.is_empty() {
            all.push(&world.alive);
        }
        let of = |ids: &[ComponentId]| ids.iter().filter_map(|&id| world.presence(id)).collect::<Vec<_>>();
        let any = of(&spec.any);
        (any.is_empty() == spec.any.is_empty()).then(|| Self { all, none: of(&spec.none), any })
    }

    pub(crate) fn for_each_page(&self, visit: impl FnMut(u32, &Mask)) {
        self.for_each_page_in(0..usize::MAX, visit);
    }

    /// The same for some of the pages, 64 to a number.
    pub(crate) fn for_each_page_in(&self, words: Range<usize>, mut visit: impl FnMut(u32, &Mask)) {
        for page in self.possible_pages(words) {
            let mask = self.mask(page);
            if !mask.is_empty() {
                visit(page, &mask);
            }
        }
    }

    /// How many match.
    pub(crate) fn count(&self) -> u32 {
        self.possible_pages(0..usize::MAX).map(|page| self.count_in(page)).sum()
    }

    /// How many match in a page. Masks are looked into only where more than one of them has a say.
    fn count_in(&self, page: u32) -> u32 {
        let is_full = |presence: &&Presence| presence.count_in(page) == PAGE_SLOTS;
        let is_open = page > 0 && (self.any.is_empty() || self.any.iter().any(is_full));
        let mut with = self.all.iter().filter(|presence| !is_full(presence));
        let mut without = self.none.iter().filter(|presence| presence.count_in(page) > 0);
        match (with.next(), with.next(), without.next(), without.next()) {
            (None, _, None, _) if is_open => PAGE_SLOTS,
            (Some(with), None, None, _) if is_open => with.count_in(page),
            (None, _, Some(without), None) if is_open => PAGE_SLOTS - without.count_in(page),
            (Some(one), Some(other), None, _) if is_open && with.next().is_none() => {
                let masks = one.mask(page).zip(other.mask(page));
                masks.map_or(0, |(one, other)| one.count_both(other))
            }
            _ => self.mask(page).count(),
        }
    }

    fn possible_pages(&self, words: Range<usize>) -> impl Iterator<Item = u32> {
        let end = self.all.iter().chain(&self.any).map(|presence| presence.summary_words()).max();
        let words = words.start..words.end.min(end.unwrap_or(0));
        words.flat_map(|word| Ones(self.summary(word)).map(move |bit| word as u32 * 64 + bit))
    }

    fn presences(&self) -> impl Iterator<Item = &Presence> {
        [&self.all, &self.none, &self.any].into_iter().flatten().copied()
    }

    fn changed_pages(&self, moment: f64) -> impl Iterator<Item = u32> {
        let stale = self.presences().any(|presence| presence.stamp() > moment);
        // Where one of `all` never was, nothing ever matched.
        let all = self.all.iter().map(|presence| presence.pages_end()).min();
        let end = all.or_else(|| self.any.iter().map(|presence| presence.pages_end()).max());
        let changed = move |page: &u32| self.presences().any(|presence| presence.page_stamp(*page) > moment);
        (0..end.filter(|_| stale).unwrap_or(0)).filter(changed)
    }

    /// The pages where a match is possible: every `all` has members there, and so has some `any`.
    fn summary(&self, word: usize) -> u64 {
        let any = self.any.iter().fold(0, |bits, presence| bits | presence.summary(word));
        let start = if self.any.is_empty() { u64::MAX } else { any };
        self.all.iter().fold(start, |bits, presence| bits & presence.summary(word))
    }

    pub(crate) fn mask(&self, page: u32) -> Mask {
        let mut all = self.all.iter().map(|presence| presence.mask(page).unwrap_or(&Mask::EMPTY));
        let mut mask = all.next().cloned().unwrap_or(Mask::FULL);
        for with in all {
            mask.and(with);
        }
        if !self.any.is_empty() {
            mask.and(&self.any_mask(page));
        }
        for without in self.none.iter().filter_map(|presence| presence.mask(page)) {
            mask.and_not(without);
        }
        if page == 0 {
            mask.remove(0);
        }
        mask
    }

    fn any_mask(&self, page: u32) -> Mask {
        let mut union = Mask::EMPTY;
        for mask in self.any.iter().filter_map(|presence| presence.mask(page)) {
            union.or(mask);
        }
        union
    }
}
