//! HTTP methods as keys of a path item.

/// The keys of a path item that are methods, in the order of the specification.
pub const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The methods of Swagger 2.0.
pub const METHODS_2_0: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// Returns the place of a method, in any case, in the order of the specification; others come last.
pub fn rank(method: &str) -> usize {
    METHODS.iter().position(|known| known.eq_ignore_ascii_case(method)).unwrap_or(METHODS.len())
}

/// Returns true if a key of a path item is a method.
pub fn is_method(key: &str) -> bool {
    METHODS.contains(&key)
}
