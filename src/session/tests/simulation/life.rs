//! What visitors and pages do, at random.

use std::rc::Rc;

use super::{executor::Owner, world::World};
use crate::{
    protocol::{Error, authorization::SignInOptions, token::Target},
    session::tests::{code_of, world::CALLBACK},
};

const RESOURCES: [&str; 3] = ["", "https://a.example", "https://b.example"];

/// What calls may fail with. (`not_authenticated` is looked at by the ledger.)
const FAILURES: [&str; 17] = [
    "ok",
    "not_authenticated",
    "network_error",
    "rate_limited",
    "renewal_timed_out",
    "renewal_interrupted",
    "token_response.invalid",
    "discovery.invalid",
    "jwks.invalid",
    "http_error_500",
    "http_error_502",
    "http_error_503",
    "storage_unavailable",
    "sign_in_session.not_found",
    "oidc.invalid_grant",
    "id_token.key_not_found",
    "callback_uri_verification.state_mismatched",
];

/// Something happens, and then the next thing.
pub fn goes_on(world: &Rc<World>) {
    let at = world.clone();
    let next = world.now() + world.random.between(0.0, 2.0 * world.settings.pace);
    world.executor.at(next, move || {
        if !at.is_quiet.get() {
            act(&at);
            goes_on(&at);
        }
    });
}

fn act(world: &Rc<World>) {
    let settings = &world.settings;
    let awake: Vec<_> =
        world.pages().into_iter().filter(|page| world.asleep_until(*page).is_none()).collect();
    if awake.is_empty() {
        return;
    }
    let page = world.random.pick(&awake);
    let tab = world.tab_of(page);
    let resource = world.random.pick(&RESOURCES);
    match world.random.below(100) {
        0..30 => access(world, page, resource, false),
        30..40 => awake.iter().for_each(|page| access(world, *page, resource, false)),
        40..46 => RESOURCES.iter().for_each(|resource| access(world, page, resource, false)),
        46..52 => access(world, page, resource, true),
        52..54 => awake.iter().for_each(|page| access(world, *page, resource, true)),
        54..62 => look(world, page),
        62..65 => clear_access_tokens(world, page),
        65..68 if settings.sign_outs => end(world, page, world.random.chance(0.7)),
        68..75 if settings.sign_ins => {
            sign_in(world, page);
            if world.random.chance(0.2) {
                sign_in(world, world.random.pick(&awake));
            }
        }
        75..80 if settings.tabs_go => {
            world.count("a page was reloaded");
            world.open(tab);
        }
        80..83 if settings.tabs_go && world.open_tabs() > 1 => {
            world.count("a tab was closed");
            world.close(tab);
        }
        83..86 if settings.tabs_go && world.open_tabs() < settings.tabs => {
            world.open(world.new_tab());
        }
        86..88 if settings.tabs_go => leave_for(world, page, None),
        88..91 if settings.sleeps => {
            world.count("a tab slept");
            world.put_to_sleep(page, world.random.between(5.0, 400.0));
        }
        91..92 if settings.sleeps => {
            world.count("the device slept");
            let seconds = world.random.between(5.0, 400.0);
            world.pages().into_iter().for_each(|page| world.put_to_sleep(page, seconds));
        }
        92..93 if settings.clock_changes => {
            world.count("the clock was changed");
            let seconds =
                world.random.pick(&[-7200.0, -400.0, -60.0, -5.0, 5.0, 60.0, 400.0, 7200.0]);
            world.clock.set((world.clock.get() + seconds).clamp(-86_000.0, 86_000.0));
            world.ledger.clock_changed.set(Some(world.now()));
        }
        93..94 if settings.revocations => {
            let grants = world.provider.grants.borrow().len();
            if grants > 0 {
                world.count("an administrator revoked a grant");
                world.provider.revoke(world, grants - 1);
            }
        }
        94..95 if settings.new_keys => {
            world.count("the provider changed its keys");
            world.provider.change_keys();
        }
        95..97 if settings.fills => {
            world.count("storage became full");
            world.disk.room.set(Some(world.disk.stored_size() + world.random.below(400)));
            let at = world.clone();
            let end = world.now() + world.random.between(5.0, 200.0);
            world.executor.at(end, move || at.disk.room.set(None));
        }
        // Nobody is signed in for long.
        _ if !world.ledger.is_signed_in(world) => sign_in(world, page),
        _ => access(world, page, resource, false),
    }
}

/// Runs a call of a page: what it comes to.
fn call<F>(world: &Rc<World>, page: Owner, what: String, work: F)
where
    F: Future<Output = String> + 'static,
{
    let id = world.ledger.call_begins(world, page, what);
    let at = world.clone();
    world.executor.spawn(page, async move {
        let outcome = work.await;
        if !FAILURES.contains(&&*outcome) {
            at.ledger.violate(&at, || format!("unexpected: {outcome}"));
        }
        at.ledger.call_ends(&at, id, &outcome);
    });
}

