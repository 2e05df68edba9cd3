use terrarium_ecs::{ComponentError, EntityError, WriteError};
use wasm_bindgen::prelude::wasm_bindgen;

/// Why a call was refused. Methods of [`crate::Core`] answer it as a number below zero, in place of a
/// count, an id or a truth value, so that nothing is thrown while the world is borrowed.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// [`EntityError::Stale`], and every number that is no handle.
    Stale = -1,
    /// [`EntityError::WrongShard`].
    WrongShard = -2,
    /// [`EntityError::Reserved`].
    Reserved = -3,
    /// [`EntityError::EntitiesMax`].
    EntitiesMax = -4,
    /// [`WriteError::Missing`].
    Missing = -5,
    /// [`WriteError::NotShared`].
    NotShared = -6,
    /// [`ComponentError::DuplicateName`].
    DuplicateName = -7,
    /// [`ComponentError::NameBytesMax`].
    NameBytesMax = -8,
    /// [`ComponentError::ComponentTypesMax`].
    ComponentTypesMax = -9,
    /// [`EntityError::Taken`].
    Taken = -10,
}

impl Refusal {
    pub(crate) const fn number(self) -> f64 {
        self as i32 as f64
    }
}

impl From<EntityError> for Refusal {
    fn from(error: EntityError) -> Self {
        match error {
            EntityError::WrongShard => Self::WrongShard,
            EntityError::Reserved => Self::Reserved,
            EntityError::EntitiesMax => Self::EntitiesMax,
            EntityError::Taken => Self::Taken,
            _ => Self::Stale,
        }
    }
}

impl From<WriteError> for Refusal {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Entity(error) => error.into(),
            WriteError::NotShared => Self::NotShared,
            _ => Self::Missing,
        }
    }
}

impl From<ComponentError> for Refusal {
    fn from(error: ComponentError) -> Self {
        match error {
            ComponentError::NameBytesMax(_) => Self::NameBytesMax,
            ComponentError::ComponentTypesMax(_) => Self::ComponentTypesMax,
            _ => Self::DuplicateName,
        }
    }
}

/// A result as one number: what it holds, or the refusal.
pub(crate) fn answer<T: Into<f64>, E: Into<Refusal>>(result: Result<T, E>) -> f64 {
    match result {
        Ok(value) => value.into(),
        Err(error) => error.into().number(),
    }
}
