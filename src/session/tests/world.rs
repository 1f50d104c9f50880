//! A simulated world: one browser profile, a clock, a network, and a provider.

mod tab;

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
};

use futures::lock::Mutex;

use super::provider::{ENDPOINT, Provider};
use crate::{
    platform::Area,
    protocol::{
        Error, Failure,
        config::ConfigInput,
        http::{Cause, Request, Response},
    },
    session::Session,
};
pub use tab::Tab;

pub const APP_ID: &str = "app";
pub const CALLBACK: &str = "https://shop.example/callback";

/// What the network does with a request.
#[derive(Clone, Copy)]
pub enum Fate {
    /// The provider answers it.
    Answered,
    /// It never arrives.
    RequestLost,
    /// The provider does the work, its answer is lost.
    AnswerLost,
    /// Something else answers.
    Instead(u16, &'static str),
    /// The site's own requester throws an error with this code.
    Thrown(&'static str),
}

type SiteVerifier = Box<dyn Fn(&str) -> bool>;

/// Answers requests in the provider's place.
pub type Server = Box<dyn Fn(&Request) -> Result<Response, Error>>;

/// What a site does its own way.
#[derive(Default)]
pub struct Site {
    /// It stores values by itself, each of which takes a moment.
    pub stores: bool,
    /// It makes `state` and code verifier.
    pub generates: bool,
    /// It verifies ID tokens.
    pub verifier: Option<SiteVerifier>,
    /// Its storage fails.
    pub broken: bool,
    /// Its cache fails.
    pub broken_cache: bool,
}

/// What the site's own code throws.
fn of_site(code: &str) -> Error {
    Failure::Site { code: code.into(), cause: Cause(Rc::new(())) }.into()
}

/// A value that is kept in place of what is stored, and what was stored then.
type Kept = (Option<String>, Option<String>);

pub struct World {
    pub app_id: &'static str,
    pub provider: Provider,
    /// What answers every request, where the provider does not.
    pub server: RefCell<Option<Server>>,
    /// Seconds since 1970.
    pub now: Cell<f64>,
    /// How many seconds the device's clock is ahead of that.
    pub clock_ahead: Cell<f64>,
    /// How many more values can be written before storage is full. What was there before always fits.
    pub room: Cell<Option<usize>>,
    had: RefCell<BTreeSet<String>>,
    /// The keys of what was removed.
    pub removed: RefCell<Vec<String>>,
    /// Does the page keep what cannot be stored, in place of what is?
    pub keeps: Cell<bool>,
    memory: RefCell<BTreeMap<String, Kept>>,
    pub navigations: RefCell<Vec<String>>,
    /// Callbacks, and what the address bar was to show instead.
    pub shown: RefCell<Vec<(String, String)>>,
    /// Why the page was left, each time.
    pub purposes: RefCell<Vec<String>>,
    pub site: RefCell<Site>,
    storage: RefCell<BTreeMap<(Area, String), String>>,
    /// The path of each request, with the grant type where there is one.
    requests: RefCell<Vec<String>>,
    fates: RefCell<BTreeMap<String, Fate>>,
    /// Runs once, when the next token request has been answered and before the answer arrives.
    meanwhile: RefCell<Option<Box<dyn FnOnce()>>>,
    random: Cell<u64>,
    locked: Cell<bool>,
    /// For the calls of a page that take turns.
    in_page: RefCell<BTreeMap<String, Arc<Mutex<()>>>>,
    /// What tabs hand over to each other.
    pub record: RefCell<Option<String>>,
    /// Where there can be no such record.
    pub without_record: Cell<bool>,
    /// A page on plain http, where nothing can check signatures.
    pub without_crypto: Cell<bool>,
    /// The `Retry-After` of the answers that come instead of the provider's, in seconds.
    pub retry_after: Cell<Option<f64>>,
}

impl World {
    pub fn new() -> Rc<Self> {
        World::of_app(APP_ID)
    }

    /// A world of another application.
    pub fn of_app(app_id: &'static str) -> Rc<Self> {
        Rc::new(World {
            app_id,
            provider: Provider::new(app_id),
            server: RefCell::default(),
            now: Cell::new(1_800_000_000.0),
            clock_ahead: Cell::default(),
            room: Cell::default(),
            had: RefCell::default(),
            removed: RefCell::default(),
            keeps: Cell::default(),
            memory: RefCell::default(),
            navigations: RefCell::default(),
            shown: RefCell::default(),
            purposes: RefCell::default(),
            site: RefCell::default(),
            storage: RefCell::default(),
            requests: RefCell::default(),
            fates: RefCell::default(),
            meanwhile: RefCell::default(),
            random: Cell::default(),
            locked: Cell::default(),
            in_page: RefCell::default(),
            record: RefCell::default(),
            without_record: Cell::default(),
            without_crypto: Cell::default(),
            retry_after: Cell::default(),
        })
    }

    /// Another client of the same application: another tab, or the page after a reload.
    pub fn client(self: &Rc<Self>) -> Session<Tab> {
        self.client_with(|_| {})
    }

    /// The same, configured in another way.
    pub fn client_with(self: &Rc<Self>, change: impl FnOnce(&mut ConfigInput)) -> Session<Tab> {
        let mut config = ConfigInput {
            endpoint: Some(ENDPOINT.into()),
            app_id: Some(self.app_id.into()),
            ..ConfigInput::default()
        };
        change(&mut config);
        self.client_of(config).expect("the configuration is good")
    }

    /// A client with this configuration, if that is good.
    pub fn client_of(self: &Rc<Self>, config: ConfigInput) -> Result<Session<Tab>, Error> {
        Session::new(config, Tab(self.clone()))
    }

    /// Decides what happens to the requests for `path` from now on.
    pub fn fate(&self, path: &str, fate: Fate) {
        self.fates.borrow_mut().insert(path.to_owned(), fate);
    }

    /// Does something between the next token answer and its arrival.
    pub fn meanwhile(&self, act: impl FnOnce() + 'static) {
        self.meanwhile.replace(Some(Box::new(act)));
    }

    /// The visitor signs in at the page that was navigated to last: the callback's URL.
    pub fn approve(&self) -> String {
        self.provider.approve(self.navigations.borrow().last().expect("an authorization request"))
    }

    /// Everything that is stored, by key.
    pub fn stored(&self) -> BTreeMap<(Area, String), String> {
        self.storage.borrow().clone()
    }

    /// The keys that are stored.
    pub fn keys(&self) -> BTreeSet<String> {
        self.storage.borrow().keys().map(|(_, key)| key.clone()).collect()
    }

    pub fn value(&self, area: Area, key: &str) -> Option<String> {
        self.storage.borrow().get(&(area, key.to_owned())).cloned()
    }

    pub fn put(&self, area: Area, key: &str, value: &str) {
        self.had.borrow_mut().insert(value.to_owned());
        self.storage.borrow_mut().insert((area, key.to_owned()), value.to_owned());
    }

    pub fn forget(&self, area: Area, key: &str) {
        self.storage.borrow_mut().remove(&(area, key.to_owned()));
    }

    /// Time goes by, in seconds.
    pub fn pass(&self, seconds: f64) {
        self.now.set(self.now.get() + seconds);
    }

    /// What is kept for this tab: another one does not see it.
    pub fn take_tab(&self) -> BTreeMap<(Area, String), String> {
        let values = self.stored();
        self.close_tab();
        values.into_iter().filter(|((area, _), _)| *area != Area::Local).collect()
    }

    /// Goes back to that tab.
    pub fn put_tab(&self, values: BTreeMap<(Area, String), String>) {
        self.storage.borrow_mut().extend(values);
    }

    /// The tab is closed: what is kept for a tab is gone.
    pub fn close_tab(&self) {
        self.storage.borrow_mut().retain(|(area, _), _| *area == Area::Local);
    }

    /// Replaces everything that is stored.
    pub fn store(&self, values: BTreeMap<(Area, String), String>) {
        self.storage.replace(values);
    }

    pub fn take_requests(&self) -> Vec<String> {
        self.requests.take()
    }
}
