//! One number for the contents of files and folders.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

const SKIPPED: [&str; 3] = ["node_modules", "target", ".git"];

/// Changes when the name or a byte of any of these files changes, or of any file below these
/// folders. A path that does not exist counts as such.
pub(crate) fn of(paths: &[PathBuf]) -> Outcome<u64> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        add(path, &mut hasher)?;
    }
    Ok(hasher.finish())
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> Outcome {
    path.hash(hasher);
    if path.is_dir() {
        return children(path)?.iter().try_for_each(|child| add(child, hasher));
    }
    if path.exists() {
        let bytes = fs::read(path).map_err(|error| Failure::at(path, &error))?;
        bytes.hash(hasher);
    }
    Ok(())
}

fn children(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = folder.read_dir().map_err(|error| Failure::at(folder, &error))?;
    let mut children: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| !path.file_name().is_some_and(|name| SKIPPED.iter().any(|skipped| name == *skipped)))
        .collect();
    children.sort();
    Ok(children)
}
