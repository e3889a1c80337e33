//! What is wrong with an exchange, and which findings are one.

use crate::base::pointer::Pointer;
use crate::correct::judge::{Fault, FaultKind};

/// The request or the response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Side {
    Request,
    Response,
}

/// A finding of one exchange.
#[derive(Debug, Clone)]
pub(super) struct Finding<'e> {
    pub trouble: Trouble<'e>,
    /// The object of the document that says otherwise.
    pub at: Pointer,
}

/// What is wrong.
#[derive(Debug, Clone)]
pub(super) enum Trouble<'e> {
    /// A status that is not declared.
    Status(u16),
    /// A body where none is declared.
    Content(Side),
    /// A media type that is not declared.
    Media(Side, String),
    /// No body where one is declared.
    Empty(Side),
    /// A media type without a schema.
    NoSchema(Side),
    /// A query parameter that is not declared.
    Query(&'e str),
    /// A required query parameter that was not sent.
    NotSent(String),
    /// A parameter whose value is of another kind.
    Value(String),
    /// A value that differs from its schema.
    Body(Side, Fault<'e>),
}

/// The side, the place and the kind of a finding.
pub(super) type Mark<'f> = (Side, &'f str, KeyKind);

/// What findings of the same correction have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    /// The object that a correction changes.
    pub at: Pointer,
    /// The kind of trouble.
    pub kind: KeyKind,
}

/// The kind of trouble of a [`Key`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum KeyKind {
    Status(u16),
    Content(Side),
    Media(Side, String),
    Empty(Side),
    NoSchema(Side),
    Query(String),
    NotSent(String),
    Value(String),
    Body(FaultKind),
    /// Of a whole request body, which may be another one than published.
    RequestBody(FaultKind),
}

fn finding_is_of_request_body(trouble: &Trouble<'_>) -> bool {
    let Trouble::Body(Side::Request, fault) = trouble else { return false };
    fault.instance.is_empty() && matches!(fault.kind, FaultKind::Missing(_) | FaultKind::Undeclared(_))
}

impl Finding<'_> {
    /// Returns true if a client cannot read the exchange.
    pub(super) fn is_hard(&self) -> bool {
        match &self.trouble {
            Trouble::Status(status) => (200..300).contains(status),
            Trouble::Media(..) | Trouble::Empty(_) => true,
            Trouble::Content(_) | Trouble::NoSchema(_) => false,
            Trouble::Query(_) | Trouble::NotSent(_) | Trouble::Value(_) => false,
            Trouble::Body(_, fault) => fault.kind.is_hard(),
        }
    }

    /// Returns what the finding is grouped by. Null and other kinds belong to the use of a component.
    pub(super) fn key(&self) -> Key {
        let (at, kind) = match &self.trouble {
            Trouble::Status(status) => (&self.at, KeyKind::Status(*status)),
            Trouble::Content(side) => (&self.at, KeyKind::Content(*side)),
            Trouble::Media(side, name) => (&self.at, KeyKind::Media(*side, name.clone())),
            Trouble::Empty(side) => (&self.at, KeyKind::Empty(*side)),
            Trouble::NoSchema(side) => (&self.at, KeyKind::NoSchema(*side)),
            Trouble::Query(name) => (&self.at, KeyKind::Query((*name).to_owned())),
            Trouble::NotSent(name) => (&self.at, KeyKind::NotSent(name.clone())),
            Trouble::Value(name) => (&self.at, KeyKind::Value(name.clone())),
            Trouble::Body(_, fault) => match fault.kind {
                FaultKind::Null | FaultKind::Kind => (&fault.site, KeyKind::Body(fault.kind.clone())),
                _ if finding_is_of_request_body(&self.trouble) => {
                    (&fault.site, KeyKind::RequestBody(fault.kind.clone()))
                }
                _ => (&fault.at, KeyKind::Body(fault.kind.clone())),
            },
        };
        Key { at: at.clone(), kind }
    }

    /// Returns where in the exchange it is: the side, and the place in the body.
    pub(super) fn place(&self) -> (Side, &str) {
        match &self.trouble {
            Trouble::Status(_) => (Side::Response, ""),
            Trouble::Query(_) | Trouble::NotSent(_) | Trouble::Value(_) => (Side::Request, ""),
            Trouble::Content(side)
            | Trouble::Media(side, _)
            | Trouble::Empty(side)
            | Trouble::NoSchema(side) => (*side, ""),
            Trouble::Body(side, fault) => (*side, &fault.instance),
        }
    }

    /// Returns what two findings of an exchange have in common if they are the same trouble, whatever schema says so.
    pub(super) fn mark(&self) -> Mark<'_> {
        let (side, place) = self.place();
        let kind = match &self.trouble {
            Trouble::Body(_, fault) => KeyKind::Body(fault.kind.clone()),
            _ => self.key().kind,
        };
        (side, place, kind)
    }
}
