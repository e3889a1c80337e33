//! One operation: its entry in the table, its method, and, where it has optional parts, the call that takes them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::body;
use super::outcome::{ErrorType, Output, error_type, output, stream_type, typed_errors};
use super::parameter::{param, place, written_style};
use super::statuses;
use super::ty::{Argument, From, argument, tokens};
use super::{Context, Item, check, doc, headers, paging};
use crate::facts::{Asked, Side};
use crate::ir::{Body, BodyEncoding, Framing, Operation, Parameter, Success, Type};
use crate::names::ident::{token, written};
use crate::names::{GroupNames, OperationNames};

/// An operation with everything that printing it needs.
pub(super) struct Printed<'a> {
    pub context: &'a Context<'a>,
    pub group: &'a GroupNames,
    pub names: &'a OperationNames,
    pub operation: &'a Operation,
    pub error: ErrorType,
    pub output: Output,
}

impl<'a> Printed<'a> {
    pub(super) fn new(context: &'a Context<'a>, group: &'a GroupNames, names: &'a OperationNames) -> Self {
        let operation = &context.api.operations[names.index];
        let error = error_type(context, operation);
        let output = output(context, operation);
        Self { context, group, names, operation, error, output }
    }

    /// The optional parameters, with their names.
    fn optional(&self) -> impl Iterator<Item = (&'a Parameter, &'a String)> {
        self.operation
            .parameters
            .iter()
            .zip(&self.names.parameters)
            .filter(|(parameter, _)| !parameter.required)
    }

    /// Those that must be handed in, likewise.
    pub(super) fn required(&self) -> impl Iterator<Item = (&'a Parameter, &'a String)> {
        self.operation
            .parameters
            .iter()
            .zip(&self.names.parameters)
            .filter(|(parameter, _)| parameter.required)
    }

