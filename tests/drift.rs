//! `generated/` on disk is what `specs/` implies. The build script sees to it when one of the two changes, but nobody has to
//! take its word for it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

use std::fmt::Write;

#[test]
fn generated_is_what_specs_imply() {
    let root = truespec::workspace::folder();
    let drift =
        truespec::workspace::check(&root).unwrap_or_else(|report| panic!("specs/ has errors:\n{report}"));
    let mut files = String::new();
    for file in &drift {
        writeln!(files, "  {file}").unwrap();
    }
    assert!(
        drift.is_empty(),
        "generated/ is not up to date with specs/:\n{files}\
         Do not edit generated files: `cargo run` updates them (make lasting changes in \
         specs/, an overlay or the generator)."
    );
}
