//! Platforms whose methods are asynchronous: one for each [`Question`]. Simulated worlds are written so.

use std::{
    cell::{Cell, RefCell},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use super::{Answer, Asked, Generated, Key, Navigation, Outcome, Platform, Question};
use crate::{
    protocol::{
        Error, Text,
        http::{Request, Response},
        jwk::{Algorithm, Signatures, Signed},
        pkce::RANDOM_BYTES,
        syntax::Syntax,
    },
    session::{
        Session,
        call::Call,
        journal::{Journal, Ticket},
    },
};

/// A [`Platform`], a method for each question. See there for what they have to do.
pub trait World: Syntax + Sized + 'static {
    /// See [`Platform::Lock`].
    type Lock: 'static;

    /// See [`Platform::now`].
    fn now(&self) -> f64;

    /// See [`Platform::random`].
    fn random(&self) -> [u8; RANDOM_BYTES];

    /// See [`Platform::signatures`].
    fn signatures(&self) -> Signatures;

    /// See [`Platform::show_instead`].
    fn show_instead(&self, callback_uri: &str, url: &str);

    /// See [`Platform::is_shared`].
    fn is_shared(&self) -> bool;

    /// See [`Platform::takes_any_key`].
    fn takes_any_key(&self) -> bool;

    /// See [`Question::Get`].
    fn get(&self, key: Key<'_>) -> impl Future<Output = Result<Option<String>, Error>>;

    /// See [`Question::Put`].
    fn set(&self, key: Key<'_>, value: &str) -> impl Future<Output = Result<(), Error>>;

    /// See [`Question::Put`].
    fn remove(&self, key: Key<'_>) -> impl Future<Output = Result<(), Error>>;

    /// See [`Question::Write`].
    fn write(&self, values: &[(Key<'_>, Option<&str>)]) -> impl Future<Output = Result<(), Error>>;

    /// See [`Question::Generate`].
    fn generated(&self, what: Generated) -> impl Future<Output = Result<Option<String>, Error>>;

    /// See [`Question::Fetch`].
    fn fetch(&self, request: Request) -> impl Future<Output = Result<Response, Error>>;

    /// See [`Question::Navigate`].
    fn navigate(&self, url: &str, purpose: Navigation) -> impl Future<Output = Result<(), Error>>;

    /// See [`Question::Lock`].
    fn lock(&self, name: &str, in_page: bool) -> impl Future<Output = Result<Self::Lock, Error>>;

    /// See [`Question::Swap`].
    fn swap(
        &self,
        app_id: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> impl Future<Output = Option<Option<String>>>;

    /// See [`Question::Verify`].
    fn verify(&self, signed: &Signed<'_>) -> Result<bool, Error>;

    /// See [`Question::HalfHash`].
    fn half_hash(&self, algorithm: Algorithm, text: &str) -> Result<String, Error>;

    /// See [`Question::VerifyBySite`].
    fn verify_by_site(&self, token: &str) -> impl Future<Output = Result<(), Error>>;
}

type Later<L> = Pin<Box<dyn Future<Output = Outcome<L>>>>;

thread_local! {
    /// Of whoever runs a session at the moment.
    static WAKER: RefCell<Waker> = RefCell::new(Waker::noop().clone());
}

impl<W: World> Platform for W {
    type Later = Later<W::Lock>;
    type Lock = W::Lock;

    fn ask(self: &Rc<Self>, question: Question<'_>) -> Asked<Self> {
        let mut later = begin(self.clone(), question);
        let waker = WAKER.with_borrow(Waker::clone);
        match later.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(outcome) => Asked::Now(outcome),
            Poll::Pending => Asked::Later(later),
        }
    }

    fn now(&self) -> f64 {
        World::now(self)
    }

    fn random(&self) -> [u8; RANDOM_BYTES] {
        World::random(self)
    }

    fn signatures(&self) -> Signatures {
        World::signatures(self)
    }

    fn show_instead(&self, callback_uri: &str, url: &str) {
        World::show_instead(self, callback_uri, url);
    }

    fn is_shared(&self) -> bool {
        World::is_shared(self)
    }

    fn takes_any_key(&self) -> bool {
        World::takes_any_key(self)
    }
}

/// What a key is made of, to be kept.
struct OwnKey(super::Area, Text, &'static str);

impl From<Key<'_>> for OwnKey {
    fn from(Key { area, app_id, name }: Key<'_>) -> Self {
        OwnKey(area, app_id.into(), name)
    }
}

impl OwnKey {
    fn key(&self) -> Key<'_> {
        Key { area: self.0, app_id: &self.1, name: self.2 }
    }
}

fn begin<W: World>(world: Rc<W>, question: Question<'_>) -> Later<W::Lock> {
    let own = |text: Option<&str>| text.map(Text::from);
    match question {
        Question::Get(key) => {
            let key = OwnKey::from(key);
            Box::pin(async move { world.get(key.key()).await.map(text) })
        }
        Question::Put(key, value) => {
            let (key, value) = (OwnKey::from(key), own(value));
            Box::pin(async move { done(write_one(&*world, key.key(), value.as_deref()).await) })
        }
        Question::Write(values) => {
            let values: Vec<_> =
                values.iter().map(|(key, value)| (OwnKey::from(*key), own(*value))).collect();
            Box::pin(async move {
                let values: Vec<_> =
                    values.iter().map(|(key, value)| (key.key(), value.as_deref())).collect();
                done(world.write(&values).await)
            })
        }
        Question::Generate(what) => {
            let what = what.clone();
            Box::pin(async move { world.generated(what).await.map(text) })
        }
        Question::Fetch(request) => {
            let request = request.clone();
            Box::pin(async move { world.fetch(request).await.map(Answer::Response) })
        }
        Question::Navigate(url, purpose) => {
            let (url, purpose) = (Text::from(url), purpose.clone());
            Box::pin(async move { done(world.navigate(&url, purpose).await) })
        }
        Question::Lock { name, in_page } => {
            let name = Text::from(name);
            Box::pin(async move {
                let lock = world.lock(&name, in_page).await?;
                Ok(Answer::Lock(Rc::new(Cell::new(Some(lock)))))
            })
        }
        Question::Swap { app_id, before, after } => {
            let (app_id, before, after) = (Text::from(app_id), own(before), own(after));
            Box::pin(async move {
                let record = world.swap(&app_id, before.as_deref(), after.as_deref()).await;
                Ok(record.map_or(Answer::Nothing, text))
            })
        }
        Question::Verify(signed) => {
            let verifies = world.verify(signed);
            Box::pin(async { verifies.map(Answer::Flag) })
        }
        Question::HalfHash(algorithm, text) => {
            let hash = world.half_hash(algorithm, text);
            Box::pin(async { hash.map(|hash| Answer::Text(Some(hash.into()))) })
        }
        Question::VerifyBySite(token) => {
            let token = Text::from(token);
            Box::pin(async move { done(world.verify_by_site(&token).await) })
        }
    }
}

fn text<L>(text: Option<String>) -> Answer<L> {
    Answer::Text(text.map(Text::from))
}

fn done<L>(result: Result<(), Error>) -> Outcome<L> {
    result.map(|()| Answer::Nothing)
}

impl<P: Platform> Session<P>
where
    P::Later: Future<Output = Outcome<P::Lock>> + Unpin,
{
    /// Does `work`, which is run as often as it takes (see [`Call`]).
    ///
    /// # Errors
    /// Those of `work`.
    pub async fn run<T>(
        &self,
        work: impl Fn(&Call<'_, P>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let journal = Journal::default();
        let mut waiting: Vec<(Ticket, P::Later)> = Vec::new();
        let mut is_new = true;
        std::future::poll_fn(|context| {
            WAKER.set(context.waker().clone());
            waiting.retain_mut(|(ticket, later)| match Pin::new(later).poll(context) {
                Poll::Ready(outcome) => {
                    journal.answer(*ticket, outcome);
                    is_new = true;
                    false
                }
                Poll::Pending => true,
            });
            if !std::mem::take(&mut is_new) {
                return Poll::Pending;
            }
            let result = self.step(&journal, &work);
            waiting.extend(journal.begun());
            result.map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }
}

/// The same for a storage that takes its time: a [`World::write`] by means of the other methods.
///
/// # Errors
/// The first one.
pub async fn write_in_turn(
    world: &impl World,
    values: &[(Key<'_>, Option<&str>)],
) -> Result<(), Error> {
    let mut done = Vec::new();
    for &(key, value) in values {
        let before = world.get(key).await?;
        if before.as_deref() == value {
            continue;
        }
        let result = write_one(world, key, value).await;
        done.push((key, before));
        if result.is_err() {
            for (key, before) in done.iter().rev() {
                // As far as it goes: the first error is the one to tell.
                let _ = write_one(world, *key, before.as_deref()).await;
            }
            return result;
        }
    }
    Ok(())
}

async fn write_one(world: &impl World, key: Key<'_>, value: Option<&str>) -> Result<(), Error> {
    match value {
        Some(value) => world.set(key, value).await,
        None => world.remove(key).await,
    }
}
