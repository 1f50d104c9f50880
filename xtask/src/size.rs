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
}

struct Sizes {
    own: Size,
    /// The same with the layer for sites without code.
    auto: Size,
    /// Its panel, fetched where somebody asks for it.
    panel: Size,
    /// Fetched where there is no WebAssembly.
    compat: Size,
    /// `@logto/browser`.
    other: Size,
}

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Make what the package weighs now the budget; the commit says why
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

/// In the order of `Sizes`; the other SDK comes after them.
const FILES: [&str; 4] = ["index.js", "auto.js", "debug.js", "compat.js"];

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
        own: sizes.next()?,
        auto: sizes.next()?,
        panel: sizes.next()?,
        compat: sizes.next()?,
        other: sizes.next()?,
    })
}

fn table(&Sizes { own, auto, panel, compat, other }: &Sizes) -> String {
    let row = |name: &str, cells: [String; 3]| {
        format!("{name:<24}{:>10}{:>10}{:>10}\n", cells[0], cells[1], cells[2])
    };
    let of = |size: Size| [size.raw, size.gzip, size.brotli];
    let ratio = |index: usize| {
        let (own, other) = (of(own)[index], of(other)[index]);
        format!("{:.2}", own as f64 / other as f64)
    };

    row("bytes", ["raw", "gzip -9", "brotli 11"].map(String::from))
        + &row("logto-wasm", of(own).map(thousands))
        + &row("@logto/browser", of(other).map(thousands))
        + &row("ratio", [ratio(0), ratio(1), ratio(2)])
        + &row("without WebAssembly, +", of(compat).map(thousands))
        + &row("without code: auto.js", of(auto).map(thousands))
        + &row("  more than logto-wasm", of(auto.over(own)).map(thousands))
        + &row("  with its panel, +", of(panel).map(thousands))
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
        let sizes = parse("3 2 1\n5 3 2\n1 1 1\n6 5 4\n30 20 10\n").unwrap();

        assert_eq!(sizes.own, Size { raw: 3, gzip: 2, brotli: 1 });
        assert_eq!(sizes.auto.over(sizes.own), Size { raw: 2, gzip: 1, brotli: 1 });
        assert_eq!(sizes.compat.raw, 6);
        assert_eq!(sizes.other.brotli, 10);
        assert!(parse("oops").is_none());
    }
}
