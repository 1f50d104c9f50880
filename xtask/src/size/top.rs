//! `cargo xtask size --top`: what in the module is large.

use super::contents::{self, Contents, Function};
use super::{names, thousands};
use crate::{Result, build};
use std::process::ExitCode;

const SHOWN: usize = 20;

pub fn print() -> Result<ExitCode> {
    let path = build::named_module()?;
    let module =
        std::fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let contents = contents::read(&module)
        .map_err(|error| format!("{} is no WebAssembly module: {error}", path.display()))?;

    println!("\n{}\n{}", functions(&contents), sections(&contents));
    Ok(ExitCode::SUCCESS)
}

fn functions(contents: &Contents) -> String {
    let mut largest: Vec<&Function> = contents.functions.iter().collect();
    // Stable: of the same length, the first one in the module comes first.
    largest.sort_by_key(|function| std::cmp::Reverse(function.bytes));

    let all: u64 = contents.functions.iter().map(|function| function.bytes).sum();
    let shown = &largest[..largest.len().min(SHOWN)];
    let of_shown: u64 = shown.iter().map(|function| function.bytes).sum();
    let mut text = row("bytes", "function");

    for function in shown {
        let name = function.name.as_deref().map_or_else(|| "?".to_owned(), names::readable);
        text += &row(&thousands(function.bytes), &name);
    }

    text + &row(&thousands(of_shown), "these")
        + &row(&thousands(all), &format!("all {}", contents.functions.len()))
}

fn sections(contents: &Contents) -> String {
    // Here for the table above, and not in the package.
    let of_package = contents.sections.iter().filter(|(name, _)| name != "name");
    let all: u64 = of_package.clone().map(|(_, bytes)| bytes).sum();
    let mut text = row("bytes", "section");

    for (name, bytes) in of_package {
        text += &row(&thousands(*bytes), name);
    }

    text + &row(&thousands(all), "all")
}

fn row(bytes: &str, what: &str) -> String {
    format!("{bytes:>9}  {what}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(name: &str, bytes: u64) -> Function {
        Function { name: Some(name.to_owned()), bytes }
    }

    #[test]
    fn the_largest_functions_come_first() {
        let functions_of = vec![function("a", 1), function("b", 3000), function("c", 1)];
        let contents = Contents { functions: functions_of, ..Contents::default() };

        assert_eq!(
            functions(&contents),
            concat!(
                "    bytes  function\n",
                "    3,000  b\n",
                "        1  a\n",
                "        1  c\n",
                "    3,002  these\n",
                "    3,002  all 3\n",
            )
        );
    }

    #[test]
    fn no_more_than_twenty_are_shown() {
        let contents = Contents {
            functions: (0..30).map(|_| function("a", 1)).collect(),
            ..Contents::default()
        };
        let text = functions(&contents);

        assert!(text.ends_with("       20  these\n       30  all 30\n"), "{text}");
        assert_eq!(text.lines().count(), 23);
    }

    #[test]
    fn names_are_no_part_of_the_package() {
        let section = |name: &str, bytes| (name.to_owned(), bytes);
        let contents = Contents {
            sections: vec![section("code", 1000), section("data", 20), section("name", 5000)],
            ..Contents::default()
        };

        assert_eq!(
            sections(&contents),
            "    bytes  section\n    1,000  code\n       20  data\n    1,020  all\n"
        );
    }
}
