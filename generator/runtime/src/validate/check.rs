//! What can be checked before it is sent, and what is said where it does not keep a rule.

use super::super::error::build::BuildError;
use std::collections::BTreeMap;
use std::fmt;

/// A value that does not keep a rule of the document. Its text holds no value but numbers, and none that is secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    pub(crate) path: String,
    pub(crate) rule: &'static str,
    pub(crate) reason: String,
}

impl Invalid {
    /// Where the value is: `items[3].name`; empty for what was validated itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The rule, by its name in the document: `maxLength`.
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

/// The way to a value, from what is validated.
#[derive(Debug, Clone, Copy)]
pub enum At<'a> {
    /// What is validated.
    Whole,
    /// A member, by its JSON key.
    Member(&'a At<'a>, &'a str),
    /// An item, by its index.
    Item(&'a At<'a>, usize),
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |key: &str| {
            !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'))
        };
        match self {
            Self::Whole => Ok(()),
            Self::Member(At::Whole, key) if plain(key) => f.write_str(key),
            Self::Member(home, key) if plain(key) => write!(f, "{home}.{key}"),
            Self::Member(home, key) => write!(f, "{home}[{key:?}]"),
            Self::Item(home, index) => write!(f, "{home}[{index}]"),
        }
    }
}

/// What can be checked before it is sent.
pub trait Check {
    /// Whether every rule is kept.
    ///
    /// # Errors
    /// The first value that does not keep one.
    fn check(&self, at: &At<'_>) -> Result<(), Invalid>;
}

impl<T: Check> Check for Option<T> {
    fn check(&self, at: &At<'_>) -> Result<(), Invalid> {
        self.as_ref().map_or(Ok(()), |value| value.check(at))
    }
}

impl<T: Check> Check for Box<T> {
    fn check(&self, at: &At<'_>) -> Result<(), Invalid> {
        (**self).check(at)
    }
}

impl<T: Check> Check for Vec<T> {
    fn check(&self, at: &At<'_>) -> Result<(), Invalid> {
        self.iter().enumerate().try_for_each(|(index, item)| item.check(&At::Item(at, index)))
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    fn check(&self, at: &At<'_>) -> Result<(), Invalid> {
        self.iter().try_for_each(|(key, value)| value.check(&At::Member(at, key)))
    }
}
