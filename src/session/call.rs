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

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use futures_util::lock::MutexGuard;

use super::{Session, handover::LONGEST_PAUSE, store::Store};
use crate::{
    platform::{Generated, Key, Navigation, Platform},
    protocol::{
        Error,
        discovery::Metadata,
        http::{Request, Response},
        id_token::StoredIdToken,
        json::Value,
        jwk::{Algorithm, Jwk, JwkSet, Signatures, Verifier},
        pkce::RANDOM_BYTES,
        secret::RefreshToken,
        syntax::Syntax,
        url::Url,
    },
};

/// An answer, as it is written down.
pub(super) enum Answer<'a, P: Platform> {
    Nothing,
    Flag(bool),
    Number(f64),
    Text(Option<String>),
    Bytes(Vec<u8>),
    Random([u8; RANDOM_BYTES]),
    Response(Response),
    Signatures(Signatures),
    Record(Option<Option<String>>),
    Metadata(Option<Rc<Metadata>>),
    Keys(Option<Rc<JwkSet>>),
    Turn(Rc<Cell<Option<Held<'a, P>>>>),
}

/// What only one at a time can have: among the calls of a session, or among all tabs.
#[expect(dead_code, reason = "they are held, and that is all")]
pub(super) enum Held<'a, P: Platform> {
    Page(MutexGuard<'a, ()>),
    Tabs(P::Lock),
}

impl<P: Platform> Clone for Answer<'_, P> {
    fn clone(&self) -> Self {
        match self {
            Answer::Nothing => Answer::Nothing,
            Answer::Flag(flag) => Answer::Flag(*flag),
            Answer::Number(number) => Answer::Number(*number),
            Answer::Text(text) => Answer::Text(text.clone()),
            Answer::Bytes(bytes) => Answer::Bytes(bytes.clone()),
            Answer::Random(bytes) => Answer::Random(*bytes),
            Answer::Response(response) => Answer::Response(response.clone()),
            Answer::Signatures(signatures) => Answer::Signatures(*signatures),
            Answer::Record(record) => Answer::Record(record.clone()),
            Answer::Metadata(metadata) => Answer::Metadata(metadata.clone()),
            Answer::Keys(keys) => Answer::Keys(keys.clone()),
            Answer::Turn(turn) => Answer::Turn(turn.clone()),
        }
    }
}

type Outcome<'a, P> = Result<Answer<'a, P>, Error>;

type Later<'a, P> = Pin<Box<dyn Future<Output = Outcome<'a, P>> + 'a>>;

/// A question: its answer, or what will be.
enum Slot<'a, P: Platform> {
    Waiting(Later<'a, P>),
    Done(Outcome<'a, P>),
}

/// A question that was asked, by its place among them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ticket(usize);

/// One call under way.
pub struct Call<'a, P: Platform> {
    pub(super) session: &'a Session<P>,
    slots: RefCell<Vec<Slot<'a, P>>>,
    /// How many questions this run has asked.
    asked: Cell<usize>,
    /// An answer is missing: this run comes to nothing.
    is_suspended: Cell<bool>,
    waker: RefCell<Waker>,
}

impl<P: Platform> Session<P> {
    /// Does `work`, which is run as often as it takes.
    ///
    /// # Errors
    /// Those of `work`.
    pub async fn run<'a, T>(
        &'a self,
        work: impl Fn(&Call<'a, P>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let call = Call {
            session: self,
            slots: RefCell::default(),
            asked: Cell::default(),
            is_suspended: Cell::default(),
            waker: RefCell::new(Waker::noop().clone()),
        };
        let mut is_new = true;
        poll_fn(|context| {
            if !call.listen(context) && !is_new {
                return Poll::Pending;
            }
            is_new = false;
            call.asked.set(0);
            call.is_suspended.set(false);
            let result = work(&call);
            if call.is_suspended.get() { Poll::Pending } else { Poll::Ready(result) }
        })
        .await
    }
}

impl<'a, P: Platform> Call<'a, P> {
    /// Has an answer come?
    fn listen(&self, context: &mut Context<'_>) -> bool {
        self.waker.replace(context.waker().clone());
        let mut news = false;
        for slot in self.slots.borrow_mut().iter_mut() {
            if let Slot::Waiting(later) = slot
                && let Poll::Ready(outcome) = later.as_mut().poll(context)
            {
                *slot = Slot::Done(outcome);
                news = true;
            }
        }
        news
    }

