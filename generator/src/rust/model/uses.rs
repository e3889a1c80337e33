//! The crates and parts of the runtime that only some APIs need, and which APIs of the crate need them.

use std::collections::BTreeSet;

use super::symbol;
use super::{Tables, has_pattern};
use crate::ir::{BodyEncoding, Enumeration, Literal, Operation, SchemeKind, Shape, Success, TypeId, Union};
use crate::rust::embed::Need;
use crate::rust::facts::ValueChecks;

/// The needs of each API of a crate, beyond what every API needs.
#[derive(Debug)]
pub struct Uses<'a> {
    /// The feature of each API, with its needs. An API that is the crate itself has no feature.
    apis: Vec<(Option<&'a str>, BTreeSet<Need>)>,
    /// Whether there are mock servers, for any API.
    pub mock: bool,
}

/// The APIs that need something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NeededBy<'a> {
    /// No API.
    NoApi,
    /// Every API, so that no feature is required.
    AllApis,
    /// The APIs with these features.
    Apis(Vec<&'a str>),
}

impl<'a> Uses<'a> {
    /// Starts without APIs.
    pub fn new(mock: bool) -> Self {
        Self { apis: Vec::new(), mock }
    }

    /// Adds an API with its feature.
    pub fn add(&mut self, feature: Option<&'a str>, tables: Tables<'_>) {
        let Tables { api, facts, names, .. } = tables;
        let operations: Vec<usize> = names.operations().collect();
        let types: Vec<TypeId> = names.type_ids().collect();
        let mut needs = needs(tables, &operations, &types);
        needs.extend(types.iter().any(|id| facts.secret[id.0]).then_some(Need::Redacted));
        needs.extend(check_needs(&facts.all_value_checks(api, &operations, &types)));
        self.apis.push((feature, needs));
    }

    /// The APIs that need any of these.
    pub fn needed_by(&self, any: &[Need]) -> NeededBy<'a> {
        let needing: Vec<Option<&str>> = self
            .apis
            .iter()
            .filter(|(_, used)| any.iter().any(|wanted| used.contains(wanted)))
            .map(|(feature, _)| *feature)
            .collect();
        match needing.len() {
            0 => NeededBy::NoApi,
            some if some == self.apis.len() => NeededBy::AllApis,
            _ => NeededBy::Apis(needing.into_iter().flatten().collect()),
        }
    }
}

impl NeededBy<'_> {
    /// The line of the `cfg` attribute for these features; empty if no feature is required.
    pub fn gate(&self) -> String {
        match self {
            Self::NoApi | Self::AllApis => String::new(),
            Self::Apis(features) => match features.as_slice() {
                [one] => format!("#[cfg(feature = {one:?})]\n"),
                several => {
                    let several: Vec<String> =
                        several.iter().map(|feature| format!("feature = {feature:?}")).collect();
                    format!("#[cfg(any({}))]\n", several.join(", "))
                }
            },
        }
    }
}

/// The crates and parts of the runtime that an API needs, beyond what every API needs.
fn needs(tables: Tables<'_>, operations: &[usize], types: &[TypeId]) -> BTreeSet<Need> {
    let Tables { api, scalars, .. } = tables;
    let mut used = BTreeSet::new();
    let shapes = || types.iter().map(|id| &api.type_def(*id).shape);
    let operations = || operations.iter().map(|index| &api.operations[*index]);
    let held = shapes().flat_map(Shape::types);
    let called = operations().flat_map(Operation::types);
    held.chain(called).for_each(|ty| symbol::needs(scalars, ty, &mut used));
    used.extend(shapes().filter_map(of_shape));
    used.extend(operations().flat_map(of_operation));
    used.extend(api.schemes.iter().any(|scheme| scheme.token_url.is_some()).then_some(Need::OAuth));
    used.extend(api.schemes.iter().any(|scheme| scheme.kind == SchemeKind::Basic).then_some(Need::Basic));
    used.extend(api.webhooks.as_ref().map(|_| Need::Webhooks));
    used.extend(api.servers.iter().any(|server| !server.variables.is_empty()).then_some(Need::Servers));
    used
}

fn of_shape(shape: &Shape) -> Option<Need> {
    match shape {
        Shape::Enum(Enumeration { kind: Literal::Integer, .. }) => Some(Need::IntEnum),
        Shape::Enum(Enumeration { kind: Literal::Mixed, .. }) => Some(Need::ValueEnum),
        Shape::Union(Union { tag: Some(_), .. }) => Some(Need::TaggedUnion),
        Shape::Union(_) => Some(Need::Union),
        _ => None,
    }
}

fn of_operation(operation: &Operation) -> impl Iterator<Item = Need> {
    let sent: &[Need] = match operation.body.as_ref().map(|body| body.encoding) {
        Some(BodyEncoding::Multipart) => &[Need::Upload, Need::Multipart],
        Some(BodyEncoding::Bytes) => &[Need::Upload],
        Some(BodyEncoding::Form) => &[Need::Form],
        Some(BodyEncoding::Lines) => &[Need::Lines],
        _ => &[],
    };
    let encoded = operation.body.as_ref().filter(|body| body.is_encoded()).map(|_| Need::Charset);
    let answered = match operation.success.only() {
        Some(Success::Bytes) => Some(Need::Download),
        Some(Success::Stream(_)) => Some(Need::Stream),
        _ => None,
    };
    let paged = operation.paging.as_ref().map(|_| Need::Paging);
    let in_body = operation.paging.as_ref().filter(|paging| paging.in_body()).map(|_| Need::PagingBody);
    let headers = (!operation.headers.is_empty()).then_some(Need::Headers);
    sent.iter().copied().chain(encoded).chain(answered).chain(paged).chain(in_body).chain(headers)
}

/// The parts of the runtime that the checks of an API need.
fn check_needs(checks: &[ValueChecks]) -> Vec<Need> {
    let pattern = checks.iter().any(|check| has_pattern(&check.rules));
    let used = [(!checks.is_empty(), Need::Validate), (pattern, Need::Pattern)];
    used.into_iter().filter(|(used, _)| *used).map(|(_, part)| part).collect()
}
