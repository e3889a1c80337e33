//! The trait for checking a value before it is sent, and its error.

use super::super::error::build::BuildError;
use std::collections::BTreeMap;
use std::fmt;

/// The error for a value that violates a constraint of the document. Its text shows no values except numbers, and no
/// secret ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    pub(crate) path: String,
    pub(crate) rule: &'static str,
    pub(crate) reason: String,
}

impl Invalid {
    /// The path of the value, such as `items[3].name`; empty for the validated value itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The violated constraint, by its keyword in the document, such as `maxLength`.
    pub fn rule(&self) -> &'static str {
        self.rule
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let between = if self.path.is_empty() { "" } else { ": " };
        write!(f, "{}{between}{} ({})", self.path, self.reason, self.rule)
    }
}

impl std::error::Error for Invalid {}

impl From<Invalid> for BuildError {
    fn from(invalid: Invalid) -> Self {
        BuildError::new(invalid.to_string())
    }
}

/// The path to a value, starting at the validated value.
#[derive(Debug, Clone, Copy)]
pub enum ValuePath<'a> {
    /// The validated value itself.
    Whole,
    /// A member, by its JSON key.
    Member(&'a ValuePath<'a>, &'a str),
    /// An item, by its index.
    Item(&'a ValuePath<'a>, usize),
}

impl fmt::Display for ValuePath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |key: &str| {
            !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'))
        };
        match self {
            Self::Whole => Ok(()),
            Self::Member(ValuePath::Whole, key) if plain(key) => f.write_str(key),
            Self::Member(home, key) if plain(key) => write!(f, "{home}.{key}"),
            Self::Member(home, key) => write!(f, "{home}[{key:?}]"),
            Self::Item(home, index) => write!(f, "{home}[{index}]"),
        }
    }
}

/// A value that can be checked before it is sent.
pub trait Check {
    /// Checks all constraints of the value, which is at the path `at`.
    ///
    /// # Errors
    /// The first value that violates a constraint.
    fn check(&self, at: &ValuePath<'_>) -> Result<(), Invalid>;
}

impl<T: Check> Check for Option<T> {
    fn check(&self, at: &ValuePath<'_>) -> Result<(), Invalid> {
        self.as_ref().map_or(Ok(()), |value| value.check(at))
    }
}

impl<T: Check> Check for Box<T> {
    fn check(&self, at: &ValuePath<'_>) -> Result<(), Invalid> {
        (**self).check(at)
    }
}

impl<T: Check> Check for Vec<T> {
    fn check(&self, at: &ValuePath<'_>) -> Result<(), Invalid> {
        self.iter().enumerate().try_for_each(|(index, item)| item.check(&ValuePath::Item(at, index)))
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    fn check(&self, at: &ValuePath<'_>) -> Result<(), Invalid> {
        self.iter().try_for_each(|(key, value)| value.check(&ValuePath::Member(at, key)))
    }
}
