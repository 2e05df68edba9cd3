//! Batches, merges and splits of the naive world: one step after the other, on a copy.

use terrarium_ecs::{
    Batch, BatchError, ComponentId, EntityError, EntityId, Part, Put, Source, Step, WriteError,
};

use super::naive::Naive;

/// What `combine` makes of two values in the models: the order matters, and sharing survives.
pub(crate) fn combined(first: &Put<u32>, later: &Put<u32>) -> Put<u32> {
    let value = first.value.wrapping_mul(31).wrapping_add(later.value) % VALUES;
    Put { component: first.component, value, shared: first.shared || later.shared }
}

/// Values in the models are below this; few, so that sharing them meets other groups.
pub(crate) const VALUES: u32 = 24;

impl Naive {
    /// A step names only entities that lived before the batch, not those that the batch makes.
    pub(crate) fn apply(&mut self, batch: &Batch<u32>) -> Result<Vec<EntityId>, BatchError> {
        let mut next = self.clone();
        let spawned = next.spawn_all(&batch.spawns)?;
        for (at, (entity, put)) in batch.updates.iter().enumerate() {
            let done = self.live(*entity).map_err(WriteError::from).and_then(|_| next.update(*entity, put));
            done.map_err(|cause| BatchError { step: Step::Update(at), cause })?;
        }
        for (at, (entity, put)) in batch.inserts.iter().enumerate() {
            let done = self.live(*entity).and_then(|_| next.put(*entity, put));
            done.map_err(|cause| refused(Step::Insert(at), cause))?;
        }
        for (at, &(entity, component)) in batch.removes.iter().enumerate() {
            let done = self.live(entity).and_then(|_| next.remove(entity, component));
            done.map_err(|cause| refused(Step::Remove(at), cause))?;
        }
        for (at, &entity) in batch.destroys.iter().enumerate() {
            let ended = self.live(entity).and_then(|_| next.destroy(entity));
            let done = ended.and_then(|ended| ended.then_some(()).ok_or(EntityError::Stale));
            done.map_err(|cause| refused(Step::Destroy(at), cause))?;
        }
        *self = next;
        Ok(spawned)
    }

    fn spawn_all(&mut self, spawns: &[Vec<Put<u32>>]) -> Result<Vec<EntityId>, BatchError> {
        let mut spawned = Vec::new();
        for (at, puts) in spawns.iter().enumerate() {
            let entity = self.create().map_err(|cause| refused(Step::Spawn(at), cause))?;
            for put in puts {
                self.put(entity, put).map_err(|cause| refused(Step::Spawn(at), cause))?;
            }
            spawned.push(entity);
        }
        Ok(spawned)
    }

    fn update(&mut self, entity: EntityId, put: &Put<u32>) -> Result<(), WriteError> {
        self.live(entity)?;
        self.cell(entity, put.component).ok_or(WriteError::Missing)?;
        Ok(self.put(entity, put)?)
    }

    pub(crate) fn put(&mut self, entity: EntityId, put: &Put<u32>) -> Result<(), EntityError> {
        if put.shared {
            self.share(entity, put.component, put.value)
        } else {
            self.set(entity, put.component, put.value)
        }
    }

    // ---------------------------------------------------------------- merge and split

    pub(crate) fn merge_parts(&self, first: EntityId, second: EntityId) -> Result<Vec<Part>, EntityError> {
        self.mortal(first)?;
        self.mortal(second)?;
        if first == second {
            return Err(EntityError::Stale);
        }
        Ok(self.components().filter_map(|component| self.part(component, first, second)).collect())
    }

    pub(crate) fn split_parts(&self, entity: EntityId) -> Result<Vec<Part>, EntityError> {
        self.mortal(entity)?;
        Ok(self.components().filter_map(|component| self.part(component, entity, entity)).collect())
    }

    fn components(&self) -> impl Iterator<Item = ComponentId> {
        (0..self.names.len() as u32).map(ComponentId)
    }

