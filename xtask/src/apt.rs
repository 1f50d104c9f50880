//! System packages, where apt is.

use crate::process::{self, Program};
use crate::{Result, progress};
use std::sync::Once;

/// Installs packages: all of them or none.
pub fn install(packages: &[&str], why: &str) -> Result<()> {
    static UPDATED: Once = Once::new();

    let apt = apt_get().ok_or(
        "installing it takes apt-get, as root or with sudo that asks for no password".to_owned(),
    )?;

    progress::installing(&format!("{} with apt-get", packages.join(", ")), why);
    UPDATED.call_once(|| {
        // A source that does not answer must not keep back what the others have.
        if let Err(error) = command(apt, &["update", "--quiet"]).run_silently() {
            println!("{error}: going on with the packages that are known.");
        }
    });
    command(apt, &["install", "--yes", "--no-install-recommends"]).args(packages).run_silently()
}

#[derive(Clone, Copy)]
enum As {
    Root,
    Sudo,
}

fn apt_get() -> Option<As> {
    process::find("apt-get")?;

    let user = Program::new("id").arg("-u").output().ok()?;
    if user.trim() == "0" {
        return Some(As::Root);
    }

    // `-n`: fail rather than ask for a password.
    Program::new("sudo").args(["-n", "true"]).output().ok()?;
    Some(As::Sudo)
}

fn command(user: As, arguments: &[&str]) -> Program {
    let program = match user {
        As::Root => Program::new("env"),
        As::Sudo => Program::new("sudo").args(["-n", "env"]),
    };

    // Some packages ask questions on the terminal.
    program.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments)
}
