//! How a query is answered.

use super::syntax::{Condition, Relation, Structure, Test, Type};
use super::{Numbers, Selection};
use crate::query::Plan;
use crate::{Column, ComponentId, Name, QuerySpec, World, sorted};

/// A step on the way from all entities to the matches.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What has to hold.
    pub text: String,
    /// How many entities were expected to be left after it.
    pub estimate: f64,
    /// How many are; `None` where values decide.
    pub left: Option<u32>,
}

impl Selection {
    /// The steps in their order: masks, the rarest component first, then values, the cheapest first.
    #[must_use]
    pub fn explain<C: Column>(&self, world: &World<C>, numbers: &Numbers) -> Vec<Step> {
        let mut estimate = f64::from(world.size());
        let mut left = Vec::new();
        let everybody = Plan::new(world, &QuerySpec::default());
        everybody.iter().for_each(|plan| plan.for_each_page(|page, mask| left.push((page, mask.clone()))));
        let mut steps = Vec::new();
        for condition in self.masks(world) {
            estimate *= condition.share(world);
            left.iter_mut().for_each(|(page, mask)| mask.and(&condition.mask(world, numbers, *page)));
            let left = left.iter().map(|(_, mask)| mask.count()).sum();
            steps.push(Step { text: condition.to_string(), estimate, left: Some(left) });
        }
        for test in self.tests() {
            estimate *= test.share(world);
            steps.push(Step { text: test.to_string(), estimate, left: None });
        }
        steps
    }

    /// What masks decide, as conditions.
    fn masks<C: Column>(&self, world: &World<C>) -> Vec<Condition> {
        let has = |&id: &ComponentId| {
            let name = world.name(id).cloned().unwrap_or_else(|| Name::from(""));
            Condition::Structure(Structure::Has(Type { id, name }))
        };
        let mut all = sorted(self.spec.all.iter().map(|&id| (world.holders(id), id)).collect());
        all.dedup();
        let with = all.iter().map(|(_, id)| has(id));
        let without = self.spec.none.iter().map(|id| Condition::Not(Box::new(has(id))));
        let any =
            (!self.spec.any.is_empty()).then(|| Condition::Any(self.spec.any.iter().map(has).collect()));
        with.chain(without).chain(any).chain(self.filters.iter().cloned()).collect()
    }
}

/// The share of all entities that have a component.
fn share<C: Column>(world: &World<C>, id: ComponentId) -> f64 {
    f64::from(world.holders(id)) / f64::from(world.size().max(1))
}

impl Condition {
    /// The share of entities that is expected to be left, as if nothing depended on anything else.
    fn share<C: Column>(&self, world: &World<C>) -> f64 {
        match self {
            Self::All(parts) => parts.iter().map(|part| part.share(world)).product(),
            Self::Any(parts) => 1.0 - parts.iter().map(|part| 1.0 - part.share(world)).product::<f64>(),
            Self::Not(part) => 1.0 - part.share(world),
            Self::Structure(structure) => structure.share(world),
            Self::Value(test) => test.share(),
        }
    }
}

impl Structure {
    fn share<C: Column>(&self, world: &World<C>) -> f64 {
        let entities = f64::from(world.size().max(1));
        match self {
            Self::Has(component) => share(world, component.id),
            Self::Within(_, component, _) => share(world, component.id) / 2.0,
            Self::Shared(component) => {
                world.groups(component.id).map(|(_, holders)| f64::from(holders)).sum::<f64>() / entities
            }
            Self::Shares(component, _) => {
                let groups = world.groups(component.id).count().max(1) as f64;
                Self::Shared(component.clone()).share(world) / groups
            }
            Self::Is(_) => 1.0 / entities,
        }
    }
}

/// Usual guesses where nothing is known about the values (Selinger et al., "Access path selection in a relational
/// database management system", 1979, table 1).
const EQUAL: f64 = 0.1;
const RANGE: f64 = 1.0 / 3.0;

impl Test {
    fn share(&self) -> f64 {
        match self {
            Self::Compare(_, Relation::Equal, _) => EQUAL,
            Self::Compare(_, Relation::Unequal, _) => 1.0 - EQUAL,
            Self::In(_, among) => (EQUAL * among.len() as f64).min(0.5),
            Self::NotIn(_, among) => 1.0 - (EQUAL * among.len() as f64).min(0.5),
            Self::Is(..) | Self::Has(..) | Self::Contains(..) => EQUAL,
            Self::IsNot(..) | Self::HasNot(..) | Self::ContainsNot(..) => 1.0 - EQUAL,
            Self::Compare(..) | Self::Leads(_) => RANGE,
        }
    }
}
