//! The type declarations that the package's entries reach, and no others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome};

/// Copies the declarations of these entries, and all that they import, from `from` to `to`.
pub(crate) fn copy(from: &Path, to: &Path, entries: &[&str]) -> Outcome {
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<String> = entries.iter().map(ToString::to_string).collect();
    while let Some(module) = waiting.pop() {
        if seen.contains(&module) {
            continue;
        }
        let file = format!("{module}.d.ts");
        let source = from.join(&file);
        let text = fs::read_to_string(&source).map_err(|error| Failure::at(&source, &error))?;
        waiting.extend(imports(&text));
        let target = to.join(&file);
        fs::write(&target, text).map_err(|error| Failure::at(&target, &error))?;
        seen.insert(module);
    }
    Ok(())
}

/// The modules beside it that a declaration file names, without `./` and `.js`.
fn imports(text: &str) -> Vec<String> {
    let named = text.split(['"', '\'']);
    named.filter_map(|word| word.strip_prefix("./")?.strip_suffix(".js")).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_of_every_form_are_found() {
        let text = "import type { A } from \"./a.js\";\nexport * from './b.js';\ndeclare const c: import(\"./c.js\").C;\nimport d from \"elsewhere\";\n";
        assert_eq!(imports(text), ["a", "b", "c"]);
    }
}
