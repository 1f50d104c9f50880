//! The record that tabs share, and the lease where there are no locks: one transaction after the other.

use std::{cell::RefCell, rc::Rc};

use super::{
    executor::{Owner, reply},
    world::World,
};

/// Who holds the lease, and until when by the device's clock, in seconds since 1970.
#[derive(Debug, Clone, Copy)]
pub struct Lease {
    pub holder: u64,
    pub until: f64,
}

#[derive(Default)]
pub struct Record {
    pub text: RefCell<Option<String>>,
    pub lease: RefCell<Option<Lease>>,
}

impl Record {
    /// Does something in a transaction: what that comes to.
    pub async fn transact<T: 'static>(
        world: &Rc<World>,
        page: Owner,
        act: impl FnOnce(&Rc<World>) -> T + 'static,
    ) -> T {
        let (replier, answer) = reply();
        let at = world.clone();
        let start = world.now() + world.random.delay(world.settings.latency);
        world.executor.at(start, move || {
            // Of a page that goes meanwhile, a transaction may end either way.
            if !at.is_alive(page) && at.random.chance(0.5) {
                at.count("a transaction was aborted");
                return;
            }
            let outcome = act(&at);
            let end = at.now() + at.random.delay(at.settings.latency);
            at.executor.at(end, move || {
                replier.send(outcome);
            });
        });
        answer.await
    }

    pub async fn swap(
        world: &Rc<World>,
        page: Owner,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Option<String> {
        let (before, after) = (before.map(str::to_owned), after.map(str::to_owned));
        Record::transact(world, page, move |world| {
            let mut text = world.record.text.borrow_mut();
            if *text == before
                && let Some(after) = after
            {
                *text = Some(after);
                world.trace(|| format!("record changed by page {page}"));
                world.ledger.recorded(world, text.as_deref().unwrap_or_default());
            }
            text.clone()
        })
        .await
    }
}
