//! `cargo xtask test`: the tests in one of two volumes, and one total.

mod connections;
mod crates;
mod deny;
pub mod packages;
pub mod playwright;
mod rebuild;
mod report;
pub mod requirements;
mod selection;
mod sources;
mod suites;
mod supply;

use crate::progress::{clock, elapsed, step};
use crate::results::Outcome;
use crate::{Result, process};
use report::Row;
pub use selection::Arguments;
use selection::Selection;
use std::process::ExitCode;
use std::time::Instant;
use suites::Runner;

pub fn run(arguments: Arguments) -> Result<ExitCode> {
    let selection = Selection::from(arguments);
    let runners: Vec<Runner> =
        selection.parts.iter().flat_map(|part| part.runners(&selection)).collect();

    // Everything is installed and built before the first test, so that what is missing shows early. A runner that
    // lacks something fails alone: the others still run.
    let needs: Vec<_> = runners.iter().flat_map(|runner| runner.needs.clone()).collect();
    let prepared = requirements::provide(&needs);
    let mut rows = prepared.rows();
    let mut total = Outcome::default();

    for (index, runner) in runners.iter().enumerate() {
        let elapsed = clock(elapsed());
        println!("\n━━ [{elapsed}] part {} of {}: {}", index + 1, runners.len(), runner.title());

        let start = Instant::now();
        let outcome =
            prepared.check(&runner.needs).and_then(|()| (runner.run)()).unwrap_or_else(|message| {
                eprintln!("error: {}: {message}", runner.title());
                // Tests that could not run are not tests that passed.
                Outcome::failed(format!("{} could not run", runner.title()), runner.again.clone())
            });

        step(&format!("{}: {}", runner.title(), outcome.counts));
        rows.push(Row {
            name: runner.name,
            engine: runner.engine,
            counts: Some(outcome.counts),
            time: start.elapsed(),
        });
        total += outcome;
    }

    if selection.only.is_some() && total.counts.passed + total.counts.failed == 0 {
        total += Outcome::failed("no test has this name", "cargo xtask test --help");
    }

    println!("\n{}", report::table(&rows, elapsed()));
    println!("{}", report::engines(&selection.engines, &runners));
    println!("{}", selection.volume.note());
    if let Some(note) = deny::note() {
        println!("{note}");
    }
    print!("{}", report::failures(&total.failures));
    // The last line is the total, for programs that read nothing else.
    println!("{}", total.counts);

    Ok(if total.counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A command line as a person types it into a shell.
fn command_line(words: &[&str]) -> String {
    words.iter().map(|word| process::quoted(word)).collect::<Vec<_>>().join(" ")
}
