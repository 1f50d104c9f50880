//! The simulated world: a device with one browser and its tabs, a network, a provider.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use super::{
    disk::Disk,
    executor::{Executor, Owner, Reply, reply},
    ledger::Ledger,
    life,
    locks::Locks,
    provider::Provider,
    random::Random,
    record::Record,
    settings::Settings,
    tab::Tab,
};
use crate::{protocol::config::ConfigInput, session::Session};

/// When it begins, in seconds since 1970.
const BEGINNING: f64 = 1_800_000_000.0;

type Storage = BTreeMap<String, String>;
/// Values that are kept in place of what is stored, and what was stored then.
type Memory = BTreeMap<String, (Option<String>, Option<String>)>;

#[derive(Default)]
struct BrowserTab {
    storage: Storage,
    page: Option<Owner>,
    is_closed: bool,
}

struct Page {
    tab: usize,
    session: Rc<Session<Tab>>,
    memory: Memory,
    asleep_until: Option<f64>,
    /// When it last fell asleep and woke up.
    slept: (f64, f64),
    slept_in_all: f64,
}

pub struct World {
    pub settings: Settings,
    pub random: Random,
    pub executor: Executor,
    pub provider: Provider,
    pub disk: Disk,
    pub record: Record,
    pub locks: Locks,
    pub ledger: Ledger,
    /// How wrong the device's clock is, in seconds.
    pub clock: Cell<f64>,
    /// Nothing goes wrong any more.
    pub is_quiet: Cell<bool>,
    tabs: RefCell<Vec<BrowserTab>>,
    pages: RefCell<BTreeMap<Owner, Page>>,
    lines: Option<RefCell<Vec<String>>>,
    counts: RefCell<BTreeMap<&'static str, u64>>,
}

impl World {
    pub fn new(settings: Settings, random: Random, is_traced: bool) -> Rc<Self> {
        Rc::new(World {
            clock: Cell::new(settings.clock_offset),
            settings,
            random,
            executor: Executor::new(),
            provider: Provider::default(),
            disk: Disk::default(),
            record: Record::default(),
            locks: Locks::default(),
            ledger: Ledger::default(),
            is_quiet: Cell::default(),
            tabs: RefCell::default(),
            pages: RefCell::default(),
            lines: is_traced.then(RefCell::default),
            counts: RefCell::default(),
        })
    }

    pub fn now(&self) -> f64 {
        self.executor.now()
    }

    pub fn provider_time(&self) -> f64 {
        BEGINNING + self.now()
    }

    pub fn device_time(&self) -> f64 {
        self.provider_time() + self.clock.get()
    }

    pub fn faults(&self) -> f64 {
        if self.is_quiet.get() { 0.0 } else { self.settings.faults }
    }

    pub fn network_delay(&self) -> f64 {
        if self.is_quiet.get() { 0.5 } else { self.settings.network_delay }
    }

    pub fn trace(&self, line: impl FnOnce() -> String) {
        if let Some(lines) = &self.lines {
            lines.borrow_mut().push(format!("{:10.3} {}", self.now(), line()));
        }
    }

    pub fn lines(&self) -> String {
        self.lines.as_ref().map(|lines| lines.borrow().join("\n")).unwrap_or_default()
    }

    pub fn count(&self, what: &'static str) {
        self.trace(|| what.to_owned());
        *self.counts.borrow_mut().entry(what).or_default() += 1;
    }

