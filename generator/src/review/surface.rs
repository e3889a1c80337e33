//! What a consumer of an emitted API can name, as data: every type, field, variant, constructor, setter, method, call and
//! setting, each with what it is to the compiler, what it does on the wire and where it comes from. `diff` compares two.

mod client;
mod operations;
mod types;

use std::collections::BTreeMap;

use crate::Built;
use crate::ir::Doc;
use crate::rust::model::{Argument, Scalars};

/// Everything public of an API, by its path below the API's module.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Surface {
    /// `types::Tag`, `types::Tag::name` (a field), `tags::Tags::list()` (a function), `types::Tag: Hash` (a trait).
    pub items: BTreeMap<String, Item>,
}

/// A public thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What people call such a thing.
    pub kind: ItemKind,
    /// What it is to the compiler.
    pub form: Form,
    /// What it does on the wire, by aspect.
    pub wire: BTreeMap<Aspect, String>,
    /// What a person reads of it.
    pub doc: Doc,
    /// What it is in, if it stands or falls with that.
    pub parent: Option<String>,
    /// What it is in the document, whatever it is called.
    pub origin: String,
}

/// What people call a public thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// An API of several.
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
    /// A call with optional parts.
    Call,
    /// A method that sets an optional parameter.
    Parameter,
    /// What an operation may fail with, by status.
    Error,
    /// What an operation may answer, by status.
    Answer,
    /// What reads the headers of an operation's answers.
    Headers,
    /// A method that reads a header.
    Header,
    /// A setting of the client.
    Setting,
}

/// What a thing is to the compiler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A struct whose fields are public.
    Struct,
    /// An open enumeration, and what it keeps of what it does not know.
    Enumeration(&'static str),
    /// An enum whose variants hold something.
    Union,
    /// Another name for a type.
    Alias(String),
    /// A struct around one type.
    Newtype(String),
    /// A trait, by its name.
    Trait(&'static str),
    /// A field of a type.
    Field(String),
    /// A variant with what it holds.
    Variant(Option<String>),
    /// The struct that operations are methods of.
    Handle,
    /// The struct of a call, with what it gives and what it may fail with.
    Call(Outcome),
    /// Something to call.
    Function(Function),
}

/// What a call gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// When all is well.
    pub success: String,
    /// The documented body when it is not.
    pub error: String,
}

/// Something to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Names and types, without `self`.
    pub arguments: Vec<(String, Argument)>,
    /// What it gives.
    pub returns: Returns,
}

/// What a function gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Returns {
    /// The type that it is a function of.
    Itself,
    /// The handle of a group.
    Handle(String),
    /// Pages or their items, one after another: the runtime's stream, what it yields and the documented error body.
    Stream(&'static str, Outcome),
    /// A value of that type, where there is one.
    Option(String),
    /// A call; its struct, where it has one of its own.
    Call(Outcome, Option<String>),
}

/// A property that the compiler does not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// The JSON key of a field.
    Key,
    /// How a field that has no value is sent.
    Absent,
    /// The literal of a variant.
    Literal,
    /// What makes a JSON value a variant's.
    Guard,
    /// The statuses of a variant.
    Status,
    /// What each argument is on the wire, in order.
    Arguments,
    /// Method and path.
    Request,
    /// The media type of the body.
    Sends,
    /// How the answer is decoded.
    Decodes,
    /// Which credentials are sent.
    Security,
    /// Where the operation is.
    Server,
    /// How a credential travels.
    Credential,
    /// How the pages of a list follow each other.
    Paging,
    /// What is asked of a value that is sent, beyond its type.
    Limits,
}

/// The surface of an API that came through.
pub fn surface(built: &Built, scalars: Scalars) -> Surface {
    let tables = built.tables(scalars);
    let mut items = BTreeMap::new();
    types::types(tables, &mut items);
    operations::operations(tables, &mut items);
    client::client(tables, &mut items);
    Surface { items }
}

impl Item {
    /// A thing without anything on the wire.
    fn new(kind: ItemKind, form: Form, origin: impl Into<String>) -> Self {
        let (wire, doc) = (BTreeMap::new(), Doc::default());
        Self { kind, form, wire, doc, parent: None, origin: origin.into() }
    }

    fn within(mut self, parent: &str) -> Self {
        self.parent = Some(parent.to_owned());
        self
    }

    fn on_wire(mut self, aspect: Aspect, what: impl Into<String>) -> Self {
        self.wire.insert(aspect, what.into());
        self
    }

    fn documented(mut self, doc: &Doc) -> Self {
        self.doc = doc.clone();
        self
    }

    /// The same of something that is sent.
    fn limited(self, doc: &Doc) -> Self {
        match crate::rust::print::limits(doc) {
            limits if limits.is_empty() => self,
            limits => self.on_wire(Aspect::Limits, limits),
        }
    }
}
