//! The table of promises in `README.md` names tests that exist.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::Path;

#[test]
fn every_test_that_is_named_exists() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(here.join("README.md")).unwrap();
    let named: Vec<(&str, &str)> = readme.split('`').filter_map(|text| text.split_once(".rs::")).collect();
    assert!(named.len() > 40, "{}", named.len());
    for (file, function) in named {
        let folder = if file.contains('/') { here.to_owned() } else { here.join("runtime-tests/tests") };
        let path = folder.join(format!("{file}.rs"));
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let test = text.split("#[test]").skip(1).any(|after| {
            let line = after.lines().find(|line| line.trim_start().starts_with("fn "));
            line.is_some_and(|line| line.contains(&format!("fn {function}()")))
        });
        assert!(test, "{file}.rs has no test `{function}`");
    }
}
