//! Checking the house rules over every file of the repository.

use crate::failure::Outcome;
use crate::process;
use crate::rules::{RULES, Source};
use crate::tally::Tally;
use crate::workspace::Workspace;

/// Checks every rule; each is one test.
pub(crate) fn run(workspace: &Workspace) -> Outcome<Tally> {
    let sources = sources(workspace)?;
    let mut tally = Tally::default();
    for (name, rule) in RULES {
        let findings: Vec<String> = sources.iter().flat_map(rule).collect();
        findings.iter().for_each(|finding| println!("{finding}"));
        println!("{name}: {}", verdict(findings.len()));
        tally += Tally::one(findings.is_empty());
    }
    Ok(tally)
}

fn verdict(findings: usize) -> String {
    match findings {
        0 => "ok".to_owned(),
        count => format!("{count} found"),
    }
}

/// Every text file that is in the repository, or would be after the next commit.
fn sources(workspace: &Workspace) -> Outcome<Vec<Source>> {
    let mut git = workspace.command("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard"]);
    let files = process::capture(&mut git)?;
    Ok(files
        .lines()
        .filter_map(|path| {
            let text = workspace.read(path).ok()?;
            Some(Source::new(path, text))
        })
        .collect())
}
