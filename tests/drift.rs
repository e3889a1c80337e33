//! `generated/` on disk is what `specs/` implies. The build script sees to it when one of the two changes, but nobody has to
//! take its word for it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

use std::fmt::Write;

#[test]
fn generated_is_what_specs_imply() {
    let root = truespec::workspace::folder();
    let drift =
        truespec::workspace::check(&root).unwrap_or_else(|report| panic!("specs/ is at fault:\n{report}"));
    let mut files = String::new();
    for file in &drift {
        writeln!(files, "  {file}").unwrap();
    }
    assert!(
        drift.is_empty(),
        "generated/ differs from what specs/ implies:\n{files}\
         Generated files are not edited by hand: `cargo run` writes them anew (a change that should last belongs into \
         specs/, an overlay or the generator)."
    );
}
