//! Which tests run: the command line of `cargo xtask test`.

use super::command_line;
use super::suites::Part;
use crate::browsers::Engine;
use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The parts to run; without any, all of them
    #[arg(value_name = "PART")]
    parts: Vec<Part>,
    /// Run every case, and not only every kind of case
    #[arg(long)]
    full: bool,
    /// The browsers to test in, such as chrome,firefox; one that cannot be installed fails its tests
    #[arg(long, value_name = "ENGINES", value_delimiter = ',', default_values = ["chrome", "firefox", "webkit"])]
    engines: Vec<Engine>,
    /// Run only the tests whose names contain this text
    #[arg(long, value_name = "NAME", requires = "parts")]
    only: Option<String>,
    /// How many seeds the simulation of many tabs runs from, in the part native
    #[arg(long, value_name = "NUMBER")]
    seeds: Option<u64>,
}

/// How many of the cases run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Volume {
    /// Every kind of case.
    Default,
    /// Every case.
    Full,
}

impl Volume {
    pub fn is_full(self) -> bool {
        self == Volume::Full
    }

    /// What the end of a run says about the volume.
    pub fn note(self) -> &'static str {
        match self {
            Volume::Default => {
                "Volume: every kind of case. `cargo xtask test --full` runs every case (CONTRIBUTING.md lists what that adds)."
            }
            Volume::Full => "Volume: full, every case.",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    pub parts: Vec<Part>,
    pub volume: Volume,
    pub engines: Vec<Engine>,
    pub only: Option<String>,
    /// How many seeds the simulation runs from, where the command line says so.
    pub seeds: Option<u64>,
}

impl From<Arguments> for Selection {
    fn from(arguments: Arguments) -> Self {
        let Arguments { mut parts, full, engines, only, seeds } = arguments;

        if parts.is_empty() {
            parts = Part::value_variants().to_vec();
        }

        Selection {
            parts,
            volume: if full { Volume::Full } else { Volume::Default },
            engines,
            only,
            seeds,
        }
    }
}

impl Selection {
    /// The command that runs a part again in this volume: one test of it, or all.
    pub fn again(&self, part: Part, engine: Option<Engine>, test: Option<&str>) -> String {
        let mut words = vec!["cargo", "xtask", "test", part.name()];

        if self.volume.is_full() {
            words.push("--full");
        }
        if let Some(engine) = engine {
            words.extend(["--engines", engine.name()]);
        }
        if let Some(test) = test {
            words.extend(["--only", test]);
        }

        command_line(&words)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::browsers::ENGINES;
    use clap::{Args, FromArgMatches};

    pub fn selected(line: &str) -> Result<Selection, clap::Error> {
        let command = Arguments::augment_args(clap::Command::new("test").no_binary_name(true));
        let matches = command.try_get_matches_from(line.split_whitespace())?;

        Ok(Arguments::from_arg_matches(&matches)?.into())
    }

    #[test]
    fn without_arguments_every_part_runs_in_every_engine() {
        let all = selected("").unwrap();

        assert_eq!(all.parts, Part::value_variants());
        assert_eq!(all.engines, ENGINES);
        assert_eq!(all.volume, Volume::Default);
    }

    #[test]
    fn reads_parts_engines_volume_and_seeds() {
        let some = selected("native browser --engines chrome,webkit --full --seeds=20").unwrap();

        assert_eq!(some.parts, [Part::Native, Part::Browser]);
        assert_eq!(some.engines, [Engine::Chrome, Engine::WebKit]);
        assert_eq!(some.volume, Volume::Full);
        assert_eq!(some.seeds, Some(20));
    }

    #[test]
    fn mistakes_are_errors() {
        for line in [
            "--seeds",
            "--seeds many",
            "browsers",
            "--engines",
            "--engines opera",
            "--only x",
            "e2e --only",
            "--fast",
        ] {
            assert!(selected(line).is_err(), "{line}");
        }
    }

    #[test]
    fn a_failed_test_is_run_again_in_the_same_volume() {
        let full = selected("--full").unwrap();
        let again = full.again(Part::E2e, Some(Engine::Firefox), Some("it's → x"));

        assert_eq!(again, r#"cargo xtask test e2e --full --engines firefox --only "it's → x""#);
        assert_eq!(selected("").unwrap().again(Part::Node, None, None), "cargo xtask test node");
    }
}
