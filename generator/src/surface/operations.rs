//! Groups, the operations that are their methods, and the calls with optional parts.

use std::collections::BTreeMap;

use super::{Aspect, Form, Function, Item, Kind, Outcome, Returns};
use crate::emit::{
    Argument, Context, ErrorType, From, Output, argument, error_type, handed_in, output, param, status_name,
    stream_type, ty, typed_errors,
};
use crate::facts::Side;
use crate::ir::{Body, Framing, Operation, Parameter, Success};
use crate::names::ident::written;
use crate::names::{GroupNames, OperationNames};

type Items = BTreeMap<String, Item>;

/// Every group with its operations.
pub(super) fn operations(context: &Context<'_>, items: &mut Items) {
    for group in &context.names.groups {
        let module = written(&group.module);
        let handle = format!("{module}::{}", group.handle);
        let origin = format!("group {}", group.wire);
        let leads =
            Form::Function(Function { arguments: Vec::new(), returns: Returns::Handle(handle.clone()) });
        items.insert(format!("Client::{module}()"), Item::new(Kind::Group, leads, &origin));
        items.insert(
            handle.clone(),
            Item::new(Kind::Group, Form::Handle, origin).within(&format!("Client::{module}()")),
        );
        for names in &group.operations {
            Called::new(context, group, names, handle.clone()).add(items);
        }
    }
}

/// An operation with what it is called.
struct Called<'a> {
    context: &'a Context<'a>,
    names: &'a OperationNames,
    operation: &'a Operation,
    module: String,
    handle: String,
    path: String,
    outcome: Outcome,
}

impl<'a> Called<'a> {
    fn new(context: &'a Context<'a>, group: &GroupNames, names: &'a OperationNames, handle: String) -> Self {
        let operation = &context.api.operations[names.index];
        let module = written(&group.module);
        let success = match output(context, operation) {
            Output::Unit => "()".to_owned(),
            Output::Json(ty) => ty,
            Output::MaybeJson(ty) => format!("Option<{ty}>"),
            Output::Text => "String".to_owned(),
            Output::Bytes => "bytes::Bytes".to_owned(),
            Output::Stream(streamed, item) => format!("crate::{}<{item}>", stream_type(&streamed)),
            Output::Several => format!("{module}::{}", names.success),
        };
        let error = match error_type(context, operation) {
            ErrorType::Untyped => "crate::Untyped".to_owned(),
            ErrorType::One(ty) => ty,
            ErrorType::Several => format!("{module}::{}", names.error),
        };
        let path = format!("{handle}::{}()", written(&names.method));
        Self { context, names, operation, module, handle, path, outcome: Outcome { success, error } }
    }

    fn add(&self, items: &mut Items) {
        let optional: Vec<(&Parameter, &String)> = self.parameters(false).collect();
        let optional_body = self.operation.body.as_ref().filter(|body| !body.required);
        let call = (!optional.is_empty() || optional_body.is_some() || self.operation.paging.is_some())
            .then(|| format!("{}::{}", self.module, self.names.call));
        items.insert(self.path.clone(), self.method(call.clone()));
        if let Some(call) = call {
            let item = Item::new(Kind::Call, Form::Call(self.outcome.clone()), self.origin());
            items.insert(call.clone(), item.within(&self.path));
            for (parameter, name) in optional {
                let item = self.setter(name, self.argument(parameter), &parameter.wire);
                let item = item.on_wire(Aspect::Arguments, param(parameter)).documented(&parameter.doc);
                let item = item.limited(&parameter.doc);
                items.insert(format!("{call}::{}()", written(name)), item.within(&call));
            }
            if let Some(body) = optional_body {
                let item = self.setter("body", self.body_argument(body), "body");
                let item = item.on_wire(Aspect::Sends, &body.media_type).documented(&body.doc);
                items.insert(format!("{call}::body()"), item.within(&call));
            }
            self.pages(&call, items);
        }
        if self.operation.variant.is_none() {
            self.by_status(items);
            self.headers(items);
        }
    }

    /// What reads the headers of its answers.
    fn headers(&self, items: &mut Items) {
        if self.operation.headers.is_empty() {
            return;
        }
        let (name, methods) = &self.names.headers;
        let path = format!("{}::{name}", self.module);
        for (header, method) in self.operation.headers.iter().zip(methods) {
            let held = ty(self.context, &header.ty, Side::Response, From::Operations);
            let form = Form::Function(Function { arguments: Vec::new(), returns: Returns::Option(held) });
            let item = Item::new(Kind::Header, form, &header.wire).documented(&header.doc).within(&path);
            let item = item.on_wire(Aspect::Key, header.wire.to_ascii_lowercase());
            let item = item.on_wire(Aspect::Decodes, format!("{:?}", header.encoding));
            items.insert(format!("{path}::{}()", written(method)), item);
        }
        let item = Item::new(Kind::Headers, Form::Handle, format!("{} headers", self.origin()));
        items.insert(path, item.within(&self.path));
    }

