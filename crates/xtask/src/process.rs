//! Running other programs: quietly, with a heartbeat, or line by line.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Failure, Outcome};
use crate::progress;
use crate::workspace::Workspace;

const HEARTBEAT: Duration = Duration::from_secs(15);
const LINES_SHOWN: usize = 25;

/// What a program that succeeds prints, trimmed.
pub(crate) fn capture(command: &mut Command) -> Outcome<String> {
    let output = command.output().map_err(|error| absent(command, &error))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        let last = errors.trim().lines().next_back().unwrap_or_default();
        return Err(Failure::new(format!("{}: {last}", program(command))));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a named step: says when it starts, how far it is, and how long it took. What the program
/// prints goes to `target/logs`; its end is shown if it fails.
pub(crate) fn step(workspace: &Workspace, name: &str, command: &mut Command) -> Outcome {
    println!("{name}: started");
    let begun = Instant::now();
    let log = log_path(workspace, name)?;
    let status = logged(name, command, &log, begun)?;
    let seconds = begun.elapsed().as_secs_f32();
    if status.success() {
        println!("{name}: done in {seconds:.1} s");
        return Ok(());
    }
    println!("{name}: failed after {seconds:.1} s\n{}", end_of(&log));
    Err(Failure::new(format!("{name} failed; all it printed is in {}", log.display())))
}

/// Runs a program and hands on each line it prints, from both of its outputs, as it comes.
/// Answers whether it succeeded.
pub(crate) fn stream(command: &mut Command, mut line: impl FnMut(&str)) -> Outcome<bool> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| absent(command, &error))?;
    let (sender, lines) = mpsc::channel();
    forward(child.stdout.take(), sender.clone());
    forward(child.stderr.take(), sender);
    lines.iter().for_each(|text: String| line(&text));
    let status = child.wait().map_err(|error| absent(command, &error))?;
    Ok(status.success())
}

fn forward(source: Option<impl Read + Send + 'static>, lines: Sender<String>) {
    thread::spawn(move || {
        let Some(source) = source else { return };
        for line in BufReader::new(source).split(b'\n').map_while(Result::ok) {
            let text = String::from_utf8_lossy(&line).into_owned();
            if lines.send(text).is_err() {
                return;
            }
        }
    });
}

fn logged(name: &str, command: &mut Command, log: &Path, begun: Instant) -> Outcome<ExitStatus> {
    let output = File::create(log).map_err(|error| Failure::at(log, &error))?;
    let errors = output.try_clone().map_err(|error| Failure::at(log, &error))?;
    let mut child = command
        // A tool's own stack would push what it says out of the lines that are shown.
        .env("RUST_BACKTRACE", "0")
        // Cargo says how far it is to terminals alone, unless it is asked.
        .env("CARGO_TERM_PROGRESS_WHEN", "always")
        .env("CARGO_TERM_PROGRESS_WIDTH", "80")
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        .spawn()
        .map_err(|error| absent(command, &error))?;
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait()));
    loop {
        match ended.recv_timeout(HEARTBEAT) {
            Ok(status) => return status.map_err(|error| absent(command, &error)),
            Err(RecvTimeoutError::Timeout) => beat(name, log, begun),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Failure::new(format!("{name}: lost sight of the program")));
            }
        }
    }
}

fn beat(name: &str, log: &Path, begun: Instant) {
    let seconds = begun.elapsed().as_secs();
    let text = fs::read(log).unwrap_or_default();
    match progress::last(&String::from_utf8_lossy(&text)) {
        Some((done, all)) => println!("{name}: {done} of {all} crates, {seconds} s"),
        None => println!("{name}: {seconds} s"),
    }
}

fn log_path(workspace: &Workspace, name: &str) -> Outcome<PathBuf> {
    let folder = workspace.path("target/logs");
    fs::create_dir_all(&folder).map_err(|error| Failure::at(&folder, &error))?;
    let file: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    Ok(folder.join(file + ".log"))
}

fn end_of(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text).replace('\r', "\n");
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let start = lines.len().saturating_sub(LINES_SHOWN);
    lines.get(start..).unwrap_or_default().join("\n")
}

fn program(command: &Command) -> String {
    Path::new(command.get_program())
        .file_name()
        .unwrap_or(OsStr::new("program"))
        .to_string_lossy()
        .into_owned()
}

fn absent(command: &Command, error: &io::Error) -> Failure {
    let program = program(command);
    if error.kind() != io::ErrorKind::NotFound {
        return Failure::new(format!("{program}: {error}"));
    }
    let remedy = match program.as_str() {
        "node" | "npm" => "install Node.js 20 or later from https://nodejs.org",
        "rustup" | "cargo" | "rustc" => "install Rust from https://rustup.rs",
        "git" => "install it from https://git-scm.com",
        _ => "install it and start again",
    };
    Failure::new(format!("{program} is not on PATH: {remedy}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_says_what_to_install() {
        let error = io::Error::from(io::ErrorKind::NotFound);
        let failure = absent(&Command::new("npm"), &error);
        assert_eq!(
            failure.to_string(),
            "npm is not on PATH: install Node.js 20 or later from https://nodejs.org"
        );
    }

    #[test]
    fn both_outputs_are_streamed() {
        let mut lines = Vec::new();
        let mut command = Command::new("rustc");
        command.arg("--no-such-option");
        let succeeded = stream(&mut command, |line| lines.push(line.to_owned()));
        assert_eq!(succeeded, Ok(false));
        assert!(lines.iter().any(|line| line.contains("no-such-option")));
    }
}
