//! How tabs hand the session over: a record of the current session and of the refresh tokens that are spent.
//!
//! A lock makes tabs renew one after the other, but in Chromium the lock reaches the next tab before the previous
//! tab's `localStorage` write does. The next tab would then spend a token that is already spent. So there is also a
//! record, whose changes all tabs see in one order (see [`Platform::swap_record`]):
//!
//! - A tab that holds the lock first adopts the record.
//! - A tab that changes the session first changes the record, then `localStorage`.
//! - A response to a refresh token that the record lists as spent comes too late: the session has ended, or continues
//!   with another token.
//!
//! The record is not the session. Where there is no record, or where it does not know the stored refresh token
//! (another SDK may have stored it), storage is right.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::{Session, store::Tokens};
use crate::{
    platform::Platform,
    protocol::{
        Code, Error,
        json::{FromJson, Value},
        limits::REMEMBERED_TOKENS,
        secret::RefreshToken,
    },
};

/// The fingerprint of a refresh token: enough to recognise the token, but not to use it.
pub fn fingerprint(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(token.as_bytes())[..12])
}

/// The record.
#[derive(Debug, Default, Clone)]
pub struct Record {
    /// Fingerprints of refresh tokens that must not be used any more, the latest last.
    past: Vec<String>,
    /// The current session; `None` when it has ended.
    tokens: Option<Tokens>,
    /// When the provider may be contacted again, in seconds since 1970.
    paused_until: f64,
}

impl FromJson for Record {
    fn from_json(value: &Value) -> Option<Self> {
        Some(Record {
            past: value.required("past")?,
            tokens: value.optional("tokens")?,
            paused_until: value.optional("pausedUntil")?.unwrap_or_default(),
        })
    }
}

impl Record {
    fn to_json(&self) -> Value {
        let past = self.past.iter().map(|mark| Value::from(mark.as_str())).collect();
        Value::object()
            .with("past", Some(Value::Array(past)))
            .with("tokens", self.tokens.as_ref().map(Tokens::to_json))
            .with("pausedUntil", Some(Value::Number(self.paused_until)))
    }

    /// Is this token spent, or does it belong to a session that has ended?
    fn is_past(&self, token: &str) -> bool {
        !self.is_current(token) && self.past.contains(&fingerprint(token))
    }

    /// Does the record know this token, as the current or as a past one?
    fn knows(&self, token: &str) -> bool {
        self.is_current(token) || self.is_past(token)
    }

    fn is_current(&self, token: &str) -> bool {
        self.tokens.as_ref().is_some_and(|tokens| tokens.refresh_token() == Some(token))
    }

    /// Replaces the current session, and that of `token`, by this one.
    fn replace(&mut self, token: Option<&str>, tokens: Option<&Tokens>) {
        let current = self.tokens.take();
        let current = current.as_ref().and_then(Tokens::refresh_token);
        for mark in [current, token].into_iter().flatten().map(fingerprint) {
            self.past.retain(|known| *known != mark);
            self.past.push(mark);
        }
        self.past.drain(..self.past.len().saturating_sub(REMEMBERED_TOKENS));
        self.tokens = tokens.filter(|tokens| tokens.refresh_token().is_some()).cloned();
    }
}

impl<P: Platform> Session<P> {
    /// Reads the record; `None` where there can be no record.
    pub(super) async fn read_record(&self) -> Option<Option<String>> {
        self.platform.swap_record(self.config.app_id(), None, None).await
    }

    /// Applies `change` to the record, unless `change` returns `false`. Returns the record after that. Calls
    /// `change` again when another tab has changed the record first.
    async fn update_record(&self, change: &dyn Fn(&mut Record) -> bool) -> Record {
        let found = self.read_record().await;
        self.update_record_from(found, change).await
    }

    /// The same, starting from a record that was read before.
    async fn update_record_from(
        &self,
        mut found: Option<Option<String>>,
        change: &dyn Fn(&mut Record) -> bool,
    ) -> Record {
        loop {
            let text = found.as_ref().and_then(Option::as_deref);
            let mut record: Record =
                text.and_then(|text| self.platform.read(text)).unwrap_or_default();
            if !change(&mut record) || found.is_none() {
                return record;
            }
            let after = self.platform.print(&record.to_json());
            let now = self.platform.swap_record(self.config.app_id(), text, Some(&after)).await;
            if now.as_ref().is_none_or(|now| now.as_ref() == Some(&after)) {
                return record;
            }
            found = now;
        }
    }

