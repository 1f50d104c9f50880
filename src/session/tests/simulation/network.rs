//! The way to the provider and back: how long it takes, and what gets lost.

use std::rc::Rc;

use super::{
    executor::{Owner, reply},
    provider::Answer,
    world::World,
};
use crate::{
    protocol::{
        Error, Failure,
        http::{Request, Response},
    },
    session::tests::provider::form_of,
};

/// How long a tab waits for an answer, in seconds.
const PATIENCE: f64 = 20.0;

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Answered,
    RequestLost,
    AnswerLost,
    /// Something else answers, before the provider was asked.
    Refused(u16, Option<f64>),
    /// Something else answers, after the provider was asked.
    Mangled(u16),
}

fn fate(world: &World) -> Fate {
    if !world.random.chance(world.faults()) {
        return Fate::Answered;
    }
    let fates = [
        Fate::RequestLost,
        Fate::AnswerLost,
        Fate::Refused(500, None),
        Fate::Refused(200, None),
        Fate::Refused(429, Some(world.random.pick(&[1.0, 5.0, 30.0, 60.0, 600.0]))),
        Fate::Refused(503, Some(world.random.pick(&[1.0, 5.0, 30.0, 60.0, 600.0]))),
        Fate::Refused(429, None),
        Fate::Mangled(502),
        Fate::Mangled(200),
    ];
    let fate = world.random.pick(&fates);
    world.count(match fate {
        Fate::Answered => unreachable!("none of them"),
        Fate::RequestLost => "a request was lost",
        Fate::AnswerLost => "an answer was lost",
        Fate::Refused(200, _) => "garbage instead of a request",
        Fate::Refused(_, Some(_)) => "an answer said to wait",
        Fate::Refused(..) => "an error instead of a request",
        Fate::Mangled(200) => "garbage instead of an answer",
        Fate::Mangled(_) => "an error instead of an answer",
    });
    fate
}

pub async fn fetch(world: &Rc<World>, page: Owner, request: Request) -> Result<Response, Error> {
    let deadline = world.now() + PATIENCE;
    let (replier, answer) = reply();
    let spent = request.form.as_ref().and_then(|_| form_of(&request).remove("refresh_token"));
    world.trace(|| {
        format!("page {page} asks {} {}", request.url, spent.as_deref().unwrap_or_default())
    });
    if let Some(token) = &spent {
        let resource = form_of(&request).remove("resource").unwrap_or_default();
        world.ledger.sent(world, page, token, &resource);
    }
    world.at_awake(deadline, page, {
        let (at, replier) = (world.clone(), replier.clone());
        move || {
            if replier.send(Err(Failure::NoAnswer { cause: None }.into())) {
                at.count("waited too long for an answer");
            }
        }
    });
    let fate = fate(world);
    let there = world.now() + world.random.delay(world.network_delay());
    let at = world.clone();
    world.executor.at(there, move || {
        // Only what is posted is sent though its page has gone.
        if request.form.is_none() && !at.is_alive(page) {
            return;
        }
        let answer = match fate {
            Fate::RequestLost => None,
            Fate::Refused(status, _) => {
                Some(Answer { status, body: "<html>oops</html>".to_owned(), exchange: None })
            }
            Fate::Answered => Some(at.provider.answer(&at, &request)),
            Fate::AnswerLost => {
                at.provider.answer(&at, &request);
                None
            }
            Fate::Mangled(status) => {
                at.provider.answer(&at, &request);
                Some(Answer { status, body: "<html>oops</html>".to_owned(), exchange: None })
            }
        };
        let back = at.now() + at.random.delay(at.network_delay());
        at.clone().executor.at(back, move || {
            if !at.is_alive(page) {
                at.count("an answer came for a page that had gone");
                return;
            }
            // Who wakes up long after the deadline may look at the clock before the answer.
            if at.asleep_until(page).is_some_and(|waking| waking > deadline)
                && at.random.chance(0.5)
            {
                at.count("an answer was slept through");
                return;
            }
            let retry_after = match fate {
                Fate::Refused(_, seconds) => seconds,
                _ => None,
            };
            let Some(Answer { status, body, exchange }) = answer else {
                replier.send(Err(Failure::NoAnswer { cause: None }.into()));
                return;
            };
            let is_first = replier.send(Ok(Response { status, body, retry_after, cause: None }));
            at.trace(|| format!("page {page} is answered {status}, in time: {is_first}"));
            if !is_first {
                at.count("an answer came too late");
                return;
            }
            if let Some((token, index)) = exchange {
                let mut tokens = at.provider.refresh_tokens.borrow_mut();
                let token = tokens.get_mut(&token).expect("it was spent");
                token.exchanges[index].received_by = Some(page);
            }
            if let (Some(seconds), Some(_)) = (retry_after, &spent) {
                at.ledger.told_to_wait(&at, page, seconds);
            }
        });
    });
    answer.await
}
