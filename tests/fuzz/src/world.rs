//! A world whose storage, network and address bar are the input: lines `name: value`.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use logto_wasm::{
    platform::{Area, Generated, Key, Navigation, Platform, write_in_turn},
    session::Session,
};

use crate::{
    answer, is_protected,
    observed::{APP_ID, DISCOVERY, ISSUED_AT, JWKS, config_input, token},
    page::Page,
    protocol::{
        Error,
        http::{Request, Response},
        json::Value,
        jwk::{Algorithm, SignatureCheck, Signed, Verifier},
        pkce::RANDOM_BYTES,
        syntax::Syntax,
        url::Url,
    },
};

/// More requests than any call makes: one that makes more would go on for ever.
const MANY: usize = 20;

/// Names of stored values, and where they are.
const STORED: [(&str, Area); 9] = [
    ("idToken", Area::Local),
    ("refreshToken", Area::Local),
    ("accessToken", Area::Local),
    ("clockOffset", Area::Local),
    ("signInSessions", Area::Local),
    ("signInSession", Area::Session),
    ("appState", Area::Session),
    ("openidConfiguration", Area::Cache),
    ("jwks", Area::Cache),
];

/// The world, and the one page in it.
pub struct World {
    /// Lines that are no stored values: `callback`, `resource`, `answer` (of the token endpoint).
    lines: BTreeMap<String, String>,
    /// By the names in the browser's storage.
    pub storage: RefCell<BTreeMap<String, String>>,
    /// What tabs hand over to each other.
    pub record: RefCell<Option<String>>,
    /// The bodies of the requests to the token endpoint.
    pub token_requests: RefCell<Vec<String>>,
    /// Where the page went.
    pub navigations: RefCell<Vec<String>>,
    requests: Cell<usize>,
}

impl World {
    /// The world that `text` describes.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut lines: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in text.lines().filter_map(|line| line.split_once(": ")) {
            lines.insert(name.to_owned(), value.to_owned());
        }
        let mut storage = BTreeMap::new();
        // So that claims need not be in base64url, where no change of a letter makes sense.
        if let Some(claims) = lines.remove("claims") {
            lines.insert("idToken".to_owned(), token(&claims));
        }
        if let (Some(claims), Some(answer)) =
            (lines.remove("answerClaims"), lines.get_mut("answer"))
        {
            *answer = answer.replace("ID_TOKEN", &token(&claims));
        }
        for (name, area) in STORED {
            if let Some(value) = lines.remove(name) {
                storage.insert(Key { area, app_id: APP_ID, name }.text(), value);
            }
        }
        World {
            record: RefCell::new(lines.remove("record")),
            lines,
            storage: RefCell::new(storage),
            token_requests: RefCell::default(),
            navigations: RefCell::default(),
            requests: Cell::default(),
        }
    }

    /// The line of this name.
    #[must_use]
    pub fn line(&self, name: &str) -> Option<&str> {
        self.lines.get(name).map(String::as_str)
    }

    /// A session in it.
    #[must_use]
    pub fn session(self) -> Session<World> {
        Session::new(config_input(), self).expect("a good configuration")
    }

    /// A value of `localStorage`.
    #[must_use]
    pub fn local(&self, name: &'static str) -> Option<String> {
        let key = Key { area: Area::Local, app_id: APP_ID, name };
        self.storage.borrow().get(&key.text()).cloned()
    }

    /// The session: what is stored of it (an empty value counts as absent), and the record.
    #[must_use]
    pub fn tokens(&self) -> Vec<Option<String>> {
        let names = ["idToken", "refreshToken", "accessToken", "clockOffset"];
        let stored = names.map(|name| self.local(name).filter(|value| !value.is_empty()));
        stored.into_iter().chain([self.record.borrow().clone()]).collect()
    }

    /// How many requests there were.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.requests.get()
    }
}

