use std::fmt;

use terrarium_ecs::ComponentError;

/// What kind of fault stopped the reading or writing of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are not what Terrarium writes: damaged, cut off, or of another program.
    Corrupt,
    /// The format is of another version.
    Version,
    /// A limit was reached.
    Limit,
    /// A value has no form in a snapshot.
    Unsupported,
}

/// Why a snapshot cannot be read or written. What was there before is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodecError {
    /// The kind of fault.
    pub kind: ErrorKind,
    /// What is wrong and where, and what can be done.
    pub message: String,
}

impl CodecError {
    /// Bytes that are not what Terrarium writes.
    pub fn corrupt(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Corrupt, message: message.into() }
    }

    /// Something above the limit of this JavaScript name.
    #[must_use]
    pub fn limit(what: &str, name: &str, max: usize) -> Self {
        let message = format!("{what}: above {name} ({max}); raise it for a source that you trust");
        Self { kind: ErrorKind::Limit, message }
    }

    /// A value without a form in a snapshot.
    pub fn unsupported(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Unsupported, message: message.into() }
    }

    /// The same, said of this place.
    #[must_use]
    pub fn within(self, place: impl fmt::Display) -> Self {
        Self { kind: self.kind, message: format!("{place}: {}", self.message) }
    }
}

/// A component type that a world does not take.
impl From<ComponentError> for CodecError {
    fn from(error: ComponentError) -> Self {
        Self { kind: ErrorKind::Limit, message: error.to_string() }
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CodecError {}

/// What reading and writing answer.
pub(crate) type Outcome<T> = Result<T, CodecError>;

/// Refuses, with this message, what is not so.
pub(crate) fn ensure(so: bool, message: &'static str) -> Outcome<()> {
    if so { Ok(()) } else { Err(CodecError::corrupt(message)) }
}

/// Refuses more than the limit of this JavaScript name.
pub(crate) fn ensure_within(count: usize, what: &str, name: &str, max: usize) -> Outcome<()> {
    if count <= max { Ok(()) } else { Err(CodecError::limit(what, name, max)) }
}
