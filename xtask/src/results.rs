//! What tests came to: counts and failures, read from what each test runner prints.

use crate::Result;
use crate::process::Finished;
use serde_json::Value;
use std::ops::AddAssign;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)?;

        if self.skipped > 0 {
            write!(out, ", {} skipped", self.skipped)?;
        }

        Ok(())
    }
}

/// What a part of the tests came to.
#[derive(Debug, Default)]
pub struct Outcome {
    pub counts: Counts,
    pub failures: Vec<Failure>,
}

/// A test that failed.
#[derive(Debug, PartialEq)]
pub struct Failure {
    pub test: String,
    /// The command that runs this test again.
    pub again: String,
}

impl Outcome {
    pub fn passed() -> Outcome {
        Outcome { counts: Counts { passed: 1, ..Counts::default() }, failures: Vec::new() }
    }

    pub fn skipped() -> Outcome {
        Outcome { counts: Counts { skipped: 1, ..Counts::default() }, failures: Vec::new() }
    }

    pub fn failed(test: impl Into<String>, again: impl Into<String>) -> Outcome {
        Outcome {
            counts: Counts { failed: 1, ..Counts::default() },
            failures: vec![Failure { test: test.into(), again: again.into() }],
        }
    }

    /// Compares the summary of a runner with how the runner ended. A missing summary is an error. A runner that
    /// fails without counting a failure counts as one.
    ///
    /// `again` gives the command for a test's name; without a name, that of the whole run.
    pub fn of(
        finished: &Finished,
        summary: Option<Summary>,
        again: impl Fn(Option<&str>) -> String,
    ) -> Result<Outcome> {
        let summary = summary.ok_or("the runner ended without a summary of its tests")?;
        let mut outcome = Outcome { counts: summary.counts, failures: Vec::new() };

        for test in summary.failed {
            let again = again(Some(&test.name));
            outcome.failures.push(Failure { test: test.shown, again });
        }
        if !finished.success && outcome.counts.failed == 0 {
            outcome += Outcome::failed("the runner failed, though no test did", again(None));
        }

        Ok(outcome)
    }
}

impl AddAssign for Outcome {
    fn add_assign(&mut self, other: Outcome) {
        self.counts += other.counts;
        self.failures.extend(other.failures);
    }
}

/// What a test runner printed about its tests.
#[derive(Debug, Default, PartialEq)]
pub struct Summary {
    pub counts: Counts,
    pub failed: Vec<Test>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// What its runner selects it by.
    pub name: String,
    /// The name as a person looks for it, with the file where the name says too little.
    pub shown: String,
}

impl Test {
    fn named(name: &str) -> Test {
        Test { name: name.to_owned(), shown: name.to_owned() }
    }
}

/// `cargo test` and wasm-bindgen's runner. Each file of tests ends in a line such as
/// `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out`.
pub fn cargo(output: &str) -> Option<Summary> {
    let mut total: Option<Counts> = None;
    let mut failed = Vec::new();

    for line in plain(output).lines() {
        if let Some((_, result)) = line.split_once("test result: ") {
            let number = |name: &str| {
                let (before, _) = result.split_once(name)?;
                before.split_whitespace().next_back()?.parse().ok()
            };
            let (Some(passed), Some(failed)) = (number(" passed;"), number(" failed;")) else {
                continue;
            };

            *total.get_or_insert_default() +=
                Counts { passed, failed, skipped: number(" ignored;").unwrap_or(0) };
        } else if let Some((name, ending)) =
            line.strip_prefix("test ").and_then(|rest| rest.rsplit_once(" ... "))
            && ending.starts_with("FAIL")
        {
            failed.push(Test::named(name));
        }
    }

    Some(Summary { counts: total?, failed })
}

/// `node --test`: the summary at the end, and before it the tests that failed.
pub fn node(output: &str) -> Option<Summary> {
    let text = plain(output);
    let number = |name: &str| {
        // The last one: a test may print the same words.
        text.lines().rev().find_map(|line| {
            line.strip_prefix("ℹ ")?.strip_prefix(name)?.trim().parse::<u64>().ok()
        })
    };
    let failed = text
        .lines()
        .skip_while(|line| *line != "✖ failing tests:")
        .skip(1)
        .filter_map(|line| Some(Test::named(line.strip_prefix("✖ ")?.rsplit_once(" (")?.0)))
        .collect();

    Some(Summary {
        counts: Counts {
            passed: number("pass ")?,
            // A test that never came to its end is cancelled, not failed.
            failed: number("fail ")? + number("cancelled ").unwrap_or(0),
            skipped: number("skipped ").unwrap_or(0) + number("todo ").unwrap_or(0),
        },
        failed,
    })
}

/// Playwright's JSON report.
pub fn playwright(report: &str) -> Option<Summary> {
    let report: Value = serde_json::from_str(report).ok()?;
    let number = |name: &str| report["stats"][name].as_u64();
    let mut failed = Vec::new();

    for file in list(&report["suites"]) {
        find_failed(file, &[], &mut failed);
    }

    Some(Summary {
        counts: Counts {
            // A flaky test passed in the end.
            passed: number("expected")? + number("flaky")?,
            failed: number("unexpected")?,
            skipped: number("skipped")?,
        },
        failed,
    })
}

