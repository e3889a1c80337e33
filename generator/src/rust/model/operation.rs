//! Operations: a method of their group's handle, what it takes, sends and gives, and what can be set on its request builder.

use std::collections::BTreeSet;

use super::{Body, ErrorType, Outcome, Output, Parameter, RustType, Tables};
use crate::ir::{self, Framing, Paging};
use crate::rust::facts::Side;
use crate::rust::imports;
use crate::rust::names::OperationNames;
use crate::rust::names::ident::written;

/// An operation.
#[derive(Debug)]
pub struct Operation<'a> {
    /// What the document says of it.
    pub data: &'a ir::Operation,
    /// What it and what belongs to it are called.
    pub names: &'a OperationNames,
    /// All parameters, in the document's order.
    pub parameters: Vec<Parameter<'a>>,
    /// What is sent, if anything.
    pub body: Option<Body<'a>>,
    /// What comes back when all is well.
    pub output: Output<'a>,
    /// What its error body is.
    pub error: ErrorType,
    /// The types of both.
    pub outcome: Outcome,
    /// Whether there is something to set on its request builder, which then has a name.
    pub has_setters: bool,
    /// What reads the headers of its answers.
    pub headers: Vec<HeaderReader<'a>>,
    /// How it is read page by page, where it is a list.
    pub pages: Option<Pages<'a>>,
    /// Whether its entry in the table and its types are its own: another way to call an operation has that one's.
    pub declares: bool,
    /// Whether its type by status is its own: another way to call an operation has one where it answers something else.
    pub declares_success: bool,
    /// The names of parameters and members that no message may show.
    pub secrets: BTreeSet<&'a str>,
}

/// A method that reads a header.
#[derive(Debug)]
pub struct HeaderReader<'a> {
    /// The header.
    pub data: &'a ir::Header,
    /// What it is called.
    pub name: &'a str,
    /// What it gives.
    pub ty: RustType,
}

/// How a list is read page by page.
#[derive(Debug)]
pub struct Pages<'a> {
    /// How the pages follow each other.
    pub data: &'a Paging,
    /// What each item is.
    pub item: RustType,
}

impl<'a> Operation<'a> {
    /// An operation of the group with that module.
    pub(super) fn new(tables: Tables<'a>, module: &str, names: &'a OperationNames) -> Self {
        let data = &tables.api.operations[names.index];
        let parameters = data.parameters.iter().zip(&names.parameters);
        let headers = data.headers.iter().zip(&names.headers.1);
        let output = Output::new(tables, &data.success);
        let error = ErrorType::new(tables, data);
        let own = |name: &String| RustType::Group(written(module), name.clone());
        let outcome = Outcome { success: output.ty(own(&names.success)), error: error.ty(own(&names.error)) };
        let answered = |ty| RustType::of(tables, ty, Side::Response);
        Self {
            data,
            names,
            parameters: parameters.map(|(data, name)| Parameter::new(tables, data, name)).collect(),
            body: data.body.as_ref().map(|body| Body::new(tables, body)),
            output,
            error,
            outcome,
            has_setters: data.has_setters(),
            headers: headers
                .map(|(data, name)| HeaderReader { data, name, ty: answered(&data.ty) })
                .collect(),
            pages: data.paging.as_ref().map(|data| Pages { data, item: answered(&data.item) }),
            declares: data.variant.is_none(),
            declares_success: tables.api.answers_by_itself(data),
            secrets: tables.facts.secret_names(tables.api, data),
        }
    }

    /// The parameters that the method takes.
    pub fn required(&self) -> impl Iterator<Item = &Parameter<'a>> {
        self.always_sent().filter(|parameter| parameter.data.only.is_none())
    }

    /// The parameters that every call sends: those that the method takes, and those that have one value.
    pub fn always_sent(&self) -> impl Iterator<Item = &Parameter<'a>> {
        self.parameters.iter().filter(|parameter| parameter.data.required)
    }

    /// The parameters that are set on the request builder.
    pub fn optional(&self) -> impl Iterator<Item = &Parameter<'a>> {
        self.parameters.iter().filter(|parameter| !parameter.data.required)
    }

    /// The body, where the method takes it.
    pub fn required_body(&self) -> Option<&Body<'a>> {
        self.body.as_ref().filter(|body| body.data.required)
    }

    /// The body, where it is set on the request builder.
    pub fn optional_body(&self) -> Option<&Body<'a>> {
        self.body.as_ref().filter(|body| !body.data.required)
    }

    /// What it asks for where that is not what its kind of answer asks for anyway.
    pub fn accept(&self) -> Option<&'a str> {
        let usual = match &self.output {
            Output::Unit | Output::Json(_) | Output::MaybeJson(_) | Output::ByStatus(_) => "application/json",
            Output::Text => "text/plain",
            Output::Bytes => "*/*",
            Output::Stream(..) => return None,
        };
        self.data.accept.as_deref().filter(|accept| *accept != usual)
    }

    /// Whether what it answers, in success or failure, names types of the API.
    pub fn answers_with_api_types(&self) -> bool {
        let cases = self.output.cases().iter().chain(self.error.cases());
        let mut held =
            cases.filter(|_| self.declares || self.declares_success).filter_map(|case| case.held.as_ref());
        self.outcome.success.names_api_type()
            || self.outcome.error.names_api_type()
            || held.any(RustType::names_api_type)
    }

    /// Whether its items in the group's file name types of the API.
    pub(super) fn names_api_types(&self) -> bool {
        let parameters = self.parameters.iter().map(|parameter| &parameter.argument);
        let mut arguments = parameters.chain(self.body.iter().map(|body| &body.argument));
        let mut headers = self.headers.iter().filter(|_| self.declares);
        arguments.any(|argument| argument.names_api_type())
            || self.answers_with_api_types()
            || headers.any(|header| header.ty.names_api_type())
            || self.pages.as_ref().is_some_and(|pages| pages.item.names_api_type())
    }

    /// What the group's file imports of the runtime for it.
    pub(super) fn imports(&self) -> BTreeSet<&'static str> {
        let mut imports = BTreeSet::from([imports::OPERATION]);
        imports.extend(self.parameters.iter().flat_map(Parameter::imports));
        imports.extend(self.body.iter().flat_map(Body::imports));
        imports.extend(self.call_imports());
        imports.extend(self.optional().next().map(|_| imports::PARAMETERS));
        imports.extend(self.pages.iter().flat_map(|_| [imports::PAGING, imports::PAGED]));
        imports.extend((!self.headers.is_empty()).then_some(imports::HEADERS));
        imports.extend(match self.error {
            ErrorType::Untyped => Some(imports::UNTYPED),
            ErrorType::ByStatus(_) => Some(imports::ERROR_STATUSES),
            ErrorType::One(_) => None,
        });
        imports.extend(matches!(self.output, Output::ByStatus(_)).then_some(imports::SUCCESS_STATUSES));
        imports
    }

    fn call_imports(&self) -> Vec<&'static str> {
        match &self.output {
            Output::Stream(streamed, _)
                if matches!(streamed.framing, Framing::Events | Framing::WholeEvents) =>
            {
                vec![imports::EVENT_STREAM, imports::STREAM_CALL]
            }
            Output::Stream(..) => vec![imports::LINE_STREAM, imports::STREAM_CALL],
            _ => vec![imports::CALL],
        }
    }
}
