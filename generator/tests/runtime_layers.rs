//! Who uses whom in the runtime, file by file, and that its table says what is there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use support::sources;
use toml::{Table, Value};
use truespec::rust::embed::{CRATES, FEATURES, Gated, Need, Platform, ROOMS, Room, RuntimeFile, When};

/// Files that need each other, and why that is right.
const CYCLES: &[(&[&str], &str)] = &[(
    &["json/codec", "json/object"],
    "an object's members are values, and a value may be an object: the trait's methods for objects have a default",
)];

/// Needs that never come alone: one, another that comes with it, and where that is decided.
const WITH: &[(Need, Need, &str)] = &[
    (Need::Multipart, Need::Upload, "`emit::uses`: a part of a form may be a file"),
    (Need::Decimal, Need::Quoted, "`emit::ty`: a decimal is a number that may be quoted"),
    (Need::RustDecimal, Need::Quoted, "`emit::ty`: a decimal is a number that may be quoted"),
    (Need::PagingBody, Need::Paging, "`emit::uses`: a list is paged, and by its body"),
    (Need::Pattern, Need::Validate, "`emit::uses`: a pattern is a check"),
];

/// A file with a macro that names others only where an operation needs them, and the operation's need brings them.
const AS_NEEDED: &str = "mock/api";

/// Each file's text, by `room/module`.
fn files() -> BTreeMap<String, (&'static Room, &'static RuntimeFile)> {
    let files = ROOMS.iter().flat_map(|room| room.files.iter().map(move |file| (room, file)));
    files.map(|(room, file)| (format!("{}/{}", room.name, file.module), (room, file))).collect()
}

#[test]
fn the_table_lists_every_file_in_order() {
    let listed: Vec<PathBuf> = files().keys().map(|name| Path::new(name).with_extension("rs")).collect();
    let found: Vec<PathBuf> = sources("runtime/src").into_iter().map(|(path, _)| path).collect();
    let mut found: Vec<PathBuf> = found.into_iter().filter(|path| path.iter().count() == 2).collect();
    found.sort();
    assert_eq!(listed, found);
    for room in ROOMS {
        assert!(room.files.is_sorted_by_key(|file| file.module), "{} is not in order", room.name);
        assert!(room.files.len() <= 20, "{} has too many files", room.name);
    }
    assert!(ROOMS.is_sorted_by_key(|room| room.name));
}

/// Every module of a room is as the table says; `UPDATE_ROOMS=1` writes it.
#[test]
fn rooms_are_as_the_table_says() {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src");
    for room in ROOMS {
        let files: Vec<Gated<'_>> = room.files.iter().map(|file| (file, file.gate())).collect();
        let (path, text) = (runtime.join(format!("{}.rs", room.name)), room.text(&files));
        if std::env::var_os("UPDATE_ROOMS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text, "{}", path.display());
    }
}

/// The column of crates is what each file uses, and every crate of the table is used.
#[test]
fn crates_are_as_the_files_use_them() {
    let mut unused: BTreeSet<&str> = CRATES.iter().map(|dependency| dependency.name).collect();
    let mut different = Vec::new();
    for (name, (_, file)) in files() {
        let in_text =
            CRATES.iter().map(|dependency| dependency.name).filter(|name| uses_crate(file.text, name));
        let in_text: Vec<&str> = in_text.collect();
        let listed: Vec<&str> = file.crates.iter().copied().filter(|used| !used.contains('/')).collect();
        if listed != in_text {
            different.push(format!("{name}: the table lists {listed:?}, the file uses {in_text:?}"));
        }
        unused.retain(|name| !listed.contains(name));
        for (crate_name, feature) in file.crates.iter().filter_map(|used| used.split_once('/')) {
            let known = CRATES.iter().filter(|dependency| dependency.name == crate_name);
            let mut more = known.flat_map(|dependency| dependency.more);
            assert!(
                more.any(|(known, _)| *known == feature),
                "{name}: {crate_name} has no feature {feature}"
            );
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    assert!(CRATES.is_sorted_by_key(|dependency| dependency.name));
    assert_eq!(unused, BTreeSet::new(), "no file uses them");
}

/// Whether a path in the text begins with the crate.
fn uses_crate(text: &str, name: &str) -> bool {
    let path = format!("{}::", name.replace('-', "_"));
    let begins = |before: &str| {
        let before = before.strip_suffix("::").filter(|outer| !ends_in_word(outer)).unwrap_or(before);
        !ends_in_word(before) && !before.ends_with(':')
    };
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.match_indices(&path).map(move |(at, _)| &line[..at])).any(begins)
}

fn ends_in_word(text: &str) -> bool {
    text.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '>')
}

/// The crate that tests the runtime has the crates and the features of the table.
#[test]
fn the_manifest_of_the_tests_agrees() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime-tests/Cargo.toml");
    let manifest: Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let everywhere = manifest["dependencies"].as_table().unwrap().clone();
    let of_targets = manifest["target"].as_table().unwrap();
    let of = |target: Platform| {
        of_targets[&format!("cfg({})", target.condition())]["dependencies"].as_table().cloned()
    };
    let [native, browser] = [Platform::Native, Platform::Browser].map(|target| of(target).unwrap());
    let there =
        everywhere.into_iter().chain(native).chain(browser).map(|(name, value)| (name, plain(&value)));
    let listed = CRATES.iter().map(|dependency| {
        let line: Table = format!("it = {}", dependency.source).parse().unwrap();
        let mut value = plain(&line["it"]);
        let more = dependency.more.iter().map(|(feature, _)| (*feature).to_owned());
        value.1.extend(more);
        (dependency.name.to_owned(), value)
    });
    let [there, listed] = [there.collect::<BTreeMap<_, _>>(), listed.collect()];
    assert_eq!(there, listed, "runtime-tests/Cargo.toml (left), the table (right)");
    let features = manifest["features"].as_table().unwrap();
    for feature in FEATURES {
        let enables: Vec<&str> =
            features[feature.name].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(enables, feature.enables, "{}", feature.name);
    }
}