/// A suite is a file, or a group within one: `groups` are those around its tests.
fn find_failed(suite: &Value, groups: &[&str], failed: &mut Vec<Test>) {
    for spec in list(&suite["specs"]) {
        if spec["ok"] == false {
            let mut titles = groups.to_vec();
            titles.push(spec["title"].as_str().unwrap_or_default());
            let file = spec["file"].as_str().unwrap_or_default();

            failed.push(Test {
                name: titles.join(" "),
                shown: format!("{file} › {}", titles.join(" › ")),
            });
        }
    }

    for group in list(&suite["suites"]) {
        let mut groups = groups.to_vec();
        groups.push(group["title"].as_str().unwrap_or_default());
        find_failed(group, &groups, failed);
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The text without the terminal's colour sequences.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();

    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // `ESC [ numbers letter`
            for character in characters.by_ref() {
                if character.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(character);
        }
    }

    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Counts {
        Counts { passed, failed, skipped }
    }

    fn names(summary: &Summary) -> Vec<&str> {
        summary.failed.iter().map(|test| test.name.as_str()).collect()
    }

    #[test]
    fn cargo_adds_up_the_files_and_names_what_failed() {
        let output = "running 3 tests\ntest a::ok ... ok\ntest a::b ... FAILED\n\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test src/lib.rs - C (line 4) - compile fail ... FAILED\n\
            test result: \u{1b}[31mFAILED\u{1b}(B\u{1b}[m. 2 passed; 1 failed; 0 ignored; 0 measured; 9 filtered out\n";
        let summary = cargo(output).unwrap();

        assert_eq!(summary.counts, counts(5, 1, 1));
        assert_eq!(names(&summary), ["a::b", "src/lib.rs - C (line 4) - compile fail"]);
    }

    #[test]
    fn cargo_reads_the_browser_runner() {
        let output = "Loading Wasm module...\n\nrunning 2 tests\ntest x ... ok\ntest y ... FAIL\n\n\
            test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 filtered out; finished in 0.01s\n";
        let summary = cargo(output).unwrap();

        assert_eq!(summary.counts, counts(1, 1, 0));
        assert_eq!(names(&summary), ["y"]);
    }

    #[test]
    fn cargo_without_a_summary_is_none() {
        assert_eq!(cargo("error: could not compile\n"), None);
        assert_eq!(cargo("a test result: unclear\n"), None);
    }

    #[test]
    fn node_reads_its_summary() {
        let output = "✔ pass 9 (1ms)\n✖ odd (even) (3ms)\nℹ tests 4\nℹ suites 0\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\n\
            ℹ skipped 1\nℹ todo 0\nℹ duration_ms 70\n\n✖ failing tests:\n\ntest at a.test.js:1:2\n\
            ✖ odd (even) (3ms)\n  Error: ✖ no\n";
        let summary = node(output).unwrap();

        assert_eq!(summary.counts, counts(3, 2, 1));
        assert_eq!(names(&summary), ["odd (even)"]);
        assert_eq!(node(&output.replace("ℹ pass", "\u{1b}[34mℹ pass")), Some(summary));
        assert_eq!(node("SyntaxError\n"), None);
    }

    #[test]
    fn playwright_reads_its_report() {
        let report = r#"{ "suites": [{ "title": "a.spec.js", "specs": [{ "title": "good", "ok": true, "file": "a.spec.js" }],
            "suites": [{ "title": "group", "specs": [{ "title": "bad", "ok": false, "file": "a.spec.js" }] }] }],
            "stats": { "startTime": "2025-01-01T00:00:00.000Z", "duration": 12.5,
            "expected": 7, "skipped": 2, "unexpected": 1, "flaky": 1 } }"#;
        let summary = playwright(report).unwrap();

        assert_eq!(summary.counts, counts(8, 1, 2));
        assert_eq!(
            summary.failed,
            [Test {
                name: "group bad".to_owned(), shown: "a.spec.js › group › bad".to_owned()
            }]
        );
        assert_eq!(playwright("{}"), None);
    }

    #[test]
    fn a_runner_that_fails_is_never_green() {
        let outcome = |success, failed: &[&str]| {
            let summary = Summary {
                counts: counts(2, failed.len() as u64, 0),
                failed: failed.iter().map(|name| Test::named(name)).collect(),
            };
            let again = |name: Option<&str>| format!("run {}", name.unwrap_or("all"));

            Outcome::of(&Finished { success, output: String::new() }, Some(summary), again).unwrap()
        };

        assert_eq!(outcome(true, &[]).counts.failed, 0);
        assert_eq!(outcome(false, &[]).counts.failed, 1);
        assert_eq!(outcome(false, &[]).failures[0].again, "run all");
        assert_eq!(outcome(false, &["x"]).counts.failed, 1);
        assert_eq!(outcome(false, &["x"]).failures[0].again, "run x");
        let finished = Finished { success: true, output: String::new() };
        assert!(Outcome::of(&finished, None, |_| String::new()).is_err());
    }

    #[test]
    fn a_total_mentions_skipped_tests_only_when_there_are_some() {
        assert_eq!(counts(3, 0, 0).to_string(), "3 passed, 0 failed");
        assert_eq!(counts(3, 0, 2).to_string(), "3 passed, 0 failed, 2 skipped");
    }
}
