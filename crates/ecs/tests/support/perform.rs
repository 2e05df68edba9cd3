//! One operation, done to the naive world and to the real one.

use terrarium_ecs::{
    BatchError, Column, ComponentError, ComponentId, EntityError, EntityId, Name, Put, World, WriteError,
};

use super::naive::Naive;
use super::naive_batch::{combined, folded};
use super::operation::Operation;

/// A column whose values stand for numbers.
pub(crate) trait Numbered: Column {
    fn value(number: u32) -> Self::Value;

    fn number(value: &Self::Value) -> u32;

    /// Sets the value of a component that was just placed.
    fn store(world: &mut World<Self>, entity: EntityId, component: ComponentId, number: u32);

    /// Removes a component, its value with hands of its own where the column lets it.
    fn displace(
        world: &mut World<Self>,
        entity: EntityId,
        component: ComponentId,
    ) -> Result<bool, EntityError> {
        world.remove(entity, component)
    }
}

/// What an operation answered.
#[derive(Debug, PartialEq)]
pub(crate) enum Answer {
    Nothing,
    Entity(Result<EntityId, EntityError>),
    Done(Result<(), EntityError>),
    Flag(Result<bool, EntityError>),
    Count(u32),
    Written(Result<(), WriteError>),
    Applied(Result<Vec<EntityId>, BatchError>),
    /// Combining failed.
    Unfolded,
    Component(Result<ComponentId, ComponentError>),
    Tick(u32),
}

impl Answer {
    pub(crate) const fn refused(&self) -> bool {
        use Answer::{Applied, Component, Done, Entity, Flag, Unfolded, Written};
        matches!(
            self,
            Entity(Err(_))
                | Done(Err(_))
                | Flag(Err(_))
                | Written(Err(_))
                | Applied(Err(_))
                | Component(Err(_))
                | Unfolded
        )
    }
}

fn name(number: u32) -> Name {
    Name::from(format!("type {number}").as_str())
}

fn combine(first: &Put<u32>, later: &Put<u32>, fails: Option<u32>) -> Result<Put<u32>, ()> {
    Some(combined(first, later)).filter(|put| Some(put.value) != fails).ok_or(())
}

/// Does an operation to the naive world.
pub(crate) fn naively(naive: &mut Naive, operation: &Operation) -> Answer {
    match operation {
        Operation::Create => Answer::Entity(naive.create()),
        Operation::Spawn(cells) => Answer::Entity(naive.create().inspect(|&entity| {
            cells
                .iter()
                .for_each(|&(component, value)| naive.set(entity, component, value).expect("just created"));
        })),
        Operation::Destroy(entity) => Answer::Flag(naive.destroy(*entity)),
        Operation::Set(entity, component, value) | Operation::Place(entity, component, value) => {
            Answer::Done(naive.set(*entity, *component, *value))
        }
        Operation::Share(entity, component, value) => Answer::Done(naive.share(*entity, *component, *value)),
        Operation::UpdateShared(entity, component, value) => {
            Answer::Written(naive.update_shared(*entity, *component, *value))
        }
        Operation::Remove(entity, component) | Operation::Displace(entity, component) => {
            Answer::Flag(naive.remove(*entity, *component))
        }
        Operation::RemoveFromAll(component) => Answer::Count(naive.remove_from_all(*component)),
        Operation::Apply(batch) => Answer::Applied(naive.apply(batch)),
        Operation::Fold(batch, fails) => match folded(batch, &|first, later| combine(first, later, *fails)) {
            Ok(folded) => Answer::Applied(naive.apply(&folded)),
            Err(()) => Answer::Unfolded,
        },
        Operation::Register(number) => Answer::Component(naive.register(name(*number))),
        Operation::Advance => {
            naive.tick += 1;
            Answer::Tick(naive.tick)
        }
        Operation::Touch(component, page) => {
            naive.touch(*component, *page);
            Answer::Nothing
        }
        Operation::Merge(..) | Operation::Split(_) | Operation::Prepare(_) => Answer::Nothing,
    }
}

/// Does an operation to a world.
pub(crate) fn really<C: Numbered>(world: &mut World<C>, operation: &Operation) -> Answer {
    match operation {
        Operation::Create => Answer::Entity(world.create()),
        Operation::Spawn(cells) => Answer::Entity(spawn(world, cells)),
        Operation::Destroy(entity) => Answer::Flag(world.destroy(*entity)),
        Operation::Set(entity, component, value) => {
            Answer::Done(world.set(*entity, *component, C::value(*value)))
        }
        Operation::Place(entity, component, value) => Answer::Done(
            world.place(*entity, *component).map(|_| C::store(world, *entity, *component, *value)),
        ),
        Operation::Share(entity, component, value) => {
            Answer::Done(world.share(*entity, *component, C::value(*value)))
        }
        Operation::UpdateShared(entity, component, value) => {
            Answer::Written(world.update_shared(*entity, *component, C::value(*value)))
        }
        Operation::Remove(entity, component) => Answer::Flag(world.remove(*entity, *component)),
        Operation::Displace(entity, component) => Answer::Flag(C::displace(world, *entity, *component)),
        Operation::RemoveFromAll(component) => Answer::Count(world.remove_from_all(*component)),
        Operation::Apply(batch) => Answer::Applied(world.apply(batch.clone(), C::value)),
        Operation::Fold(batch, fails) => {
            let mut batch = batch.clone();
            match batch.fold(|first, later| combine(first, &later, *fails)) {
                Ok(()) => Answer::Applied(world.apply(batch, C::value)),
                Err(()) => Answer::Unfolded,
            }
        }
        Operation::Register(number) => Answer::Component(world.register(name(*number))),
        Operation::Advance => Answer::Tick(world.advance()),
        Operation::Touch(component, page) => {
            world.touch(*component, *page);
            Answer::Nothing
        }
        Operation::Merge(..) | Operation::Split(_) | Operation::Prepare(_) => Answer::Nothing,
    }
}

fn spawn<C: Numbered>(world: &mut World<C>, cells: &[(ComponentId, u32)]) -> Result<EntityId, EntityError> {
    let components: Vec<_> = cells.iter().map(|&(component, _)| component).collect();
    let entity = world.spawn(&components)?;
    cells.iter().for_each(|&(component, value)| C::store(world, entity, component, value));
    Ok(entity)
}
