//! Constraints of a value beyond its type. They are documented and, if the settings enable it, checked before a value
//! is sent. A response is never rejected because of a constraint.

pub use crate::openapi::keyword::{Keyword, Limit};

/// One constraint, named as in JSON Schema. Numbers are decimal strings, so that no digit is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constraint {
    /// A number is at least this.
    Minimum(String),
    /// A number is at most this.
    Maximum(String),
    /// A number is greater than this.
    ExclusiveMinimum(String),
    /// A number is less than this.
    ExclusiveMaximum(String),
    /// A number is a multiple of this.
    MultipleOf(String),
    /// Some part of a string matches this regular expression (ECMA 262).
    Pattern(String),
    /// A keyword that limits a count.
    Count(Keyword, usize),
    /// A keyword whose value is `true`.
    Flag(Keyword),
}

/// Maximum counts from here on are not meant as limits: they are the largest value of some integer type.
const NO_COUNT: usize = i32::MAX as usize;

impl Constraint {
    /// Returns true if it can exclude a value. A bound that only restates the range of a 64-bit type does not, nor does
    /// a minimum count of 0.
    pub fn is_effective(&self) -> bool {
        let number = |text: &str| text.parse::<f64>().unwrap_or_default();
        match self {
            Self::Minimum(least) | Self::ExclusiveMinimum(least) => number(least) > -9.2e18,
            Self::Maximum(most) | Self::ExclusiveMaximum(most) => number(most) < 9.2e18,
            Self::MultipleOf(unit) => number(unit) > 0.0,
            Self::Count(keyword, count) => match keyword.entry().limit {
                Some(Limit::Most(_)) => *count < NO_COUNT,
                _ => *count > 0,
            },
            Self::Pattern(pattern) => !pattern.is_empty(),
            Self::Flag(_) => true,
        }
    }
}

/// All constraints of a value and of the values in it, without those that named types have themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Constraints of the value itself, each once.
    pub own: Vec<Constraint>,
    /// Constraints of each item of a list.
    pub items: Option<Box<Rules>>,
    /// Constraints of each value of a map.
    pub values: Option<Box<Rules>>,
    /// Whether the value is a secret: a password, or a value that no response contains.
    pub secret: bool,
}

impl Rules {
    /// Returns true if there are no constraints.
    pub fn is_empty(&self) -> bool {
        let none = |rules: &Option<Box<Rules>>| rules.as_deref().is_none_or(Rules::is_empty);
        self.own.is_empty() && none(&self.items) && none(&self.values)
    }

    /// Returns the constraints of the value itself, without those of its items and map values.
    #[must_use]
    pub fn without_nested(&self) -> Self {
        Self { own: self.own.clone(), items: None, values: None, secret: self.secret }
    }

    /// Adds the constraints of another, each once.
    pub fn merge(&mut self, other: Rules) {
        for constraint in other.own {
            if !self.own.contains(&constraint) {
                self.own.push(constraint);
            }
        }
        for (mine, other) in [(&mut self.items, other.items), (&mut self.values, other.values)] {
            match (mine.as_mut(), other) {
                (Some(mine), Some(other)) => mine.merge(*other),
                (None, other) => *mine = other,
                _ => {}
            }
        }
        self.secret |= other.secret;
    }

    /// All constraints, at any depth.
    pub fn all(&self) -> Vec<&Constraint> {
        let inner = self.items.iter().chain(&self.values).flat_map(|rules| rules.all());
        self.own.iter().chain(inner).collect()
    }

    /// Removes the constraints that do not satisfy a condition, at any depth.
    pub fn retain(&mut self, keep: &dyn Fn(&Constraint) -> bool) {
        self.own.retain(|constraint| keep(constraint));
        self.items.iter_mut().chain(&mut self.values).for_each(|rules| rules.retain(keep));
    }
}
