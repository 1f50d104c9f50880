//! What tabs hand over to each other: which refresh token is the session's, and which are spent.
//!
//! A lock lets one tab after the other refresh, but `localStorage` does not keep pace with it: the next
//! tab may hold the lock before it sees what the last one wrote, and would spend a token that is spent.
//! So there is a record beside it whose changes are in order for all tabs (see [`Platform::swap`]). Whoever
//! holds the lock brings its tab up to date by it first; whoever changes the session changes the record
//! first, and `localStorage` after it. An answer that finds the token it was asked with among the spent ones
//! is too late: the session has ended, or goes on without it.
//!
//! The record is not the session. Where it is missing, or knows nothing of the stored refresh token (another
//! SDK may have written that), storage is right.

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

use super::{Call, journal::Ticket, store::Tokens};
use crate::{
    platform::Platform,
    protocol::{
        Code, Error, Text,
        json::{FromJson, Value},
        secret::RefreshToken,
        syntax::Syntax,
    },
};

/// How many spent tokens are known. A tab that slept for as many renewals is behind by more.
const REMEMBERED: usize = 128;

/// How long the provider may keep us waiting, in seconds: what it says beyond that is not believed.
pub const LONGEST_PAUSE: f64 = 60.0;

/// What a refresh token is known by, once it is spent: enough to recognise it, useless to anybody else.
pub fn fingerprint(token: &str) -> Text {
    Base64UrlUnpadded::encode_string(&Sha256::digest(token.as_bytes())[..12]).into()
}

/// The record.
#[derive(Debug, Default, Clone)]
pub struct Record {
    /// Fingerprints of refresh tokens that are no longer to be used, the latest last.
    past: Vec<Text>,
    /// The session as it is now; nothing when it has ended.
    tokens: Option<Tokens>,
    /// When the token endpoint may be asked again, in seconds since 1970.
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

    /// Is this token spent, or of a session that is over?
    fn is_past(&self, token: &str) -> bool {
        !self.is_current(token) && self.past.contains(&fingerprint(token))
    }

    /// Was this token ever the session's, as far as that is remembered?
    fn knows(&self, token: &str) -> bool {
        self.is_current(token) || self.is_past(token)
    }

    fn is_current(&self, token: &str) -> bool {
        self.tokens.as_ref().is_some_and(|tokens| tokens.refresh_token() == Some(token))
    }

    /// From now on the session is this one, and no longer that of `token`.
    fn replace(&mut self, token: Option<&str>, tokens: Option<&Tokens>) {
        let current = self.tokens.take();
        let current = current.as_ref().and_then(Tokens::refresh_token);
        for mark in [current, token].into_iter().flatten().map(fingerprint) {
            self.past.retain(|known| *known != mark);
            self.past.push(mark);
        }
        self.past.drain(..self.past.len().saturating_sub(REMEMBERED));
        self.tokens = tokens.filter(|tokens| tokens.refresh_token().is_some()).cloned();
    }
}

