use crate::clock::Clock;
use crate::mask::{Mask, Ones, PAGE_SLOTS};
use crate::ticks::{Stamps, Ticks};

/// A set of entity indices: a mask for each touched page, and a summary bit for each page with members.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    pages: Vec<Option<Box<Page>>>,
    /// Bit `page % 64` of word `page / 64` is set while the page has members.
    summary: Vec<u64>,
    count: u32,
    /// The world's structure counter at the last change of membership.
    stamp: f64,
    /// The moment at which a member's value last came, changed or went, in any page.
    written: u64,
}

#[derive(Debug)]
struct Page {
    mask: Mask,
    count: u32,
    /// When a member's value last came, changed or went.
    changed: Clock,
    /// The world's structure counter at the last change of membership in this page.
    stamp: f64,
    /// Of members: when they came.
    came: Ticks,
    /// Of members: when their values last came or changed.
    written: Ticks,
    /// Of the others: when they were last taken out, if they were.
    gone: Ticks,
}

/// What can be asked of a component and an entity, as to when it last was so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The entity has the component, and its value came or changed.
    Changed,
    /// The entity has the component, and it came.
    Added,
    /// The entity does not have the component, and it went.
    Removed,
}

impl Page {
    fn new(mask: Mask, changed: Clock, stamp: f64) -> Self {
        let (count, written) = (mask.count(), Ticks::all(changed.tick));
        Self { mask, count, changed, stamp, came: Ticks::NEVER, written, gone: Ticks::NEVER }
    }
}

pub(crate) const fn page_of(index: u32) -> u32 {
    index / PAGE_SLOTS
}

impl Presence {
    pub(crate) fn contains(&self, index: u32) -> bool {
        self.mask(page_of(index)).is_some_and(|mask| mask.contains(index))
    }

    /// Puts an index in, which is a write; true if it was not in.
    pub(crate) fn insert(&mut self, index: u32, stamp: f64, now: Clock) -> bool {
        let number = page_of(index);
        let page = self.touch_page(number);
        if !page.mask.insert(index) {
            return false;
        }
        if page.count == 0 {
            (page.came, page.written) = (Ticks::all(now.tick), Ticks::all(now.tick));
        } else {
            page.came.set(index, now.tick);
            page.written.set(index, now.tick);
        }
        page.changed = now;
        page.count += 1;
        page.stamp = stamp;
        self.written = now.moment;
        self.count += 1;
        self.stamp = stamp;
        self.summary[number as usize / 64] |= 1 << (number % 64);
        true
    }

    /// Takes an index out, which is a write; true if it was in.
    pub(crate) fn remove(&mut self, index: u32, stamp: f64, now: Clock) -> bool {
        let number = page_of(index);
        let Some(page) = self.page_mut(number) else { return false };
        if !page.mask.remove(index) {
            return false;
        }
        page.gone.set(index, now.tick);
        page.changed = now;
        page.count -= 1;
        page.stamp = stamp;
        if page.count == 0 {
            self.summary[number as usize / 64] &= !(1 << (number % 64));
        }
        self.count -= 1;
        self.stamp = stamp;
        self.written = now.moment;
        true
    }

    /// Forgets that an index was ever taken out.
    pub(crate) fn forget(&mut self, index: u32) {
        if let Some(page) = self.page_mut(page_of(index)) {
            page.gone.forget(index);
        }
    }

    /// The page of a number, made on first use.
    fn touch_page(&mut self, number: u32) -> &mut Page {
        let at = number as usize;
        if at >= self.pages.len() {
            self.pages.resize_with(at + 1, || None);
            self.summary.resize(at / 64 + 1, 0);
        }
        self.pages[at].get_or_insert_with(|| Box::new(Page::new(Mask::EMPTY, Clock::default(), 0.0)))
    }

    /// Whether the page was ever touched.
    pub(crate) fn has_page(&self, number: u32) -> bool {
        self.page(number).is_some()
    }

    fn page(&self, number: u32) -> Option<&Page> {
        self.pages.get(number as usize)?.as_deref()
    }

    fn page_mut(&mut self, number: u32) -> Option<&mut Page> {
        self.pages.get_mut(number as usize)?.as_deref_mut()
    }

    pub(crate) fn mask(&self, number: u32) -> Option<&Mask> {
        self.page(number).map(|page| &page.mask)
    }

    /// How many members a page has.
    pub(crate) fn count_in(&self, number: u32) -> u32 {
        self.page(number).map_or(0, |page| page.count)
    }

    /// 64 summary bits from page `64 * word`.
    pub(crate) fn summary(&self, word: usize) -> u64 {
        self.summary.get(word).copied().unwrap_or(0)
    }

    pub(crate) fn summary_words(&self) -> usize {
        self.summary.len()
    }

