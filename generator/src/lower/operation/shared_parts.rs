//! Counts the parts that operations may share. The client contains a shared part once for each operation, so a small
//! document could produce a large client; the parts of all operations are counted against a budget.

use crate::ir::{Doc, ErrorCase, Operation};

/// The bytes of documentation that count as one part.
const BYTES_PER_PART: usize = 1024;

/// Returns the number of parts that an operation may share with others: parameters, headers, responses and alternatives
/// of credentials, with their documentation.
pub(in crate::lower) fn count(operation: &Operation) -> usize {
    let parameters = operation.parameters.iter().map(|parameter| doc_parts(&parameter.doc));
    let headers = operation.headers.iter().map(|header| doc_parts(&header.doc));
    let body = operation.body.iter().map(|body| doc_parts(&body.doc) + body.parts.len());
    let answers = operation.errors.iter().map(error_parts);
    let credentials = operation.security.iter().map(|alternative| 1 + alternative.len());
    parameters.chain(headers).chain(body).chain(answers).chain(credentials).sum()
}

fn doc_parts(doc: &Doc) -> usize {
    1 + text_parts(doc.description.as_deref()) + doc.constraints.len()
}

fn error_parts(case: &ErrorCase) -> usize {
    1 + text_parts(case.description.as_deref())
}

fn text_parts(text: Option<&str>) -> usize {
    text.map_or(0, str::len) / BYTES_PER_PART
}
