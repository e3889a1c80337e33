//! The operations that front pages show: for each purpose, the candidates of an API with the most telling first.

use super::{Operation, Tables};
use crate::ir::{self, BodyEncoding, Shape, Statuses, Success, TextFormat, Type};
use crate::rust::names::{GroupNames, OperationNames};

/// What a front page shows with an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The first call: a list or another read; any operation where the API has none.
    First,
    /// A list that is read page by page.
    Pages,
    /// A request body.
    Body,
    /// Content that is sent.
    Upload,
    /// Content that is received.
    Download,
    /// A stream of events or lines.
    Stream,
    /// An error with its body.
    Failure,
}

/// An operation with the names of its group.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The group.
    pub group: &'a GroupNames,
    names: &'a OperationNames,
    data: &'a ir::Operation,
}

/// The most candidates of a purpose, so that a large API costs no more than a small one.
const MAX_CANDIDATES: usize = 24;

impl<'a> Candidate<'a> {
    /// The operation.
    pub fn operation(&self, tables: Tables<'a>) -> Operation<'a> {
        Operation::new(tables, &self.group.module, self.names)
    }
}

/// The candidates for a purpose, the best first.
pub fn candidates(tables: Tables<'_>, purpose: Purpose) -> Vec<Candidate<'_>> {
    let all =
        tables.names.groups.iter().flat_map(|group| group.operations.iter().map(move |names| (group, names)));
    let all = all.map(|(group, names)| Candidate { group, names, data: &tables.api.operations[names.index] });
    let mut fit: Vec<_> =
        all.filter_map(|one| Some((key(rank(tables, purpose, one.data)?, &one), one))).collect();
    fit.sort_by_key(|(key, _)| *key);
    fit.into_iter().take(MAX_CANDIDATES).map(|(_, one)| one).collect()
}

/// The order of candidates: by rank, then by path, so that an operation that joins takes no other's place unless
/// it ranks better. A deprecated operation comes last.
fn key(rank: usize, one: &Candidate<'_>) -> (bool, usize, bool, usize) {
    (one.data.doc.deprecated, rank, one.data.variant.is_some(), one.names.index)
}

/// How many parameters a caller has to give.
fn arguments(operation: &ir::Operation) -> usize {
    operation.parameters.iter().filter(|parameter| parameter.required && parameter.only.is_none()).count()
}

/// How well an operation shows a purpose, 0 is best; `None` if it does not.
fn rank(tables: Tables<'_>, purpose: Purpose, operation: &ir::Operation) -> Option<usize> {
    let only = operation.success.only();
    let holds = |fits: bool| fits.then_some(0);
    match purpose {
        Purpose::First => Some(first_rank(tables, operation)),
        Purpose::Pages => holds(operation.paging.is_some()),
        Purpose::Body => body_rank(tables, operation),
        Purpose::Upload => upload_rank(tables, operation),
        Purpose::Download => {
            matches!(only, Some(Success::Bytes)).then(|| usize::from(operation.method != "GET"))
        }
        Purpose::Stream => {
            matches!(only, Some(Success::Stream(_))).then(|| usize::from(sends_content(operation)))
        }
        Purpose::Failure => failure_rank(tables, operation),
    }
}

fn first_rank(tables: Tables<'_>, operation: &ir::Operation) -> usize {
    if operation.key.starts_with("/.") {
        return LAST; // `/.well-known/…` is about the server
    }
    let is_read = operation.method == "GET" && operation.body.is_none();
    let takes = arguments(operation) > 0;
    match operation.success.only() {
        Some(Success::Json(ty)) if is_read && !takes && is_list(tables, operation, ty) => 0,
        Some(Success::Json(_)) if is_read => 1,
        Some(Success::Json(_)) => 2,
        Some(Success::Text | Success::Unit) => 3,
        _ => LAST,
    }
}

/// The rank of what shows least.
const LAST: usize = 4;

/// Returns true if an operation answers with a list, alone or in an object.
fn is_list(tables: Tables<'_>, operation: &ir::Operation, ty: &Type) -> bool {
    let is_array = |ty: &Type| matches!(tables.api.unalias(ty.strip_null().0), Type::Array(_));
    let in_object = |ty: &Type| match tables.api.unalias(ty) {
        Type::Named(id) => match &tables.api.type_def(*id).shape {
            Shape::Object(object) => object.fields.iter().any(|field| is_array(&field.ty)),
            _ => false,
        },
        _ => false,
    };
    operation.paging.is_some() || is_array(ty) || in_object(ty)
}

/// A JSON object, required, of a `POST` and with an answer.
fn body_rank(tables: Tables<'_>, operation: &ir::Operation) -> Option<usize> {
    let body = operation.body.as_ref().filter(|body| body.encoding == BodyEncoding::Json)?;
    let object = object(tables, &body.ty)?;
    let is_json = matches!(operation.success.only(), Some(Success::Json(_)));
    let has_required = object.fields.iter().any(|field| field.required);
    let is_stream = matches!(operation.success.only(), Some(Success::Stream(_) | Success::Bytes));
    let lacks = [operation.method == "POST", body.required, is_json, has_required];
    (!is_stream).then(|| lacks.into_iter().filter(|has| !has).count())
}

fn object<'a>(tables: Tables<'a>, ty: &'a Type) -> Option<&'a ir::Object> {
    match tables.api.unalias(ty) {
        Type::Named(id) => match &tables.api.type_def(*id).shape {
            Shape::Object(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}

/// Returns true if a body is no JSON.
fn sends_content(operation: &ir::Operation) -> bool {
    operation.body.as_ref().is_some_and(|body| body.encoding != BodyEncoding::Json)
}

/// A form with a file, which more often is one of a few fields, or content as it is.
fn upload_rank(tables: Tables<'_>, operation: &ir::Operation) -> Option<usize> {
    let body = operation.body.as_ref()?;
    match body.encoding {
        BodyEncoding::Bytes => Some(1),
        BodyEncoding::Multipart => {
            let is_file = |ty: &Type| matches!(tables.api.unalias(ty), Type::Format(TextFormat::File));
            let mut fields = object(tables, &body.ty)?.fields.iter();
            fields.any(|field| field.required && is_file(&field.ty)).then_some(0)
        }
        _ => None,
    }
}

/// Errors with a body first; best the read of one thing, which may not be there.
fn failure_rank(tables: Tables<'_>, operation: &ir::Operation) -> Option<usize> {
    if matches!(operation.success.only(), Some(Success::Stream(_))) {
        return None;
    }
    let is_missing = |case: &ir::ErrorCase| case.statuses == Statuses::Code(404);
    let is_of_one = arguments(operation) > 0 && operation.errors.iter().any(is_missing);
    let is_read = operation.method == "GET" && operation.body.is_none();
    Some(match (tables.api.typed_errors(operation).is_empty(), is_read) {
        (false, true) if is_of_one => 0,
        (false, _) => 1,
        (true, true) => 2,
        (true, false) => 3,
    })
}