impl Syntax for World {
    fn parse(&self, text: &str) -> Option<Value> {
        Page::BELIEVING.parse(text)
    }

    fn print(&self, value: &Value) -> String {
        Page::BELIEVING.print(value)
    }

    fn url(&self, text: &str) -> Option<Url> {
        Page::BELIEVING.url(text)
    }
}

impl Verifier for World {
    /// The captured answers, and that of the token endpoint from the input.
    async fn verify(&self, signed: &Signed<'_>) -> Result<bool, Error> {
        Page::BELIEVING.verify(signed).await
    }

    async fn hash(&self, algorithm: Algorithm, text: &str) -> Result<Vec<u8>, Error> {
        Page::BELIEVING.hash(algorithm, text).await
    }

    fn signature_check(&self) -> SignatureCheck {
        SignatureCheck::Sdk
    }

    async fn verify_by_site(&self, _token: &str) -> Result<(), Error> {
        unreachable!("there is no site")
    }
}

impl Platform for World {
    type TabLock = ();
    type PageLock = ();

    fn now(&self) -> f64 {
        ISSUED_AT
    }

    fn random(&self) -> [u8; RANDOM_BYTES] {
        [7; RANDOM_BYTES]
    }

    async fn generate(&self, _what: Generated<'_>) -> Result<Option<String>, Error> {
        Ok(None)
    }

    async fn fetch(&self, request: Request) -> Result<Response, Error> {
        assert!(is_protected(&request.url), "a request to {}", request.url);
        self.requests.set(self.requests.get() + 1);
        assert!(self.requests.get() < MANY, "requests without end");
        let is_discovery = request.url.ends_with("/.well-known/openid-configuration");
        Ok(match request.form {
            Some(form) if form.contains("grant_type=") => {
                self.token_requests.borrow_mut().push(form);
                let refused = r#"400 {"code":"oidc.invalid_grant","message":"Refused."}"#;
                answer(self.line("answer").unwrap_or(refused))
            }
            Some(_) => answer("200 "),
            None if request.bearer.is_some() => answer(self.line("userInfo").unwrap_or("401 ")),
            None if is_discovery => answer(&["200 ", DISCOVERY].concat()),
            None => answer(&["200 ", JWKS].concat()),
        })
    }

    async fn get(&self, key: Key<'_>) -> Result<Option<String>, Error> {
        Ok(self.storage.borrow().get(&key.text()).cloned())
    }

    async fn set(&self, key: Key<'_>, value: &str) -> Result<(), Error> {
        self.storage.borrow_mut().insert(key.text(), value.to_owned());
        Ok(())
    }

    async fn remove(&self, key: Key<'_>) -> Result<(), Error> {
        self.storage.borrow_mut().remove(&key.text());
        Ok(())
    }

    async fn navigate(&self, url: &str, _purpose: Navigation<'_>) -> Result<(), Error> {
        self.navigations.borrow_mut().push(url.to_owned());
        Ok(())
    }

    fn replace_address(&self, callback_uri: &str, _url: &str) {
        assert!(callback_uri.contains("code="), "a callback without a code was believed");
    }

    fn takes_any_key(&self) -> bool {
        true
    }

    /// Not where the input says that storage is for this page alone.
    fn is_shared(&self) -> bool {
        self.line("alone").is_none()
    }

    async fn write(&self, values: &[(Key<'_>, Option<&str>)]) -> Result<(), Error> {
        write_in_turn(self, values).await
    }

    async fn page_lock(&self, _name: &str) -> Result<(), Error> {
        Ok(())
    }

    async fn tab_lock(&self, _name: &str) -> Result<(), Error> {
        Ok(())
    }

    async fn swap_record(
        &self,
        _app_id: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Option<Option<String>> {
        if !self.is_shared() {
            return None;
        }
        if self.record.borrow().as_deref() == before
            && let Some(after) = after
        {
            self.record.replace(Some(after.to_owned()));
        }
        Some(self.record.borrow().clone())
    }
}
