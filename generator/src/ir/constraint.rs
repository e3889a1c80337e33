//! What a document asks of a value beyond its type. It is told in documentation and, where the settings ask for it,
//! checked before a value is sent; no answer of a server is ever refused for it.

pub use crate::openapi::keyword::{Keyword, Limit};

/// One constraint, by JSON Schema's names; numbers are decimal texts, so that none of their digits is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constraint {
    /// A number is that or more.
    Minimum(String),
    /// A number is that or less.
    Maximum(String),
    /// A number is more than that.
    ExclusiveMinimum(String),
    /// A number is less than that.
    ExclusiveMaximum(String),
    /// A number is a whole multiple of that.
    MultipleOf(String),
    /// Some part of a text is of that form (a regular expression of ECMA 262).
    Pattern(String),
    /// So many of what the keyword counts.
    Count(Keyword, usize),
    /// What the keyword asks for.
    Asked(Keyword),
}

/// Counts from here on are no limit that anybody meant: the largest number of some type, written down.
const NO_COUNT: usize = i32::MAX as usize;

impl Constraint {
    /// Whether it asks for something: a bound that only restates what a type of 64 bits can hold does not, nor does a
    /// least count of none.
    pub fn asks(&self) -> bool {
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
            Self::Asked(_) => true,
        }
    }
}

/// Everything that is asked of a value and of what it holds, without what named types ask of themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Of the value itself, each once.
    pub own: Vec<Constraint>,
    /// Of each item of a list.
    pub items: Option<Box<Rules>>,
    /// Of each member of a map.
    pub values: Option<Box<Rules>>,
    /// Whether the value must not be shown: it is a password, or nobody who reads an answer sees it.
    pub secret: bool,
}

impl Rules {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        let none = |rules: &Option<Box<Rules>>| rules.as_deref().is_none_or(Rules::is_empty);
        self.own.is_empty() && none(&self.items) && none(&self.values)
    }

    /// Without those of what the value holds.
    #[must_use]
    pub fn of_whole(&self) -> Self {
        Self { own: self.own.clone(), items: None, values: None, secret: self.secret }
    }

    /// Both, each constraint once.
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

    /// Every constraint in it, at any depth.
    pub fn all(&self) -> Vec<&Constraint> {
        let inner = self.items.iter().chain(&self.values).flat_map(|rules| rules.all());
        self.own.iter().chain(inner).collect()
    }

    /// Without the constraints that do not satisfy a condition, at any depth.
    pub fn retain(&mut self, keep: &dyn Fn(&Constraint) -> bool) {
        self.own.retain(|constraint| keep(constraint));
        self.items.iter_mut().chain(&mut self.values).for_each(|rules| rules.retain(keep));
    }
}
