//! The library's face: what it makes, and what it refuses.

#![allow(clippy::unwrap_used, clippy::panic)] // a test may fail loudly

use std::path::{Path, PathBuf};
use std::process::Command;

use truespec::{Generator, Settings};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generator").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn pets() -> Generator {
    Generator::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/build_script/api/petstore.yaml"))
}

#[test]
fn a_module_is_written_beside_the_file_that_declares_it() {
    let folder = folder("module");
    let client = pets().generate().unwrap();
    client.write_module(&folder, "api::petstore").unwrap();
    let declaration = std::fs::read_to_string(folder.join("petstore.rs")).unwrap();
    assert!(declaration.contains("pub mod petstore;"), "{declaration}");
    let pets = std::fs::read_to_string(folder.join("petstore/pets.rs")).unwrap();
    assert!(pets.contains("use crate::api::petstore::runtime::"), "{pets}");
    assert!(pets.contains("A path of Rust in a text, crate::runtime, stays as it is."), "{pets}");
    // Once more changes nothing and is in nobody's way.
    client.write_module(&folder, "api::petstore").unwrap();
}

#[test]
fn names_that_cannot_be_are_refused() {
    let client = pets().generate().unwrap();
    let refused = client.write_module(&folder("refused"), "api::crate").unwrap_err().text;
    assert!(refused.starts_with("error[TS821]: ") && refused.contains("help: "), "{refused}");
    let refused = pets().settings(Settings::default().name("a b")).generate().unwrap_err().text;
    assert!(refused.starts_with("error[TS822]: ") && refused.contains("help: "), "{refused}");
}

#[test]
fn a_build_script_has_a_folder_for_its_output() {
    let own = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "outside_of_a_build_script", "--ignored", "--nocapture"])
        .env_remove("OUT_DIR")
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&own.stdout).into_owned();
    assert!(printed.contains("cargo::error=error[TS824]: "), "{printed}");
    assert!(printed.contains("call `build_script` from `build.rs`"), "{printed}");
}

#[test]
#[ignore = "run by another test in a process of its own"]
fn outside_of_a_build_script() {
    pets().build_script("petstore");
}
