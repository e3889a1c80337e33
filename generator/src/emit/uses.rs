//! Crates, and parts of the runtime, that the emitted code names only where an API needs them: which these are, and for
//! which of the crate's APIs.

use std::collections::BTreeSet;

use super::{Scalars, ty};
use crate::facts::{Asked, Facts};
use crate::ir::{
    Api, BodyEncoding, Constraint, Enumeration, Literal, Operation, SchemeKind, Shape, Success, Union,
};

/// What an API may need beyond what all do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Crate {
    /// UUIDs.
    Uuid,
    /// Dates and times.
    Chrono,
    /// Dates and times.
    Time,
    /// Base64 members.
    Base64,
    /// The part of the runtime that gets tokens for client credentials.
    OAuth,
    /// The part of the runtime that reads lists page by page.
    Paging,
    /// The part of the runtime for servers whose URLs have variables.
    Servers,
    /// Numbers that travel as texts.
    Quoted,
    /// Numbers digit for digit, which JSON's raw text keeps.
    Decimal,
    /// The same with arithmetic.
    RustDecimal,
    /// Forms to send as texts: no crate, but a part of the runtime, as all that follow.
    Form,
    /// A user and a password as credentials.
    Basic,
    /// Types that are one of several.
    Union,
    /// The same, told by a tag.
    TaggedUnion,
    /// Types that are one of some numbers.
    IntEnum,
    /// Types that are one of literals of several kinds.
    ValueEnum,
    /// Arrays of fixed positions.
    Tuple,
    /// Files and forms to send.
    Upload,
    /// Headers of answers to read.
    Headers,
    /// Bytes to receive piece by piece.
    Download,
    /// Events and lines to receive.
    Stream,
    /// What is checked before it is sent.
    Validate,
    /// Patterns among that.
    Pattern,
}

/// What each API of a crate needs beyond what all do.
#[derive(Debug)]
pub struct Uses<'a> {
    /// With the API's feature; an API that is the crate itself has none.
    apis: Vec<(Option<&'a str>, BTreeSet<Crate>)>,
    /// Whether there are servers for tests, whichever the API.
    pub mock: bool,
}

/// Whose need something is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By<'a> {
    /// No API's.
    Nobody,
    /// Every API's, so that it is there whatever the features.
    All,
    /// That of the APIs with these features.
    Some(Vec<&'a str>),
}

impl<'a> Uses<'a> {
    /// Those of no API yet.
    pub fn new(mock: bool) -> Self {
        Self { apis: Vec::new(), mock }
    }

    /// Adds an API with its feature.
    pub fn add(&mut self, feature: Option<&'a str>, api: &Api, facts: &Facts, scalars: Scalars) {
        let mut crates = crates(api, scalars);
        crates.extend(checks(&facts.all_asked(api)));
        self.apis.push((feature, crates));
    }

    /// Whose need any of these is.
    pub fn by(&self, any: &[Crate]) -> By<'a> {
        let needing: Vec<Option<&str>> = self
            .apis
            .iter()
            .filter(|(_, used)| any.iter().any(|wanted| used.contains(wanted)))
            .map(|(feature, _)| *feature)
            .collect();
        match needing.len() {
            0 => By::Nobody,
            some if some == self.apis.len() => By::All,
            _ => By::Some(needing.into_iter().flatten().collect()),
        }
    }
}

impl By<'_> {
    /// The attribute, a line, of what is only there with these features.
    pub fn gate(&self) -> String {
        match self {
            Self::Nobody | Self::All => String::new(),
            Self::Some(features) => match features.as_slice() {
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

/// The crates and parts of the runtime that an API needs beyond what all do.
fn crates(api: &Api, scalars: Scalars) -> BTreeSet<Crate> {
    let mut used = BTreeSet::new();
    let held = api.types.iter().flat_map(|def| def.shape.types());
    let called = api.operations.iter().flat_map(Operation::types);
    held.chain(called).for_each(|ty| ty::note_crates(scalars, ty, &mut used));
    used.extend(api.types.iter().filter_map(|def| of_shape(&def.shape)));
    used.extend(api.operations.iter().flat_map(of_operation));
    used.extend(api.schemes.iter().any(|scheme| scheme.token_url.is_some()).then_some(Crate::OAuth));
    used.extend(api.schemes.iter().any(|scheme| scheme.kind == SchemeKind::Basic).then_some(Crate::Basic));
    used.extend(api.servers.iter().any(|server| !server.variables.is_empty()).then_some(Crate::Servers));
    used
}

fn of_shape(shape: &Shape) -> Option<Crate> {
    match shape {
        Shape::Enum(Enumeration { kind: Literal::Integer, .. }) => Some(Crate::IntEnum),
        Shape::Enum(Enumeration { kind: Literal::Mixed, .. }) => Some(Crate::ValueEnum),
        Shape::Union(Union { tag: Some(_), .. }) => Some(Crate::TaggedUnion),
        Shape::Union(_) => Some(Crate::Union),
        _ => None,
    }
}

fn of_operation(operation: &Operation) -> impl Iterator<Item = Crate> {
    let sent = match operation.body.as_ref().map(|body| body.encoding) {
        Some(BodyEncoding::Multipart | BodyEncoding::Bytes) => Some(Crate::Upload),
        Some(BodyEncoding::Form) => Some(Crate::Form),
        _ => None,
    };
    let answered = match operation.success.only() {
        Some(Success::Bytes) => Some(Crate::Download),
        Some(Success::Stream(_)) => Some(Crate::Stream),
        _ => None,
    };
    let paged = operation.paging.as_ref().map(|_| Crate::Paging);
    let headers = (!operation.headers.is_empty()).then_some(Crate::Headers);
    sent.into_iter().chain(answered).chain(paged).chain(headers)
}

/// What of the runtime checks all that is asked.
fn checks(asked: &[Asked]) -> Vec<Crate> {
    let is_pattern = |constraint: &&Constraint| matches!(constraint, Constraint::Pattern(_));
    let pattern = asked.iter().any(|asked| asked.rules.all().iter().any(is_pattern));
    let used = [(!asked.is_empty(), Crate::Validate), (pattern, Crate::Pattern)];
    used.into_iter().filter(|(used, _)| *used).map(|(_, part)| part).collect()
}
