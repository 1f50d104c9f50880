//! The parts of `cargo xtask test`.

use super::requirements::{Requirement, built_package, npm_packages};
use super::selection::Selection;
use super::{crates, deny, packages, playwright, rebuild, supply};
use crate::browsers::Engine;
use crate::results::Outcome;
use crate::{Result, fuzz, node};
use clap::ValueEnum;

/// What a name on the command line stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Formatting and lints
    Checks,
    /// The crate's tests on this machine, and those of xtask
    Native,
    /// The seeds of each fuzz target; with --full some thousands of inputs made of them, too
    Fuzz,
    /// The crate's tests in each browser engine
    Browser,
    /// The npm package, packed and unpacked: files, imports, types
    Package,
    /// When the entry file fetches the core, the local provider, the demo, the selection of the volumes, and the arithmetic of the benchmark, in Node
    Node,
    /// Lock files and manifests; with --full licences, sources and advisories, and that two builds are the same
    Supply,
    /// The whole way through sign-in, in Chrome whatever --engines says, and in part in Firefox and WebKit, too
    E2e,
    /// The example apps, built and signed in to, in Chrome: one of them; with --full all
    Examples,
}

impl Part {
    pub fn name(self) -> &'static str {
        match self {
            Part::Checks => "checks",
            Part::Native => "native",
            Part::Fuzz => "fuzz",
            Part::Browser => "browser",
            Part::Package => "package",
            Part::Node => "node",
            Part::Supply => "supply",
            Part::E2e => "e2e",
            Part::Examples => "examples",
        }
    }

    pub fn runners(self, selection: &Selection) -> Vec<Runner> {
        match self {
            Part::Checks => checks(selection),
            Part::Native => vec![Runner::new(self, selection, [], crates::native)],
            Part::Fuzz => fuzz_targets(selection),
            Part::Browser => browser(selection),
            Part::Package => vec![Runner::new(self, selection, built_package(), packages::package)],
            Part::Node => {
                let needs = built_package().into_iter().chain([npm_packages(&node::TESTS)]);

                vec![Runner::new(self, selection, needs, packages::node)]
            }
            Part::Supply => dependencies(selection),
            Part::E2e => vec![end_to_end(selection)],
            Part::Examples => {
                let apps = playwright::apps(selection.volume);
                let needs = playwright::needs()
                    .into_iter()
                    .chain(apps.into_iter().map(Requirement::NpmPackages));

                vec![
                    Runner::new(self, selection, needs, playwright::examples)
                        .in_engine(Engine::Chrome),
                ]
            }
        }
    }
}

/// One line of the report.
pub struct Runner {
    pub name: &'static str,
    pub engine: Option<Engine>,
    /// Other engines that some of its tests run in.
    pub also: Vec<Engine>,
    pub needs: Vec<Requirement>,
    pub run: Box<dyn Fn() -> Result<Outcome>>,
    /// The command that runs all of it again.
    pub again: String,
}

impl Runner {
    fn new(
        part: Part,
        selection: &Selection,
        needs: impl IntoIterator<Item = Requirement>,
        run: impl Fn(&Selection) -> Result<Outcome> + 'static,
    ) -> Runner {
        let again = selection.again(part, None, None);
        let selection = selection.clone();

        Runner {
            name: part.name(),
            engine: None,
            also: Vec::new(),
            needs: needs.into_iter().collect(),
            run: Box::new(move || run(&selection)),
            again,
        }
    }

    /// The same tests in a browser.
    fn in_engine(self, engine: Engine) -> Runner {
        Runner { engine: Some(engine), ..self }
    }

    pub fn title(&self) -> String {
        match self.engine {
            None => self.name.to_owned(),
            Some(engine) => format!("{} ({})", self.name, engine.name()),
        }
    }
}

fn checks(selection: &Selection) -> Vec<Runner> {
    let mut needs = vec![Requirement::WasmTarget, Requirement::RustComponents];
    if selection.volume.is_full() {
        needs.push(Requirement::CppCompiler);
    }

    vec![Runner::new(Part::Checks, selection, needs, crates::checks)]
}

fn fuzz_targets(selection: &Selection) -> Vec<Runner> {
    let mut runners = vec![Runner::new(Part::Fuzz, selection, [], |selection| {
        fuzz::test_seeds(selection.only.as_deref())
    })];

    // One input that fails is run again by the command that the target prints.
    if selection.volume.is_full() && selection.only.is_none() {
        let needs = [Requirement::CppCompiler, Requirement::FuzzTargets];
        let inputs = Runner::new(Part::Fuzz, selection, needs, |_| fuzz::test_inputs());
        runners.push(Runner { name: "fuzz inputs", ..inputs });
    }

    runners
}

