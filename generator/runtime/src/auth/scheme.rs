//! Security schemes: how credentials are sent.

/// A security scheme of the document, by its name there.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    /// The name that operations and credentials use for it.
    pub name: &'static str,
    /// How the credential is sent.
    pub kind: SchemeKind,
    /// What stands before the credential in a header of its own, with the space after it.
    pub prefix: &'static str,
    /// Whether no operation requires it, so that a credential of the client would never be sent.
    pub unused: bool,
}

/// How a credential is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// In the header of this name, after the prefix of the scheme.
    Header(&'static str),
    /// In the query parameter of this name.
    Query(&'static str),
    /// In the cookie of this name.
    Cookie(&'static str),
    /// In `Authorization` after this word: `Bearer` (RFC 6750), or another word of the API.
    Authorization(&'static str),
}

impl SchemeKind {
    /// The name of the header, query parameter or cookie that is there for the credential alone.
    #[cfg(feature = "record")]
    pub(crate) fn own_name(self) -> Option<&'static str> {
        match self {
            Self::Header(name) | Self::Query(name) | Self::Cookie(name) => Some(name),
            Self::Authorization(_) => None,
        }
    }

    /// Returns true if both are sent in the same header, query parameter or cookie.
    pub(crate) fn is_same_place(self, other: Self) -> bool {
        let header = |kind| match kind {
            Self::Header(name) => Some(name),
            Self::Authorization(_) => Some("Authorization"),
            _ => None,
        };
        match (header(self), header(other)) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
            _ => self == other,
        }
    }
}

impl Scheme {
    const fn new(name: &'static str, kind: SchemeKind) -> Self {
        Self { name, kind, prefix: "", unused: false }
    }

    /// Sets what stands before the credential in a header of its own.
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// Marks a scheme that no operation requires.
    pub const fn unused(mut self) -> Self {
        self.unused = true;
        self
    }

    /// `type: apiKey`, `in: header`.
    pub const fn api_key_header(name: &'static str, header: &'static str) -> Self {
        Self::new(name, SchemeKind::Header(header))
    }

    /// `type: apiKey`, `in: query`.
    pub const fn api_key_query(name: &'static str, parameter: &'static str) -> Self {
        Self::new(name, SchemeKind::Query(parameter))
    }

    /// `type: apiKey`, `in: cookie`.
    pub const fn api_key_cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::new(name, SchemeKind::Cookie(cookie))
    }

    /// `type: http`, `scheme: bearer`; also used for `oauth2` and `openIdConnect`, whose tokens are sent the same way.
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, SchemeKind::Authorization("Bearer"))
    }

    /// `type: http` with another scheme whose credential is one word.
    pub const fn authorization(name: &'static str, scheme: &'static str) -> Self {
        Self::new(name, SchemeKind::Authorization(scheme))
    }

    /// `type: http`, `scheme: basic` (RFC 7617); `basic` makes its credential from user and password.
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, SchemeKind::Authorization("Basic"))
    }
}
