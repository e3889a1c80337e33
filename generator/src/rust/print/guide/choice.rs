//! The operation that a section shows, and its call as statements.

use crate::ir::{Framing, Shape, Type};
use crate::rust::facts::Side;
use crate::rust::model::{Operation, Output, Purpose, Struct, candidates};
use crate::rust::names::GroupNames;
use crate::rust::names::ident::written;
use crate::rust::print::example::{SampleCall, response_variable};
use crate::rust::print::operation::OperationPrinter;
use crate::rust::print::{Context, Examples};

/// An operation whose call can be written in a few lines.
pub(super) struct Choice<'a> {
    context: &'a Context<'a>,
    names: &'a Examples,
    group: &'a GroupNames,
    /// The operation.
    pub operation: Operation<'a>,
}

impl<'a> Choice<'a> {
    /// The best operation for a purpose; `None` if there is none.
    pub(super) fn new(context: &'a Context<'a>, names: &'a Examples, purpose: Purpose) -> Option<Self> {
        let candidates = candidates(context.tables, purpose).into_iter();
        let mut choices = candidates.map(|one| Self {
            context,
            names,
            group: one.group,
            operation: one.operation(context.tables),
        });
        choices.find(|choice| choice.with_call(|_| ()).is_some())
    }

    /// The feature of its group, if that has one.
    pub(super) fn feature(&self) -> Option<&'a str> {
        self.context.features.of_module(self.context.tables, &self.group.module)
    }

    /// The call between two texts.
    pub(super) fn statement(&self, before: &str, after: &str) -> Vec<String> {
        self.with_call(|call| call.statement(before, after)).unwrap_or_default()
    }

    /// The call, and a line that shows its answer.
    pub(super) fn shown(&self) -> Vec<String> {
        let variable = response_variable(&self.printer());
        let answer = match (&self.operation.output, variable) {
            (Output::Stream(..), Some(name)) => format!("let mut {name} = "),
            (_, Some(name)) => format!("let {name} = "),
            (_, None) => String::new(),
        };
        let mut lines = self.statement(&answer, ".await?;");
        match (&self.operation.output, variable) {
            (Output::Stream(..), Some(name)) => lines.extend(self.each(name)),
            (Output::Text, Some(name)) => lines.push(format!("println!(\"{{{name}}}\");")),
            (Output::Bytes, Some(name)) => lines.push(format!("println!(\"{{}} bytes\", {name}.len());")),
            (_, Some(name)) => lines.push(format!("println!(\"{{{name}:?}}\");")),
            (_, None) => {}
        }
        lines
    }

    /// A loop over what a variable gives.
    pub(super) fn each(&self, variable: &str) -> Vec<String> {
        let item = match &self.operation.output {
            Output::Stream(streamed, _) => match streamed.framing {
                Framing::Events | Framing::WholeEvents => "event",
                Framing::Lines | Framing::JsonSeq => "line",
            },
            _ => "item",
        };
        let head = format!("while let Some({item}) = {variable}.next().await {{");
        vec![head, format!("    println!(\"{{:?}}\", {item}?);"), "}".to_owned()]
    }

    /// The import of the API's types, if the call names one.
    pub(super) fn types(&self) -> Option<String> {
        let names_types = self.with_call(|call| call.names_types()).unwrap_or_default();
        names_types.then(|| format!("{}::types", self.names.api))
    }

    /// Whether a reader has to replace values of the call.
    pub(super) fn has_values(&self) -> bool {
        self.with_call(|call| call.has_values()).unwrap_or_default()
    }

    /// The setters of the request builder, for optional parameters.
    pub(super) fn setters(&self) -> Vec<String> {
        let optional = self.operation.optional().filter(|parameter| !parameter.data.doc.deprecated);
        optional.map(|parameter| written(parameter.name)).collect()
    }

    /// The setters of the body's type.
    pub(super) fn body_setters(&self) -> Vec<String> {
        let tables = self.context.tables;
        let ty = self.operation.body.as_ref().map(|body| tables.api.unalias(&body.data.ty));
        let Some(Type::Named(id)) = ty else { return Vec::new() };
        let Shape::Object(object) = &tables.api.type_def(*id).shape else { return Vec::new() };
        let structure = Struct::new(tables, *id, object, Side::Request);
        let settable = structure.settable().filter(|field| !field.data.doc.deprecated);
        settable.map(|field| written(field.name)).collect()
    }

    /// The call in a mock server: `tags().list()`.
    pub(super) fn path(&self) -> String {
        format!("{}().{}()", written(&self.group.module), written(&self.operation.names.method))
    }

    fn with_call<T>(&self, read: impl FnOnce(SampleCall<'_>) -> T) -> Option<T> {
        let printer = self.printer();
        SampleCall::new(&printer, &self.names.library).map(read)
    }

    fn printer(&self) -> OperationPrinter<'_> {
        OperationPrinter { context: self.context, group: self.group, operation: &self.operation }
    }
}
