//! The three browser engines: what each needs, and how tests run in it.

use crate::process::{self, Program};
use crate::{Result, apt, files, tools};
use std::path::PathBuf;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Chrome,
    Firefox,
    WebKit,
}

pub const ENGINES: &[Engine] = &[Engine::Chrome, Engine::Firefox, Engine::WebKit];

/// Any one of the programs will do; the package has the first of them.
struct Need {
    programs: &'static [&'static str],
    package: &'static str,
}

impl Engine {
    pub fn parse(name: &str) -> Option<Engine> {
        ENGINES.iter().copied().find(|engine| engine.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Engine::Chrome => "chrome",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }

    fn needs(self) -> &'static [Need] {
        match self {
            Engine::Chrome => &[
                Need {
                    programs: &["chromium", "google-chrome", "google-chrome-stable"],
                    package: "chromium",
                },
                Need { programs: &["chromedriver"], package: "chromium-driver" },
            ],
            Engine::Firefox => {
                &[Need { programs: &["firefox", "firefox-esr"], package: "firefox-esr" }]
            }
            // It has no headless mode: it gets a display that nobody sees.
            Engine::WebKit => &[
                Need { programs: &["WebKitWebDriver"], package: "webkit2gtk-driver" },
                Need { programs: &["xvfb-run"], package: "xvfb" },
                Need { programs: &["xauth"], package: "xauth" },
            ],
        }
    }

    /// What it calls itself, such as `Chromium 156.0.8078.79`.
    pub fn version(self) -> Option<String> {
        let program = match self {
            // It opens the display before it looks at its arguments.
            Engine::WebKit => Program::new("xvfb-run").arg("-a").arg(mini_browser()?),
            Engine::Chrome | Engine::Firefox => {
                let mut programs = self.needs()[0].programs.iter();
                Program::new(programs.find_map(|program| process::find(program))?)
            }
        };
        let output = program.arg("--version").output().ok()?;
        let line = output.lines().next()?.trim();

        Some(line.split(" built on").next()?.to_owned())
    }

    /// A file of tests of the crate, in this engine.
    pub fn test(self, file: &str) -> Program {
        let program = match self {
            Engine::Chrome | Engine::Firefox => Program::new("wasm-pack")
                .args(["test", "--headless", &format!("--{}", self.name())])
                // Everything is installed by now, at versions that this repository names.
                .args(["--mode", "no-install", "--"]),
            // wasm-pack has no option for it.
            Engine::WebKit => {
                Program::new("xvfb-run").args(["-a", "cargo", "test", "--target", tools::WASM])
            }
        };

        let program = program
            .args(["--test", file])
            .without(DRIVER_VARIABLES)
            // Seconds for all the tests of a file; the default of 20 is short on a busy machine.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120");

        match (self, process::find("WebKitWebDriver")) {
            // The runner knows WebKit's driver as Safari's: both speak the same protocol.
            (Engine::WebKit, Some(driver)) => program.env("SAFARIDRIVER", driver),
            _ => program,
        }
    }
}

/// Where the runner looks for a driver first: one in the environment may be of another engine.
const DRIVER_VARIABLES: &[&str] = &[
    "CHROMEDRIVER",
    "CHROMEDRIVER_REMOTE",
    "GECKODRIVER",
    "GECKODRIVER_REMOTE",
    "MSEDGEDRIVER",
    "MSEDGEDRIVER_REMOTE",
    "SAFARIDRIVER",
    "SAFARIDRIVER_REMOTE",
];

/// Installs what the engines lack.
pub fn install(engines: &[Engine]) -> Result<()> {
    let missing: Vec<&str> = engines
        .iter()
        .flat_map(|engine| engine.needs())
        .filter(|need| !need.programs.iter().any(|name| process::find(name).is_some()))
        .map(|need| need.package)
        .collect();

    if !missing.is_empty() {
        apt::install(&missing, "the tests run in real browsers")?;
    }
    if engines.contains(&Engine::Firefox) {
        tools::geckodriver()?;
    }

    Ok(())
}

/// WebKitGTK's test browser, in a folder named by architecture and API version.
fn mini_browser() -> Option<PathBuf> {
    let lib = PathBuf::from("/usr/lib");
    let mut folders = files::folders(&lib);
    folders.push(lib);
    folders.push(PathBuf::from("/usr/libexec"));

    folders
        .iter()
        .flat_map(|folder| files::folders(folder))
        .filter(|folder| folder.to_string_lossy().contains("/webkit2gtk-"))
        .map(|folder| folder.join("MiniBrowser"))
        .find(|path| path.is_file())
}
