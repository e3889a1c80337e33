//! Decoding and encoding, ours against the derived twin: the same program over the same files, in turns.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::part::Types;
use super::sample::Sample;

/// How often each program runs.
const TURNS: usize = 5;

/// Allocators keep what was freed.
const KEEP_MEMORY: [&str; 2] = ["MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"];

/// The program of a crate: times every sample and prints `name decode encode` in MB/s, each the best of its rounds.
pub fn program(types: &Types, samples: &[Sample], ours: bool) -> String {
    let package = if ours { "ours" } else { "derived" };
    let mut text = String::from(FRAME);
    text += "fn main() {\n";
    for sample in samples {
        let names = types.names.get(&sample.stem).map(Vec::as_slice).unwrap_or_default();
        if let Some(name) = names.first() {
            text += &format!(
                "    time::<{package}::types::{name}>(\"{name}\", include_bytes!(\"../../{}\"));\n",
                sample.file
            );
        }
    }
    text + "}\n"
}

/// What both programs share.
const FRAME: &str = r#"use std::hint::black_box;
use std::time::{Duration, Instant};

/// The best of many rounds of at least 10 ms, in MB/s: what another process disturbs is none of the best. The CPU time that
/// Linux tells moves by whole ticks, which is up to half of what is measured here.
fn best(bytes: usize, mut round: impl FnMut()) -> f64 {
    let (started, mut least) = (Instant::now(), f64::MAX);
    while started.elapsed() < Duration::from_millis(400) {
        let (begun, mut rounds) = (Instant::now(), 0);
        while rounds == 0 || begun.elapsed() < Duration::from_millis(10) {
            round();
            rounds += 1;
        }
        least = least.min(begun.elapsed().as_nanos() as f64 / f64::from(rounds));
    }
    bytes as f64 / least * 1e3
}

fn time<T: serde::Serialize + for<'de> serde::Deserialize<'de>>(name: &str, text: &[u8]) {
    let read = || match serde_json::from_slice::<Vec<T>>(black_box(text)) {
        Ok(value) => value,
        Err(error) => panic!("{name}: {error}"),
    };
    let value = read();
    let written = serde_json::to_vec(&value).map_or(0, |text| text.len());
    let decode = best(text.len(), || drop(black_box(read())));
    let encode = best(written, || drop(black_box(serde_json::to_vec(black_box(&value)))));
    println!("{name} {decode:.1} {encode:.1}");
}

"#;

/// Builds and runs both programs of a workspace; prints the speeds and ratios.
pub fn compare(folder: &Path) -> bool {
    if !super::cargo(folder, &["build", "--release", "--workspace"]) {
        println!("  FAILED to build");
        return false;
    }
    let (mut ours, mut derived) = (BTreeMap::new(), BTreeMap::new());
    let mut good = true;
    for _ in 0..TURNS {
        good &= run("ours", &mut ours) && run("derived", &mut derived);
    }
    println!("  {:28} decode MB/s (derived), ratio; encode MB/s (derived), ratio", "");
    for (name, [decode, encode]) in &ours {
        let [their_decode, their_encode] = derived.get(name).copied().unwrap_or_default();
        println!(
            "  {name:28} {decode:6.0} ({their_decode:6.0}) {:5.2} × {encode:6.0} ({their_encode:6.0}) {:5.2} ×",
            decode / their_decode,
            encode / their_encode
        );
    }
    good && !ours.is_empty()
}

/// Runs a program and keeps the best of each figure.
fn run(package: &str, best: &mut BTreeMap<String, [f64; 2]>) -> bool {
    let mut program = Command::new(super::target().join("release").join(package));
    // What glibc gives back to the system between rounds is a matter of which allocation is the last one.
    let output = program.envs(KEEP_MEMORY.map(|name| (name, "1000000000"))).output();
    let Some(output) = output.ok().filter(|output| output.status.success()) else {
        println!("  FAILED: {package}");
        return false;
    };
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let words: Vec<&str> = line.split(' ').collect();
        if let [name, decode, encode] = words[..] {
            let kept = best.entry(name.to_owned()).or_default();
            let figures = [decode, encode].map(|figure| figure.parse().unwrap_or_default());
            *kept = [kept[0].max(figures[0]), kept[1].max(figures[1])];
        }
    }
    true
}
