//! Prints the pagination of a list in one line.

use super::OperationPrinter;
use crate::ir::{Body, BodyEncoding, Paging, PagingStyle};
use crate::rust::model::{Pages, Within};

/// types::TagPage => Prints `paged!(List => types::TagPage, types::Tag, Untyped =
/// Paging::next_url("/next").items("/results"));`.
pub(super) fn line(printed: &OperationPrinter<'_>, pages: &Pages<'_>) -> String {
    let (paging, item) = (pages.data, pages.item.written(Within::Group));
    let (call, page, error) = (&printed.operation.names.call, printed.success(), printed.error());
    let body = printed.operation.data.body.as_ref().filter(|_| paging.in_body());
    let described = paging_expression(paging) + &body.map(body_kind).unwrap_or_default();
    format!("paged!({call} => {page}, {item}, {error} =\n    {described});")
}

fn paging_expression(paging: &Paging) -> String {
    let style = match &paging.style {
        PagingStyle::Page { parameter, first } => format!("page({parameter:?}, {first})"),
        PagingStyle::Offset { parameter } => format!("offset({parameter:?})"),
        PagingStyle::Cursor { parameter, next } => format!("cursor({parameter:?}, {next:?})"),
        PagingStyle::Last { parameter, last } => format!("last({parameter:?}, {last:?})"),
        PagingStyle::NextUrl { next } => format!("next_url({next:?})"),
        PagingStyle::Link => "link()".to_owned(),
    };
    let mut text = format!("Paging::{style}");
    if !paging.items.is_empty() {
        text += &format!(".items({:?})", paging.items);
    }
    // If the server says what comes next, the number of items on a page does not matter.
    let counted = matches!(paging.style, PagingStyle::Page { .. }) || paging.short;
    if let Some(size) = paging.size.as_ref().filter(|size| counted || size.max > 0) {
        text += &format!(".size({:?}, {}, {})", size.parameter, size.default, size.max);
    }
    let ends =
        [("total", &paging.total), ("pages", &paging.pages), ("more", &paging.more), ("done", &paging.done)];
    for (method, pointer) in ends {
        text += &pointer.as_ref().map(|pointer| format!(".{method}({pointer:?})")).unwrap_or_default();
    }
    text + if paging.short { ".short()" } else { "" }
}

/// Prints `.in_json("application/json")`: the kind of body that has the pagination members.
fn body_kind(body: &Body) -> String {
    match body.encoding {
        BodyEncoding::Form => ".in_form()".to_owned(),
        _ => format!(".in_json({:?})", body.media_type),
    }
}
