//! What has to be on the machine before anything can be built, and how it gets there.

use std::process::Command;

use crate::browser;
use crate::failure::{Failure, Outcome};
use crate::node_modules;
use crate::pins;
use crate::process;
use crate::python;
use crate::workspace::Workspace;

const WASM: &str = "wasm32-unknown-unknown";

/// Something to be found or installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    WasmTarget,
    WasmBindgen,
    PackageModules,
    TestModules,
    PythonModules,
    Browser,
    Trunk,
    Nightly,
    CargoFuzz,
}

impl Tool {
    /// Finds the tool, or installs it.
    pub(crate) fn ensure(self, workspace: &Workspace) -> Outcome {
        match self {
            Self::WasmTarget => wasm_target(workspace),
            Self::WasmBindgen => wasm_bindgen(workspace),
            Self::PackageModules => node_modules::install(workspace, "pkg"),
            Self::TestModules => node_modules::install(workspace, "tests"),
            Self::PythonModules => python::install(workspace),
            Self::Browser => browser::install(workspace),
            Self::Trunk => trunk(workspace),
            Self::Nightly => nightly(workspace),
            Self::CargoFuzz => cargo_fuzz(workspace),
        }
    }
}

fn wasm_target(workspace: &Workspace) -> Outcome {
    let mut rustc = workspace.command("rustc");
    let folder = process::capture(rustc.args(["--print", "target-libdir", "--target", WASM]))?;
    if std::path::Path::new(&folder).is_dir() {
        println!("{WASM}: found");
        return Ok(());
    }
    let mut rustup = workspace.command("rustup");
    process::step(workspace, WASM, rustup.args(["target", "add", WASM]))
}

/// What cargo-fuzz needs for its sanitizers; nothing else here is built with it.
fn nightly(workspace: &Workspace) -> Outcome {
    let found = process::capture(workspace.command("rustup").args(["run", "nightly", "rustc", "--version"]));
    if found.is_ok() {
        println!("nightly: found");
        return Ok(());
    }
    let mut rustup = workspace.command("rustup");
    process::step(
        workspace,
        "nightly",
        rustup.args(["toolchain", "install", "nightly", "--profile", "minimal"]),
    )
}

fn wasm_bindgen(workspace: &Workspace) -> Outcome {
    CargoTool {
        name: "wasm-bindgen-cli",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version: &pins::wasm_bindgen(workspace)?,
        // At level 0 every test binary takes seconds longer to prepare.
        optimisation: "1",
        niceness: "0",
    }
    .ensure(workspace)
}

fn trunk(workspace: &Workspace) -> Outcome {
    CargoTool {
        name: "trunk",
        programs: &["trunk"],
        version: &pins::trunk(workspace)?,
        optimisation: "0",
        // Needed last, so it leaves the processors to whatever is needed before.
        niceness: "10",
    }
    .ensure(workspace)
}

fn cargo_fuzz(workspace: &Workspace) -> Outcome {
    CargoTool {
        name: "cargo-fuzz",
        programs: &["cargo-fuzz"],
        version: &pins::cargo_fuzz(workspace)?,
        optimisation: "0",
        niceness: "10",
    }
    .ensure(workspace)
}

/// A tool that is compiled from crates.io.
struct CargoTool<'a> {
    name: &'a str,
    programs: &'a [&'a str],
    version: &'a str,
    optimisation: &'a str,
    niceness: &'a str,
}

impl CargoTool<'_> {
    fn ensure(&self, workspace: &Workspace) -> Outcome {
        let title = format!("{} {}", self.name, self.version);
        if self.is_installed(workspace) {
            println!("{title}: found");
            return Ok(());
        }
        process::step(workspace, &title, &mut self.installation(workspace))?;
        if !self.is_installed(workspace) {
            return Err(Failure::new(format!(
                "{title} was installed into target/tools/bin but does not run from there"
            )));
        }
        // The compiled crates are some hundred megabytes that nothing needs again.
        let leftovers = workspace.path("target/tools/build").join(self.name);
        std::fs::remove_dir_all(&leftovers).map_err(|error| Failure::at(&leftovers, &error))
    }

    fn is_installed(&self, workspace: &Workspace) -> bool {
        self.programs.iter().all(|program| {
            let output = process::capture(workspace.command(program).arg("--version"));
            output.is_ok_and(|text| pins::printed(&text) == Some(self.version))
        })
    }

    fn installation(&self, workspace: &Workspace) -> Command {
        let mut command = polite(workspace, self.niceness);
        command
            .args(["install", self.name, "--version", self.version])
            .args(["--locked", "--force", "--no-default-features", "--root"])
            .arg(workspace.path("target/tools"))
            .env("CARGO_TARGET_DIR", workspace.path("target/tools/build").join(self.name))
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
            .env("CARGO_PROFILE_RELEASE_STRIP", "true")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.optimisation);
        command
    }
}

fn polite(workspace: &Workspace, niceness: &str) -> Command {
    if cfg!(unix) {
        let mut command = workspace.command("nice");
        command.args(["-n", niceness, "cargo"]);
        command
    } else {
        workspace.command("cargo")
    }
}
