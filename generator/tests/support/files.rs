//! A small document and what is on disk: what the tests of reading and writing share.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly
#![allow(dead_code)] // each test uses a part

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[path = "run.rs"]
mod run;

/// A document whose operations belong to a group, so that another group is another set of files.
pub fn document(group: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{version: '1', title: Pets}}
paths:
  /pets:
    get:
      tags: [{group}]
      operationId: listPets
      responses:
        '200':
          description: all
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/{group}'}}}}}}
components:
  schemas:
    {group}: {{type: object, properties: {{name: {{type: string}}}}}}
"
    )
}

/// The settings of a workspace of `specs/pets.yaml`.
pub const SETTINGS: &str =
    "[crate]\nname = \"clients\"\n\n[[api]]\nmodule = \"pets\"\ndocument = \"pets.yaml\"\n";

/// A workspace that nothing has been generated in yet.
pub fn workspace(folder: &Path, group: &str) {
    std::fs::create_dir_all(folder.join("specs")).unwrap();
    std::fs::write(folder.join("specs/truespec.toml"), SETTINGS).unwrap();
    std::fs::write(folder.join("specs/pets.yaml"), document(group)).unwrap();
}

/// The binary, to be run in a folder.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truespec"));
    command.args(arguments).current_dir(folder).env_remove("CLICOLOR_FORCE");
    command
}

/// What a run gave: exit code, and both streams.
pub fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    gave(&run::output(&mut command(folder, arguments)))
}

/// The exit code, and both streams.
pub fn gave(output: &Output) -> (i32, String) {
    let said = String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned();
    (output.status.code().unwrap_or(-1), said)
}

/// Every file below a folder with its bytes.
pub fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(within) = folders.pop() {
        for entry in std::fs::read_dir(&within).into_iter().flatten() {
            let path = entry.unwrap().path();
            match path.is_dir() && !path.is_symlink() {
                true => folders.push(path),
                // A file may go away while another run writes.
                false => {
                    let is_file = path.metadata().is_ok_and(|data| data.is_file());
                    let bytes = if is_file { std::fs::read(&path).unwrap_or_default() } else { Vec::new() };
                    found.insert(path.strip_prefix(folder).unwrap().to_owned(), bytes);
                }
            }
        }
    }
    found
}
