//! One operation: its entry in the table, its method, and, where it has optional parts, the call that takes them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::outcome::{ErrorType, Output, error_type, output, typed_errors};
use super::parameter::{param, place, written_style};
use super::statuses::{self, said_statuses};
use super::ty::{Argument, From, argument, tokens};
use super::{Context, Item, doc, paging};
use crate::facts::Side;
use crate::ir::{Body, BodyEncoding, ErrorCase, Operation, Parameter, Success, Type};
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

    fn required(&self) -> impl Iterator<Item = (&'a Parameter, &'a String)> {
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
        format!("{}Error", self.names.builder)
    }

    pub(super) fn success_name(&self) -> String {
        format!("{}Success", self.names.builder)
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
            Output::Several => self.success_name(),
        }
    }

    /// What the group's file must import for it.
    pub(super) fn uses(&self, uses: &mut BTreeSet<&'static str>) {
        uses.insert("operation::Operation");
        uses.insert("call::Call");
        if self.has_builder() {
            uses.insert("call::call");
        }
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
            let ty = self.body_argument(body).parameter();
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
            let (success, error) = (tokens(&self.success()), tokens(&self.error()));
            quote! {
                #docs #deprecated #many
                pub fn #method(&self, #(#arguments),*) -> Call<'a, #success, #error> {
                    #conversions
                    self.core.call(&#constant) #parts #decode
                }
            }
        }
    }

    fn docs(&self) -> TokenStream {
        let operation = self.operation;
        let call = format!("`{} {}`", operation.method, operation.path);
        let mut lines = doc::lines(&operation.doc, None, &format!("Calls {call}."));
        if operation.doc.summary.is_some() || operation.doc.description.is_some() {
            doc::paragraph(&mut lines, &format!("{call}."));
        }
        let errors: Vec<String> = operation.errors.iter().filter_map(error_line).collect();
        if !errors.is_empty() {
            doc::paragraph(&mut lines, "# Errors");
            doc::paragraph(&mut lines, &errors.join("\n"));
        }
        doc::quirks(&mut lines, self.context.notes.get(&operation.pointer));
        doc::attributes(&lines)
    }

    fn argument(&self, ty: &Type) -> Argument {
        argument(self.context, ty, Side::Request, From::Operations)
    }

    fn body_argument(&self, body: &Body) -> Argument {
        match body.encoding {
            BodyEncoding::Text => Argument::Text,
            BodyEncoding::Bytes => Argument::Into("bytes::Bytes".to_owned()),
            _ => self.argument(&body.ty),
        }
    }

    /// Arguments that are convenient to hand in, as the values they become.
    fn conversions(&self) -> TokenStream {
        let parameters = self.required().map(|(parameter, name)| (token(name), self.argument(&parameter.ty)));
        let body = self.operation.body.as_ref().filter(|body| body.required);
        let body = body.map(|body| (token("body"), self.body_argument(body)));
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
            quote!(.#part(&#param, &#name))
        });
        let body = self.operation.body.as_ref().filter(|body| body.required).map(|body| {
            let media = &body.media_type;
            match body.encoding {
                BodyEncoding::Json if media == "application/json" => quote!(.json(&body)),
                BodyEncoding::Json => {
                    let media = json_media(media);
                    quote!(.json_as(#media, &body))
                }
                BodyEncoding::Form => quote!(.form(&body)),
                BodyEncoding::Multipart => quote!(.multipart(&crate::runtime::multipart_of::of(&body))),
                BodyEncoding::Text | BodyEncoding::Bytes => {
                    let media = bytes_media(media);
                    quote!(.bytes(#media, body))
                }
            }
        });
        quote!(#(#parameters)* #body)
    }

    fn decode(&self) -> TokenStream {
        match &self.output {
            Output::Unit => quote!(.decode_unit()),
            Output::Json(_) => quote!(.decode_json()),
            Output::MaybeJson(_) => quote!(.decode_json()),
            Output::Text => quote!(.decode_text()),
            Output::Bytes => quote!(.decode_bytes()),
            Output::Several => {
                let name = token(&self.success_name());
                quote!(.decode_with(#name::decode))
            }
        }
    }

    /// What stands outside the handle: the table entry, the call's struct, the types by status.
    pub(super) fn items(&self) -> Vec<Item> {
        let mut items = vec![Item::Text(self.entry())];
        if self.has_builder() {
            items.push(Item::Text(self.builder()));
            items.push(Item::Text(format!(
                "call!({} => {}, {});",
                self.names.builder,
                self.success(),
                self.error()
            )));
            if let Some(parameters) = self.parameters() {
                items.push(Item::Text(parameters));
            }
            items.extend(self.operation.paging.as_ref().map(|paging| Item::Text(paging::line(self, paging))));
            if let Some(body) = self.optional_body() {
                items.push(Item::Code(self.body_setter(body)));
            }
        }
        if let ErrorType::Several = self.error {
            items.extend(statuses::errors(self, &typed_errors(self.context, self.operation)));
        }
        if let (Output::Several, Success::Several(cases)) = (&self.output, &self.operation.success) {
            items.extend(statuses::successes(self, cases));
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
             pub struct {}<'a> {{\n    call: Call<'a, {}, {}>,\n}}",
            self.link(),
            self.names.builder,
            self.success(),
            self.error(),
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
                let docs: String = docs
                    .iter()
                    .map(|line| format!("    ///{}{line}\n", if line.is_empty() { "" } else { " " }))
                    .collect();
                let deprecated = if parameter.doc.deprecated { "    #[deprecated]\n" } else { "" };
                let kind = self.argument(&parameter.ty).declared();
                format!("{docs}{deprecated}    {}: {kind} = {};\n", written(name), param(parameter))
            })
            .collect();
        (!lines.is_empty()).then(|| format!("parameters!({} {{\n{lines}}});", self.names.builder))
    }

    fn body_setter(&self, body: &Body) -> TokenStream {
        let builder = token(&self.names.builder);
        let docs = doc::attributes(&doc::lines(&body.doc, None, "Sends a body."));
        let argument = self.body_argument(body);
        let (ty, value, converted) =
            (argument.parameter(), argument.value(), argument.converted(&token("body")));
        let media = &body.media_type;
        let set = match body.encoding {
            BodyEncoding::Json if media == "application/json" => quote!(set_json(&body)),
            BodyEncoding::Json => {
                let media = json_media(media);
                quote!(set_json_as(#media, &body))
            }
            BodyEncoding::Form => quote!(set_form(&body, &[])),
            BodyEncoding::Multipart => quote!(set_multipart(&crate::runtime::multipart_of::of(&body))),
            BodyEncoding::Text | BodyEncoding::Bytes => {
                let media = bytes_media(media);
                quote!(set_bytes(#media, body))
            }
        };
        let convert =
            (!matches!(argument, Argument::Plain(_))).then(|| quote!(let body: #value = #converted;));
        quote! {
            impl #builder<'_> {
                #docs
                pub fn body(mut self, body: #ty) -> Self {
                    #convert
                    self.call.#set;
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

fn error_line(case: &ErrorCase) -> Option<String> {
    let description = case.description.as_deref()?.lines().next()?.trim();
    (!description.is_empty()).then(|| format!("- {}: {description}", said_statuses(case.statuses)))
}

/// A range of media types is not one: what falls under it is for the caller to say with a header.
fn bytes_media(media: &str) -> &str {
    if media.contains('*') { "application/octet-stream" } else { media }
}

/// A wildcard cannot be sent as it is published.
fn json_media(media: &str) -> &str {
    if media.contains('*') { "application/json" } else { media }
}
