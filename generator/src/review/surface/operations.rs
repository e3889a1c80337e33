//! Groups, the operations that are their methods, and the request builders with optional parts.

use std::collections::BTreeMap;

use super::{Aspect, Form, Function, Item, ItemKind, Outcome, Place, Returns};
use crate::ir::{self, Framing, Success};
use crate::rust::model::{
    Argument, Body, Case, ErrorType, Group, Operation, Output, Parameter, RustType, Tables, Within,
};
use crate::rust::names::GroupNames;
use crate::rust::names::ident::written;
use crate::rust::print::param;

type Items = BTreeMap<String, Item>;

/// Adds every group with its operations.
pub(super) fn operations(tables: Tables<'_>, items: &mut Items) {
    for names in &tables.names.groups {
        let group = Group::new(tables, names);
        let module = written(&names.module);
        let handle = format!("{module}::{}", names.handle);
        let origin = format!("group {}", names.wire);
        let leads =
            Form::Function(Function { arguments: Vec::new(), returns: Returns::Handle(handle.clone()) });
        let (path, mut item) = (format!("Client::{module}()"), Item::new(ItemKind::Group, leads, &origin));
        if let Some(first) = group.operations.first() {
            item = item.with_location(&first.data.pointer);
        }
        items.insert(path.clone(), item);
        let item = Item::new(ItemKind::Group, Form::Handle, origin).with_parent(&path);
        items.insert(handle.clone(), item);
        group
            .operations
            .iter()
            .for_each(|operation| OperationItems::new(names, operation, handle.clone()).add(items));
    }
}

/// An operation and the paths of its items.
struct OperationItems<'a> {
    operation: &'a Operation<'a>,
    module: String,
    handle: String,
    path: String,
    outcome: Outcome,
}

impl<'a> OperationItems<'a> {
    fn new(group: &GroupNames, operation: &'a Operation<'a>, handle: String) -> Self {
        let path = format!("{handle}::{}()", written(&operation.names.method));
        let (success, error) = (&operation.outcome.success, &operation.outcome.error);
        let outcome = Outcome { success: type_path(success), error: type_path(error) };
        Self { operation, module: written(&group.module), handle, path, outcome }
    }

    fn add(&self, items: &mut Items) {
        let operation = self.operation;
        let call = operation.has_setters.then(|| format!("{}::{}", self.module, operation.names.call));
        items.insert(self.path.clone(), self.method(call.clone()));
        if let Some(call) = call {
            let item = Item::new(ItemKind::Call, Form::Call(self.outcome.clone()), self.origin());
            items.insert(call.clone(), item.with_parent(&self.path));
            operation.optional().for_each(|parameter| self.parameter(&call, parameter, items));
            if let Some(body) = operation.optional_body() {
                let item = setter("body", &body.argument, "body");
                let item = sends(item, body.data, "").with_doc(&body.data.doc);
                items.insert(format!("{call}::body()"), item.with_parent(&call));
            }
            self.pages(&call, items);
        }
        self.status_enums(items);
        if operation.declares {
            self.headers(items);
        }
    }

    /// Adds the setter of an optional parameter.
    fn parameter(&self, call: &str, parameter: &Parameter<'_>, items: &mut Items) {
        let data = parameter.data;
        let item = setter(parameter.name, &parameter.argument, &data.wire);
        let item = item
            .with_wire(Aspect::Arguments, sent_as(data))
            .with_doc(&data.doc)
            .with_sent("", &data.doc, &data.rules, Some(&data.ty))
            .with_location(&data.pointer);
        items.insert(format!("{call}::{}()", written(parameter.name)), item.with_parent(call));
    }

