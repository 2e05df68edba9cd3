//! The command line.

use crate::failure::{Failure, Outcome};
use crate::stage::Stage;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
cargo xtask serve [--port 8080]         set up what is missing, build, serve the page
cargo xtask build [--package] [--page]  set up what is missing, build
cargo xtask test [stage...]             run the tests; ends with `N passed, N failed`
cargo xtask ci [--deep]                 the tests and a minute of each fuzz target; --deep adds long runs and benchmarks
cargo xtask bench [argument...]         build the package and measure it
cargo xtask size                        the package's size, gzipped
cargo xtask tidy                        the house rules alone";

const PORT: u16 = 8080;

/// One thing to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Serve { port: u16 },
    Build { package: bool, page: bool },
    Test { stages: Vec<Stage> },
    Bench { arguments: Vec<String> },
    Size,
}

impl Task {
    /// Reads the words after `cargo xtask`.
    pub(crate) fn parse(words: &[String]) -> Outcome<Self> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            [] | ["help" | "--help" | "-h"] => Ok(Self::Help),
            ["serve"] => Ok(Self::Serve { port: PORT }),
            ["serve", "--port", port] => Ok(Self::Serve { port: number(port)? }),
            ["build", parts @ ..] => build(parts),
            ["test"] => Ok(stages(Stage::USUAL.to_vec())),
            ["ci"] => Ok(stages([Stage::USUAL, Stage::CI].concat())),
            ["test", names @ ..] => Ok(stages(named(names)?)),
            ["ci", "--deep"] => Ok(stages([Stage::USUAL, Stage::CI, Stage::DEEP].concat())),
            ["tidy"] => Ok(stages(vec![Stage::Tidy])),
            ["size"] => Ok(Self::Size),
            ["bench", arguments @ ..] => {
                Ok(Self::Bench { arguments: arguments.iter().map(ToString::to_string).collect() })
            }
            _ => Err(unknown(&words)),
        }
    }
}

fn stages(stages: Vec<Stage>) -> Task {
    Task::Test { stages }
}

fn number(port: &str) -> Outcome<u16> {
    port.parse().map_err(|_| Failure::new(format!("--port takes a number up to 65535, not `{port}`")))
}

fn build(parts: &[&str]) -> Outcome<Task> {
    if let Some(part) = parts.iter().find(|part| !["--package", "--page"].contains(part)) {
        return Err(unknown(&["build", part]));
    }
    Ok(Task::Build {
        package: parts.is_empty() || parts.contains(&"--package"),
        page: parts.is_empty() || parts.contains(&"--page"),
    })
}

fn named(names: &[&str]) -> Outcome<Vec<Stage>> {
    names.iter().map(|name| Stage::named(name)).collect()
}

fn unknown(words: &[&str]) -> Failure {
    Failure::new(format!("`cargo xtask {}` is not a command; `cargo xtask help` lists them", words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Outcome<Task> {
        let words: Vec<String> = line.split_whitespace().map(String::from).collect();
        Task::parse(&words)
    }

    #[test]
    fn serve_takes_a_port() {
        assert_eq!(parse("serve"), Ok(Task::Serve { port: 8080 }));
        assert_eq!(parse("serve --port 9000"), Ok(Task::Serve { port: 9000 }));
        assert!(parse("serve --port nine").is_err());
    }

    #[test]
    fn build_without_a_part_is_both() {
        let build = |package, page| Ok(Task::Build { package, page });
        assert_eq!(parse("build"), build(true, true));
        assert_eq!(parse("build --page"), build(false, true));
        assert_eq!(parse("build --package"), build(true, false));
        assert!(parse("build --nothing").is_err());
    }

    #[test]
    fn stages_are_chosen_by_name() {
        assert_eq!(parse("test node tidy"), Ok(stages(vec![Stage::Node, Stage::Tidy])));
        assert_eq!(parse("ci"), Ok(stages([Stage::USUAL, Stage::CI].concat())));
        assert!(parse("test nothing").is_err());
    }

    #[test]
    fn bench_passes_its_arguments_on() {
        let arguments = vec!["--quick".to_owned(), "loop".to_owned()];
        assert_eq!(parse("bench --quick loop"), Ok(Task::Bench { arguments }));
    }
}
