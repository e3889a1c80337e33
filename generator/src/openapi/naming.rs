//! Extensions of other generators that name things; they are taken where no overlay gives a name.

/// Names of operations in the extensions of other generators (Fern, Speakeasy, AutoRest), the first that is present.
pub const OPERATION_NAMES: [&str; 3] =
    ["x-fern-sdk-method-name", "x-speakeasy-name-override", "x-ms-client-name"];

/// Groups of operations in the extensions of other generators.
pub const OPERATION_GROUPS: [&str; 2] = ["x-fern-sdk-group-name", "x-speakeasy-group"];

/// Names of parameters, properties and headers in the extensions of other generators.
pub const VALUE_NAMES: [&str; 5] = [
    "x-fern-parameter-name",
    "x-fern-property-name",
    "x-speakeasy-name-override",
    "x-stainless-param",
    "x-ms-client-name",
];

/// Names of schemas and of properties, which are schemas as well.
pub const SCHEMA_NAMES: [&str; 4] =
    ["x-fern-type-name", "x-fern-property-name", "x-speakeasy-name-override", "x-ms-client-name"];

/// Names and descriptions by value (Fern) or by value and in order (Speakeasy).
pub const ENUMS_BY_VALUE: [&str; 2] = ["x-fern-enum", "x-speakeasy-enums"];

/// The values of `enum` by name (Stainless).
pub const ENUM_BY_NAME: &str = "x-stainless-renameMap";

/// Returns true for an extension that is read.
pub fn is_read(key: &str) -> bool {
    let lists: [&[&str]; 5] =
        [&OPERATION_NAMES, &OPERATION_GROUPS, &VALUE_NAMES, &SCHEMA_NAMES, &ENUMS_BY_VALUE];
    key == ENUM_BY_NAME || lists.iter().any(|list| list.contains(&key))
}