fn browser(selection: &Selection) -> Vec<Runner> {
    let runner = |&engine| {
        let mut needs =
            vec![Requirement::Browser(engine), Requirement::WasmTarget, Requirement::WasmBindgen];
        match engine {
            Engine::Chrome => needs.push(Requirement::WasmPack),
            Engine::Firefox => needs.extend([Requirement::WasmPack, Requirement::Geckodriver]),
            // wasm-pack has no option for it.
            Engine::WebKit => {}
        }
        let run = move |selection: &Selection| crates::in_browser(engine, selection);
        let runner = Runner::new(Part::Browser, selection, needs, run).in_engine(engine);

        Runner { again: selection.again(Part::Browser, Some(engine), None), ..runner }
    };

    selection.engines.iter().map(runner).collect()
}

fn dependencies(selection: &Selection) -> Vec<Runner> {
    let mut runners = vec![Runner::new(Part::Supply, selection, [], supply::manifests)];

    if selection.volume.is_full() && selection.only.is_none() {
        let deny =
            Runner::new(Part::Supply, selection, [Requirement::CargoDeny], |_| deny::check());
        let rebuild = Runner::new(Part::Supply, selection, built_package(), |_| rebuild::compare());

        runners.extend([Runner { name: "deny", ..deny }, Runner { name: "rebuild", ..rebuild }]);
    }

    runners
}

/// The tests are of the package and not of the engines, each of which the browser part runs in: most of them run in
/// Chrome alone.
fn end_to_end(selection: &Selection) -> Runner {
    let mut others = selection.engines.clone();
    others.retain(|engine| *engine != Engine::Chrome);

    let mut needs = playwright::needs();
    // Of the crate by itself.
    needs.push(Requirement::WasmPack);
    needs.extend(others.iter().copied().map(Requirement::Browser));
    if others.contains(&Engine::Firefox) {
        needs.push(Requirement::Geckodriver);
    }
    let also = others.clone();
    let run = move |selection: &Selection| playwright::end_to_end(&others, selection);

    Runner { also, ..Runner::new(Part::E2e, selection, needs, run).in_engine(Engine::Chrome) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test::selection::tests::selected;

    fn runners(line: &str) -> Vec<Runner> {
        let selection = selected(line).unwrap();
        selection.parts.iter().flat_map(|part| part.runners(&selection)).collect()
    }

    #[test]
    fn playwrights_parts_are_in_chrome_whatever_is_selected() {
        for runner in runners("e2e examples --engines firefox,webkit") {
            assert_eq!(runner.engine, Some(Engine::Chrome));
        }
    }

    #[test]
    fn end_to_end_tests_are_in_the_other_engines_too_unless_they_are_left_out() {
        let also = |line: &str| runners(line).remove(0).also;

        assert_eq!(also("e2e"), [Engine::Firefox, Engine::WebKit]);
        assert_eq!(also("e2e --engines chrome,webkit"), [Engine::WebKit]);
        assert_eq!(also("e2e --engines chrome"), []);
    }

    #[test]
    fn each_engine_has_a_runner() {
        assert_eq!(runners("browser").len(), 3);
    }

    #[test]
    fn the_default_volume_compiles_no_tool_that_only_the_full_one_uses() {
        let needs = |line: &str| {
            runners(line).into_iter().flat_map(|runner| runner.needs).collect::<Vec<_>>()
        };

        for only_full in [Requirement::CargoDeny, Requirement::FuzzTargets] {
            assert!(!needs("").contains(&only_full), "{only_full:?}");
            assert!(needs("--full").contains(&only_full), "{only_full:?}");
        }
    }

    #[test]
    fn the_full_volume_has_every_runner_of_the_default_one() {
        let titles = |line: &str| runners(line).iter().map(Runner::title).collect::<Vec<_>>();
        let full = titles("--full");

        assert!(titles("").iter().all(|title| full.contains(title)));
    }

    #[test]
    fn one_test_is_looked_for_where_tests_have_names() {
        for part in ["fuzz", "supply"] {
            assert_eq!(runners(&format!("{part} --full --only x")).len(), 1);
        }
    }
}
