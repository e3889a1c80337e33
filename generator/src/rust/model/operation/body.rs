//! Request bodies: their argument and the type that is sent.

use super::parameter::{check_imports, written_style};
use crate::ir::{self, BodyEncoding, ParameterLocation};
use crate::rust::facts::{Side, ValueChecks};
use crate::rust::imports;
use crate::rust::model::{Argument, RustType, Tables};

/// A request body: an argument of the method if it is required, else a setter of the request builder.
#[derive(Debug)]
pub struct Body<'a> {
    /// Its IR.
    pub data: &'a ir::Body,
    /// How a caller passes it.
    pub argument: Argument<RustType>,
    /// The type that is serialised; `None` for plain text and raw bytes.
    pub sent: Option<RustType>,
    /// The constraints that are checked before it is sent.
    pub checks: ValueChecks,
}

impl<'a> Body<'a> {
    pub(super) fn new(tables: Tables<'_>, data: &'a ir::Body) -> Self {
        let argument = match data.encoding {
            BodyEncoding::Text => Argument::Text,
            BodyEncoding::Bytes => Argument::Into(RustType::Fixed("crate::Upload")),
            _ => Argument::of(tables, &data.ty, Side::Request).for_body(),
        };
        let as_it_is = matches!(data.encoding, BodyEncoding::Text | BodyEncoding::Bytes);
        let sent = (!as_it_is).then(|| RustType::of(tables, &data.ty, Side::Request));
        let checks = match as_it_is {
            true => ValueChecks::default(),
            false => tables.facts.value_checks(tables.api, &data.ty, &data.rules),
        };
        Self { data, argument, sent, checks }
    }

    pub(super) fn imports(&self) -> impl Iterator<Item = &'static str> {
        self.encoding_imports().chain(check_imports(&self.checks, true))
    }

    /// The imports for the encoding of its form fields.
    pub fn encoding_imports(&self) -> impl Iterator<Item = &'static str> {
        let parts = &self.data.parts;
        let mut styles = parts.iter().filter_map(|part| part.style);
        let param = parts.iter().any(|part| part.style.is_some()).then_some(imports::PARAM);
        let style = styles
            .any(|style| written_style(ParameterLocation::Query, style).is_some())
            .then_some(imports::STYLE);
        let multipart = self.data.encoding == BodyEncoding::Multipart && !parts.is_empty();
        param.into_iter().chain(style).chain(multipart.then_some(imports::PART_ENCODING))
    }
}
