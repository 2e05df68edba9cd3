//! How many bytes a user of the package downloads.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::failure::{Failure, Outcome};
use crate::modules;
use crate::page;
use crate::tally::Tally;
use crate::workspace::Workspace;

const WASM_BYTES_MAX: usize = 272_000;
const JS_BYTES_MAX: usize = 39_000;
const INSPECT_BYTES_MAX: usize = 24_000;
const INSPECTOR_BYTES_MAX: usize = 3_000;
const NODE_BYTES_MAX: usize = 3_000;
const PAGE_BYTES_MAX: usize = 450_000;
const DIST: &str = "pkg/dist";
const GZIP: &str = "process.stdout.write(String(require('node:zlib').gzipSync(\
    require('node:fs').readFileSync(0), { level: 9 }).length))";

/// The package's parts, each gzipped.
#[derive(Debug)]
pub(crate) struct Sizes {
    wasm: usize,
    /// All of the JavaScript that a program loads with one entry, the larger, but the wasm inside it.
    js: usize,
    /// What a program loads beside that to let its world be looked at.
    inspect: usize,
    /// What it loads beside both to open an inspector, until one is opened.
    inspector: usize,
    /// What it loads beside both in Node.
    node: usize,
}

impl Sizes {
    /// One test for each limit.
    pub(crate) fn verdict(&self) -> Tally {
        let mut tally = Tally::one(self.wasm < WASM_BYTES_MAX);
        tally += Tally::one(self.js < JS_BYTES_MAX);
        tally += Tally::one(self.inspect < INSPECT_BYTES_MAX);
        tally += Tally::one(self.inspector < INSPECTOR_BYTES_MAX);
        tally += Tally::one(self.node < NODE_BYTES_MAX);
        tally
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { wasm, js, inspect, inspector, node } = self;
        write!(
            f,
            "core.wasm {wasm} bytes gzipped (limit {WASM_BYTES_MAX}), \
             JavaScript {js} bytes gzipped (limit {JS_BYTES_MAX}), \
             with ./inspect {inspect} more (limit {INSPECT_BYTES_MAX}), \
             with ./inspector {inspector} more (limit {INSPECTOR_BYTES_MAX}), \
             with ./inspect/node {node} more (limit {NODE_BYTES_MAX})"
        )
    }
}

/// Measures the built package.
pub(crate) fn measure(workspace: &Workspace) -> Outcome<Sizes> {
    let core = workspace.path(DIST).join("core.wasm");
    let wasm = fs::read(&core).map_err(|error| Failure::at(&core, &error))?;
    let read = |entry| scripts(workspace, entry);
    let (index, slim, inspect) = (read("index.js")?, read("slim.js")?, read("inspect.js")?);
    let beside = |scripts: Scripts, known: &[&Scripts]| -> Scripts {
        scripts.into_iter().filter(|(file, _)| !known.iter().any(|known| known.contains_key(file))).collect()
    };
    let inspector = beside(read("inspector.js")?, &[&index, &inspect]);
    let node = beside(read("node.js")?, &[&index, &inspect]);
    let weigh = |scripts: &Scripts| {
        let text: String = scripts.values().map(|text| without_long_strings(text)).collect();
        gzipped(workspace, text.as_bytes())
    };
    Ok(Sizes {
        wasm: gzipped(workspace, &wasm)?,
        js: weigh(&index)?.max(weigh(&slim)?),
        inspect: weigh(&beside(inspect, &[&index]))?,
        inspector: weigh(&inspector)?,
        node: weigh(&node)?,
    })
}

/// Measures the built inspector page: one test for its limit.
pub(crate) fn weigh_page(workspace: &Workspace) -> Outcome<Tally> {
    let modules = workspace.files(page::DIST, "_bg.wasm")?;
    let [module] = &*modules else {
        return Err(Failure::new(format!(
            "{} has {} modules of the page, not one",
            page::DIST,
            modules.len()
        )));
    };
    let bytes = gzipped(workspace, &fs::read(module).map_err(|error| Failure::at(module, &error))?)?;
    println!("the page's wasm {bytes} bytes gzipped (limit {PAGE_BYTES_MAX})");
    Ok(Tally::one(bytes < PAGE_BYTES_MAX))
}

/// Scripts by name.
type Scripts = BTreeMap<String, String>;

/// What a program loads with an entry.
fn scripts(workspace: &Workspace, entry: &str) -> Outcome<Scripts> {
    modules::reached(&[entry.to_owned()], ".js", |file| workspace.read(&format!("{DIST}/{file}")))
}

/// Leaves out quoted words that only an inlined file is long enough for.
fn without_long_strings(text: &str) -> String {
    let words = text.split('"').filter(|word| word.len() < 8_192 || word.contains(' '));
    words.collect::<Vec<_>>().join("\"")
}

fn gzipped(workspace: &Workspace, bytes: &[u8]) -> Outcome<usize> {
    let failed = |error: &std::io::Error| Failure::new(format!("node could not compress: {error}"));
    let mut node = workspace
        .command("node")
        .args(["-e", GZIP])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| failed(&error))?;
    if let Some(mut input) = node.stdin.take() {
        input.write_all(bytes).map_err(|error| failed(&error))?;
    }
    let output = node.wait_with_output().map_err(|error| failed(&error))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    printed.trim().parse().map_err(|_| Failure::new("node printed no size"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inlined_file_does_not_count_as_javascript() {
        let inlined = "A".repeat(10_000);
        let text = format!("const w=\"{inlined}\",n=\"name\";");
        assert_eq!(without_long_strings(&text), "const w=\",n=\"name\";");
    }

    #[test]
    fn each_limit_counts() {
        let most = Sizes {
            wasm: WASM_BYTES_MAX,
            js: JS_BYTES_MAX,
            inspect: INSPECT_BYTES_MAX,
            inspector: INSPECTOR_BYTES_MAX,
            node: NODE_BYTES_MAX,
        };
        assert_eq!(most.verdict().failed, 5);
        let least = Sizes { wasm: 1, js: 1, inspect: 1, inspector: 1, node: 1 };
        assert_eq!(least.verdict().failed, 0);
        assert_eq!(Sizes { wasm: WASM_BYTES_MAX, ..least }.verdict().failed, 1);
    }
}