    /// Asks, in the first run.
    fn question(&self, start: impl FnOnce(&'a Session<P>) -> Later<'a, P>) -> Ticket {
        let ticket = self.asked.get();
        self.asked.set(ticket + 1);
        if !self.is_suspended.get() && ticket == self.slots.borrow().len() {
            self.push(start(self.session));
        }
        Ticket(ticket)
    }

    fn push(&self, mut later: Later<'a, P>) {
        let waker = self.waker.borrow().clone();
        let slot = match later.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(outcome) => Slot::Done(outcome),
            Poll::Pending => Slot::Waiting(later),
        };
        self.slots.borrow_mut().push(slot);
    }

    /// The answer, if it is there.
    fn wait(&self, Ticket(ticket): Ticket) -> Outcome<'a, P> {
        if self.is_suspended.get() {
            return Err(Error::NotYet);
        }
        match &self.slots.borrow()[ticket] {
            Slot::Done(outcome) => outcome.clone(),
            Slot::Waiting(_) => {
                self.is_suspended.set(true);
                Err(Error::NotYet)
            }
        }
    }

    fn ask(&self, start: impl FnOnce(&'a Session<P>) -> Later<'a, P>) -> Outcome<'a, P> {
        self.wait(self.question(start))
    }

    /// What is known at once, and may be something else the next time.
    pub(super) fn note(&self, look: impl FnOnce(&'a Session<P>) -> Answer<'a, P>) -> Answer<'a, P> {
        let ticket = self.asked.get();
        self.asked.set(ticket + 1);
        if !self.is_suspended.get() && ticket == self.slots.borrow().len() {
            let answer = look(self.session);
            self.slots.borrow_mut().push(Slot::Done(Ok(answer)));
        }
        self.wait(Ticket(ticket)).unwrap_or(Answer::Nothing)
    }

    /// The stored ID token.
    ///
    /// # Errors
    /// Those of a site's own storage; so for everything that reads the session.
    pub fn id_token(&self) -> Result<Option<StoredIdToken>, Error> {
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
    pub fn app_state(&self) -> Result<Option<String>, Error> {
        self.store().app_state()
    }

    /// When the provider may be asked again, in seconds since 1970.
    pub(super) fn paused_until(&self) -> f64 {
        self.number(|session| session.paused_until.get())
    }

    /// Sends a request, unless the provider has asked to be left alone for a while.
    pub(super) fn send(&self, request: Request) -> Result<Response, Error> {
        self.received(self.begin_send(request)?)
    }

    /// The first half of it: the answer is [`Call::received`] later.
    pub(super) fn begin_send(&self, request: Request) -> Result<Ticket, Error> {
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
    pub(super) fn change(&self, change: impl FnOnce(&'a Session<P>)) {
        self.note(|session| {
            change(session);
            Answer::Nothing
        });
    }

    /// What is known of the session, as a number.
    pub(super) fn number(&self, look: impl FnOnce(&'a Session<P>) -> f64) -> f64 {
        match self.note(|session| Answer::Number(look(session))) {
            Answer::Number(number) => number,
            _ => 0.0,
        }
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

    fn flag(&self, look: impl FnOnce(&'a Session<P>) -> bool) -> bool {
        matches!(self.note(|session| Answer::Flag(look(session))), Answer::Flag(true))
    }

    /// See [`Platform::random`].
    pub(super) fn random(&self) -> [u8; RANDOM_BYTES] {
        match self.note(|session| Answer::Random(session.platform.random())) {
            Answer::Random(bytes) => bytes,
            _ => [0; RANDOM_BYTES],
        }
    }

    /// See [`Platform::generated`].
    pub(super) fn generated(&self, what: Generated) -> Result<Option<String>, Error> {
        let answer = self.ask(|session| {
            Box::pin(async { session.platform.generated(what).await.map(Answer::Text) })
        });
        text(answer)
    }

    /// See [`Platform::fetch`]: begins, to be [received](Call::receive) later.
    pub(super) fn begin_fetch(&self, request: Request) -> Ticket {
        self.question(|session| {
            Box::pin(async { session.platform.fetch(request).await.map(Answer::Response) })
        })
    }

    /// The answer to a request.
    pub(super) fn response(&self, ticket: Ticket) -> Result<Response, Error> {
        match self.wait(ticket)? {
            Answer::Response(response) => Ok(response),
            _ => Err(Error::NotYet),
        }
    }

    /// See [`Platform::get`].
    pub(super) fn get(&self, key: Key<'a>) -> Result<Option<String>, Error> {
        text(self.ask(|session| {
            Box::pin(async move { session.platform.get(key).await.map(Answer::Text) })
        }))
    }

    /// See [`Platform::write`].
    pub(super) fn write(&self, values: Vec<(Key<'a>, Option<String>)>) -> Result<(), Error> {
        self.ask(|session| {
            Box::pin(async move {
                let values: Vec<_> =
                    values.iter().map(|(key, value)| (*key, value.as_deref())).collect();
                session.platform.write(&values).await?;
                Ok(Answer::Nothing)
            })
        })
        .map(|_| ())
    }

    /// See [`Platform::set`] and [`Platform::remove`].
    pub(super) fn put(&self, key: Key<'a>, value: Option<String>) -> Result<(), Error> {
        self.ask(|session| {
            Box::pin(async move {
                match value {
                    Some(value) => session.platform.set(key, &value).await?,
                    None => session.platform.remove(key).await?,
                }
                Ok(Answer::Nothing)
            })
        })
        .map(|_| ())
    }

    /// See [`Platform::navigate`].
    pub(super) fn navigate(&self, url: String, purpose: Navigation) -> Result<(), Error> {
        self.ask(|session| {
            Box::pin(async move {
                session.platform.navigate(&url, purpose).await?;
                Ok(Answer::Nothing)
            })
        })
        .map(|_| ())
    }

    /// See [`Platform::show_instead`].
    pub(super) fn show_instead(&self, callback_uri: &str, url: &str) {
        self.change(|session| session.platform.show_instead(callback_uri, url));
    }

    /// See [`Platform::swap`].
    pub(super) fn swap(
        &self,
        before: Option<String>,
        after: Option<String>,
    ) -> Option<Option<String>> {
        let answer = self.ask(|session| {
            Box::pin(async move {
                let app_id = session.config.app_id();
                let swap = session.platform.swap(app_id, before.as_deref(), after.as_deref());
                Ok(Answer::Record(swap.await))
            })
        });
        match answer {
            Ok(Answer::Record(record)) => record,
            _ => None,
        }
    }

    /// Does `work` while no other tab does such work.
    pub(super) fn alone_among_tabs<T>(
        &self,
        name: String,
        work: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        let turn = self.ask(|session| {
            Box::pin(async move { Ok(turn(Held::Tabs(session.platform.lock(&name).await?))) })
        });
        self.alone(turn, work)
    }

    /// Does `work` while no other call of this session looks for the provider's metadata.
    pub(super) fn alone_in_page<T>(
        &self,
        work: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        let turn = self.ask(|session| {
            Box::pin(async { Ok(turn(Held::Page(session.discovering.lock().await))) })
        });
        self.alone(turn, work)
    }

    fn alone<T>(
        &self,
        turn: Outcome<'a, P>,
        work: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        let turn = turn?;
        let result = work();
        if let Answer::Turn(held) = turn
            && !self.is_suspended.get()
        {
            held.take();
        }
        result
    }
}

fn turn<P: Platform>(held: Held<'_, P>) -> Answer<'_, P> {
    Answer::Turn(Rc::new(Cell::new(Some(held))))
}

fn text<P: Platform>(answer: Outcome<'_, P>) -> Result<Option<String>, Error> {
    answer.map(|answer| match answer {
        Answer::Text(text) => text,
        _ => None,
    })
}

/// The platform's.
impl<P: Platform> Syntax for Call<'_, P> {
    fn parse(&self, text: &str) -> Option<Value> {
        self.session.platform.parse(text)
    }

    fn print(&self, value: &Value) -> String {
        self.session.platform.print(value)
    }

    fn url(&self, text: &str) -> Option<Url> {
        self.session.platform.url(text)
    }
}

/// The platform's.
impl<P: Platform> Verifier for Call<'_, P> {
    fn verify(
        &self,
        algorithm: Algorithm,
        key: &Jwk,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, Error> {
        let answer = self.ask(|session| {
            let (key, message, signature) = (key.clone(), message.to_vec(), signature.to_vec());
            Box::pin(async move {
                let verifies = session.platform.verify(algorithm, &key, &message, &signature);
                verifies.await.map(Answer::Flag)
            })
        });
        answer.map(|answer| matches!(answer, Answer::Flag(true)))
    }

    fn digest(&self, algorithm: Algorithm, message: &[u8]) -> Result<Vec<u8>, Error> {
        let answer = self.ask(|session| {
            let message = message.to_vec();
            Box::pin(async move {
                session.platform.digest(algorithm, &message).await.map(Answer::Bytes)
            })
        });
        match answer? {
            Answer::Bytes(hash) => Ok(hash),
            _ => Err(Error::NotYet),
        }
    }

    fn signatures(&self) -> Signatures {
        match self.note(|session| Answer::Signatures(session.platform.signatures())) {
            Answer::Signatures(signatures) => signatures,
            _ => Signatures::Ours,
        }
    }

    fn verify_by_site(&self, token: &str) -> Result<(), Error> {
        let answer = self.ask(|session| {
            let token = token.to_owned();
            Box::pin(async move {
                session.platform.verify_by_site(&token).await?;
                Ok(Answer::Nothing)
            })
        });
        answer.map(|_| ())
    }
}
