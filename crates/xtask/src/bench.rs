//! Measuring the built package.

use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};
use crate::package;
use crate::stage::Stage;
use crate::toolbox::Toolbox;
use crate::workspace::Workspace;

/// The program that measures; it sees the garbage collector, so that it can run it between samples.
pub(crate) fn command(workspace: &Workspace) -> Command {
    let mut node = workspace.command("node");
    node.args(["--expose-gc", "tests/bench/run.mjs"]);
    node
}

/// Builds the package and measures it. Answers whether the benchmarks ran to their end.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Outcome<bool> {
    let mut toolbox = Toolbox::start(workspace, &Stage::Bench.tools());
    package::build(workspace, &mut toolbox)?;
    toolbox.need(workspace, &Stage::Bench.tools())?;
    let status = command(workspace)
        .args(arguments)
        .stdin(Stdio::null())
        .status()
        .map_err(|error| Failure::new(format!("node: {error}")))?;
    Ok(status.success())
}
