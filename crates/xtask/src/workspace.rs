//! The checkout: where things are, and how programs are started in it.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};

/// The checkout's root folder.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
    path: OsString,
}

impl Workspace {
    /// The checkout that this program was built from.
    pub(crate) fn find() -> Outcome<Self> {
        let here = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = here.ancestors().nth(2).unwrap_or(&here);
        Self::at(root)
    }

    /// The checkout at `root`.
    pub(crate) fn at(root: &Path) -> Outcome<Self> {
        let mut folders = vec![root.join("target/tools/bin"), root.join("pkg/node_modules/.bin")];
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        let path = env::join_paths(folders).map_err(|error| Failure::new(error.to_string()))?;
        Ok(Self { root: root.to_path_buf(), path })
    }

    /// A path inside the checkout.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A program to be run at the root, which sees the pinned tools before any others.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("PATH", &self.path)
            .env("NO_COLOR", "1")
            .env_remove("FORCE_COLOR");
        command
    }

    /// Cargo on this workspace, building into its own `target` whatever the caller's settings.
    pub(crate) fn cargo<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = self.command("cargo");
        command.args(arguments).env("CARGO_TARGET_DIR", self.path("target"));
        command
    }

    /// Keeps the paths of this machine's crate sources out of what the program compiles to wasm.
    pub(crate) fn without_machine_paths(&self, command: &mut Command) {
        let home = env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
        if let Some(home) = home {
            let flag = format!("--remap-path-prefix={}=cargo", home.display());
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flag);
        }
    }

    /// The text of a file inside the checkout.
    pub(crate) fn read(&self, relative: &str) -> Outcome<String> {
        let path = self.path(relative);
        std::fs::read_to_string(&path).map_err(|error| Failure::at(&path, &error))
    }

    /// The files with this ending directly inside a folder, in order of name.
    pub(crate) fn files(&self, folder: &str, ending: &str) -> Outcome<Vec<PathBuf>> {
        let folder = self.path(folder);
        let entries = folder.read_dir().map_err(|error| Failure::at(&folder, &error))?;
        let mut files: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.to_string_lossy().ends_with(ending))
            .collect();
        files.sort();
        Ok(files)
    }
}
