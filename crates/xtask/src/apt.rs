//! Debian's packages, installed where the machine lets us.

use std::sync::{Mutex, PoisonError};

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::workspace::Workspace;

/// Tools are made ready side by side, and apt-get runs alone.
static ALONE: Mutex<()> = Mutex::new(());

/// Installs packages, the first of which names the step; where we may not, the remedy is the failure.
pub(crate) fn install(workspace: &Workspace, packages: &[&str], remedy: &str) -> Outcome {
    if !may_install(workspace) {
        return Err(Failure::new(remedy));
    }
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut update = workspace.command("apt-get");
    process::step(workspace, "apt-get update", update.arg("update"))?;
    let mut install = workspace.command("apt-get");
    install
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    let title = format!("apt-get install {}", packages.first().unwrap_or(&""));
    process::step(workspace, &title, &mut install)
}

fn may_install(workspace: &Workspace) -> bool {
    let user = process::capture(workspace.command("id").arg("-u"));
    let apt = process::capture(workspace.command("apt-get").arg("--version"));
    user.is_ok_and(|id| id == "0") && apt.is_ok()
}
