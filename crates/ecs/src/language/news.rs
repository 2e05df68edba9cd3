//! Whether a query may answer otherwise than before.

use super::syntax::{Count, Handle, Item, Operand, Structure};
use super::{Numbers, Selection};
use crate::presence::Presence;
use crate::{Column, ComponentId, Event, Mask, World, sorted};

/// Where a query may have other matches, or its matches other values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// In these pages, ascending; none if nothing that it reads was written.
    Pages(Vec<u32>),
    /// Anywhere.
    Everywhere,
}

/// The last time that a query was asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// The moment that [`World::mark`] answered then.
    pub moment: u64,
    /// The world's tick then.
    pub tick: u32,
}

impl Selection {
    /// Where it may answer otherwise than when it was last asked. Costs a few comparisons where nothing that it
    /// reads was written. Changes in place count from when they are declared.
    #[must_use]
    pub fn news<C: Column>(&self, world: &World<C>, numbers: &Numbers, asked: Asked) -> News {
        let is_written = |id: &ComponentId| world.written_anywhere(*id) >= asked.moment;
        if self.reads.elsewhere.iter().any(is_written) {
            return News::Everywhere;
        }
        let mut pages = Vec::new();
        let mut add = |presence: &Presence| {
            if presence.written() >= asked.moment {
                pages.extend(presence.touched().filter(|&page| is_page_written(presence, page, asked)));
            }
        };
        add(&world.alive);
        self.reads.here.iter().filter_map(|&id| world.presence(id)).for_each(add);
        for (component, ticks) in &self.reads.ageing {
            let Some(presence) = world.presence(*component) else { continue };
            let ticks = ticks.given(numbers);
            // What left the span of ticks since it was asked, or may have.
            let ages = |page: &u32| {
                presence.changed(*page).is_some_and(|at| f64::from(at.tick) + ticks >= f64::from(asked.tick))
            };
            pages.extend(presence.touched().filter(ages));
        }
        let mut pages = sorted(pages);
        pages.dedup();
        News::Pages(pages)
    }

    /// The slots of a page where a component that it reads was written at a tick or later.
    #[must_use]
    pub fn written<C: Column>(&self, world: &World<C>, page: u32, tick: u32) -> Mask {
        let mut written = Mask::EMPTY;
        for &component in &self.reads.here {
            written.or(&world.since(Event::Changed, component, page, tick));
            written.or(&world.since(Event::Removed, component, page, tick));
        }
        written
    }
}

/// What a query reads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reads {
    /// Components of an entity that decide about it, or are shown of it.
    here: Vec<ComponentId>,
    /// Components that decide about other entities than those that have them.
    elsewhere: Vec<ComponentId>,
    /// Components about which it depends on the tick, and for how many ticks.
    ageing: Vec<(ComponentId, Count)>,
    /// Parameters that ask about structure, by their place, and whether each is an entity.
    pub(crate) parameters: Vec<(usize, bool)>,
}

impl Reads {
    pub(crate) fn of(selection: &Selection) -> Self {
        let (query, spec) = (selection.query(), &selection.spec);
        let mut reads = Self::default();
        [&spec.all, &spec.none, &spec.any].into_iter().for_each(|ids| reads.here.extend(ids));
        query.columns.iter().for_each(|column| reads.here.push(column.component.id));
        selection.filters.iter().chain(selection.tests()).for_each(|condition| {
            condition.each_structure(&mut |structure| reads.structure(structure));
            condition.each_test(&mut |test| test.each_operand(&mut |operand| reads.operand(operand)));
        });
        let ordered = query.order.iter().map(|order| &order.by);
        query
            .select
            .iter()
            .chain(ordered)
            .filter_map(Item::operand)
            .for_each(|operand| reads.operand(operand));
        query.group.iter().for_each(|operand| reads.operand(operand));
        reads.here = sorted(std::mem::take(&mut reads.here));
        reads.here.dedup();
        reads
    }

    fn operand(&mut self, operand: &Operand) {
        operand.each_path(&mut |path| {
            self.here.extend(path.component().map(|component| component.id));
            self.elsewhere.extend(path.hops.iter().skip(1).map(|hop| hop.component.id));
        });
    }

    fn structure(&mut self, structure: &Structure) {
        self.here.extend(structure.component().map(|component| component.id));
        match structure {
            Structure::Within(_, component, ticks) => {
                self.ageing.push((component.id, ticks.clone()));
                if let Count::Parameter(parameter) = ticks {
                    self.parameters.push((parameter.place, false));
                }
            }
            Structure::Shares(component, with) => {
                self.elsewhere.push(component.id);
                if let Handle::Parameter(parameter) = with {
                    self.parameters.push((parameter.place, true));
                }
            }
            Structure::Has(_) | Structure::Shared(_) | Structure::Is(_) => {}
        }
    }
}

fn is_page_written(presence: &Presence, page: u32, asked: Asked) -> bool {
    presence.changed(page).is_some_and(|at| at.moment >= asked.moment)
}
