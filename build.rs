//! Regenerates `generated/` when `specs/` changed, before anything of this package compiles.

fn main() {
    truespec::workspace::build_script(&truespec::workspace::folder());
}
