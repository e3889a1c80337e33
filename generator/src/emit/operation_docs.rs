//! What the documentation of an operation's method tells: what the document says of it and of its arguments, what it
//! answers, an example, its errors, and what was corrected.

use proc_macro2::TokenStream;

use super::operation::Printed;
use super::outcome::Output;
use super::statuses::said_statuses;
use super::{doc, example};
use crate::ir::{ErrorCase, Operation};

impl<'a> Printed<'a> {
    /// The documentation of its method.
    pub(super) fn docs(&self) -> TokenStream {
        let operation = self.operation;
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
        if let Output::Stream(streamed, _) = &self.output {
            doc::own(&mut lines, &format!("Answers {}, as it comes.", doc::code(&streamed.media_type)));
        }
        if !operation.headers.is_empty() {
            lines.extend([String::new(), format!("Its answers have headers: [`{}`].", self.names.headers.0)]);
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
        for (parameter, name) in self.required() {
            told.extend(doc::item(name, &doc::lines(&parameter.doc, None, "")));
        }
        let body = self.operation.body.as_ref().filter(|body| body.required);
        told.extend(body.into_iter().flat_map(|body| doc::item("body", &doc::lines(&body.doc, None, ""))));
        told
    }

    /// The quirks of the operation and of its arguments; optional parameters tell theirs at their setters.
    fn quirks(&self) -> Option<Vec<String>> {
        let arguments = self.required().map(|(parameter, _)| &parameter.pointer);
        let places = std::iter::once(&self.operation.pointer).chain(arguments);
        let mut notes: Vec<String> = Vec::new();
        for note in places.filter_map(|place| self.context.notes.get(place)).flatten() {
            if !notes.contains(note) {
                notes.push(note.clone());
            }
        }
        (!notes.is_empty()).then_some(notes)
    }

    /// What another way to call an operation sends, where that is what makes it another.
    fn media_of_its_own(&self) -> Option<&'a str> {
        let of = self.operation.variant.as_ref()?.of;
        let media = |operation: &'a Operation| Some(operation.body.as_ref()?.media_type.as_str());
        media(self.operation).filter(|own| media(&self.context.api.operations[of]) != Some(own))
    }
}

fn error_line(case: &ErrorCase) -> Option<String> {
    let description = doc::inline(case.description.as_deref()?);
    (!description.is_empty()).then(|| format!("- {}: {description}", said_statuses(case.statuses)))
}
