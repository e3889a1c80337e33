//! The public surface of an emitted API, as data: every type, field, variant, constructor, setter, method, request
//! builder and setting, each with its form for the compiler, its effect on the wire and its origin. `diff` compares two
//! surfaces.

mod client;
mod limits;
mod operations;
mod types;

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use serde_json::Value;

use crate::Built;
use crate::base::pointer::Pointer;
use crate::diagnostic::Location;
use crate::diagnostic::provenance::Provenance;
use crate::ir::{Constraint, Doc, SecuritySet};
use crate::rust::model::{Argument, Scalars};
use crate::source::Record;

/// Every public item of an API, by its path below the API's module.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Surface {
    /// `types::Tag`, `types::Tag::name` (a field), `tags::Tags::list()` (a function), `types::Tag: Hash` (a trait).
    pub items: BTreeMap<String, Item>,
    /// The names that the next version keeps.
    pub record: Record,
}

/// A public item.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The kind of item.
    pub kind: ItemKind,
    /// What it is to the compiler.
    pub form: Form,
    /// Its effect on the wire, by aspect.
    pub wire: BTreeMap<Aspect, String>,
    /// What the values that it sends may be, by the name of the argument; the name is empty for its own value.
    pub sent: BTreeMap<String, Sent>,
    /// The sets of credentials with which it is called, with their scopes; one of them suffices.
    pub credentials: Vec<SecuritySet>,
    /// Its documentation.
    pub doc: Doc,
    /// The path of its parent, if it exists only together with that.
    pub parent: Option<String>,
    /// What it is in the document, independent of its name.
    pub origin: String,
    /// Where a reader of the document finds it. Items without a place are described by their parent.
    pub place: Option<Place>,
    /// Where it is in the text of the document. Items without a location are at their parent's.
    pub location: Location,
}

/// Where an item comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// An operation, by method and path: `POST /tags/detach`.
    Operation(String),
    /// A schema, by its pointer in the document as published: `#/components/schemas/Tag`.
    Schema(Pointer),
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation(operation) => f.write_str(operation),
            Self::Schema(at) => write!(f, "#{at}"),
        }
    }
}

/// What a value that is sent may be, beyond its type.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sent {
    /// The limits that can exclude a value.
    pub limits: Vec<Constraint>,
    /// The value that the server takes where none is sent.
    pub default: Option<Value>,
}

/// What the origin of a method ends with that exchanges the credentials of a scheme for a token.
pub(crate) const EXCHANGED: &str = " exchanged";

/// The kind of a public item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// The module of one of several APIs.
    Module,
    /// A type of the API.
    Type,
    /// A member of a struct.
    Field,
    /// A variant of an enum.
    Variant,
    /// A trait that a type implements.
    Trait,
    /// `new`.
    Constructor,
    /// A method that sets an optional field.
    Setter,
    /// The module of a group of operations, with its handle.
    Group,
    /// A method that calls an operation.
    Operation,
    /// A request builder with optional parts.
    Call,
    /// A method that sets an optional parameter.
    Parameter,
    /// The enum of an operation's errors, by status.
    Error,
    /// The enum of an operation's responses, by status.
    Answer,
    /// The struct that reads the headers of an operation's responses.
    Headers,
    /// A method that reads a header.
    Header,
    /// A setting of the client.
    Setting,
}

/// What an item is to the compiler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A struct whose fields are public.
    Struct,
    /// An open enum, and the type of its variant for unknown values.
    Enumeration(&'static str),
    /// An enum whose variants have values.
    Union,
    /// Another name for a type.
    Alias(String),
    /// A struct around one type.
    Newtype(String),
    /// A trait, by its name.
    Trait(&'static str),
    /// `From` of this type.
    From(String),
    /// A field of a type.
    Field(String),
    /// A variant, and the type of its value.
    Variant(Option<String>),
    /// The struct whose methods are operations.
    Handle,
    /// The struct of a request builder, with its outcome.
    Call(Outcome),
    /// A function or method.
    Function(Function),
    /// A constructor that takes its required fields in the struct of this path: their names, and how each is given.
    Named(String, Vec<(String, Argument)>),
}

/// The outcome of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The type on success.
    pub success: String,
    /// The type of the documented error body.
    pub error: String,
}

