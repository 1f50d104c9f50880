//! The provider's metadata and keys, and the verification of the tokens that it issued.
//!
//! Both documents are fetched when they are first needed, and cached for the page and for the tab. A failure is
//! never cached: the next call tries again.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use super::{Session, store::Cached};
use crate::{
    platform::Platform,
    protocol::{
        Error,
        discovery::{self, Metadata},
        id_token::{self, Exchange, Expected},
        jwk::{self, JwkSet, SignatureCheck},
        limits::REFETCH_INTERVAL,
        secret::RawIdToken,
        token::{TokenResponse, VerifiedTokens},
    },
};

/// The provider's documents, as far as this page has them.
#[derive(Default)]
pub struct Documents {
    metadata: RefCell<Option<Rc<Metadata>>>,
    keys: RefCell<Option<Rc<JwkSet>>>,
    /// When both were last fetched again because a token fitted none of them, in seconds since 1970.
    refetched_at: Cell<f64>,
}

/// The metadata and the keys to verify a token with.
pub(super) struct VerificationKeys {
    metadata: Rc<Metadata>,
    keys: Rc<JwkSet>,
    /// Whether the provider publishes exactly these now, so that a token which does not fit them is invalid.
    /// Otherwise no cached key fits the token, and it is too early to fetch the keys again.
    pub(super) is_latest: bool,
}

impl<P: Platform> Session<P> {
    /// The provider's metadata.
    ///
    /// # Errors
    /// Those of the request and of [`discovery::read`].
    pub async fn metadata(&self) -> Result<Rc<Metadata>, Error> {
        // Clients of one application take turns: each finds what the one before it has fetched.
        let _turn = self.platform.page_lock(self.config.app_id()).await?;
        if let Some(metadata) = self.documents.metadata.borrow().clone() {
            return Ok(metadata);
        }
        let cached = self.store().cached(Cached::Metadata).await;
        let cached =
            cached.and_then(|text| discovery::read(&text, &self.config, &self.platform).ok());
        let metadata = match cached {
            Some(metadata) => metadata,
            None => {
                let response = self.send(discovery::request(&self.config)).await?;
                let metadata = discovery::response(response, &self.config, &self.platform)?;
                let text = metadata.encode(&self.platform);
                self.store().cache(Cached::Metadata, &text).await;
                metadata
            }
        };
        let metadata = Rc::new(metadata);
        self.documents.metadata.replace(Some(metadata.clone()));
        Ok(metadata)
    }

    /// Fetches metadata and keys before they are needed.
    ///
    /// # Errors
    /// Those of [`Session::metadata`] and of the request for the keys. The call that needs them tries again.
    pub async fn preload(&self) -> Result<(), Error> {
        let metadata = self.metadata().await?;
        self.keys(&metadata).await.map(|_| ())
    }

    /// The provider's metadata as JSON text, its names in camel case.
    ///
    /// # Errors
    /// Those of [`Session::metadata`].
    pub async fn metadata_text(&self) -> Result<String, Error> {
        Ok(self.metadata().await?.encode(&self.platform))
    }

    /// The keys that the next token response needs: none where the site verifies signatures itself, or where
    /// signatures cannot be verified.
    pub(super) async fn keys(&self, metadata: &Metadata) -> Result<Rc<JwkSet>, Error> {
        match self.platform.signature_check() {
            SignatureCheck::Sdk => self.published_keys(metadata).await,
            SignatureCheck::Site | SignatureCheck::Unavailable => Ok(Rc::default()),
        }
    }

    /// The provider's keys.
    async fn published_keys(&self, metadata: &Metadata) -> Result<Rc<JwkSet>, Error> {
        // Another lock than that of the metadata: a call that needs only the metadata does not wait for the keys.
        let _turn = self.platform.page_lock(self.config.issuer()).await?;
        if let Some(keys) = self.documents.keys.borrow().clone() {
            return Ok(keys);
        }
        let cached = self.store().cached(Cached::Keys).await;
        let keys = match cached.and_then(|text| jwk::read(&text, &self.platform)) {
            Some(keys) => keys,
            None => {
                let response = self.send(jwk::request(metadata)).await?;
                let (keys, text) = jwk::response(response, &self.platform)?;
                self.store().cache(Cached::Keys, &text).await;
                keys
            }
        };
        let keys = Rc::new(keys);
        self.documents.keys.replace(Some(keys.clone()));
        Ok(keys)
    }

    /// Metadata and keys for `token`. If no cached key fits it, the provider may have changed its keys or its
    /// algorithm since they were cached (OIDC Core §10.1.1): both documents are fetched again.
    async fn keys_for(
        &self,
        token: &RawIdToken,
        metadata: Rc<Metadata>,
        keys: Rc<JwkSet>,
    ) -> Result<VerificationKeys, Error> {
        if id_token::fits(token, &metadata, &keys, &self.platform) {
            return Ok(VerificationKeys { metadata, keys, is_latest: true });
        }
        let now = self.platform.now();
        if (now - self.documents.refetched_at.get()).abs() < REFETCH_INTERVAL {
            return Ok(VerificationKeys { metadata, keys, is_latest: false });
        }
        self.documents.metadata.take();
        self.documents.keys.take();
        self.store().forget().await;
        let metadata = self.metadata().await?;
        let keys = self.published_keys(&metadata).await?;
        // Only now: after a failure, the next call may try again.
        self.documents.refetched_at.set(now);
        Ok(VerificationKeys { metadata, keys, is_latest: true })
    }

    /// Metadata and keys to verify this token response with.
    pub(super) async fn keys_for_response(
        &self,
        tokens: &TokenResponse,
        metadata: Rc<Metadata>,
        keys: Rc<JwkSet>,
    ) -> Result<VerificationKeys, Error> {
        match tokens.id_token() {
            Some(token) if self.platform.signature_check() == SignatureCheck::Sdk => {
                self.keys_for(token, metadata, keys).await
            }
            _ => Ok(VerificationKeys { metadata, keys, is_latest: true }),
        }
    }

    /// Verifies the tokens of a response.
    pub(super) async fn verify(
        &self,
        tokens: TokenResponse,
        from: Exchange<'_>,
        VerificationKeys { metadata, keys, .. }: VerificationKeys,
    ) -> Result<VerifiedTokens, Error> {
        let (client_id, now) = (self.config.app_id(), self.platform.now());
        tokens.verify(from, client_id, now, (&metadata, &keys), &self.platform).await
    }

    /// Verifies an ID token from any source, with the SDK's own check of the signature even where the site verifies
    /// other tokens itself. No sign-in of this client ties the token to it, so `nonce` is not checked, and the
    /// token must be fresh by the device's clock.
    ///
    /// # Errors
    /// Those of [`Session::metadata`], of the request for the keys, and of [`id_token::verify`].
    pub async fn verify_id_token(&self, token: &RawIdToken) -> Result<(), Error> {
        let metadata = self.metadata().await?;
        let keys = self.published_keys(&metadata).await?;
        let VerificationKeys { metadata, keys, .. } = self.keys_for(token, metadata, keys).await?;
        let expected = Expected {
            client_id: self.config.app_id(),
            from: Exchange::SignIn(None),
            access_token: None,
            now: self.platform.now(),
            signature_check: SignatureCheck::Sdk,
        };
        id_token::verify(token.clone(), &expected, &metadata, &keys, &self.platform)
            .await
            .map(|_| ())
    }
}
