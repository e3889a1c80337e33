//! Parameters of operations, and their styles if these are not the default of their location.

use crate::ir::{self, ParameterEncoding, ParameterLocation, Style};
use crate::rust::facts::{Side, ValueChecks};
use crate::rust::imports;
use crate::rust::model::{Argument, RustType, Tables};

/// A parameter: an argument of the method if it is required, else a setter of the request builder.
#[derive(Debug)]
pub struct Parameter<'a> {
    /// Its IR.
    pub data: &'a ir::Parameter,
    /// Its name.
    pub name: &'a str,
    /// How a caller passes it.
    pub argument: Argument<RustType>,
    /// The constraints that are checked before it is sent.
    pub checks: ValueChecks,
}

impl<'a> Parameter<'a> {
    pub(super) fn new(tables: Tables<'_>, data: &'a ir::Parameter, name: &'a str) -> Self {
        let argument = Argument::of(tables, &data.ty, Side::Request);
        Self { data, name, argument, checks: tables.facts.value_checks(tables.api, &data.ty, &data.rules) }
    }

    pub(super) fn imports(&self) -> impl Iterator<Item = &'static str> {
        let style = written_style(self.data.location, self.data.encoding).map(|_| imports::STYLE);
        [imports::PARAM].into_iter().chain(style).chain(check_imports(&self.checks, self.data.required))
    }
}

/// The style, if it is not the default of the location.
pub(crate) fn written_style(location: ParameterLocation, encoding: ParameterEncoding) -> Option<Style> {
    match encoding {
        ParameterEncoding::Style { style, .. } => {
            Some(style).filter(|style| *style != Style::by_default(location))
        }
        ParameterEncoding::WholeQuery { .. } => Some(Style::Whole),
        ParameterEncoding::Json => None,
    }
}

/// The imports of a group's file for the checks of a value.
pub(super) fn check_imports(checks: &ValueChecks, is_argument: bool) -> impl Iterator<Item = &'static str> {
    let check = (is_argument && !checks.rules.is_empty()).then_some(imports::CHECK);
    let pattern = crate::rust::model::has_pattern(&checks.rules).then_some(imports::PATTERN);
    check.into_iter().chain(pattern)
}
