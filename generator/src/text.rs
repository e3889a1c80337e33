//! Text for people: printing, Markdown in documentation, and plurals.

pub mod markdown;
pub mod plural;
pub mod print;
pub mod visible;
