//! What is on disk after an update that was stopped, blocked, or whose state is damaged.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use crate::files::{command, run, tree};
use crate::vendor::{Answer, Vendor};
use crate::{ADDED, DOCUMENT, edited, serving, shop, update};

/// A lock that cannot be read costs a request, and nothing else.
#[test]
fn a_damaged_lock_is_written_anew() {
    let vendor = Vendor::start(|_| Answer::new("200 OK", "etag: \"1\"\r\n", DOCUMENT));
    let folder = shop("lock", &format!("{}/a.yaml", vendor.url));
    update(&folder, &vendor, &[]);
    let lock = folder.join("specs/truespec.lock");
    let good = std::fs::read_to_string(&lock).unwrap();
    std::fs::write(&lock, "<<<<<<< HEAD\n").unwrap();
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 0 && said.contains("warning[TS768]") && said.contains("specs/truespec.lock:1"), "{said}");
    assert_eq!(std::fs::read_to_string(&lock).unwrap(), good);
    // A condition that no server sent goes out as none.
    std::fs::write(&lock, good.replace("\\\"1\\\"", "a\\r\\nb: c").replace("'\"1\"'", "\"a\\r\\nb: c\""))
        .unwrap();
    vendor.requests();
    assert_eq!(update(&folder, &vendor, &[]).0, 0);
    assert_eq!(vendor.requests(), ["/a.yaml"]);
}

/// Where the client cannot be written, the document stays the old one.
#[test]
fn all_or_nothing_on_disk() {
    let (vendor, _) = serving(&edited(&[ADDED]));
    let folder = shop("foreign", &format!("{}/a.yaml", vendor.url));
    let order = folder.join("generated/src/shop/types.rs");
    let order = if order.exists() { order } else { first_type_file(&folder) };
    std::fs::remove_file(folder.join("generated/.truespec-files")).unwrap();
    std::fs::write(&order, "// mine\n").unwrap();
    let before = tree(&folder);
    let (code, said) = update(&folder, &vendor, &[]);
    assert_eq!((code, tree(&folder)), (2, before), "{said}");
    assert!(said.contains("error[TS804]"), "{said}");
}

fn first_type_file(folder: &Path) -> PathBuf {
    let types = folder.join("generated/src/shop/types");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(types).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.remove(0)
}

/// An update that was interrupted while documents were moved goes on.
#[test]
fn an_interrupted_update_is_completed() {
    let (vendor, _) = serving(&edited(&[ADDED]));
    let folder = shop("interrupted", &format!("{}/a.yaml", vendor.url));
    let stage = folder.join("specs/.truespec-staging");
    std::fs::create_dir(&stage).unwrap();
    std::fs::write(stage.join("new0"), edited(&[ADDED])).unwrap();
    let other = "[{\"index\":0,\"path\":\"shop.yaml\",\"removes\":false},{\"index\":1,\"path\":\"shop.overlay.yaml\",\"removes\":true}]";
    std::fs::write(stage.join("journal"), other).unwrap();
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 0 && said.contains("not changed"), "{said}");
    assert!(!stage.exists() && folder.join("specs/shop.overlay.yaml").exists());
    assert_eq!(run(&folder, &["check"]).0, 0, "the client is that of the document");
    assert_eq!(std::fs::read_to_string(folder.join("specs/shop.yaml")).unwrap(), edited(&[ADDED]));
}

/// Killed at any moment, it leaves whole documents, and the next run goes on.
#[test]
fn killed_at_any_moment() {
    let (vendor, _) = serving(&edited(&[ADDED]));
    let folder = shop("killed", &format!("{}/a.yaml", vendor.url));
    let mut found = [0, 0];
    for step in 0..24 {
        std::fs::write(folder.join("specs/shop.yaml"), DOCUMENT).unwrap();
        let mut child =
            command(&folder, &["update"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(step * 8));
        child.kill().unwrap();
        child.wait().unwrap();
        let document = std::fs::read_to_string(folder.join("specs/shop.yaml")).unwrap();
        assert!(document == DOCUMENT || document == edited(&[ADDED]), "{document}");
        found[usize::from(document != DOCUMENT)] += 1;
        let (code, said) = update(&folder, &vendor, &[]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(run(&folder, &["check"]).0, 0);
        assert_eq!(std::fs::read_to_string(folder.join("specs/shop.yaml")).unwrap(), edited(&[ADDED]));
        assert!(!folder.join("specs/.truespec-staging").exists());
    }
    println!("{} times the old document, {} times the new one", found[0], found[1]);
}

/// A client that was removed is generated anew, although the document is the one of before.
#[test]
fn a_removed_client_is_generated_anew() {
    let vendor = Vendor::start(|_| Answer::new("200 OK", "etag: \"1\"\r\n", DOCUMENT));
    let folder = shop("removed-client", &format!("{}/a.yaml", vendor.url));
    update(&folder, &vendor, &[]);
    let before = tree(&folder);
    std::fs::remove_dir_all(folder.join("generated")).unwrap();
    let (code, said) = update(&folder, &vendor, &["--check"]);
    assert!(code == 1 && said.contains("generated/ is missing"), "{said}");
    assert_eq!(update(&folder, &vendor, &["--check", "--fail-on", "patch"]).0, 0);
    assert!(!folder.join("generated").exists());
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 0 && said.contains("not changed") && said.contains("+ generated/Cargo.toml"), "{said}");
    assert!(tree(&folder) == before);
    let (code, said) = update(&folder, &vendor, &[]);
    assert_eq!((code, said.as_str()), (0, "shop: [vendor]/a.yaml: not changed\n"));
}
