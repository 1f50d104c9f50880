//! A simulated provider: it checks what it is sent, as a real one does.

use std::{
    cell::{Cell, OnceCell, Ref, RefCell},
    collections::BTreeMap,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    platform::native::{Native, SigningKey},
    protocol::{
        http::Request,
        syntax::Syntax,
        url::{Form, with_query},
    },
};

pub const ENDPOINT: &str = "https://id.example";
pub const ISSUER: &str = "https://id.example/oidc";

/// One authorization request that the visitor has answered.
struct Authorization {
    redirect_uri: String,
    challenge: String,
    nonce: String,
}

type Tamper = Box<dyn Fn(&mut Value)>;

pub struct Provider {
    client_id: &'static str,
    /// Made when it is first asked for, since that takes a while.
    key: RefCell<OnceCell<SigningKey>>,
    unpublished: RefCell<Option<SigningKey>>,
    tamper: RefCell<Option<Tamper>>,
    codes: RefCell<BTreeMap<String, Authorization>>,
    /// The refresh tokens that may be spent, with the nonce of their grant.
    refresh_tokens: RefCell<BTreeMap<String, String>>,
    issued: Cell<u32>,
}

impl Provider {
    pub fn new(client_id: &'static str) -> Self {
        Provider {
            client_id,
            key: RefCell::default(),
            unpublished: RefCell::default(),
            tamper: RefCell::default(),
            codes: RefCell::default(),
            refresh_tokens: RefCell::default(),
            issued: Cell::default(),
        }
    }

    fn key(&self) -> Ref<'_, SigningKey> {
        Ref::map(self.key.borrow(), |key| key.get_or_init(|| SigningKey::generate("k1")))
    }

    pub fn rotate_key(&self, kid: &str) {
        self.key.replace(SigningKey::generate(kid).into());
    }

    /// Changes the claims of the ID tokens that are issued from now on; `null` issues none.
    pub fn tamper(&self, change: impl Fn(&mut Value) + 'static) {
        self.tamper.replace(Some(Box::new(change)));
    }

    /// The visitor signs in at the page of this authorization request: the callback's URL.
    pub fn approve(&self, url: &str) -> String {
        let url = Native.url(url).expect("an authorization request");
        assert_eq!((url.origin.as_str(), url.path.as_str()), (ENDPOINT, "/oidc/auth"));
        let parameters: BTreeMap<_, _> = url.parameters.into_iter().collect();
        assert_eq!(parameters["client_id"], self.client_id);
        assert_eq!(parameters["code_challenge_method"], "S256");
        let code = format!("code-{}", self.number());
        let form =
            Form::new().with("code", &code).with("state", &parameters["state"]).with("iss", ISSUER);
        let authorization = Authorization {
            redirect_uri: parameters["redirect_uri"].clone(),
            challenge: parameters["code_challenge"].clone(),
            nonce: parameters["nonce"].clone(),
        };
        self.codes.borrow_mut().insert(code, authorization);
        with_query(&parameters["redirect_uri"], form)
    }

    /// Forgets every grant.
    pub fn revoke_grants(&self) {
        self.refresh_tokens.borrow_mut().clear();
    }

    /// Signs with a key that it does not publish, from now on.
    pub fn sign_with_unknown_key(&self) {
        self.unpublished.replace(Some(SigningKey::generate("unknown")));
    }

    /// Has issued this refresh token, too.
    pub fn knows(&self, token: &str) {
        let mut tokens = self.refresh_tokens.borrow_mut();
        let nonce = tokens.values().next().cloned().unwrap_or_default();
        tokens.insert(token.to_owned(), nonce);
    }

    /// The refresh token that was issued last.
    pub fn last_refresh_token(&self) -> String {
        format!("refresh-{}", self.issued.get())
    }

    pub fn takes_refresh_token(&self, token: &str) -> bool {
        self.refresh_tokens.borrow().contains_key(token)
    }

    /// Status and body of the answer, at `now` by the provider's clock.
    pub fn answer(&self, request: &Request, now: f64) -> (u16, String) {
        let path = request.url.strip_prefix(ISSUER).expect("a request to the provider");
        let (status, body) = match path {
            "/.well-known/openid-configuration" => (200, metadata()),
            "/jwks" => (200, json!({ "keys": [self.key().jwk()] })),
            "/me" => match request.bearer.as_deref() {
                Some(token) if token.starts_with("access-") => {
                    (200, json!({ "sub": "alice", "name": "Alice" }))
                }
                _ => (401, error("invalid_token")),
            },
            "/token" => match self.grant(&form_of(request)) {
                Some(nonce) => (200, self.tokens(&nonce, now)),
                None => (400, error("invalid_grant")),
            },
            "/token/revocation" => {
                self.refresh_tokens.borrow_mut().remove(&form_of(request)["token"]);
                return (200, String::new());
            }
            other => panic!("nothing is at {other}"),
        };
        (status, body.to_string())
    }

    /// The nonce of the grant that is being used; codes and refresh tokens are good for one use.
    fn grant(&self, form: &BTreeMap<String, String>) -> Option<String> {
        assert_eq!(form["client_id"], self.client_id);
        match form["grant_type"].as_str() {
            "authorization_code" => {
                let authorization = self.codes.borrow_mut().remove(&form["code"])?;
                let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
                let is_ours = challenge == authorization.challenge
                    && form["redirect_uri"] == authorization.redirect_uri;
                is_ours.then_some(authorization.nonce)
            }
            "refresh_token" => self.refresh_tokens.borrow_mut().remove(&form["refresh_token"]),
            other => panic!("{other}"),
        }
    }

    fn tokens(&self, nonce: &str, now: f64) -> Value {
        let number = self.number();
        let refresh_token = format!("refresh-{number}");
        self.refresh_tokens.borrow_mut().insert(refresh_token.clone(), nonce.to_owned());
        let mut claims = json!({
            "iss": ISSUER,
            "sub": "alice",
            "aud": self.client_id,
            "exp": now + 3600.0,
            "iat": now,
            "nonce": nonce,
            "name": "Alice",
        });
        if let Some(tamper) = &*self.tamper.borrow() {
            tamper(&mut claims);
        }
        let mut answer = json!({
            "access_token": format!("access-{number}"),
            "token_type": "Bearer",
            "expires_in": 3600,
            "refresh_token": refresh_token,
            "id_token": self.unpublished.borrow().as_ref().unwrap_or(&self.key()).sign(&claims),
            "scope": "openid offline_access profile",
        });
        if claims.is_null() {
            answer.as_object_mut().expect("an object").remove("id_token");
        }
        answer
    }

    fn number(&self) -> u32 {
        self.issued.set(self.issued.get() + 1);
        self.issued.get()
    }
}

/// The parameters that a request posts.
pub fn form_of(request: &Request) -> BTreeMap<String, String> {
    let form = request.form.as_deref().expect("a POST");
    url::form_urlencoded::parse(form.as_bytes()).into_owned().collect()
}

fn error(name: &str) -> Value {
    json!({ "code": format!("oidc.{name}"), "message": name, "error": name })
}

pub fn metadata() -> Value {
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
