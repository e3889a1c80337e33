//! The rules, by JSON Schema's names.

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
    /// Some part of a text is of that form; `pattern` makes these.
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
