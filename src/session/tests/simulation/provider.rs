//! A provider that rotates refresh tokens, and revokes a grant when a token is spent again.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

use super::{executor::Owner, world::World};
use crate::{
    platform::native::Native,
    protocol::{
        http::Request,
        syntax::Syntax,
        url::{Form, with_query},
    },
    session::tests::provider::{ENDPOINT, ISSUER, form_of, metadata},
};

/// What came of a sign-in.
pub struct Grant {
    pub user: &'static str,
    nonce: String,
    pub is_revoked: bool,
}

/// One exchange of a refresh token.
pub struct Exchange {
    pub successor: Option<String>,
    /// The page whose call the answer has reached.
    pub received_by: Option<Owner>,
}

pub struct Refresh {
    pub grant: usize,
    /// When it was first exchanged for another one.
    spent_at: Option<f64>,
    pub exchanges: Vec<Exchange>,
}

pub struct Access {
    pub grant: usize,
    pub expires_at: f64,
    pub target: String,
}

/// What is sent back, and which exchange of which token it tells of.
pub struct Answer {
    pub status: u16,
    pub body: String,
    pub exchange: Option<(String, usize)>,
}

#[derive(Default)]
pub struct Provider {
    key: Cell<u32>,
    pub grants: RefCell<Vec<Grant>>,
    /// Grants that wait for their code to be exchanged.
    codes: RefCell<BTreeMap<String, usize>>,
    pub refresh_tokens: RefCell<BTreeMap<String, Refresh>>,
    pub access_tokens: RefCell<BTreeMap<String, Access>>,
}

/// A signature that is cheap to make: what signatures are good for is tested elsewhere.
pub fn signature(message: &[u8]) -> [u8; 8] {
    let hash = message.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    });
    hash.to_be_bytes()
}

