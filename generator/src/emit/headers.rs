//! What reads the headers that an operation's answers document: a struct around them, a line a header.

use super::operation::Printed;
use super::statuses::said_statuses;
use super::ty::{From, ty};
use super::{Item, doc};
use crate::facts::Side;
use crate::ir::{Header, HeaderEncoding};
use crate::names::ident::written;

/// The struct, and what its methods are made of.
pub(super) fn items(printed: &Printed<'_>) -> Vec<Item> {
    let (name, methods) = &printed.names.headers;
    let link = printed.link();
    let declared = format!(
        "/// Headers of what {link} answers, of a failure too: `{name}::of(response.headers())`.\n\
         #[derive(Debug, Clone, Copy)]\npub struct {name}<'a>(&'a http::HeaderMap);"
    );
    let headers = printed.operation.headers.iter().zip(methods);
    let lines: String = headers.map(|(header, method)| line(printed, header, method)).collect();
    vec![Item::Text(declared), Item::Text(format!("headers!({name} {{\n{lines}}});"))]
}

/// `x_total: i64 = simple("X-Total");`
fn line(printed: &Printed<'_>, header: &Header, method: &str) -> String {
    let notes = printed.context.notes.get(&header.pointer);
    let mut lines = doc::lines(&header.doc, None, &format!("{}.", doc::code(&header.wire)));
    if !header.only_with.is_empty() {
        let statuses = header.only_with.iter().map(|statuses| said_statuses(*statuses).replace("Any", "any"));
        doc::own(&mut lines, &format!("With {}.", statuses.collect::<Vec<_>>().join(", ")));
    }
    doc::quirks(&mut lines, notes);
    let docs = doc::comment(&lines, "    ");
    let deprecated = if header.doc.deprecated { "    #[deprecated]\n" } else { "" };
    let ty = ty(printed.context, &header.ty, Side::Response, From::Operations);
    format!(
        "{docs}{deprecated}    {}: {ty} = {}({:?});\n",
        written(method),
        way(header.encoding),
        header.wire
    )
}

/// The runtime's function for how a header is written.
fn way(encoding: HeaderEncoding) -> &'static str {
    match encoding {
        HeaderEncoding::Simple => "simple",
        HeaderEncoding::Exploded => "exploded",
        HeaderEncoding::Json => "json",
        HeaderEncoding::Lines => "lines",
    }
}
