//! The inspector page, built by Trunk, with the package and its examples beside it, and once more for the package.

use crate::failure::Outcome;
use crate::package;
use crate::process;
use crate::stamp::Work;
use crate::tool::Tool;
use crate::toolbox::Toolbox;
use crate::workspace::Workspace;

/// What building the page takes; wasm-opt comes with the package's modules.
pub(crate) const TOOLS: [Tool; 4] = [Tool::WasmTarget, Tool::WasmBindgen, Tool::PackageModules, Tool::Trunk];

/// The folder that is served.
pub(crate) const DIST: &str = "dist";

/// The page in the package, where Trunk has it put.
const INSPECTOR: &str = "pkg/inspector";

const INPUTS: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "Trunk.toml",
    "index.html",
    "crates/ecs",
    "crates/inspect",
    "web",
    "pkg/dist",
    "pkg/examples",
    "pkg/package-lock.json",
];

/// Builds `dist`, and the package that its examples use, unless it is up to date.
pub(crate) fn build(workspace: &Workspace, toolbox: &mut Toolbox) -> Outcome {
    package::build(workspace, toolbox)?;
    toolbox.need(workspace, &TOOLS)?;
    let work = Work {
        name: "page",
        inputs: INPUTS.map(|path| workspace.path(path)).to_vec(),
        outputs: [DIST, INSPECTOR].map(|path| workspace.path(path)).to_vec(),
        context: process::capture(workspace.command("rustc").arg("--version"))?,
    };
    work.unless_fresh(workspace, || {
        let mut trunk = workspace.command("trunk");
        trunk
            .args(["build", "--release"])
            // Trunk reads NO_COLOR as a switch of its own and takes nothing but true or false.
            .env("NO_COLOR", "true")
            .env("CARGO_TARGET_DIR", workspace.path("target"));
        workspace.without_machine_paths(&mut trunk);
        process::step(workspace, "trunk build", &mut trunk)
    })
}
