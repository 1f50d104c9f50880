//! Keeps account of what is true, and of what must not happen while it goes on.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{executor::Owner, settings::LockKind, world::World};

/// The longest that a call may take, in seconds.
const LONGEST_CALL: f64 = 400.0;

/// How long before it expires an access token is renewed, and how much earlier than for the provider it
/// expires for the tab, at most: it counts from the request.
const RENEWED_EARLY: f64 = 10.0 + 20.0;

struct Call {
    what: String,
    page: Owner,
    began: f64,
    slept: f64,
}

#[derive(Default)]
pub struct Ledger {
    violations: RefCell<Vec<String>>,
    /// The grant that the browser is signed in by.
    session: Cell<Option<usize>>,
    /// The grant that the record tells of.
    recorded: Cell<Option<usize>>,
    /// Grants that were in the record, and no longer are.
    over: RefCell<BTreeSet<usize>>,
    /// Sessions that began in the memory of a page.
    in_memory: RefCell<BTreeSet<usize>>,
    /// When the record, or what is stored of the session, last changed.
    last_change: Cell<Option<f64>>,
    mixed: Cell<bool>,
    /// When the tokens of a grant were first stored.
    begun: RefCell<BTreeMap<usize, f64>>,
    /// How many calls that end the session are under way.
    endings: Cell<usize>,
    /// When nobody was signed in for the last time.
    last_out: Cell<f64>,
    /// When the last call began that has surely ended the session.
    pub last_ending: Cell<f64>,
    /// Refresh tokens that all tabs can know of.
    handed_over: RefCell<BTreeSet<String>>,
    /// Until when the token endpoint has asked to be left alone, and whom.
    pause: Cell<Option<(f64, Owner)>>,
    /// When two tabs last held the lease.
    overlap: Cell<Option<f64>>,
    pub clock_changed: Cell<Option<f64>>,
    calls: RefCell<BTreeMap<u64, Call>>,
    /// Calls for a new token that are under way, by target.
    forced: RefCell<BTreeMap<String, usize>>,
    pub longest_call: Cell<f64>,
}

impl Ledger {
    pub fn violate(&self, world: &World, what: impl FnOnce() -> String) {
        let what = what();
        world.trace(|| format!("VIOLATION: {what}"));
        self.violations.borrow_mut().push(what);
    }

    pub fn is_violated(&self) -> bool {
        !self.violations.borrow().is_empty()
    }

    pub fn violation(&self) -> Option<String> {
        self.violations.borrow().first().cloned()
    }

    // Who is signed in.

    pub fn is_signed_in(&self, world: &World) -> bool {
        let goes_on = |grant: usize| !world.provider.is_revoked(grant);
        self.endings.get() == 0
            && self.session.get().is_some_and(|grant| goes_on(grant) && !self.is_in_memory(grant))
            && (!world.settings.record || self.recorded.get().is_some_and(goes_on))
    }

    pub fn before_change(&self, world: &World) {
        if !self.is_signed_in(world) {
            self.last_out.set(world.now());
        }
    }

    pub fn after_change(&self, world: &World) {
        self.before_change(world);
    }

    pub fn ending_begins(&self, world: &World) {
        self.before_change(world);
        self.endings.set(self.endings.get() + 1);
        self.session.set(None);
        self.after_change(world);
    }

    pub fn ending_ends(&self, world: &World) {
        self.before_change(world);
        self.endings.set(self.endings.get() - 1);
        self.session.set(None);
        self.after_change(world);
    }

    /// A page finds nobody signed in, by what it has known since `since`.
    pub fn nobody(&self, world: &World, page: Owner, since: f64, what: &str) {
        let since = world.out_of_date_since(page, since);
        self.before_change(world);
        if self.last_out.get() < since {
            self.violate(world, || format!("1: page {page} was signed out by nobody: {what}"));
        }
    }

    /// A page keeps a session in its memory, since storage is full. Other pages cannot see one that begins so,
    /// and it ends with its page.
    pub fn kept_in_memory(&self, world: &World, page: Owner, token: &str) {
        world.count("a session was kept in memory");
        let grant = world.provider.grant_of(token);
        let stored = world.disk.get(page, "logto:app:refreshToken");
        let stored = stored.and_then(|token| world.provider.grant_of(&token));
        if let Some(grant) = grant.filter(|_| grant != stored) {
            self.before_change(world);
            self.in_memory.borrow_mut().insert(grant);
            self.after_change(world);
        }
    }

