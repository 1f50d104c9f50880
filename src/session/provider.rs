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
    pub(super) async fn keys(&self, metadata: &Metadata) -> Result<JwkSet, Error> {
        let text = self.store().cached(Cached::Keys);
        if let Some(keys) = text.and_then(|text| jwk::read(&text, &self.platform)) {
            return Ok(keys);
        }
        let answer = self.platform.fetch(jwk::request(metadata)).await?;
        let (keys, text) = jwk::response(answer, &self.platform)?;
        self.store().cache(Cached::Keys, &text);
        Ok(keys)
    }

    /// Verifies the tokens of an answer. When nothing in the JWK Set or the metadata fits them, the
    /// provider may have changed its keys, or its algorithm, since the copies were made (OIDC Core
    /// §10.1.1): both are fetched once more.
    pub(super) async fn verify(
        &self,
        tokens: TokenResponse,
        from: Exchange<'_>,
        mut metadata: Metadata,
        mut keys: JwkSet,
    ) -> Result<VerifiedTokens, Error> {
        if !tokens.fit(&metadata, &keys, &self.platform) {
            self.store().forget(Cached::Metadata);
            self.store().forget(Cached::Keys);
            metadata = self.metadata().await?;
            keys = self.keys(&metadata).await?;
        }
        let now = self.platform.now();
        tokens.verify(from, self.config.app_id(), now, (&metadata, &keys), &self.platform).await
    }
}
