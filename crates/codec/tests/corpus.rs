//! The committed corpus of the fuzz targets, replayed without a fuzzer.
#![allow(clippy::expect_used, clippy::panic, reason = "a test's support fails by panicking")]

mod support {
    pub(crate) mod targets;
}

use std::fs;
use std::path::Path;

use support::targets;

/// Hands each file of a target's corpus to the target.
fn replay(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let files: Vec<_> =
        fs::read_dir(&folder).expect("the corpus").map(|entry| entry.expect("a file").path()).collect();
    assert!(files.len() >= 10, "{} has {} files", folder.display(), files.len());
    for file in files {
        let bytes = fs::read(&file).expect("readable");
        std::panic::catch_unwind(|| target(&bytes)).unwrap_or_else(|_| panic!("{}", file.display()));
    }
}

#[test]
fn snapshots() {
    replay("snapshot", targets::snapshot);
}

#[test]
fn values() {
    replay("value", targets::value);
}

#[test]
fn pickles() {
    replay("pickle", targets::pickle);
}

#[test]
fn queries() {
    replay("query", targets::query);
}
