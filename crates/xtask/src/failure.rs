//! What went wrong, in one line that says what to do.

use std::fmt;
use std::path::Path;

/// The result of a step: its value, or the one line to show.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// One line for the person at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure(String);

impl Failure {
    /// A failure with this message.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// A file or folder that could not be used.
    pub(crate) fn at(path: &Path, error: &std::io::Error) -> Self {
        Self(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
