//! Python's CBOR reader, which the tests hold against our files: in a virtual environment of its own.

use crate::apt;
use crate::failure::{Failure, Outcome};
use crate::process;
use crate::stamp::Work;
use crate::workspace::Workspace;

const FOLDER: &str = "target/python";
const PROGRAM: &str = "target/python/bin/python";
const REQUIREMENTS: &str = "tests/support/requirements.txt";
const REMEDY: &str = "Python 3 with its venv module is missing: install it \
    (Debian: apt-get install python3-venv; macOS: brew install python)";

/// Prints the version, if all that a virtual environment needs is there.
const VERSION: &str = "import sys, venv, ensurepip; print(sys.version)";

/// Installs what the tests require of Python, exactly as pinned.
pub(crate) fn install(workspace: &Workspace) -> Outcome {
    let version = || process::capture(workspace.command("python3").args(["-c", VERSION]));
    let context = version().or_else(|_| {
        apt::install(workspace, &["python3", "python3-venv"], REMEDY)?;
        version()
    })?;
    let work = Work {
        name: "python",
        inputs: vec![workspace.path(REQUIREMENTS)],
        outputs: vec![workspace.path(FOLDER).join("pyvenv.cfg")],
        context,
    };
    work.unless_fresh(workspace, || make(workspace))
}

fn make(workspace: &Workspace) -> Outcome {
    let mut venv = workspace.command("python3");
    process::step(workspace, "python venv", venv.args(["-m", "venv", "--clear", FOLDER]))
        .map_err(|failure| Failure::new(format!("{failure}\n{REMEDY}")))?;
    let mut pip = workspace.command(workspace.path(PROGRAM));
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--only-binary", ":all:"]);
    process::step(workspace, "pip install", pip.args(["--requirement", REQUIREMENTS]))
}
