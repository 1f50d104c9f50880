//! What a run of everything needs, before the first part asks for it: what is fetched beside what is compiled, so that
//! the processors do not wait for the network. (Two compilations beside each other take longer than one after the
//! other.)

use super::playwright;
use crate::browsers::{self, Engine};
use crate::{Result, node, tools};
use std::thread;

/// Gets it. What fails here is asked for again by the part that needs it, which says why.
pub fn get(engines: &[Engine]) {
    thread::scope(|scope| {
        scope.spawn(|| fetch(engines));
        let _ = compile(engines);
    });
}

fn fetch(engines: &[Engine]) {
    for engine in engines {
        let _ = browsers::install_packages(*engine);
    }
    browsers::install_headless_chrome();
    for packages in [node::BUILD, node::TESTS] {
        let _ = packages.install();
    }
    let _ = playwright::install_apps();
}

fn compile(engines: &[Engine]) -> Result<()> {
    tools::wasm_target()?;
    tools::wasm_bindgen()?;
    tools::wasm_pack()?;
    if engines.contains(&Engine::Firefox) {
        tools::geckodriver()?;
    }
    tools::cargo_deny()
}
