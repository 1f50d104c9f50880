//! URLs as plain parts, and the two questions the protocol asks of them.

use form_urlencoded::byte_serialize;

/// Schemes that mean something to a browser, and thus are no app's own.
const BROWSER_SCHEMES: [&str; 15] = [
    "about",
    "blob",
    "data",
    "file",
    "filesystem",
    "ftp",
    "http",
    "https",
    "javascript",
    "mailto",
    "tel",
    "vbscript",
    "view-source",
    "ws",
    "wss",
];

/// An absolute URL in its parts, as the WHATWG parser gives them: lower-case scheme and host,
/// default ports left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url {
    /// All that comes before the query.
    pub place: String,
    /// Scheme, host and port: `https://example.com:8443`; `null` for most schemes but http(s).
    pub origin: String,
    /// The path, starting with `/` for http and https.
    pub path: String,
    /// The query's parameters, decoded, in order.
    pub parameters: Vec<(String, String)>,
}

impl Url {
    /// A URL from the parts that a WHATWG parser gives.
    #[must_use]
    pub fn new(
        href: &str,
        origin: String,
        path: String,
        parameters: Vec<(String, String)>,
    ) -> Self {
        let end = href.bytes().position(|byte| byte == b'?' || byte == b'#');
        let place = href[..end.unwrap_or(href.len())].into();
        Url { place, origin, path, parameters }
    }

    /// Are origin and path all that comes before the query? There is no user name or password then,
    /// and no wrapping scheme such as `blob:`, whose origin is that of what it wraps.
    fn is_bare(&self) -> bool {
        self.place.strip_prefix(&*self.origin) == Some(&*self.path)
    }

    /// Is it a bare `http:` or `https:` URL? Everything else (`javascript:`, `data:`, `file:` …) is
    /// never a place that tokens are sent to.
    #[must_use]
    pub fn is_http(&self) -> bool {
        self.is_bare() && (self.is_https() || self.origin.starts_with("http://"))
    }

    /// May a visitor be sent there: is it a bare http(s) URL, or one with the scheme of an app (RFC 8252
    /// §7.1)?
    #[must_use]
    pub fn is_for_visitors(&self) -> bool {
        let scheme = self.place.bytes().position(|byte| byte == b':').unwrap_or_default();
        self.is_http() || !BROWSER_SCHEMES.contains(&&self.place[..scheme])
    }

    /// May credentials travel there? Only over TLS, or to this very machine (RFC 9700 §2.6,
    /// RFC 8252 §8.3 for the loopback exception).
    #[must_use]
    pub fn is_confidential(&self) -> bool {
        self.is_http() && (self.is_https() || self.is_loopback())
    }

    fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }

    fn is_loopback(&self) -> bool {
        let authority = self.origin.strip_prefix("http://").unwrap_or_default();
        // A port is behind the last colon, unless that is one of an IPv6 address.
        let colon = authority.bytes().rposition(|byte| byte == b':');
        let host = match colon {
            Some(at) if !authority.ends_with(']') => &authority[..at],
            _ => authority,
        };
        // The parser has already turned every spelling of an IPv4 address into four numbers, so a
        // host of four numbers that starts with 127 is in 127.0.0.0/8.
        let ipv4 = host.strip_prefix("127.").is_some_and(|rest| {
            let dots = rest.bytes().filter(|byte| *byte == b'.').count();
            dots == 2 && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        });
        ipv4 || host == "[::1]" || host == "localhost" || host.ends_with(".localhost")
    }
}

/// Parameters as `application/x-www-form-urlencoded` text: a query or a request body.
#[derive(Default)]
pub struct Form(String);

impl Form {
    /// No parameters yet.
    #[must_use]
    pub fn new() -> Self {
        Form::default()
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.add(name, value);
        self
    }

    /// Adds a parameter.
    pub fn add(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.extend(byte_serialize(name.as_bytes()));
        self.0.push('=');
        self.0.extend(byte_serialize(value.as_bytes()));
    }

    /// Adds a parameter, unless it is empty: an empty one counts as left out (RFC 6749 §3.1).
    pub fn add_any(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.add(name, value);
        }
    }

    /// The text.
    #[must_use]
    pub fn text(self) -> String {
        self.0
    }
}

/// `url` with `form` as its query, or added to the query it has (RFC 6749 §3.1: what an endpoint
/// already carries is kept).
#[must_use]
pub fn with_query(url: &str, form: Form) -> String {
    let separator = if url.as_bytes().contains(&b'?') { "&" } else { "?" };
    [url, separator, &form.0].concat()
}
