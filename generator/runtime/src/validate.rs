//! What the document asks of values beyond their types, checked before they are sent. `validate!` makes a table of the
//! members of a struct of which something is asked; rules are looked up in JSON, as the document speaks of that.

use super::error_build::BuildError;
use super::param::Param;
use super::request::Request;
use super::validate_number::{self, Digits};
use super::wire_send::{ToWire, sent_text};
use serde_json::Value;
use std::collections::{BTreeMap, btree_map::Entry};
use std::fmt;

/// Something that is asked of a value, by JSON Schema's names. A rule says something of one kind of JSON: others keep
/// it whatever they are. Numbers are decimal texts, so that none of their digits is lost.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// A number is that or more.
    Minimum(&'static str),
    /// A number is that or less.
    Maximum(&'static str),
    /// A number is more than that.
    ExclusiveMinimum(&'static str),
    /// A number is less than that.
    ExclusiveMaximum(&'static str),
    /// A number is a whole multiple of that.
    MultipleOf(&'static str),
    /// A text has that many Unicode characters or more.
    MinLength(usize),
    /// A text has that many Unicode characters or fewer.
    MaxLength(usize),
    /// Some part of a text is of that form; `validate_pattern` makes these.
    Pattern(&'static str, fn(&str) -> bool),
    /// A list has that many items or more.
    MinItems(usize),
    /// A list has that many items or fewer.
    MaxItems(usize),
    /// No two items of a list are the same.
    UniqueItems,
    /// An object has that many members or more.
    MinProperties(usize),
    /// An object has that many members or fewer.
    MaxProperties(usize),
    /// Each item of a list keeps these.
    Items(&'static [Rule]),
    /// Each member of an object keeps these.
    Values(&'static [Rule]),
    /// The value is not shown, whatever is wrong with it.
    Secret,
}

/// A value that does not keep a rule of the document. Its text holds no value but numbers, and none that is secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    path: String,
    rule: &'static str,
    reason: String,
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

/// A value with the rules that its place asks it to keep, at any depth of its JSON.
#[derive(Debug)]
pub struct Ruled<'a, T: ?Sized>(pub &'a T, pub &'static [Rule]);

impl<T: ToWire + ?Sized> Check for Ruled<'_, T> {
    fn check(&self, at: &At<'_>) -> Result<(), Invalid> {
        let Self(value, rules) = self;
        // What has no JSON is reported where it is written.
        let Ok(text) = sent_text(*value) else { return Ok(()) };
        match Digits::of(&text) {
            Some(digits) => number(&digits, rules, at),
            None => serde_json::from_slice(&text).map_or(Ok(()), |value| json(&value, rules, at)),
        }
    }
}

/// How many there are of what has no JSON form: files of a form.
#[derive(Debug)]
pub struct Counted<'a, T>(pub &'a T, pub &'static [Rule]);

/// What can be counted.
pub trait Count {
    /// How many there are, if any were given.
    fn count(&self) -> Option<usize>;
}

impl<T> Count for Vec<T> {
    fn count(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<T> Count for Option<Vec<T>> {
    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }
}

impl<T: Count> Check for Counted<'_, T> {
    fn check(&self, at: &At<'_>) -> Result<(), Invalid> {
        self.0.count().map_or(Ok(()), |count| items(count, self.1, at))
    }
}

fn wrong(at: &At<'_>, rule: &'static str, reason: String) -> Result<(), Invalid> {
    Err(Invalid { path: at.to_string(), rule, reason })
}

fn json(value: &Value, rules: &[Rule], at: &At<'_>) -> Result<(), Invalid> {
    match value {
        Value::Number(value) => {
            Digits::of(value.to_string().as_bytes()).map_or(Ok(()), |digits| number(&digits, rules, at))
        }
        Value::String(value) => text(value, rules, at),
        Value::Array(values) => {
            items(values.len(), rules, at)?;
            rules.iter().try_for_each(|rule| match rule {
                Rule::UniqueItems => unique(values, at),
                Rule::Items(rules) => {
                    let mut each = values.iter().enumerate();
                    each.try_for_each(|(index, value)| json(value, rules, &At::Item(at, index)))
                }
                _ => Ok(()),
            })
        }
        Value::Object(members) => rules.iter().try_for_each(|rule| match rule {
            Rule::MinProperties(least) => at_least(members.len(), *least, "member", "minProperties", at),
            Rule::MaxProperties(most) => at_most(members.len(), *most, "member", "maxProperties", at),
            Rule::Values(rules) => {
                members.iter().try_for_each(|(key, value)| json(value, rules, &At::Member(at, key)))
            }
            _ => Ok(()),
        }),
        Value::Null | Value::Bool(_) => Ok(()),
    }
}

fn number(digits: &Digits<'_>, rules: &[Rule], at: &At<'_>) -> Result<(), Invalid> {
    let secret = rules.iter().any(|rule| matches!(rule, Rule::Secret));
    let shown = if secret { "the number" } else { digits.text() };
    rules.iter().try_for_each(|rule| match validate_number::broken(digits, rule) {
        Some((name, said)) => wrong(at, name, format!("{shown} {said}")),
        None => Ok(()),
    })
}

fn text(value: &str, rules: &[Rule], at: &At<'_>) -> Result<(), Invalid> {
    rules.iter().try_for_each(|rule| match rule {
        Rule::MinLength(least) => at_least(value.chars().count(), *least, "character", "minLength", at),
        Rule::MaxLength(most) => at_most(value.chars().count(), *most, "character", "maxLength", at),
        Rule::Pattern(pattern, matches) if !matches(value) => {
            wrong(at, "pattern", format!("the text is not of the form `{pattern}`"))
        }
        _ => Ok(()),
    })
}

fn items(count: usize, rules: &[Rule], at: &At<'_>) -> Result<(), Invalid> {
    rules.iter().try_for_each(|rule| match rule {
        Rule::MinItems(least) => at_least(count, *least, "item", "minItems", at),
        Rule::MaxItems(most) => at_most(count, *most, "item", "maxItems", at),
        _ => Ok(()),
    })
}

fn unique(values: &[Value], at: &At<'_>) -> Result<(), Invalid> {
    let mut seen = BTreeMap::new();
    for (index, value) in values.iter().enumerate() {
        match seen.entry(value.to_string()) {
            Entry::Occupied(first) => {
                return wrong(at, "uniqueItems", format!("items {} and {index} are the same", first.get()));
            }
            Entry::Vacant(place) => _ = place.insert(index),
        }
    }
    Ok(())
}

fn at_least(count: usize, least: usize, what: &str, rule: &'static str, at: &At<'_>) -> Result<(), Invalid> {
    if count >= least {
        return Ok(());
    }
    wrong(at, rule, format!("{}, at least {least} wanted", counted(count, what)))
}

fn at_most(count: usize, most: usize, what: &str, rule: &'static str, at: &At<'_>) -> Result<(), Invalid> {
    if count <= most {
        return Ok(());
    }
    wrong(at, rule, format!("{}, at most {most} allowed", counted(count, what)))
}

/// `1 item`, `2 items`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Checks members, each at its JSON key; an empty one stands for the object itself.
///
/// # Errors
/// The first value that does not keep a rule.
pub fn members(members: &[(&str, &dyn Check)], at: &At<'_>) -> Result<(), Invalid> {
    members.iter().try_for_each(|(key, value)| match *key {
        "" => value.check(at),
        key => value.check(&At::Member(at, key)),
    })
}

impl Request<'_> {
    /// Refuses to send a body that does not keep the document's rules.
    pub fn check(mut self, body: &dyn Check) -> Self {
        self.set_check(body);
        self
    }

    /// Refuses to send a parameter that does not keep the document's rules.
    pub fn check_parameter(mut self, param: &Param, value: &dyn Check) -> Self {
        self.set_check_parameter(param, value);
        self
    }

    /// Refuses to send a body that does not keep the document's rules.
    pub fn set_check(&mut self, body: &dyn Check) {
        if let Err(invalid) = body.check(&At::Whole) {
            self.fail(invalid.into());
        }
    }

    /// Refuses to send a parameter that does not keep the document's rules.
    pub fn set_check_parameter(&mut self, param: &Param, value: &dyn Check) {
        if let Err(invalid) = value.check(&At::Whole) {
            self.fail(BuildError::new(format!("parameter {}: {invalid}", param.name)));
        }
    }
}

/// Implements `Check`, and the method that callers have, for a type of which something is asked.
///
/// `validate!(validate for NewTag { name: "name" keeps [MinLength(1)], owner: "owner" inside, files: "files" counts
/// [MaxItems(3)] } keeps [MinProperties(1)]);` for a struct, `validate!(validate for Owner match { Person { inside }
/// Name { keeps [MaxLength(9)] } });` for a union: `keeps` checks rules, `inside` what the value itself asks for.
#[doc(hidden)]
#[macro_export]
macro_rules! __validate {
    ($name:ident for $ty:ident {
        $($field:tt: $key:literal $how:ident $([$($rule:expr),* $(,)?])?,)*
    } $(keeps [$($own:expr),* $(,)?])?) => {
        impl $crate::runtime::validate::Check for $ty {
            fn check(
                &self,
                at: &$crate::runtime::validate::At<'_>,
            ) -> ::std::result::Result<(), $crate::runtime::validate::Invalid> {
                $crate::runtime::validate::members(&[
                    $(("", $crate::__check!(keeps self, [$($own),*])),)?
                    $(($key, $crate::__check!($how &self.$field $(, [$($rule),*])?)),)*
                ], at)
            }
        }
        $crate::__validate_method!($name for $ty);
    };
    ($name:ident for $ty:ident match {
        $($variant:ident { $($how:ident $([$($rule:expr),* $(,)?])?),* })*
    } $(keeps [$($own:expr),* $(,)?])?) => {
        impl $crate::runtime::validate::Check for $ty {
            fn check(
                &self,
                at: &$crate::runtime::validate::At<'_>,
            ) -> ::std::result::Result<(), $crate::runtime::validate::Invalid> {
                $($crate::runtime::validate::Check::check($crate::__check!(keeps self, [$($own),*]), at)?;)?
                match self {
                    $(Self::$variant(value) => $crate::runtime::validate::members(&[
                        $(("", $crate::__check!($how value $(, [$($rule),*])?))),*
                    ], at),)*
                    _ => Ok(()),
                }
            }
        }
        $crate::__validate_method!($name for $ty);
    };
}
#[doc(hidden)]
pub use crate::__validate as validate;

/// How one value is checked: `check!(keeps &name, [MinLength(1)])`, `check!(inside &owner)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __check {
    (inside $value:expr) => {
        $value
    };
    (keeps $value:expr, [$($rule:expr),* $(,)?]) => {
        &$crate::runtime::validate::Ruled($value, $crate::__rules!($($rule),*))
    };
    (counts $value:expr, [$($rule:expr),* $(,)?]) => {
        &$crate::runtime::validate::Counted($value, $crate::__rules!($($rule),*))
    };
}
#[doc(hidden)]
pub use crate::__check as check;

/// Rules by their plain names.
#[doc(hidden)]
#[macro_export]
macro_rules! __rules {
    ($($rule:expr),*) => {
        const {
            #[allow(unused_imports, reason = "a pattern names none")]
            use $crate::runtime::validate::Rule::*;
            &[$($rule),*]
        }
    };
}

/// The method that callers have.
#[doc(hidden)]
#[macro_export]
macro_rules! __validate_method {
    ($name:ident for $ty:ident) => {
        impl $ty {
            /// Checks what the document asks of its values beyond their types: lengths, ranges, patterns and the like.
            /// Calls do so before they send it.
            ///
            /// # Errors
            /// The first value that does not keep a rule, and the rule.
            pub fn $name(&self) -> ::std::result::Result<(), $crate::runtime::validate::Invalid> {
                $crate::runtime::validate::Check::check(self, &$crate::runtime::validate::At::Whole)
            }
        }
    };
}
