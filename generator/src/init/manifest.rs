//! Creates the manifest of a workspace. Its dependencies and features are those of the emitted crate, which it mounts.

/// Returns the `Cargo.toml`. In the folder of another crate the package belongs to that crate's workspace, whose
/// profiles apply.
pub(super) fn manifest(package: &str, emitted: &str, generator: &str, is_guest: bool) -> String {
    let after = |name: &str| emitted.split(name).nth(1).unwrap_or_default();
    let table = |name: &str| after(name).split("\n\n").next().unwrap_or_default().trim_end();
    let tests = table("\n[dev-dependencies]\n");
    let (dependencies, features) = (table("\n[dependencies]\n"), table("\n[features]\n"));
    // Target-specific dependencies are between these two tables.
    let targets = after("\n[dependencies]\n").split("\n[features]\n").next().unwrap_or_default();
    let targets = targets.split_once("\n\n").map(|(_, rest)| rest).unwrap_or_default().trim_end();
    let own = if is_guest { "" } else { OWN_WORKSPACE };
    let package = toml::Value::from(package);
    format!(
        r#"# Regenerates generated/ from specs/ before anything compiles, and tests the result.
[package]
name = {package}
version = "0.1.0"
edition = "2024"
rust-version = "1.88"
publish = false

[lib]
# Mounted, not depended on: a build script runs before its own package compiles, but not before its dependencies.
path = "generated/src/lib.rs"

[[bin]]
# `cargo run`, `cargo run -- check`
name = "regenerate"
path = "src/main.rs"

# As in generated/Cargo.toml; where a document begins to need more, the build script shows the line.
[dependencies]
{dependencies}
{generator} # `cargo run` and tests/drift.rs

{targets}

[build-dependencies]
{generator} # regenerates before anything compiles

[dev-dependencies]
{tests}

[features]
{features}
{own}"#
    )
}

const OWN_WORKSPACE: &str = "
[workspace]
exclude = [\"generated\"]

# The generator reads specs and prints Rust: unoptimised it is what a build waits for.
[profile.dev.package.serde_json]
opt-level = 2
[profile.dev.package.prettyplease]
opt-level = 2
[profile.dev.package.syn]
opt-level = 2
";
