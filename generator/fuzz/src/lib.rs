//! Changes documents at random and holds what comes of them: see the README beside this crate.

pub mod change;
pub mod check;
pub mod random;
pub mod seeds;
pub mod target;
