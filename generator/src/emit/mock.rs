//! The server for tests of an API: a line an operation, from which a macro of the runtime makes its methods.

use super::client::credentials;
use super::operation::Printed;
use super::outcome::{ErrorType, Output, typed_errors};
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
    for group in &context.names.groups {
        lines += &format!(" {} {} {{\n", written(&group.module), group.handle);
        for names in &group.operations {
            lines += &operation(&Printed::new(context, group, names));
        }
        lines += "}";
    }
    lines += ");";
    let uses = [
        ("types::", "super::types"),
        ("PartEncoding::", "crate::runtime::multipart_of::PartEncoding"),
        ("Param::", "crate::runtime::param::Param"),
        ("Style::", "crate::runtime::param::Style"),
    ];
    let mut text = "//! A server for tests of what calls the API.\n".to_owned();
    for (_, path) in uses.iter().filter(|(word, _)| names(&lines, word)) {
        text += &format!("\nuse {path};");
    }
    text += "\nuse crate::runtime::mock_api::mock;";
    Source { path: format!("{}.rs", context.names.mock), items: vec![Item::Text(text), Item::Text(lines)] }
}

/// Whether the lines have the word, not as the end of another nor within a text or documentation.
fn names(lines: &str, word: &str) -> bool {
    let lines: String = lines.lines().filter(|line| !line.trim_start().starts_with("///")).collect();
    let lines = lines.replace(r"\\", "").replace(r#"\""#, "");
    let mut code = lines.split('"').step_by(2);
    code.any(|code| code.split([' ', '(', '[', '<']).any(|start| start.starts_with(word)))
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
        operation.path
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
