//! The project's own commands: `cargo xtask <command>`.

mod apt;
mod bench;
mod browsers;
mod build;
mod compat;
mod demo;
mod docs;
mod files;
mod fuzz;
mod node;
mod process;
mod progress;
mod results;
mod screenshots;
mod size;
mod small_std;
mod test;
mod tools;

use clap::Parser;
use std::process::ExitCode;

/// An error is a text for the person at the keyboard: what happened, and what to do about it.
type Result<T, E = String> = std::result::Result<T, E>;

/// The project's own commands.
///
/// Each command installs what it lacks, below target/ and node_modules/, and says so first. Browsers come from apt,
/// Rust's components from rustup.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", arg_required_else_help = true)]
enum Command {
    /// Build the package, then measure it beside @logto/browser and other SDKs
    #[command(disable_help_flag = true)]
    Bench(Forwarded),
    /// Compile the crate and make the npm package in pkg/dist
    Build,
    /// Build the package, then run the tutorial's site with a local provider
    #[command(disable_help_flag = true)]
    Demo(Forwarded),
    /// Make the API reference, as web pages in target/docs
    Docs,
    /// Search for input that breaks a reader of input
    Fuzz(fuzz::Arguments),
    /// Build the package, then take the pictures of the guide for Webflow anew
    Screenshots,
    /// Build the package, then compare its size with @logto/browser and the budget
    Size(size::Arguments),
    /// Run the tests: every kind of case, or with --full every case
    Test(test::Arguments),
}

/// Arguments of a command that is written in JavaScript, which reads them and explains them.
#[derive(Debug, clap::Args)]
struct Forwarded {
    /// Options of the command; --help lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

fn main() -> ExitCode {
    progress::start();

    let outcome = match Command::parse() {
        Command::Bench(forwarded) => bench::run(&forwarded.arguments),
        Command::Build => build::run(),
        Command::Demo(forwarded) => demo::run(&forwarded.arguments),
        Command::Docs => docs::run(),
        Command::Fuzz(arguments) => fuzz::run(arguments),
        Command::Screenshots => screenshots::run(),
        Command::Size(arguments) => size::run(arguments),
        Command::Test(arguments) => test::run(arguments),
    };

    outcome.unwrap_or_else(|message| {
        eprintln!("error: {message}");
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn parsed(line: &str) -> Result<Command, clap::Error> {
        Command::try_parse_from(["cargo xtask"].into_iter().chain(line.split_whitespace()))
    }

    #[test]
    fn the_command_line_is_consistent() {
        Command::command().debug_assert();
    }

    #[test]
    fn javascript_commands_get_every_argument_as_it_is() {
        for line in ["bench --quick size", "demo --help", "demo -h", "bench --endpoint=x -- y"] {
            let (Command::Bench(forwarded) | Command::Demo(forwarded)) = parsed(line).unwrap()
            else {
                panic!("{line}")
            };
            let expected: Vec<&str> = line.split_whitespace().skip(1).collect();

            assert_eq!(forwarded.arguments, expected);
        }
    }

    #[test]
    fn mistakes_are_errors() {
        for line in ["", "tset", "build --fast", "docs now", "size --accept --top", "screenshots x"]
        {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
