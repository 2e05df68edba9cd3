//! The stages of a test run: their names, their order, and what each needs.

use crate::failure::{Failure, Outcome};
use crate::package;
use crate::page;
use crate::tool::Tool;

/// One stage of a test run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Tidy,
    Format,
    Lint,
    Native,
    Headless,
    Package,
    Types,
    Node,
    Node22,
    Chromium,
    Consumers,
    Page,
    Fuzz,
    Deep,
    Bench,
}

impl Stage {
    /// What `cargo xtask test` runs, in this order.
    pub(crate) const USUAL: &[Self] = &[
        Self::Tidy,
        Self::Format,
        Self::Lint,
        Self::Native,
        Self::Headless,
        Self::Package,
        Self::Types,
        Self::Node,
        Self::Node22,
        Self::Chromium,
        Self::Consumers,
        Self::Page,
    ];

    /// What `cargo xtask ci` adds.
    pub(crate) const CI: &[Self] = &[Self::Fuzz];

    /// What `--deep` adds.
    pub(crate) const DEEP: &[Self] = &[Self::Deep, Self::Bench];

    /// The stage's name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tidy => "tidy",
            Self::Format => "format",
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Headless => "headless",
            Self::Package => "package",
            Self::Types => "types",
            Self::Node => "node",
            Self::Node22 => "node22",
            Self::Chromium => "chromium",
            Self::Consumers => "consumers",
            Self::Page => "page",
            Self::Fuzz => "fuzz",
            Self::Deep => "deep",
            Self::Bench => "bench",
        }
    }

    /// Every stage.
    fn all() -> impl Iterator<Item = Self> {
        Self::USUAL.iter().chain(Self::CI).chain(Self::DEEP).copied()
    }

    /// The stage of this name.
    pub(crate) fn named(name: &str) -> Outcome<Self> {
        Self::all().find(|stage| stage.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Self::all().map(Self::name).collect();
            Failure::new(format!("`{name}` is not a stage; the stages are {}", names.join(", ")))
        })
    }

    /// What must be on the machine for the stage to run.
    pub(crate) fn tools(self) -> Vec<Tool> {
        let package = package::TOOLS.to_vec();
        match self {
            Self::Tidy | Self::Format | Self::Native => Vec::new(),
            Self::Lint => vec![Tool::WasmTarget],
            Self::Fuzz => vec![Tool::Nightly, Tool::CargoFuzz],
            Self::Headless => vec![Tool::WasmTarget, Tool::WasmBindgen, Tool::Browser],
            Self::Package => package,
            Self::Types | Self::Deep | Self::Bench => [package, vec![Tool::TestModules]].concat(),
            Self::Node | Self::Node22 => [package, vec![Tool::TestModules, Tool::PythonModules]].concat(),
            Self::Chromium => [package, vec![Tool::TestModules, Tool::Browser]].concat(),
            Self::Consumers | Self::Page => {
                [page::TOOLS.to_vec(), vec![Tool::TestModules, Tool::Browser]].concat()
            }
        }
    }

    /// Whether the stage runs against the built package.
    pub(crate) fn uses_package(self) -> bool {
        match self {
            Self::Package | Self::Types | Self::Node | Self::Node22 => true,
            Self::Chromium | Self::Consumers | Self::Deep | Self::Bench => true,
            Self::Tidy | Self::Format | Self::Lint | Self::Native => false,
            Self::Headless | Self::Page | Self::Fuzz => false,
        }
    }

    /// What building takes.
    pub(crate) fn tools_to_build(package: bool, page: bool) -> Vec<Tool> {
        let mut tools = Vec::new();
        if package {
            tools.extend(package::TOOLS);
        }
        if page {
            tools.extend(page::TOOLS);
        }
        tools
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_uses_the_package_can_build_it() {
        for stage in Stage::all().filter(|stage| stage.uses_package()) {
            let tools = stage.tools();
            assert!(package::TOOLS.iter().all(|tool| tools.contains(tool)), "{}", stage.name());
        }
    }

    #[test]
    fn every_stage_is_found_by_its_name() {
        for stage in Stage::all() {
            assert_eq!(Stage::named(stage.name()), Ok(stage));
        }
        let unknown = Stage::named("nothing").err().map(|e| e.to_string());
        assert!(unknown.is_some_and(|message| message.contains("tidy, format, lint")));
    }
}
