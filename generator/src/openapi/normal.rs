//! Keys of the normal form for what OpenAPI 3.0, whose shape it has, has no key for.

/// `style: cookie` of a parameter (3.2).
pub const STYLE: &str = "x-truespec-style";

/// `allowReserved` of a path or cookie parameter (3.2); 3.0 has it for queries alone.
pub const RESERVED: &str = "x-truespec-reserved";
