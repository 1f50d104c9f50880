//! What a page has of the world: the platform of its session.

use std::rc::Rc;

use futures::lock::OwnedMutexGuard;

use super::{
    executor::Owner,
    locks::{Lock, Locks},
    network,
    provider::signature,
    record::Record,
    world::World,
};
use crate::{
    platform::{
        Area, Generated, Key, Navigation, Platform,
        native::{Native, native_syntax},
        write_or_restore,
    },
    protocol::{
        Code, Error,
        http::{Request, Response},
        jwk::{Algorithm, SignatureCheck, Signed, Verifier},
        pkce::RANDOM_BYTES,
    },
};

pub struct Tab {
    pub world: Rc<World>,
    pub page: Owner,
}

impl Tab {
    /// In place of what is stored, for as long as that stays what it is.
    fn keep_in_memory(&self, values: &[(Key<'_>, Option<&str>)]) {
        for (key, value) in values {
            let text = key.text();
            let stored = self.world.disk.get(self.page, &text);
            if let Some(token) = value.filter(|_| key.name == "refreshToken") {
                self.world.ledger.kept_in_memory(&self.world, self.page, token);
            }
            self.world.memory(self.page, |memory| {
                memory.insert(text, (value.map(str::to_owned), stored));
            });
        }
    }
}

native_syntax!(Tab);

impl Verifier for Tab {
    async fn verify(&self, signed: &Signed<'_>) -> Result<bool, Error> {
        Ok(signed.signature == signature(signed.input.as_bytes()))
    }

    async fn hash(&self, algorithm: Algorithm, text: &str) -> Result<Vec<u8>, Error> {
        Native.hash(algorithm, text).await
    }

    fn signature_check(&self) -> SignatureCheck {
        SignatureCheck::Sdk
    }

    async fn verify_by_site(&self, _token: &str) -> Result<(), Error> {
        unreachable!("there is no site")
    }
}

impl Platform for Tab {
    type TabLock = Lock;
    type PageLock = OwnedMutexGuard<()>;

    fn now(&self) -> f64 {
        self.world.device_time()
    }

    fn random(&self) -> [u8; RANDOM_BYTES] {
        let mut bytes = [0; RANDOM_BYTES];
        bytes[..8].copy_from_slice(&self.world.random.next().to_le_bytes());
        bytes
    }

    async fn generate(&self, _what: Generated<'_>) -> Result<Option<String>, Error> {
        Ok(None)
    }

    async fn fetch(&self, request: Request) -> Result<Response, Error> {
        network::fetch(&self.world, self.page, request).await
    }

    async fn get(&self, key: Key<'_>) -> Result<Option<String>, Error> {
        let text = key.text();
        if key.area != Area::Local {
            return Ok(self.world.tab_storage(self.page, |storage| storage.get(&text).cloned()));
        }
        Ok(self.world.local(self.page, &text))
    }

    async fn set(&self, key: Key<'_>, value: &str) -> Result<(), Error> {
        let text = key.text();
        if key.area != Area::Local {
            self.world.tab_storage(self.page, |storage| storage.insert(text, value.to_owned()));
            return Ok(());
        }
        if !self.world.disk.set(&self.world, self.page, &text, Some(value)) {
            return Err(Code::StorageUnavailable.into());
        }
        self.world.memory(self.page, |memory| memory.remove(&text));
        Ok(())
    }

    async fn remove(&self, key: Key<'_>) -> Result<(), Error> {
        let text = key.text();
        if key.area != Area::Local {
            self.world.tab_storage(self.page, |storage| storage.remove(&text));
            return Ok(());
        }
        self.world.memory(self.page, |memory| memory.remove(&text));
        self.world.disk.set(&self.world, self.page, &text, None);
        Ok(())
    }

    async fn navigate(&self, url: &str, purpose: Navigation<'_>) -> Result<(), Error> {
        self.world.navigate(self.page, url, matches!(purpose, Navigation::SignIn(_)));
        Ok(())
    }

    fn replace_address(&self, _callback_uri: &str, _url: &str) {}

    fn is_shared(&self) -> bool {
        true
    }

    fn takes_any_key(&self) -> bool {
        true
    }

    async fn write(&self, values: &[(Key<'_>, Option<&str>)]) -> Result<(), Error> {
        let get = |key: &str| self.world.disk.get(self.page, key);
        let put = |key: &str, value: Option<&str>| {
            self.world.disk.set(&self.world, self.page, key, value)
        };
        if !write_or_restore(values, get, put) {
            self.keep_in_memory(values);
            return Ok(());
        }
        for (key, _) in values {
            self.world.memory(self.page, |memory| memory.remove(&key.text()));
        }
        Ok(())
    }

    async fn page_lock(&self, name: &str) -> Result<OwnedMutexGuard<()>, Error> {
        Ok(self.world.locks.in_page(self.page, name).lock_owned().await)
    }

    async fn tab_lock(&self, name: &str) -> Result<Lock, Error> {
        assert_eq!(name, "logto:app:refresh");
        Locks::acquire(&self.world, self.page).await
    }

    async fn swap_record(
        &self,
        app_id: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Option<Option<String>> {
        assert_eq!(app_id, "app");
        if !self.world.settings.record {
            return None;
        }
        Some(Record::swap(&self.world, self.page, before, after).await)
    }
}