    /// Adds the struct that reads the headers of its responses.
    fn headers(&self, items: &mut Items) {
        if self.operation.headers.is_empty() {
            return;
        }
        let path = format!("{}::{}", self.module, self.operation.names.headers.0);
        for header in &self.operation.headers {
            let (data, returns) = (header.data, Returns::Option(type_path(&header.ty)));
            let form = Form::Function(Function { arguments: Vec::new(), returns });
            let item = Item::new(ItemKind::Header, form, &data.wire).with_doc(&data.doc).with_parent(&path);
            let item = item.with_wire(Aspect::Key, data.wire.to_ascii_lowercase());
            let item = item.with_wire(Aspect::Decodes, format!("{:?}", data.encoding));
            let item = item.with_location(&data.pointer);
            items.insert(format!("{path}::{}()", written(header.name)), item);
        }
        let item = Item::new(ItemKind::Headers, Form::Handle, format!("{} headers", self.origin()));
        items.insert(path, item.with_parent(&self.path));
    }

    /// Adds the streams of a paginated list.
    fn pages(&self, call: &str, items: &mut Items) {
        let Some(pages) = &self.operation.pages else { return };
        let (paging, item) = (pages.data, type_path(&pages.item));
        for (name, stream, success) in [("pages", "Pages", &self.outcome.success), ("items", "Items", &item)]
        {
            let outcome = Outcome { success: success.clone(), error: self.outcome.error.clone() };
            let returns = Returns::Stream(stream, outcome);
            let form = Form::Function(Function { arguments: Vec::new(), returns });
            let paged = Item::new(ItemKind::Parameter, form, name).with_parent(call);
            let paged = paged.with_wire(Aspect::Paging, format!("{:?} {}", paging.style, paging.items));
            items.insert(format!("{call}::{name}()"), paged);
        }
    }

    fn origin(&self) -> String {
        let data = self.operation.data;
        let variant = data.variant.as_ref().map(|variant| format!(" {}", variant.word));
        format!("{} {}{}", data.method, data.key, variant.unwrap_or_default())
    }

    fn method(&self, call: Option<String>) -> Item {
        let operation = self.operation.data;
        let returns = Returns::Call(self.outcome.clone(), call);
        let form = Form::Function(Function { arguments: self.arguments(), returns });
        let sent = self.operation.always_sent().map(|parameter| match &parameter.data.only {
            Some(only) => format!("{} = {only}", sent_as(parameter.data)),
            None => sent_as(parameter.data),
        });
        let sent: Vec<String> = sent.collect();
        let mut item = Item::new(ItemKind::Operation, form, self.origin())
            .with_wire(Aspect::Request, format!("{} {}", operation.method, operation.path))
            .with_wire(Aspect::Arguments, sent.join(", "))
            .with_wire(Aspect::Decodes, decoding(&operation.success))
            .with_doc(&operation.doc)
            .with_location(&operation.pointer)
            .with_place(Place::Operation(format!("{} {}", operation.method, operation.path)))
            .with_parent(&self.handle);
        if let Some(body) = self.operation.required_body() {
            item = sends(item, body.data, "body");
        }
        if let Some(accept) = self.operation.accept() {
            item = item.with_wire(Aspect::Accepts, accept);
        }
        if let Some(header) = &operation.idempotency_key {
            item = item.with_wire(Aspect::IdempotencyKey, header.to_ascii_lowercase());
        }
        item = item.with_wire(Aspect::Retries, retries(operation));
        item.credentials = operation.scopes.clone();
        for parameter in self.operation.required() {
            let ir::Parameter { doc, rules, ty, .. } = parameter.data;
            item = item.with_sent(&wire_name(parameter.data), doc, rules, Some(ty));
        }
        match &operation.server {
            Some(server) => item.with_wire(Aspect::Server, server),
            None => item,
        }
    }

