//! The record that tabs share, and the lease where there are no locks: one transaction after the other.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

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

type Transaction = Box<dyn FnOnce(&Rc<World>)>;

#[derive(Default)]
pub struct Record {
    /// What has not begun, in the order of asking.
    transactions: RefCell<BTreeMap<u64, (Owner, Transaction)>>,
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
        let id = world.executor.number();
        let transaction = move |world: &Rc<World>| {
            let outcome = act(world);
            let end = world.now() + world.random.delay(world.settings.latency);
            world.executor.at(end, move || {
                replier.send(outcome);
            });
        };
        world.record.transactions.borrow_mut().insert(id, (page, Box::new(transaction)));
        let at = world.clone();
        let start = world.now() + world.random.delay(world.settings.latency);
        world.executor.at(start, move || {
            let transaction = at.record.transactions.borrow_mut().remove(&id);
            if let Some((_, transaction)) = transaction {
                transaction(&at);
            }
        });
        answer.await
    }

    /// A page has gone. Its transactions may end either way, but before those of others that come later.
    pub fn forget(&self, world: &Rc<World>, page: Owner) {
        let (gone, stay): (BTreeMap<_, _>, _) =
            self.transactions.take().into_iter().partition(|(_, (owner, _))| *owner == page);
        self.transactions.replace(stay);
        for (_, transaction) in gone.into_values() {
            if world.random.chance(0.5) {
                transaction(world);
            } else {
                world.count("a transaction was aborted");
            }
        }
    }

    /// Forgets everything.
    pub fn stop(&self) {
        drop(self.transactions.take());
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
                world.ledger.recorded(world, page, text.as_deref().unwrap_or_default());
            }
            text.clone()
        })
        .await
    }
}
