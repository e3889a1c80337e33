//! What is read: files, from where they may be, up to a limit; nothing else is opened, nor looked at.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/files.rs"]
mod files;
mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use files::{command, document, gave, workspace};
use support::scratch;

/// Far more than any of these runs takes; what waits for a pipe waits for ever.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs with a guard against waiting.
fn ends(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut child = command(folder, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("{arguments:?} hangs");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    gave(&child.wait_with_output().unwrap())
}

/// A folder with one of each that is no file, by its name; and a file that is too large, without taking room.
fn oddities(folder: &Path) -> [&'static str; 6] {
    assert!(Command::new("mkfifo").arg(folder.join("pipe.yaml")).status().unwrap().success());
    // The name of a socket may be no longer than a hundred bytes; it stays one under any other name.
    let short = std::env::temp_dir().join(format!("ts-{}.s", std::process::id()));
    drop(UnixListener::bind(&short).unwrap());
    if fs::rename(&short, folder.join("socket.yaml")).is_err() {
        fs::remove_file(&short).unwrap();
        fs::create_dir(folder.join("socket.yaml")).unwrap(); // on another disk: a folder again
    }
    symlink("loop.yaml", folder.join("loop.yaml")).unwrap();
    fs::create_dir(folder.join("folder.yaml")).unwrap();
    fs::File::create(folder.join("large.yaml")).unwrap().set_len((256 << 20) + 1).unwrap();
    ["pipe.yaml", "socket.yaml", "loop.yaml", "folder.yaml", "large.yaml", "gone.yaml"]
}

/// The line of what was said that has the code.
fn first(said: &str) -> String {
    format!("{}\n", said.lines().find(|line| line.starts_with("error[")).unwrap_or_default())
}

#[test]
fn what_is_no_file_is_not_opened() {
    let folder = scratch("reading-odd");
    fs::write(folder.join("pets.yaml"), document("Cats")).unwrap();
    let mut told = String::new();
    let odd = oddities(&folder);
    for name in odd.into_iter().chain(["/dev/zero", "/dev/tty"]) {
        for arguments in [
            &["inspect", name][..],
            &["apply", "pets.yaml", "--overlay", name],
            &["import", name, "--into", "into.yaml"],
            &["learn", name, "--document", "pets.yaml"],
            &["init", "--document", name, "shop"],
        ] {
            // A folder is a recording too.
            if arguments[0] == "learn" && name == "folder.yaml" {
                continue;
            }
            let (code, said) = ends(&folder, arguments);
            assert_eq!(code, 1, "{arguments:?}: {said}");
            assert!(
                ["[TS110]", "[TS111]", "[TS801]"].iter().any(|code| said.contains(code)),
                "{arguments:?}: {said}"
            );
            if arguments[0] == "inspect" && name != "socket.yaml" {
                told += &first(&said);
            }
        }
    }
    insta::assert_snapshot!("odd", told);
}

#[test]
fn references_to_what_is_no_file_are_not_opened() {
    let folder = scratch("reading-references");
    for name in oddities(&folder) {
        let text = document("Cats").replace("#/components/schemas/Cats", name);
        fs::write(folder.join("pets.yaml"), text).unwrap();
        let (code, said) = ends(&folder, &["inspect", "pets.yaml"]);
        assert_eq!(code, 1, "{name}: {said}");
        assert!(["[TS110]", "[TS111]", "[TS403]"].iter().any(|code| said.contains(code)), "{name}: {said}");
    }
}

/// Whether something is there must not show: what is said is the same but for the name.
#[test]
fn what_lies_outside_is_not_looked_at() {
    let folder = scratch("reading-outside");
    fs::create_dir(folder.join("inside")).unwrap();
    for name in ["file.yml", "folder.yml/x.yml"] {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), "type: string\n").unwrap();
    }
    let absolute = folder.join("file.yml");
    let given = [
        ("../file.yml", "../none.yml"),
        ("../folder.yml/x.yml", "../folder.yml/y.yml"),
        ("x/../../file.yml", "x/../../none.yml"),
        (absolute.to_str().unwrap(), "/nowhere/none.yml"),
    ];
    let said = |reference: &str, arguments: &[&str]| {
        let text = document("Cats").replace("#/components/schemas/Cats", reference);
        fs::write(folder.join("inside/pets.yaml"), text).unwrap();
        let (code, said) = ends(&folder.join("inside"), arguments);
        assert_eq!(code, 1, "{reference}: {said}");
        first(&said).split("` is outside").nth(1).unwrap_or_else(|| panic!("{reference}: {said}")).to_owned()
    };
    for (there, not) in given {
        // A document that is given without a folder has one, too.
        for arguments in [&["inspect", "pets.yaml"][..], &["inspect", "../inside/pets.yaml"]] {
            assert_eq!(said(there, arguments), said(not, arguments));
        }
    }
    for (link, target) in [("there.yml", "../file.yml"), ("not.yml", "../none.yml"), ("up", "..")] {
        symlink(target, folder.join("inside").join(link)).unwrap();
    }
    let linked: Vec<String> = ["there.yml", "not.yml", "up/file.yml", "up/none.yml"]
        .map(|reference| said(reference, &["inspect", "pets.yaml"]))
        .to_vec();
    assert!(linked.iter().all(|one| *one == linked[0]), "{linked:?}");
    // Links that stay inside are followed, also by way of what is above.
    fs::create_dir(folder.join("inside/deep")).unwrap();
    fs::write(folder.join("inside/deep/real.yml"), "type: string\n").unwrap();
    symlink("../inside/deep", folder.join("inside/way")).unwrap();
    let text = document("Cats").replace("#/components/schemas/Cats", "way/real.yml");
    fs::write(folder.join("inside/pets.yaml"), text).unwrap();
    let (code, said) = ends(&folder.join("inside"), &["inspect", "pets.yaml"]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn settings_name_nothing_outside_their_folder() {
    let folder = scratch("reading-settings");
    workspace(&folder, "Cats");
    fs::write(folder.join("outside.yaml"), document("Cats")).unwrap();
    fs::write(folder.join("overlay.yaml"), "").unwrap();
    symlink("../outside.yaml", folder.join("specs/link.yaml")).unwrap();
    symlink("pets.yaml", folder.join("specs/fine.yaml")).unwrap();
    let said = |document: &str, overlay: &str| {
        let settings = format!(
            "[crate]\nname = \"clients\"\n\n[[api]]\nmodule = \"pets\"\ndocument = \"{document}\"\noverlays = [{overlay}]\n"
        );
        fs::write(folder.join("specs/truespec.toml"), settings).unwrap();
        ends(&folder, &[])
    };
    assert_eq!(said("fine.yaml", "").0, 0);
    insta::assert_snapshot!("settings_outside", said("../outside.yaml", "\"../none.yaml\"").1);
    for (document, overlay, refused) in [
        ("link.yaml", "", "TS112"),
        ("../none.yaml", "", "TS112"),
        ("/etc/hostname", "", "TS823"),
        ("pets.yaml", "\"../overlay.yaml\"", "TS112"),
    ] {
        let (code, said) = said(document, overlay);
        let is_refused = said.contains(&format!("error[{refused}]")) && said.contains("specs/truespec.toml:");
        assert!(code == 1 && is_refused, "{said}");
    }
    // The settings themselves.
    fs::rename(folder.join("specs/truespec.toml"), folder.join("truespec.toml")).unwrap();
    symlink("../../truespec.toml", folder.join("specs/truespec.toml")).unwrap();
    let (code, said) = ends(&folder, &[]);
    assert!(code == 1 && said.contains("error[TS112]: `specs/truespec.toml` is outside"), "{said}");
    fs::remove_file(folder.join("specs/truespec.toml")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("specs/truespec.toml")).status().unwrap().success());
    let (code, said) = ends(&folder, &[]);
    assert!(
        code == 1 && said.contains("error[TS110]: `specs/truespec.toml` is a pipe, not a file"),
        "{said}"
    );
}

