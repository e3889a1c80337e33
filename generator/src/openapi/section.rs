//! The sections of `components`, which hold the targets of references.

use crate::base::pointer::Pointer;

/// A section of `components`.
pub struct Section {
    /// Its key.
    pub key: &'static str,
    /// The key at the root that Swagger 2.0 uses for it.
    pub in_2_0: Option<&'static str>,
}

const fn section(key: &'static str) -> Section {
    Section { key, in_2_0: None }
}

const fn section_of_2_0(key: &'static str, in_2_0: &'static str) -> Section {
    Section { key, in_2_0: Some(in_2_0) }
}

/// All sections, in the order of the specification; `pathItems` is new in 3.1, `mediaTypes` in 3.2.
pub const SECTIONS: [Section; 11] = [
    section_of_2_0("schemas", "definitions"),
    section_of_2_0("responses", "responses"),
    section_of_2_0("parameters", "parameters"),
    section("examples"),
    section("requestBodies"),
    section("headers"),
    section_of_2_0("securitySchemes", "securityDefinitions"),
    section("links"),
    section("callbacks"),
    section("pathItems"),
    section("mediaTypes"),
];

/// Returns the pointer of a section in a document of Swagger 2.0 or OpenAPI 3.
pub fn pointer(key: &str, swagger: bool) -> Option<Pointer> {
    if !swagger {
        return Some(Pointer::root().join_all(["components", key]));
    }
    let section = SECTIONS.iter().find(|section| section.key == key)?;
    Some(Pointer::root().join(section.in_2_0?))
}
