//! The constraints, by the names of JSON Schema.

/// A constraint of a value, by the name of JSON Schema. A constraint applies to one kind of JSON; values of other kinds
/// always satisfy it. Numbers are decimal texts, so that no digits are lost.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// A number is at least this.
    Minimum(&'static str),
    /// A number is at most this.
    Maximum(&'static str),
    /// A number is greater than this.
    ExclusiveMinimum(&'static str),
    /// A number is less than this.
    ExclusiveMaximum(&'static str),
    /// A number is an integer multiple of this.
    MultipleOf(&'static str),
    /// A text has at least this many Unicode characters.
    MinLength(usize),
    /// A text has at most this many Unicode characters.
    MaxLength(usize),
    /// A part of a text matches this regular expression; `pattern` makes these.
    Pattern(&'static str, fn(&str) -> bool),
    /// A list has at least this many items.
    MinItems(usize),
    /// A list has at most this many items.
    MaxItems(usize),
    /// No two items of a list are equal.
    UniqueItems,
    /// An object has at least this many members.
    MinProperties(usize),
    /// An object has at most this many members.
    MaxProperties(usize),
    /// Each item of a list satisfies these.
    Items(&'static [Rule]),
    /// Each member of an object satisfies these.
    Values(&'static [Rule]),
    /// The value is not shown in errors.
    Secret,
}
