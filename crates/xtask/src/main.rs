//! `cargo xtask`: one entry for everything a maintainer does.

mod apt;
mod arguments;
mod bench;
mod browser;
mod declarations;
mod failure;
mod fuzz;
mod hash;
mod modules;
mod node_modules;
mod package;
mod page;
mod pins;
mod process;
mod progress;
mod python;
mod request;
mod rules;
mod serve;
mod server;
mod size;
mod stage;
mod stamp;
mod tally;
mod test;
mod tidy;
mod tool;
mod toolbox;
mod workspace;

use std::process::ExitCode;

use arguments::{HELP, Task};
use failure::Outcome;
use stage::Stage;
use toolbox::Toolbox;
use workspace::Workspace;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match Task::parse(&words).and_then(perform) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Outcome<ExitCode> {
    let workspace = Workspace::find()?;
    match task {
        Task::Help => println!("{HELP}"),
        Task::Serve { port } => serve::run(&workspace, port)?,
        Task::Build { package, page } => build(&workspace, package, page)?,
        Task::Test { stages } => return Ok(exit(test::run(&workspace, &stages))),
        Task::Bench { arguments } => return bench::run(&workspace, &arguments).map(exit),
        Task::Size => {
            package::build(&workspace, &mut Toolbox::default())?;
            println!("{}", size::measure(&workspace)?);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn build(workspace: &Workspace, package: bool, page: bool) -> Outcome {
    let mut toolbox = Toolbox::start(workspace, &Stage::tools_to_build(package, page));
    if package {
        package::build(workspace, &mut toolbox)?;
    }
    if page {
        page::build(workspace, &mut toolbox)?;
    }
    Ok(())
}

fn exit(passed: bool) -> ExitCode {
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
