//! Texts for people: what is printed, what stands in documentation, how many there are of something.

pub mod markdown;
pub mod plural;
pub mod print;
pub mod visible;