    pub fn counts(&self) -> BTreeMap<&'static str, u64> {
        self.counts.borrow().clone()
    }

    // Tabs.

    pub fn new_tab(&self) -> usize {
        self.tabs.borrow_mut().push(BrowserTab::default());
        self.tabs.borrow().len() - 1
    }

    /// Opens a page in a tab; the one that was there goes.
    pub fn open(self: &Rc<Self>, tab: usize) -> Owner {
        self.leave(tab);
        let page = Owner::try_from(self.executor.number()).expect("few pages");
        self.disk.open(page);
        let config = ConfigInput {
            endpoint: Some(super::super::provider::ENDPOINT.into()),
            app_id: Some("app".into()),
            ..ConfigInput::default()
        };
        let platform = Tab { world: self.clone(), page };
        let session = Session::new(config, platform).expect("the configuration is good");
        let new = Page {
            tab,
            session: Rc::new(session),
            memory: Memory::new(),
            asleep_until: None,
            slept: (self.now(), self.now()),
            slept_in_all: 0.0,
        };
        self.pages.borrow_mut().insert(page, new);
        self.tabs.borrow_mut()[tab].page = Some(page);
        self.trace(|| format!("tab {tab} opens page {page}"));
        page
    }

    /// The page of a tab goes, whatever it was doing.
    pub fn leave(self: &Rc<Self>, tab: usize) {
        let Some(page) = self.tabs.borrow_mut()[tab].page.take() else { return };
        if self.executor.is_busy(page) {
            self.count("a page went amidst a call");
        }
        self.trace(|| format!("page {page} goes"));
        let gone = self.pages.borrow_mut().remove(&page);
        self.executor.end(page);
        self.record.forget(self, page);
        self.locks.forget(self, page);
        self.disk.close(page);
        self.ledger.page_went(self, page);
        drop(gone);
    }

    pub fn close(self: &Rc<Self>, tab: usize) {
        self.leave(tab);
        self.tabs.borrow_mut()[tab].is_closed = true;
    }

    pub fn is_closed(&self, tab: usize) -> bool {
        self.tabs.borrow()[tab].is_closed
    }

    pub fn open_tabs(&self) -> usize {
        self.tabs.borrow().iter().filter(|tab| !tab.is_closed).count()
    }

    pub fn is_alive(&self, page: Owner) -> bool {
        self.pages.borrow().contains_key(&page)
    }

    /// The pages that are there, in the order of their opening.
    pub fn pages(&self) -> Vec<Owner> {
        self.pages.borrow().keys().copied().collect()
    }

    pub fn tab_of(&self, page: Owner) -> usize {
        self.pages.borrow()[&page].tab
    }

    pub fn session(&self, page: Owner) -> Rc<Session<Tab>> {
        self.pages.borrow()[&page].session.clone()
    }

    pub fn navigate(self: &Rc<Self>, page: Owner, url: &str, is_sign_in: bool) {
        let (world, url) = (self.clone(), url.to_owned());
        // It goes on for a moment.
        self.executor.at(self.now() + self.random.delay(0.5), move || {
            if world.is_alive(page) {
                life::leave_for(&world, page, is_sign_in.then_some(url));
            }
        });
    }

    // Sleep.

    pub fn put_to_sleep(self: &Rc<Self>, page: Owner, seconds: f64) {
        let until = self.now() + seconds;
        if self.asleep_until(page).is_some() {
            return;
        }
        if let Some(page) = self.pages.borrow_mut().get_mut(&page) {
            page.asleep_until = Some(until);
            page.slept = (self.now(), until);
            page.slept_in_all += seconds;
        }
        self.trace(|| format!("page {page} sleeps until {until:.3}"));
        let world = self.clone();
        self.executor.at(until, move || {
            if let Some(page) = world.pages.borrow_mut().get_mut(&page) {
                page.asleep_until = None;
            }
        });
    }

    pub fn asleep_until(&self, page: Owner) -> Option<f64> {
        self.pages.borrow().get(&page)?.asleep_until
    }

    pub fn slept_in_all(&self, page: Owner) -> f64 {
        self.pages.borrow().get(&page).map_or(0.0, |page| page.slept_in_all)
    }

    /// Since when this page may have missed something, if it looked at `time`.
    pub fn out_of_date_since(&self, page: Owner, time: f64) -> f64 {
        let late = 3.0 * self.settings.storage_delay + 2.0 * self.settings.latency + 0.1;
        let pages = self.pages.borrow();
        let slept = pages.get(&page).map_or((time, 0.0), |page| page.slept);
        (if time - late <= slept.1 { time.min(slept.0) } else { time }) - late
    }

    pub fn has_just_woken(&self, page: Owner, seconds: f64) -> bool {
        let pages = self.pages.borrow();
        let slept = pages.get(&page).map_or((0.0, 0.0), |page| page.slept);
        slept.0 < slept.1 && self.now() - slept.1 < seconds
    }

    /// Does something at a time, or when the page wakes up after it; nothing when it is gone.
    pub fn at_awake(self: &Rc<Self>, at: f64, page: Owner, act: impl FnOnce() + 'static) {
        let world = self.clone();
        self.executor.at(at, move || match world.asleep_until(page) {
            Some(waking) => world.at_awake(waking + world.random.delay(0.1), page, act),
            None if world.is_alive(page) => act(),
            None => {}
        });
    }

    /// A timer of this page.
    pub fn sleep(self: &Rc<Self>, page: Owner, until: f64) -> Reply<()> {
        let (replier, reply) = reply();
        self.at_awake(until, page, move || {
            replier.send(());
        });
        reply
    }

    // Storage.

    pub fn tab_storage<T>(&self, page: Owner, act: impl FnOnce(&mut Storage) -> T) -> T {
        let tab = self.pages.borrow()[&page].tab;
        act(&mut self.tabs.borrow_mut()[tab].storage)
    }

    pub fn memory<T>(&self, page: Owner, act: impl FnOnce(&mut Memory) -> T) -> T {
        act(&mut self.pages.borrow_mut().get_mut(&page).expect("it is there").memory)
    }

    /// What this page sees of `localStorage`, or keeps in place of it.
    pub fn local(&self, page: Owner, key: &str) -> Option<String> {
        let stored = self.disk.get(page, key);
        self.memory(page, |memory| match memory.get(key) {
            Some((value, instead_of)) if *instead_of == stored => value.clone(),
            Some(_) => {
                memory.remove(key);
                stored
            }
            None => stored,
        })
    }

    // Time.

    /// Lets it go on for some seconds, as long as nothing is wrong.
    pub fn run(&self, seconds: f64) {
        let is_awake = |page| self.asleep_until(page).is_none();
        let goes_on = || !self.ledger.is_violated();
        self.executor.run(self.now() + seconds, &self.random, &is_awake, &goes_on);
    }

    /// Ends everything: nothing of it refers to the rest any more.
    pub fn stop(&self) {
        let pages = self.pages.take();
        self.executor.stop();
        self.record.stop();
        drop(pages);
    }
}
