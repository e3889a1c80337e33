//! Groups, the operations that are their methods, and the calls with optional parts.

use std::collections::BTreeMap;

use super::{Aspect, Form, Function, Item, ItemKind, Outcome, Returns};
use crate::ir::{Framing, Success};
use crate::rust::model::{
    Argument, Body, Case, ErrorType, Group, Operation, Output, Parameter, RustType, Tables, Within,
};
use crate::rust::names::GroupNames;
use crate::rust::names::ident::written;
use crate::rust::print::param;

type Items = BTreeMap<String, Item>;

/// Every group with its operations.
pub(super) fn operations(tables: Tables<'_>, items: &mut Items) {
    for names in &tables.names.groups {
        let group = Group::new(tables, names);
        let module = written(&names.module);
        let handle = format!("{module}::{}", names.handle);
        let origin = format!("group {}", names.wire);
        let leads =
            Form::Function(Function { arguments: Vec::new(), returns: Returns::Handle(handle.clone()) });
        items.insert(format!("Client::{module}()"), Item::new(ItemKind::Group, leads, &origin));
        items.insert(
            handle.clone(),
            Item::new(ItemKind::Group, Form::Handle, origin).within(&format!("Client::{module}()")),
        );
        group
            .operations
            .iter()
            .for_each(|operation| Called::new(names, operation, handle.clone()).add(items));
    }
}

/// An operation with where it is called.
struct Called<'a> {
    operation: &'a Operation<'a>,
    module: String,
    handle: String,
    path: String,
    outcome: Outcome,
}

impl<'a> Called<'a> {
    fn new(group: &GroupNames, operation: &'a Operation<'a>, handle: String) -> Self {
        let path = format!("{handle}::{}()", written(&operation.names.method));
        let (success, error) = (&operation.outcome.success, &operation.outcome.error);
        let outcome = Outcome { success: named(success), error: named(error) };
        Self { operation, module: written(&group.module), handle, path, outcome }
    }

    fn add(&self, items: &mut Items) {
        let operation = self.operation;
        let call = operation.has_setters.then(|| format!("{}::{}", self.module, operation.names.call));
        items.insert(self.path.clone(), self.method(call.clone()));
        if let Some(call) = call {
            let item = Item::new(ItemKind::Call, Form::Call(self.outcome.clone()), self.origin());
            items.insert(call.clone(), item.within(&self.path));
            operation.optional().for_each(|parameter| self.parameter(&call, parameter, items));
            if let Some(body) = operation.optional_body() {
                let item = setter("body", &body.argument, "body");
                let item = item.on_wire(Aspect::Sends, &body.data.media_type).documented(&body.data.doc);
                items.insert(format!("{call}::body()"), item.within(&call));
            }
            self.pages(&call, items);
        }
        self.by_status(items);
        if operation.declares {
            self.headers(items);
        }
    }

    /// The setter of an optional parameter.
    fn parameter(&self, call: &str, parameter: &Parameter<'_>, items: &mut Items) {
        let data = parameter.data;
        let item = setter(parameter.name, &parameter.argument, &data.wire);
        let item = item.on_wire(Aspect::Arguments, param(data)).documented(&data.doc).limited(&data.doc);
        items.insert(format!("{call}::{}()", written(parameter.name)), item.within(call));
    }

    /// What reads the headers of its answers.
    fn headers(&self, items: &mut Items) {
        if self.operation.headers.is_empty() {
            return;
        }
        let path = format!("{}::{}", self.module, self.operation.names.headers.0);
        for header in &self.operation.headers {
            let (data, returns) = (header.data, Returns::Option(named(&header.ty)));
            let form = Form::Function(Function { arguments: Vec::new(), returns });
            let item = Item::new(ItemKind::Header, form, &data.wire).documented(&data.doc).within(&path);
            let item = item.on_wire(Aspect::Key, data.wire.to_ascii_lowercase());
            let item = item.on_wire(Aspect::Decodes, format!("{:?}", data.encoding));
            items.insert(format!("{path}::{}()", written(header.name)), item);
        }
        let item = Item::new(ItemKind::Headers, Form::Handle, format!("{} headers", self.origin()));
        items.insert(path, item.within(&self.path));
    }

