//! `cargo xtask test`: every test there is, and one total.

mod ahead;
mod connections;
mod crates;
mod deny;
pub mod packages;
pub mod playwright;
mod rebuild;
mod report;
mod sources;
mod suites;
mod supply;

use crate::Result;
use crate::browsers::{ENGINES, Engine};
use crate::counts::Counts;
use report::Row;
use std::process::ExitCode;
use std::time::Instant;
use suites::{PARTS, Runner};

#[derive(Debug, PartialEq)]
struct Selection {
    /// Names in `PARTS`; none means all.
    parts: Vec<String>,
    engines: Vec<Engine>,
    /// How many seeds the simulation of many tabs runs from; as many as it is by itself, if not given.
    seeds: Option<u64>,
}

pub fn command(arguments: &[String]) -> Result<ExitCode> {
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        println!("{}", usage());
        return Ok(ExitCode::SUCCESS);
    }

    let selection = match parse(arguments) {
        Ok(selection) => selection,
        Err(message) => {
            eprintln!("error: {message}\n\n{}", usage());
            return Ok(ExitCode::from(2));
        }
    };
    let mut runners = Vec::new();

    if selection.parts.is_empty() {
        ahead::get(&selection.engines);
    }

    for part in PARTS {
        if selection.parts.is_empty() || selection.parts.iter().any(|name| name == part.name) {
            runners.extend((part.runners)(&selection));
        }
    }

    // Everything is installed and built before the first test, so that what is missing shows
    // early. A runner that cannot be prepared fails alone: the others still run.
    let ready: Vec<Result<()>> = runners.iter().map(|runner| (runner.prepare)()).collect();
    let rows: Vec<Row> =
        runners.iter().zip(ready).map(|(runner, ready)| run(runner, ready)).collect();

    println!("\n{}", report::table(&rows));
    println!("{}", engines_line(&selection.engines, &runners));
    if let Some(note) = deny::note() {
        println!("{note}");
    }

    let mut total = Counts::default();
    for row in &rows {
        total += row.counts;
    }

    // The last line, for whoever reads only that.
    println!("{total}");
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn run(runner: &Runner, ready: Result<()>) -> Row {
    println!("\n━━ {}", runner.title());

    let start = Instant::now();
    let counts = match ready.and_then(|()| (runner.run)()) {
        Ok(counts) => counts,
        Err(message) => {
            eprintln!("error: {}: {message}", runner.title());
            // Tests that could not run are not tests that passed.
            Counts { failed: 1, ..Counts::default() }
        }
    };

    Row { name: runner.name, engine: runner.engine, counts, seconds: start.elapsed().as_secs_f64() }
}

/// Which browsers the tests ran in: a green total says little without it.
fn engines_line(selected: &[Engine], runners: &[Runner]) -> String {
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

fn parse(arguments: &[String]) -> Result<Selection> {
    let mut selection = Selection { parts: Vec::new(), engines: ENGINES.to_vec(), seeds: None };
    let mut arguments = arguments.iter();

    while let Some(argument) = arguments.next() {
        if let Some(rest) = argument.strip_prefix("--seeds") {
            let number = match rest {
                "" => arguments.next().map(String::as_str),
                rest => rest.strip_prefix('='),
            };

            selection.seeds = number.and_then(|number| number.parse().ok());
            selection.seeds.ok_or("--seeds needs a number, such as --seeds 200000")?;
            continue;
        }

        let list = match argument.strip_prefix("--engines") {
            Some("") => arguments.next().map(String::as_str),
            Some(rest) => rest.strip_prefix('='),
            None if PARTS.iter().any(|part| part.name == argument) => {
                selection.parts.push(argument.clone());
                continue;
            }
            None => return Err(format!("there is no part `{argument}`")),
        };

        selection.engines = list
            .ok_or("--engines needs a list, such as --engines chrome,firefox")?
            .split(',')
            .map(|name| Engine::parse(name).ok_or_else(|| format!("there is no engine `{name}`")))
            .collect::<Result<_>>()?;
    }

    Ok(selection)
}

fn usage() -> String {
    let mut text = String::from(
        "Usage: cargo xtask test [part…] [--engines chrome,firefox,webkit] [--seeds n]\n",
    );

    for part in PARTS {
        text.push_str(&format!("\n  {:<8} {}", part.name, part.summary));
    }

    text.push_str("\n\nWithout a part: all of them. An engine that cannot be installed fails its tests, unless\n--engines leaves it out.\n\n--seeds n: the native part's simulation of many tabs runs from so many seeds.");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Selection> {
        let arguments: Vec<String> = line.split_whitespace().map(String::from).collect();
        parse(&arguments)
    }

    #[test]
    fn everything_unless_told_otherwise() {
        let all = parsed("").unwrap();

        assert!(all.parts.is_empty());
        assert_eq!(all.engines, ENGINES);
    }

    #[test]
    fn parts_and_engines() {
        let some = parsed("native browser --engines chrome,webkit").unwrap();

        assert_eq!(some.parts, ["native", "browser"]);
        assert_eq!(some.engines, [Engine::Chrome, Engine::WebKit]);
        assert_eq!(parsed("--engines=firefox").unwrap().engines, [Engine::Firefox]);
    }

    #[test]
    fn what_is_left_out_is_said_of_the_parts_that_it_is_left_out_of() {
        let left_out_of = |line: &str| {
            let selection = parsed(line).unwrap();
            let runners: Vec<Runner> = PARTS
                .iter()
                .filter(|part| selection.parts.iter().any(|name| name == part.name))
                .flat_map(|part| (part.runners)(&selection))
                .collect();

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
    fn seeds() {
        assert_eq!(parsed("native").unwrap().seeds, None);
        assert_eq!(parsed("native --seeds 20").unwrap().seeds, Some(20));
        assert_eq!(parsed("--seeds=20 native").unwrap().seeds, Some(20));
    }

    #[test]
    fn mistakes_are_told() {
        assert!(parsed("--seeds").is_err());
        assert!(parsed("--seeds many").is_err());
        assert!(parsed("--seedsmany").is_err());
        assert!(parsed("browsers").is_err());
        assert!(parsed("--engines").is_err());
        assert!(parsed("--engines opera").is_err());
        assert!(parsed("--enginesfirefox").is_err());
    }
}
