//! Operations: methods of their group's handle, with parameters, body, outcome and the setters of the request builder.

mod body;
mod outcome;
mod parameter;

use std::collections::BTreeSet;

use super::{RustType, Tables};
use crate::ir::{self, Framing, Paging};
use crate::rust::facts::Side;
use crate::rust::imports;
use crate::rust::names::OperationNames;
use crate::rust::names::ident::written;

pub use body::Body;
pub use outcome::{Case, DecodeAs, ErrorType, Outcome, Output};
pub use parameter::Parameter;
pub(crate) use parameter::written_style;

/// An operation.
#[derive(Debug)]
pub struct Operation<'a> {
    /// Its IR.
    pub data: &'a ir::Operation,
    /// The names of the operation and of its items.
    pub names: &'a OperationNames,
    /// All parameters, in the document's order.
    pub parameters: Vec<Parameter<'a>>,
    /// The request body, if any.
    pub body: Option<Body<'a>>,
    /// The successful response.
    pub output: Output<'a>,
    /// The error body.
    pub error: ErrorType,
    /// The success type and the error type.
    pub outcome: Outcome,
    /// Whether its request builder has setters, and therefore a name.
    pub has_setters: bool,
    /// The methods that read response headers.
    pub headers: Vec<HeaderReader<'a>>,
    /// How it is paginated, if it is a list.
    pub pages: Option<Pages<'a>>,
    /// Whether it has its own entry in the table of operations, and its own types. A variant shares those of its
    /// operation.
    pub declares: bool,
    /// Whether it has its own success type by status. A variant has one if its successful response differs from that of
    /// its operation.
    pub declares_success: bool,
    /// The names of parameters and members whose values are secrets, which no message may show.
    pub secrets: BTreeSet<&'a str>,
}

/// A method that reads a response header.
#[derive(Debug)]
pub struct HeaderReader<'a> {
    /// The header.
    pub data: &'a ir::Header,
    /// Its name.
    pub name: &'a str,
    /// Its return type.
    pub ty: RustType,
}

/// How a list is paginated.
#[derive(Debug)]
pub struct Pages<'a> {
    /// Its IR.
    pub data: &'a Paging,
    /// The type of an item.
    pub item: RustType,
}

impl<'a> Operation<'a> {
    /// An operation of the group with this module.
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
            declares_success: tables.api.has_own_success(data),
            secrets: tables.facts.secret_names(tables.api, data),
        }
    }

    /// The arguments of the method: required parameters that can have more than one value.
    pub fn required(&self) -> impl Iterator<Item = &Parameter<'a>> {
        self.always_sent().filter(|parameter| parameter.data.only.is_none())
    }

    /// The parameters that every call sends: the arguments, and those with only one value.
    pub fn always_sent(&self) -> impl Iterator<Item = &Parameter<'a>> {
        self.parameters.iter().filter(|parameter| parameter.data.required)
    }

    /// The parameters with a setter on the request builder.
    pub fn optional(&self) -> impl Iterator<Item = &Parameter<'a>> {
        self.parameters.iter().filter(|parameter| !parameter.data.required)
    }

    /// The body, if it is an argument of the method.
    pub fn required_body(&self) -> Option<&Body<'a>> {
        self.body.as_ref().filter(|body| body.data.required)
    }

    /// The body, if it has a setter on the request builder.
    pub fn optional_body(&self) -> Option<&Body<'a>> {
        self.body.as_ref().filter(|body| !body.data.required)
    }

    /// Its `Accept` header, if it is not the default for its kind of response.
    pub fn accept(&self) -> Option<&'a str> {
        let usual = match &self.output {
            Output::Unit | Output::Json(_) | Output::MaybeJson(_) | Output::ByStatus(_) => "application/json",
            Output::Text => "text/plain",
            Output::Bytes => "*/*",
            Output::Stream(..) => return None,
        };
        self.data.accept.as_deref().filter(|accept| *accept != usual)
    }

    /// Returns true if its success or error types name types of the API.
    pub fn answers_with_api_types(&self) -> bool {
        self.outcome.success.names_api_type() || self.outcome.error.names_api_type()
    }

    /// Returns true if its items in the group's file name types of the API.
    pub(super) fn names_api_types(&self) -> bool {
        let parameters = self.parameters.iter().map(|parameter| &parameter.argument);
        let mut arguments = parameters.chain(self.body.iter().map(|body| &body.argument));
        let mut headers = self.headers.iter().filter(|_| self.declares);
        let cases = self.output.cases().iter().chain(self.error.cases());
        let mut held =
            cases.filter(|_| self.declares || self.declares_success).filter_map(|case| case.held.as_ref());
        held.any(RustType::names_api_type)
            || arguments.any(|argument| argument.names_api_type())
            || self.answers_with_api_types()
            || headers.any(|header| header.ty.names_api_type())
            || self.pages.as_ref().is_some_and(|pages| pages.item.names_api_type())
    }

    /// The imports of the group's file from the runtime for this operation.
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
