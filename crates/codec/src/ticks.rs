use terrarium_ecs::{Column, ComponentId, Mask, PAGE_SLOTS, Stamps, World};

use crate::Scope;
use crate::error::{CodecError, Outcome, ensure};
use crate::numbers::{integers_of, read_integers, write_integers};
use crate::reader::{Item, Reader};
use crate::writer::Writer;

/// When values of a component type came, were written and went in a page, where that is not what the page itself says:
/// came never, written when the page last changed, and none gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageTicks {
    /// The page.
    pub(crate) page: u32,
    /// Of the members, ascending: when they came.
    pub(crate) came: Stamps,
    /// Of the members, ascending: when their values were last written.
    pub(crate) written: Stamps,
    /// Slots whose entities lost the component, ascending, and when: one more than the tick.
    pub(crate) gone: Vec<(u32, u32)>,
}

impl PageTicks {
    /// Whether all of it is what a page that last changed at a tick says.
    #[must_use]
    pub(crate) fn is_usual(&self, changed: u32, members: &Mask) -> bool {
        let is_written = members.is_empty() || self.written == usual(changed);
        let has_come = !members.is_empty() && self.came != Stamps::Same(0);
        is_written && !has_come && self.gone.is_empty()
    }
}

fn usual(changed: u32) -> Stamps {
    Stamps::Same(changed.saturating_add(1))
}

/// The ticks of a page of a component, for those of its members that are saved, if they are not what the page itself says;
/// with when it last changed and how many members there are.
pub(crate) fn unusual<C: Column>(
    world: &World<C>,
    scope: &Scope,
    (component, page): (ComponentId, u32),
    members: &Mask,
) -> Option<(PageTicks, u32, u32)> {
    let changed = world.changed(component, page).unwrap_or(0);
    let (came, written) = world.stamps(component, page, members);
    let mut gone = world.departures(component, page);
    gone.retain(|(slot, _)| scope.keeps(page, *slot));
    let ticks = PageTicks { page, came, written, gone };
    (!ticks.is_usual(changed, members)).then(|| (ticks, changed, members.count()))
}

/// The bytes of the block of ticks of a type, from pages that are not usual and when each of them last changed.
pub(crate) fn write_ticks(pages: &[(PageTicks, u32, u32)]) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.array(4 * pages.len());
    for (ticks, changed, members) in pages {
        writer.uint(u64::from(ticks.page));
        let is_empty = *members == 0;
        write_stamps(&mut writer, &ticks.came, is_empty || ticks.came == Stamps::Same(0));
        write_stamps(&mut writer, &ticks.written, is_empty || ticks.written == usual(*changed));
        if ticks.gone.is_empty() {
            writer.null();
        } else {
            writer.array(2);
            write_integers(&mut writer, ticks.gone.iter().map(|(slot, _)| *slot));
            write_integers(&mut writer, ticks.gone.iter().map(|(_, stamp)| *stamp));
        }
    }
    writer.into_bytes()
}

fn write_stamps(writer: &mut Writer, stamps: &Stamps, is_usual: bool) {
    match stamps {
        _ if is_usual => writer.null(),
        Stamps::Same(stamp) => writer.uint(u64::from(*stamp)),
        Stamps::Each(stamps) => write_integers(writer, stamps.iter().copied()),
    }
}

/// Reads a block of ticks. `page` tells of each page that it names when it last changed, and its members; the clock
/// of the world is `tick`.
pub(crate) fn read_ticks(
    bytes: &[u8],
    tick: u32,
    mut page: impl FnMut(u32) -> Option<(u32, Mask)>,
) -> Outcome<Vec<PageTicks>> {
    let mut reader = Reader::new(bytes);
    let items = reader.array()?;
    ensure(items > 0 && items.is_multiple_of(4), "the ticks of a type are cut off")?;
    let mut pages: Vec<PageTicks> = Vec::new();
    for _ in 0..items / 4 {
        let number = reader.uint_32()?;
        ensure(
            pages.last().is_none_or(|last| last.page < number),
            "the pages of the ticks are not ascending",
        )?;
        let told = page(number).ok_or_else(|| CodecError::corrupt("ticks of a page that is not there"))?;
        pages.push(read_page(&mut reader, number, tick, &told)?);
    }
    reader.finish()?;
    Ok(pages)
}

fn read_page(
    reader: &mut Reader<'_>,
    page: u32,
    tick: u32,
    (changed, members): &(u32, Mask),
) -> Outcome<PageTicks> {
    let latest = tick.saturating_add(1);
    let count = members.count();
    let came = read_stamps(reader, count, 0, Stamps::Same(0), latest)?;
    let written = read_stamps(reader, count, 1, usual(*changed), latest)?;
    let gone = read_gone(reader, members, latest)?;
    let ticks = PageTicks { page, came, written, gone };
    ensure(!ticks.is_usual(*changed, members), "ticks are listed that the page itself says")?;
    Ok(ticks)
}

fn read_stamps(
    reader: &mut Reader<'_>,
    members: u32,
    least: u32,
    usual: Stamps,
    latest: u32,
) -> Outcome<Stamps> {
    if reader.null() {
        return Ok(usual);
    }
    ensure(members > 0, "there are ticks of members, and no members")?;
    let stamps = match reader.item()? {
        Item::Unsigned(stamp) => Stamps::Same(u32::try_from(stamp).unwrap_or(u32::MAX)),
        Item::Tag(tag) => Stamps::Each(integers_of(reader, tag, Some(members as usize))?),
        _ => return Err(CodecError::corrupt("expected a tick, or one for each member")),
    };
    let within = |stamp: u32| stamp >= least && stamp <= latest;
    let valid = match &stamps {
        Stamps::Same(stamp) => within(*stamp),
        Stamps::Each(each) => {
            each.iter().all(|&stamp| within(stamp)) && each.iter().any(|stamp| Some(stamp) != each.first())
        }
    };
    ensure(valid && stamps != usual, "ticks are not in the form that a writer gives them")?;
    Ok(stamps)
}

fn read_gone(reader: &mut Reader<'_>, members: &Mask, latest: u32) -> Outcome<Vec<(u32, u32)>> {
    if reader.null() {
        return Ok(Vec::new());
    }
    reader.array_of(2)?;
    let slots = read_integers(reader, None)?;
    let ascending = !slots.is_empty() && slots.is_sorted_by(|slot, next| slot < next);
    let vacant = slots.iter().all(|&slot| slot < PAGE_SLOTS && !members.contains(slot));
    ensure(ascending && vacant, "the slots that lost a component are not ascending, or have it")?;
    let stamps = read_integers(reader, Some(slots.len()))?;
    let valid = stamps.iter().all(|&stamp| stamp > 0 && stamp <= latest);
    ensure(valid, "a component was lost later than the clock of the world says")?;
    Ok(slots.into_iter().zip(stamps).collect())
}
