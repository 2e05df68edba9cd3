use crate::{Column, ComponentId, EntityError, EntityId, World, sorted};

/// Where a component of a merged or split entity comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// From the first entity.
    First,
    /// From the second entity.
    Second,
    /// From both, which hold different values: they are to be combined.
    Both,
}

/// One component of an entity that is to be merged or split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The component.
    pub component: ComponentId,
    /// Who brings it.
    pub source: Source,
    /// Whether the first entity's value is shared.
    pub first_shared: bool,
    /// Whether the second entity's value is shared.
    pub second_shared: bool,
}

impl<C: Column> World<C> {
    /// What a merge of two entities is made of, in the order of registration. Two holders of one sharing
    /// group bring one value, not two to combine. The merge itself is a [`crate::Batch`] that spawns the
    /// parts and destroys both, so that combining, which runs the user's code, happens outside the world.
    ///
    /// # Errors
    /// [`EntityError`]: not alive, the world's own entity, or twice the same (`Stale`: it would be gone).
    pub fn merge_parts(&self, first: EntityId, second: EntityId) -> Result<Vec<Part>, EntityError> {
        self.mortal(first)?;
        self.mortal(second)?;
        if first == second {
            return Err(EntityError::Stale);
        }
        let mut components = self.components_of(first);
        components.extend(self.components_of(second));
        let mut components = sorted(components);
        components.dedup();
        Ok(components.into_iter().map(|component| self.part(component, first, second)).collect())
    }

    /// What an entity that is to be split is made of, in the order of registration.
    ///
    /// # Errors
    /// [`EntityError`]: not alive, or the world's own entity.
    pub fn split_parts(&self, entity: EntityId) -> Result<Vec<Part>, EntityError> {
        self.mortal(entity)?;
        Ok(self
            .components_of(entity)
            .into_iter()
            .map(|component| self.part(component, entity, entity))
            .collect())
    }

    fn part(&self, component: ComponentId, first: EntityId, second: EntityId) -> Part {
        let groups = [first, second].map(|entity| self.sharing(entity, component));
        let same_value = first == second || groups[0].is_some() && groups[0] == groups[1];
        let source = match (self.has(first, component), self.has(second, component)) {
            (true, true) if !same_value => Source::Both,
            (true, _) => Source::First,
            (false, _) => Source::Second,
        };
        Part { component, source, first_shared: groups[0].is_some(), second_shared: groups[1].is_some() }
    }

    /// Whether an entity can end.
    ///
    /// # Errors
    /// [`EntityError`]: not alive, or the world's own entity.
    pub fn mortal(&self, entity: EntityId) -> Result<(), EntityError> {
        match self.live(entity)? {
            0 => Err(EntityError::Reserved),
            _ => Ok(()),
        }
    }
}