#[test]
fn a_recording_stays_in_its_folder() {
    let folder = scratch("reading-recording");
    fs::write(folder.join("pets.yaml"), document("Cats")).unwrap();
    fs::create_dir(folder.join("recording")).unwrap();
    fs::write(folder.join("secret.json"), "{}").unwrap();
    symlink("../secret.json", folder.join("recording/a.request.json")).unwrap();
    let (code, said) = ends(&folder, &["learn", "recording", "--document", "pets.yaml"]);
    assert!(code == 1 && said.contains("error[TS112]"), "{said}");
    fs::remove_file(folder.join("recording/a.request.json")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("recording/a.request.json")).status().unwrap().success());
    let (code, said) = ends(&folder, &["learn", "recording", "--document", "pets.yaml"]);
    assert!(code == 1 && said.contains("error[TS110]"), "{said}");
}

/// What a shell's `<(…)` gives: a pipe that is open already.
#[test]
fn a_pipe_of_the_command_line_is_read() {
    let folder = scratch("reading-pipe");
    fs::write(folder.join("pets.yaml"), document("Cats")).unwrap();
    let piped = |line: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-c", line, env!("CARGO_BIN_EXE_truespec")]).current_dir(&folder);
        gave(&shell.output().unwrap())
    };
    for path in ["/dev/stdin", "/dev/fd/0"] {
        let (code, said) = piped(&format!("cat pets.yaml | \"$0\" inspect {path}"));
        assert!(code == 0 && said.contains("list_pets"), "{path}: {said}");
    }
    let (code, said) = piped("cat pets.yaml | \"$0\" init --document /dev/stdin shop");
    assert!(code == 1 && said.contains("error[TS110]") && !folder.join("shop").exists(), "{said}");
    let (code, said) = piped("yes '# a line of a document without end' | \"$0\" inspect /dev/stdin");
    assert!(code == 1 && said.contains("error[TS111]: `/dev/stdin` is larger than 256 MiB"), "{said}");
    // A reference to it is one that leads outside.
    let text = document("Cats").replace("#/components/schemas/Cats", "/dev/stdin");
    fs::write(folder.join("refers.yaml"), text).unwrap();
    let (code, said) = piped("cat pets.yaml | \"$0\" inspect refers.yaml");
    assert!(code == 1 && said.contains("error[TS402]"), "{said}");
}

/// A revision is written to a folder of its own, whatever somebody put into the one for temporary files.
#[test]
fn a_revision_leaves_nothing_behind() {
    let folder = scratch("reading-revision");
    workspace(&folder, "Cats");
    let temporary: PathBuf = folder.join("tmp");
    fs::create_dir(&temporary).unwrap();
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=t", "-c", "user.email=t@example.org"]).args(arguments);
        git.current_dir(&folder).output().unwrap()
    };
    git(&["init", "-q"]);
    git(&["add", "specs"]);
    git(&["commit", "-qm", "first"]);
    let mut diff = command(&folder, &["diff", "HEAD", "-q"]);
    let (code, said) = gave(&diff.env("TMPDIR", &temporary).output().unwrap());
    assert_eq!(code, 0, "{said}");
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
}
