//! What `docs/errors.md` says of each code: why it happens, where to look, and what to do there.
//!
//! For readers of that page, so it is no part of the SDK. A test makes the page of it.

mod answers;
mod callback;
mod environment;
mod id_token;
mod kept;
mod provider;
mod set_up;

use super::Code;

/// Codes that belong together, under one heading.
pub struct Area {
    /// The heading.
    pub title: &'static str,
    /// What they have in common.
    pub about: &'static str,
    /// The codes.
    pub codes: &'static [Explained],
}

/// A code in words.
pub struct Explained {
    /// Which one.
    pub code: Code,
    /// Why it happens.
    pub why: &'static str,
    /// What to do about it.
    pub remedies: &'static [(Place, &'static str)],
    /// Where a specification asks for it.
    pub specification: Option<&'static str>,
}

/// Where something can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The settings of the application, or of the tenant.
    Console,
    /// What the client was made with.
    Configuration,
    /// The attributes of the no-code mode.
    Tag,
    /// The HTML, and what else the page loads.
    Page,
    /// The site's own JavaScript.
    Code,
    /// What serves the site: its domain, redirects, headers.
    Hosting,
    /// A Logto server of one's own, and what stands before it.
    Server,
    /// What the visitor can do.
    Visitor,
}

impl Place {
    /// As the page calls it.
    pub fn name(self) -> &'static str {
        match self {
            Place::Console => "Logto Console",
            Place::Configuration => "Configuration",
            Place::Tag => "No-code tag",
            Place::Page => "Page",
            Place::Code => "Code",
            Place::Hosting => "Hosting",
            Place::Server => "Your own Logto server",
            Place::Visitor => "Visitor",
        }
    }
}

/// The whole page, in its order.
pub const AREAS: [&Area; 10] = [
    &set_up::SET_UP,
    &provider::PROVIDER,
    &set_up::START,
    &callback::CALLBACK,
    &id_token::ID_TOKEN,
    &answers::SESSION,
    &answers::ACCESS,
    &answers::NETWORK,
    &environment::ENVIRONMENT,
    &kept::KEPT,
];
