//! Runs of the program.

#![allow(clippy::unwrap_used, clippy::panic)] // a test may fail loudly
#![allow(dead_code)] // each test uses a part

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// A run that takes longer hangs: whatever a test asks for takes seconds on a busy machine.
const LIMIT: Duration = Duration::from_secs(180);

/// What a run gave: exit code, standard output, standard error.
pub struct Run(pub i32, pub String, pub String);

/// Runs `truespec` in a folder.
pub fn truespec(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truespec"));
    let out = output(command.args(arguments).current_dir(folder).env_remove("CLICOLOR_FORCE"));
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run(out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

/// Like [`Command::output`]; a command that hangs fails the test, and not the time that all tests have.
pub fn output(command: &mut Command) -> Output {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let id = child.id().to_string();
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    ended.recv_timeout(LIMIT).map(Result::unwrap).unwrap_or_else(|_| {
        Command::new("kill").args(["-9", &id]).status().unwrap();
        panic!("hangs: {command:?}")
    })
}
