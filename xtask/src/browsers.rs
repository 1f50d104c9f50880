//! The three browser engines: what each needs, and how tests run in it.

use crate::process::{self, Program};
use crate::{Result, apt, files, tools};
use clap::ValueEnum;
use std::path::PathBuf;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    Chrome,
    Firefox,
    #[value(name = "webkit")]
    WebKit,
}

pub const ENGINES: &[Engine] = &[Engine::Chrome, Engine::Firefox, Engine::WebKit];

/// Any one of the programs will do; the package has the first of them.
struct Need {
    programs: &'static [&'static str],
    package: &'static str,
}

impl Need {
    fn program(&self) -> Option<PathBuf> {
        self.programs.iter().find_map(|name| process::find(name))
    }
}

impl Engine {
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

    fn missing(self) -> Vec<&'static Need> {
        self.needs().iter().filter(|need| need.program().is_none()).collect()
    }

    /// Whether nothing has to be installed for it.
    pub fn is_there(self) -> bool {
        self.missing().is_empty()
    }

    /// The browser, or what drives it.
    pub fn program(self) -> Option<PathBuf> {
        self.needs()[0].program()
    }

    /// The browser itself, for what drives it otherwise than by [`Engine::program`].
    pub fn browser(self) -> Option<PathBuf> {
        match self {
            Engine::Chrome | Engine::Firefox => self.program(),
            Engine::WebKit => mini_browser(),
        }
    }

    /// What it calls itself, such as `Chromium 156.0.8078.79`.
    pub fn version(self) -> Option<String> {
        let browser = self.browser()?;
        let program = match self {
            // It opens the display before it looks at its arguments.
            Engine::WebKit => Program::new("xvfb-run").arg("-a").arg(browser),
            Engine::Chrome | Engine::Firefox => Program::new(browser),
        };
        let output = program.arg("--version").output().ok()?;
        let line = output.lines().next()?.trim();

        Some(line.split(" built on").next()?.to_owned())
    }

    /// A file of tests of the crate, in this engine; with `only`, its tests whose names contain that.
    pub fn test(self, file: &str, only: Option<&str>) -> Program {
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
            .args(only.into_iter().flat_map(|name| ["--", name]))
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

/// Chrome's engine without its windows, from the same source: it starts pages in half the time.
const HEADLESS: Need = Need {
    programs: &["chromium-headless-shell", "chrome-headless-shell"],
    package: "chromium-headless-shell",
};

pub fn headless_chrome() -> Option<PathBuf> {
    HEADLESS.program()
}

/// Installs it, where the system has it: Chrome itself can do all that it does.
pub fn install_headless_chrome() {
    if headless_chrome().is_none()
        && let Err(error) = apt::install(&[HEADLESS.package], "tests in Chrome are faster in it")
    {
        println!("{error}: going on with Chrome itself.");
    }
}

/// Installs the system's packages of an engine. One engine at a time: what a system does not have for one of them
/// must not keep back the others.
pub fn install(engine: Engine) -> Result<()> {
    let missing = engine.missing();

    if !missing.is_empty() {
        let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
        let installed = apt::install(&packages, &format!("the tests in {} need it", engine.name()));
        let still_missing = engine.missing();

        // Whatever apt-get says: some systems have a package of that name with something else in it.
        if !still_missing.is_empty() {
            return Err(by_hand(engine, &still_missing, installed));
        }
    }

    Ok(())
}

fn by_hand(engine: Engine, missing: &[&Need], installed: Result<()>) -> String {
    let programs: Vec<String> = missing.iter().map(|need| need.programs.join(" or ")).collect();
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    let why = match installed {
        Ok(()) => "apt-get has installed it, and yet it is not on the PATH".to_owned(),
        Err(error) => error,
    };

    format!(
        "{} lacks {} ({why}). Install by hand what has it; Debian's name for that: {}",
        engine.name(),
        programs.join(", "),
        packages.join(" "),
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_for_its_engine() {
        let missing: Vec<&Need> = Engine::Firefox.needs().iter().collect();
        let message = by_hand(Engine::Firefox, &missing, Err("there is no apt-get".to_owned()));

        assert!(message.starts_with("firefox lacks firefox or firefox-esr (there is no apt-get)"));
        assert!(message.ends_with(": firefox-esr"));
    }
}
