//! The sizes of the package's files when they were last accepted, and how far they have moved since.

use super::{Sizes, thousands};
use crate::{Result, files};
use std::path::PathBuf;

/// Any change moves the sizes by less than this. More is worth a look.
const TOLERANCE_PERCENT: u64 = 1;

/// A file that has a budget: the sizes are in bytes with brotli.
struct Measure {
    /// As in `size-budget.toml`.
    name: &'static str,
    now: u64,
    /// No budget is larger than this.
    limit: u64,
}

fn measures(&Sizes { index, core, auto, .. }: &Sizes) -> [Measure; 3] {
    [
        Measure { name: "index", now: index.brotli, limit: 7_000 },
        Measure { name: "core", now: core.brotli, limit: 65_000 },
        // What auto.js has more than index.js.
        Measure { name: "auto", now: auto.over(index).brotli, limit: 8_000 },
    ]
}

fn path() -> PathBuf {
    files::root().join("xtask/size-budget.toml")
}

#[derive(Debug, PartialEq)]
enum Verdict {
    Kept,
    Grown,
    Shrunk,
}

/// Prints how far the files are from their budgets; returns whether that can stay.
pub fn check(sizes: &Sizes) -> Result<bool> {
    let text = files::read(&path())?;
    let mut verdicts = Vec::new();

    for Measure { name, now, limit } in measures(sizes) {
        let accepted = number(&text, name).ok_or_else(|| missing(name))?;
        println!("{name}: {}", difference(now, accepted));
        verdicts.push(judge(now, accepted));
        if now > limit {
            println!("{name}: {}", above(now, limit));
            verdicts.push(Verdict::Grown);
        }
    }

    if verdicts.contains(&Verdict::Grown) {
        println!(
            "A file has grown by more than {TOLERANCE_PERCENT} %, or is above its limit. `cargo xtask size --top` lists \
             what is large; `cargo xtask size --accept` makes these sizes the budget, and the commit says why."
        );
        return Ok(false);
    }
    if verdicts.contains(&Verdict::Shrunk) {
        println!(
            "A file has shrunk by more than {TOLERANCE_PERCENT} %: lower the budget with `cargo xtask size --accept`, \
             so that it does not grow back unnoticed."
        );
    }

    Ok(true)
}

/// Makes the sizes of this build the budget.
pub fn accept(sizes: &Sizes) -> Result<()> {
    let mut text = files::read(&path())?;

    for Measure { name, now, limit } in measures(sizes) {
        if now > limit {
            return Err(format!("{name}: {}", above(now, limit)));
        }

        let accepted = number(&text, name).ok_or_else(|| missing(name))?;
        println!("{name}: {}; accepted", difference(now, accepted));
        text = with_number(&text, name, now);
    }

    files::write(&path(), &text)
}

fn above(now: u64, limit: u64) -> String {
    format!("{} bytes, above the limit of {}", thousands(now), thousands(limit))
}

fn missing(name: &str) -> String {
    format!("{} has no number `{name}`", path().display())
}

fn judge(now: u64, accepted: u64) -> Verdict {
    if now * 100 > accepted * (100 + TOLERANCE_PERCENT) {
        Verdict::Grown
    } else if now * 100 < accepted * (100 - TOLERANCE_PERCENT) {
        Verdict::Shrunk
    } else {
        Verdict::Kept
    }
}

fn difference(now: u64, accepted: u64) -> String {
    let by = now.abs_diff(accepted);
    let side = if now < accepted { "below" } else { "above" };
    let percent = by as f64 * 100.0 / accepted as f64;

    match by {
        0 => format!("exactly the budget of {}", thousands(accepted)),
        _ => format!(
            "{} bytes ({percent:.2} %) {side} the budget of {}",
            thousands(by),
            thousands(accepted)
        ),
    }
}

/// The number of a line `name = 1_000`.
fn number(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find(|line| is_of(line, name))?;
    line.split_once('=')?.1.trim().replace('_', "").parse().ok()
}

/// The text with another number in that line, and everything else unchanged.
fn with_number(text: &str, name: &str, number: u64) -> String {
    let number = thousands(number).replace(',', "_");

    text.split_inclusive('\n')
        .map(
            |line| if is_of(line, name) { format!("{name} = {number}\n") } else { line.to_owned() },
        )
        .collect()
}

fn is_of(line: &str, name: &str) -> bool {
    line.split_once('=').is_some_and(|(key, _)| key.trim() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# raw = 1\nraw = 2_000\n\n# What travels.\nbrotli = 3\n";

    #[test]
    fn reads_numbers() {
        assert_eq!(number(TEXT, "raw"), Some(2000));
        assert_eq!(number(TEXT, "brotli"), Some(3));
        assert_eq!(number(TEXT, "gzip"), None);
        assert_eq!(number("raw = few", "raw"), None);
    }

    #[test]
    fn writes_numbers_and_keeps_all_else() {
        let text = with_number(&with_number(TEXT, "raw", 1_234_567), "brotli", 45);

        assert_eq!(text, "# raw = 1\nraw = 1_234_567\n\n# What travels.\nbrotli = 45\n");
    }

    #[test]
    fn reads_the_file_of_the_repository() {
        let text = files::read(&path()).unwrap();

        for name in ["index", "core", "auto"] {
            assert!(number(&text, name).is_some(), "{name}");
        }
    }

    #[test]
    fn tolerates_one_percent_either_way() {
        assert_eq!(judge(100_000, 100_000), Verdict::Kept);
        assert_eq!(judge(101_000, 100_000), Verdict::Kept);
        assert_eq!(judge(101_001, 100_000), Verdict::Grown);
        assert_eq!(judge(99_000, 100_000), Verdict::Kept);
        assert_eq!(judge(98_999, 100_000), Verdict::Shrunk);
    }

    #[test]
    fn says_how_far_it_is() {
        assert_eq!(
            difference(102_500, 100_000),
            "2,500 bytes (2.50 %) above the budget of 100,000"
        );
        assert_eq!(difference(99_999, 100_000), "1 bytes (0.00 %) below the budget of 100,000");
        assert_eq!(difference(7, 7), "exactly the budget of 7");
    }
}