/// The signature of a function or method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Names and types, without `self`.
    pub arguments: Vec<(String, Argument)>,
    /// What it returns.
    pub returns: Returns,
}

/// What a function returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Returns {
    /// The type that it belongs to.
    Itself,
    /// The handle of a group.
    Handle(String),
    /// A stream of pages or of their items: the runtime's stream type, what it yields and the documented error body.
    Stream(&'static str, Outcome),
    /// An optional value of that type.
    Option(String),
    /// A request, with the path of its own request builder, if it has one.
    Call(Outcome, Option<String>),
}

/// A property that the compiler does not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// The JSON key of a field.
    Key,
    /// How a field without a value is sent.
    Absent,
    /// The literal of a variant.
    Literal,
    /// How a JSON value is matched to a variant.
    Guard,
    /// The statuses of a variant.
    Status,
    /// How each argument is sent, in order.
    Arguments,
    /// Method and path.
    Request,
    /// The media type of the body.
    Sends,
    /// How the parts of a form are encoded.
    Parts,
    /// How the response is decoded.
    Decodes,
    /// The media types of responses that are asked for.
    Accepts,
    /// Whether a failed request is repeated.
    Retries,
    /// The header of the idempotency key.
    IdempotencyKey,
    /// The server of the operation.
    Server,
    /// How a credential is sent.
    Credential,
    /// The environment variables that are read.
    Variables,
    /// How the pages of a list follow each other.
    Paging,
}

/// Returns the surface of an API that was built.
pub fn surface(built: &Built, scalars: Scalars) -> Surface {
    let tables = built.tables(scalars);
    let mut items = BTreeMap::new();
    types::types(tables, &mut items);
    operations::operations(tables, &mut items);
    client::client(tables, &mut items);
    types::webhooks(tables, &mut items);
    for item in items.values_mut() {
        if item.parent.is_none() && item.location == Location::Nowhere {
            // Of the document as a whole.
            item.location = Location::Normalised(Pointer::root());
        }
        item.location = published(&item.location, &built.provenance);
        if let Some(place) = &mut item.place {
            publish(place, &built.provenance);
        }
    }
    Surface { items, record: built.record() }
}

/// Puts a schema of the normal form where it is published. One of another file keeps its place in the whole.
fn publish(place: &mut Place, provenance: &Provenance) {
    if let Place::Schema(at) = place {
        let (root, _) = provenance.origin(&Pointer::root());
        let (file, published) = provenance.origin(at);
        if file == root {
            *at = published;
        }
    }
}

/// Returns where a value of the normal form is in the text that it was read from.
fn published(location: &Location, provenance: &Provenance) -> Location {
    match location {
        Location::Normalised(at) => {
            let (file, origin) = provenance.origin(at);
            Location::Source(file, origin)
        }
        other => other.clone(),
    }
}

impl Item {
    /// Creates an item without an effect on the wire.
    fn new(kind: ItemKind, form: Form, origin: impl Into<String>) -> Self {
        Self {
            kind,
            form,
            wire: BTreeMap::new(),
            sent: BTreeMap::new(),
            credentials: Vec::new(),
            doc: Doc::default(),
            parent: None,
            origin: origin.into(),
            place: None,
            location: Location::Nowhere,
        }
    }

    fn with_location(mut self, at: &Pointer) -> Self {
        self.location = Location::Normalised(at.clone());
        self
    }

    fn with_parent(mut self, parent: &str) -> Self {
        self.parent = Some(parent.to_owned());
        self
    }

    fn with_place(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    fn with_wire(mut self, aspect: Aspect, what: impl Into<String>) -> Self {
        self.wire.insert(aspect, what.into());
        self
    }

    fn with_doc(mut self, doc: &Doc) -> Self {
        self.doc = doc.clone();
        self
    }
}
