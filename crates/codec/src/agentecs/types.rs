use std::collections::BTreeMap;

use terrarium_ecs::Name;

use super::builder::{Builder, ENTRY_BYTES};
use crate::error::{Outcome, ensure_within};
use crate::pickle::Place;

/// Component types, numbered as they are met.
#[derive(Debug, Default)]
pub(super) struct Types {
    pub(super) names: Vec<Name>,
    numbers: BTreeMap<Name, usize>,
}

impl Types {
    /// The number of the type that a class is.
    pub(super) fn number(&mut self, class: Place, builder: &mut Builder<'_, '_>) -> Outcome<usize> {
        let name = &builder.class(class)?.name;
        if let Some(&number) = self.numbers.get(name) {
            return Ok(number);
        }
        let (number, max) = (self.names.len(), builder.limits.component_types_max);
        ensure_within(number + 1, "component types", "componentTypesMax", max)?;
        builder.budget.take(2 * (ENTRY_BYTES + size_of_val(name.units())))?;
        self.names.push(name.clone());
        self.numbers.insert(name.clone(), number);
        Ok(number)
    }
}
