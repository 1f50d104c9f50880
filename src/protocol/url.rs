//! URLs as plain parts, and the two questions the protocol asks of them.

use form_urlencoded::Serializer;

/// An absolute URL in its parts, as the WHATWG parser gives them: lower-case scheme and host,
/// default ports left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url {
    /// Scheme, host and port: `https://example.com:8443`.
    pub origin: String,
    /// The scheme with its colon: `https:`.
    pub scheme: String,
    /// The host name without the port, IPv6 addresses in brackets.
    pub host: String,
    /// User name, or password, before the host (`https://user@host`).
    pub has_credentials: bool,
    /// The path, starting with `/` for http and https.
    pub path: String,
    /// The query without its `?`; empty when there is none.
    pub query: String,
}

impl Url {
    /// Is it `http:` or `https:`? Everything else (`javascript:`, `data:`, `file:` …) is never a
    /// place that tokens or visitors are sent to.
    #[must_use]
    pub fn is_http(&self) -> bool {
        self.scheme == "https:" || self.scheme == "http:"
    }

    /// May credentials travel there? Only over TLS, or to this very machine (RFC 9700 §2.6,
    /// RFC 8252 §8.3 for the loopback exception).
    #[must_use]
    pub fn is_confidential(&self) -> bool {
        self.scheme == "https:" || (self.scheme == "http:" && self.is_loopback())
    }

    fn is_loopback(&self) -> bool {
        let host = self.host.as_str();
        // The parser has already turned every spelling of an IPv4 address into four numbers, so a
        // host of four numbers that starts with 127 is in 127.0.0.0/8.
        let ipv4 = host.strip_prefix("127.").is_some_and(|rest| {
            rest.split('.').count() == 3
                && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        });
        ipv4 || host == "[::1]" || host == "localhost" || host.ends_with(".localhost")
    }

    /// Origin and path: what a redirect URI is recognised by.
    #[must_use]
    pub fn same_place(&self, other: &Url) -> bool {
        self.origin == other.origin
            && self.path == other.path
            && !self.has_credentials
            && !other.has_credentials
    }

    /// The query's parameters, decoded, in order.
    pub fn parameters(&self) -> impl Iterator<Item = (String, String)> + '_ {
        form_urlencoded::parse(self.query.as_bytes())
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
    }
}

/// Parameters as `application/x-www-form-urlencoded` text: a query or a request body.
pub struct Form(Serializer<'static, String>);

impl Default for Form {
    fn default() -> Self {
        Form::new()
    }
}

impl Form {
    /// No parameters yet.
    #[must_use]
    pub fn new() -> Self {
        Form(Serializer::new(String::new()))
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.0.append_pair(name, value);
        self
    }

    /// Adds a parameter, unless it is empty: an empty one counts as left out (RFC 6749 §3.1).
    #[must_use]
    pub fn with_any(self, name: &str, value: Option<&str>) -> Self {
        match value {
            None | Some("") => self,
            Some(value) => self.with(name, value),
        }
    }

    /// The text.
    #[must_use]
    pub fn text(mut self) -> String {
        self.0.finish()
    }
}

/// `url` with `form` as its query, or added to the query it has (RFC 6749 §3.1: what an endpoint
/// already carries is kept).
#[must_use]
pub fn with_query(url: &str, form: Form) -> String {
    let separator = if url.as_bytes().contains(&b'?') { "&" } else { "?" };
    [url, separator, &form.text()].concat()
}
