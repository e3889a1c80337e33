//! Every feature document as a module of one crate, and that crate through `cargo check` with warnings denied: what is
//! emitted compiles, whatever the document holds, and compiles silently.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::{Path, PathBuf};
use std::process::Command;

use truespec::diagnostic::render;
use truespec::generate;
use truespec::ir::Type;
use truespec::rust::model::{DateTimes, Decimals, Scalars};
use truespec::source::{ApiSource, Settings, Sources};
use truespec::write;

#[test]
fn features_compile_without_warnings() {
    let apis: Vec<ApiSource> = documents(&features(), |_| true);
    assert!(apis.len() > 30, "{} documents", apis.len());
    // With the servers for tests, which are there only where their feature is on.
    let settings = Settings::default().name("features").mock(true).examples(true);
    let scratch = compiles("features", &Sources::new(settings, apis));
    check(&scratch, &["--features", "mock,webhooks"]);
    assert!(check_examples(&scratch) > 150);
}

/// What only some of a crate's APIs need is there only with their features: each alone compiles, and so does none of them.
#[test]
fn each_api_alone_compiles_without_warnings() {
    let apis = documents(&features(), |name| {
        matches!(
            name,
            "body_multipart"
                | "mock_server"
                | "names_letters"
                | "operation_paging"
                | "response_streams"
                | "schema_formats"
        )
    });
    assert_eq!(apis.len(), 6);
    let settings = Settings::default().name("alone").mock(true);
    let scratch = compiles("alone", &Sources::new(settings, apis));
    let manifest = std::fs::read_to_string(scratch.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("features = [\"std\"], optional = true } # dates and times"), "{manifest}");
    assert!(
        manifest.contains("schema_formats = [\"dep:base64\", \"dep:chrono\", \"dep:uuid\"]"),
        "{manifest}"
    );
    for features in [
        "",
        "body_multipart",
        "mock_server,mock",
        "names_letters,mock,blocking,tracing",
        "operation_paging",
        "response_streams",
        "schema_formats",
    ] {
        check(&scratch, &["--no-default-features", "--features", features]);
    }
}

/// Each group of operations alone, if the settings make them features, in a crate of one API and of several.
#[test]
fn each_group_alone_compiles_without_warnings() {
    let settings = Settings::default().mock(true).examples(true).group_features(true);
    let one = documents(&features(), |name| name == "group_features");
    let one = one.into_iter().map(|api| ApiSource { module: None, ..api }).collect();
    let scratch = compiles("groups", &Sources::new(settings.clone().name("groups"), one));
    for features in [
        "",
        "things",
        "boxes",
        "tracing-group",
        "mock-group,mock",
        "boxes,mock",
        "webhooks",
        "all-groups,mock",
    ] {
        check(&scratch, &["--no-default-features", "--features", features]);
    }
    let several = documents(&features(), |name| {
        matches!(name, "group_features" | "operation_paging" | "schema_formats")
    });
    assert_eq!(several.len(), 3);
    let scratch = compiles("several_groups", &Sources::new(settings.name("several"), several));
    for features in
        ["", "group_features-client", "group_features-boxes,mock", "group_features", "schema_formats,mock"]
    {
        check(&scratch, &["--no-default-features", "--features", features]);
    }
}

/// The same with what is checked before it is sent, whatever the document asks of values.
#[test]
fn checks_compile_without_warnings() {
    let settings = Settings::default().name("checks").validate(true);
    let scratch = compiles("checks", &Sources::new(settings, documents(&features(), |_| true)));
    assert!(scratch.join("src/runtime/validate.rs").exists());
}

/// The same values with the types of other crates, and with none.
#[test]
fn other_scalars_compile_without_warnings() {
    let scalars = [
        Scalars { date_times: DateTimes::Time, decimals: Decimals::RustDecimal },
        Scalars { date_times: DateTimes::Text, decimals: Decimals::RustDecimal },
    ];
    for scalars in scalars {
        let apis = documents(&features(), |name| name == "schema_formats" || name == "schema_numbers");
        assert_eq!(apis.len(), 2);
        let formats = [("time", "time"), ("duration", "f64"), ("of-our-own", "quoted big-integer")];
        let formats =
            formats.map(|(format, word)| (format.to_owned(), Type::from_name(word).unwrap())).into();
        let settings =
            Settings::default().scalars(scalars).formats(formats).assumed_offset(-7200).examples(true);
        let scratch = compiles("scalars", &Sources::new(settings, apis));
        assert!(check_examples(&scratch) > 1);
        let offset = std::fs::read_to_string(scratch.join("src/runtime/scalar/offset.rs"));
        let dated = scalars.date_times == DateTimes::Time;
        assert_eq!(offset.is_ok_and(|text| text.contains("ASSUMED_OFFSET: i32 = -7200;")), dated);
    }
}

fn features() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/features")
}

/// Checks the crate of some documents, and says where it is.
fn compiles(name: &str, sources: &Sources) -> PathBuf {
    let generated = generate(sources);
    let said = render::lines(&generated.report, &generated.texts).join("\n");
    assert!(!generated.report.has_errors(), "{said}");

    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    write::write(&scratch, &generated.files).unwrap();
    // The workspace's own versions, which are at hand: nothing is downloaded.
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), scratch.join("Cargo.lock"))
        .unwrap();
    check(&scratch, &[]);
    scratch
}

/// Checks a crate, with warnings denied.
fn check(scratch: &Path, more: &[&str]) {
    let check = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .args(more)
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target"))
        // Not yet: the client of a document without operations never reads its core.
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(check.status.success(), "{more:?}: {}", String::from_utf8_lossy(&check.stderr));
}

/// Checks the examples in the documentation of a crate, and says how many there are. As a program of their own they
/// need no more than the crate's check did; `cargo test --doc` would build every dependency.
fn check_examples(scratch: &Path) -> usize {
    let mut program = "#![allow(unused, deprecated)]\nfn main() {}\n".to_owned();
    let (mut count, mut folders) = (0, vec![scratch.join("src")]);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            for example in source.split("/// ```no_run\n").skip(1) {
                let lines = example.lines().map_while(|line| line.trim_start().strip_prefix("///"));
                let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line));
                let lines = lines.take_while(|line| *line != "```");
                let code: String =
                    lines.map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect();
                program += &format!("mod example_{count} {{\n{code}}}\n");
                count += 1;
            }
        }
    }
    std::fs::create_dir_all(scratch.join("examples")).unwrap();
    std::fs::write(scratch.join("examples/documentation.rs"), program).unwrap();
    check(scratch, &["--example", "documentation"]);
    count
}

/// The documents of a folder that are wanted, each under the name of its file.
fn documents(folder: &Path, wanted: fn(&str) -> bool) -> Vec<ApiSource> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let wanted = |path: &Path| {
        let name = path.file_stem().and_then(|name| name.to_str());
        path.extension().is_some_and(|extension| extension == "yaml") && name.is_some_and(wanted)
    };
    let mut paths: Vec<PathBuf> = entries.filter(|path| wanted(path)).collect();
    paths.sort();
    let api = |document: PathBuf| ApiSource {
        module: Some(document.file_stem().unwrap().to_str().unwrap().to_owned()),
        document,
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: folder.to_owned(),
        ..ApiSource::default()
    };
    paths.into_iter().map(api).collect()
}
