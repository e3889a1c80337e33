//! One entry of the operation table: what is fixed about an operation, as a constant of the generated code.

use super::super::secret::names::is_sensitive_member;

/// What the document says about an operation, apart from its parameters and shapes.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// The operation's name in errors: its `operationId`.
    pub id: &'static str,
    /// The HTTP method, upper case.
    pub method: &'static str,
    /// The path below the base URL, with `{name}` where a path parameter goes.
    pub path: &'static str,
    /// Scheme names: one of the outer list is enough, and of it all of the inner list are needed.
    pub security: &'static [&'static [&'static str]],
    /// Whether sending it twice does what sending it once does (RFC 9110, section 9.2.2).
    pub idempotent: bool,
    /// The operation's own server, absolute or relative to the client's, when the document gives it one.
    pub server: Option<&'static str>,
    /// The header by which the server knows one call sent twice from two calls.
    pub idempotency_key: Option<&'static str>,
    /// Members of its bodies that no message may show: passwords, and what nobody who reads an answer sees; `*` where
    /// they have no names that the document knows.
    pub secrets: &'static [&'static str],
}

impl Operation {
    /// An operation without security, on the client's server, idempotent as its method says.
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        let idempotent = !matches!(method.as_bytes(), b"POST" | b"PATCH");
        Self {
            id,
            method,
            path,
            security: &[],
            idempotent,
            server: None,
            idempotency_key: None,
            secrets: &[],
        }
    }

    /// Sets which schemes must be satisfied: any one list, and all names in it. An empty inner list is "none needed".
    pub const fn security(mut self, security: &'static [&'static [&'static str]]) -> Self {
        self.security = security;
        self
    }

    /// Sets what the document or its corrections say about idempotence, against the method.
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = idempotent;
        self
    }

    /// Sets the header that carries a key of each call's own, the same however often the call is sent.
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// Sets a server of the operation's own: `https://files.example.com/v1` or `/v2`. It is not used by a client
    /// whose base URL was set by hand, so that a test server gets every request.
    pub const fn server(mut self, server: &'static str) -> Self {
        self.server = Some(server);
        self
    }

    /// Whether what goes by this name in a parameter or a body must not be shown: the document says so, or the name does.
    pub(crate) fn hides(&self, name: &str) -> bool {
        self.hides_all() || self.secrets.contains(&name) || is_sensitive_member(name)
    }

    /// Whether no value of its bodies may be shown.
    pub(crate) fn hides_all(&self) -> bool {
        self.secrets.contains(&"*")
    }

    /// Sets the names of members, anywhere in its bodies, whose values no message may show.
    pub const fn secrets(mut self, names: &'static [&'static str]) -> Self {
        self.secrets = names;
        self
    }
}
