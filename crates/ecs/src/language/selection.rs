//! A query, ready to be asked of its world: what masks decide, and what is left for values.

use std::ops::Range;

use super::news::Reads;
use super::syntax::{Condition, Count, Handle, Query, Structure};
use super::{Parser, QueryError, Types};
use crate::query::Plan;
use crate::{Column, ComponentId, EntityId, Mask, Matches, Name, QuerySpec, World, sorted};

/// A query of one world. It holds nothing of the world, and may be asked as often as wanted.
#[derive(Clone, Debug)]
pub struct Selection {
    query: Query,
    /// What every match has, has not, and has one of.
    pub(crate) spec: QuerySpec,
    /// Further questions that masks answer; all hold for a match.
    pub(crate) filters: Vec<Condition>,
    /// What only values decide, the cheapest first; all hold for a match.
    tests: Vec<Condition>,
    /// The questions to masks inside `tests`.
    asides: Vec<Structure>,
    pub(crate) reads: Reads,
}

/// The numbers that parameters stand for where the structure of the world is asked about, by their place; those
/// that stand for something else are not looked at.
pub type Numbers = [f64];

impl<C: Column> Types for World<C> {
    fn find(&self, name: &Name) -> Option<ComponentId> {
        World::find(self, name)
    }

    fn names(&self) -> Vec<String> {
        self.components().filter_map(|id| self.name(id)).map(ToString::to_string).collect()
    }
}

impl<C: Column> World<C> {
    /// Reads a query in UTF-16 units; see `QUERY.md`. Costs time in proportion to the length of the text.
    ///
    /// ```
    /// use terrarium_ecs::{Matches, Name, VecColumn, World};
    ///
    /// let mut world: World<VecColumn<i32>> = World::new(0)?;
    /// let health = world.register(Name::from("Health"))?;
    /// let ant = world.spawn(&[health])?;
    /// let text: Vec<u16> = "Health, changed(Health, 5)".encode_utf16().collect();
    /// assert_eq!(world.select(&text)?.count(&world, &[]), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`QueryError`]: what is wrong, where, and what was expected there.
    pub fn select(&self, text: &[u16]) -> Result<Selection, Box<QueryError>> {
        Parser::read(text, self).map(Selection::new)
    }
}

impl Selection {
    fn new(query: Query) -> Self {
        let (spec, filters) = (QuerySpec::default(), Vec::new());
        let (tests, asides, reads) = (Vec::new(), Vec::new(), Reads::default());
        let mut selection = Self { query, spec, filters, tests, asides, reads };
        let conditions = std::mem::take(&mut selection.query.conditions);
        conditions.iter().for_each(|condition| selection.take(condition));
        selection.query.conditions = conditions;
        selection.spec = selection.spec.canonical();
        selection.tests = cheapest_first(selection.tests);
        for test in &selection.tests {
            test.each_structure(&mut |structure| selection.asides.push(structure.clone()));
        }
        selection.reads = Reads::of(&selection);
        selection
    }

    /// Divides what has to hold into what masks decide and what values do.
    fn take(&mut self, condition: &Condition) {
        condition.each_required(&mut |component| self.spec.all.push(component.id));
        match condition {
            Condition::All(all) => all.iter().for_each(|condition| self.take(condition)),
            Condition::Structure(Structure::Has(_)) => {}
            condition if !condition.is_structural() => {
                self.filters.extend(condition.implied().filter(|_| matches!(condition, Condition::Any(_))));
                self.tests.push(condition.clone());
            }
            condition => match (condition.excluded(), condition.alternatives()) {
                (Some(component), _) => self.spec.none.push(component),
                (None, Some(any)) if self.spec.any.is_empty() => self.spec.any = any,
                _ => self.filters.push(condition.clone()),
            },
        }
    }

    /// What the query says.
    #[must_use]
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// What only values decide about the candidates, the cheapest first: all hold for a match.
    #[must_use]
    pub fn tests(&self) -> &[Condition] {
        &self.tests
    }

    /// The questions to masks inside [`Selection::tests`], in the order of their mention.
    #[must_use]
    pub fn asides(&self) -> &[Structure] {
        &self.asides
    }

    /// Whether masks alone decide.
    #[must_use]
    pub fn is_structural(&self) -> bool {
        self.tests.is_empty()
    }

    // ---------------------------------------------------------------- asking masks

    /// How many candidates there are. Costs a few machine words for each page of the rarest component.
    #[must_use]
    pub fn count<C: Column>(&self, world: &World<C>, numbers: &Numbers) -> u32 {
        if self.filters.is_empty() {
            return self.plan(world).map_or(0, |plan| plan.count());
        }
        let mut count = 0;
        self.visit(world, numbers, 0..usize::MAX, |_, mask| count += mask.count());
        count
    }

    /// Writes over `matches` the candidates within 64 pages, from page `64 * word`.
    pub fn candidates<C: Column>(
        &self,
        world: &World<C>,
        numbers: &Numbers,
        word: usize,
        matches: &mut Matches,
    ) {
        matches.clear();
        self.visit(world, numbers, word..word + 1, |page, mask| matches.add(page, mask));
    }

