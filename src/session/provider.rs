//! The provider's metadata and keys, and the verification of what it issued.
//!
//! Both are fetched when they are first needed, and kept for the page and for the tab. A failure is
//! never kept: the next call tries again.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use crate::{
    platform::Platform,
    protocol::{
        Error, Text,
        discovery::{self, Metadata},
        id_token::{self, Exchange, Expected},
        jwk::{self, JwkSet, Signatures, Verifier},
        secret::RawIdToken,
        token::{TokenResponse, VerifiedTokens},
    },
};

use super::{Call, journal::Entry, store::Cached};

/// What this page knows of the provider.
#[derive(Default)]
pub struct Known {
    metadata: RefCell<Option<Rc<Metadata>>>,
    keys: RefCell<Option<Rc<JwkSet>>>,
    /// When both were last fetched because nothing fitted, in seconds since 1970.
    fetched_again_at: Cell<f64>,
}

/// Metadata and keys to verify a token with.
pub(super) struct Fitted {
    metadata: Rc<Metadata>,
    keys: Rc<JwkSet>,
    /// What does not fit these is refused: they are what the provider says now. Otherwise nothing in the copies
    /// at hand fits, and it is too early to ask again.
    pub(super) is_latest: bool,
}

/// How long nothing is fetched again, in seconds, after that was done: tokens that fit nothing must not
/// become a stream of requests.
const FETCHED_AGAIN: f64 = 30.0;

