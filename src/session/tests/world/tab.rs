//! A page of the simulated world: the platform of its session.

use std::{rc::Rc, task::Poll};

use futures::{future::poll_fn, lock::OwnedMutexGuard};

use super::{Fate, World, of_site};
use crate::session::tests::provider::{ISSUER, form_of};
use crate::{
    platform::{
        Area, Generated, Key, Navigation, Platform,
        native::{Native, native_syntax},
        write_in_turn,
    },
    protocol::{
        Code, Error, Failure,
        http::{Request, Response},
        jwk::{Algorithm, SignatureCheck, Signed, Verifier},
        pkce::{RANDOM_BYTES, code_challenge},
        secret::CodeVerifier,
    },
};

/// Gives way to whoever else is ready, once: every request takes a moment.
async fn yield_now() {
    let mut yielded = false;
    poll_fn(|context| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// One page of the world's browser.
pub struct Tab(pub(super) Rc<World>);

impl Tab {
    /// The time that the site's own storage takes.
    async fn stored(&self, key: Key<'_>) -> Result<(), Error> {
        let is_broken = match key.area {
            Area::Cache => self.0.site.borrow().broken_cache,
            Area::Local | Area::Session => self.0.site.borrow().broken,
        };
        if is_broken {
            return Err(of_site("storage_broke"));
        }
        if self.0.site.borrow().stores {
            yield_now().await;
        }
        Ok(())
    }
}

native_syntax!(Tab);

pub struct Lock(Rc<World>);

impl Drop for Lock {
    fn drop(&mut self) {
        self.0.locked.set(false);
    }
}

impl Verifier for Tab {
    async fn verify(&self, signed: &Signed<'_>) -> Result<bool, Error> {
        Native.verify(signed).await
    }

    async fn hash(&self, algorithm: Algorithm, text: &str) -> Result<Vec<u8>, Error> {
        Native.hash(algorithm, text).await
    }

    fn signature_check(&self) -> SignatureCheck {
        if self.0.without_crypto.get() {
            return SignatureCheck::Unavailable;
        }
        match self.0.site.borrow().verifier {
            Some(_) => SignatureCheck::Site,
            None => SignatureCheck::Sdk,
        }
    }

    async fn verify_by_site(&self, token: &str) -> Result<(), Error> {
        yield_now().await;
        match (self.0.site.borrow().verifier.as_ref().expect("asked for"))(token) {
            true => Ok(()),
            false => Err(of_site("")),
        }
    }
}

impl Platform for Tab {
    type TabLock = Lock;
    type PageLock = OwnedMutexGuard<()>;

    fn now(&self) -> f64 {
        self.0.now.get() + self.0.clock_ahead.get()
    }

    fn random(&self) -> [u8; RANDOM_BYTES] {
        let mut bytes = [0; RANDOM_BYTES];
        self.0.random.set(self.0.random.get() + 1);
        bytes[..8].copy_from_slice(&self.0.random.get().to_le_bytes());
        bytes
    }

    async fn generate(&self, what: Generated<'_>) -> Result<Option<String>, Error> {
        if !self.0.site.borrow().generates {
            return Ok(None);
        }
        yield_now().await;
        Ok(Some(match what {
            Generated::State => "the-site's-state".to_owned(),
            Generated::CodeVerifier => "the-site's-verifier".to_owned(),
            Generated::CodeChallenge(verifier) => code_challenge(&CodeVerifier::new(verifier)),
        }))
    }

    async fn fetch(&self, request: Request) -> Result<Response, Error> {
        let world = &self.0;
        let answer = world.server.borrow().as_ref().map(|server| server(&request));
        if let Some(answer) = answer {
            yield_now().await;
            return answer;
        }
        let path = request.url.strip_prefix(ISSUER).expect("a request to the provider").to_owned();
        let grant = request.form.as_ref().and_then(|_| form_of(&request).remove("grant_type"));
        world.requests.borrow_mut().push(match grant {
            Some(grant) => format!("{path} {grant}"),
            None => path.clone(),
        });
        yield_now().await;
        let fate = world.fates.borrow().get(&path).copied().unwrap_or(Fate::Answered);
        let mut retry_after = None;
        let (status, body) = match fate {
            Fate::Answered => world.provider.answer(&request, world.now.get()),
            Fate::RequestLost => return Err(Failure::NoAnswer { cause: None }.into()),
            Fate::AnswerLost => {
                world.provider.answer(&request, world.now.get());
                return Err(Failure::NoAnswer { cause: None }.into());
            }
            Fate::Instead(status, body) => {
                retry_after = world.retry_after.get();
                (status, body.to_owned())
            }
            Fate::Thrown(code) => return Err(of_site(code)),
        };
        if path == "/token"
            && let Some(act) = world.meanwhile.take()
        {
            act();
        }
        yield_now().await;
        Ok(Response { status, body, retry_after, cause: None })
    }

    async fn get(&self, key: Key<'_>) -> Result<Option<String>, Error> {
        self.stored(key).await?;
        let stored = self.0.value(key.area, &key.text());
        Ok(match self.0.memory.borrow().get(&key.text()) {
            Some((kept, instead_of)) if *instead_of == stored => kept.clone(),
            _ => stored,
        })
    }

    async fn set(&self, key: Key<'_>, value: &str) -> Result<(), Error> {
        self.stored(key).await?;
        if let Some(room) = self.0.room.get()
            && !self.0.had.borrow().contains(value)
        {
            if room == 0 {
                return Err(Code::StorageUnavailable.into());
            }
            self.0.room.set(Some(room - 1));
        }
        self.0.put(key.area, &key.text(), value);
        self.0.memory.borrow_mut().remove(&key.text());
        Ok(())
    }

    async fn remove(&self, key: Key<'_>) -> Result<(), Error> {
        self.stored(key).await?;
        self.0.memory.borrow_mut().remove(&key.text());
        if self.0.storage.borrow_mut().remove(&(key.area, key.text())).is_some() {
            self.0.removed.borrow_mut().push(key.text());
            if let Some(room) = self.0.room.get() {
                self.0.room.set(Some(room + 1));
            }
        }
        Ok(())
    }

    async fn navigate(&self, url: &str, purpose: Navigation<'_>) -> Result<(), Error> {
        self.0.navigations.borrow_mut().push(url.to_owned());
        self.0.purposes.borrow_mut().push(format!("{purpose:?}"));
        Ok(())
    }

    fn replace_address(&self, callback_uri: &str, url: &str) {
        self.0.shown.borrow_mut().push((callback_uri.to_owned(), url.to_owned()));
    }

    fn is_shared(&self) -> bool {
        !self.0.site.borrow().stores
    }

    fn takes_any_key(&self) -> bool {
        !self.0.site.borrow().stores
    }

    async fn write(&self, values: &[(Key<'_>, Option<&str>)]) -> Result<(), Error> {
        let aside = self.0.memory.take();
        let result = write_in_turn(self, values).await;
        if result.is_err() && self.0.keeps.get() {
            for (key, value) in values {
                let stored = self.0.value(key.area, &key.text());
                let kept = (value.map(str::to_owned), stored);
                self.0.memory.borrow_mut().insert(key.text(), kept);
            }
            return Ok(());
        }
        if result.is_err() {
            self.0.memory.replace(aside);
        }
        result
    }

    async fn swap_record(
        &self,
        app_id: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Option<Option<String>> {
        assert_eq!(app_id, self.0.app_id);
        if !self.is_shared() || self.0.without_record.get() {
            return None;
        }
        yield_now().await;
        if *self.0.record.borrow() == before.map(str::to_owned)
            && let Some(after) = after
        {
            self.0.record.replace(Some(after.to_owned()));
        }
        let record = self.0.record.borrow().clone();
        yield_now().await;
        Some(record)
    }

    async fn page_lock(&self, name: &str) -> Result<OwnedMutexGuard<()>, Error> {
        let turn = self.0.in_page.borrow_mut().entry(name.to_owned()).or_default().clone();
        Ok(turn.lock_owned().await)
    }

    async fn tab_lock(&self, name: &str) -> Result<Lock, Error> {
        assert_eq!(name, format!("logto:{}:refresh", self.0.app_id));
        poll_fn(|context| {
            if self.0.locked.replace(true) {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(())
        })
        .await;
        Ok(Lock(self.0.clone()))
    }
}
