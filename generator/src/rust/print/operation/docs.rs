//! Prints the documentation of an operation's method: the document's text about it and its arguments, its response, an
//! example, its errors, and its quirks.

use proc_macro2::TokenStream;

use super::OperationPrinter;
use super::statuses::status_text;
use crate::ir::{ErrorCase, Operation};
use crate::rust::model::{ErrorType, Output};
use crate::rust::print::{doc, example};

impl OperationPrinter<'_> {
    /// Prints the documentation of its method.
    pub(super) fn docs(&self) -> TokenStream {
        let operation = self.operation.data;
        let call = doc::code(&format!("{} {}", operation.method, operation.path));
        let mut lines = doc::lines(&operation.doc, None, &format!("Calls {call}."));
        if operation.doc.summary.is_some() || operation.doc.description.is_some() {
            doc::own_paragraph(&mut lines, &format!("{call}."));
        }
        let arguments = self.argument_docs();
        if !arguments.is_empty() {
            lines.push(String::new());
            lines.extend(arguments);
        }
        if let Some(constants) = self.constant_docs() {
            doc::own_paragraph(&mut lines, &constants);
        }
        if let Some(media) = self.variant_media_type() {
            doc::own_paragraph(&mut lines, &format!("Sends {}.", doc::code(media)));
        }
        if let Some(media) = self.response_media_type() {
            doc::own_paragraph(&mut lines, &format!("Returns {}.", doc::code(media)));
        }
        if let Output::Stream(streamed, _) = &self.operation.output {
            doc::own_paragraph(
                &mut lines,
                &format!("Returns a stream of {}.", doc::code(&streamed.media_type)),
            );
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
        let body = self.error_body_docs();
        if !errors.is_empty() || body.is_some() {
            doc::own_paragraph(&mut lines, "# Errors");
            doc::own_paragraph(&mut lines, &errors.join("\n"));
            doc::own_paragraph(&mut lines, &body.unwrap_or_default());
        }
        doc::quirks(&mut lines, self.quirks().as_ref());
        doc::attributes(&lines)
    }

    /// How a caller gets the documented body of an error.
    fn error_body_docs(&self) -> Option<String> {
        let is_typed = !matches!(self.operation.error, ErrorType::Untyped);
        is_typed.then(|| {
            format!("The documented body: {}.", doc::code(&format!("error.body::<{}>()", self.error())))
        })
    }

    /// The parameters that have one value, which no argument gives.
    fn constant_docs(&self) -> Option<String> {
        let constants = self.operation.always_sent().filter_map(|parameter| {
            let only = parameter.data.only.as_ref()?;
            let value = only.as_str().map_or_else(|| only.to_string(), str::to_owned);
            Some(format!("{} as {}", doc::code(&parameter.data.wire), doc::code(&value)))
        });
        let constants: Vec<String> = constants.collect();
        (!constants.is_empty()).then(|| format!("Always sends {}.", constants.join(", ")))
    }

    /// What the document says of the arguments, an item of a list each.
    fn argument_docs(&self) -> Vec<String> {
        let mut docs = Vec::new();
        for parameter in self.operation.required() {
            docs.extend(doc::item(parameter.name, &doc::lines(&parameter.data.doc, None, "")));
        }
        let body = self.operation.required_body().into_iter();
        docs.extend(body.flat_map(|body| doc::item("body", &doc::lines(&body.data.doc, None, ""))));
        docs
    }

    /// Returns the quirks of the operation and its arguments; those of optional parameters are at their setters.
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

    /// Returns the media type that a variant of an operation sends, if that is different.
    fn variant_media_type(&self) -> Option<&str> {
        let of = self.operation.data.variant.as_ref()?.of;
        media(self.operation.data).filter(|own| media(&self.context.tables.api.operations[of]) != Some(own))
    }
}

impl OperationPrinter<'_> {
    /// What another way to call an operation asks for, where that is what makes it another.
    fn response_media_type(&self) -> Option<&str> {
        let operation = self.operation.data;
        let of = &self.context.tables.api.operations[operation.variant.as_ref()?.of];
        let own = operation.accept.as_deref().filter(|own| of.accept.as_deref() != Some(own))?;
        own.split(", ").next()
    }
}

fn media(operation: &Operation) -> Option<&str> {
    Some(operation.body.as_ref()?.media_type.as_str())
}

fn error_line(case: &ErrorCase) -> Option<String> {
    let description = doc::inline(case.description.as_deref()?);
    (!description.is_empty()).then(|| format!("- {}: {description}", status_text(case.statuses)))
}
