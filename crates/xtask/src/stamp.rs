//! Work that is skipped while nothing it reads or writes has changed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::hash;
use crate::workspace::Workspace;

/// A piece of work by what it reads and what it writes.
#[derive(Debug)]
pub(crate) struct Work<'a> {
    pub(crate) name: &'a str,
    pub(crate) inputs: Vec<PathBuf>,
    pub(crate) outputs: Vec<PathBuf>,
    /// What else the result depends on, such as a compiler's version.
    pub(crate) context: String,
}

impl Work<'_> {
    /// Does the work unless its inputs and outputs are what they were after it was last done. Waits
    /// while another process does it.
    pub(crate) fn unless_fresh(&self, workspace: &Workspace, work: impl FnOnce() -> Outcome) -> Outcome {
        let stamp = workspace.path("target/stamps").join(self.name);
        let _turn = turn(&stamp)?;
        let inputs = hash::of(&self.inputs)?;
        let kept = fs::read_to_string(&stamp).unwrap_or_default();
        if kept == self.text(inputs)? {
            println!("{}: unchanged", self.name);
            return Ok(());
        }
        work()?;
        write(&stamp, &self.text(inputs)?)
    }

    fn text(&self, inputs: u64) -> Outcome<String> {
        let outputs = hash::of(&self.outputs)?;
        Ok(format!("{inputs:016x} {outputs:016x} {}", self.context))
    }
}

/// Ours while the file is open.
fn turn(stamp: &Path) -> Outcome<File> {
    let path = stamp.with_extension("lock");
    let failed = |error| Failure::at(&path, &error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let file = File::create(&path).map_err(failed)?;
    file.lock().map_err(failed)?;
    Ok(file)
}

fn write(stamp: &Path, text: &str) -> Outcome {
    fs::write(stamp, text).map_err(|error| Failure::at(stamp, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// Times the work is done when `change` happens between two tries.
    fn runs(name: &str, change: impl FnOnce(&Workspace)) -> Outcome<u32> {
        let root = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&root).map_err(|error| Failure::at(&root, &error))?;
        let workspace = Workspace::at(&root)?;
        let count = Cell::new(0);
        put(&workspace, "input", "one");
        attempt(&workspace, &count)?;
        change(&workspace);
        attempt(&workspace, &count)?;
        fs::remove_dir_all(&root).map_err(|error| Failure::at(&root, &error))?;
        Ok(count.get())
    }

    fn put(workspace: &Workspace, file: &str, text: &str) {
        assert!(fs::write(workspace.path(file), text).is_ok());
    }

    fn attempt(workspace: &Workspace, count: &Cell<u32>) -> Outcome {
        let work = Work {
            name: "work",
            inputs: vec![workspace.path("input")],
            outputs: vec![workspace.path("output")],
            context: String::new(),
        };
        work.unless_fresh(workspace, || {
            count.set(count.get() + 1);
            put(workspace, "output", "made");
            Ok(())
        })
    }

    #[test]
    fn unchanged_work_is_skipped() {
        assert_eq!(runs("stamp-unchanged", |_| {}), Ok(1));
    }

    #[test]
    fn a_changed_input_is_seen() {
        let change = |workspace: &Workspace| put(workspace, "input", "two");
        assert_eq!(runs("stamp-input", change), Ok(2));
    }

    #[test]
    fn a_damaged_output_is_seen() {
        let change = |workspace: &Workspace| put(workspace, "output", "damaged");
        assert_eq!(runs("stamp-output", change), Ok(2));
    }
}