/// A dependency's version and features.
fn plain(dependency: &Value) -> (Option<String>, BTreeSet<String>) {
    let version = dependency.as_str().or_else(|| dependency.get("version")?.as_str());
    let features = dependency.get("features").and_then(Value::as_array).into_iter().flatten();
    let by_default = dependency.get("default-features").is_none().then_some("default");
    let features = features.filter_map(Value::as_str).chain(by_default).map(str::to_owned);
    (version.map(str::to_owned), features.collect())
}

#[test]
fn files_need_each_other_in_one_direction() {
    let uses: BTreeMap<String, BTreeSet<String>> =
        files().into_iter().map(|(name, (room, file))| (name, used(room, file.text))).collect();
    let cycles: BTreeSet<Vec<&str>> = uses.keys().filter_map(|name| cycle(name, &uses)).collect();
    let known: BTreeSet<Vec<&str>> = CYCLES.iter().map(|(files, _)| files.to_vec()).collect();
    assert_eq!(cycles, known, "the files that lead back to themselves");
}

/// The files that lead to this one and that it leads to, if there are others.
fn cycle<'a>(name: &'a str, uses: &'a BTreeMap<String, BTreeSet<String>>) -> Option<Vec<&'a str>> {
    let reached = reached(name, uses);
    let own = reached.iter().copied().filter(|other| self::reached(other, uses).contains(name));
    let own: Vec<&str> = own.collect();
    (!own.is_empty()).then_some(own)
}

/// The files that a file leads to.
fn reached<'a>(name: &str, uses: &'a BTreeMap<String, BTreeSet<String>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&'a str> = uses[name].iter().map(String::as_str).collect();
    while let Some(name) = next.pop() {
        if reached.insert(name) {
            next.extend(uses[name].iter().map(String::as_str));
        }
    }
    reached
}

/// A file is emitted only with what it uses.
#[test]
fn what_a_file_uses_is_emitted_with_it() {
    let files = files();
    for (name, (room, file)) in files.iter().filter(|(name, _)| *name != AS_NEEDED) {
        for other in used(room, file.text) {
            let used = files[&other].1;
            // What is there with a feature is used behind it, too.
            let is_behind = |feature: &str| file.text.contains(&format!("feature = {feature:?}"));
            let gated = used.feature == file.feature || used.feature.is_none_or(is_behind);
            assert!(
                gated && covers(used.when, file.when),
                "{name} is emitted without {other}, which it uses"
            );
        }
    }
}

/// Whether a file that is emitted then is there whenever the other is.
fn covers(used: When, user: When) -> bool {
    match (used, user) {
        (When::Always, _) | (When::Mock([]), When::Mock(_)) => true,
        (When::For(used) | When::Mock(used), When::Mock(user)) => within(user, used),
        (When::For(used), When::For(user)) => within(user, used),
        (used, user) => used == user,
    }
}

fn within(some: &[Need], all: &[Need]) -> bool {
    let is_met = |need: &Need| {
        all.contains(need) || WITH.iter().any(|(one, other, _)| one == need && all.contains(other))
    };
    !some.is_empty() && some.iter().all(is_met)
}

/// The files of the runtime that a text names: `super::file`, `super::super::room::file`, `$crate::runtime::room::file`.
fn used(room: &Room, text: &str) -> BTreeSet<String> {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let (code, known) = (code.join("\n"), files());
    let own = |path: &str| format!("{}/{}", room.name, word(path));
    let other = |path: &str| path.split("::").take(2).map(word).collect::<Vec<_>>().join("/");
    let parts: Vec<&str> = code.split("super::").collect();
    // In a module within a file there is one `super` more.
    let by_super = parts.windows(2).skip(1).map(|part| match part {
        ["", path] if known.contains_key(&other(path)) => other(path),
        [_, path] => own(path),
        _ => String::new(),
    });
    let first = parts.get(1).map(|path| own(path));
    let by_crate = code.split("runtime::").skip(1).map(other);
    let used = by_super.chain(first).chain(by_crate);
    used.filter(|name| known.get(name).is_some_and(|(_, file)| file.text != text)).collect()
}

/// The identifier that a text begins with.
fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}
