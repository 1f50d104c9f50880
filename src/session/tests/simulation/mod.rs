//! Many tabs, at random: the real session on a simulated world, where everything takes its time and may fail.
//!
//! A seed stands for a world and all that happens in it. `LOGTO_WASM_SEED=<n> cargo test simulation` replays
//! one and prints its trace; `LOGTO_WASM_SEEDS=<n>` runs as many.
//!
//! | module | what |
//! |---|---|
//! | [`settings`] | what kind of world it is |
//! | [`executor`], [`random`] | virtual time, chance |
//! | [`world`], [`tab`] | the browser's tabs, and what their sessions have of the world |
//! | [`disk`], [`record`], [`locks`] | what tabs share |
//! | [`network`], [`provider`] | what they ask for |
//! | [`life`] | what happens |
//! | [`ledger`], [`checks`] | what must not, and what has to be true in the end |

mod checks;
mod disk;
mod executor;
mod ledger;
mod life;
mod locks;
mod network;
mod provider;
mod random;
mod record;
mod settings;
mod tab;
mod world;

use std::{collections::BTreeMap, env};

use random::Random;
use settings::{LockKind, Settings};
use world::World;

/// How many seeds are run, unless `LOGTO_WASM_SEEDS` says otherwise, as in the full volume of the tests.
const SEEDS: u64 = 1_500;
/// How many kinds of worlds there are: one test each.
const KINDS: u64 = 4;

struct Outcome {
    violation: Option<String>,
    trace: String,
    counts: BTreeMap<&'static str, u64>,
    longest_call: f64,
}

fn run(seed: u64, change: &dyn Fn(&mut Settings), is_traced: bool) -> Outcome {
    let random = Random::new(seed);
    let mut settings = Settings::of(&random);
    change(&mut settings);
    let world = World::new(settings, random, is_traced);
    world.trace(|| format!("{:?}", world.settings));
    for _ in 0..1 + world.random.below(world.settings.tabs) {
        let tab = world.new_tab();
        let page = world.open(tab);
        if tab == 0 {
            life::sign_in(&world, page);
        }
    }
    life::goes_on(&world);
    world.run(world.settings.duration);
    if !world.ledger.is_violated() {
        checks::at_rest(&world);
    }
    world.stop();
    Outcome {
        violation: world.ledger.violation(),
        trace: world.lines(),
        counts: world.counts(),
        longest_call: world.ledger.longest_call.get(),
    }
}

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is a number")))
}

/// Runs the seeds of one kind.
fn simulate(kind: u64, change: impl Fn(&mut Settings)) {
    if let Some(seed) = number("LOGTO_WASM_SEED") {
        if seed % KINDS == kind {
            let outcome = run(seed, &change, true);
            println!("{}", outcome.trace);
            assert_eq!(outcome.violation, None, "seed {seed}");
        }
        return;
    }
    let mut counts = BTreeMap::new();
    let mut longest_call: f64 = 0.0;
    let mut violations: Vec<(u64, String)> = Vec::new();
    for seed in (kind..number("LOGTO_WASM_SEEDS").unwrap_or(SEEDS)).step_by(KINDS as usize) {
        let outcome = run(seed, &change, false);
        if let Some(violation) = outcome.violation {
            violations.push((seed, violation));
        }
        for (what, count) in outcome.counts {
            *counts.entry(what).or_insert(0) += count;
        }
        longest_call = longest_call.max(outcome.longest_call);
    }
    println!("longest call: {longest_call:.0} s; {counts:#?}");
    for (seed, violation) in violations.iter().take(20) {
        println!("seed {seed}: {violation}");
    }
    if let Some((seed, violation)) = violations.first() {
        println!("{}", run(*seed, &change, true).trace);
        panic!("{} seeds fail; seed {seed}: {violation}", violations.len());
    }
}

#[test]
fn tabs_share_a_session() {
    simulate(0, |_| {});
}

#[test]
fn tabs_share_a_session_that_is_revoked_for_any_token_that_is_spent_again() {
    simulate(1, |settings| settings.reuse_window = 0.0);
}

#[test]
fn tabs_share_a_session_on_plain_http() {
    simulate(2, |settings| settings.locks = LockKind::Lease);
}

#[test]
fn tabs_share_a_session_without_a_record_where_storage_keeps_pace() {
    simulate(3, |settings| {
        settings.record = false;
        settings.storage_delay = 0.0;
        // What one page keeps in its memory, no other can know of.
        settings.fills = false;
    });
}

/// Some hundred seeds fail now and then in a world that is broken on purpose: it is known that they can.
fn fails(change: impl Fn(&mut Settings)) {
    let failures = (0..300).filter(|seed| run(*seed, &change, false).violation.is_some()).count();
    println!("{failures} of 300 seeds fail");
    assert_ne!(failures, 0);
}

#[test]
fn tabs_that_do_not_wait_for_each_other_are_caught() {
    fails(|settings| settings.locks = LockKind::Open);
}

#[test]
fn storage_that_is_late_where_there_is_no_record_is_caught() {
    fails(|settings| {
        settings.record = false;
        settings.storage_delay = 2.0;
    });
}
