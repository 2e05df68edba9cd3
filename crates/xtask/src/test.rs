//! Running stages one after another, and counting.

use std::num::NonZero;
use std::process::Command;
use std::thread;
use std::time::Instant;

use crate::bench;
use crate::browser::Browser;
use crate::failure::{Failure, Outcome};
use crate::fuzz;
use crate::package;
use crate::page;
use crate::process;
use crate::server::Server;
use crate::size;
use crate::stage::Stage;
use crate::tally::Tally;
use crate::tidy;
use crate::tool::Tool;
use crate::toolbox::Toolbox;
use crate::workspace::Workspace;

const DEEP_OPERATIONS: &str = "100000000";
/// What inspectors should not send, for so long.
const HOSTILE_MESSAGES: &str = "tests/node/inspect-fuzz.test.mjs";
const HOSTILE_SECONDS: &str = "60";
/// Random worlds where another stage has tried them all.
const FEWER_WORLDS: &str = "200";
const NODE22: &str = "tests/node_modules/.bin/node";
/// For one file of tests, in milliseconds: one that hangs fails.
const TEST_TIMEOUT: &str = "--test-timeout=900000";

/// Runs the stages, whatever fails among them, and prints the count last. Answers whether all passed.
pub(crate) fn run(workspace: &Workspace, stages: &[Stage]) -> bool {
    let tools: Vec<Tool> = stages.iter().flat_map(|stage| stage.tools()).collect();
    let mut toolbox = Toolbox::start(workspace, &tools);
    let mut total = Tally::default();
    let mut report = String::new();
    for stage in stages {
        let begun = Instant::now();
        println!("\n== {}", stage.name());
        let tally = perform(workspace, *stage, &mut toolbox).unwrap_or_else(|failure| {
            println!("{}: {failure}", stage.name());
            Tally::one(false)
        });
        let seconds = begun.elapsed().as_secs_f32();
        let line = format!("{:<10} {tally} ({seconds:.1} s)\n", stage.name());
        print!("-- {line}");
        report.push_str(&line);
        total += tally;
    }
    drop(toolbox);
    println!("\n{report}\n{total}");
    total.failed == 0
}

fn perform(workspace: &Workspace, stage: Stage, toolbox: &mut Toolbox) -> Outcome<Tally> {
    if stage.uses_package() {
        package::build(workspace, toolbox)?;
    }
    toolbox.need(workspace, &stage.tools())?;
    match stage {
        Stage::Tidy => tidy::run(workspace),
        Stage::Format => single(&mut workspace.cargo(["fmt", "--all", "--check", "--", "--color", "never"])),
        Stage::Lint => lint(workspace),
        Stage::Native => counted(&mut native(workspace, &[])),
        Stage::Headless => headless(workspace),
        Stage::Package => weigh(workspace),
        Stage::Types => single(&mut types(workspace)),
        Stage::Node => node_tests(workspace, workspace.command("node"), "tests/node"),
        Stage::Node22 => node22(workspace),
        Stage::Chromium => chromium(workspace),
        Stage::Consumers => consumers(workspace, toolbox),
        Stage::Page => end_to_end(workspace, toolbox),
        Stage::Fuzz => fuzz::run(workspace),
        Stage::Deep => deep(workspace),
        Stage::Bench => single(&mut bench::command(workspace)),
    }
}

fn lint(workspace: &Workspace) -> Outcome<Tally> {
    let native = [
        ["--package", "terrarium-ecs"],
        ["--package", "terrarium-codec"],
        ["--package", "terrarium-inspect"],
        ["--package", "xtask"],
    ];
    let wasm = [
        ["--package", "terrarium-wasm"],
        ["--package", "terrarium-headless"],
        ["--package", "terrarium-web"],
        ["--target", "wasm32-unknown-unknown"],
    ];
    let mut tally = single(&mut clippy(workspace, native.as_flattened()))?;
    tally += single(&mut clippy(workspace, wasm.as_flattened()))?;
    Ok(tally)
}

fn clippy(workspace: &Workspace, packages: &[&str]) -> Command {
    let mut cargo = workspace.cargo(["clippy", "--all-targets"]);
    cargo.args(packages).args(["--", "--deny", "warnings"]);
    cargo
}

