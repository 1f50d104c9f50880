//! The parts of `cargo xtask test`.

use super::{Selection, crates, packages, playwright, rebuild, supply};
use crate::browsers::Engine;
use crate::counts::Counts;
use crate::{Result, build, fuzz, node};
use std::sync::OnceLock;

/// One line of the report.
pub struct Runner {
    pub name: &'static str,
    pub engine: Option<Engine>,
    /// Others that some of its tests run in.
    pub also: Vec<Engine>,
    /// Installs and builds.
    pub prepare: Box<dyn Fn() -> Result<()>>,
    pub run: Box<dyn Fn() -> Result<Counts>>,
}

impl Runner {
    fn new(
        name: &'static str,
        prepare: impl Fn() -> Result<()> + 'static,
        run: impl Fn() -> Result<Counts> + 'static,
    ) -> Runner {
        Runner {
            name,
            engine: None,
            also: Vec::new(),
            prepare: Box::new(prepare),
            run: Box::new(run),
        }
    }

    /// The same tests in a browser.
    pub fn in_engine(self, engine: Engine) -> Runner {
        Runner { engine: Some(engine), ..self }
    }

    /// Some of its tests run in others, too.
    fn and_in(self, also: Vec<Engine>) -> Runner {
        Runner { also, ..self }
    }

    pub fn title(&self) -> String {
        match self.engine {
            None => self.name.to_owned(),
            Some(engine) => format!("{} ({})", self.name, engine.name()),
        }
    }
}

/// What a name on the command line stands for.
pub struct Part {
    pub name: &'static str,
    pub summary: &'static str,
    pub runners: fn(&Selection) -> Vec<Runner>,
}

pub const PARTS: &[Part] = &[
    Part {
        name: "checks",
        summary: "formatting and lints",
        runners: |_| vec![Runner::new("checks", crates::prepare_checks, crates::checks)],
    },
    Part {
        name: "native",
        summary: "the crate's tests on this machine, and xtask's own",
        runners: |selection| {
            let seeds = selection.seeds;

            vec![Runner::new("native", || Ok(()), move || crates::native(seeds))]
        },
    },
    Part {
        name: "fuzz",
        summary: "all that reads input, with the seeds of each fuzz target and some thousands of inputs made of them",
        runners: |_| vec![Runner::new("fuzz", fuzz::build, fuzz::test)],
    },
    Part {
        name: "browser",
        summary: "the crate's tests in each browser engine",
        runners: |selection| {
            let runner = |&engine| {
                Runner::new(
                    "browser",
                    move || crates::prepare_browser(engine),
                    move || crates::in_browser(engine),
                )
                .in_engine(engine)
            };

            selection.engines.iter().map(runner).collect()
        },
    },
    Part {
        name: "package",
        summary: "the npm package, packed and unpacked: files, imports, types",
        runners: |_| vec![Runner::new("package", built, packages::package)],
    },
    Part {
        name: "node",
        summary: "the local provider, the demo, and what the benchmark counts with, in Node",
        runners: |_| {
            let prepare = || built().and_then(|()| node::TESTS.install());

            vec![Runner::new("node", prepare, packages::provider_and_demo)]
        },
    },
    Part {
        name: "supply",
        summary: "what we depend on: licences, sources, advisories; and that two builds are the same",
        runners: |_| {
            vec![
                Runner::new("supply", supply::prepare, supply::dependencies),
                Runner::new("rebuild", built, rebuild::compare),
            ]
        },
    },
    // Their tests are of the package and not of the engines, each of which the browser part runs in.
    Part {
        name: "e2e",
        summary: "the whole way through sign-in, by Playwright, in Chrome whatever --engines says; many tabs in Firefox, and sites without code in Firefox and WebKit, too",
        runners: |selection| {
            let mut others = selection.engines.clone();
            others.retain(|engine| *engine != Engine::Chrome);
            let (needed, also) = (others.clone(), others.clone());
            let runner = Runner::new(
                "e2e",
                move || playwright::prepare_end_to_end(&needed),
                move || playwright::end_to_end(&others),
            );

            vec![runner.in_engine(Engine::Chrome).and_in(also)]
        },
    },
    Part {
        name: "examples",
        summary: "the example apps, built and signed in to, in Chrome too",
        runners: |_| {
            let runner =
                Runner::new("examples", playwright::prepare_examples, playwright::examples);

            vec![runner.in_engine(Engine::Chrome)]
        },
    },
];

/// A build for all the parts that need one.
pub fn built() -> Result<()> {
    static BUILT: OnceLock<Result<()>> = OnceLock::new();
    BUILT.get_or_init(build::build).clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browsers::ENGINES;

    fn selected(engines: &[Engine]) -> Selection {
        Selection { parts: Vec::new(), engines: engines.to_vec(), seeds: None }
    }

    fn engines_of(name: &str, engines: &[Engine]) -> Vec<Option<Engine>> {
        let part = PARTS.iter().find(|part| part.name == name).unwrap();

        (part.runners)(&selected(engines)).iter().map(|runner| runner.engine).collect()
    }

    #[test]
    fn playwrights_parts_are_in_chrome_whatever_is_selected() {
        for name in ["e2e", "examples"] {
            assert_eq!(
                engines_of(name, &[Engine::Firefox, Engine::WebKit]),
                [Some(Engine::Chrome)]
            );
        }
    }

    #[test]
    fn end_to_end_tests_are_in_the_other_engines_too_unless_they_are_left_out() {
        let part = PARTS.iter().find(|part| part.name == "e2e").unwrap();
        let also = |engines| (part.runners)(&selected(engines))[0].also.clone();

        assert_eq!(also(ENGINES), [Engine::Firefox, Engine::WebKit]);
        assert_eq!(also(&[Engine::Chrome, Engine::WebKit]), [Engine::WebKit]);
        assert_eq!(also(&[Engine::Chrome]), []);
    }

    #[test]
    fn each_engine_has_a_runner() {
        assert_eq!(engines_of("browser", ENGINES).len(), 3);
    }
}
