//! From a fresh clone to the inspector in a browser.

use std::time::Instant;

use crate::failure::Outcome;
use crate::page;
use crate::server::Server;
use crate::stage::Stage;
use crate::toolbox::Toolbox;
use crate::workspace::Workspace;

/// Sets up what is missing, builds what has changed, and serves the page until stopped.
pub(crate) fn run(workspace: &Workspace, port: u16) -> Outcome {
    let begun = Instant::now();
    // Before the long part, so that a taken port is known at once.
    let server = Server::bind(port)?;
    let mut toolbox = Toolbox::start(workspace, &Stage::tools_to_build(true, true));
    page::build(workspace, &mut toolbox)?;
    println!("ready after {:.1} s: open {} (stop with Ctrl-C)", begun.elapsed().as_secs_f32(), server.url()?);
    println!("for a world in Node: node pkg/examples/node-sim/sim.mjs");
    server.serve(&workspace.path(page::DIST))
}
