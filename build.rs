//! Regenerates `generated/` when `specs/` changed, before anything of this package compiles.

fn main() {
    truespec::workspace::build_script(std::path::Path::new(env!("CARGO_MANIFEST_DIR")));
}
