//! The type declarations that the package's entries reach, and no others.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::modules;

/// Copies the declarations of these entries, and all that they import, from `from` to `to`.
pub(crate) fn copy(from: &Path, to: &Path, entries: &[&str]) -> Outcome {
    let entries: Vec<String> = entries.iter().map(|entry| format!("{entry}.d.ts")).collect();
    let read = |file: &str| {
        let path = from.join(file);
        fs::read_to_string(&path).map_err(|error| Failure::at(&path, &error))
    };
    let declared = modules::reached(&entries, ".d.ts", read)?;
    declared.iter().try_for_each(|(file, text)| write(&to.join(file), text))
}

fn write(path: &Path, text: &str) -> Outcome {
    let failed = |error| Failure::at(path, &error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}