    /// Returns the arguments of the method, in order.
    fn arguments(&self) -> Vec<(String, Argument)> {
        let parameters = self.operation.required().map(|parameter| (parameter.name, &parameter.argument));
        let body = self.operation.required_body().map(|body: &Body<'_>| ("body", &body.argument));
        let arguments = parameters.chain(body);
        arguments.map(|(name, argument)| (name.to_owned(), argument.within(Within::Api))).collect()
    }

    /// Adds the enums with one variant per status.
    fn status_enums(&self, items: &mut Items) {
        let names = self.operation.names;
        if let (ErrorType::ByStatus(cases), true) = (&self.operation.error, self.operation.declares) {
            self.status_enum(ItemKind::Error, "Error", &names.error, cases, items);
        }
        if let (Output::ByStatus(cases), true) = (&self.operation.output, self.operation.declares_success) {
            self.status_enum(ItemKind::Answer, "Success", &names.success, cases, items);
        }
    }

    fn status_enum(&self, kind: ItemKind, what: &str, name: &str, cases: &[Case], items: &mut Items) {
        let path = format!("{}::{name}", self.module);
        for case in cases {
            let form = Form::Variant(case.held.as_ref().map(type_path));
            let item = Item::new(kind, form, case.name.clone());
            let item = item.with_wire(Aspect::Status, format!("{:?}", case.statuses));
            items.insert(format!("{path}::{}", written(&case.name)), item.with_parent(&path));
        }
        let item = Item::new(kind, Form::Union, format!("{} {what}", self.origin()));
        items.insert(path, item.with_parent(&self.path));
    }
}

/// Returns the name of a parameter on the wire. Those of headers have no case.
fn wire_name(parameter: &ir::Parameter) -> String {
    match parameter.location {
        ir::ParameterLocation::Header => parameter.wire.to_ascii_lowercase(),
        _ => parameter.wire.clone(),
    }
}

/// Returns how a parameter is sent.
fn sent_as(parameter: &ir::Parameter) -> String {
    param(&ir::Parameter { wire: wire_name(parameter), ..parameter.clone() })
}

/// Returns the path of a type as callers write it.
fn type_path(ty: &RustType) -> String {
    ty.written(Within::Api)
}

/// Creates a method of a request builder.
fn setter(name: &str, argument: &Argument<RustType>, origin: &str) -> Item {
    let arguments = vec![(name.to_owned(), argument.within(Within::Api))];
    Item::new(ItemKind::Parameter, Form::Function(Function { arguments, returns: Returns::Itself }), origin)
}

/// Adds what the body is sent as, and what it may be.
fn sends(item: Item, body: &ir::Body, argument: &str) -> Item {
    let item = item.with_wire(Aspect::Sends, &body.media_type);
    let ty = Some(&body.ty);
    let item = item.with_limits(argument, &body.rules.own, None, ty).with_inner(argument, &body.rules, ty);
    let part = |part: &ir::PartEncoding| {
        let media = part.content_type.as_deref().unwrap_or("its own media type");
        let style = part.style.map(|style| format!(", {style:?}")).unwrap_or_default();
        format!("{} as {media}{style}", part.wire)
    };
    match body.parts.as_slice() {
        [] => item,
        parts => item.with_wire(Aspect::Parts, parts.iter().map(part).collect::<Vec<_>>().join("; ")),
    }
}

/// Returns whether a request may be repeated: as the document says, else by its method.
fn retries(operation: &ir::Operation) -> &'static str {
    let is_idempotent = || !["POST", "PATCH"].contains(&operation.method.as_str());
    let is_repeated =
        operation.idempotency_key.is_some() || operation.repeatable.unwrap_or_else(is_idempotent);
    if is_repeated { "yes" } else { "no" }
}

fn decoding(success: &Success) -> &'static str {
    match success {
        Success::Unit => "nothing",
        Success::Json(_) => "JSON",
        Success::Text => "text",
        Success::Bytes => "bytes",
        Success::Stream(streamed) => match streamed.framing {
            Framing::Events | Framing::WholeEvents => "events",
            Framing::Lines => "lines",
            Framing::JsonSeq => "records",
        },
        Success::Several(_) => "by status",
    }
}
