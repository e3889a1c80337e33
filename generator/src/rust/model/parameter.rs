//! Parameters of operations, and how they are written where that is not the default of their place.

use super::{Argument, RustType, Tables};
use crate::ir::{self, ParameterEncoding, ParameterLocation, Style};
use crate::rust::facts::{Side, ValueChecks};
use crate::rust::imports;

/// A parameter: an argument of the method where it is required, else a setter of the request builder.
#[derive(Debug)]
pub struct Parameter<'a> {
    /// What the document says of it.
    pub data: &'a ir::Parameter,
    /// What it is called.
    pub name: &'a str,
    /// How it is handed in.
    pub argument: Argument<RustType>,
    /// What is checked of it before it is sent.
    pub asked: ValueChecks,
}

impl<'a> Parameter<'a> {
    pub(super) fn new(tables: Tables<'_>, data: &'a ir::Parameter, name: &'a str) -> Self {
        let argument = Argument::of(tables, &data.ty, Side::Request);
        Self { data, name, argument, asked: tables.facts.value_checks(tables.api, &data.ty, &data.rules) }
    }

    pub(super) fn imports(&self) -> impl Iterator<Item = &'static str> {
        let style = written_style(self.data.location, self.data.encoding).map(|_| imports::STYLE);
        [imports::PARAM].into_iter().chain(style).chain(check_imports(&self.asked, self.data.required))
    }
}

/// The style to write down where it is not the default of the place.
pub(crate) fn written_style(location: ParameterLocation, encoding: ParameterEncoding) -> Option<Style> {
    match encoding {
        ParameterEncoding::Style { style, .. } => {
            Some(style).filter(|style| *style != Style::by_default(location))
        }
        ParameterEncoding::WholeQuery { .. } => Some(Style::Whole),
        ParameterEncoding::Json => None,
    }
}

/// What a group's file imports for what is checked of a value.
pub(super) fn check_imports(asked: &ValueChecks, is_argument: bool) -> impl Iterator<Item = &'static str> {
    let check = (is_argument && !asked.rules.is_empty()).then_some(imports::CHECK);
    let pattern = super::has_pattern(&asked.rules).then_some(imports::PATTERN);
    check.into_iter().chain(pattern)
}
