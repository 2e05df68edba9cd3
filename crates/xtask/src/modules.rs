//! Which modules a module reaches through its imports.

use std::collections::BTreeMap;

use crate::failure::Outcome;

/// These modules and all that they import, by their paths below the folder that `read` reads from. Imports name
/// scripts; what is read in their place has another `ending`.
pub(crate) fn reached(
    entries: &[String],
    ending: &str,
    read: impl Fn(&str) -> Outcome<String>,
) -> Outcome<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    let mut waiting = entries.to_vec();
    while let Some(file) = waiting.pop() {
        if found.contains_key(&file) {
            continue;
        }
        let text = read(&file)?;
        let modules = imports(&text).filter_map(|module| beside(&file, module));
        waiting.extend(modules.map(|module| format!("{module}{ending}")));
        found.insert(file, text);
    }
    Ok(found)
}

/// The modules that a module imports by their way from it, without `.js`.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split(['"', '\'']).zip(text.split(['"', '\'']).skip(1));
    let imported = quoted.filter(|(before, _)| {
        let before = before.trim_end();
        before.ends_with("from") || before.ends_with("import") || before.ends_with("import(")
    });
    let beside = imported.filter(|(_, way)| way.starts_with("./") || way.starts_with("../"));
    beside.filter_map(|(_, way)| way.strip_suffix(".js"))
}

/// Where the way from a file leads; `None` if it leads out of the folder.
fn beside(file: &str, way: &str) -> Option<String> {
    let mut steps: Vec<&str> = file.split('/').collect();
    steps.pop();
    for step in way.split('/') {
        match step {
            "." => (),
            ".." => drop(steps.pop()?),
            name => steps.push(name),
        }
    }
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_of_every_form_are_found() {
        let text = "import type { A } from \"./a.js\";\nexport * from './b.js';\ndeclare const c: import(\"../c.js\").C;\nimport d from \"elsewhere\";\nconst e = \"./e.js\";\n";
        assert_eq!(imports(text).collect::<Vec<_>>(), ["./a", "./b", "../c"]);
    }

    #[test]
    fn modules_are_followed_through_folders_and_loops() {
        let read = |file: &str| {
            let text = match file {
                "index.js" => "import './a.js';import {b} from './in/b.js'",
                "in/b.js" => "export * from'../a.js';import'./c.js';import'../../out.js'",
                "a.js" => "import './index.js'",
                _ => "",
            };
            Ok(text.to_owned())
        };
        let found =
            reached(&["index.js".to_owned()], ".js", read).map(|found| found.into_keys().collect::<Vec<_>>());
        assert_eq!(found, Ok(["a.js", "in/b.js", "in/c.js", "index.js"].map(String::from).to_vec()));
    }
}
