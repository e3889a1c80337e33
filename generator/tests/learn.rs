//! `truespec learn`: a document and a recording a case. What is proposed applies, settles what it is for and is proposed
//! once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::scratch;

fn truespec(folder: &Path, arguments: &[&str]) -> Output {
    let command = &mut Command::new(env!("CARGO_BIN_EXE_truespec"));
    command.args(arguments).current_dir(folder).env_remove("CLICOLOR_FORCE").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/learn")
}

/// Lines of a rendering without the excerpt of the document.
fn lines(said: &str) -> String {
    let kept = said.lines().filter(|line| {
        let start = line.trim_start();
        ["warning", "error", "note", "= help"].iter().any(|word| start.starts_with(word))
    });
    kept.map(|line| format!("{}\n", line.trim_start())).collect()
}

#[test]
fn cases() {
    insta::with_settings!({ snapshot_path => "learn/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::glob!("learn/cases/*.yaml", |path| {
            let folder = path.parent().unwrap();
            let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
            let (document, recording) = (name(path), name(&path.with_extension("har")));
            let learned = truespec(folder, &["learn", &recording, "--document", &document]);
            assert_eq!(learned.status.code(), Some(0), "{}", text(&learned.stderr));
            settles(folder, &document, &recording, &learned);
            insta::assert_snapshot!("learned", format!("{}\n{}", lines(&text(&learned.stderr)), text(&learned.stdout)));
        });
    });
}

/// The proposals apply without a diagnostic, and nothing that they are for is proposed again.
fn settles(folder: &Path, document: &str, recording: &str, learned: &Output) {
    if learned.stdout.is_empty() {
        return;
    }
    let overlay = scratch("learn-cases").join(format!("{document}.overlay.yaml"));
    std::fs::write(&overlay, &learned.stdout).unwrap();
    let overlay = overlay.to_str().unwrap();
    let applied = truespec(folder, &["apply", document, "--overlay", overlay]);
    assert_eq!((applied.status.code(), text(&applied.stderr)), (Some(0), String::new()), "{document}");
    let again = truespec(folder, &["learn", recording, "--document", document, "--overlay", overlay]);
    assert_eq!(text(&again.stdout), "", "{document}");
    assert!(!text(&again.stderr).contains("TS721"), "{document}: {}", text(&again.stderr));
}

/// Learning on top of learning: ids continue, guards state what is published, both overlays apply together.
#[test]
fn runs_stack() {
    for (first, second) in [("ids_a.har", "ids_b.har"), ("twice.har", "twice2.har")] {
        let scratch = scratch(&format!("learn-{first}"));
        let [one, two] = ["one.yaml", "two.yaml"].map(|name| scratch.join(name).to_str().unwrap().to_owned());
        let learned = truespec(&folder(), &["learn", first, "--document", "stack.yaml", "--quiet"]);
        std::fs::write(&one, &learned.stdout).unwrap();
        let more = ["learn", second, "--document", "stack.yaml", "--quiet", "--overlay", &one];
        let more = truespec(&folder(), &more);
        std::fs::write(&two, &more.stdout).unwrap();
        let ids = |text: &str| text.lines().filter(|line| line.trim_start().starts_with("id: P")).count();
        let expected = format!("id: P{}", ids(&text(&learned.stdout)) + 1);
        assert!(text(&more.stdout).contains(&expected), "{expected}: {}", text(&more.stdout));
        let both = truespec(&folder(), &["apply", "stack.yaml", "--overlay", &one, "--overlay", &two]);
        assert_eq!((both.status.code(), text(&both.stderr)), (Some(0), String::new()), "{first}");
        for recording in [first, second] {
            let all = ["learn", recording, "--document", "stack.yaml", "--overlay", &one, "--overlay", &two];
            let again = truespec(&folder(), &all);
            assert_eq!(text(&again.stdout), "", "{}", text(&again.stderr));
        }
    }
}

/// Secrets in every place of an exchange: paths, queries, credentials, keys of maps, literals, messages, forms, events.
#[test]
fn no_secret_is_shown() {
    let folder = folder().join("secret");
    let secrets = [
        "sesame-0123456789abcdef",
        "someone.private@example.org",
        "sk_live_Sesame4242",
        "eyJhbGciOiJIUzI1NiJ9.sesame",
        "+49 170 5550123",
        "Sesame Person",
        "5550123456",
        "xq9Zt7Lm2Kp4Rv8Sesame",
    ];
    let recording = std::fs::read_to_string(folder.join("session.har")).unwrap();
    for more in [&[][..], &["--json"], &["--quiet"]] {
        let all: Vec<&str> = ["learn", "session.har", "--document", "api.yaml"]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        let out = truespec(&folder, &all);
        let shown = text(&out.stdout) + &text(&out.stderr);
        assert!(shown.contains("/owner") || shown.contains("Owner"), "{shown}");
        for secret in secrets {
            assert!(recording.contains(secret), "{secret} is planted");
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
        assert!(!shown.to_lowercase().contains("sesame"), "{shown}");
    }
}
