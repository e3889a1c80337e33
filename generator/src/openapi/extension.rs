//! Extensions (`x-…`) that decide what is generated.

use super::naming;

/// Those with one meaning, of any vendor.
const READ: [&str; 4] = ["x-nullable", "x-isnullable", "x-discriminator-value", "x-webhooks"];

/// Families that are read, or that other generators use for types and names.
const FAMILIES: [&str; 3] = ["x-truespec-", "x-ms-", "x-enum"];

/// Returns true if something is generated from an extension.
pub fn is_read(key: &str) -> bool {
    READ.contains(&key) || naming::is_read(key) || FAMILIES.iter().any(|family| key.starts_with(family))
}