fn native(workspace: &Workspace, options: &[&str]) -> Command {
    let mut cargo = workspace.cargo(["test", "--package", "terrarium-ecs", "--package", "terrarium-codec"]);
    cargo.arg("--no-fail-fast");
    if options.is_empty() {
        cargo.args(["--package", "terrarium-inspect", "--package", "xtask", "--package", "terrarium-web"]);
    }
    cargo.args(options);
    cargo
}

fn deep(workspace: &Workspace) -> Outcome<Tally> {
    let mut cargo = native(workspace, &["--release"]);
    let mut tally = counted(cargo.env("TERRARIUM_OPERATIONS", DEEP_OPERATIONS))?;
    let mut node = workspace.command("node");
    node.args(["--test", "--test-reporter=tap", TEST_TIMEOUT, HOSTILE_MESSAGES]);
    tally += counted(node.env("TERRARIUM_SECONDS", HOSTILE_SECONDS))?;
    Ok(tally)
}

fn headless(workspace: &Workspace) -> Outcome<Tally> {
    let mut cargo = workspace.cargo(["test", "--package", "terrarium-headless", "--test", "*"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--no-fail-fast"]);
    Browser::find()?.offer(&mut cargo);
    counted(&mut cargo)
}

fn weigh(workspace: &Workspace) -> Outcome<Tally> {
    let sizes = size::measure(workspace)?;
    println!("{sizes}");
    Ok(sizes.verdict())
}

fn types(workspace: &Workspace) -> Command {
    let mut tsc = workspace.command(workspace.path("tests/node_modules/.bin/tsc"));
    tsc.args(["--project", "tests/types"]);
    tsc
}

fn node22(workspace: &Workspace) -> Outcome<Tally> {
    let node = workspace.path(NODE22);
    if !node.is_file() {
        return Err(Failure::new(format!(
            "{NODE22} is missing: npm has Node 22 for Linux and macOS, on x64 and arm64"
        )));
    }
    let mut node = workspace.command(node);
    node.env("TERRARIUM_WORLDS", FEWER_WORLDS).env("TERRARIUM_SELECT_WORLDS", FEWER_WORLDS);
    node_tests(workspace, node, "tests/node")
}

fn chromium(workspace: &Workspace) -> Outcome<Tally> {
    let mut node = workspace.command("node");
    node.arg("tests/browser/run.mjs");
    Browser::find()?.offer(&mut node);
    counted(&mut node)
}

fn consumers(workspace: &Workspace, toolbox: &mut Toolbox) -> Outcome<Tally> {
    page::build(workspace, toolbox)?;
    let mut node = workspace.command("node");
    Browser::find()?.offer(&mut node);
    node_tests(workspace, node, "tests/packaging")
}

fn end_to_end(workspace: &Workspace, toolbox: &mut Toolbox) -> Outcome<Tally> {
    page::build(workspace, toolbox)?;
    let server = Server::bind(0)?;
    let mut node = workspace.command("node");
    node.env("TERRARIUM_PAGE_URL", server.url()?);
    Browser::find()?.offer(&mut node);
    let folder = workspace.path(page::DIST);
    thread::spawn(move || server.serve(&folder));
    let mut tally = size::weigh_page(workspace)?;
    tally += node_tests(workspace, node, "tests/e2e")?;
    Ok(tally)
}

/// Runs the `*.test.mjs` files of a folder under Node's own test runner.
fn node_tests(workspace: &Workspace, mut node: Command, folder: &str) -> Outcome<Tally> {
    let files = workspace.files(folder, ".test.mjs")?;
    if files.is_empty() {
        return Err(Failure::new(format!("{folder} has no *.test.mjs file")));
    }
    let at_once = thread::available_parallelism().map_or(1, NonZero::get);
    node.args(["--test", "--test-reporter=tap", TEST_TIMEOUT, &format!("--test-concurrency={at_once}")]);
    counted(node.args(files))
}

/// Runs a program that prints how many of its tests passed.
fn counted(command: &mut Command) -> Outcome<Tally> {
    let mut tally = Tally::default();
    let succeeded = process::stream(command, |line| {
        println!("{line}");
        tally.read(line);
    })?;
    Ok(tally.settled(succeeded))
}

/// Runs a program that is one test.
fn single(command: &mut Command) -> Outcome<Tally> {
    let succeeded = process::stream(command, |line| println!("{line}"))?;
    Ok(Tally::one(succeeded))
}
