//! One lock for all tabs: a Web Lock, which is given in the order of asking and ends with its page; or the
//! lease of pages on plain http, see `pkg/src/tabs.js`.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    rc::Rc,
    sync::Arc,
};

use futures::{
    future::{Either, select},
    lock::{Mutex, OwnedMutexGuard},
};

use super::{
    executor::{Owner, Replier, reply},
    record::{Lease, Record},
    settings::LockKind,
    world::World,
};
use crate::protocol::{Code, Error};

/// How long a tab waits, in seconds.
const PATIENCE: f64 = 60.0;
/// How long a lease is good for, in seconds.
const LEASE: f64 = 30.0;

/// Who is first, and who is next.
type Turns = Arc<Mutex<()>>;

struct Request {
    id: u64,
    page: Owner,
    replier: Replier<Result<u64, Error>>,
}

#[derive(Default)]
pub struct Locks {
    holder: Cell<Option<(u64, Owner)>>,
    waiting: RefCell<VecDeque<Request>>,
    /// Who holds a lease, or thinks so.
    leases: RefCell<BTreeMap<u64, Owner>>,
    /// Those who wait within a page.
    pages: RefCell<BTreeMap<Owner, Arc<Mutex<()>>>>,
    /// Calls of a page that take turns.
    calls: RefCell<BTreeMap<(Owner, String), Turns>>,
}

pub struct Lock {
    world: Rc<World>,
    page: Owner,
    id: u64,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        let (world, id) = (&self.world, self.id);
        world.locks.leases.borrow_mut().remove(&id);
        match world.settings.locks {
            LockKind::Open => {}
            LockKind::Web => world.locks.release_later(world, id),
            // A page that is gone does nothing any more.
            LockKind::Lease if world.is_alive(self.page) => {
                let at = world.clone();
                let when = world.now() + world.random.delay(world.settings.latency);
                world.executor.at(when, move || {
                    let mut lease = at.record.lease.borrow_mut();
                    if lease.is_some_and(|lease| lease.holder == id) {
                        *lease = None;
                    }
                });
            }
            LockKind::Lease => {}
        }
    }
}

impl Locks {
    /// For the calls of a page that take turns.
    pub fn in_page(&self, page: Owner, name: &str) -> Arc<Mutex<()>> {
        self.calls.borrow_mut().entry((page, name.to_owned())).or_default().clone()
    }

    pub async fn acquire(world: &Rc<World>, page: Owner) -> Result<Lock, Error> {
        let id = world.executor.number();
        let mut turn = None;
        match world.settings.locks {
            LockKind::Open => {}
            LockKind::Web => {
                let (replier, granted) = reply();
                Locks::give_up_later(world, page, id, replier.clone());
                let at = world.clone();
                let arrival = world.now() + world.random.delay(world.settings.latency);
                world.executor.at(arrival, move || {
                    if at.is_alive(page) && !replier.is_sent() {
                        at.locks.waiting.borrow_mut().push_back(Request { id, page, replier });
                        at.locks.grant_next(&at);
                    }
                });
                granted.await?;
            }
            LockKind::Lease => turn = Some(Locks::lease(world, page, id).await?),
        }
        Ok(Lock { world: world.clone(), page, id, _turn: turn })
    }

    /// The wait is bounded; not by a clock that sleeps, too.
    fn give_up_later(
        world: &Rc<World>,
        page: Owner,
        id: u64,
        replier: Replier<Result<u64, Error>>,
    ) {
        let at = world.clone();
        let deadline = world.now() + PATIENCE;
        world.at_awake(deadline, page, move || {
            if replier.send(Err(Code::RenewalTimedOut.into())) {
                at.count("waited too long for the lock");
                at.locks.waiting.borrow_mut().retain(|request| request.id != id);
            }
        });
    }

    fn grant_next(&self, world: &Rc<World>) {
        if self.holder.get().is_some() {
            return;
        }
        let Some(Request { id, page, replier }) = self.waiting.borrow_mut().pop_front() else {
            return;
        };
        self.holder.set(Some((id, page)));
        let at = world.clone();
        let arrival = world.now() + world.random.delay(world.settings.latency);
        world.executor.at(arrival, move || {
            // Nobody is there any more, or nobody who waits.
            if !at.is_alive(page) || !replier.send(Ok(id)) {
                at.locks.release(&at, id);
            } else {
                at.trace(|| format!("page {page} has the lock"));
            }
        });
    }

    fn release(&self, world: &Rc<World>, id: u64) {
        if self.holder.get().is_some_and(|holder| holder.0 == id) {
            self.holder.set(None);
            self.grant_next(world);
        }
    }

    fn release_later(&self, world: &Rc<World>, id: u64) {
        let at = world.clone();
        let when = world.now() + world.random.delay(world.settings.latency);
        world.executor.at(when, move || at.locks.release(&at, id));
    }

    /// A page has gone.
    pub fn forget(&self, world: &Rc<World>, page: Owner) {
        self.waiting.borrow_mut().retain(|request| request.page != page);
        self.pages.borrow_mut().remove(&page);
        self.calls.borrow_mut().retain(|(owner, _), _| *owner != page);
        if let Some((id, _)) = self.holder.get().filter(|holder| holder.1 == page) {
            self.release_later(world, id);
        }
    }

    async fn lease(world: &Rc<World>, page: Owner, id: u64) -> Result<OwnedMutexGuard<()>, Error> {
        let in_page = world.locks.pages.borrow_mut().entry(page).or_default().clone();
        let deadline = world.now() + PATIENCE;
        let mut look = 0.05;
        let turn = match select(in_page.lock_owned(), world.sleep(page, deadline)).await {
            Either::Left((turn, _)) => turn,
            Either::Right(_) => return Err(Code::RenewalTimedOut.into()),
        };
        loop {
            let found = Record::transact(world, page, move |world| {
                let now = world.device_time();
                let mine = Lease { holder: id, until: now + LEASE };
                let mut lease = world.record.lease.borrow_mut();
                if lease.is_none_or(|held| held.until <= now || held.until > mine.until) {
                    if !world.locks.leases.borrow().is_empty() {
                        world.count("a lease ended under its holder");
                        world.ledger.overlap(world);
                    }
                    *lease = Some(mine);
                }
                lease.expect("somebody's").holder
            });
            if found.await == id {
                world.locks.leases.borrow_mut().insert(id, page);
                return Ok(turn);
            }
            world.sleep(page, world.now() + look).await;
            if world.now() >= deadline {
                world.count("waited too long for the lock");
                return Err(Code::RenewalTimedOut.into());
            }
            // Browsers let a page in the background look less often.
            look = 1.0;
        }
    }
}