    fn part(&self, component: ComponentId, first: EntityId, second: EntityId) -> Option<Part> {
        let cells = [first, second].map(|entity| self.cell(entity, component));
        let groups = cells.map(|cell| cell.and_then(|cell| cell.group));
        let source = match cells {
            [None, None] => return None,
            [Some(_), None] => Source::First,
            [None, Some(_)] => Source::Second,
            [Some(_), Some(_)] if first == second || groups[0].is_some() && groups[0] == groups[1] => {
                Source::First
            }
            [Some(_), Some(_)] => Source::Both,
        };
        Some(Part {
            component,
            source,
            first_shared: groups[0].is_some(),
            second_shared: groups[1].is_some(),
        })
    }

    fn mortal(&self, entity: EntityId) -> Result<(), EntityError> {
        match self.live(entity)? {
            0 => Err(EntityError::Reserved),
            _ => Ok(()),
        }
    }

    /// The batch of a merge: the combined parts are spawned, and both entities end.
    pub(crate) fn merge(&self, parts: &[Part], first: EntityId, second: EntityId) -> Batch<u32> {
        let puts = parts.iter().map(|part| self.merged(part, first, second)).collect();
        Batch { spawns: vec![puts], destroys: vec![first, second], ..Batch::default() }
    }

    fn merged(&self, part: &Part, first: EntityId, second: EntityId) -> Put<u32> {
        let put = |entity, shared| {
            let value = self.cell(entity, part.component).map_or(0, |cell| cell.value);
            Put { component: part.component, value, shared }
        };
        match part.source {
            Source::First => put(first, part.first_shared),
            Source::Second => put(second, part.second_shared),
            Source::Both => combined(&put(first, part.first_shared), &put(second, part.second_shared)),
        }
    }

    /// The batch of a split: the parts are spawned twice, and the entity ends.
    pub(crate) fn split(&self, parts: &[Part], entity: EntityId) -> Batch<u32> {
        let puts: Vec<_> = parts.iter().map(|part| self.merged(part, entity, entity)).collect();
        Batch { spawns: vec![puts.clone(), puts], destroys: vec![entity], ..Batch::default() }
    }
}

fn refused(step: Step, cause: EntityError) -> BatchError {
    BatchError { step, cause: WriteError::Entity(cause) }
}

/// Makes one put of two; the models let it fail.
type Combine<'combine> = &'combine dyn Fn(&Put<u32>, &Put<u32>) -> Result<Put<u32>, ()>;

/// A folded batch by its definition: every put, in the order of updates then inserts, goes into the first
/// one of its entity and component.
pub(crate) fn folded(batch: &Batch<u32>, combine: Combine<'_>) -> Result<Batch<u32>, ()> {
    let mut folded =
        Batch { removes: batch.removes.clone(), destroys: batch.destroys.clone(), ..Batch::default() };
    for spawn in &batch.spawns {
        let mut puts = Vec::new();
        spawn.iter().try_for_each(|put| fold_into(&mut puts, (), put, combine))?;
        folded.spawns.push(puts.into_iter().map(|((), put)| put).collect());
    }
    let mut puts = Vec::new();
    batch.updates.iter().try_for_each(|(entity, put)| fold_into(&mut puts, *entity, put, combine))?;
    let updates = puts.len();
    batch.inserts.iter().try_for_each(|(entity, put)| fold_into(&mut puts, *entity, put, combine))?;
    folded.inserts = puts.split_off(updates);
    folded.updates = puts;
    Ok(folded)
}

fn fold_into<K: PartialEq>(
    puts: &mut Vec<(K, Put<u32>)>,
    key: K,
    put: &Put<u32>,
    combine: Combine<'_>,
) -> Result<(), ()> {
    match puts.iter_mut().find(|(other, first)| *other == key && first.component == put.component) {
        Some((_, first)) => *first = combine(first, put)?,
        None => puts.push((key, put.clone())),
    }
    Ok(())
}