    pub fn is_in_memory(&self, grant: usize) -> bool {
        self.in_memory.borrow().contains(&grant)
    }

    pub fn some_in_memory(&self) -> bool {
        !self.in_memory.borrow().is_empty()
    }

    /// Did the session change while another change of several values was on its way to storage? Then what is
    /// stored may be of both, whoever wrote it: nothing makes several values one in such a storage.
    pub fn may_be_mixed(&self) -> bool {
        self.mixed.get()
    }

    /// The record changes: to another session than before, or to none?
    fn changes(&self, world: &World, page: Owner, to_another: bool) {
        let late = 2.0 * world.settings.storage_delay + 2.0 * world.settings.latency + 0.1;
        let before = self.last_change.replace(Some(world.now()));
        // Who has just woken up has changes of others still before it.
        let is_behind = world.has_just_woken(page, late);
        if to_another && (is_behind || before.is_some_and(|before| world.now() - before < late)) {
            world.count("the session changed while another change was on its way to storage");
            self.mixed.set(true);
        }
    }

    /// A value takes effect in storage.
    pub fn stored(&self, world: &World, key: &str, value: Option<&str>) {
        if !key.ends_with("Sessions") {
            self.last_change.set(Some(world.now()));
        }
        if key != "logto:app:refreshToken" {
            return;
        }
        let Some(token) = value else {
            // Decided by a page some moments ago.
            self.before_change(world);
            let late = 3.0 * world.settings.storage_delay + 2.0 * world.settings.latency + 0.1;
            if self.last_out.get() < world.now() - late {
                self.violate(world, || "1: the refresh token was removed by nobody".to_owned());
            }
            self.session.set(None);
            self.after_change(world);
            return;
        };
        let Some(grant) = world.provider.grant_of(token) else { return };
        if !world.settings.record {
            self.handed_over.borrow_mut().insert(token.to_owned());
        }
        if self.begun.borrow().contains_key(&grant) {
            return;
        }
        world.count("a session began");
        self.before_change(world);
        self.begun.borrow_mut().insert(grant, world.now());
        self.session.set(Some(grant));
        self.after_change(world);
    }