    /// Pages with members, ascending, with their masks.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (u32, &Mask)> {
        let words = self.summary.iter().zip((0..).step_by(64));
        let numbers = words.flat_map(|(&word, start)| Ones(word).map(move |bit| start + bit));
        numbers.filter_map(|number| Some((number, self.mask(number)?)))
    }

    /// The members, ascending.
    pub(crate) fn indices(&self) -> impl Iterator<Item = u32> {
        self.pages().flat_map(|(number, mask)| mask.slots().map(move |slot| number * PAGE_SLOTS + slot))
    }

    pub(crate) const fn count(&self) -> u32 {
        self.count
    }

    pub(crate) const fn stamp(&self) -> f64 {
        self.stamp
    }

    /// The stamp of a page; 0 where it was never touched.
    pub(crate) fn page_stamp(&self, number: u32) -> f64 {
        self.page(number).map_or(0.0, |page| page.stamp)
    }

    /// One more than the last page that was ever touched.
    pub(crate) fn pages_end(&self) -> u32 {
        self.pages.len() as u32
    }

    /// Says that a member's value was written.
    pub(crate) fn mark_changed(&mut self, index: u32, now: Clock) {
        if let Some(page) = self.page_mut(page_of(index)) {
            page.written.set(index, now.tick);
            page.changed = now;
            self.written = now.moment;
        }
    }

    /// Says that the values of a page were written.
    pub(crate) fn mark_page(&mut self, number: u32, now: Clock) {
        if let Some(page) = self.page_mut(number) {
            page.written = Ticks::all(now.tick);
            page.changed = now;
            self.written = now.moment;
        }
    }

    /// When members of a page came, and when their values were last written.
    pub(crate) fn stamps(&self, number: u32, members: &Mask) -> (Stamps, Stamps) {
        let page = self.page(number);
        let of = |ticks: &Ticks| ticks.of(members);
        page.map_or((Stamps::Same(0), Stamps::Same(0)), |page| (of(&page.came), of(&page.written)))
    }

    /// The slots of a page that had a member, and when it went: one more than the tick.
    pub(crate) fn departures(&self, number: u32) -> Vec<(u32, u32)> {
        let Some(page) = self.page(number) else { return Vec::new() };
        let known = page.gone.known().into_iter();
        known.filter(|(slot, _)| !page.mask.contains(*slot)).collect()
    }

    /// Takes what [`Presence::stamps`] and [`Presence::departures`] told of a page.
    pub(crate) fn put_stamps(&mut self, number: u32, came: &Stamps, written: &Stamps, gone: &[(u32, u32)]) {
        let Some(page) = self.page_mut(number) else { return };
        page.came = Ticks::take(&page.mask, came);
        page.written = Ticks::take(&page.mask, written);
        page.gone = Ticks::NEVER;
        gone.iter().for_each(|&(slot, stamp)| page.gone.set(slot, stamp - 1));
    }

    /// The slots of a page to which something happened at a tick or later.
    pub(crate) fn since(&self, event: Event, number: u32, tick: u32) -> Mask {
        let Some(page) = self.page(number) else { return Mask::EMPTY };
        let ticks = match event {
            Event::Changed => &page.written,
            Event::Added => &page.came,
            Event::Removed => &page.gone,
        };
        let mut mask = ticks.since(tick);
        match event {
            Event::Changed | Event::Added => mask.and(&page.mask),
            Event::Removed => mask.and_not(&page.mask),
        }
        mask
    }

    /// Makes a page on first use, and says that it was written.
    pub(crate) fn open_page(&mut self, number: u32, now: Clock) {
        self.touch_page(number);
        self.mark_page(number, now);
    }

    /// When a page was last written; `None` where it was never touched.
    pub(crate) fn changed(&self, number: u32) -> Option<Clock> {
        self.page(number).map(|page| page.changed)
    }

    /// The moment of the last write in any page.
    pub(crate) const fn written(&self) -> u64 {
        self.written
    }

    /// The pages that were ever touched, ascending.
    pub(crate) fn touched(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.pages).filter(|(_, page)| page.is_some()).map(|(number, _)| number)
    }

    /// Puts a whole page in, in place of the one there. When its members came is not known of it.
    pub(crate) fn put_page(&mut self, number: u32, mask: Mask, changed: Clock, stamp: f64) {
        let page = self.touch_page(number);
        let (before, count) = (page.count, mask.count());
        *page = Page::new(mask, changed, stamp);
        self.count = self.count - before + count;
        self.stamp = stamp;
        self.written = changed.moment;
        let bit = 1 << (number % 64);
        let word = &mut self.summary[number as usize / 64];
        *word = if count == 0 { *word & !bit } else { *word | bit };
    }

    /// Says that membership may have changed in every page.
    pub(crate) fn restamp(&mut self, stamp: f64) {
        self.stamp = stamp;
        self.pages.iter_mut().flatten().for_each(|page| page.stamp = stamp);
    }

    /// Checks counts and summary bits against the masks.
    pub(crate) fn check(&self) -> Result<(), String> {
        let mut count = 0;
        for (number, page) in (0..).zip(&self.pages) {
            let members = page.as_ref().map_or(0, |page| page.mask.count());
            let counted = page.as_ref().map_or(0, |page| page.count);
            let summed = self.summary(number as usize / 64) >> (number % 64) & 1 == 1;
            if members != counted || summed != (members > 0) {
                return Err(format!(
                    "page {number} has {members} members, counts {counted}, summary bit {summed}"
                ));
            }
            count += members;
        }
        if count != self.count {
            return Err(format!("{count} members in the pages, {} counted", self.count));
        }
        Ok(())
    }
}
