//! Pending sign-ins: one for each tab, and copies of all of them for the other tabs.
//!
//! An app's built-in browser may open the callback in another tab, or after it has dropped the tab's storage. So
//! that the sign-in can be completed there, a copy is kept for all tabs under its `state`. The copy is removed when
//! it has been used, and ignored after [`PENDING_SIGN_IN_LIFE`].

use super::Store;
use crate::{
    platform::{Area, Platform},
    protocol::{
        Code, Error,
        json::{FromJson, Value},
        limits::PENDING_SIGN_IN_LIFE,
        secret::CodeVerifier,
    },
};

const SIGN_IN_SESSION: &str = "signInSession";
const COPIES: &str = "signInSessions";
const APP_STATE: &str = "appState";

/// A pending sign-in: the values that its callback is checked against.
#[derive(Debug, Clone)]
pub struct SignInSession {
    /// The redirect URI of the authorization request, character by character.
    pub redirect_uri: String,
    /// Where the visitor goes after the callback.
    pub post_redirect_uri: Option<String>,
    /// The PKCE code verifier.
    pub code_verifier: CodeVerifier,
    /// The `state` of the authorization request.
    pub state: String,
    /// The `nonce` of the authorization request; `None` when another SDK started this sign-in.
    pub nonce: Option<String>,
    /// The site's `appState`, as JSON text.
    pub app_state: Option<String>,
    /// Whether this is one of the copies, and not the tab's own sign-in.
    pub is_copy: bool,
}

impl FromJson for SignInSession {
    fn from_json(value: &Value) -> Option<Self> {
        Some(SignInSession {
            redirect_uri: value.required("redirectUri")?,
            post_redirect_uri: value.optional("postRedirectUri")?,
            code_verifier: value.required("codeVerifier")?,
            state: value.required("state")?,
            nonce: value.optional("nonce")?,
            app_state: value.optional("appState")?,
            is_copy: false,
        })
    }
}

impl SignInSession {
    fn to_json(&self) -> Value {
        Value::object()
            .with_text("redirectUri", Some(&self.redirect_uri))
            .with_text("postRedirectUri", self.post_redirect_uri.as_deref())
            .with_text("codeVerifier", Some(self.code_verifier.expose()))
            .with_text("state", Some(&self.state))
            .with_text("nonce", self.nonce.as_deref())
            .with_text("appState", self.app_state.as_deref())
    }
}

impl<P: Platform> Store<'_, P> {
    /// The pending sign-in with this `state`: the tab's own, or a copy. If no sign-in has this `state`, the tab's
    /// own: the check of the callback then says what is wrong.
    ///
    /// # Errors
    /// [`Code::SignInSessionNotFound`]; [`Code::SignInSessionInvalid`] when it cannot be read.
    pub async fn sign_in(&self, state: Option<&str>) -> Result<Box<SignInSession>, Error> {
        let own = self.own_sign_in().await;
        if let Some(state) = state
            && !own.as_ref().is_ok_and(|own| own.state == state)
            && let Some(copy) = self.copies().await?.required::<SignInSession>(state)
        {
            return Ok(Box::new(SignInSession { is_copy: true, ..copy }));
        }
        own
    }

    /// The same; `None` when there is no pending sign-in that can be read.
    ///
    /// # Errors
    /// Those of a site's own storage.
    pub async fn pending(&self, state: Option<&str>) -> Result<Option<Box<SignInSession>>, Error> {
        match self.sign_in(state).await {
            Err(Error::Code(Code::SignInSessionNotFound | Code::SignInSessionInvalid)) => Ok(None),
            sign_in => sign_in.map(Some),
        }
    }

    async fn own_sign_in(&self) -> Result<Box<SignInSession>, Error> {
        let text = self.get(Area::Session, SIGN_IN_SESSION).await?;
        let text = text.ok_or(Code::SignInSessionNotFound)?;
        Ok(Box::new(self.platform.read(&text).ok_or(Code::SignInSessionInvalid)?))
    }

    /// Stores a sign-in for its callback, for this tab and as a copy for the others.
    ///
    /// # Errors
    /// [`Code::StorageUnavailable`] when neither can be stored.
    pub async fn set_sign_in(&self, sign_in: &SignInSession) -> Result<(), Error> {
        let json = sign_in.to_json();
        let text = self.platform.print(&json);
        let stored = self.platform.set(self.key(Area::Session, SIGN_IN_SESSION), &text).await;
        if !self.platform.is_shared() {
            return stored;
        }
        let at = Some(Value::Number(self.platform.now()));
        let copies = self.copies().await?.with(&sign_in.state, Some(json.with("at", at)));
        let copied = self.set_copies(&copies).await;
        stored.or(copied)
    }

    /// Removes a sign-in, and the copies of others that are too old.
    ///
    /// # Errors
    /// Those of a site's own storage.
    pub async fn remove_sign_in(&self, state: &str) -> Result<(), Error> {
        // Another sign-in may have started in this tab meanwhile: keep it.
        if self.own_sign_in().await.map_or(true, |own| own.state == state) {
            self.remove(Area::Session, SIGN_IN_SESSION).await?;
        }
        if self.platform.is_shared() {
            let copies = self.copies().await?.with(state, None);
            let _ = self.set_copies(&copies).await;
        }
        Ok(())
    }

    /// Removes every pending sign-in and the `appState`.
    ///
    /// # Errors
    /// Those of a site's own storage.
    pub async fn remove_sign_ins(&self) -> Result<(), Error> {
        self.remove(Area::Session, SIGN_IN_SESSION).await?;
        if self.platform.is_shared() {
            self.remove(Area::Local, COPIES).await?;
        }
        if self.platform.takes_any_key() {
            self.remove(Area::Session, APP_STATE).await?;
        }
        Ok(())
    }

    /// The `appState` of the last sign-in in this tab, as JSON text.
    ///
    /// # Errors
    /// Those of a site's own storage.
    pub async fn app_state(&self) -> Result<Option<String>, Error> {
        self.get(Area::Session, APP_STATE).await
    }

    /// Stores the `appState`, or removes the previous one. A failure is ignored: the sign-in is complete without it.
    pub async fn set_app_state(&self, app_state: Option<&str>) {
        let key = self.key(Area::Session, APP_STATE);
        let _ = match app_state {
            Some(text) => self.platform.set(key, text).await,
            None if self.platform.takes_any_key() => self.platform.remove(key).await,
            None => Ok(()),
        };
    }

    /// The copies by `state`, without those that are too old, or from the future because the clock was corrected.
    async fn copies(&self) -> Result<Value, Error> {
        if !self.platform.is_shared() {
            return Ok(Value::Null);
        }
        let text = self.get(Area::Local, COPIES).await?;
        let Some(Value::Object(mut copies)) = text.and_then(|text| self.platform.parse(&text))
        else {
            return Ok(Value::Null);
        };
        let now = self.platform.now();
        copies.retain(|(_, copy)| {
            copy.required("at").is_some_and(|at: f64| (now - at).abs() <= PENDING_SIGN_IN_LIFE)
        });
        Ok(Value::Object(copies))
    }

    async fn set_copies(&self, copies: &Value) -> Result<(), Error> {
        match copies {
            Value::Object(copies) if copies.is_empty() => self.remove(Area::Local, COPIES).await,
            Value::Null => Ok(()),
            copies => {
                let text = self.platform.print(copies);
                self.platform.set(self.key(Area::Local, COPIES), &text).await
            }
        }
    }
}
