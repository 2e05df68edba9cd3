//! The house rules that a program can check.

const LINES_MAX: usize = 400;

/// A file by its path from the repository's root.
#[derive(Debug)]
pub(crate) struct Source {
    path: String,
    text: String,
}

/// What breaks a rule in one file, one line each.
pub(crate) type Rule = fn(&Source) -> Vec<String>;

/// Every rule by name.
pub(crate) const RULES: [(&str, Rule); 6] = [
    ("files of at most 400 lines", length),
    ("lib.rs is a table of contents", contents),
    ("nothing left over", leftovers),
    ("no paths of one machine", machine_paths),
    ("locks name no host", hosts),
    ("every test file is run", homes),
];

/// Words that stand for work not done.
const LEFTOVERS: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("dbg", "!")];

/// Folders of one person's machine.
const MACHINE: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ho", "me/"), concat!("/ro", "ot/")];

/// Where tests live, and how the files that a stage runs directly are named there.
const HOMES: [(&str, &str); 3] =
    [("tests/node/", ".test.mjs"), ("tests/packaging/", ".test.mjs"), ("tests/e2e/", ".test.mjs")];

/// Folders of tests whose files are reached from the one that a stage runs.
const REACHED: [&str; 6] =
    ["tests/suite/", "tests/browser/", "tests/bench/", "tests/types/", "tests/support/", "tests/headless/"];

impl Source {
    /// A file of this path and text.
    pub(crate) fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    fn ends_with(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    fn is_lock(&self) -> bool {
        self.ends_with(&["Cargo.lock", "package-lock.json"])
    }

    fn is_fixture(&self) -> bool {
        self.path.contains("/fixtures/")
    }

    /// The lines that contain one of these words, as `path:line: problem`.
    fn lines_with(&self, words: &[&str], problem: &str) -> Vec<String> {
        let lines = self.text.lines().enumerate();
        lines
            .filter(|(_, line)| words.iter().any(|word| contains_word(line, word)))
            .map(|(index, _)| format!("{}:{}: {problem}", self.path, index + 1))
            .collect()
    }
}

/// Whether the word stands in the line on its own, not inside a longer one.
fn contains_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let ends_open = !word.ends_with(char::is_alphanumeric);
        !joins(before) && (ends_open || !joins(after))
    })
}

fn length(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    let counts = source.ends_with(&[".rs", ".ts", ".css", ".mjs", ".js"]);
    if !counts || source.is_fixture() || lines <= LINES_MAX {
        return Vec::new();
    }
    vec![format!("{}: {lines} lines are too many; split it by noun", source.path)]
}

fn contents(source: &Source) -> Vec<String> {
    if !source.ends_with(&["src/lib.rs"]) {
        return Vec::new();
    }
    let bare: Vec<&str> = source.text.lines().filter_map(code).collect();
    bare.join(" ")
        .split_inclusive([';', '}'])
        .map(str::trim)
        .filter(|item| !item.is_empty() && *item != ";" && !belongs_in_lib(item))
        .map(|item| format!("{}: `{item}` belongs in a module", source.path))
        .collect()
}

/// A line of `lib.rs` without comments and attributes.
fn code(line: &str) -> Option<&str> {
    let line = line.split("//").next()?.trim();
    let is_attribute = line.starts_with("#[") || line.starts_with("#![");
    (!line.is_empty() && !is_attribute).then_some(line)
}

fn belongs_in_lib(item: &str) -> bool {
    let is_module = item.ends_with(';') && ["mod ", "pub mod "].iter().any(|m| item.starts_with(m));
    is_module || item.starts_with("pub use ")
}

fn leftovers(source: &Source) -> Vec<String> {
    if source.is_lock() || source.is_fixture() {
        return Vec::new();
    }
    source.lines_with(&LEFTOVERS, "left over; do it, or write it down as an issue")
}

fn machine_paths(source: &Source) -> Vec<String> {
    source.lines_with(&MACHINE, "a path of one machine; make it relative")
}

