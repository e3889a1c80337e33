//! Prints one operation: its entry in the table, its method, and its request builder if it has optional parts.

mod body;
mod docs;
mod headers;
mod paging;
mod parameter;
mod statuses;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::tokens;
use super::{Context, Item, check, doc};
use crate::ir::{self, Framing};
use crate::rust::model::{Argument, Body, ErrorType, Operation, Output, Parameter, Within};
use crate::rust::names::GroupNames;
use crate::rust::names::ident::{token, written};

pub(super) use body::mock_body;
pub(crate) use parameter::param;
pub(super) use statuses::mock_statuses;

/// The module of a group's file with the marker types of request builders.
pub(super) const OF: &str = "of";

/// An operation with everything that printing it needs.
pub(super) struct OperationPrinter<'a> {
    pub context: &'a Context<'a>,
    pub group: &'a GroupNames,
    pub operation: &'a Operation<'a>,
}

impl OperationPrinter<'_> {
    /// Returns a link to its method.
    pub(super) fn link(&self) -> String {
        format!("[`{}::{}`]", self.group.handle, written(&self.operation.names.method))
    }

    pub(super) fn error(&self) -> String {
        self.operation.outcome.error.written(Within::Group)
    }

    pub(super) fn success(&self) -> String {
        self.operation.outcome.success.written(Within::Group)
    }

    /// Returns the runtime's type of its request builder.
    fn call_type(&self) -> String {
        let call = if matches!(self.operation.output, Output::Stream(..)) { "StreamCall" } else { "Call" };
        let of = self.operation.has_setters.then(|| format!(", {OF}::{}", self.marker()));
        format!("{call}<{}, {}{}>", self.success(), self.error(), of.unwrap_or_default())
    }

    /// Returns the name of its marker type: another than that of the request builder, whose page shows both.
    fn marker(&self) -> String {
        format!("{}Operation", self.operation.names.call)
    }

    /// Prints its marker type, a line of the module `of`.
    pub(super) fn marker_line(&self) -> Option<String> {
        self.operation.has_setters.then(|| format!("    pub enum {} {{}}\n", self.marker()))
    }

    /// Prints the method of the group's handle.
    pub(super) fn method(&self) -> TokenStream {
        let operation = self.operation;
        let docs = self.docs();
        let method = token(&operation.names.method);
        let arguments = self.arguments();
        let declared = arguments.iter().map(|(name, argument)| {
            let ty = argument.parameter_type();
            quote!(#name: #ty)
        });
        let conversions = arguments.iter().filter_map(|(name, argument)| conversion(name, argument));
        let constant = token(&operation.names.constant);
        let parts = self.parts();
        let accept = operation.accept().map(|accept| quote!(.accept(#accept)));
        let decode = self.decode();
        let deprecated = operation.data.doc.deprecated.then(|| quote!(#[deprecated]));
        let allowed = self.allowed();
        let returned = match operation.has_setters {
            true => operation.names.call.clone(),
            false => self.call_type(),
        };
        let returned = tokens(&returned);
        quote! {
            #docs #deprecated #allowed
            pub fn #method(&self, #(#declared),*) -> #returned {
                #(#conversions)*
                self.core.call(&#constant) #parts #accept #decode
            }
        }
    }

    /// Prints allow attributes for lints that the method's arguments would trigger.
    fn allowed(&self) -> TokenStream {
        let many = (self.operation.required().count() > 6).then(
            || quote!(#[allow(clippy::too_many_arguments, reason = "as many as the document requires")]),
        );
        let caseless =
            self.operation.required().any(|parameter| is_caseless(parameter.name)).then(
                || quote!(#[allow(bindings_with_variant_name, reason = "letters without case name both")]),
            );
        quote!(#many #caseless)
    }

    /// Returns the arguments of the method, in order.
    fn arguments(&self) -> Vec<(Ident, Argument)> {
        let parameters = self.operation.required().map(|parameter| (parameter.name, &parameter.argument));
        let body = self.operation.required_body().map(|body| ("body", &body.argument));
        parameters.chain(body).map(|(name, argument)| (token(name), argument.within(Within::Group))).collect()
    }

    /// Prints the chain of calls for parts that are always sent.
    fn parts(&self) -> TokenStream {
        let parameters = self.operation.always_sent().map(|parameter| {
            let (name, param) = (token(parameter.name), tokens(&param(parameter.data)));
            let part = token(parameter.data.location.name());
            if let Some(only) = &parameter.data.only {
                let value = tokens(&body::constant(only));
                return quote!(.#part(&#param, #value));
            }
            let checks = check::checks(&parameter.checks, &name);
            quote!(.#part(&#param, &#name) #(.check_parameter(&#param, #checks))*)
        });
        let body = self.operation.required_body().map(|body| {
            let (part, checks) = (body::part(body), body_checks(body));
            quote!(#part #(.check(#checks))*)
        });
        quote!(#(#parameters)* #body)
    }

    fn decode(&self) -> TokenStream {
        match &self.operation.output {
            Output::Unit => quote!(.decode_unit()),
            Output::Json(_) => quote!(.decode_json()),
            Output::MaybeJson(_) => quote!(.decode_json()),
            Output::Text => quote!(.decode_text()),
            Output::Bytes => quote!(.decode_bytes()),
            Output::Stream(streamed, _) => match (streamed.framing, &streamed.item) {
                (Framing::Events, Some(_)) => quote!(.decode_events()),
                (Framing::WholeEvents, _) => quote!(.decode_whole_events()),
                (Framing::Events, None) => quote!(.decode_text_events()),
                (Framing::JsonSeq, _) => quote!(.decode_json_seq()),
                (Framing::Lines, _) => {
                    let media = &streamed.media_type;
                    quote!(.decode_lines(#media))
                }
            },
            Output::ByStatus(_) => {
                let name = token(&self.operation.names.success);
                quote!(.decode_with(#name::decode))
            }
        }
    }

    /// Prints the items outside the handle: the table entry, the request builder with its setters, and the enums by
    /// status.
    pub(super) fn items(&self) -> Vec<Item> {
        let operation = self.operation;
        let mut items = Vec::new();
        items.extend(operation.declares.then(|| Item::Text(self.entry())));
        if operation.has_setters {
            items.extend(self.request_builder());
        }
        if let (ErrorType::ByStatus(cases), true) = (&operation.error, operation.declares) {
            items.extend(statuses::errors(self, cases));
        }
        if let (Output::ByStatus(cases), true) = (&operation.output, operation.declares_success) {
            items.extend(statuses::successes(self, cases));
        }
        if operation.declares && !operation.headers.is_empty() {
            items.extend(headers::items(self));
        }
        items
    }

    /// Prints its request builder: the alias of its call, and the setters.
    fn request_builder(&self) -> Vec<Item> {
        let pages = self.operation.pages.as_ref().map(|pages| paging::line(self, pages));
        let lines = [Some(self.alias()), self.parameters(), pages].into_iter().flatten().map(Item::Text);
        let body = self.operation.optional_body().map(|body| Item::Code(self.body_setter(body)));
        lines.chain(body).collect()
    }

    /// Prints the entry in the table, always on two lines.
    fn entry(&self) -> String {
        let operation = self.operation.data;
        let constant = written(&self.operation.names.constant);
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

    /// Prints the names that no message about its bodies may show.
    fn secrets(&self) -> String {
        let names = &self.operation.secrets;
        if names.is_empty() { String::new() } else { format!(".secrets(&{:?})", Vec::from_iter(names)) }
    }

    /// Prints the alias of its request builder, which has a page with its setters.
    fn alias(&self) -> String {
        let (link, name, call) = (self.link(), &self.operation.names.call, self.call_type());
        format!(
            "/// Request builder for {link}; `.await` sends it. It also has the [common settings](super::Client#calls).\n\
             pub type {name} = {call};"
        )
    }

    /// Prints `parameters!(List { … });`.
    fn parameters(&self) -> Option<String> {
        let lines: String = self.operation.optional().map(|parameter| self.setter(parameter)).collect();
        (!lines.is_empty()).then(|| format!("parameters!({} {{\n{lines}}});", self.operation.names.call))
    }

    fn setter(&self, Parameter { data, name, argument, checks }: &Parameter<'_>) -> String {
        let notes = self.context.notes.get(&data.pointer);
        let docs = doc::lines(&data.doc, notes, &format!("{}.", doc::code(&data.wire)));
        let before = doc::docs_and_deprecation(&data.doc, &docs, "    ");
        let (ty, generic) = argument.within(Within::Group).written_optional();
        let checks: String = check::check_clauses(checks).iter().map(|way| format!(", {way}")).collect();
        format!("{before}    {}{generic}: {ty} = {}{checks};\n", written(name), param(data))
    }

    fn body_setter(&self, body: &Body<'_>) -> TokenStream {
        let (call, name) = (token(&self.operation.names.call), token("body"));
        let docs = doc::attributes(&doc::lines(&body.data.doc, None, "Sets the request body."));
        let argument = body.argument.within(Within::Group);
        let (ty, convert) = (argument.parameter_type(), conversion(&name, &argument));
        let (set, checks) = (body::setting(body), body_checks(body));
        quote! {
            impl #call {
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

/// Prints the conversion of an argument, if it needs one.
fn conversion(name: &Ident, argument: &Argument) -> Option<TokenStream> {
    let (value, converted) = (argument.value_type(), argument.converted(name));
    let is_as_it_is = matches!(argument, Argument::Plain(_) | Argument::Borrowed(_));
    (!is_as_it_is).then(|| quote!(let #name: #value = #converted;))
}

fn body_checks(body: &Body<'_>) -> Vec<TokenStream> {
    check::checks_of(&body.checks, &body::borrowed(body))
}

/// Prints what the table says about sending it more than once.
fn repeats(operation: &ir::Operation) -> String {
    let idempotent = operation.repeatable.map(|safe| format!(".idempotent({safe})"));
    let key = operation.idempotency_key.as_ref().map(|header| format!(".idempotency_key({header:?})"));
    idempotent.into_iter().chain(key).collect()
}

/// Returns true if a name begins with a letter without case: a variant can have the same name as an argument.
fn is_caseless(name: &str) -> bool {
    name.chars().next().is_some_and(|first| !first.is_ascii() && !first.is_lowercase())
}