impl<P: Platform> Call<'_, P> {
    /// The provider's metadata.
    ///
    /// # Errors
    /// Those of the request and of [`discovery::read`].
    pub fn metadata(&self) -> Result<Rc<Metadata>, Error> {
        // In line even where it may turn out to be known: looking comes after waiting.
        self.alone(self.session.config.app_id(), true, || {
            let known =
                self.note(|session| Entry::Metadata(session.known.metadata.borrow().clone()));
            if let Some(Entry::Metadata(Some(metadata))) = known {
                return Ok(metadata);
            }
            let kept = self.store().cached(Cached::Metadata);
            let config = &self.session.config;
            let metadata = match kept.and_then(|text| discovery::read(&text, config, self).ok()) {
                Some(metadata) => metadata,
                None => {
                    let answer = self.send(discovery::request(config))?;
                    let metadata = discovery::response(answer, config, self)?;
                    self.store().cache(Cached::Metadata, &metadata.encode(self));
                    metadata
                }
            };
            let metadata = Rc::new(metadata);
            self.change(|session| {
                session.known.metadata.replace(Some(metadata.clone()));
            });
            Ok(metadata)
        })
    }

    /// Has metadata and keys at hand before they are needed.
    ///
    /// # Errors
    /// Those of [`Call::metadata`] and of the request for the keys. Whoever needs them tries again.
    pub fn preload(&self) -> Result<(), Error> {
        let metadata = self.metadata()?;
        self.keys(&metadata, &mut || ()).map(|_| ())
    }

    /// The provider's metadata as JSON text, its names in camel case.
    ///
    /// # Errors
    /// Those of [`Call::metadata`].
    pub fn metadata_text(&self) -> Result<Text, Error> {
        Ok(self.metadata()?.encode(self))
    }

    /// The keys that the answers to come will need: none where the site verifies by itself. What is asked `beside`
    /// does not wait for their answer, unless another call of this page is waiting for that already. It comes
    /// second: tokens are asked for by a connection that is open already, so that both come at the same time.
    pub(super) fn keys(
        &self,
        metadata: &Metadata,
        beside: &mut dyn FnMut(),
    ) -> Result<Rc<JwkSet>, Error> {
        match self.signatures() {
            Signatures::Ours => self.published_keys(metadata, beside),
            Signatures::OfSite | Signatures::Nobodys => {
                beside();
                Ok(Rc::default())
            }
        }
    }

    /// The provider's keys.
    fn published_keys(
        &self,
        metadata: &Metadata,
        beside: &mut dyn FnMut(),
    ) -> Result<Rc<JwkSet>, Error> {
        // By another name: who needs the metadata alone does not wait for the keys.
        self.alone(self.session.config.issuer(), true, || {
            let known = self.note(|session| Entry::Keys(session.known.keys.borrow().clone()));
            let kept = match known {
                Some(Entry::Keys(Some(keys))) => Some(keys),
                _ => {
                    let text = self.store().cached(Cached::Keys);
                    text.and_then(|text| jwk::read(&text, self)).map(Rc::new)
                }
            };
            let keys = match kept {
                Some(keys) => {
                    beside();
                    keys
                }
                None => {
                    let request = self.begin_send(&jwk::request(metadata))?;
                    beside();
                    let (keys, text) = jwk::response(self.received(request)?, self)?;
                    self.store().cache(Cached::Keys, &text);
                    Rc::new(keys)
                }
            };
            self.change(|session| {
                session.known.keys.replace(Some(keys.clone()));
            });
            Ok(keys)
        })
    }

    /// Metadata and keys for `token`. When nothing in those at hand fits it, the provider may have
    /// changed its keys, or its algorithm, since the copies were made (OIDC Core §10.1.1): both are
    /// fetched once more.
    fn fitting(
        &self,
        token: Option<&RawIdToken>,
        metadata: Rc<Metadata>,
        keys: Rc<JwkSet>,
    ) -> Result<Fitted, Error> {
        if token.is_none_or(|token| id_token::fits(token, &metadata, &keys, self)) {
            return Ok(Fitted { metadata, keys, is_latest: true });
        }
        let now = self.now();
        let before = self.number(|session| session.known.fetched_again_at.get());
        if (now - before).abs() < FETCHED_AGAIN {
            return Ok(Fitted { metadata, keys, is_latest: false });
        }
        self.change(|session| {
            session.known.metadata.take();
            session.known.keys.take();
        });
        self.store().forget();
        let metadata = self.metadata()?;
        let keys = self.published_keys(&metadata, &mut || ())?;
        // Only now: a failure is no reason not to try again.
        self.change(|session| {
            session.known.fetched_again_at.set(now);
        });
        Ok(Fitted { metadata, keys, is_latest: true })
    }

    /// Metadata and keys to verify this answer with.
    pub(super) fn fitted(
        &self,
        tokens: &TokenResponse,
        metadata: Rc<Metadata>,
        keys: Rc<JwkSet>,
    ) -> Result<Fitted, Error> {
        let checked = self.signatures() == Signatures::Ours;
        self.fitting(tokens.id_token().filter(|_| checked), metadata, keys)
    }

    /// Verifies the tokens of an answer.
    pub(super) fn verify(
        &self,
        tokens: TokenResponse,
        from: Exchange<'_>,
        Fitted { metadata, keys, .. }: Fitted,
    ) -> Result<VerifiedTokens, Error> {
        let now = self.now();
        tokens.verify(from, self.session.config.app_id(), now, (&metadata, &keys), self)
    }

    /// Verifies an ID token that comes from anywhere, whoever verifies the others: nothing ties it to a sign-in of ours, so its
    /// `nonce` is not looked at, and it has to be fresh by the device's clock.
    ///
    /// # Errors
    /// Those of [`Call::metadata`], of the request for the keys, and of [`id_token::verify`].
    pub fn verify_id_token(&self, token: &RawIdToken) -> Result<(), Error> {
        let metadata = self.metadata()?;
        let keys = self.published_keys(&metadata, &mut || ())?;
        let Fitted { metadata, keys, .. } = self.fitting(Some(token), metadata, keys)?;
        let expected = Expected {
            client_id: self.session.config.app_id(),
            from: Exchange::SignIn(None),
            access_token: None,
            now: self.now(),
            signatures: Signatures::Ours,
        };
        id_token::verify(token.clone(), &expected, &metadata, &keys, self).map(|_| ())
    }
}
