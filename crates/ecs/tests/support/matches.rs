//! Reading the result of a query.

use terrarium_ecs::{Matches, PAGE_SLOTS};

/// The slots of each page that a result tells, in order; a run is told as one, and every listed slot
/// belongs to a page.
pub(crate) fn pages_of(matches: &Matches) -> Result<Vec<(u32, Vec<u32>)>, String> {
    let mut slots = matches.slots.iter().copied();
    let mut pages = Vec::new();
    for page in &matches.pages {
        let listed: Vec<u32> = match page.run {
            true => (0..page.length).collect(),
            false => slots.by_ref().take(page.length as usize).collect(),
        };
        if listed.len() != page.length as usize || page.run != listed.iter().copied().eq(0..page.length) {
            return Err(format!("{page:?} stands for {listed:?}"));
        }
        pages.push((page.page, listed));
    }
    match slots.next() {
        None => Ok(pages),
        Some(slot) => Err(format!("slot {slot} is of no page")),
    }
}

/// The indices that a run of a query stands for, in order; it tells no page without matches.
pub(crate) fn indices_of(matches: &Matches) -> Result<Vec<u32>, String> {
    let pages = pages_of(matches)?;
    match pages.iter().find(|(_, slots)| slots.is_empty()) {
        None => Ok(indices(pages.iter().map(|(page, slots)| (page, slots)))),
        Some((page, _)) => Err(format!("page {page} has no matches")),
    }
}

pub(crate) fn indices<'pages>(pages: impl Iterator<Item = (&'pages u32, &'pages Vec<u32>)>) -> Vec<u32> {
    pages.flat_map(|(page, slots)| slots.iter().map(move |slot| page * PAGE_SLOTS + slot)).collect()
}
