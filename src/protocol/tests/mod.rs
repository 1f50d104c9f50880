//! The protocol against the vectors of its specifications, captured answers of a real server, and
//! arbitrary input.

mod authorization;
mod callback;
mod config;
mod discovery;
mod error_page;
mod errors;
mod id_token;
mod jose;
mod secrets;
mod token;

use super::{
    Error,
    config::{Config, ConfigInput},
    discovery::Metadata,
    http::Response,
    url::Form,
};
use crate::platform::native::Native;

/// The application that the captured answers were made for.
const APP_ID: &str = "5svghfpgp2rzc0yaqc5u9";

/// When its ID token was issued, in seconds since 1970.
const ISSUED_AT: f64 = 1_795_487_503.0;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../tests/fixtures/", $name))
    };
}
use fixture;

fn config_of(change: impl FnOnce(&mut ConfigInput)) -> Result<Config, Error> {
    let mut input = ConfigInput {
        endpoint: Some("http://localhost:3001".into()),
        app_id: Some(APP_ID.into()),
        ..ConfigInput::default()
    };
    change(&mut input);
    Config::new(input, &Native)
}

fn config() -> Config {
    config_of(|_| {}).expect("the configuration is good")
}

fn metadata() -> Metadata {
    super::discovery::read(fixture!("logto-observed/discovery.json"), &config(), &Native)
        .expect("the captured metadata is good")
}

/// Parameters as a query.
fn form<'a>(parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let parameters = parameters.into_iter();
    parameters.fold(Form::new(), |form, (name, value)| form.with(name, value)).text()
}

/// `url` with `query` added.
fn with_query(url: &str, query: &str) -> String {
    format!("{url}{}{query}", if url.contains('?') { '&' } else { '?' })
}

fn answer(status: u16, body: &str) -> Response {
    Response { status, body: body.into(), retry_after: None, cause: None }
}

/// The code of the error, or `"ok"`.
fn code_of<T>(result: Result<T, Error>) -> String {
    result.map_or_else(|error| error.code().to_owned(), |_| "ok".to_owned())
}
