//! The end of a run: the table, the engines, and the tests that failed.

use super::suites::Runner;
use crate::browsers::{ENGINES, Engine};
use crate::progress::clock;
use crate::results::{Counts, Failure};
use std::time::Duration;

pub struct Row {
    pub name: &'static str,
    pub engine: Option<Engine>,
    /// Preparations have none.
    pub counts: Option<Counts>,
    pub time: Duration,
}

pub fn table(rows: &[Row], whole: Duration) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0).max(6);
    let line = |cells: [&str; 6]| {
        let [name, engine, passed, failed, skipped, time] = cells;
        let text =
            format!("{name:<width$}  {engine:<8}{passed:>8}{failed:>8}{skipped:>9}{time:>9}");
        format!("{}\n", text.trim_end())
    };
    let mut text = line(["part", "engine", "passed", "failed", "skipped", "time"]);

    for row in rows {
        let count = |number: fn(Counts) -> u64| {
            row.counts.map_or(String::new(), |counts| number(counts).to_string())
        };

        text.push_str(&line([
            row.name,
            row.engine.map_or("", Engine::name),
            &count(|counts| counts.passed),
            &count(|counts| counts.failed),
            &count(|counts| counts.skipped),
            &clock(row.time),
        ]));
    }

    text.push_str(&line(["all", "", "", "", "", &clock(whole)]));
    text
}

/// Which browsers the tests ran in: a total of passed tests says little without them.
pub fn engines(selected: &[Engine], runners: &[Runner]) -> String {
    let ran: Vec<String> = ENGINES
        .iter()
        .filter(|engine| is_used(**engine, runners))
        .map(|engine| engine.version().unwrap_or_else(|| format!("{} (missing)", engine.name())))
        .collect();
    let left_out = left_out(selected, runners);
    let mut line =
        format!("Engines: {}", if ran.is_empty() { "none".to_owned() } else { ran.join(", ") });

    if !left_out.is_empty() {
        line.push_str(&format!("; left out by --engines: {}", left_out.join(", ")));
    }

    line
}

fn is_used(engine: Engine, runners: &[Runner]) -> bool {
    runners.iter().any(|runner| runner.engine == Some(engine) || runner.also.contains(&engine))
}

fn left_out(selected: &[Engine], runners: &[Runner]) -> Vec<String> {
    ENGINES
        .iter()
        .filter(|engine| !selected.contains(engine))
        .map(|engine| {
            if is_used(*engine, runners) {
                // Some parts are in Chrome whatever is selected.
                format!("{} (of the browser part)", engine.name())
            } else {
                engine.name().to_owned()
            }
        })
        .collect()
}

/// Each test that failed, with the command that runs it again.
pub fn failures(failures: &[Failure]) -> String {
    if failures.is_empty() {
        return String::new();
    }

    let mut text = String::from("\nFailed, and how to run each again:\n");
    for Failure { test, again } in failures {
        text.push_str(&format!("  ✖ {test}\n    {again}\n"));
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test::selection::tests::selected;

    #[test]
    fn engines_left_out_are_named_with_the_parts_that_they_are_left_out_of() {
        let left_out_of = |line: &str| {
            let selection = selected(line).unwrap();
            let runners: Vec<Runner> =
                selection.parts.iter().flat_map(|part| part.runners(&selection)).collect();

            left_out(&selection.engines, &runners)
        };

        assert_eq!(left_out_of("browser e2e"), [""; 0]);
        assert_eq!(left_out_of("browser e2e --engines chrome"), ["firefox", "webkit"]);
        assert_eq!(left_out_of("browser --engines firefox,webkit"), ["chrome"]);
        assert_eq!(
            left_out_of("browser e2e --engines webkit"),
            ["chrome (of the browser part)", "firefox"]
        );
    }

    #[test]
    fn preparations_are_in_the_table_with_their_time_alone() {
        let rows = [
            Row { name: "install", engine: None, counts: None, time: Duration::from_secs(61) },
            Row {
                name: "browser",
                engine: Some(Engine::Firefox),
                counts: Some(Counts { passed: 36, failed: 0, skipped: 1 }),
                time: Duration::from_secs(9),
            },
        ];

        assert_eq!(
            table(&rows, Duration::from_secs(70)),
            "part     engine    passed  failed  skipped     time\n\
             install                                        1:01\n\
             browser  firefox       36       0        1     0:09\n\
             all                                            1:10\n"
        );
    }

    #[test]
    fn each_failure_comes_with_its_command() {
        let failed = [Failure { test: "a › b".to_owned(), again: "run b".to_owned() }];

        assert_eq!(failures(&[]), "");
        assert!(failures(&failed).contains("  ✖ a › b\n    run b\n"));
    }
}
