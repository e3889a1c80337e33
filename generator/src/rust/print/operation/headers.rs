//! Prints the struct that reads documented response headers, one line per header.

use super::OperationPrinter;
use super::statuses::status_text;
use crate::ir::HeaderEncoding;
use crate::rust::model::{HeaderReader, Within};
use crate::rust::names::ident::written;
use crate::rust::print::{Item, doc};

/// Prints the struct, and the macro that creates its methods.
pub(super) fn items(printed: &OperationPrinter<'_>) -> Vec<Item> {
    let name = &printed.operation.names.headers.0;
    let link = printed.link();
    let declared = format!(
        "/// Typed headers of responses of {link}, errors too: `{name}::of(response.headers())`.\n\
         #[derive(Debug, Clone, Copy)]\npub struct {name}<'a>(&'a http::HeaderMap);"
    );
    let lines: String = printed.operation.headers.iter().map(|header| line(printed, header)).collect();
    vec![Item::Text(declared), Item::Text(format!("headers!({name} {{\n{lines}}});"))]
}

/// Prints `x_total: i64 = simple("X-Total");`.
fn line(printed: &OperationPrinter<'_>, reader: &HeaderReader<'_>) -> String {
    let header = reader.data;
    let notes = printed.context.notes.get(&header.pointer);
    let mut lines = doc::lines(&header.doc, None, &format!("{}.", doc::code(&header.wire)));
    if !header.only_with.is_empty() {
        let statuses = header.only_with.iter().map(|statuses| status_text(*statuses).replace("Any", "any"));
        doc::own_paragraph(&mut lines, &format!("With {}.", statuses.collect::<Vec<_>>().join(", ")));
    }
    doc::quirks(&mut lines, notes);
    let docs = doc::comment(&lines, "    ");
    let deprecated = if header.doc.deprecated { "    #[deprecated]\n" } else { "" };
    let ty = reader.ty.written(Within::Group);
    format!(
        "{docs}{deprecated}    {}: {ty} = {}({:?});\n",
        written(reader.name),
        header_method(header.encoding),
        header.wire
    )
}

/// Returns the runtime's function for the encoding of a header.
fn header_method(encoding: HeaderEncoding) -> &'static str {
    match encoding {
        HeaderEncoding::Simple => "simple",
        HeaderEncoding::Exploded => "exploded",
        HeaderEncoding::Json => "json",
        HeaderEncoding::Lines => "lines",
    }
}
