//! A simulated world: one browser profile, a clock, and a provider that checks what it is sent.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    task::Poll,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures::future::poll_fn;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    platform::{
        Area, Platform,
        native::{Native, SigningKey},
    },
    protocol::{
        Code, Error,
        config::ConfigInput,
        http::{NoAnswer, Request, Response},
        json,
        jwk::{Algorithm, Jwk, Verifier},
        pkce::RANDOM_BYTES,
        syntax::Syntax,
        url::{Form, Url, with_query},
    },
    session::Session,
};

pub const APP_ID: &str = "app";
pub const CALLBACK: &str = "https://shop.example/callback";
const ENDPOINT: &str = "https://id.example";
const ISSUER: &str = "https://id.example/oidc";

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
}

type Tamper = Box<dyn Fn(&mut Value)>;

/// One authorization request that the visitor has answered.
struct Authorization {
    redirect_uri: String,
    challenge: String,
    nonce: String,
}

#[derive(Default)]
pub struct World {
    pub now: Cell<f64>,
    storage: RefCell<BTreeMap<(Area, String), String>>,
    /// How many more values can be written before storage is full.
    pub room: Cell<Option<usize>>,
    pub navigations: RefCell<Vec<String>>,
    /// The path of each request, with the grant type where there is one.
    pub requests: RefCell<Vec<String>>,
    fates: RefCell<BTreeMap<String, Fate>>,
    tamper: RefCell<Option<Tamper>>,
    /// Runs once, when the next token request has been answered and before the answer arrives.
    meanwhile: RefCell<Option<Box<dyn FnOnce()>>>,
    codes: RefCell<BTreeMap<String, Authorization>>,
    refresh_tokens: RefCell<BTreeMap<String, String>>,
    counter: Cell<u64>,
    key: RefCell<Option<Rc<SigningKey>>>,
    locked: Cell<bool>,
}

impl World {
    pub fn new() -> Rc<Self> {
        let world = World::default();
        world.now.set(1_800_000_000.0);
        world.rotate_key("k1");
        Rc::new(world)
    }

    /// Another client of the same application: another tab, or the page after a reload.
    pub fn client(self: &Rc<Self>) -> Session<Tab> {
        self.client_of(|_| {})
    }

    pub fn client_of(self: &Rc<Self>, change: impl FnOnce(&mut ConfigInput)) -> Session<Tab> {
        let mut config = ConfigInput {
            endpoint: Some(ENDPOINT.to_owned()),
            app_id: Some(APP_ID.to_owned()),
            ..ConfigInput::default()
        };
        change(&mut config);
        Session::new(config, Tab(self.clone())).expect("the configuration is good")
    }

    pub fn rotate_key(&self, kid: &str) {
        self.key.replace(Some(Rc::new(SigningKey::generate(kid))));
    }

    /// Decides what happens to the requests for `path` from now on.
    pub fn fate(&self, path: &str, fate: Fate) {
        self.fates.borrow_mut().insert(path.to_owned(), fate);
    }

    /// Changes the claims of the ID tokens that are issued from now on.
    pub fn tamper(&self, change: impl Fn(&mut Value) + 'static) {
        self.tamper.replace(Some(Box::new(change)));
    }

    /// Does something between the next token answer and its arrival.
    pub fn meanwhile(&self, act: impl FnOnce() + 'static) {
        self.meanwhile.replace(Some(Box::new(act)));
    }

    /// The visitor signs in at the page that was navigated to last: the callback's URL.
    pub fn approve(&self) -> String {
        let url = self.navigations.borrow().last().cloned().expect("an authorization request");
        let url = Native.url(&url).unwrap();
        assert_eq!(url.path, "/oidc/auth");
        let parameters: BTreeMap<_, _> = url.parameters().collect();
        assert_eq!(parameters["code_challenge_method"], "S256");
        let code = format!("code-{}", self.next());
        self.codes.borrow_mut().insert(
            code.clone(),
            Authorization {
                redirect_uri: parameters["redirect_uri"].clone(),
                challenge: parameters["code_challenge"].clone(),
                nonce: parameters["nonce"].clone(),
            },
        );
        let form =
            Form::new().with("code", &code).with("state", &parameters["state"]).with("iss", ISSUER);
        with_query(&parameters["redirect_uri"], form)
    }

    /// The provider forgets every grant.
    pub fn revoke_grants(&self) {
        self.refresh_tokens.borrow_mut().clear();
    }

    pub fn knows_refresh_token(&self, token: &str) -> bool {
        self.refresh_tokens.borrow().contains_key(token)
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
        self.storage.borrow_mut().insert((area, key.to_owned()), value.to_owned());
    }

    pub fn forget(&self, area: Area, key: &str) {
        self.storage.borrow_mut().remove(&(area, key.to_owned()));
    }

    /// The tab is closed: what is kept for a tab is gone.
    pub fn clear_cache(&self) {
        self.storage.borrow_mut().retain(|(area, _), _| *area == Area::Local);
    }

    pub fn take_requests(&self) -> Vec<String> {
        self.requests.take()
    }

    fn next(&self) -> u64 {
        self.counter.set(self.counter.get() + 1);
        self.counter.get()
    }