    /// The same within some pages; those without candidates are in the answer too.
    pub fn candidates_in<C: Column>(
        &self,
        world: &World<C>,
        numbers: &Numbers,
        pages: &[u32],
        matches: &mut Matches,
    ) {
        matches.clear();
        let plan = self.plan(world);
        let mask = |page| {
            let mask = plan.as_ref().map_or(Mask::EMPTY, |plan| plan.mask(page));
            self.filtered(world, numbers, page, mask)
        };
        pages.iter().for_each(|&page| matches.add(page, &mask(page)));
    }

    /// The parameters that ask about the structure of the world, by their place, and whether each is an entity.
    #[must_use]
    pub fn numeric_parameters(&self) -> &[(usize, bool)] {
        &self.reads.parameters
    }

    /// Where one of [`Selection::asides`] holds in a page.
    #[must_use]
    pub fn aside<C: Column>(&self, world: &World<C>, numbers: &Numbers, aside: usize, page: u32) -> Mask {
        self.asides.get(aside).map_or(Mask::EMPTY, |structure| structure.mask(world, numbers, page))
    }

    fn visit<C: Column>(
        &self,
        world: &World<C>,
        numbers: &Numbers,
        words: Range<usize>,
        mut visit: impl FnMut(u32, &Mask),
    ) {
        let Some(plan) = self.plan(world) else { return };
        plan.for_each_page_in(words, |page, mask| {
            if self.filters.is_empty() {
                return visit(page, mask);
            }
            let left = self.filtered(world, numbers, page, mask.clone());
            if !left.is_empty() {
                visit(page, &left);
            }
        });
    }

    fn plan<'world, C: Column>(&self, world: &'world World<C>) -> Option<Plan<'world>> {
        Plan::new(world, &self.spec)
    }

    fn filtered<C: Column>(&self, world: &World<C>, numbers: &Numbers, page: u32, mut mask: Mask) -> Mask {
        self.filters.iter().for_each(|filter| mask.and(&filter.mask(world, numbers, page)));
        mask
    }
}

/// In the order of their cost, those of equal cost in the order they have.
fn cheapest_first(tests: Vec<Condition>) -> Vec<Condition> {
    let order = sorted(tests.iter().map(Condition::cost).zip(0..tests.len()).collect());
    let mut tests: Vec<_> = tests.into_iter().map(Some).collect();
    order.into_iter().filter_map(|(_, place)| tests.get_mut(place)?.take()).collect()
}

impl Condition {
    pub(crate) fn mask<C: Column>(&self, world: &World<C>, numbers: &Numbers, page: u32) -> Mask {
        let mut mask = Mask::FULL;
        match self {
            Self::All(parts) => parts.iter().for_each(|part| mask.and(&part.mask(world, numbers, page))),
            Self::Any(parts) => {
                mask = Mask::EMPTY;
                parts.iter().for_each(|part| mask.or(&part.mask(world, numbers, page)));
            }
            Self::Not(part) => mask.and_not(&part.mask(world, numbers, page)),
            Self::Structure(structure) => mask = structure.mask(world, numbers, page),
            Self::Value(_) => {}
        }
        mask
    }
}

impl Structure {
    fn mask<C: Column>(&self, world: &World<C>, numbers: &Numbers, page: u32) -> Mask {
        match self {
            Self::Has(component) => world.members(component.id, page),
            Self::Within(event, component, ticks) => {
                let ticks = ticks.given(numbers);
                let first = f64::from(world.tick()) + 1.0 - ticks;
                if ticks < 1.0 {
                    Mask::EMPTY
                } else {
                    world.since(*event, component.id, page, first.max(0.0) as u32)
                }
            }
            Self::Shared(component) => slots(world.shared_in(component.id, page).map(|(slot, _)| slot)),
            Self::Shares(component, with) => {
                let group = with.given(numbers).and_then(|entity| world.sharing(entity, component.id));
                let members = world.shared_in(component.id, page).filter(|(_, held)| Some(*held) == group);
                slots(members.map(|(slot, _)| slot))
            }
            Self::Is(entity) => {
                let index = world.live(*entity).ok().filter(|index| World::<C>::page_of(*index) == page);
                slots(index.into_iter())
            }
        }
    }
}

fn slots(slots: impl Iterator<Item = u32>) -> Mask {
    let mut mask = Mask::EMPTY;
    slots.for_each(|slot| {
        mask.insert(slot);
    });
    mask
}

impl Count {
    /// Its number; 0 for a parameter that gives none.
    pub(crate) fn given(&self, numbers: &Numbers) -> f64 {
        match self {
            Self::Given(count) => f64::from(*count),
            Self::Parameter(parameter) => numbers.get(parameter.place).copied().unwrap_or(0.0).max(0.0),
        }
    }
}

impl Handle {
    /// Its entity; none for a parameter that gives none.
    fn given(&self, numbers: &Numbers) -> Option<EntityId> {
        match self {
            Self::Given(entity) => Some(*entity),
            Self::Parameter(parameter) => EntityId::from_number(*numbers.get(parameter.place)?),
        }
    }
}
