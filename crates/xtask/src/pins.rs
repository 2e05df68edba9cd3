//! The versions that everyone builds with, each read from the one file that pins it.

use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

/// The wasm-bindgen of the root `Cargo.toml`; its command-line tool must be the same.
pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Outcome<String> {
    pin(workspace, "Cargo.toml", "wasm-bindgen")
}

/// The Trunk that `Trunk.toml` asks for.
pub(crate) fn trunk(workspace: &Workspace) -> Outcome<String> {
    pin(workspace, "Trunk.toml", "trunk-version")
}

/// The cargo-fuzz that the fuzz targets ask for.
pub(crate) fn cargo_fuzz(workspace: &Workspace) -> Outcome<String> {
    pin(workspace, "crates/codec/fuzz/Cargo.toml", "cargo-fuzz-version")
}

fn pin(workspace: &Workspace, file: &str, name: &str) -> Outcome<String> {
    exact(&workspace.read(file)?, name)
        .ok_or_else(|| Failure::new(format!("{file} must pin `{name} = \"=x.y.z\"`")))
}

/// The version in `name = "=1.2.3"`.
fn exact(toml: &str, name: &str) -> Option<String> {
    let value = toml.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == name).then_some(value.trim())
    })?;
    let (version, _) = value.strip_prefix("\"=")?.split_once('"')?;
    Some(version.to_owned())
}

/// The version among the words that `tool --version` prints.
pub(crate) fn printed(output: &str) -> Option<&str> {
    output.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_exact() {
        let toml = "[workspace.dependencies]\nwasm-bindgen-test = \"=0.3.79\"\nwasm-bindgen = \"=0.2.129\" # one\nloose = \"1\"\n";
        assert_eq!(exact(toml, "wasm-bindgen").as_deref(), Some("0.2.129"));
        assert_eq!(exact(toml, "loose"), None);
        assert_eq!(exact(toml, "absent"), None);
    }

    #[test]
    fn trunk_and_the_package_use_one_wasm_opt() {
        let trunk = include_str!("../../../Trunk.toml");
        let package = include_str!("../../../pkg/package.json");
        let major = trunk.split_once("wasm_opt = \"version_").and_then(|(_, rest)| rest.split('"').next());
        let pin = major.map(|major| format!("\"binaryen\": \"{major}.0.0\""));
        assert!(pin.is_some_and(|pin| package.contains(&pin)));
    }

    #[test]
    fn a_version_is_found_among_the_words() {
        assert_eq!(printed("wasm-bindgen 0.2.129"), Some("0.2.129"));
        assert_eq!(printed("trunk 0.21.14\n"), Some("0.21.14"));
        assert_eq!(printed("command not found"), None);
    }
}
