//! How many bytes a user of the package downloads.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use crate::failure::{Failure, Outcome};
use crate::tally::Tally;
use crate::workspace::Workspace;

const WASM_BYTES_MAX: usize = 262_000;
const JS_BYTES_MAX: usize = 37_000;
/// A program loads one of these, and what it shares with the others.
const ENTRIES: [&str; 2] = ["index.js", "slim.js"];
const GZIP: &str = "process.stdout.write(String(require('node:zlib').gzipSync(\
    require('node:fs').readFileSync(0), { level: 9 }).length))";

/// The package's parts, each gzipped.
#[derive(Debug)]
pub(crate) struct Sizes {
    wasm: usize,
    /// All of the JavaScript that a program loads with one entry, the larger, but the wasm inside it.
    js: usize,
}

impl Sizes {
    /// One test for each limit.
    pub(crate) fn verdict(&self) -> Tally {
        let mut tally = Tally::one(self.wasm < WASM_BYTES_MAX);
        tally += Tally::one(self.js < JS_BYTES_MAX);
        tally
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { wasm, js } = self;
        write!(
            f,
            "core.wasm {wasm} bytes gzipped (limit {WASM_BYTES_MAX}), \
             JavaScript {js} bytes gzipped (limit {JS_BYTES_MAX})"
        )
    }
}

/// Measures the built package.
pub(crate) fn measure(workspace: &Workspace) -> Outcome<Sizes> {
    let core = workspace.path("pkg/dist/core.wasm");
    let wasm = fs::read(&core).map_err(|error| Failure::at(&core, &error))?;
    let texts = texts(workspace)?;
    let of_entry = |entry: &str| {
        let loaded = texts.iter().filter(|(name, _)| name == entry || !ENTRIES.contains(&name.as_str()));
        let js: String = loaded.map(|(_, text)| without_long_strings(text)).collect();
        gzipped(workspace, js.as_bytes())
    };
    let sizes = ENTRIES.map(of_entry).into_iter().collect::<Result<Vec<_>, _>>()?;
    let js = sizes.into_iter().max().unwrap_or(usize::MAX);
    Ok(Sizes { wasm: gzipped(workspace, &wasm)?, js })
}

/// The package's scripts by name.
fn texts(workspace: &Workspace) -> Outcome<Vec<(String, String)>> {
    let files = workspace.files("pkg/dist", ".js")?.into_iter();
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).map_err(|error| Failure::at(&file, &error))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok((name, text))
    };
    files.map(read).collect()
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
        let broken = |wasm, js| Sizes { wasm, js }.verdict().failed;
        assert_eq!(broken(WASM_BYTES_MAX - 1, JS_BYTES_MAX - 1), 0);
        assert_eq!(broken(WASM_BYTES_MAX, 1), 1);
        assert_eq!(broken(WASM_BYTES_MAX, JS_BYTES_MAX), 2);
    }
}
