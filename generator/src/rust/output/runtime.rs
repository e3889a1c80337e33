//! The runtime, as far as the APIs need it: its files, and what `lib.rs` hands on of it. Where only some of a crate's APIs
//! need a file, it is there only with their features, so that an API alone compiles what it needs itself.

use std::path::Path;

use crate::Built;
use crate::rust::embed::{self, EXPORTED, Exported, Gated, Need, ROOMS, Room, RuntimeFile, When};
use crate::rust::model::{NeededBy, Uses};
use crate::write::Files;

/// A room of which something is emitted.
struct Emitted {
    room: &'static Room,
    files: Vec<Gated<'static>>,
    /// The attribute, a line, of the whole room.
    gate: String,
}

/// The crates that the root re-exports: those whose types callers name, unless a group of operations is called so.
pub fn exported(uses: &Uses<'_>, apis: &[Built]) -> Vec<Exported> {
    let single = apis.iter().filter(|built| built.module.is_none());
    let single: Vec<&Built> = single.collect();
    let is_needed = |one: &&Exported| one.need.is_none_or(|need| uses.needed_by(&[need]) != NeededBy::NoApi);
    EXPORTED
        .iter()
        .filter(is_needed)
        .filter(|one| !single.iter().any(|built| built.names.is_group(one.name)))
        .copied()
        .collect()
}

/// The re-export of a crate, with the features that need it.
fn export(one: &Exported, uses: &Uses<'_>) -> String {
    let gate = one.need.map(|need| uses.needed_by(&[need]).gate()).unwrap_or_default();
    format!("\n{gate}pub use ::{};", one.name)
}

/// The module and its types, as `lib.rs` has them.
pub fn root(uses: &Uses<'_>, exported: &[Exported]) -> String {
    let mut text = "pub mod runtime;\n\npub use bytes::Bytes;\n".to_owned();
    text.extend(exported.iter().map(|one| export(one, uses)));
    text += "\n";
    for Emitted { room, files, .. } in emitted(uses) {
        for (gate, names) in by_gate(&files) {
            let path = format!("self::runtime::{}::{}", room.name, embed::use_names(&names));
            text += &format!("\n{gate}#[doc(inline)]\npub use {path};");
        }
    }
    text
}

/// What users name at the root, by the features that it needs.
fn by_gate(files: &[Gated<'_>]) -> Vec<(String, Vec<&'static str>)> {
    let mut gates: Vec<(String, Vec<&'static str>)> = Vec::new();
    for (file, gate) in files.iter().filter(|(file, _)| !file.root.is_empty()) {
        match gates.iter_mut().find(|(known, _)| known == gate) {
            Some((_, names)) => names.extend(file.root),
            None => gates.push((gate.clone(), file.root.to_vec())),
        }
    }
    gates
}

/// The files.
pub fn files(files: &mut Files, uses: &Uses<'_>, header: &str, assumed_offset: i32) {
    let folder = Path::new("src/runtime");
    let emitted = emitted(uses);
    files.insert(folder.join("mod.rs"), format!("{header}\n{}", module(&emitted)));
    for Emitted { room, files: gated, gate } in &emitted {
        for (file, _) in gated {
            // The one place where the settings reach into the runtime: its value for a time without an offset.
            let text = match (room.name, file.module) {
                ("scalar", "offset") => {
                    file.text.replace(": i32 = 0;", &format!(": i32 = {assumed_offset};"))
                }
                _ => file.text.to_owned(),
            };
            let path = folder.join(room.name).join(format!("{}.rs", file.module));
            files.insert(path, format!("{header}\n{text}"));
        }
        // What is there only with the room needs no attribute of its own.
        let own =
            |(file, own): &Gated<'static>| (*file, if own == gate { String::new() } else { own.clone() });
        let text = room.text(&gated.iter().map(own).collect::<Vec<_>>());
        files.insert(folder.join(format!("{}.rs", room.name)), format!("{header}\n{text}"));
    }
}

/// The runtime's own module: its rooms, of which documentation lists those that have something for users.
fn module(emitted: &[Emitted]) -> String {
    let mut text = DOCS.to_owned();
    for Emitted { room, files, gate } in emitted {
        let hidden = if embed::is_public(files) { "" } else { "#[doc(hidden)]\n" };
        text += &format!("\n{gate}{hidden}pub mod {};", room.name);
    }
    text + "\n"
}

/// What is said of it.
const DOCS: &str = "//! The types that clients are built on, by subject, for use in your own signatures and settings. They are the same\n\
                    //! in every crate that truespec emits.\n";

/// The rooms with their files, as far as the APIs need them.
fn emitted(uses: &Uses<'_>) -> Vec<Emitted> {
    let emitted = ROOMS.iter().filter_map(|room| {
        let files = room.files.iter().filter_map(|file| Some((file, gate(file.when, uses)? + &file.gate())));
        let files: Vec<Gated<'static>> = files.collect();
        (!files.is_empty()).then(|| Emitted { room, files, gate: room_gate(room, uses) })
    });
    emitted.collect()
}

/// With which features a file is there, beside those of its room; none: it is not.
fn gate(when: When, uses: &Uses<'_>) -> Option<String> {
    match when {
        When::Always | When::Mock([]) => (when == When::Always || uses.mock).then(String::new),
        When::Mock(_) if !uses.mock => None,
        When::For(needs) | When::Mock(needs) => match uses.needed_by(needs) {
            NeededBy::NoApi => None,
            by => Some(by.gate()),
        },
    }
}

/// With which features a room is there: those of any of its files.
fn room_gate(room: &Room, uses: &Uses<'_>) -> String {
    let own = room.files.first().map(RuntimeFile::gate).unwrap_or_default();
    let own = if room.files.iter().all(|file| file.gate() == own) { own } else { String::new() };
    needs_gate(room, uses) + &own
}

/// With which features a room is there, whose files have no feature of their own.
fn needs_gate(room: &Room, uses: &Uses<'_>) -> String {
    if room.files.iter().any(|file| file.when == When::Always) {
        return String::new();
    }
    if room.files.iter().any(|file| matches!(file.when, When::Mock(_))) {
        return "#[cfg(feature = \"mock\")]\n".to_owned();
    }
    let needs = room.files.iter().filter_map(|file| match file.when {
        When::For(needs) => Some(needs),
        _ => None,
    });
    let needs: Vec<Need> = needs.flatten().copied().collect();
    uses.needed_by(&needs).gate()
}
