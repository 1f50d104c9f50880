//! To the provider and back.

use crate::{
    platform::{Generated, Navigation, Platform},
    protocol::{
        Code, Error,
        authorization::{self, Binding, SignInOptions},
        callback,
        id_token::Exchange,
        pkce,
        secret::CodeVerifier,
        syntax::Syntax,
        token::{self, Target},
    },
};

use super::{
    Call,
    store::{Keep, SignInSession},
};

impl<P: Platform> Call<'_, P> {
    /// Sends the visitor to the provider's sign-in page.
    ///
    /// # Errors
    /// [`Code::InvalidOptions`]; those of [`Call::metadata`]; [`Code::StorageUnavailable`]. None of
    /// them changes the present session.
    pub fn sign_in(&self, options: &SignInOptions) -> Result<(), Error> {
        options.check(self)?;
        let metadata = self.metadata()?;
        let binding = self.binding()?;
        let url = authorization::url(&self.session.config, &metadata, options, &binding);
        let sign_in = SignInSession {
            redirect_uri: options.redirect_uri.clone(),
            post_redirect_uri: options.post_redirect_uri.clone(),
            code_verifier: binding.code_verifier,
            state: binding.state,
            nonce: Some(binding.nonce),
            app_state: options.app_state.clone(),
            is_copy: false,
        };
        self.store().set_sign_in(&sign_in)?;
        if options.clear_tokens.unwrap_or(true) {
            self.clear_tokens()?;
        }
        self.navigate(&url, &Navigation::SignIn(options.redirect_uri.clone()))
    }

    /// What ties the answer to this request: the site's own values, where it makes any.
    fn binding(&self) -> Result<Binding, Error> {
        let code_verifier = match self.generated(&Generated::CodeVerifier)? {
            Some(verifier) => CodeVerifier::new(verifier),
            None => pkce::code_verifier(&self.random()),
        };
        let challenge = Generated::CodeChallenge(code_verifier.expose().into());
        let code_challenge = match self.generated(&challenge)? {
            Some(challenge) => challenge,
            None => pkce::code_challenge(&code_verifier),
        };
        let state = match self.generated(&Generated::State)? {
            Some(state) => state,
            None => pkce::token(&self.random()),
        };
        let nonce = pkce::token(&self.random());
        Ok(Binding { code_verifier, code_challenge, state, nonce })
    }

    /// Is `url` the answer to the sign-in that is under way? `false` when there is none.
    ///
    /// # Errors
    /// [`Code::InvalidOptions`] when `url` is not a URL.
    pub fn is_sign_in_redirected(&self, url: &str) -> Result<bool, Error> {
        let parsed = self.url(url);
        let state = parsed.as_ref().and_then(callback::state);
        let pending = self.store().pending(state.as_deref())?;
        let Some(sign_in) = pending else { return Ok(false) };
        let url = parsed.ok_or(Error::invalid(
            Code::InvalidOptions,
            "url",
            "must be an absolute URL, for example window.location.href",
        ))?;
        let redirect_uri = self.url(&sign_in.redirect_uri);
        Ok(redirect_uri.is_some_and(|redirect_uri| callback::is_at(&url, &redirect_uri)))
    }

    /// Completes the sign-in that is under way: checks the callback, exchanges its code, verifies
    /// what comes back, stores it; then goes on to the post-redirect URI or, where there is none, shows the
    /// redirect URI in the address bar. When it was completed before (the page was reloaded, or gone back to),
    /// there is nothing to do.
    ///
    /// # Errors
    /// [`Code::SignInSessionNotFound`], [`Code::SignInSessionInvalid`]; those of
    /// [`callback::read`], [`callback::Answer::validate`], [`token::response`] and
    /// [`crate::protocol::id_token::verify`]. After any of them nothing of the answer is stored, and
    /// the session is what it was.
    pub fn handle_sign_in_callback(&self, callback_uri: &str) -> Result<(), Error> {
        let state = self.url(callback_uri).as_ref().and_then(callback::state);
        let sign_in = match self.store().sign_in(state.as_deref()) {
            // Nor when its parameters are gone from the address bar.
            Err(Error::Code(Code::SignInSessionNotFound)) if self.is_authenticated()? => {
                return Ok(());
            }
            sign_in => sign_in?,
        };
        let leads_on = |uri: &str| authorization::leads_on(uri, self);
        if !sign_in.post_redirect_uri.as_deref().is_none_or(leads_on) {
            return Err(Code::SignInSessionInvalid.into());
        }
        let answer = callback::read(callback_uri, &sign_in.redirect_uri, &sign_in.state, self)?;
        let metadata = self.metadata()?;
        let callback = answer.validate(&metadata)?;

        let request = token::code_request(
            &self.session.config,
            &metadata,
            &callback,
            &sign_in.redirect_uri,
            &sign_in.code_verifier,
        );
        let requested_at = self.now();
        // Side by side: none needs another, and the visitor waits for all of them.
        let mut begun = None;
        let keys = self.keys(&metadata, &mut || {
            begun = Some((self.begin_send(&request), self.begin_record()));
        });
        let Some((request, record)) = begun else {
            return Err(keys.err().unwrap_or(Error::NotYet));
        };
        let tokens = token::response(self.received(request?)?, self)?;
        let from = Exchange::SignIn(sign_in.nonce.as_deref());
        let fitted = self.fitted(&tokens, metadata, keys?)?;
        let tokens = self.verify(tokens, from, fitted)?;

        // A sign-out, or the next sign-in, may have come before the answer did: this one is over.
        let current = self.store().pending(Some(&sign_in.state))?;
        let goes_on = |current: Box<SignInSession>| {
            current.state == sign_in.state && current.is_copy == sign_in.is_copy
        };
        if !current.is_some_and(goes_on) {
            return Err(Code::SignInSessionNotFound.into());
        }
        let store = self.store();
        let target = Target::default();
        let tokens = store.tokens_with(&tokens, &target, requested_at, Keep::Nothing)?;
        self.begin(record, &tokens)?;
        store.set_app_state(sign_in.app_state.as_deref());
        store.remove_sign_in(&sign_in.state)?;
        match sign_in.post_redirect_uri {
            Some(uri) => self.navigate(&uri, &Navigation::PostSignIn),
            None => {
                if !self.session.config.keeps_callback_url() {
                    self.show_instead(callback_uri, &sign_in.redirect_uri);
                }
                Ok(())
            }
        }
    }
}
