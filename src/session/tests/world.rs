//! A simulated world: one browser profile, a clock, a network, and a provider.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    task::Poll,
};

use futures::future::poll_fn;

use super::provider::{ENDPOINT, ISSUER, Provider, form_of};
use crate::{
    platform::{Area, Generated, Key, Navigation, Platform, native::Native, write_in_turn},
    protocol::{
        Code, Error, Failure,
        config::ConfigInput,
        http::{Cause, Request, Response},
        json,
        jwk::{Algorithm, Jwk, Signatures, Verifier},
        pkce::{RANDOM_BYTES, code_challenge},
        secret::CodeVerifier,
        syntax::Syntax,
        url::Url,
    },
    session::Session,
};

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
    Failure::Site { code: code.to_owned(), cause: Cause(Rc::new(())) }.into()
}

/// A value that is kept in place of what is stored, and what was stored then.
type Kept = (Option<String>, Option<String>);

pub struct World {
    pub provider: Provider,
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
        Rc::new(World {
            provider: Provider::new(APP_ID),
            now: Cell::new(1_800_000_000.0),
            clock_ahead: Cell::default(),
            room: Cell::default(),
            had: RefCell::default(),
            removed: RefCell::default(),
            keeps: Cell::default(),
            memory: RefCell::default(),
            navigations: RefCell::default(),
            purposes: RefCell::default(),
            site: RefCell::default(),
            storage: RefCell::default(),
            requests: RefCell::default(),
            fates: RefCell::default(),
            meanwhile: RefCell::default(),
            random: Cell::default(),
            locked: Cell::default(),
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
            endpoint: Some(ENDPOINT.to_owned()),
            app_id: Some(APP_ID.to_owned()),
            ..ConfigInput::default()
        };
        change(&mut config);
        Session::new(config, Tab(self.clone())).expect("the configuration is good")
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

    pub fn take_requests(&self) -> Vec<String> {
        self.requests.take()
    }
}

/// Gives way to whoever else is ready, once: every request takes a moment.
async fn yield_now() {
    let mut yielded = false;
    poll_fn(|context| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// One page of the world's browser.
pub struct Tab(Rc<World>);

impl Tab {
    /// The time that the site's own storage takes.
    async fn stored(&self, key: Key<'_>) -> Result<(), Error> {
        let is_broken = match key.area {
            Area::Cache => self.0.site.borrow().broken_cache,
            Area::Local | Area::Session => self.0.site.borrow().broken,
        };
        if is_broken {
            return Err(of_site("storage_broke"));
        }
        if self.0.site.borrow().stores {
            yield_now().await;
        }
        Ok(())
    }
}

impl Syntax for Tab {
    fn parse(&self, text: &str) -> Option<json::Value> {
        Native.parse(text)
    }

    fn print(&self, value: &json::Value) -> String {
        Native.print(value)
    }

    fn url(&self, text: &str) -> Option<Url> {
        Native.url(text)
    }
}

impl Verifier for Tab {
    async fn verify(
        &self,
        algorithm: Algorithm,
        key: &Jwk,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, Error> {
        Native.verify(algorithm, key, message, signature).await
    }

    async fn digest(&self, algorithm: Algorithm, message: &[u8]) -> Result<Vec<u8>, Error> {
        Native.digest(algorithm, message).await
    }

    fn signatures(&self) -> Signatures {
        if self.0.without_crypto.get() {
            return Signatures::Nobodys;
        }
        match self.0.site.borrow().verifier {
            Some(_) => Signatures::OfSite,
            None => Signatures::Ours,
        }
    }

    async fn verify_by_site(&self, token: &str) -> Result<(), Error> {
        yield_now().await;
        match (self.0.site.borrow().verifier.as_ref().expect("asked for"))(token) {
            true => Ok(()),
            false => Err(of_site("")),
        }
    }
}

pub struct Lock(Rc<World>);

impl Drop for Lock {
    fn drop(&mut self) {
        self.0.locked.set(false);
    }
}

impl Platform for Tab {
    type Lock = Lock;

    fn now(&self) -> f64 {
        self.0.now.get() + self.0.clock_ahead.get()
    }

    fn random(&self) -> [u8; RANDOM_BYTES] {
        let mut bytes = [0; RANDOM_BYTES];
        self.0.random.set(self.0.random.get() + 1);
        bytes[..8].copy_from_slice(&self.0.random.get().to_le_bytes());
        bytes
    }

    async fn generated(&self, what: Generated<'_>) -> Result<Option<String>, Error> {
        if !self.0.site.borrow().generates {
            return Ok(None);
        }
        yield_now().await;
        Ok(Some(match what {
            Generated::State => "the-site's-state".to_owned(),
            Generated::CodeVerifier => "the-site's-verifier".to_owned(),
            Generated::CodeChallenge(verifier) => {
                code_challenge(&CodeVerifier::new(verifier.to_owned()))
            }
        }))
    }

    async fn fetch(&self, request: Request) -> Result<Response, Error> {
        let world = &self.0;
        let path = request.url.strip_prefix(ISSUER).expect("a request to the provider").to_owned();
        let grant = request.form.as_ref().and_then(|_| form_of(&request).remove("grant_type"));
        world.requests.borrow_mut().push(match grant {
            Some(grant) => format!("{path} {grant}"),
            None => path.clone(),
        });
        yield_now().await;
        let fate = world.fates.borrow().get(&path).copied().unwrap_or(Fate::Answered);
        let mut retry_after = None;
        let (status, body) = match fate {
            Fate::Answered => world.provider.answer(&request, world.now.get()),
            Fate::RequestLost => return Err(Failure::NoAnswer { cause: None }.into()),
            Fate::AnswerLost => {
                world.provider.answer(&request, world.now.get());
                return Err(Failure::NoAnswer { cause: None }.into());
            }
            Fate::Instead(status, body) => {
                retry_after = world.retry_after.get();
                (status, body.to_owned())
            }
            Fate::Thrown(code) => return Err(of_site(code)),
        };
        if path == "/token"
            && let Some(act) = world.meanwhile.take()
        {
            act();
        }
        yield_now().await;
        Ok(Response { status, body, retry_after, cause: None })
    }

    async fn get(&self, key: Key<'_>) -> Result<Option<String>, Error> {
        self.stored(key).await?;
        let stored = self.0.value(key.area, &key.text());
        Ok(match self.0.memory.borrow().get(&key.text()) {
            Some((kept, instead_of)) if *instead_of == stored => kept.clone(),
            _ => stored,
        })
    }

    async fn set(&self, key: Key<'_>, value: &str) -> Result<(), Error> {
        self.stored(key).await?;
        if let Some(room) = self.0.room.get()
            && !self.0.had.borrow().contains(value)
        {
            if room == 0 {
                return Err(Code::StorageUnavailable.into());
            }
            self.0.room.set(Some(room - 1));
        }
        self.0.put(key.area, &key.text(), value);
        self.0.memory.borrow_mut().remove(&key.text());
        Ok(())
    }

    async fn remove(&self, key: Key<'_>) -> Result<(), Error> {
        self.stored(key).await?;
        self.0.memory.borrow_mut().remove(&key.text());
        if self.0.storage.borrow_mut().remove(&(key.area, key.text())).is_some() {
            self.0.removed.borrow_mut().push(key.text());
            if let Some(room) = self.0.room.get() {
                self.0.room.set(Some(room + 1));
            }
        }
        Ok(())
    }

    async fn navigate(&self, url: &str, purpose: Navigation<'_>) -> Result<(), Error> {
        self.0.navigations.borrow_mut().push(url.to_owned());
        self.0.purposes.borrow_mut().push(format!("{purpose:?}"));
        Ok(())
    }

    fn is_shared(&self) -> bool {
        !self.0.site.borrow().stores
    }

    async fn write(&self, values: &[(Key<'_>, Option<&str>)]) -> Result<(), Error> {
        let aside = self.0.memory.take();
        let result = write_in_turn(self, values).await;
        if result.is_err() && self.0.keeps.get() {
            for (key, value) in values {
                let stored = self.0.value(key.area, &key.text());
                let kept = (value.map(str::to_owned), stored);
                self.0.memory.borrow_mut().insert(key.text(), kept);
            }
            return Ok(());
        }
        if result.is_err() {
            self.0.memory.replace(aside);
        }
        result
    }

    async fn swap(
        &self,
        app_id: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Option<Option<String>> {
        assert_eq!(app_id, APP_ID);
        if !self.is_shared() || self.0.without_record.get() {
            return None;
        }
        yield_now().await;
        if *self.0.record.borrow() == before.map(str::to_owned)
            && let Some(after) = after
        {
            self.0.record.replace(Some(after.to_owned()));
        }
        let record = self.0.record.borrow().clone();
        yield_now().await;
        Some(record)
    }

    async fn lock(&self, name: &str) -> Result<Lock, Error> {
        assert_eq!(name, "logto:app:refresh");
        poll_fn(|context| {
            if self.0.locked.replace(true) {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(())
        })
        .await;
        Ok(Lock(self.0.clone()))
    }
}