    /// A list that is read page by page.
    fn pages(&self, call: &str, items: &mut Items) {
        let Some(paging) = &self.operation.paging else { return };
        let item = ty(self.context, &paging.item, Side::Response, From::Operations);
        for (name, stream, success) in [("pages", "Pages", &self.outcome.success), ("items", "Items", &item)]
        {
            let outcome = Outcome { success: success.clone(), error: self.outcome.error.clone() };
            let returns = Returns::Stream(stream, outcome);
            let form = Form::Function(Function { arguments: Vec::new(), returns });
            let paged = Item::new(Kind::Parameter, form, name).within(call);
            let paged = paged.on_wire(Aspect::Paging, format!("{:?} {}", paging.style, paging.items));
            items.insert(format!("{call}::{name}()"), paged);
        }
    }

    fn origin(&self) -> String {
        format!("{} {}", self.operation.method, self.operation.key)
    }

    fn parameters(&self, required: bool) -> impl Iterator<Item = (&'a Parameter, &'a String)> + use<'a> {
        let all = self.operation.parameters.iter().zip(&self.names.parameters);
        all.filter(move |(parameter, _)| parameter.required == required)
    }

    fn argument(&self, parameter: &Parameter) -> Argument {
        argument(self.context, &parameter.ty, Side::Request, From::Operations)
    }

    fn body_argument(&self, body: &Body) -> Argument {
        handed_in(self.context, body)
    }

    fn setter(&self, name: &str, argument: Argument, origin: &str) -> Item {
        let arguments = vec![(name.to_owned(), argument)];
        Item::new(Kind::Parameter, Form::Function(Function { arguments, returns: Returns::Itself }), origin)
    }

    fn method(&self, call: Option<String>) -> Item {
        let operation = self.operation;
        let mut arguments: Vec<(String, Argument)> =
            self.parameters(true).map(|(parameter, name)| (name.clone(), self.argument(parameter))).collect();
        let body = operation.body.as_ref().filter(|body| body.required);
        arguments.extend(body.map(|body| ("body".to_owned(), self.body_argument(body))));
        let returns = Returns::Call(self.outcome.clone(), call);
        let form = Form::Function(Function { arguments, returns });
        let sent: Vec<String> = self.parameters(true).map(|(parameter, _)| param(parameter)).collect();
        let mut item = Item::new(Kind::Operation, form, self.origin())
            .on_wire(Aspect::Request, format!("{} {}", operation.method, operation.path))
            .on_wire(Aspect::Arguments, sent.join(", "))
            .on_wire(Aspect::Decodes, decodes(&operation.success))
            .documented(&operation.doc)
            .within(&self.handle);
        if let Some(body) = body {
            item = item.on_wire(Aspect::Sends, &body.media_type);
        }
        if !operation.security.is_empty() {
            let sets: Vec<String> = operation.security.iter().map(|set| set.join(" and ")).collect();
            item = item.on_wire(Aspect::Security, sets.join(" or "));
        }
        match &operation.server {
            Some(server) => item.on_wire(Aspect::Server, server),
            None => item,
        }
    }

    /// The enums with a variant a status.
    fn by_status(&self, items: &mut Items) {
        if let ErrorType::Several = error_type(self.context, self.operation) {
            let cases = typed_errors(self.context, self.operation).into_iter().map(|(statuses, error)| {
                (statuses, Some(ty(self.context, error, Side::Response, From::Operations)))
            });
            self.statuses("Error", Kind::Error, cases, items);
        }
        if let (Output::Several, Success::Several(cases)) =
            (output(self.context, self.operation), &self.operation.success)
        {
            let held = |success: &Success| match success {
                Success::Json(json) => Some(ty(self.context, json, Side::Response, From::Operations)),
                Success::Text => Some("String".to_owned()),
                Success::Bytes | Success::Stream(_) => Some("bytes::Bytes".to_owned()),
                Success::Unit | Success::Several(_) => None,
            };
            let cases = cases.iter().map(|(statuses, success)| (*statuses, held(success)));
            self.statuses("Success", Kind::Answer, cases, items);
        }
    }

    fn statuses(
        &self,
        what: &str,
        kind: Kind,
        cases: impl Iterator<Item = (crate::ir::Statuses, Option<String>)>,
        items: &mut Items,
    ) {
        let name = if kind == Kind::Error { &self.names.error } else { &self.names.success };
        let path = format!("{}::{name}", self.module);
        for (statuses, held) in cases {
            let name = status_name(statuses);
            let item = Item::new(kind, Form::Variant(held), name.clone());
            let item = item.on_wire(Aspect::Status, format!("{statuses:?}"));
            items.insert(format!("{path}::{}", written(&name)), item.within(&path));
        }
        let item = Item::new(kind, Form::Union, format!("{} {what}", self.origin()));
        items.insert(path, item.within(&self.path));
    }
}

fn decodes(success: &Success) -> &'static str {
    match success {
        Success::Unit => "nothing",
        Success::Json(_) => "JSON",
        Success::Text => "text",
        Success::Bytes => "bytes",
        Success::Stream(streamed) => match streamed.framing {
            Framing::Events => "events",
            Framing::Lines => "lines",
            Framing::JsonSeq => "records",
        },
        Success::Several(_) => "by status",
    }
}
