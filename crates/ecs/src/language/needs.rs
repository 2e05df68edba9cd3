//! What the parts of a query are about: the values, components and structure that they need.

use super::syntax::{Condition, Item, Operand, Path, Structure, Test, Type};
use crate::{ComponentId, Event};

impl Condition {
    /// Whether masks decide it.
    pub(crate) fn is_structural(&self) -> bool {
        let mut is = true;
        self.each_test(&mut |_| is = false);
        is
    }

    /// Visits its questions about values.
    pub(crate) fn each_test(&self, visit: &mut dyn FnMut(&Test)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_test(visit)),
            Self::Not(part) => part.each_test(visit),
            Self::Structure(_) => {}
            Self::Value(test) => visit(test),
        }
    }

    /// Visits its questions about structure.
    pub(crate) fn each_structure(&self, visit: &mut dyn FnMut(&Structure)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_structure(visit)),
            Self::Not(part) => part.each_structure(visit),
            Self::Structure(structure) => visit(structure),
            Self::Value(_) => {}
        }
    }

    /// Visits the components without which it does not hold, in the order of their mention.
    pub(crate) fn each_required(&self, visit: &mut dyn FnMut(&Type)) {
        match self {
            Self::All(all) => all.iter().for_each(|part| part.each_required(visit)),
            Self::Any(_) | Self::Not(_) => {}
            Self::Structure(structure) => structure.required().into_iter().for_each(visit),
            Self::Value(test) => test.each_required(visit),
        }
    }

    /// The component that it wants to be absent, if it wants nothing else.
    pub(crate) fn excluded(&self) -> Option<ComponentId> {
        match self {
            Self::Not(part) => part.has(),
            _ => None,
        }
    }

    /// The components of which it wants one, if it wants nothing else.
    pub(crate) fn alternatives(&self) -> Option<Vec<ComponentId>> {
        let Self::Any(parts) = self else { return None };
        parts.iter().map(Self::has).collect()
    }

    fn has(&self) -> Option<ComponentId> {
        match self {
            Self::Structure(Structure::Has(component)) => Some(component.id),
            _ => None,
        }
    }

    /// What masks can say of it: it does not hold where that does not hold.
    pub(crate) fn implied(&self) -> Option<Self> {
        match self {
            Self::Any(parts) => parts.iter().map(Self::implied).collect::<Option<Vec<_>>>().map(Self::Any),
            Self::All(parts) => Self::all(parts.iter().filter_map(Self::implied).collect()),
            Self::Value(test) => {
                let mut needed = Vec::new();
                test.each_required(&mut |component| {
                    needed.push(Self::Structure(Structure::Has(component.clone())));
                });
                Self::all(needed)
            }
            Self::Structure(_) | Self::Not(_) => self.is_structural().then(|| self.clone()),
        }
    }

    fn all(parts: Vec<Self>) -> Option<Self> {
        (!parts.is_empty()).then_some(Self::All(parts))
    }

    /// How dear it is to look at the values, in no unit.
    pub(crate) fn cost(&self) -> usize {
        let mut cost = 0;
        self.each_test(&mut |test| cost += test.cost());
        cost
    }
}

impl Structure {
    /// The component without which it does not hold.
    pub(crate) fn required(&self) -> Option<&Type> {
        match self {
            Self::Within(Event::Removed, ..) => None,
            other => other.component(),
        }
    }

    /// The component that it is about.
    pub(crate) fn component(&self) -> Option<&Type> {
        match self {
            Self::Is(_) => None,
            Self::Has(component) | Self::Shared(component) => Some(component),
            Self::Shares(component, _) | Self::Within(_, component, _) => Some(component),
        }
    }
}

impl Test {
    /// Visits its values from left to right.
    pub(crate) fn each_operand(&self, visit: &mut dyn FnMut(&Operand)) {
        match self {
            Self::Leads(path) => visit(path),
            Self::Is(value, _) | Self::IsNot(value, _) => visit(value),
            Self::In(value, among) | Self::NotIn(value, among) => {
                visit(value);
                among.iter().for_each(visit);
            }
            Self::Compare(one, _, other)
            | Self::Has(one, other)
            | Self::HasNot(one, other)
            | Self::Contains(one, other)
            | Self::ContainsNot(one, other) => {
                visit(one);
                visit(other);
            }
        }
    }

    /// Visits the components without which it does not hold: where a value is missing, nothing does but `is missing`.
    pub(crate) fn each_required(&self, visit: &mut dyn FnMut(&Type)) {
        let mut visit = |operand: &Operand| {
            operand.each_path(&mut |path| path.component().into_iter().for_each(&mut *visit));
        };
        match self {
            Self::Is(_, kind) if kind.is_missing() => {}
            Self::In(value, _) | Self::NotIn(value, _) => visit(value),
            _ => self.each_operand(&mut visit),
        }
    }

    fn cost(&self) -> usize {
        let mut cost = match self {
            Self::Is(..) | Self::IsNot(..) | Self::Compare(..) => 1,
            Self::Leads(_) | Self::In(..) | Self::NotIn(..) => 4,
            Self::Has(..) | Self::HasNot(..) => 8,
            Self::Contains(..) | Self::ContainsNot(..) => 16,
        };
        self.each_operand(&mut |operand| {
            operand.each_path(&mut |path| cost += path.hops.len() + path.steps())
        });
        cost
    }
}

impl Operand {
    /// Visits its paths from left to right.
    pub(crate) fn each_path(&self, visit: &mut dyn FnMut(&Path)) {
        match self {
            Self::Path(path) => visit(path),
            Self::Negative(operand) => operand.each_path(visit),
            Self::Arithmetic(one, _, other) => {
                one.each_path(visit);
                other.each_path(visit);
            }
            Self::Literal(_) | Self::Parameter(_) | Self::Entity => {}
        }
    }
}

impl Item {
    /// The value that it shows, or that it is a figure of.
    pub(crate) fn operand(&self) -> Option<&Operand> {
        match self {
            Self::Value(operand) => Some(operand),
            Self::Aggregate(aggregate) => aggregate.of.as_ref(),
        }
    }
}

impl Path {
    /// Whether it leads to a whole component, and not inside it.
    pub(crate) fn ends_at_component(&self) -> bool {
        self.hops.last().is_some_and(|hop| hop.steps.is_empty())
    }

    /// The component of the entity itself that it begins with.
    pub(crate) fn component(&self) -> Option<&Type> {
        self.hops.first().map(|hop| &hop.component)
    }

    fn steps(&self) -> usize {
        self.hops.iter().map(|hop| hop.steps.len()).sum()
    }
}
