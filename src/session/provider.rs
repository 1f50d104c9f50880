//! The provider's metadata and keys: fetched when first needed, kept for the tab.
//!
//! A failure is never kept: the next call tries again.

use crate::{
    platform::Platform,
    protocol::{
        Error,
        discovery::{self, Metadata},
        id_token::Exchange,
        jwk::{self, JwkSet},
        token::{TokenResponse, VerifiedTokens},
    },
};

use super::{Session, store::Cached};

impl<P: Platform> Session<P> {
    /// The provider's metadata.
    ///
    /// # Errors
    /// Those of the request and of [`discovery::read`].
    pub async fn metadata(&self) -> Result<Metadata, Error> {
        if let Some(metadata) = self.cached_metadata() {
            return Ok(metadata);
        }
        let _turn = self.discovering.lock().await;
        if let Some(metadata) = self.cached_metadata() {
            return Ok(metadata);
        }
        let answer = self.platform.fetch(discovery::request(&self.config)).await?;
        let metadata = discovery::response(answer, &self.config, &self.platform)?;
        self.store().cache(Cached::Metadata, &metadata.encode(&self.platform));
        Ok(metadata)
    }

    fn cached_metadata(&self) -> Option<Metadata> {
        let text = self.store().cached(Cached::Metadata)?;
        discovery::read(&text, &self.config, &self.platform).ok()
    }

    /// The provider's keys.
    pub(super) async fn keys(&self, metadata: &Metadata) -> Result<Keys, Error> {
        let text = self.store().cached(Cached::Keys);
        match text.and_then(|text| jwk::read(&text, &self.platform)) {
            Some(keys) => Ok((keys, Origin::Cache)),
            None => Ok((self.fetch_keys(metadata).await?, Origin::Provider)),
        }
    }

    async fn fetch_keys(&self, metadata: &Metadata) -> Result<JwkSet, Error> {
        let answer = self.platform.fetch(jwk::request(metadata)).await?;
        let (keys, text) = jwk::response(answer, &self.platform)?;
        self.store().cache(Cached::Keys, &text);
        Ok(keys)
    }

    /// Verifies the tokens of an answer. When a kept copy of the keys does not have the one that is
    /// needed, the provider may have rotated its keys since (OIDC Core §10.1.1): they are fetched once
    /// more.
    pub(super) async fn verify(
        &self,
        tokens: TokenResponse,
        from: Exchange<'_>,
        metadata: &Metadata,
        (mut keys, origin): Keys,
    ) -> Result<VerifiedTokens, Error> {
        if origin == Origin::Cache && !tokens.has_key_in(&keys, &self.platform) {
            keys = self.fetch_keys(metadata).await?;
        }
        let now = self.platform.now();
        tokens.verify(from, self.config.app_id(), now, (metadata, &keys), &self.platform).await
    }
}

/// The provider's keys, and where they came from.
pub(super) type Keys = (JwkSet, Origin);

/// Where keys came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A kept copy, which may be out of date.
    Cache,
    /// The provider, just now.
    Provider,
}
