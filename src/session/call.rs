//! A call of a session's, written as plain code that is run again from its start when what it waited for has
//! come.
//!
//! The compiler's own way (`async`) makes a machine of each function that waits, and those were most of this
//! crate's weight. Here only the call as a whole waits: whatever it asks of its [`Platform`] is written down
//! in order, the questions being the same in each run, and answered from there the next time. So all that
//! decides it has to come through here: clock, chance, storage, and what calls of the same session share. What
//! changes something is done in the first run alone.
//!
//! A question whose answer is not there yet gives [`Error::NotYet`]. From then on nothing more is asked in
//! that run, and whatever it comes to is dropped; so no harm is done where such an error is passed over.

use super::{
    Session,
    handover::LONGEST_PAUSE,
    journal::{Entry, Journal, Ticket},
    store::Store,
};
use crate::{
    platform::{Answer, Asked, Generated, Key, Navigation, Outcome, Platform, Question},
    protocol::{
        Error, Text,
        http::{Request, Response},
        id_token::StoredIdToken,
        json::Value,
        jwk::{Algorithm, Signatures, Signed, Verifier},
        pkce::RANDOM_BYTES,
        secret::RefreshToken,
        syntax::Syntax,
        url::Url,
    },
};

/// One call under way.
pub struct Call<'a, P: Platform> {
    pub(super) session: &'a Session<P>,
    journal: &'a Journal<P>,
}

impl<P: Platform> Session<P> {
    /// Runs `work` as far as it goes: what it comes to, or nothing when an answer is missing.
    pub fn step<T>(
        &self,
        journal: &Journal<P>,
        work: impl FnOnce(&Call<'_, P>) -> Result<T, Error>,
    ) -> Option<Result<T, Error>> {
        journal.rewind();
        let result = work(&Call { session: self, journal });
        (!journal.is_suspended()).then_some(result)
    }
}

impl<'a, P: Platform> Call<'a, P> {
    /// Asks, in the first run: the answer is waited for later.
    fn put_question(&self, question: Question<'_>) -> Ticket {
        let is_new = self.journal.is_new();
        let ticket = self.journal.next();
        if is_new {
            self.journal.note(match self.session.platform.ask(question) {
                Asked::Now(outcome) => Entry::Answer(outcome),
                Asked::Later(later) => {
                    self.journal.begin(ticket, later);
                    Entry::Awaited
                }
            });
        }
        ticket
    }

    fn wait(&self, ticket: Ticket) -> Outcome<P::Lock> {
        match self.journal.entry(ticket) {
            Some(Entry::Answer(outcome)) => outcome,
            _ => Err(Error::NotYet),
        }
    }

    fn ask(&self, question: Question<'_>) -> Outcome<P::Lock> {
        self.wait(self.put_question(question))
    }

    fn text(&self, question: Question<'_>) -> Result<Option<Text>, Error> {
        match self.ask(question)? {
            Answer::Text(text) => Ok(text),
            _ => Ok(None),
        }
    }

    fn act(&self, question: Question<'_>) -> Result<(), Error> {
        self.ask(question).map(|_| ())
    }

    /// What is known at once, and may be something else the next time.
    pub(super) fn note(
        &self,
        look: impl FnOnce(&Session<P>) -> Entry<P::Lock>,
    ) -> Option<Entry<P::Lock>> {
        if self.journal.is_new() {
            self.journal.note(look(self.session));
        }
        self.journal.entry(self.journal.next())
    }

    /// The stored ID token.
    ///
    /// # Errors
    /// Those of a site's own storage; so for everything that reads the session.
    pub fn id_token(&self) -> Result<Option<Box<StoredIdToken>>, Error> {
        self.store().id_token()
    }

    /// The stored refresh token.
    ///
    /// # Errors
    /// See [`Call::id_token`].
    pub fn refresh_token(&self) -> Result<Option<RefreshToken>, Error> {
        self.store().refresh_token()
    }

    /// What the site wanted to know again after the last sign-in in this tab, as JSON text.
    ///
    /// # Errors
    /// See [`Call::id_token`].
    pub fn app_state(&self) -> Result<Option<Text>, Error> {
        self.store().app_state()
    }

    /// When the provider may be asked again, in seconds since 1970.
    pub(super) fn paused_until(&self) -> f64 {
        self.number(|session| session.paused_until.get())
    }

    /// Sends a request, unless the provider has asked to be left alone for a while.
    pub(super) fn send(&self, request: Request) -> Result<Response, Error> {
        self.received(self.begin_send(&request)?)
    }

    /// The first half of it: the answer is [`Call::received`] later.
    pub(super) fn begin_send(&self, request: &Request) -> Result<Ticket, Error> {
        self.check_pause(self.paused_until())?;
        Ok(self.begin_fetch(request))
    }

    pub(super) fn received(&self, ticket: Ticket) -> Result<Response, Error> {
        let answer = self.response(ticket)?;
        if let (429 | 503, Some(seconds)) = (answer.status, answer.retry_after) {
            let until = self.now() + seconds.min(LONGEST_PAUSE);
            self.change(|session| session.paused_until.set(until));
        }
        Ok(answer)
    }

    /// The storage of the session.
    pub(super) fn store(&self) -> Store<'_, 'a, P> {
        Store::new(self)
    }

    /// What is changed in the session.
    pub(super) fn change(&self, change: impl FnOnce(&Session<P>)) {
        if self.journal.is_new() {
            change(self.session);
            self.journal.note(Entry::Changed);
        }
        self.journal.next();
    }

