//! Tools being made ready side by side, waited for where they are needed.

use std::thread::{self, JoinHandle};

use crate::failure::{Failure, Outcome};
use crate::tool::Tool;
use crate::workspace::Workspace;

/// The tools of one run. Those started are finished even if nothing waits for them, so that an
/// installation is never cut off half way.
#[derive(Debug, Default)]
pub(crate) struct Toolbox {
    jobs: Vec<Job>,
}

#[derive(Debug)]
struct Job {
    tool: Tool,
    running: Option<JoinHandle<Outcome>>,
    outcome: Outcome,
}

impl Toolbox {
    /// Starts to make these tools ready.
    pub(crate) fn start(workspace: &Workspace, tools: &[Tool]) -> Self {
        let mut toolbox = Self::default();
        for tool in tools {
            toolbox.job(workspace, *tool);
        }
        toolbox
    }

    /// Waits until these tools are ready.
    pub(crate) fn need(&mut self, workspace: &Workspace, tools: &[Tool]) -> Outcome {
        for tool in tools {
            self.job(workspace, *tool);
        }
        let mut needed = self.jobs.iter_mut().filter(|job| tools.contains(&job.tool));
        needed.try_for_each(Job::wait)
    }

    fn job(&mut self, workspace: &Workspace, tool: Tool) {
        if self.jobs.iter().any(|job| job.tool == tool) {
            return;
        }
        let workspace = workspace.clone();
        self.jobs.push(Job {
            tool,
            running: Some(thread::spawn(move || tool.ensure(&workspace))),
            outcome: Ok(()),
        });
    }
}

impl Job {
    fn wait(&mut self) -> Outcome {
        if let Some(running) = self.running.take() {
            self.outcome = running
                .join()
                .unwrap_or_else(|_| Err(Failure::new(format!("setting up {:?} broke off", self.tool))));
        }
        self.outcome.clone()
    }
}

impl Drop for Toolbox {
    fn drop(&mut self) {
        for job in &mut self.jobs {
            // Whoever needed the tool has been told already.
            let _ = job.wait();
        }
    }
}
