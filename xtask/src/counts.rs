//! How many tests passed, from what each test runner prints.

use crate::Result;
use crate::process::Finished;
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

/// `cargo test` and wasm-bindgen's runner: a line for each file of tests,
/// `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out`.
pub fn cargo(output: &str) -> Option<Counts> {
    let mut total = None;

    for line in plain(output).lines() {
        let Some((_, summary)) = line.split_once("test result: ") else {
            continue;
        };
        let number = |name: &str| {
            let (before, _) = summary.split_once(name)?;
            before.split_whitespace().next_back()?.parse().ok()
        };
        let (Some(passed), Some(failed)) = (number(" passed;"), number(" failed;")) else {
            continue;
        };

        *total.get_or_insert_with(Counts::default) +=
            Counts { passed, failed, skipped: number(" ignored;").unwrap_or(0) };
    }

    total
}

/// `node --test`: the summary at the end, with `# pass 3` in TAP and `ℹ pass 3` in the readable
/// format.
pub fn node(output: &str) -> Option<Counts> {
    let text = plain(output);
    let number = |name: &str| {
        // The last one: a test may print the same words.
        text.lines().rev().find_map(|line| {
            let rest = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ "))?;
            rest.strip_prefix(name)?.trim().parse::<u64>().ok()
        })
    };

    Some(Counts {
        passed: number("pass ")?,
        // A test that never came to its end is cancelled, not failed.
        failed: number("fail ")? + number("cancelled ").unwrap_or(0),
        skipped: number("skipped ").unwrap_or(0) + number("todo ").unwrap_or(0),
    })
}

/// Playwright's JSON report: `"stats": { "expected": 3, "unexpected": 0, … }` at its end.
pub fn playwright(report: &str) -> Option<Counts> {
    // Inside a JSON string these quotes would be escaped, so this is the report's own field.
    let stats = &report[report.rfind("\"stats\":")?..];
    let number = |name: &str| {
        let (_, rest) = stats.split_once(&format!("\"{name}\":"))?;
        let rest = rest.trim_start();
        let end = rest.find(|character: char| !character.is_ascii_digit())?;
        rest[..end].parse::<u64>().ok()
    };

    Some(Counts {
        // A flaky test passed in the end.
        passed: number("expected")? + number("flaky")?,
        failed: number("unexpected")?,
        skipped: number("skipped")?,
    })
}

/// What a runner printed against how it ended: a summary it did not print, or a failure it did
/// not count, is a failure.
pub fn counted(finished: &Finished, counts: Option<Counts>) -> Result<Counts> {
    let mut counts = counts.ok_or("the runner ended without a summary of its tests")?;

    if !finished.success && counts.failed == 0 {
        eprintln!("error: the runner failed, though no test did");
        counts.failed = 1;
    }

    Ok(counts)
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

    fn counts(passed: u64, failed: u64, skipped: u64) -> Option<Counts> {
        Some(Counts { passed, failed, skipped })
    }

    #[test]
    fn cargo_adds_up_the_files() {
        let output = "running 3 tests\ntest a ... ok\n\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: \u{1b}[31mFAILED\u{1b}(B\u{1b}[m. 2 passed; 1 failed; 0 ignored; 0 measured; 9 filtered out\n";

        assert_eq!(cargo(output), counts(5, 1, 1));
    }

    #[test]
    fn cargo_reads_the_browser_runner() {
        let output = "Loading Wasm module...\n\nrunning 2 tests\ntest x ... ok\n\n\
            test result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.01s\n";

        assert_eq!(cargo(output), counts(2, 0, 0));
    }

    #[test]
    fn cargo_without_a_summary_is_none() {
        assert_eq!(cargo("error: could not compile\n"), None);
        assert_eq!(cargo("a test result: unclear\n"), None);
    }

    #[test]
    fn node_reads_both_formats() {
        let tap =
            "# tests 4\n# suites 1\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 0\n# todo 0\n";
        let spec = "✔ pass 9 (1ms)\nℹ tests 4\nℹ suites 0\nℹ pass 3\nℹ fail 0\nℹ cancelled 0\n\
            ℹ skipped 1\nℹ todo 0\nℹ duration_ms 70\n";

        assert_eq!(node(tap), counts(2, 2, 0));
        assert_eq!(node(spec), counts(3, 0, 1));
        assert_eq!(node(&spec.replace("ℹ pass", "\u{1b}[34mℹ pass")), counts(3, 0, 1));
        assert_eq!(node("SyntaxError\n"), None);
    }

    #[test]
    fn playwright_reads_its_own_field() {
        let report = r#"{ "suites": [{ "title": "says \"stats\": { \"expected\": 9 }" }],
            "stats": { "startTime": "2025-01-01T00:00:00.000Z", "duration": 12.5,
            "expected": 7, "skipped": 2, "unexpected": 1, "flaky": 1 } }"#;

        assert_eq!(playwright(report), counts(8, 1, 2));
        assert_eq!(playwright("{}"), None);
    }

    #[test]
    fn a_runner_that_fails_is_never_green() {
        let finished = |success| Finished { success, output: String::new() };

        assert_eq!(counted(&finished(true), counts(2, 0, 0)).unwrap().failed, 0);
        assert_eq!(counted(&finished(false), counts(2, 0, 0)).unwrap().failed, 1);
        assert!(counted(&finished(true), None).is_err());
    }

    #[test]
    fn skipped_tests_are_told_only_when_there_are_some() {
        let mut total = counts(3, 0, 0).unwrap();
        assert_eq!(total.to_string(), "3 passed, 0 failed");

        total.skipped = 2;
        assert_eq!(total.to_string(), "3 passed, 0 failed, 2 skipped");
    }
}