    /// What is known of the session, as a number.
    pub(super) fn number(&self, look: impl FnOnce(&Session<P>) -> f64) -> f64 {
        if self.journal.is_new() {
            self.journal.note(Entry::Number(look(self.session)));
        }
        self.journal.number()
    }

    /// See [`Platform::now`].
    pub(super) fn now(&self) -> f64 {
        self.number(|session| session.platform.now())
    }

    /// See [`Platform::is_shared`].
    pub(super) fn is_shared(&self) -> bool {
        self.flag(|session| session.platform.is_shared())
    }

    /// See [`Platform::takes_any_key`].
    pub(super) fn takes_any_key(&self) -> bool {
        self.flag(|session| session.platform.takes_any_key())
    }

    fn flag(&self, look: impl FnOnce(&Session<P>) -> bool) -> bool {
        self.number(|session| f64::from(look(session))) != 0.0
    }

    /// See [`Platform::random`].
    pub(super) fn random(&self) -> [u8; RANDOM_BYTES] {
        match self.note(|session| Entry::Random(session.platform.random())) {
            Some(Entry::Random(bytes)) => bytes,
            _ => [0; RANDOM_BYTES],
        }
    }

    /// See [`Platform::show_instead`].
    pub(super) fn show_instead(&self, callback_uri: &str, url: &str) {
        self.change(|session| session.platform.show_instead(callback_uri, url));
    }

    /// See [`Question::Generate`].
    pub(super) fn generated(&self, what: &Generated) -> Result<Option<Text>, Error> {
        self.text(Question::Generate(what))
    }

    /// See [`Question::Fetch`]; the answer is waited for [later](Call::response).
    pub(super) fn begin_fetch(&self, request: &Request) -> Ticket {
        self.put_question(Question::Fetch(request))
    }

    /// The answer to a request.
    pub(super) fn response(&self, ticket: Ticket) -> Result<Response, Error> {
        match self.wait(ticket)? {
            Answer::Response(response) => Ok(response),
            _ => Err(Error::NotYet),
        }
    }

    /// See [`Question::Get`].
    pub(super) fn get(&self, key: Key<'_>) -> Result<Option<Text>, Error> {
        self.text(Question::Get(key))
    }

    /// See [`Question::Put`].
    pub(super) fn put(&self, key: Key<'_>, value: Option<&str>) -> Result<(), Error> {
        self.act(Question::Put(key, value))
    }

    /// See [`Question::Write`].
    pub(super) fn write(&self, values: &[(Key<'_>, Option<&str>)]) -> Result<(), Error> {
        self.act(Question::Write(values))
    }

    /// See [`Question::Navigate`].
    pub(super) fn navigate(&self, url: &str, purpose: &Navigation) -> Result<(), Error> {
        self.act(Question::Navigate(url, purpose))
    }

    /// See [`Question::Swap`].
    pub(super) fn swap(&self, before: Option<&str>, after: Option<&str>) -> Option<Option<Text>> {
        self.swapped(self.begin_swap(before, after))
    }

    /// The first half of it: the answer is [`Call::swapped`] later.
    pub(super) fn begin_swap(&self, before: Option<&str>, after: Option<&str>) -> Ticket {
        let app_id = self.session.config.app_id();
        self.put_question(Question::Swap { app_id, before, after })
    }

    pub(super) fn swapped(&self, ticket: Ticket) -> Option<Option<Text>> {
        match self.wait(ticket) {
            Ok(Answer::Text(record)) => Some(record),
            _ => None,
        }
    }

    /// Releases a lock, unless the work under it goes on.
    #[inline(never)]
    fn release(&self, lock: &Answer<P::Lock>) {
        if let Answer::Lock(held) = lock
            && !self.journal.is_suspended()
        {
            held.take();
        }
    }

    /// Does `work` while no other tab does such work; or, in this page, no other call.
    pub(super) fn alone<T>(
        &self,
        name: &str,
        in_page: bool,
        work: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        let lock = self.ask(Question::Lock { name, in_page })?;
        let result = work();
        self.release(&lock);
        result
    }
}

/// The platform's.
impl<P: Platform> Syntax for Call<'_, P> {
    fn parse(&self, text: &str) -> Option<Value> {
        self.session.platform.parse(text)
    }

    fn print(&self, value: &Value) -> Text {
        self.session.platform.print(value)
    }

    fn url(&self, text: &str) -> Option<Url> {
        self.session.platform.url(text)
    }
}

/// The platform's.
impl<P: Platform> Verifier for Call<'_, P> {
    fn verify(&self, signed: &Signed<'_>) -> Result<bool, Error> {
        let answer = self.ask(Question::Verify(signed))?;
        Ok(matches!(answer, Answer::Flag(true)))
    }

    fn half_hash(&self, algorithm: Algorithm, text: &str) -> Result<Text, Error> {
        Ok(self.text(Question::HalfHash(algorithm, text))?.unwrap_or_default())
    }

    fn signatures(&self) -> Signatures {
        match self.note(|session| Entry::Signatures(session.platform.signatures())) {
            Some(Entry::Signatures(signatures)) => signatures,
            _ => Signatures::Ours,
        }
    }

    fn verify_by_site(&self, token: &str) -> Result<(), Error> {
        self.act(Question::VerifyBySite(token))
    }
}
