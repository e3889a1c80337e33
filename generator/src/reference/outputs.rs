//! The JSON Schemas of what commands print as JSON.

/// A schema: its name, the commands that print such a value, and its text.
pub struct Output {
    /// What `truespec schema` calls it.
    pub name: &'static str,
    /// The commands.
    pub of: &'static str,
    /// The JSON Schema.
    pub schema: &'static str,
}

/// Declares a schema by its name, which is that of its file.
macro_rules! output {
    ($name:literal, $of:literal) => {
        Output {
            name: $name,
            of: $of,
            schema: include_str!(concat!("../../schemas/", $name, ".schema.json")),
        }
    };
}

/// Every schema.
pub const OUTPUTS: &[Output] = &[
    output!("diagnostic", "`generate --json`, `import --json`, `lint --json`, `learn --json`, one a line"),
    output!("files", "`check --json`, `generate --check --json`, `generate --dry-run --json`"),
    output!("inspect", "`inspect --json`"),
    output!("select", "`select --json`"),
    output!("quirks", "`quirks --json`"),
    output!("config", "`config --json`"),
    output!("diff", "`diff --format json`"),
    output!("update", "`update --json`"),
    output!("release", "`release --json`"),
];
