//! The fixed properties of an operation, as a constant in generated code.

use super::super::secret::names::is_sensitive_member;

/// The properties of an operation from the document, apart from its parameters and types.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// The operation's name in errors: its `operationId`.
    pub id: &'static str,
    /// The HTTP method, in upper case.
    pub method: &'static str,
    /// The path below the base URL, with `{name}` for a path parameter.
    pub path: &'static str,
    /// Names of security schemes: one of the inner lists must be satisfied, with all of its schemes.
    pub security: &'static [&'static [&'static str]],
    /// Whether every credential of the client is sent, because the document does not describe the request.
    pub(crate) takes_every_credential: bool,
    /// Whether sending it twice has the same effect as sending it once (RFC 9110, section 9.2.2).
    pub idempotent: bool,
    /// The operation's own server, absolute or relative to the client's, if the document declares one.
    pub server: Option<&'static str>,
    /// The header by which the server recognizes repeated attempts of one call.
    pub idempotency_key: Option<&'static str>,
    /// Members of its bodies that no message may show: passwords, and members that are write-only. `*` if the document
    /// does not know their names.
    pub secrets: &'static [&'static str],
}

impl Operation {
    /// An operation without security, on the client's server, idempotent according to its method.
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        let idempotent = !matches!(method.as_bytes(), b"POST" | b"PATCH");
        Self {
            id,
            method,
            path,
            security: &[],
            takes_every_credential: false,
            idempotent,
            server: None,
            idempotency_key: None,
            secrets: &[],
        }
    }

    /// Sets the security schemes: all names of any one inner list must be satisfied. An empty inner list means that
    /// none is needed.
    pub const fn security(mut self, security: &'static [&'static [&'static str]]) -> Self {
        self.security = security;
        self
    }

    /// Sends every credential of the client.
    pub(crate) const fn with_every_credential(mut self) -> Self {
        self.takes_every_credential = true;
        self
    }

    /// Sets whether the operation is idempotent, if the document or its corrections say otherwise than the method.
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = idempotent;
        self
    }

    /// Sets the header for the idempotency key: each call has its own key, the same for all its attempts.
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// Sets the operation's own server: `https://files.example.com/v1` or `/v2`. It is not used by a client whose base
    /// URL was set explicitly, so that a test server gets every request.
    pub const fn server(mut self, server: &'static str) -> Self {
        self.server = Some(server);
        self
    }

    /// Returns true if a parameter or member of this name must not be shown, because of the document or because of the
    /// name.
    pub(crate) fn hides(&self, name: &str) -> bool {
        self.hides_all() || self.secrets.contains(&name) || is_sensitive_member(name)
    }

    /// Returns true if no value of its bodies may be shown.
    pub(crate) fn hides_all(&self) -> bool {
        self.secrets.contains(&"*")
    }

    /// Sets the names of members, anywhere in its bodies, whose values no message may show.
    pub const fn secrets(mut self, names: &'static [&'static str]) -> Self {
        self.secrets = names;
        self
    }
}
