//! The browser that tests run in: found, or installed where the machine lets us.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::apt;
use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

const CHROMES: [&str; 4] = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];
const MAC_CHROME: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const REMEDY: &str = "Chromium and its ChromeDriver are missing: install both \
    (Debian: apt-get install chromium chromium-driver; macOS: brew install --cask chromium \
    chromedriver), or set CHROME and CHROMEDRIVER to their paths";

/// A browser and the driver that belongs to it.
#[derive(Debug)]
pub(crate) struct Browser {
    chrome: PathBuf,
    driver: PathBuf,
}

impl Browser {
    /// The machine's browser: what CHROME and CHROMEDRIVER say, or what is on PATH.
    pub(crate) fn find() -> Outcome<Self> {
        let mac = Some(PathBuf::from(MAC_CHROME)).filter(|path| path.is_file());
        let chrome = named("CHROME", &CHROMES).or(mac);
        let driver = named("CHROMEDRIVER", &["chromedriver"]);
        match (chrome, driver) {
            (Some(chrome), Some(driver)) => Ok(Self { chrome, driver }),
            _ => Err(Failure::new(REMEDY)),
        }
    }

    /// Tells a program which browser and driver to use.
    pub(crate) fn offer(&self, command: &mut Command) {
        command.env("CHROME", &self.chrome).env("CHROMEDRIVER", &self.driver);
    }
}

/// Installs Debian's Chromium where there is no browser yet and we may.
pub(crate) fn install(workspace: &Workspace) -> Outcome {
    if Browser::find().is_ok() {
        println!("chromium: found");
        return Ok(());
    }
    apt::install(workspace, &["chromium", "chromium-driver", "fonts-liberation"], REMEDY)?;
    Browser::find().map(drop)
}

fn named(variable: &str, names: &[&str]) -> Option<PathBuf> {
    match env::var_os(variable) {
        Some(path) => Some(PathBuf::from(path)).filter(|path| path.is_file()),
        None => names.iter().find_map(|name| on_path(name)),
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    among(&env::var_os("PATH").unwrap_or_default(), Path::new(name))
}

fn among(path: &OsString, name: &Path) -> Option<PathBuf> {
    env::split_paths(path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