    /// A list that is read page by page.
    fn pages(&self, call: &str, items: &mut Items) {
        let Some(pages) = &self.operation.pages else { return };
        let (paging, item) = (pages.data, named(&pages.item));
        for (name, stream, success) in [("pages", "Pages", &self.outcome.success), ("items", "Items", &item)]
        {
            let outcome = Outcome { success: success.clone(), error: self.outcome.error.clone() };
            let returns = Returns::Stream(stream, outcome);
            let form = Form::Function(Function { arguments: Vec::new(), returns });
            let paged = Item::new(ItemKind::Parameter, form, name).within(call);
            let paged = paged.on_wire(Aspect::Paging, format!("{:?} {}", paging.style, paging.items));
            items.insert(format!("{call}::{name}()"), paged);
        }
    }

    fn origin(&self) -> String {
        format!("{} {}", self.operation.data.method, self.operation.data.key)
    }

    fn method(&self, call: Option<String>) -> Item {
        let operation = self.operation.data;
        let returns = Returns::Call(self.outcome.clone(), call);
        let form = Form::Function(Function { arguments: self.arguments(), returns });
        let sent = self.operation.always_sent().map(|parameter| match &parameter.data.only {
            Some(only) => format!("{} = {only}", param(parameter.data)),
            None => param(parameter.data),
        });
        let sent: Vec<String> = sent.collect();
        let mut item = Item::new(ItemKind::Operation, form, self.origin())
            .on_wire(Aspect::Request, format!("{} {}", operation.method, operation.path))
            .on_wire(Aspect::Arguments, sent.join(", "))
            .on_wire(Aspect::Decodes, decodes(&operation.success))
            .documented(&operation.doc)
            .within(&self.handle);
        if let Some(body) = self.operation.required_body() {
            item = item.on_wire(Aspect::Sends, &body.data.media_type);
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

    /// What the method takes, in order.
    fn arguments(&self) -> Vec<(String, Argument)> {
        let parameters = self.operation.required().map(|parameter| (parameter.name, &parameter.argument));
        let body = self.operation.required_body().map(|body: &Body<'_>| ("body", &body.argument));
        let arguments = parameters.chain(body);
        arguments.map(|(name, argument)| (name.to_owned(), argument.within(Within::Api))).collect()
    }

    /// The enums with a variant a status.
    fn by_status(&self, items: &mut Items) {
        let names = self.operation.names;
        if let (ErrorType::ByStatus(cases), true) = (&self.operation.error, self.operation.declares) {
            self.statuses(ItemKind::Error, "Error", &names.error, cases, items);
        }
        if let (Output::ByStatus(cases), true) = (&self.operation.output, self.operation.declares_success) {
            self.statuses(ItemKind::Answer, "Success", &names.success, cases, items);
        }
    }

    fn statuses(&self, kind: ItemKind, what: &str, name: &str, cases: &[Case], items: &mut Items) {
        let path = format!("{}::{name}", self.module);
        for case in cases {
            let form = Form::Variant(case.held.as_ref().map(named));
            let item = Item::new(kind, form, case.name.clone());
            let item = item.on_wire(Aspect::Status, format!("{:?}", case.statuses));
            items.insert(format!("{path}::{}", written(&case.name)), item.within(&path));
        }
        let item = Item::new(kind, Form::Union, format!("{} {what}", self.origin()));
        items.insert(path, item.within(&self.path));
    }
}

/// A type as callers name it.
fn named(ty: &RustType) -> String {
    ty.written(Within::Api)
}

/// A method of a request builder.
fn setter(name: &str, argument: &Argument<RustType>, origin: &str) -> Item {
    let arguments = vec![(name.to_owned(), argument.within(Within::Api))];
    Item::new(ItemKind::Parameter, Form::Function(Function { arguments, returns: Returns::Itself }), origin)
}

fn decodes(success: &Success) -> &'static str {
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
