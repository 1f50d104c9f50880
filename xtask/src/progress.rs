//! What a person sees while a command works: each step, with the time since the command began.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

static START: OnceLock<Instant> = OnceLock::new();

/// Begins to count the time.
pub fn start() {
    START.get_or_init(Instant::now);
}

/// The time since the command began.
pub fn elapsed() -> Duration {
    START.get_or_init(Instant::now).elapsed()
}

/// Says what is done now.
pub fn step(text: &str) {
    println!("[{}] {text}", clock(elapsed()));
}

static EXPECTED: AtomicUsize = AtomicUsize::new(0);
static INSTALLED: AtomicUsize = AtomicUsize::new(0);

/// How many installations a command begins with, so that each can say how many there are.
pub fn expect_installations(count: usize) {
    EXPECTED.store(count, Ordering::Relaxed);
}

/// Says what is installed now, and why.
pub fn installing(what: &str, why: &str) {
    let number = INSTALLED.fetch_add(1, Ordering::Relaxed) + 1;
    let expected = EXPECTED.load(Ordering::Relaxed);
    let position =
        if number <= expected { format!(" {number} of {expected}:") } else { String::new() };

    step(&format!("Installing{position} {what}: {why}"));
}

/// Minutes and seconds, such as `2:05`.
pub fn clock(duration: Duration) -> String {
    let seconds = duration.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_shows_minutes_and_seconds() {
        assert_eq!(clock(Duration::from_millis(5_900)), "0:05");
        assert_eq!(clock(Duration::from_secs(725)), "12:05");
    }
}