impl<P: Platform> Call<'_, P> {
    /// Changes the record, unless `change` says that there is nothing to change: the record after that.
    /// `change` is called again when another tab was quicker.
    fn exchange(&self, change: &dyn Fn(&mut Record) -> bool) -> Record {
        self.exchange_from(self.begin_record(), change)
    }

    /// Begins to read the record.
    pub(super) fn begin_record(&self) -> Ticket {
        self.begin_swap(None, None)
    }

    /// The same as `exchange`, with a record that may have been read a while ago.
    fn exchange_from(&self, record: Ticket, change: &dyn Fn(&mut Record) -> bool) -> Record {
        let mut found = self.swapped(record);
        loop {
            let text = found.as_ref().and_then(Option::as_deref);
            let mut record: Record = text.and_then(|text| self.read(text)).unwrap_or_default();
            if !change(&mut record) || found.is_none() {
                return record;
            }
            let after = self.print(&record.to_json());
            let now = self.swap(text, Some(&after));
            if now.as_ref().is_none_or(|now| now.as_ref() == Some(&after)) {
                return record;
            }
            found = now;
        }
    }

    /// Brings this tab up to date with what other tabs have done.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`] when one of them has ended the session; [`Code::RateLimited`] when one
    /// of them was told to wait.
    pub(super) fn catch_up(&self) -> Result<(), Error> {
        let mut record = self.exchange(&|_| false);
        let mut token = self.spendable()?;
        if !record.knows(token.expose()) {
            // Somebody may have signed in since the record was read, and storage may tell of that in part.
            record = self.exchange(&|_| false);
            token = self.spendable()?;
        }
        let token = token.expose();
        match &record.tokens {
            Some(tokens) if record.knows(token) => {
                self.store().put(tokens)?;
            }
            None if record.is_past(token) => {
                self.store().clear_tokens()?;
                return Err(Code::NotAuthenticated.into());
            }
            _ => {}
        }
        self.check_pause(record.paused_until)
    }

    /// Tells the other tabs how long the provider wants to be left alone.
    pub(super) fn share_pause(&self) {
        let until = self.paused_until();
        if self.check_pause(until).is_err() {
            self.exchange(&|record| {
                record.paused_until = until;
                true
            });
        }
    }

    /// Stores what came in exchange for `spent`: `false` when the session went on without it.
    ///
    /// # Errors
    /// [`Code::NotAuthenticated`] when it has ended meanwhile; those of [`super::store::Store::put`].
    pub(super) fn hand_over(&self, spent: &RefreshToken, tokens: &Tokens) -> Result<bool, Error> {
        let spent = spent.expose();
        let change = |record: &mut Record| {
            let in_time = !record.is_past(spent);
            if in_time {
                record.replace(Some(spent), Some(tokens));
            }
            in_time
        };
        let in_time = self.exchange(&change).tokens.as_ref() == Some(tokens);
        if in_time {
            self.store().put(tokens)?;
        }
        // What another tab did since has come first in the record, and may have come first in storage.
        match self.catch_up() {
            Ok(()) | Err(Error::Code(Code::RateLimited)) => {}
            Err(error) => return Err(error),
        }
        // It may have been a sign-in: then these tokens are somebody else's.
        let current = self.refresh_token()?;
        let current = current.as_ref().map(RefreshToken::expose);
        Ok(in_time && current == tokens.refresh_token())
    }

    /// Stores the tokens of a new session, whatever there was before. It may have been some time ago that one
    /// [began](Call::begin_record) to read `record`.
    ///
    /// # Errors
    /// Those of [`super::store::Store::put`].
    pub(super) fn begin(&self, record: Ticket, tokens: &Tokens) -> Result<(), Error> {
        let before = self.refresh_token()?;
        let before = before.as_ref().map(RefreshToken::expose);
        self.exchange_from(record, &|record| {
            record.replace(before, Some(tokens));
            true
        });
        self.store().put(tokens)
    }

    /// Ends the session for all tabs, unless it goes on with a newer token than `token`: whether it ended.
    pub(super) fn end(&self, token: &RefreshToken) -> Result<bool, Error> {
        let token = token.expose();
        let change = |record: &mut Record| {
            let goes_on = record.is_past(token) && record.tokens.is_some();
            if !goes_on {
                record.replace(Some(token), None);
            }
            !goes_on
        };
        let ended = self.exchange(&change).tokens.is_none();
        if ended {
            self.store().clear_tokens()?;
        }
        Ok(ended)
    }

    /// Ends the session for all tabs, whatever they do: what they wait for comes too late.
    pub(super) fn tell_the_end(&self) -> Result<(), Error> {
        if let Some(token) = self.refresh_token()? {
            self.exchange(&|record| {
                record.replace(Some(token.expose()), None);
                true
            });
        }
        Ok(())
    }

    /// Removes the access tokens, also from what the next tab would take over.
    ///
    /// # Errors
    /// See [`Call::id_token`].
    pub fn clear_access_tokens(&self) -> Result<(), Error> {
        self.store().clear_access_tokens()?;
        self.exchange(&|record| {
            let tokens = record.tokens.take();
            record.tokens = tokens.map(Tokens::without_access_tokens);
            record.tokens.is_some()
        });
        Ok(())
    }

    /// Does the session still have the token that was spent, as far as this tab can see? It may have another
    /// one that it knew before; then this tab sees old values.
    pub(super) fn is_of_this_session(&self, spent: &RefreshToken) -> Result<bool, Error> {
        let Some(stored) = self.refresh_token()? else { return Ok(false) };
        let (spent, stored) = (spent.expose(), stored.expose());
        let record = self.exchange(&|_| false);
        Ok(!record.is_past(spent) && (stored == spent || record.is_past(stored)))
    }

    /// Is it too early to ask the provider again?
    pub(super) fn check_pause(&self, until: f64) -> Result<(), Error> {
        let now = self.now();
        // A pause that is too long is none: the clock was changed since.
        if until > now && until <= now + LONGEST_PAUSE {
            return Err(Code::RateLimited.into());
        }
        Ok(())
    }
}
