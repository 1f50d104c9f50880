//! What has to be true of an answer, and when everything has come to rest.

use std::{collections::BTreeSet, rc::Rc};

use super::{executor::Owner, life, world::World};
use crate::platform::native::Native;
use crate::protocol::{id_token::StoredIdToken, jws, token::Target};
use crate::session::tests::provider::ISSUER;

const NAMES: [&str; 4] = ["refreshToken", "idToken", "accessToken", "clockOffset"];

fn user_of(id_token: Option<String>) -> Option<String> {
    Some(StoredIdToken::read(id_token?, ISSUER, &Native)?.sub)
}

/// An access token was returned to a page by a call that began at `began`.
pub async fn returned(world: &Rc<World>, page: Owner, token: &str, target: &Target, began: f64) {
    let access = world.provider.access_tokens.borrow();
    let Some(access) = access.get(token) else {
        return world.ledger.violate(world, || format!("5: nobody has issued {token}"));
    };
    if access.target != target.resource.clone().unwrap_or_default() {
        world.ledger.violate(world, || format!("5: {token} is for another resource"));
    }
    // One that the call itself asked for may expire on the way, or while the page sleeps.
    let issued = access.expires_at - world.settings.life.floor();
    let clock_is_right = world.ledger.clock_changed.get().is_none();
    if world.now() >= access.expires_at && issued < began && clock_is_right {
        world
            .ledger
            .violate(world, || format!("5: page {page} was given {token}, which has expired"));
    }
    let user = world.provider.grants.borrow()[access.grant].user;
    let stored = user_of(world.local(page, "logto:app:idToken"));
    let is_another = stored.as_deref().is_some_and(|stored| stored != user);
    if is_another && world.ledger.may_be_mixed() {
        world.count("excused: an access token of another user, mixed on the way to storage");
    } else if is_another {
        world.ledger.violate(world, || {
            format!("5: page {page} was given {token} of {user}, and {stored:?} is signed in")
        });
    }
}

/// Nothing goes wrong any more: everything comes to rest, every page asks once more, and all agree.
pub fn at_rest(world: &Rc<World>) {
    world.is_quiet.set(true);
    world.disk.room.set(None);
    world.trace(|| "quiet".to_owned());
    // Sleepers wake up, calls end, pauses and access tokens expire.
    world.run(1000.0);
    let check = |is_true: bool, what: &dyn Fn() -> String| {
        if !is_true && !world.ledger.is_violated() {
            world.ledger.violate(world, what);
        }
    };
    let open = world.ledger.open_calls();
    check(open.is_empty(), &|| format!("3: calls that do not end: {open:?}"));
    for page in world.pages() {
        life::access(world, page, "", false);
    }
    world.run(500.0);
    let open = world.ledger.open_calls();
    check(open.is_empty(), &|| format!("3: calls that do not end: {open:?}"));
    let counts = world.counts();
    let count = |what| counts.get(what).copied().unwrap_or_default();
    let (calls, sent) = (count("an access token was asked for"), count("a refresh token was sent"));
    check(sent <= 3 * calls, &|| format!("6: {sent} tokens were sent for {calls} calls"));
    if world.ledger.is_violated() {
        return;
    }
    if world.ledger.some_in_memory() {
        return world.count("excused: a session began in the memory of a page");
    }

    let key = |name: &str| format!("logto:app:{name}");
    let stored = |name: &str| world.disk.stored(&key(name));
    for page in world.pages() {
        for name in NAMES {
            let seen = world.local(page, &key(name));
            check(seen == stored(name), &|| {
                format!("4: page {page} sees {name} {seen:?}, stored is {:?}", stored(name))
            });
        }
    }
    let Some(token) = stored("refreshToken") else {
        check(!world.ledger.is_signed_in(world), &|| "4: the session is not stored".to_owned());
        // What is left of a session that began as another ended, or the other way round, is found when that
        // is next renewed, and there is nothing to renew it with.
        for name in NAMES.iter().filter(|_| !world.ledger.may_be_mixed()) {
            check(stored(name).is_none(), &|| format!("4: {name} is left of no session"));
        }
        return;
    };
    // The last of a sign-out's removals may have come after a sign-in: nobody is signed in then.
    if world.ledger.may_be_mixed() && stored("idToken").is_none() {
        return world.count("excused: a session ended as it began");
    }
    let grant = world.provider.grant_of(&token).expect("one of ours");
    if let Some(record) = &*world.record.text.borrow() {
        check(record.contains(&token), &|| "4: the record is of another session".to_owned());
    }
    let (begun, ended) = (world.ledger.begun(grant), world.ledger.last_ending.get());
    check(begun >= ended, &|| {
        format!("4: grant {grant} of {begun} is back after the sign-out of {ended}")
    });
    check(!world.provider.is_revoked(grant), &|| "4: a revoked grant is stored".to_owned());
    let id_token = stored("idToken").unwrap_or_default();
    let claims = jws::payload(&id_token).unwrap_or_default();
    let user = world.provider.grants.borrow()[grant].user;
    check(claims.contains(&format!(r#""sub":"{user}""#)), &|| {
        format!("5: the ID token is not of {user}: {claims}")
    });
    let text = stored("accessToken").unwrap_or_default();
    let access = world.provider.access_tokens.borrow();
    let grants: BTreeSet<_> = access
        .iter()
        .filter(|(name, _)| text.contains(&format!("{name}\"")))
        .map(|(_, access)| access.grant)
        .collect();
    check(grants.iter().all(|of| *of == grant), &|| {
        format!("5: access tokens of {grants:?}, signed in by {grant}")
    });
}
