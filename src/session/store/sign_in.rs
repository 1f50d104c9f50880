//! Sign-ins that are under way: one in each tab, and copies of all of them for browsers that drop it.
//!
//! An app's built-in browser may open the callback where the tab's own storage is gone, or in another
//! tab. So that the sign-in is completed there too, a copy is kept for all tabs under its `state`, for ten
//! minutes at most, and removed when it has been used.

use super::Store;
use crate::{
    platform::{Area, Platform},
    protocol::{
        Code, Error, Text,
        json::{FromJson, Value},
        secret::CodeVerifier,
        syntax::Syntax,
    },
};

const SIGN_IN_SESSION: &str = "signInSession";
const COPIES: &str = "signInSessions";
const APP_STATE: &str = "appState";

/// How long a copy is kept, in seconds.
const LIFE_OF_A_COPY: f64 = 600.0;

/// A sign-in that is under way: what its callback is checked against.
#[derive(Debug, Clone)]
pub struct SignInSession {
    /// The redirect URI of the authorization request, to the letter.
    pub redirect_uri: Text,
    /// Where to go when the callback was handled.
    pub post_redirect_uri: Option<Text>,
    /// The PKCE code verifier.
    pub code_verifier: CodeVerifier,
    /// The `state` of the authorization request.
    pub state: Text,
    /// Its `nonce`; absent when another SDK began this sign-in.
    pub nonce: Option<Text>,
    /// What the site wants to know again when the sign-in is done, as JSON text.
    pub app_state: Option<Text>,
    /// Found among the copies, and not as this tab's own.
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

impl<P: Platform> Store<'_, '_, P> {
    /// The sign-in that `state` belongs to: this tab's own, or a copy. This tab's own, too, when
    /// `state` fits none: it is for its callback's check to say what is wrong.
    ///
    /// # Errors
    /// [`Code::SignInSessionNotFound`]; [`Code::SignInSessionInvalid`] when it cannot be read.
    pub fn sign_in(&self, state: Option<&str>) -> Result<Box<SignInSession>, Error> {
        let own = self.own_sign_in();
        if let Some(state) = state
            && !own.as_ref().is_ok_and(|own| own.state == state)
            && let Some(copy) = self.copies()?.required::<SignInSession>(state)
        {
            return Ok(Box::new(SignInSession { is_copy: true, ..copy }));
        }
        own
    }

    /// The same, if there is one that can be read.
    ///
    /// # Errors
    /// Those of a site's own storage.
    pub fn pending(&self, state: Option<&str>) -> Result<Option<Box<SignInSession>>, Error> {
        match self.sign_in(state) {
            Err(Error::Code(Code::SignInSessionNotFound | Code::SignInSessionInvalid)) => Ok(None),
            sign_in => sign_in.map(Some),
        }
    }

    fn own_sign_in(&self) -> Result<Box<SignInSession>, Error> {
        let text = self.get(Area::Session, SIGN_IN_SESSION)?;
        let text = text.ok_or(Code::SignInSessionNotFound)?;
        Ok(Box::new(self.call.read(&text).ok_or(Code::SignInSessionInvalid)?))
    }

    /// Remembers a sign-in for its callback.
    ///
    /// # Errors
    /// [`Code::StorageUnavailable`] when it can be kept nowhere.
    pub fn set_sign_in(&self, sign_in: &SignInSession) -> Result<(), Error> {
        let json = sign_in.to_json();
        let text = self.call.print(&json);
        let kept = self.call.put(self.key(Area::Session, SIGN_IN_SESSION), Some(&text));
        if !self.call.is_shared() {
            return kept;
        }
        let at = Some(Value::Number(self.call.now()));
        let copies = self.copies()?.with(&sign_in.state, Some(json.with("at", at)));
        kept.or(self.set_copies(&copies))
    }

    /// Forgets a sign-in, and what was left of those that nobody came back from.
    ///
    /// # Errors
    /// Those of a site's own storage.
    pub fn remove_sign_in(&self, state: &str) -> Result<(), Error> {
        // Not that of another sign-in that began in this tab meanwhile.
        if self.own_sign_in().map_or(true, |own| own.state == state) {
            self.remove(Area::Session, SIGN_IN_SESSION)?;
        }
        if self.call.is_shared() {
            let copies = self.copies()?.with(state, None);
            let _ = self.set_copies(&copies);
        }
        Ok(())
    }

    /// Forgets every sign-in.
    ///
    /// # Errors
    /// Those of a site's own storage.
    pub fn remove_sign_ins(&self) -> Result<(), Error> {
        self.remove(Area::Session, SIGN_IN_SESSION)?;
        if self.call.is_shared() {
            self.remove(Area::Local, COPIES)?;
        }
        if self.call.takes_any_key() {
            self.remove(Area::Session, APP_STATE)?;
        }
        Ok(())
    }

    /// What the site wanted to know again after the last sign-in in this tab, as JSON text.
    ///
    /// # Errors
    /// Those of a site's own storage.
    pub fn app_state(&self) -> Result<Option<Text>, Error> {
        self.get(Area::Session, APP_STATE)
    }

    /// Keeps what the site wants to know again, where that can be done: the sign-in does not hang on it.
    pub fn set_app_state(&self, app_state: Option<&str>) {
        let key = self.key(Area::Session, APP_STATE);
        let _ = match app_state {
            Some(_) => self.call.put(key, app_state),
            None if self.call.takes_any_key() => self.call.put(key, None),
            None => Ok(()),
        };
    }

    /// The copies, by `state`: those that are not too old. (Nor from the future, by a clock that was
    /// corrected since.)
    fn copies(&self) -> Result<Value, Error> {
        if !self.call.is_shared() {
            return Ok(Value::Null);
        }
        let text = self.get(Area::Local, COPIES)?;
        let Some(Value::Object(mut copies)) = text.and_then(|text| self.call.parse(&text)) else {
            return Ok(Value::Null);
        };
        let now = self.call.now();
        copies.retain(|(_, copy)| {
            copy.required("at").is_some_and(|at: f64| (now - at).abs() <= LIFE_OF_A_COPY)
        });
        Ok(Value::Object(copies))
    }

    fn set_copies(&self, copies: &Value) -> Result<(), Error> {
        match copies {
            Value::Object(copies) if copies.is_empty() => self.remove(Area::Local, COPIES),
            Value::Null => Ok(()),
            copies => {
                let text = self.call.print(copies);
                self.call.put(self.key(Area::Local, COPIES), Some(&text))
            }
        }
    }
}
