//! A visitor of the site, as a case wants it: what is stored, what the provider answers, and the clients of the page.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use serde_json::{Map, Value, json};

use super::client::{answer, description, input};
use crate::{
    platform::Area,
    protocol::{
        Error, Failure,
        http::{Request, Response},
        limits::LONGEST_RESPONSE,
    },
    session::{
        Session,
        tests::world::{Tab, World},
    },
};

const APP_ID: &str = "bench";

/// Keys of the session storage that begin so are of [`Area::Cache`].
const CACHE: &str = "logto_cache:";

/// What the provider answers, by URL, and what it was asked.
#[derive(Default)]
struct Exchange {
    answers: BTreeMap<String, Option<(u16, String)>>,
    urls: Vec<String>,
}

pub struct Visit {
    world: Rc<World>,
    exchange: Rc<RefCell<Exchange>>,
    /// The clients that live as long as their page.
    kept: BTreeMap<u64, Session<Tab>>,
    /// How many calls there were.
    pub calls: usize,
    /// The codes of their errors.
    pub codes: BTreeSet<String>,
}

impl Visit {
    /// A visit at this time, in seconds since 1970.
    pub fn new(now: f64) -> Self {
        let world = World::of_app(APP_ID);
        let exchange = Rc::new(RefCell::new(Exchange::default()));
        world.now.set(now);
        let server = exchange.clone();
        world
            .server
            .replace(Some(Box::new(move |request: &Request| server.borrow_mut().answer(request))));
        Visit { world, exchange, kept: BTreeMap::new(), calls: 0, codes: BTreeSet::new() }
    }

    /// Does what a message of the script says. It waits for an answer to some of them.
    pub fn follow(&mut self, message: &Value) -> Option<Value> {
        match text(&message["kind"]) {
            "fault" => self.fault(message),
            "fill" => self.fill(&message["local"], &message["session"]),
            "read" => return Some(self.read()),
            "call" => return Some(self.call(message)),
            kind => panic!("{kind} is no message"),
        }
        None
    }

    /// Decides how requests for a URL are answered from now on: without a status, they are not.
    fn fault(&self, message: &Value) {
        let url = text(&message["url"]).to_owned();
        let status = message["status"].as_u64().map(|status| status.try_into().expect("a status"));
        let parts = message["body"].as_array().expect("parts of a body");
        let body = parts.iter().map(|part| match part["times"].as_u64() {
            Some(times) => text(&part["repeated"]).repeat(times as usize),
            None => text(part).to_owned(),
        });
        let answer = status.map(|status| (status, body.collect()));
        self.exchange.borrow_mut().answers.insert(url, answer);
    }

    /// Stores these values in the place of all others.
    fn fill(&self, local: &Value, session: &Value) {
        let mut values = BTreeMap::new();
        for (area, items) in [(Area::Local, local), (Area::Session, session)] {
            for (key, value) in items.as_object().expect("values by key") {
                let area = if key.starts_with(CACHE) { Area::Cache } else { area };
                values.insert((area, key.clone()), text(value).to_owned());
            }
        }
        self.world.store(values);
    }

    /// Everything that is stored, and where the page has gone.
    fn read(&self) -> Value {
        let (mut local, mut session) = (Map::new(), Map::new());
        for ((area, key), value) in self.world.stored() {
            let values = if area == Area::Local { &mut local } else { &mut session };
            values.insert(key, value.into());
        }
        json!({
            "local": local,
            "session": session,
            "records": *self.world.record.borrow(),
            "navigations": *self.world.navigations.borrow(),
            "cookies": "",
        })
    }

    /// Calls methods of a client, one after the other. By its number, a client lives as long as the page; without
    /// one, there is another client for each call.
    fn call(&mut self, message: &Value) -> Value {
        let kept = message["kept"].as_u64();
        let calls = message["calls"].as_array().expect("calls");
        let outcomes: Vec<_> =
            calls.iter().map(|call| self.outcome(kept, &message["config"], call)).collect();
        let urls = std::mem::take(&mut self.exchange.borrow_mut().urls);
        let urls: Vec<_> = urls.iter().map(String::as_str).collect();
        json!({
            "outcomes": outcomes,
            "urls": urls,
            "address": self.world.navigations.borrow().last(),
        })
    }

    fn outcome(&mut self, kept: Option<u64>, config: &Value, call: &Value) -> Value {
        self.calls += 1;
        let result = match kept.and_then(|number| self.kept.get(&number)) {
            Some(session) => answer(session, call),
            None => self.world.client_of(input(config)).and_then(|session| {
                let result = answer(&session, call);
                if let Some(number) = kept {
                    self.kept.insert(number, session);
                }
                result
            }),
        };
        match result {
            Ok(Some(value)) => json!({ "value": value }),
            Ok(None) => json!({}),
            Err(error) => {
                self.codes.insert(error.code().to_owned());
                json!({ "error": description(&error) })
            }
        }
    }
}

impl Exchange {
    fn answer(&mut self, request: &Request) -> Result<Response, Error> {
        self.urls.push(request.url.clone());
        let Some(Some((status, body))) = self.answers.get(request.url.as_str()) else {
            return Err(Failure::NoAnswer { cause: None }.into());
        };
        // The browser's platform does not read what is longer either.
        let body = if body.len() > LONGEST_RESPONSE as usize { "" } else { body };
        Ok(Response { status: *status, body: body.into(), retry_after: None, cause: None })
    }
}

/// A value that is a text.
pub fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
