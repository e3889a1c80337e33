//! A whole crate against progenitor's for the same document: `cargo check`, dependencies built before.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{ROUNDS, cargo, checked, generate, median, print_ratio};

/// Skips, saying so, without `PROGENITOR`.
pub fn compare(document: &Path, folder: &Path) -> bool {
    let Some(progenitor) = std::env::var_os("PROGENITOR").map(PathBuf::from).filter(|path| path.is_file())
    else {
        println!("progenitor: skipped, as PROGENITOR does not name cargo-progenitor");
        return true;
    };
    let ours = folder.join("truespec");
    if generate(document, &ours).is_none() || !cargo(&ours, &["check", "--lib"]) {
        println!("progenitor: FAILED to generate or check ours");
        return false;
    }
    // `builder` sets optional parameters one by one, as ours does; `positional` is what is cheaper to compile.
    ["builder", "positional"].iter().all(|interface| {
        let theirs = folder.join(interface);
        if !theirs_to(&progenitor, document, &theirs, interface) || !cargo(&theirs, &["check", "--lib"]) {
            println!("progenitor, {interface}: FAILED to generate or check");
            return false;
        }
        let (mut our, mut their) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            our.push(checked(folder, "truespec"));
            their.push(checked(folder, interface));
        }
        let title = format!("{}: cargo check", document.display());
        print_ratio(&title, &format!("progenitor, {interface}"), median(&our), median(&their))
    })
}

fn theirs_to(progenitor: &Path, document: &Path, out: &Path, interface: &str) -> bool {
    std::fs::remove_dir_all(out).ok();
    let mut program = Command::new(progenitor);
    program
        .arg("progenitor")
        .arg("-i")
        .arg(document)
        .arg("-o")
        .arg(out)
        .args(["-n", interface, "-v", "0.1.0"]);
    program.args(["--interface", interface]);
    let status = program.stdout(Stdio::null()).stderr(Stdio::null()).status();
    // A crate of its own, whatever stands above it.
    let manifest = out.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).unwrap_or_default() + "\n[workspace]\n";
    status.is_ok_and(|status| status.success()) && std::fs::write(manifest, text).is_ok()
}
