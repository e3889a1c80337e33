//! What the documentation of an operation's method tells: what the document says of it and of its arguments, what it
//! answers, an example, its errors, and what was corrected.

use proc_macro2::TokenStream;

use super::Printed;
use super::statuses::said_statuses;
use crate::ir::{ErrorCase, Operation};
use crate::rust::model::Output;
use crate::rust::print::{doc, example};

impl Printed<'_> {
    /// The documentation of its method.
    pub(super) fn docs(&self) -> TokenStream {
        let operation = self.operation.data;
        let call = doc::code(&format!("{} {}", operation.method, operation.path));
        let mut lines = doc::lines(&operation.doc, None, &format!("Calls {call}."));
        if operation.doc.summary.is_some() || operation.doc.description.is_some() {
            doc::own(&mut lines, &format!("{call}."));
        }
        let arguments = self.arguments_told();
        if !arguments.is_empty() {
            lines.push(String::new());
            lines.extend(arguments);
        }
        if let Some(media) = self.media_of_its_own() {
            doc::own(&mut lines, &format!("Sends {}.", doc::code(media)));
        }
        if let Output::Stream(streamed, _) = &self.operation.output {
            doc::own(&mut lines, &format!("Returns a stream of {}.", doc::code(&streamed.media_type)));
        }
        if !operation.headers.is_empty() {
            lines.extend([
                String::new(),
                format!("Typed headers of the response: [`{}`].", self.operation.names.headers.0),
            ]);
        }
        if let Some(example) =
            self.context.examples.as_ref().and_then(|examples| example::lines(self, examples))
        {
            lines.push(String::new());
            lines.extend(example);
        }
        let errors: Vec<String> = operation.errors.iter().filter_map(error_line).collect();
        if !errors.is_empty() {
            doc::own(&mut lines, "# Errors");
            doc::own(&mut lines, &errors.join("\n"));
        }
        doc::quirks(&mut lines, self.quirks().as_ref());
        doc::attributes(&lines)
    }

    /// What the document says of the arguments, an item of a list each.
    fn arguments_told(&self) -> Vec<String> {
        let mut told = Vec::new();
        for parameter in self.operation.required() {
            told.extend(doc::item(parameter.name, &doc::lines(&parameter.data.doc, None, "")));
        }
        let body = self.operation.required_body().into_iter();
        told.extend(body.flat_map(|body| doc::item("body", &doc::lines(&body.data.doc, None, ""))));
        told
    }

    /// The quirks of the operation and of its arguments; optional parameters tell theirs at their setters.
    fn quirks(&self) -> Option<Vec<String>> {
        let arguments = self.operation.required().map(|parameter| &parameter.data.pointer);
        let places = std::iter::once(&self.operation.data.pointer).chain(arguments);
        let mut notes: Vec<String> = Vec::new();
        for note in places.filter_map(|place| self.context.notes.get(place)).flatten() {
            if !notes.contains(note) {
                notes.push(note.clone());
            }
        }
        (!notes.is_empty()).then_some(notes)
    }

    /// What another way to call an operation sends, where that is what makes it another.
    fn media_of_its_own(&self) -> Option<&str> {
        let of = self.operation.data.variant.as_ref()?.of;
        media(self.operation.data).filter(|own| media(&self.context.tables.api.operations[of]) != Some(own))
    }
}

fn media(operation: &Operation) -> Option<&str> {
    Some(operation.body.as_ref()?.media_type.as_str())
}

fn error_line(case: &ErrorCase) -> Option<String> {
    let description = doc::inline(case.description.as_deref()?);
    (!description.is_empty()).then(|| format!("- {}: {description}", said_statuses(case.statuses)))
}
