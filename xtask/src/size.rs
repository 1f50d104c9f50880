//! `cargo xtask size`: what the package weighs, beside the SDK it replaces and the budget.

mod budget;
mod contents;
mod names;
mod top;

use crate::{Result, build, node};
use std::process::ExitCode;

#[derive(Debug, Clone, Copy, PartialEq)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Size {
    /// How much more it is.
    fn over(self, other: Size) -> Size {
        Size {
            raw: self.raw.saturating_sub(other.raw),
            gzip: self.gzip.saturating_sub(other.gzip),
            brotli: self.brotli.saturating_sub(other.brotli),
        }
    }

    fn plus(self, other: Size) -> Size {
        Size {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// Of the package's scripts, each as `FILES` names it, and of `@logto/browser` in one file.
struct Sizes {
    index: Size,
    core: Size,
    compat: Size,
    bundled: Size,
    auto: Size,
    debug: Size,
    logto_browser: Size,
}

/// In the order of `Sizes`. `size.mjs` prints `@logto/browser` after them.
const FILES: [&str; 6] = ["index.js", "core.js", "compat.js", "bundled.js", "auto.js", "debug.js"];

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Make the sizes of this build the budget; the commit says why
    #[arg(long, conflicts_with = "top")]
    accept: bool,
    /// List the twenty largest functions of the module, and its sections
    #[arg(long)]
    top: bool,
}

pub fn run(arguments: Arguments) -> Result<ExitCode> {
    match arguments {
        Arguments { accept: true, .. } => accept(),
        Arguments { top: true, .. } => top::print(),
        Arguments { .. } => check(),
    }
}

fn check() -> Result<ExitCode> {
    let within = budget::check(&build_and_measure()?)?;
    Ok(if within { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn accept() -> Result<ExitCode> {
    budget::accept(&build_and_measure()?)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints all that is measured.
fn build_and_measure() -> Result<Sizes> {
    build::build()?;

    let dist = build::dist();
    let measured = node::script("size.mjs").args(FILES.map(|file| dist.join(file))).output()?;
    let sizes = parse(&measured)
        .ok_or_else(|| format!("size.mjs printed something unexpected: {measured}"))?;

    println!("\n{}", table(&sizes));
    Ok(sizes)
}

fn parse(text: &str) -> Option<Sizes> {
    let mut sizes = text.lines().filter_map(|line| {
        let mut numbers = line.split(' ').map_while(|number| number.parse().ok());
        Some(Size { raw: numbers.next()?, gzip: numbers.next()?, brotli: numbers.next()? })
    });

    Some(Sizes {
        index: sizes.next()?,
        core: sizes.next()?,
        compat: sizes.next()?,
        bundled: sizes.next()?,
        auto: sizes.next()?,
        debug: sizes.next()?,
        logto_browser: sizes.next()?,
    })
}

fn table(sizes: &Sizes) -> String {
    let &Sizes { index, core, compat, bundled, auto, debug, logto_browser } = sizes;
    let row = |name: &str, cells: [String; 3]| {
        format!("{name:<36}{:>10}{:>10}{:>10}\n", cells[0], cells[1], cells[2])
    };
    let of = |size: Size| [size.raw, size.gzip, size.brotli];
    let size = |name: &str, size: Size| row(name, of(size).map(thousands));
    let ratio = |name: &str, size: Size| {
        let (own, other) = (of(size), of(logto_browser));
        row(name, [0, 1, 2].map(|index| format!("{:.2}", own[index] as f64 / other[index] as f64)))
    };

    [
        row("bytes", ["raw", "gzip -9", "brotli 11"].map(String::from)),
        size("index.js", index),
        size("core.js", core),
        size("compat.js, in the place of core.js", compat),
        size("bundled.js, in the place of both", bundled),
        size("auto.js, in the place of index.js", auto),
        size("  more than index.js", auto.over(index)),
        size("debug.js, with auto.js on demand", debug),
        String::from("\n"),
        size("@logto/browser", logto_browser),
        size("before the first answer", index),
        ratio("  ratio", index),
        size("for a whole sign-in", index.plus(core)),
        ratio("  ratio", index.plus(core)),
    ]
    .concat()
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();

    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }

    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_digits() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(123_456), "123,456");
        assert_eq!(thousands(1_000_000), "1,000,000");
    }

    #[test]
    fn reads_measurements() {
        let sizes = parse("3 2 1\n9 8 7\n1 1 1\n6 5 4\n5 3 2\n2 2 2\n30 20 10\n").unwrap();

        assert_eq!(sizes.index, Size { raw: 3, gzip: 2, brotli: 1 });
        assert_eq!(sizes.index.plus(sizes.core), Size { raw: 12, gzip: 10, brotli: 8 });
        assert_eq!(sizes.auto.over(sizes.index), Size { raw: 2, gzip: 1, brotli: 1 });
        assert_eq!(sizes.logto_browser.brotli, 10);
        assert!(parse("oops").is_none());
    }

    #[test]
    fn adds_up_a_whole_sign_in() {
        let sizes = parse("1 1 1\n2 2 2\n0 0 0\n0 0 0\n0 0 0\n0 0 0\n2 2 2\n").unwrap();
        let table = table(&sizes);
        let row = |name: &str| table.split_once(name).unwrap().1.lines().next().unwrap().to_owned();

        assert_eq!(row("before the first answer").trim_start(), "1         1         1");
        assert_eq!(row("for a whole sign-in").trim_start(), "3         3         3");
        assert!(table.ends_with("1.50      1.50      1.50\n"), "{table}");
    }
}