/// Undoes what was noted when a call began, whether it ends or is dropped.
struct Noted<F: FnMut()>(F);

impl<F: FnMut()> Drop for Noted<F> {
    fn drop(&mut self) {
        self.0();
    }
}

pub fn access(world: &Rc<World>, page: Owner, resource: &'static str, is_forced: bool) {
    world.count("an access token was asked for");
    let session = world.session(page);
    let at = world.clone();
    let what = if is_forced { "new access token" } else { "access token" };
    let began = world.now();
    let noted = is_forced.then(|| {
        world.ledger.force_begins(resource);
        let at = world.clone();
        Noted(move || at.ledger.force_ends(resource))
    });
    call(world, page, format!("{what} for '{resource}'"), async move {
        let _noted = noted;
        let resource = (!resource.is_empty()).then(|| resource.to_owned());
        let target = Target { resource, organization_id: None };
        let token = if is_forced {
            session.new_access_token(&target).await
        } else {
            session.access_token(&target).await
        };
        if let Ok(token) = &token {
            super::checks::returned(&at, page, token.expose(), &target, began).await;
        }
        code_of(token)
    });
}

fn look(world: &Rc<World>, page: Owner) {
    let session = world.session(page);
    let at = world.clone();
    call(world, page, "state".to_owned(), async move {
        let now = at.now();
        let state = session.state().await;
        if state.as_ref().is_ok_and(|state| state.claims.is_none()) {
            at.ledger.nobody(&at, page, now, "state");
        }
        code_of(state)
    });
}

fn clear_access_tokens(world: &Rc<World>, page: Owner) {
    let session = world.session(page);
    call(world, page, "clear access tokens".to_owned(), async move {
        code_of(session.clear_access_tokens().await)
    });
}

/// Notes the end of the session by a call, around it.
async fn ending<T>(
    world: &Rc<World>,
    page: Owner,
    call: impl Future<Output = Result<T, Error>>,
) -> String {
    let began = world.now();
    let had_token = world.local(page, "logto:app:refreshToken").is_some();
    world.ledger.ending_begins(world);
    // What a page has sent takes effect though it goes.
    let at = world.clone();
    let noted = Noted(move || {
        let later = at.now() + at.settings.latency + at.settings.storage_delay;
        let then = at.clone();
        at.executor.at(later, move || then.ledger.ending_ends(&then));
    });
    let outcome = code_of(call.await);
    drop(noted);
    // Who does not see a session does not end one.
    if outcome == "ok" && had_token {
        world.ledger.last_ending.set(began.max(world.ledger.last_ending.get()));
    }
    outcome
}

fn end(world: &Rc<World>, page: Owner, is_sign_out: bool) {
    let session = world.session(page);
    let at = world.clone();
    let what = if is_sign_out { "sign out" } else { "clear tokens" };
    call(world, page, what.to_owned(), async move {
        if is_sign_out {
            ending(&at, page, session.sign_out(None)).await
        } else {
            ending(&at, page, session.clear_tokens()).await
        }
    });
}

pub fn sign_in(world: &Rc<World>, page: Owner) {
    let session = world.session(page);
    let at = world.clone();
    let clears = world.random.chance(0.6);
    call(world, page, format!("sign in, clears: {clears}"), async move {
        let options = SignInOptions {
            redirect_uri: CALLBACK.into(),
            clear_tokens: Some(clears),
            ..SignInOptions::default()
        };
        if clears {
            ending(&at, page, session.sign_in(&options)).await
        } else {
            code_of(session.sign_in(&options).await)
        }
    });
}

/// The page goes for another site's, and the visitor comes back; signed in, from the URL of a sign-in.
pub fn leave_for(world: &Rc<World>, page: Owner, sign_in: Option<String>) {
    let tab = world.tab_of(page);
    world.leave(tab);
    let at = world.clone();
    let back = world.now() + world.random.between(0.5, 20.0);
    world.executor.at(back, move || {
        if at.is_closed(tab) {
            return;
        }
        let page = at.open(tab);
        // Not everybody signs in.
        let Some(url) = sign_in.filter(|_| at.is_quiet.get() || at.random.chance(0.9)) else {
            return;
        };
        let user = if at.settings.sign_ins && at.random.chance(0.3) { "bob" } else { "alice" };
        let callback = at.provider.approve(&at, &url, user);
        let session = at.session(page);
        call(&at, page, format!("callback of {user}"), async move {
            code_of(session.handle_sign_in_callback(&callback).await)
        });
    });
}
