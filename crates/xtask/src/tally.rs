//! Counting tests by what their runners print.

use std::fmt;
use std::ops::AddAssign;

/// How many tests passed and failed. A test that was skipped did not pass.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Tally {
    /// One test: whether it passed.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: u32::from(passed), failed: u32::from(!passed) }
    }

    /// Takes in one line of a runner's output; most say nothing about counts.
    pub(crate) fn read(&mut self, line: &str) {
        if let Some(summary) = line.trim_start().strip_prefix("test result: ") {
            self.read_cargo(summary);
        } else if line.contains("no tests to run!") {
            self.failed += 1;
        } else {
            self.read_node(line);
        }
    }

    /// Reads `ok. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out`.
    fn read_cargo(&mut self, summary: &str) {
        for part in summary.split(['.', ';']) {
            match part.trim().split_once(' ').map(numbered) {
                Some((Some(count), "passed")) => self.passed += count,
                Some((Some(count), "failed" | "ignored")) => self.failed += count,
                _ => {}
            }
        }
    }

    /// Reads `# pass 3`, and the same as Node's readable reporter writes it.
    fn read_node(&mut self, line: &str) {
        let Some(summary) = line.strip_prefix("# ").or(line.strip_prefix("ℹ ")) else {
            return;
        };
        let Some((kind, count)) = summary.trim().split_once(' ') else {
            return;
        };
        let Ok(count) = count.parse::<u32>() else {
            return;
        };
        match kind {
            "pass" => self.passed += count,
            "fail" | "cancelled" | "skipped" | "todo" => self.failed += count,
            _ => {}
        }
    }

    /// The final count of a runner that ended so: a runner that failed without naming a test, or ran
    /// none, is a failure itself.
    pub(crate) fn settled(mut self, succeeded: bool) -> Self {
        let silent = self.passed + self.failed == 0;
        if self.failed == 0 && (silent || !succeeded) {
            self.failed = 1;
        }
        self
    }
}

fn numbered<'a>((count, kind): (&'a str, &'a str)) -> (Option<u32>, &'a str) {
    (count.parse().ok(), kind)
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(output: &str) -> Tally {
        let mut tally = Tally::default();
        output.lines().for_each(|line| tally.read(line));
        tally
    }

    fn tally(passed: u32, failed: u32) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn cargo_results_add_up() {
        let output = "running 2 tests\ntest a ... ok\n\
            test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: FAILED. 5 passed; 1 failed; 2 ignored; 0 measured; 9 filtered out\n";
        assert_eq!(read(output), tally(7, 3));
    }

    #[test]
    fn node_results_add_up() {
        let output = "TAP version 13\n# Subtest: pass 9\n    # pass 9\n1..3\n# tests 7\n# suites 0\n\
            # pass 3\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n# duration_ms 4\n";
        assert_eq!(read(output), tally(3, 4));
        assert_eq!(read("ℹ tests 3\nℹ pass 2\nℹ fail 1\n"), tally(2, 1));
    }

    #[test]
    fn an_empty_wasm_test_binary_is_a_failure() {
        assert_eq!(read("no tests to run!\n"), tally(0, 1));
    }

    #[test]
    fn running_nothing_is_a_failure() {
        assert_eq!(Tally::default().settled(true), tally(0, 1));
        assert_eq!(tally(3, 0).settled(true), tally(3, 0));
    }

    #[test]
    fn breaking_off_is_a_failure() {
        assert_eq!(tally(3, 0).settled(false), tally(3, 1));
        assert_eq!(tally(3, 2).settled(false), tally(3, 2));
    }

    #[test]
    fn the_summary_is_plain() {
        assert_eq!(tally(3, 1).to_string(), "3 passed, 1 failed");
    }
}
