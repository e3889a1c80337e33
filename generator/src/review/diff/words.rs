//! The words for what differs: forms, kinds of items, aspects of the wire.

use crate::review::surface::{Aspect, Form, Function, ItemKind, Returns};

/// Formats a form for people.
pub(super) fn form_text(form: &Form) -> Option<String> {
    match form {
        Form::Struct => Some("struct".to_owned()),
        Form::Enumeration(kept) => {
            Some(format!("enum of {}", if *kept == "String" { "strings" } else { "values" }))
        }
        Form::Union => Some("enum".to_owned()),
        Form::Alias(ty) => Some(format!("type = {ty}")),
        Form::Newtype(ty) => Some(format!("struct({ty})")),
        Form::Trait(_) | Form::From(_) | Form::Handle | Form::Variant(None) => None,
        Form::Field(ty) | Form::Variant(Some(ty)) => Some(ty.clone()),
        Form::Call(outcome) => Some(format!("{}, {}", outcome.success, outcome.error)),
        Form::Function(function) => Some(function_text(function)),
        Form::Named(required, fields) => {
            let fields: Vec<String> =
                fields.iter().map(|(name, argument)| format!("{name}: {}", argument.written())).collect();
            Some(format!("({required} {{ {} }})", fields.join(", ")))
        }
    }
}

fn function_text(function: &Function) -> String {
    let arguments: Vec<String> =
        function.arguments.iter().map(|(name, argument)| format!("{name}: {}", argument.written())).collect();
    let returns = match &function.returns {
        Returns::Itself => String::new(),
        Returns::Handle(handle) => format!(" -> {handle}"),
        Returns::Option(ty) => format!(" -> {ty}"),
        Returns::Stream(_, outcome) => format!(" -> stream of {}, {}", outcome.success, outcome.error),
        Returns::Call(outcome, _) => format!(" -> {}, {}", outcome.success, outcome.error),
    };
    format!("({}){returns}", arguments.join(", "))
}

/// Returns the word for a kind of item.
pub(crate) fn kind_word(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Module => "module",
        ItemKind::Type => "type",
        ItemKind::Field => "field",
        ItemKind::Variant => "variant",
        ItemKind::Trait => "trait",
        ItemKind::Constructor => "constructor",
        ItemKind::Setter => "setter",
        ItemKind::Group => "group",
        ItemKind::Operation => "operation",
        ItemKind::Call => "call",
        ItemKind::Parameter => "parameter",
        ItemKind::Error => "error",
        ItemKind::Answer => "response",
        ItemKind::Headers => "headers",
        ItemKind::Header => "header",
        ItemKind::Setting => "setting",
    }
}

/// Returns the words for an aspect of the wire.
pub(super) fn aspect_word(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Key => "JSON key",
        Aspect::Absent => "when absent",
        Aspect::Literal => "value",
        Aspect::Guard => "matched by",
        Aspect::Status => "status",
        Aspect::Arguments => "sent as",
        Aspect::Request => "request",
        Aspect::Sends => "media type",
        Aspect::Parts => "parts",
        Aspect::Decodes => "response",
        Aspect::Accepts => "accepts",
        Aspect::Retries => "repeated after a failure",
        Aspect::IdempotencyKey => "idempotency key",
        Aspect::Server => "server",
        Aspect::Credential => "credential sent as",
        Aspect::Variables => "environment variables",
        Aspect::Paging => "pagination",
    }
}