fn hosts(source: &Source) -> Vec<String> {
    let crates = "registry+https://github.com/rust-lang/crates.io-index";
    let names_host = |line: &str| {
        let source = line.trim_start();
        source.starts_with("\"resolved\": \"http")
            || (source.starts_with("source = ") && !source.contains(crates))
    };
    if !source.is_lock() {
        return Vec::new();
    }
    let lines = source.text.lines().enumerate();
    lines
        .filter(|(_, line)| names_host(line))
        .map(|(index, _)| format!("{}:{}: names a registry's host", source.path, index + 1))
        .collect()
}

fn homes(source: &Source) -> Vec<String> {
    let is_test = source.path.starts_with("tests/") && source.ends_with(&[".mjs", ".ts", ".js"]);
    if !is_test || source.is_fixture() || has_home(&source.path) {
        return Vec::new();
    }
    vec![format!("{}: no stage runs it", source.path)]
}

fn has_home(path: &str) -> bool {
    let run = HOMES.iter().any(|(folder, ending)| {
        path.strip_prefix(folder).is_some_and(|name| name.ends_with(ending) && !name.contains('/'))
    });
    run || REACHED.iter().any(|folder| path.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(rule: Rule, path: &str, text: &str) -> usize {
        rule(&Source::new(path, text)).len()
    }

    #[test]
    fn long_files_are_found() {
        assert_eq!(broken(length, "a.rs", &"x\n".repeat(400)), 0);
        assert_eq!(broken(length, "a.rs", &"x\n".repeat(401)), 1);
        assert_eq!(broken(length, "a.md", &"x\n".repeat(401)), 0);
        assert_eq!(broken(length, "tests/fixtures/a.mjs", &"x\n".repeat(401)), 0);
    }

    #[test]
    fn lib_holds_modules_and_reexports() {
        let good = "//! Docs; with { }.\n#![forbid(unsafe_code)]\n\nmod a; // why\n#[cfg(test)]\nmod tests;\npub mod b;\n\npub use a::{\n    One,\n    Two,\n};\npub use b::Three;\n";
        assert_eq!(broken(contents, "crates/ecs/src/lib.rs", good), 0);
        for bad in ["fn a() {}", "use a::B;", "struct A;", "mod a { }", "pub const A: u8 = 1;"] {
            assert_eq!(broken(contents, "crates/ecs/src/lib.rs", bad), 1, "{bad}");
            assert_eq!(broken(contents, "crates/ecs/src/main.rs", bad), 0);
        }
    }

    #[test]
    fn leftovers_are_found_as_words() {
        for word in LEFTOVERS {
            assert_eq!(broken(leftovers, "a.rs", &format!("a\n// {word}: b(\n")), 1);
            assert_eq!(broken(leftovers, "a.rs", &format!("a_{word}_b\n")), 0);
            assert_eq!(broken(leftovers, "pkg/package-lock.json", word), 0);
        }
    }

    #[test]
    fn machine_paths_are_found() {
        for path in MACHINE {
            assert_eq!(broken(machine_paths, "a.md", &format!("see {path}x")), 1);
            assert_eq!(broken(machine_paths, "a.md", &format!("see a{path}x")), 0);
        }
    }

    #[test]
    fn hosts_in_locks_are_found() {
        let npm = "  \"resolved\": \"https://host.example/a.tgz\",\n  \"resolved\": \"../pkg\",\n";
        assert_eq!(broken(hosts, "tests/package-lock.json", npm), 1);
        let cargo = "source = \"registry+https://github.com/rust-lang/crates.io-index\"\nsource = \"sparse+https://host.example/\"\n";
        assert_eq!(broken(hosts, "Cargo.lock", cargo), 1);
        assert_eq!(broken(hosts, "a.toml", cargo), 0);
    }

    #[test]
    fn test_files_that_nothing_runs_are_found() {
        let lost = ["tests/a.mjs", "tests/node/a.mjs", "tests/e2e/a/b.test.mjs", "tests/new/a.ts"];
        let run = ["tests/node/a.test.mjs", "tests/browser/a.mjs", "tests/types/a.ts", "pkg/a.ts"];
        for path in lost {
            assert_eq!(broken(homes, path, ""), 1, "{path}");
        }
        for path in run {
            assert_eq!(broken(homes, path, ""), 0, "{path}");
        }
    }
}
