//! Prints the mock server of an API: one line per operation, from which a macro of the runtime creates the methods.

use std::collections::BTreeSet;

use super::{Context, Item, Source, doc, operation};
use crate::ir::Framing;
use crate::rust::model::{Body, Client, ErrorType, Group, Operation, Output, RustType, Within};
use crate::rust::names::ident::written;

/// Prints its file.
pub(super) fn source(context: &Context<'_>) -> Source {
    let client = Client::new(context.tables);
    let credentials: Vec<String> = client
        .credentials
        .iter()
        .filter(|credential| !credential.unused)
        .map(|credential| match credential.secret() {
            None => format!("{}(\"mock\", \"mock\")", credential.method),
            Some(_) => format!("{}(\"mock\")", credential.method),
        })
        .collect();
    let mut lines = format!("mock!(Client {{ {} }}", credentials.join(" "));
    let mut uses = BTreeSet::new();
    for (index, group) in context.tables.names.groups.iter().enumerate() {
        let gate = context.features.gate_of_group(index);
        lines += &format!(" {gate}{} {} {{\n", written(&group.module), group.handle);
        for operation in Group::new(context.tables, group).operations {
            self::uses(&operation, &mut uses);
            lines += &line(&operation, client.base_path());
        }
        lines += "}";
    }
    lines += ");";
    let mut text = "//! A mock server for tests.\n".to_owned();
    if uses.remove(TYPES) {
        let unused = if context.features.all.is_some() { MAYBE_UNUSED } else { "" };
        text += &format!("\n{unused}use {TYPES};");
    }
    for path in uses {
        let unused = if context.features.all.is_some() { MAYBE_UNUSED } else { "" };
        text += &format!("\n{unused}use crate::runtime::{path};");
    }
    text += "\nuse crate::runtime::mock::mock;";
    Source {
        path: format!("{}.rs", context.tables.names.mock),
        items: vec![Item::Text(text), Item::Text(lines)],
    }
}

/// The path of the API's types from the mock's file.
const TYPES: &str = "super::types";

/// The imports of a crate whose groups may all be left out.
const MAYBE_UNUSED: &str = "#[allow(unused_imports, reason = \"groups are features\")]\n";

/// Adds the imports for the line of an operation.
fn uses(operation: &Operation<'_>, uses: &mut BTreeSet<&'static str>) {
    let sent = operation.body.as_ref();
    let named = sent.and_then(|sent| sent.sent.as_ref()).is_some_and(RustType::names_api_type);
    uses.extend((named || operation.answers_with_api_types()).then_some(TYPES));
    uses.extend(sent.into_iter().flat_map(Body::encoding_imports));
}

/// `attach(json types::AttachTags) -> json(Vec<types::Tag>), untyped() = "tags_attach" "POST" "/tags";`
fn line(operation: &Operation<'_>, base_path: Option<&str>) -> String {
    let sent = operation.body.as_ref().map(operation::mock_body).unwrap_or_default();
    let hides = match operation.secrets.is_empty() {
        true => String::new(),
        false => format!(" hides {:?}", Vec::from_iter(&operation.secrets)),
    };
    let data = operation.data;
    let call = format!("{} {}", data.method, data.path);
    let id = data.id.as_ref().unwrap_or(&call);
    let about = doc::comment(&[format!("Expects {}.", doc::code(&call))], "    ");
    format!(
        "{about}    {}({sent}) -> {}, {} = {id:?} {:?} {:?}{hides};\n",
        written(&operation.names.method),
        success(operation),
        error(operation),
        data.method,
        format!("{}{}", base(operation, base_path), data.path)
    )
}

/// The path on the server below which an operation is, where the document names a path and no server.
fn base<'a>(operation: &Operation<'a>, base_path: Option<&'a str>) -> &'a str {
    let own = operation.data.server.as_deref().filter(|server| !server.contains("://"));
    base_path.map_or("", |path| own.unwrap_or(path)).trim_end_matches('/')
}

fn success(operation: &Operation<'_>) -> String {
    let named = |ty: &RustType| ty.written(Within::Mock);
    match &operation.output {
        Output::Unit => "unit()".to_owned(),
        Output::Json(ty) | Output::MaybeJson(ty) => format!("json({})", named(ty)),
        Output::Text => "text()".to_owned(),
        Output::Bytes => "bytes()".to_owned(),
        Output::Stream(streamed, item) => match (streamed.framing, &streamed.item) {
            (Framing::Events, Some(_)) => format!("events({})", named(item)),
            (Framing::WholeEvents, _) => format!("whole_events({})", named(item)),
            (Framing::Events, None) => "text_events()".to_owned(),
            (Framing::Lines, _) => format!("lines({:?}, {})", streamed.media_type, named(item)),
            (Framing::JsonSeq, _) => format!("json_seq({})", named(item)),
        },
        Output::ByStatus(cases) => {
            format!(
                "statuses({} {{ {} }})",
                named(&operation.outcome.success),
                operation::mock_statuses(cases)
            )
        }
    }
}

fn error(operation: &Operation<'_>) -> String {
    let named = |ty: &RustType| ty.written(Within::Mock);
    match &operation.error {
        ErrorType::Untyped => "untyped()".to_owned(),
        ErrorType::One(ty) => format!("json({})", named(ty)),
        ErrorType::ByStatus(cases) => {
            format!("statuses({} {{ {} }})", named(&operation.outcome.error), operation::mock_statuses(cases))
        }
    }
}