    /// Stores what the record says about the session, for a tab whose storage may be late.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`] when another tab has ended the session; [`Code::RateLimited`] during a pause that the
    /// provider has asked for.
    pub(super) async fn adopt_record(&self) -> Result<(), Error> {
        let mut record = self.update_record(&|_| false).await;
        let mut token = self.required_refresh_token().await?;
        if !record.knows(token.expose()) {
            // A sign-in in another tab may have come since the record was read: read both again.
            record = self.update_record(&|_| false).await;
            token = self.required_refresh_token().await?;
        }
        let token = token.expose();
        match &record.tokens {
            Some(tokens) if record.knows(token) => {
                self.store().put(tokens).await?;
            }
            None if record.is_past(token) => {
                self.store().clear_tokens().await?;
                return Err(Code::NotAuthenticated.into());
            }
            _ => {}
        }
        self.check_pause(record.paused_until)
    }

    /// Tells the other tabs about the pause that the provider has asked for.
    pub(super) async fn share_pause(&self) {
        let until = self.paused_until.get();
        if self.check_pause(until).is_err() {
            self.update_record(&|record| {
                record.paused_until = until;
                true
            })
            .await;
        }
    }

    /// Stores the tokens that came in exchange for `spent`. Returns `false` when the session has continued without
    /// them.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`] when the session has ended meanwhile; those of [`super::store::Store::put`].
    pub(super) async fn store_renewal(
        &self,
        spent: &RefreshToken,
        tokens: &Tokens,
    ) -> Result<bool, Error> {
        let spent = spent.expose();
        let change = |record: &mut Record| {
            let in_time = !record.is_past(spent);
            if in_time {
                record.replace(Some(spent), Some(tokens));
            }
            in_time
        };
        let in_time = self.update_record(&change).await.tokens.as_ref() == Some(tokens);
        if in_time {
            self.store().put(tokens).await?;
        }
        // A later change by another tab is in the record, and may have reached storage before this tab's.
        match self.adopt_record().await {
            Ok(()) | Err(Error::Code(Code::RateLimited)) => {}
            Err(error) => return Err(error),
        }
        // If the change was a sign-in, these tokens belong to the previous session.
        let current = self.refresh_token().await?;
        let current = current.as_ref().map(RefreshToken::expose);
        Ok(in_time && current == tokens.refresh_token())
    }

    /// Stores the tokens of a new session in the place of any other. `record` is the record as it was
    /// [read](Session::read_record) before; it may have changed since.
    ///
    /// # Errors
    /// Those of [`super::store::Store::put`].
    pub(super) async fn start_session(
        &self,
        record: Option<Option<String>>,
        tokens: &Tokens,
    ) -> Result<(), Error> {
        let before = self.refresh_token().await?;
        let before = before.as_ref().map(RefreshToken::expose);
        self.update_record_from(record, &|record| {
            record.replace(before, Some(tokens));
            true
        })
        .await;
        self.store().put(tokens).await
    }

    /// Ends the session for all tabs, unless it continues with a newer token than `token`. Returns whether it has ended.
    pub(super) async fn end_session(&self, token: &RefreshToken) -> Result<bool, Error> {
        let token = token.expose();
        let change = |record: &mut Record| {
            let continues = record.is_past(token) && record.tokens.is_some();
            if !continues {
                record.replace(Some(token), None);
            }
            !continues
        };
        let ended = self.update_record(&change).await.tokens.is_none();
        if ended {
            self.store().clear_tokens().await?;
        }
        Ok(ended)
    }

    /// Ends the session for all tabs. A renewal by another tab then comes too late.
    pub(super) async fn end_session_in_record(&self, token: &RefreshToken) {
        self.update_record(&|record| {
            record.replace(Some(token.expose()), None);
            true
        })
        .await;
    }

    /// Removes the access tokens, also from the record.
    ///
    /// # Errors
    /// See [`Session::id_token`].
    pub async fn clear_access_tokens(&self) -> Result<(), Error> {
        self.store().clear_access_tokens().await?;
        self.update_record(&|record| {
            let tokens = record.tokens.take();
            record.tokens = tokens.map(Tokens::without_access_tokens);
            record.tokens.is_some()
        })
        .await;
        Ok(())
    }

    /// Is `spent` still the refresh token of the session? If storage has a token that the record lists as past, storage
    /// is late, and the answer is yes.
    pub(super) async fn is_current_session(&self, spent: &RefreshToken) -> Result<bool, Error> {
        let Some(stored) = self.refresh_token().await? else { return Ok(false) };
        let (spent, stored) = (spent.expose(), stored.expose());
        let record = self.update_record(&|_| false).await;
        Ok(!record.is_past(spent) && (stored == spent || record.is_past(stored)))
    }
}
