//! Patterns: regular expressions that texts are held against, each compiled once.

use regex_lite::Regex;
use std::sync::OnceLock;

/// The expression of one place, which `pattern!` keeps in a static.
pub type Compiled = OnceLock<Option<Regex>>;

/// Whether some part of the text is of the form; one that does not compile is kept by every text.
pub fn matches(compiled: &Compiled, expression: &str, text: &str) -> bool {
    let regex = compiled.get_or_init(|| Regex::new(expression).ok());
    regex.as_ref().is_none_or(|regex| regex.is_match(text))
}

/// A rule of `validate!`: `pattern!("^a+$")`, or `pattern!("a." as "a[^\n]")` where the document's expression is written
/// otherwise here.
#[doc(hidden)]
#[macro_export]
macro_rules! __pattern {
    ($pattern:literal) => {
        $crate::__pattern!($pattern as $pattern)
    };
    ($pattern:literal as $expression:literal) => {
        $crate::runtime::validate::keyword::Rule::Pattern($pattern, |text| {
            static COMPILED: $crate::runtime::validate::pattern::Compiled = ::std::sync::OnceLock::new();
            $crate::runtime::validate::pattern::matches(&COMPILED, $expression, text)
        })
    };
}
#[doc(hidden)]
pub use crate::__pattern as pattern;
