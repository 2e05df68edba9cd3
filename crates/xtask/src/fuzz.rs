//! Fuzzing: each target for a while, from the committed corpus.

use std::fs;

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::tally::Tally;
use crate::workspace::Workspace;

const FOLDER: &str = "crates/codec/fuzz";
/// Where what is found meanwhile is kept, so that the committed corpus stays as it is.
const FOUND: &str = "target/fuzz/corpus";
const SECONDS: u32 = 60;
/// For one input: of what strangers send, nothing may take longer, or more.
const SECONDS_PER_INPUT_MAX: u32 = 2;
const MEGABYTES_MAX: u32 = 2048;

/// Runs each target; one that finds nothing has passed.
pub(crate) fn run(workspace: &Workspace) -> Outcome<Tally> {
    let mut tally = Tally::default();
    for target in targets(workspace)? {
        let passed = fuzz(workspace, &target)?;
        let verdict = if passed { "nothing found" } else { "not built, or found something; see above" };
        println!("{target}: {verdict}");
        tally += Tally::one(passed);
    }
    Ok(tally)
}

/// The names of the targets, one for each file.
fn targets(workspace: &Workspace) -> Outcome<Vec<String>> {
    let files = workspace.files(&format!("{FOLDER}/targets"), ".rs")?;
    let names = files.iter().filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned()));
    let names: Vec<String> = names.collect();
    if names.is_empty() {
        return Err(Failure::new(format!("{FOLDER}/targets has no target")));
    }
    Ok(names)
}

fn fuzz(workspace: &Workspace, target: &str) -> Outcome<bool> {
    let found = workspace.path(FOUND).join(target);
    fs::create_dir_all(&found).map_err(|error| Failure::at(&found, &error))?;
    let mut cargo = workspace.command("rustup");
    cargo
        .args(["run", "nightly", "cargo", "fuzz", "run", "--fuzz-dir", FOLDER, target])
        .arg(&found)
        .arg(workspace.path(FOLDER).join("corpus").join(target))
        .args(["--", "-print_final_stats=1", "-verbosity=0"])
        .arg(format!("-max_total_time={SECONDS}"))
        .arg(format!("-timeout={SECONDS_PER_INPUT_MAX}"))
        .arg(format!("-rss_limit_mb={MEGABYTES_MAX}"))
        .env("CARGO_TARGET_DIR", workspace.path("target/fuzz"))
        .env_remove("RUSTUP_TOOLCHAIN");
    process::stream(&mut cargo, |line| println!("{line}"))
}
