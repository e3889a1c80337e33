//! The sections of `components`: what holds the objects that references lead to.

/// The key of every section, in the order of the specification; `pathItems` is of 3.1, `mediaTypes` of 3.2.
pub const SECTIONS: [&str; 11] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];
