//! Counts the parts that operations may share. The client contains a shared part once for each operation, so a small
//! document could produce a large client; the parts of all operations are counted against a budget.

use crate::ir::{Doc, ErrorCase, Operation};

/// The bytes of documentation that count as one part.
const TEXT: usize = 1024;

/// Returns the number of parts that an operation may share with others: parameters, headers, responses and alternatives
/// of credentials, with their documentation.
pub(in crate::lower) fn parts(operation: &Operation) -> usize {
    let parameters = operation.parameters.iter().map(|parameter| documented(&parameter.doc));
    let headers = operation.headers.iter().map(|header| documented(&header.doc));
    let body = operation.body.iter().map(|body| documented(&body.doc) + body.parts.len());
    let answers = operation.errors.iter().map(answer);
    let credentials = operation.security.iter().map(|alternative| 1 + alternative.len());
    parameters.chain(headers).chain(body).chain(answers).chain(credentials).sum()
}

fn documented(doc: &Doc) -> usize {
    1 + text(doc.description.as_deref()) + doc.constraints.len()
}

fn answer(case: &ErrorCase) -> usize {
    1 + text(case.description.as_deref())
}

fn text(text: Option<&str>) -> usize {
    text.map_or(0, str::len) / TEXT
}
