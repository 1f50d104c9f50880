//! The methods of a client as JavaScript calls them: names, arguments, results and errors are JSON.

use futures::executor::block_on;
use serde_json::{Value, json};

use super::visit::text;
use crate::{
    protocol::{
        Error, Failure, authorization::SignInOptions, config::ConfigInput, error::Class,
        token::Target,
    },
    session::{Session, tests::world::Tab},
};

/// What a method answers, as `src/js/` hands it to JavaScript; nothing for `undefined`.
pub fn answer(session: &Session<Tab>, call: &Value) -> Result<Option<Value>, Error> {
    // An empty call makes the client only.
    let Some(method) = call[0].as_str() else { return Ok(None) };
    let argument = &call[1];
    Ok(match method {
        "signIn" => {
            block_on(session.sign_in(&options(argument)))?;
            None
        }
        "handleSignInCallback" => {
            block_on(session.handle_sign_in_callback(text(argument)))?;
            None
        }
        "signOut" => {
            block_on(session.sign_out(argument.as_str()))?;
            None
        }
        "clearAllTokens" => {
            block_on(session.clear_tokens())?;
            None
        }
        "isSignInRedirected" => {
            Some(block_on(session.is_sign_in_redirected(text(argument)))?.into())
        }
        "isAuthenticated" => Some(block_on(session.is_authenticated())?.into()),
        "getIdToken" => {
            Some(block_on(session.id_token())?.map(|token| token.raw().expose().to_owned()).into())
        }
        "getRefreshToken" => {
            Some(block_on(session.refresh_token())?.map(|token| token.expose().to_owned()).into())
        }
        "getIdTokenClaims" => Some(parsed(&block_on(session.id_token_claims())?)),
        "getAccessToken" => {
            let target =
                Target { resource: argument.as_str().map(String::from), organization_id: None };
            Some(block_on(session.access_token(&target))?.expose().into())
        }
        "fetchUserInfo" => Some(parsed(&block_on(session.fetch_user_info())?)),
        "getSnapshot" => Some(match block_on(session.state())?.claims {
            Some(claims) => json!({ "isAuthenticated": true, "claims": parsed(&claims) }),
            None => json!({ "isAuthenticated": false }),
        }),
        "getAppState" => {
            block_on(session.app_state())?.and_then(|text| serde_json::from_str(&text).ok())
        }
        method => panic!("no case has called {method} before"),
    })
}

/// The configuration of a client.
pub fn input(config: &Value) -> ConfigInput {
    let resources = config["resources"].as_array().into_iter().flatten();
    ConfigInput {
        endpoint: config["endpoint"].as_str().map(String::from),
        app_id: config["appId"].as_str().map(String::from),
        resources: resources.map(|resource| text(resource).into()).collect(),
        ..ConfigInput::default()
    }
}

/// The argument of `signIn`: a redirect URI, or an object.
fn options(argument: &Value) -> SignInOptions {
    let redirect_uri = argument.as_str().or_else(|| argument["redirectUri"].as_str());
    SignInOptions {
        redirect_uri: redirect_uri.unwrap_or_default().into(),
        post_redirect_uri: argument["postRedirectUri"].as_str().map(String::from),
        ..SignInOptions::default()
    }
}

/// An error as `tests/e2e/support/client.js` describes it.
pub fn description(error: &Error) -> Value {
    let class = match error.class() {
        Class::Logto => "LogtoError",
        Class::Client => "LogtoClientError",
        Class::Request => "LogtoRequestError",
    };
    let mut description = json!({
        "isError": true,
        "name": class,
        "classes": [class],
        "code": error.code(),
        "message": error.message(),
        "text": format!("{error} {error:?}"),
    });
    if let Error::Invalid(invalid) = error {
        description["field"] = invalid.field.into();
    }
    if let Error::Answer(failure) = error
        && let Failure::Authorization { error, description: words } = &**failure
    {
        description["oidcError"] = json!({
            "name": "OidcError",
            "error": error.as_str(),
            "errorDescription": words.as_deref(),
        });
    }
    description
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}
