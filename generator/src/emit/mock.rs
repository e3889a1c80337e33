//! The server for tests of an API: a line an operation, from which a macro of the runtime makes its methods.

use std::collections::BTreeSet;

use super::client::credentials;
use super::operation::Printed;
use super::outcome::{ErrorType, Output, typed_errors};
use super::ty::names_api_type;
use super::{Context, Item, Source, body, doc, statuses};
use crate::ir::{Framing, SchemeKind, Success};
use crate::names::ident::written;

/// Its file.
pub(super) fn source(context: &Context<'_>) -> Source {
    let credentials: Vec<String> = credentials(context)
        .iter()
        .map(|credential| match credential.scheme.kind {
            SchemeKind::Basic => format!("{}(\"mock\", \"mock\")", credential.method),
            _ => format!("{}(\"mock\")", credential.method),
        })
        .collect();
    let mut lines = format!("mock!(Client {{ {} }}", credentials.join(" "));
    let mut uses = BTreeSet::new();
    for group in &context.names.groups {
        lines += &format!(" {} {} {{\n", written(&group.module), group.handle);
        for names in &group.operations {
            let printed = Printed::new(context, group, names);
            self::uses(&printed, &mut uses);
            lines += &operation(&printed);
        }
        lines += "}";
    }
    lines += ");";
    let mut text = "//! A server for tests of what calls the API.\n".to_owned();
    if uses.remove(TYPES) {
        text += &format!("\nuse {TYPES};");
    }
    for path in uses {
        text += &format!("\nuse crate::runtime::{path};");
    }
    text += "\nuse crate::runtime::mock::mock;";
    Source { path: format!("{}.rs", context.names.mock), items: vec![Item::Text(text), Item::Text(lines)] }
}

/// The module of the API's types, from the mock's file.
const TYPES: &str = "super::types";

/// What the line of an operation names.
fn uses(printed: &Printed<'_>, uses: &mut BTreeSet<&'static str>) {
    let sent = printed.operation.body.as_ref();
    let named = sent.is_some_and(|sent| names_api_type(&body::sent_type(printed.context, sent)));
    uses.extend((named || printed.answers_with_types()).then_some(TYPES));
    sent.into_iter().for_each(|sent| body::uses(sent, uses));
}

/// `attach(json types::AttachTags) -> json(Vec<types::Tag>), untyped() = "tags_attach" "POST" "/tags";`
fn operation(printed: &Printed<'_>) -> String {
    let operation = printed.operation;
    let sent = operation.body.as_ref().map(|body| body::sent(printed.context, body)).unwrap_or_default();
    let secrets = printed.context.facts.secret_names(printed.context.api, operation);
    let hides =
        if secrets.is_empty() { String::new() } else { format!(" hides {:?}", Vec::from_iter(secrets)) };
    let id = operation.id.clone().unwrap_or_else(|| format!("{} {}", operation.method, operation.path));
    let call = doc::code(&format!("{} {}", operation.method, operation.path));
    let about = doc::comment(&[format!("Expects {call}.")], "    ");
    format!(
        "{about}    {}({sent}) -> {}, {} = {id:?} {:?} {:?}{hides};\n",
        written(&printed.names.method),
        success(printed),
        error(printed),
        operation.method,
        operation.path.to_string()
    )
}

fn success(printed: &Printed<'_>) -> String {
    match &printed.output {
        Output::Unit => "unit()".to_owned(),
        Output::Json(ty) | Output::MaybeJson(ty) => format!("json({ty})"),
        Output::Text => "text()".to_owned(),
        Output::Bytes => "bytes()".to_owned(),
        Output::Stream(streamed, item) => match (streamed.framing, &streamed.item) {
            (Framing::Events, Some(_)) => format!("events({item})"),
            (Framing::Events, None) => "text_events()".to_owned(),
            (Framing::Lines, _) => format!("lines({:?}, {item})", streamed.media_type),
            (Framing::JsonSeq, _) => format!("json_seq({item})"),
        },
        Output::Several => {
            let Success::Several(cases) = &printed.operation.success else { return "unit()".to_owned() };
            let ty = of_group(printed, &printed.success_name());
            format!("statuses({ty} {{ {} }})", statuses::told_successes(cases))
        }
    }
}

fn error(printed: &Printed<'_>) -> String {
    match &printed.error {
        ErrorType::Untyped => "untyped()".to_owned(),
        ErrorType::One(ty) => format!("json({ty})"),
        ErrorType::Several => {
            let ty = of_group(printed, &printed.error_name());
            let cases = typed_errors(printed.context, printed.operation);
            format!("statuses({ty} {{ {} }})", statuses::told_errors(&cases))
        }
    }
}

/// A type of the group's file, from the module that the macro makes within `mock`: two up. Importing it could collide
/// with another group's.
fn of_group(printed: &Printed<'_>, name: &str) -> String {
    format!("{}{}::{name}", "super::".repeat(2), written(&printed.group.module))
}