    /// The record says something else.
    pub fn recorded(&self, world: &World, page: Owner, text: &str) {
        let token =
            text.split(r#""refreshToken":""#).nth(1).and_then(|rest| rest.split('"').next());
        let grant = token.and_then(|token| world.provider.grant_of(token));
        self.before_change(world);
        let before = self.recorded.replace(grant);
        self.after_change(world);
        self.changes(world, page, before != grant);
        if let Some(before) = before.filter(|before| Some(*before) != grant) {
            self.over.borrow_mut().insert(before);
            if grant.is_none() && self.endings.get() == 0 && !world.provider.is_revoked(before) {
                self.violate(world, || format!("1: grant {before} was ended by nobody"));
            }
        }
        if grant.is_some_and(|grant| self.over.borrow().contains(&grant)) {
            self.violate(world, || format!("4: grant {grant:?} was over, and is back"));
        }
        if let Some(token) = token {
            self.handed_over.borrow_mut().insert(token.to_owned());
        }
    }

    pub fn begun(&self, grant: usize) -> f64 {
        self.begun.borrow().get(&grant).copied().unwrap_or_default()
    }

    // What is sent.

    /// Two tabs hold the lease.
    pub fn overlap(&self, world: &World) {
        self.overlap.set(Some(world.now()));
    }

    fn is_in_turn(&self, world: &World) -> bool {
        // A lease ends under a holder that sleeps, or whose clock is changed: no page can help that.
        world.settings.locks != LockKind::Lease
            || self.overlap.get().is_none_or(|at| world.now() - at > LONGEST_CALL)
    }

    /// A page sends a refresh token.
    pub fn sent(&self, world: &Rc<World>, page: Owner, token: &str, resource: &str) {
        world.count("a refresh token was sent");
        let tokens = world.provider.refresh_tokens.borrow();
        let exchanges = tokens.get(token).map(|token| token.exchanges.as_slice());
        for exchange in exchanges.unwrap_or_default() {
            let Some(successor) = &exchange.successor else { continue };
            let Some(receiver) = exchange.received_by else {
                world.count("excused: sent again because the answer was lost");
                continue;
            };
            let is_known = self.handed_over.borrow().contains(successor);
            if self.some_in_memory() {
                world.count("excused: sent again amidst sessions in memory");
            } else if !is_known && !world.is_alive(receiver) {
                world.count("excused: sent again because a page went before it could hand over");
            } else if self.is_in_turn(world) {
                self.violate(world, || {
                    format!("2: page {page} sent {token} again; page {receiver} had {successor}")
                });
            } else {
                world.count("excused: sent again because a lease had ended under its holder");
            }
        }
        if let Some((until, told)) = self.pause.get()
            && world.settings.record
            && world.now() < until - 0.001
            && self.clock_changed.get().is_none()
            && self.is_in_turn(world)
        {
            if told == page || world.is_alive(told) {
                self.violate(world, || {
                    format!("7: page {page} asks though page {told} was told to wait until {until}")
                });
            } else {
                world.count("excused: asked too early because a page went before it could tell");
            }
        }
        self.check_need(world, page, token, resource);
    }

    /// Is there no access token that lasts?
    fn check_need(&self, world: &World, page: Owner, token: &str, resource: &str) {
        if self.forced.borrow().contains_key(resource)
            || self.clock_changed.get().is_some()
            || !self.is_in_turn(world)
        {
            return;
        }
        let grant = world.provider.grant_of(token);
        let known = if world.settings.record {
            world.record.text.borrow().clone()
        } else {
            world.disk.stored("logto:app:accessToken")
        };
        let known = known.unwrap_or_default();
        let access = world.provider.access_tokens.borrow();
        let lasts = access.iter().rev().find(|(name, access)| {
            Some(access.grant) == grant
                && access.target == resource
                && access.expires_at > world.now() + RENEWED_EARLY
                && known.contains(*name)
        });
        if let Some((name, _)) = lasts {
            self.violate(world, || format!("6: page {page} renews {name}, which lasts"));
        }
    }

    pub fn told_to_wait(&self, world: &World, page: Owner, seconds: f64) {
        let until = world.now() + seconds.min(60.0);
        if self.pause.get().is_none_or(|(before, _)| before < until) {
            self.pause.set(Some((until, page)));
        }
    }

    // Calls.

    pub fn call_begins(&self, world: &World, page: Owner, what: String) -> u64 {
        let id = world.executor.number();
        world.trace(|| format!("page {page}: {what} begins"));
        let slept = world.slept_in_all(page);
        self.calls.borrow_mut().insert(id, Call { what, page, began: world.now(), slept });
        id
    }

    pub fn call_ends(&self, world: &World, id: u64, outcome: &str) {
        let Some(call) = self.calls.borrow_mut().remove(&id) else { return };
        let Call { what, page, began, slept } = call;
        world.trace(|| format!("page {page}: {what} ends: {outcome}"));
        let awake = world.now() - began - (world.slept_in_all(page) - slept);
        self.longest_call.set(self.longest_call.get().max(awake));
        if awake > LONGEST_CALL {
            self.violate(world, || format!("3: {what} of page {page} took {awake} seconds"));
        }
        if outcome == "not_authenticated" {
            self.nobody(world, page, began, &what);
        }
    }

    pub fn page_went(&self, world: &World, page: Owner) {
        let mut calls = self.calls.borrow_mut();
        calls.retain(|_, call| call.page != page);
        drop(calls);
        world.ledger.before_change(world);
    }

    pub fn open_calls(&self) -> Vec<String> {
        self.calls
            .borrow()
            .values()
            .map(|call| format!("{} of page {}", call.what, call.page))
            .collect()
    }

    pub fn force_begins(&self, resource: &str) {
        *self.forced.borrow_mut().entry(resource.to_owned()).or_default() += 1;
    }

    pub fn force_ends(&self, resource: &str) {
        let mut forced = self.forced.borrow_mut();
        let count = forced.get_mut(resource).expect("it has begun");
        *count -= 1;
        if *count == 0 {
            forced.remove(resource);
        }
    }
}
