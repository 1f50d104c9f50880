//! Sign-in: the authorization request and its callback.

use futures_util::future::join3;

use crate::{
    platform::{Generated, Navigation, Platform},
    protocol::{
        Code, Error,
        authorization::{self, Binding, SignInOptions},
        callback,
        id_token::Exchange,
        pkce,
        secret::CodeVerifier,
        token::{self, Target},
    },
};

use super::{
    Session,
    store::{Keep, SignInSession},
};

impl<P: Platform> Session<P> {
    /// Sends the visitor to the provider's sign-in page (OIDC Core §3.1.2.1).
    ///
    /// # Errors
    /// [`Code::InvalidOptions`]; those of [`Session::metadata`]; [`Code::StorageUnavailable`]. None of
    /// them changes the current session.
    pub async fn sign_in(&self, options: &SignInOptions) -> Result<(), Error> {
        options.check(&self.platform)?;
        let metadata = self.metadata().await?;
        let binding = self.binding().await?;
        let url = authorization::url(&self.config, &metadata, options, &binding);
        let sign_in = SignInSession {
            redirect_uri: options.redirect_uri.clone(),
            post_redirect_uri: options.post_redirect_uri.clone(),
            code_verifier: binding.code_verifier,
            state: binding.state,
            nonce: Some(binding.nonce),
            app_state: options.app_state.clone(),
            is_copy: false,
        };
        self.store().set_sign_in(&sign_in).await?;
        if options.clear_tokens.unwrap_or(true) {
            self.clear_tokens().await?;
        }
        self.platform.navigate(&url, Navigation::SignIn(&options.redirect_uri)).await
    }

    /// The values that tie the callback to this request. Where the site generates a value itself, that one is used.
    async fn binding(&self) -> Result<Binding, Error> {
        let code_verifier = match self.platform.generate(Generated::CodeVerifier).await? {
            Some(verifier) => CodeVerifier::new(verifier),
            None => pkce::code_verifier(&self.platform.random()),
        };
        let challenge = Generated::CodeChallenge(code_verifier.expose());
        let code_challenge = match self.platform.generate(challenge).await? {
            Some(challenge) => challenge,
            None => pkce::code_challenge(&code_verifier),
        };
        let state = match self.platform.generate(Generated::State).await? {
            Some(state) => state,
            None => pkce::token(&self.platform.random()),
        };
        let nonce = pkce::token(&self.platform.random());
        Ok(Binding { code_verifier, code_challenge, state, nonce })
    }

    /// Is `url` the callback of the pending sign-in? `false` when no sign-in is pending.
    ///
    /// # Errors
    /// [`Code::InvalidOptions`] when `url` is not a URL.
    pub async fn is_sign_in_redirected(&self, url: &str) -> Result<bool, Error> {
        let parsed = self.platform.url(url);
        let state = parsed.as_ref().and_then(callback::state);
        let pending = self.store().pending(state.as_deref()).await?;
        let Some(sign_in) = pending else { return Ok(false) };
        let url = parsed.ok_or(Error::invalid(
            Code::InvalidOptions,
            "url",
            "must be an absolute URL, for example window.location.href",
        ))?;
        let redirect_uri = self.platform.url(&sign_in.redirect_uri);
        Ok(redirect_uri.is_some_and(|redirect_uri| callback::is_at(&url, &redirect_uri)))
    }

    /// Completes the pending sign-in: checks the callback, exchanges its code, verifies and stores the tokens; then
    /// navigates to the post-redirect URI or, without a post-redirect URI, shows the redirect URI in the address bar. Does
    /// nothing if the sign-in was completed before (the visitor has reloaded the page, or gone back to it).
    ///
    /// # Errors
    /// [`Code::SignInSessionNotFound`], [`Code::SignInSessionInvalid`]; those of
    /// [`callback::read`], [`callback::Answer::validate`], [`token::response`] and
    /// [`crate::protocol::id_token::verify`]. After any of them nothing of the response is stored,
    /// and the session is unchanged.
    pub async fn handle_sign_in_callback(&self, callback_uri: &str) -> Result<(), Error> {
        let state = self.platform.url(callback_uri).as_ref().and_then(callback::state);
        let sign_in = match self.store().sign_in(state.as_deref()).await {
            // Completed before; the parameters may be gone from the address bar.
            Err(Error::Code(Code::SignInSessionNotFound)) if self.is_authenticated().await? => {
                return Ok(());
            }
            sign_in => sign_in?,
        };
        let leads_on = |uri: &str| authorization::leads_on(uri, &self.platform);
        if !sign_in.post_redirect_uri.as_deref().is_none_or(leads_on) {
            return Err(Code::SignInSessionInvalid.into());
        }
        let answer =
            callback::read(callback_uri, &sign_in.redirect_uri, &sign_in.state, &self.platform)?;
        let metadata = self.metadata().await?;
        let callback = answer.validate(&metadata)?;

        let request = token::code_request(
            &self.config,
            &metadata,
            &callback,
            &sign_in.redirect_uri,
            &sign_in.code_verifier,
        );
        let requested_at = self.platform.now();
        // At the same time: none needs another, and the visitor waits for all of them. The request for the keys comes
        // first, because it may have to open a connection.
        let (keys, response, record) =
            join3(self.keys(&metadata), self.send(request), self.read_record()).await;
        let tokens = token::response(response?, &self.platform)?;
        // The code is spent now. Keys can be fetched again, so a failure to fetch them must not cost the sign-in.
        let keys = match keys {
            Ok(keys) => keys,
            Err(_) => self.keys(&metadata).await?,
        };
        let from = Exchange::SignIn(sign_in.nonce.as_deref());
        let keys = self.keys_for_response(&tokens, metadata, keys).await?;
        let tokens = self.verify(tokens, from, keys).await?;

        // A sign-out or another sign-in may have come before the response: then this sign-in is obsolete.
        let current = self.store().pending(Some(&sign_in.state)).await?;
        let is_pending = |current: Box<SignInSession>| {
            current.state == sign_in.state && current.is_copy == sign_in.is_copy
        };
        if !current.is_some_and(is_pending) {
            return Err(Code::SignInSessionNotFound.into());
        }
        let store = self.store();
        let target = Target::default();
        let tokens = store.tokens_with(&tokens, &target, requested_at, Keep::Nothing).await?;
        self.start_session(record, &tokens).await?;
        store.set_app_state(sign_in.app_state.as_deref()).await;
        store.remove_sign_in(&sign_in.state).await?;
        match sign_in.post_redirect_uri {
            Some(uri) => self.platform.navigate(&uri, Navigation::PostSignIn).await,
            None => {
                if !self.config.keeps_callback_url() {
                    self.platform.replace_address(callback_uri, &sign_in.redirect_uri);
                }
                Ok(())
            }
        }
    }
}