fn refusal(name: &str) -> Answer {
    let body = format!(r#"{{"code":"oidc.{name}","message":"{name}","error":"{name}"}}"#);
    Answer { status: 400, body, exchange: None }
}

impl Provider {
    /// The user signs in at the page of this authorization request: the callback's URL.
    pub fn approve(&self, world: &World, url: &str, user: &'static str) -> String {
        let url = Native.url(url).expect("an authorization request");
        assert_eq!(url.origin, ENDPOINT);
        let parameters: BTreeMap<_, _> = url.parameters.into_iter().collect();
        let code = format!("code-{}", world.executor.number());
        let mut grants = self.grants.borrow_mut();
        self.codes.borrow_mut().insert(code.clone(), grants.len());
        grants.push(Grant { user, nonce: parameters["nonce"].clone(), is_revoked: false });
        let form =
            Form::new().with("code", &code).with("state", &parameters["state"]).with("iss", ISSUER);
        with_query(&parameters["redirect_uri"], form)
    }

    pub fn revoke(&self, world: &World, grant: usize) {
        world.ledger.before_change(world);
        self.grants.borrow_mut()[grant].is_revoked = true;
        world.ledger.after_change(world);
    }

    pub fn change_keys(&self) {
        self.key.set(self.key.get() + 1);
    }

    pub fn is_revoked(&self, grant: usize) -> bool {
        self.grants.borrow()[grant].is_revoked
    }

    /// The grant of a refresh token.
    pub fn grant_of(&self, token: &str) -> Option<usize> {
        self.refresh_tokens.borrow().get(token).map(|token| token.grant)
    }

    pub fn answer(&self, world: &Rc<World>, request: &Request) -> Answer {
        let path = request.url.strip_prefix(ISSUER).expect("a request to the provider");
        let good = |body| Answer { status: 200, body, exchange: None };
        match path {
            "/.well-known/openid-configuration" => good(metadata().to_string()),
            "/jwks" => {
                let kid = self.key.get().to_string();
                let key = json!({
                    "kty": "EC", "crv": "P-384", "alg": "ES384", "kid": kid, "x": "AA", "y": "AA",
                });
                good(json!({ "keys": [key] }).to_string())
            }
            "/token/revocation" => {
                let token = form_of(request).remove("token").expect("a token");
                let grant = self.grant_of(&token).expect("one of ours");
                world.trace(|| format!("grant {grant} is revoked by a sign-out"));
                self.revoke(world, grant);
                good(String::new())
            }
            "/token" => {
                let form = form_of(request);
                match form.get("refresh_token") {
                    Some(token) => self.refresh(world, token, form.get("resource")),
                    None => self.begin(world, &form["code"]),
                }
            }
            other => panic!("nothing is at {other}"),
        }
    }

    fn begin(&self, world: &Rc<World>, code: &str) -> Answer {
        let Some(grant) = self.codes.borrow_mut().remove(code) else {
            return refusal("invalid_grant");
        };
        let successor = self.new_refresh_token(world, grant);
        Answer {
            status: 200,
            body: self.tokens(world, grant, None, Some(&successor)),
            exchange: None,
        }
    }

    fn refresh(&self, world: &Rc<World>, token: &str, resource: Option<&String>) -> Answer {
        let now = world.now();
        let (grant, spent_at) = {
            let tokens = self.refresh_tokens.borrow();
            (tokens[token].grant, tokens[token].spent_at)
        };
        if self.is_revoked(grant) {
            return refusal("invalid_grant");
        }
        if spent_at.is_some_and(|at| now - at >= world.settings.reuse_window) {
            world.count("a grant was revoked because a token was spent again");
            world.trace(|| format!("{token} is spent again: grant {grant} is revoked"));
            self.revoke(world, grant);
            return refusal("invalid_grant");
        }
        let rotates = spent_at.is_some() || world.random.chance(world.settings.rotation);
        let successor = rotates.then(|| self.new_refresh_token(world, grant));
        let body = self.tokens(world, grant, resource, successor.as_deref());
        let mut tokens = self.refresh_tokens.borrow_mut();
        let spent = tokens.get_mut(token).expect("it was there");
        if rotates {
            spent.spent_at = spent_at.or(Some(now));
        }
        spent.exchanges.push(Exchange { successor, received_by: None });
        let exchange = Some((token.to_owned(), spent.exchanges.len() - 1));
        Answer { status: 200, body, exchange }
    }

    fn new_refresh_token(&self, world: &Rc<World>, grant: usize) -> String {
        let name = format!("refresh-{grant}-{:06}", world.executor.number());
        let token = Refresh { grant, spent_at: None, exchanges: Vec::new() };
        self.refresh_tokens.borrow_mut().insert(name.clone(), token);
        name
    }

    fn tokens(
        &self,
        world: &Rc<World>,
        grant: usize,
        resource: Option<&String>,
        successor: Option<&str>,
    ) -> String {
        let access_token = format!("access-{grant}-{:06}", world.executor.number());
        let life = world.settings.life.floor();
        let access = Access {
            grant,
            expires_at: world.now() + life,
            target: resource.cloned().unwrap_or_default(),
        };
        self.access_tokens.borrow_mut().insert(access_token.clone(), access);
        let (now, key) = (world.provider_time(), self.key.get());
        let Grant { user, nonce, .. } = &self.grants.borrow()[grant];
        let claims = format!(
            r#"{{"iss":"{ISSUER}","sub":"{user}","aud":"app","exp":{},"iat":{now},"nonce":"{nonce}"}}"#,
            now + 3600.0
        );
        let header = format!(r#"{{"alg":"ES384","kid":"{key}"}}"#);
        let input =
            format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let mac = URL_SAFE_NO_PAD.encode(signature(input.as_bytes()));
        let refresh_token =
            successor.map(|token| format!(r#","refresh_token":"{token}""#)).unwrap_or_default();
        format!(
            r#"{{"access_token":"{access_token}","token_type":"Bearer","expires_in":{life},"id_token":"{input}.{mac}"{refresh_token}}}"#
        )
    }
}