    fn optional_body(&self) -> Option<&'a Body> {
        self.operation.body.as_ref().filter(|body| !body.required)
    }

    fn has_builder(&self) -> bool {
        self.optional().next().is_some() || self.optional_body().is_some() || self.operation.paging.is_some()
    }

    pub(super) fn error_name(&self) -> String {
        format!("{}Error", self.names.outcome)
    }

    pub(super) fn success_name(&self) -> String {
        format!("{}Success", self.names.outcome)
    }

    /// A link to its method.
    pub(super) fn link(&self) -> String {
        format!("[`{}::{}`]", self.group.handle, written(&self.names.method))
    }

    pub(super) fn error(&self) -> String {
        match &self.error {
            ErrorType::Untyped => "Untyped".to_owned(),
            ErrorType::One(ty) => ty.clone(),
            ErrorType::Several => self.error_name(),
        }
    }

    pub(super) fn success(&self) -> String {
        match &self.output {
            Output::Unit => "()".to_owned(),
            Output::Json(ty) => ty.clone(),
            Output::MaybeJson(ty) => format!("Option<{ty}>"),
            Output::Text => "String".to_owned(),
            Output::Bytes => "bytes::Bytes".to_owned(),
            Output::Stream(streamed, item) => format!("{}<{item}>", stream_type(streamed)),
            Output::Several => self.success_name(),
        }
    }

    /// The runtime's type of its call.
    fn call_type(&self) -> String {
        let call = if matches!(self.output, Output::Stream(..)) { "StreamCall" } else { "Call" };
        format!("{call}<'a, {}, {}>", self.success(), self.error())
    }

    /// What the group's file must import for it.
    pub(super) fn uses(&self, uses: &mut BTreeSet<&'static str>) {
        uses.insert("operation::Operation");
        self.uses_call(uses);
        if self.optional().next().is_some() {
            uses.insert("builder::parameters");
        }
        if self.operation.paging.is_some() {
            uses.extend(["paging::Paging", "pages::paged"]);
        }
        if !self.operation.parameters.is_empty() {
            uses.insert("param::Param");
        }
        if self.operation.parameters.iter().any(|parameter| written_style(parameter).is_some()) {
            uses.insert("param::Style");
        }
        match self.error {
            ErrorType::Untyped => _ = uses.insert("error_body::Untyped"),
            ErrorType::Several => _ = uses.insert("error_body::error_statuses"),
            ErrorType::One(_) => {}
        }
        if matches!(self.output, Output::Several) {
            uses.insert("response::success_statuses");
        }
        if !self.operation.headers.is_empty() {
            uses.insert("headers::headers");
        }
        if let Some(body) = &self.operation.body {
            body::uses(body, uses);
        }
        self.uses_checks(uses);
    }

    fn uses_call(&self, uses: &mut BTreeSet<&'static str>) {
        let (call, make) = match &self.output {
            Output::Stream(streamed, _) => {
                let events = streamed.framing == Framing::Events;
                uses.insert(if events { "stream::EventStream" } else { "stream::LineStream" });
                ("stream_call::StreamCall", "stream_call::stream_call")
            }
            _ => ("call::Call", "call::call"),
        };
        uses.insert(call);
        if self.has_builder() {
            uses.insert(make);
            if matches!(self.output, Output::Bytes) {
                uses.insert("download::download");
            }
        }
    }

    /// The method of the group's handle.
    pub(super) fn method(&self) -> TokenStream {
        let operation = self.operation;
        let docs = self.docs();
        let method = token(&self.names.method);
        let arguments = self.required().map(|(parameter, name)| {
            let (name, ty) = (token(name), self.argument(&parameter.ty).parameter());
            quote!(#name: #ty)
        });
        let body_argument = operation.body.as_ref().filter(|body| body.required).map(|body| {
            let ty = body::handed_in(self.context, body).parameter();
            quote!(body: #ty)
        });
        let arguments = arguments.chain(body_argument);
        let conversions = self.conversions();
        let constant = token(&self.names.constant);
        let parts = self.parts();
        let decode = self.decode();
        let deprecated = operation.doc.deprecated.then(|| quote!(#[deprecated]));
        let many = (self.required().count() > 6).then(
            || quote!(#[allow(clippy::too_many_arguments, reason = "as many as the document requires")]),
        );
        if self.has_builder() {
            let builder = token(&self.names.builder);
            quote! {
                #docs #deprecated #many
                pub fn #method(&self, #(#arguments),*) -> #builder<'a> {
                    #conversions
                    #builder { call: self.core.call(&#constant) #parts #decode }
                }
            }
        } else {
            let call = tokens(&self.call_type());
            quote! {
                #docs #deprecated #many
                pub fn #method(&self, #(#arguments),*) -> #call {
                    #conversions
                    self.core.call(&#constant) #parts #decode
                }
            }
        }
    }

    pub(super) fn argument(&self, ty: &Type) -> Argument {
        argument(self.context, ty, Side::Request, From::Operations)
    }

    /// Arguments that are convenient to hand in, as the values they become.
    fn conversions(&self) -> TokenStream {
        let parameters = self.required().map(|(parameter, name)| (token(name), self.argument(&parameter.ty)));
        let body = self.operation.body.as_ref().filter(|body| body.required);
        let body = body.map(|body| (token("body"), body::handed_in(self.context, body)));
        let lines = parameters.chain(body).filter_map(|(name, argument)| match argument {
            Argument::Plain(_) => None,
            argument => {
                let (value, converted) = (argument.value(), argument.converted(&name));
                Some(quote!(let #name: #value = #converted;))
            }
        });
        quote!(#(#lines)*)
    }

    /// The chain of what is always sent.
    fn parts(&self) -> TokenStream {
        let parameters = self.required().map(|(parameter, name)| {
            let (name, param) = (token(name), tokens(&param(parameter)));
            let part = token(place(parameter.location));
            let checks = check::checks(&self.asked(parameter), &name);
            quote!(.#part(&#param, &#name) #(.check_parameter(&#param, #checks))*)
        });
        let body = self.operation.body.as_ref().filter(|body| body.required).map(|body| {
            let (part, checks) = (body::part(body), self.body_checks(body));
            quote!(#part #(.check(#checks))*)
        });
        quote!(#(#parameters)* #body)
    }

    /// What is checked of a parameter before it is sent.
    fn asked(&self, parameter: &Parameter) -> Asked {
        self.context.facts.asked(self.context.api, &parameter.ty, &parameter.rules)
    }

    fn body_checks(&self, body: &Body) -> Vec<TokenStream> {
        check::checks(&self.asked_of_body(body), &token("body"))
    }

    fn asked_of_body(&self, body: &Body) -> Asked {
        match body.encoding {
            BodyEncoding::Text | BodyEncoding::Bytes => Asked::default(),
            _ => self.context.facts.asked(self.context.api, &body.ty, &body.rules),
        }
    }

    fn uses_checks(&self, uses: &mut BTreeSet<&'static str>) {
        for parameter in &self.operation.parameters {
            check::uses(&self.asked(parameter), parameter.required, uses);
        }
        if let Some(body) = &self.operation.body {
            check::uses(&self.asked_of_body(body), true, uses);
        }
    }

    fn decode(&self) -> TokenStream {
        match &self.output {
            Output::Unit => quote!(.decode_unit()),
            Output::Json(_) => quote!(.decode_json()),
            Output::MaybeJson(_) => quote!(.decode_json()),
            Output::Text => quote!(.decode_text()),
            Output::Bytes => quote!(.decode_bytes()),
            Output::Stream(streamed, _) => match (streamed.framing, &streamed.item) {
                (Framing::Events, Some(_)) => quote!(.decode_events()),
                (Framing::Events, None) => quote!(.decode_text_events()),
                (Framing::JsonSeq, _) => quote!(.decode_json_seq()),
                (Framing::Lines, _) => {
                    let media = &streamed.media_type;
                    quote!(.decode_lines(#media))
                }
            },
            Output::Several => {
                let name = token(&self.success_name());
                quote!(.decode_with(#name::decode))
            }
        }
    }

    /// What stands outside the handle: the table entry, the call's struct, the types by status.
    pub(super) fn items(&self) -> Vec<Item> {
        let is_variant = self.operation.variant.is_some();
        let mut items = if is_variant { Vec::new() } else { vec![Item::Text(self.entry())] };
        if self.has_builder() {
            items.push(Item::Text(self.builder()));
            items.extend(self.awaitable());
            if let Some(parameters) = self.parameters() {
                items.push(Item::Text(parameters));
            }
            items.extend(self.operation.paging.as_ref().map(|paging| Item::Text(paging::line(self, paging))));
            if let Some(body) = self.optional_body() {
                items.push(Item::Code(self.body_setter(body)));
            }
        }
        if is_variant {
            return items;
        }
        if let ErrorType::Several = self.error {
            items.extend(statuses::errors(self, &typed_errors(self.context, self.operation)));
        }
        if let (Output::Several, Success::Several(cases)) = (&self.output, &self.operation.success) {
            items.extend(statuses::successes(self, cases));
        }
        if !self.operation.headers.is_empty() {
            items.extend(headers::items(self));
        }
        items
    }

    /// What makes the builder awaitable.
    fn awaitable(&self) -> Vec<Item> {
        let (builder, success, error) = (&self.names.builder, self.success(), self.error());
        let make = if matches!(self.output, Output::Stream(..)) { "stream_call" } else { "call" };
        let mut items = vec![Item::Text(format!("{make}!({builder} => {success}, {error});"))];
        if matches!(self.output, Output::Bytes) {
            items.push(Item::Text(format!("download!({builder} => {error});")));
        }
        items
    }

    /// The entry in the table, two lines whatever its length.
    fn entry(&self) -> String {
        let operation = self.operation;
        let constant = written(&self.names.constant);
        let id = operation.id.clone().unwrap_or_else(|| format!("{} {}", operation.method, operation.path));
        let (method, path) = (&operation.method, &operation.path);
        let sets: Vec<String> = operation.security.iter().map(|set| format!("&{set:?}")).collect();
        let security =
            if sets.is_empty() { String::new() } else { format!(".security(&[{}])", sets.join(", ")) };
        let server =
            operation.server.as_ref().map(|server| format!(".server({server:?})")).unwrap_or_default();
        let repeats = repeats(operation);
        format!(
            "const {constant}: Operation =\n    Operation::new({id:?}, {method:?}, {path:?}){security}{server}{repeats};"
        )
    }

    fn builder(&self) -> String {
        format!(
            "/// A call of {}; await it to send it.\n#[derive(Debug)]\n#[must_use = \"a call does nothing until it is awaited\"]\n\
             pub struct {}<'a> {{\n    call: {},\n}}",
            self.link(),
            self.names.builder,
            self.call_type(),
        )
    }

    /// `parameters!(List { … });`
    fn parameters(&self) -> Option<String> {
        let lines: String = self
            .optional()
            .map(|(parameter, name)| {
                let otherwise = format!("`{}`.", parameter.wire);
                let notes = self.context.notes.get(&parameter.pointer);
                let docs = doc::lines(&parameter.doc, notes, &otherwise);
                let before = doc::marked(&parameter.doc, &docs, "    ");
                let kind = self.argument(&parameter.ty).declared();
                let checks: String =
                    check::ways(&self.asked(parameter)).iter().map(|way| format!(", {way}")).collect();
                format!("{before}    {}: {kind} = {}{checks};\n", written(name), param(parameter))
            })
            .collect();
        (!lines.is_empty()).then(|| format!("parameters!({} {{\n{lines}}});", self.names.builder))
    }

    fn body_setter(&self, body: &Body) -> TokenStream {
        let builder = token(&self.names.builder);
        let docs = doc::attributes(&doc::lines(&body.doc, None, "Sends a body."));
        let argument = body::handed_in(self.context, body);
        let (ty, value, converted) =
            (argument.parameter(), argument.value(), argument.converted(&token("body")));
        let (set, checks) = (body::setting(body), self.body_checks(body));
        let convert =
            (!matches!(argument, Argument::Plain(_))).then(|| quote!(let body: #value = #converted;));
        quote! {
            impl #builder<'_> {
                #docs
                pub fn body(mut self, body: #ty) -> Self {
                    #convert
                    self.call.#set;
                    #(self.call.request().set_check(#checks);)*
                    self
                }
            }
        }
    }
}

/// What the table says about sending it more than once.
fn repeats(operation: &Operation) -> String {
    let said = operation.repeatable.map(|safe| format!(".idempotent({safe})"));
    let key = operation.idempotency_key.as_ref().map(|header| format!(".idempotency_key({header:?})"));
    said.into_iter().chain(key).collect()
}
