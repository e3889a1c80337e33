//! One operation: its entry in the table, its method, and, where it has optional parts, what its call has for them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::body;
use super::outcome::{ErrorType, Output, error_type, output, stream_type, typed_errors};
use super::parameter::{param, place, written_style};
use super::statuses;
use super::ty::{self, Argument, From, argument, names_api_type, tokens};
use super::{Context, Item, check, doc, headers, paging};
use crate::facts::{Asked, Side};
use crate::ir::{Body, BodyEncoding, Framing, Operation, Parameter, Success, Type};
use crate::names::ident::{token, written};
use crate::names::{GroupNames, OperationNames};

/// The module of a group's file that tells calls apart.
pub(super) const OF: &str = "of";

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

    fn has_setters(&self) -> bool {
        self.operation.has_setters()
    }

    pub(super) fn error_name(&self) -> String {
        self.names.error.clone()
    }

    pub(super) fn success_name(&self) -> String {
        self.names.success.clone()
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
        let of = if self.has_setters() { format!(", {OF}::{}", self.names.call) } else { String::new() };
        format!("{call}<'a, {}, {}{of}>", self.success(), self.error())
    }

    /// What its call is told apart by from all others: a line of the module `of`.
    pub(super) fn marker(&self) -> Option<String> {
        self.has_setters().then(|| format!("    pub enum {} {{}}\n", self.names.call))
    }

    /// What the group's file must import for it.
    pub(super) fn uses(&self, uses: &mut BTreeSet<&'static str>) {
        uses.insert("request::Operation");
        self.uses_call(uses);
        if self.optional().next().is_some() {
            uses.insert("model::parameters");
        }
        if self.operation.paging.is_some() {
            uses.extend(["paging::Paging", "paging::paged"]);
        }
        if !self.operation.parameters.is_empty() {
            uses.insert("parameter::Param");
        }
        if self.operation.parameters.iter().any(|parameter| written_style(parameter).is_some()) {
            uses.insert("parameter::Style");
        }
        match self.error {
            ErrorType::Untyped => _ = uses.insert("error::Untyped"),
            ErrorType::Several => _ = uses.insert("error::error_statuses"),
            ErrorType::One(_) => {}
        }
        if matches!(self.output, Output::Several) {
            uses.insert("response::success_statuses");
        }
        if !self.operation.headers.is_empty() {
            uses.insert("response::headers");
        }
        if let Some(body) = &self.operation.body {
            body::uses(body, uses);
        }
        self.uses_checks(uses);
    }

    /// Whether its items in the group's file name types of the API.
    pub(super) fn names_types(&self) -> bool {
        let parameters = self.operation.parameters.iter().map(|parameter| self.argument(&parameter.ty));
        let body = self.operation.body.iter().map(|body| body::handed_in(self.context, body));
        let mut handed_in = parameters.chain(body);
        let declares = self.operation.variant.is_none();
        let names = |ty: &Type| names_api_type(&ty::ty(self.context, ty, Side::Response, From::Operations));
        handed_in.any(|argument| argument.names_api_type())
            || self.answers_with_types()
            || declares && self.operation.headers.iter().any(|header| names(&header.ty))
    }

    /// Whether what it answers, in success or failure, names types of the API.
    pub(super) fn answers_with_types(&self) -> bool {
        let names = |ty: &Type| names_api_type(&ty::ty(self.context, ty, Side::Response, From::Operations));
        let declares = self.operation.variant.is_none();
        let success = match &self.output {
            Output::Several => declares && self.operation.success.types().into_iter().any(names),
            _ => names_api_type(&self.success()),
        };
        let error = match &self.error {
            ErrorType::Several => {
                declares && self.operation.errors.iter().filter_map(|case| case.ty.as_ref()).any(names)
            }
            ErrorType::One(ty) => names_api_type(ty),
            ErrorType::Untyped => false,
        };
        success || error
    }

    fn uses_call(&self, uses: &mut BTreeSet<&'static str>) {
        match &self.output {
            Output::Stream(streamed, _) => {
                let events = streamed.framing == Framing::Events;
                uses.insert(if events { "stream::EventStream" } else { "stream::LineStream" });
                uses.insert("stream::StreamCall");
            }
            _ => _ = uses.insert("request::Call"),
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
        let caseless = self
            .required()
            .any(|(_, name)| is_caseless(name))
            .then(|| quote!(#[allow(bindings_with_variant_name, reason = "letters without case name both")]));
        let call = if self.has_setters() { format!("{}<'a>", self.names.call) } else { self.call_type() };
        let call = tokens(&call);
        quote! {
            #docs #deprecated #many #caseless
            pub fn #method(&self, #(#arguments),*) -> #call {
                #conversions
                self.core.call(&#constant) #parts #decode
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

    /// What stands outside the handle: the table entry, the call's name and setters, the types by status.
    pub(super) fn items(&self) -> Vec<Item> {
        let is_variant = self.operation.variant.is_some();
        let mut items = if is_variant { Vec::new() } else { vec![Item::Text(self.entry())] };
        if self.has_setters() {
            items.push(Item::Text(self.alias()));
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

    /// The entry in the table, two lines whatever its length.
    fn entry(&self) -> String {
        let operation = self.operation;
        let constant = written(&self.names.constant);
        let id = operation.id.clone().unwrap_or_else(|| format!("{} {}", operation.method, operation.path));
        let (method, path) = (&operation.method, operation.path.to_string());
        let sets: Vec<String> = operation.security.iter().map(|set| format!("&{set:?}")).collect();
        let security =
            if sets.is_empty() { String::new() } else { format!(".security(&[{}])", sets.join(", ")) };
        let server =
            operation.server.as_ref().map(|server| format!(".server({server:?})")).unwrap_or_default();
        let (repeats, secrets) = (repeats(operation), self.secrets());
        format!(
            "const {constant}: Operation =\n    Operation::new({id:?}, {method:?}, {path:?}){security}{server}{repeats}{secrets};"
        )
    }

    /// What no message about its bodies may show.
    fn secrets(&self) -> String {
        let names = self.context.facts.secret_names(self.context.api, self.operation);
        if names.is_empty() { String::new() } else { format!(".secrets(&{:?})", Vec::from_iter(names)) }
    }

    /// The name of its call.
    fn alias(&self) -> String {
        let (link, name, call) = (self.link(), &self.names.call, self.call_type());
        format!(
            "/// A call of {link}; await it to send it. It also has [what all calls have](super::Client#calls).\n\
             pub type {name}<'a> = {call};"
        )
    }

    /// `parameters!(List { … });`
    fn parameters(&self) -> Option<String> {
        let lines: String = self
            .optional()
            .map(|(parameter, name)| {
                let otherwise = format!("{}.", doc::code(&parameter.wire));
                let notes = self.context.notes.get(&parameter.pointer);
                let docs = doc::lines(&parameter.doc, notes, &otherwise);
                let before = doc::marked(&parameter.doc, &docs, "    ");
                let kind = self.argument(&parameter.ty).declared();
                let checks: String =
                    check::ways(&self.asked(parameter)).iter().map(|way| format!(", {way}")).collect();
                format!("{before}    {}: {kind} = {}{checks};\n", written(name), param(parameter))
            })
            .collect();
        (!lines.is_empty()).then(|| format!("parameters!({} {{\n{lines}}});", self.names.call))
    }

    fn body_setter(&self, body: &Body) -> TokenStream {
        let call = token(&self.names.call);
        let docs = doc::attributes(&doc::lines(&body.doc, None, "Sends a body."));
        let argument = body::handed_in(self.context, body);
        let (ty, value, converted) =
            (argument.parameter(), argument.value(), argument.converted(&token("body")));
        let (set, checks) = (body::setting(body), self.body_checks(body));
        let convert =
            (!matches!(argument, Argument::Plain(_))).then(|| quote!(let body: #value = #converted;));
        quote! {
            impl #call<'_> {
                #docs
                pub fn body(mut self, body: #ty) -> Self {
                    #convert
                    self.request().#set;
                    #(self.request().set_check(#checks);)*
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

/// Whether a name begins with a letter that has no case: what it names can have a variant of the same name.
fn is_caseless(name: &str) -> bool {
    name.chars().next().is_some_and(|first| !first.is_ascii() && !first.is_lowercase())
}
