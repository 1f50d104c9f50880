//! The browser as tests ask it.

use std::{cell::Cell, ops::Deref, rc::Rc};

use logto_wasm::{
    platform::{
        Answer, Asked, Key, Outcome, Platform, Question,
        browser::{Browser, Held, Location},
    },
    protocol::{
        Error,
        http::{Request, Response},
    },
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The browser, with a method for each question.
pub struct Page(Rc<Browser>);

impl Deref for Page {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.0
    }
}

impl Page {
    pub fn new(tokens: Location) -> Self {
        Page(Rc::new(Browser::new(JsValue::UNDEFINED, tokens)))
    }

    pub async fn ask(&self, question: Question<'_>) -> Outcome<Held> {
        match self.0.ask(question) {
            Asked::Now(outcome) => outcome,
            Asked::Later(later) => {
                let result = JsFuture::from(later.promise.clone()).await;
                later.read(result)
            }
        }
    }

    pub async fn text(&self, question: Question<'_>) -> Result<Option<String>, Error> {
        match self.ask(question).await? {
            Answer::Text(text) => Ok(text.map(String::from)),
            _ => panic!("no text"),
        }
    }

    pub async fn get(&self, key: Key<'_>) -> Result<Option<String>, Error> {
        self.text(Question::Get(key)).await
    }

    pub async fn set(&self, key: Key<'_>, value: &str) -> Result<(), Error> {
        self.ask(Question::Put(key, Some(value))).await.map(|_| ())
    }

    pub async fn remove(&self, key: Key<'_>) -> Result<(), Error> {
        self.ask(Question::Put(key, None)).await.map(|_| ())
    }

    pub async fn write(&self, values: &[(Key<'_>, Option<&str>)]) -> Result<(), Error> {
        self.ask(Question::Write(values)).await.map(|_| ())
    }

    pub async fn fetch(&self, request: Request) -> Result<Response, Error> {
        match self.ask(Question::Fetch(&request)).await? {
            Answer::Response(response) => Ok(response),
            _ => panic!("no response"),
        }
    }

    pub async fn lock(&self, name: &str, in_page: bool) -> Rc<Cell<Option<Held>>> {
        match self.ask(Question::Lock { name, in_page }).await {
            Ok(Answer::Lock(held)) => held,
            _ => panic!("no lock"),
        }
    }

    pub async fn swap(
        &self,
        app_id: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Option<Option<String>> {
        match self.ask(Question::Swap { app_id, before, after }).await {
            Ok(Answer::Text(record)) => Some(record.map(String::from)),
            _ => None,
        }
    }
}
