//! What kind of world a seed stands for. Not every fault is in every world: where everything goes wrong,
//! most of it hides the rest.

use super::random::Random;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockKind {
    /// Web Locks.
    Web,
    /// The lease of pages on plain http.
    Lease,
    /// Broken on purpose: everybody gets it at once.
    Open,
}

#[derive(Debug, Clone)]
pub struct Settings {
    /// How many tabs there are at most.
    pub tabs: usize,
    pub locks: LockKind,
    /// Is there a record?
    pub record: bool,
    /// The longest that what is stored is on its way, in seconds; none: all tabs see it at once.
    pub storage_delay: f64,
    /// The longest that a lock or a record takes, in seconds.
    pub latency: f64,
    /// The longest that an answer takes each way, in seconds.
    pub network_delay: f64,
    /// How likely a request fails, in some way or other.
    pub faults: f64,
    /// How long a spent refresh token is still taken, in seconds.
    pub reuse_window: f64,
    /// How likely an answer brings a new refresh token.
    pub rotation: f64,
    /// How long an access token lasts, in seconds.
    pub life: f64,
    /// How wrong the device's clock is, in seconds.
    pub clock_offset: f64,
    pub clock_changes: bool,
    pub sleeps: bool,
    /// Tabs are opened, reloaded and closed.
    pub tabs_go: bool,
    pub sign_outs: bool,
    /// Sign-ins are repeated, also as somebody else.
    pub sign_ins: bool,
    /// An administrator revokes grants.
    pub revocations: bool,
    /// The provider changes its keys.
    pub new_keys: bool,
    /// Storage is full for a while.
    pub fills: bool,
    /// How long it all goes on, in seconds.
    pub duration: f64,
    /// The time between two actions, on average, in seconds.
    pub pace: f64,
}

impl Settings {
    pub fn of(random: &Random) -> Self {
        let some = |probability: f64| random.chance(probability);
        let duration = random.between(150.0, 900.0);
        Settings {
            tabs: if some(0.2) { 1 + random.below(12) } else { 1 + random.below(5) },
            locks: LockKind::Web,
            record: true,
            storage_delay: random.pick(&[0.005, 0.05, 0.3, 2.0]),
            latency: random.pick(&[0.002, 0.02, 0.2]),
            network_delay: random.pick(&[0.05, 0.5, 3.0, 13.0]),
            faults: random.pick(&[0.0, 0.05, 0.15, 0.4]),
            reuse_window: random.pick(&[0.0, 3.0]),
            rotation: random.pick(&[1.0, 1.0, 0.7]),
            life: random.between(45.0, 120.0),
            clock_offset: if some(0.3) { random.between(-86_000.0, 86_000.0) } else { 0.0 },
            clock_changes: some(0.15),
            sleeps: some(0.4),
            tabs_go: some(0.6),
            sign_outs: some(0.5),
            sign_ins: some(0.5),
            revocations: some(0.2),
            new_keys: some(0.15),
            fills: some(0.15),
            duration,
            pace: duration / random.between(30.0, 60.0),
        }
    }
}
