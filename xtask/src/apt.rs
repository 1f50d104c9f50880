//! System packages, where apt is.

use crate::Result;
use crate::process::{self, Program};

/// Installs packages, or says which to install and why it could not.
pub fn install(packages: &[&str], why: &str) -> Result<()> {
    let by_hand = format!("Install by hand: {}", packages.join(" "));
    let Some(apt) = apt_get() else {
        return Err(format!(
            "{why}, and this needs apt-get, as root or with sudo that asks for no password. {by_hand}"
        ));
    };

    println!("Installing {} with apt-get: {why}.", packages.join(", "));
    command(apt, &["update", "--quiet"])
        .run()
        .and_then(|()| {
            command(apt, &["install", "--yes", "--no-install-recommends"]).args(packages).run()
        })
        .map_err(|error| format!("{error}\n{by_hand}"))
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
