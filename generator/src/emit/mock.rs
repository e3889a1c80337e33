//! The server for tests of an API: a line an operation, from which a macro of the runtime makes its methods.

use super::client::credentials;
use super::operation::Printed;
use super::outcome::{ErrorType, Output};
use super::ty::{From, ty};
use super::{Context, Item, Source};
use crate::facts::Side;
use crate::ir::{BodyEncoding, SchemeKind};
use crate::names::ident::written;

/// What the module is called: `mock`, unless a group of operations is called so.
pub fn module(context: &Context<'_>) -> &'static str {
    if context.names.groups.iter().any(|group| group.module == "mock") { "mock_server" } else { "mock" }
}

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
    let mut text = "//! A server for tests of what calls the API.\n".to_owned();
    if lines.contains("types::") {
        text += "\nuse super::types;";
    }
    if lines.contains("Untyped") {
        text += "\nuse crate::runtime::error_body::Untyped;";
    }
    text += "\nuse crate::runtime::mock::mock;";
    Source { path: format!("{}.rs", module(context)), items: vec![Item::Text(text), Item::Text(lines)] }
}

/// `attach(types::AttachTags) -> Vec<types::Tag>, Untyped = "tags_attach" "POST" "/tags";`
fn operation(printed: &Printed<'_>) -> String {
    let operation = printed.operation;
    let untyped = || "Untyped".to_owned();
    let body = operation.body.as_ref().filter(|body| body.encoding == BodyEncoding::Json);
    let body =
        body.map_or_else(untyped, |body| ty(printed.context, &body.ty, Side::Request, From::Operations));
    let success = match &printed.output {
        Output::Json(ty) | Output::MaybeJson(ty) => ty.clone(),
        _ => untyped(),
    };
    let error = match &printed.error {
        ErrorType::Several => "serde_json::Value".to_owned(),
        ErrorType::One(_) | ErrorType::Untyped => printed.error(),
    };
    let id = operation.id.clone().unwrap_or_else(|| format!("{} {}", operation.method, operation.path));
    format!(
        "    {}({body}) -> {success}, {error} = {id:?} {:?} {:?};\n",
        written(&printed.names.method),
        operation.method,
        operation.path
    )
}
