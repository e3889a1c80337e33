//! The sections of `components`: what holds the objects that references lead to.

use super::version::Version::{self, V30, V31, V32};

/// A section of `components`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// Its key.
    pub name: &'static str,
    /// The first version that has it.
    pub since: Version,
}

const fn section(name: &'static str, since: Version) -> Section {
    Section { name, since }
}

/// Every section, in the order of the specification.
pub const SECTIONS: [Section; 11] = [
    section("schemas", V30),
    section("responses", V30),
    section("parameters", V30),
    section("examples", V30),
    section("requestBodies", V30),
    section("headers", V30),
    section("securitySchemes", V30),
    section("links", V30),
    section("callbacks", V30),
    section("pathItems", V31),
    section("mediaTypes", V32),
];

/// Whether a key of `components` is a section.
pub fn is_section(key: &str) -> bool {
    SECTIONS.iter().any(|section| section.name == key)
}