    fn answer(&self, request: &Request) -> (u16, String) {
        let path = request.url.strip_prefix(ENDPOINT).expect("a request to the provider");
        let (status, body) = match path {
            "/oidc/.well-known/openid-configuration" => (200, metadata()),
            "/oidc/jwks" => (200, json!({ "keys": [self.signing_key().jwk()] })),
            "/oidc/me" => match request.bearer.as_deref() {
                Some(token) if token.starts_with("access-") => {
                    (200, json!({ "sub": "alice", "name": "Alice" }))
                }
                _ => (401, error("invalid_token")),
            },
            "/oidc/token" => self.token(&form_of(request)),
            "/oidc/token/revocation" => {
                self.refresh_tokens.borrow_mut().remove(&form_of(request)["token"]);
                return (200, String::new());
            }
            other => panic!("nothing is at {other}"),
        };
        (status, body.to_string())
    }

    fn token(&self, form: &BTreeMap<String, String>) -> (u16, Value) {
        assert_eq!(form["client_id"], APP_ID);
        let nonce = match form["grant_type"].as_str() {
            "authorization_code" => {
                let Some(authorization) = self.codes.borrow_mut().remove(&form["code"]) else {
                    return (400, error("invalid_grant"));
                };
                let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
                if challenge != authorization.challenge
                    || form["redirect_uri"] != authorization.redirect_uri
                {
                    return (400, error("invalid_grant"));
                }
                authorization.nonce
            }
            "refresh_token" => {
                let spent = self.refresh_tokens.borrow_mut().remove(&form["refresh_token"]);
                match spent {
                    Some(nonce) => nonce,
                    None => return (400, error("invalid_grant")),
                }
            }
            other => panic!("{other}"),
        };
        let number = self.next();
        let refresh_token = format!("refresh-{number}");
        self.refresh_tokens.borrow_mut().insert(refresh_token.clone(), nonce.clone());
        let mut claims = json!({
            "iss": ISSUER,
            "sub": "alice",
            "aud": APP_ID,
            "exp": self.now.get() + 3600.0,
            "iat": self.now.get(),
            "nonce": nonce,
            "name": "Alice",
        });
        if let Some(tamper) = &*self.tamper.borrow() {
            tamper(&mut claims);
        }
        let body = json!({
            "access_token": format!("access-{number}"),
            "token_type": "Bearer",
            "expires_in": 3600,
            "refresh_token": refresh_token,
            "id_token": self.signing_key().sign(&claims),
            "scope": "openid offline_access profile",
        });
        (200, body)
    }

    fn signing_key(&self) -> Rc<SigningKey> {
        self.key.borrow().clone().expect("a key")
    }
}

fn form_of(request: &Request) -> BTreeMap<String, String> {
    let form = request.form.as_deref().expect("a POST");
    url::form_urlencoded::parse(form.as_bytes()).into_owned().collect()
}

fn error(name: &str) -> Value {
    json!({ "code": format!("oidc.{name}"), "message": name, "error": name })
}

fn metadata() -> Value {
    json!({
        "issuer": ISSUER,
        "authorization_endpoint": format!("{ISSUER}/auth"),
        "token_endpoint": format!("{ISSUER}/token"),
        "jwks_uri": format!("{ISSUER}/jwks"),
        "userinfo_endpoint": format!("{ISSUER}/me"),
        "revocation_endpoint": format!("{ISSUER}/token/revocation"),
        "end_session_endpoint": format!("{ISSUER}/session/end"),
        "id_token_signing_alg_values_supported": ["ES384"],
        "authorization_response_iss_parameter_supported": true,
        "code_challenge_methods_supported": ["S256"],
    })
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
        self.0.now.get()
    }

    fn random(&self) -> [u8; RANDOM_BYTES] {
        let mut bytes = [0; RANDOM_BYTES];
        bytes[..8].copy_from_slice(&self.0.next().to_le_bytes());
        bytes
    }

    async fn fetch(&self, request: Request) -> Result<Response, NoAnswer> {
        let world = &self.0;
        let path = request.url.strip_prefix(ISSUER).expect("a request to the provider").to_owned();
        let grant = request.form.as_ref().and_then(|_| form_of(&request).remove("grant_type"));
        world.requests.borrow_mut().push(match grant {
            Some(grant) => format!("{path} {grant}"),
            None => path.clone(),
        });
        yield_now().await;
        let fate = world.fates.borrow().get(&path).copied().unwrap_or(Fate::Answered);
        let (status, body) = match fate {
            Fate::Answered => world.answer(&request),
            Fate::RequestLost => return Err(NoAnswer(None)),
            Fate::AnswerLost => {
                world.answer(&request);
                return Err(NoAnswer(None));
            }
            Fate::Instead(status, body) => (status, body.to_owned()),
        };
        if path == "/token"
            && let Some(act) = world.meanwhile.take()
        {
            act();
        }
        yield_now().await;
        Ok(Response { status, body, cause: None })
    }

    fn get(&self, area: Area, key: &str) -> Option<String> {
        self.0.value(area, key)
    }

    fn set(&self, area: Area, key: &str, value: &str) -> Result<(), Error> {
        if let Some(room) = self.0.room.get() {
            if room == 0 {
                return Err(Code::StorageUnavailable.into());
            }
            self.0.room.set(Some(room - 1));
        }
        self.0.put(area, key, value);
        Ok(())
    }

    fn remove(&self, area: Area, key: &str) {
        if self.0.storage.borrow_mut().remove(&(area, key.to_owned())).is_some()
            && let Some(room) = self.0.room.get()
        {
            self.0.room.set(Some(room + 1));
        }
    }

    fn navigate(&self, url: &str) -> Result<(), Error> {
        self.0.navigations.borrow_mut().push(url.to_owned());
        Ok(())
    }

    async fn lock(&self, name: &str) -> Lock {
        assert_eq!(name, "logto:app:refresh");
        poll_fn(|context| {
            if self.0.locked.replace(true) {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(())
        })
        .await;
        Lock(self.0.clone())
    }
}
