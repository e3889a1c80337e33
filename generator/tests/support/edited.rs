//! Documents of others to edit, and what is made of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly
#![allow(dead_code)] // each test uses a part

use std::path::{Path, PathBuf};

use serde_json::Value;
use truespec::diagnostic::{Files, Report};
use truespec::input::load::load;
use truespec::review::surface::{Surface, surface};
use truespec::rust::model::Scalars;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{generate, write};

/// Documents beyond this size take longer than they teach; `TRUESPEC_BYTES` gives another limit.
const LARGEST: u64 = 400_000;

/// What is tried at least of the corpus where it is there.
const ENOUGH: usize = 30;

/// A deterministic source of numbers (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        usize::try_from((mixed ^ (mixed >> 27)) % u64::try_from(below.max(1)).unwrap()).unwrap()
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        if of.is_empty() { None } else { of.get(self.roll(of.len())) }
    }
}

/// What the numbers of an edit follow from.
pub fn seed(path: &Path, edit: usize, round: u64) -> u64 {
    let name = path.file_name().unwrap().to_str().unwrap().bytes();
    name.fold(round * 31 + u64::try_from(edit).unwrap(), |seed, byte| {
        seed.wrapping_mul(1_099_511_628_211) ^ u64::from(byte)
    })
}

/// A number that the caller of the tests may give.
fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// How many edits of each kind a document gets.
pub fn rounds() -> u64 {
    asked("TRUESPEC_EDITS").unwrap_or(1)
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/vendor")
}

/// The features, and the smaller documents of the corpus where it is there.
pub fn documents() -> Vec<PathBuf> {
    let largest = asked("TRUESPEC_BYTES").unwrap_or(LARGEST);
    let mut found = Vec::new();
    for folder in [Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/features"), corpus()] {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let small =
            entries.filter(|entry| entry.metadata().is_ok_and(|data| data.is_file() && data.len() < largest));
        found.extend(small.map(|entry| entry.path()));
    }
    found.retain(|path| path.extension().is_some_and(|end| end == "yaml" || end == "yml" || end == "json"));
    found.sort();
    let limit =
        asked("TRUESPEC_DOCUMENTS").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(found.len());
    let step = found.len().div_ceil(limit.max(1)).max(1);
    found.into_iter().step_by(step).collect()
}

/// Holds what was tried against the number that is promised, unless fewer were asked for or there is no corpus.
pub fn enough(tried: &[PathBuf]) {
    let of_corpus = tried.iter().filter(|path| path.starts_with(corpus())).count();
    println!("{of_corpus} of them of the corpus");
    if corpus().is_dir() && asked("TRUESPEC_DOCUMENTS").is_none() {
        assert!(of_corpus >= ENOUGH, "{of_corpus} documents of the corpus");
    }
}

pub fn read(path: &Path) -> Option<Value> {
    let (mut files, mut report) = (Files::default(), Report::default());
    let id = files.add("document", std::fs::read_to_string(path).ok()?);
    load(&files, id, &mut report).filter(|value| value["openapi"].is_string())
}

/// The sources of the client of a document, without the runtime, and what can be named of it.
pub fn made(scratch: &str, path: &Path, value: &Value) -> Option<(write::Files, Surface)> {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join(scratch);
    std::fs::create_dir_all(&scratch).unwrap();
    let document = scratch.join("document.json");
    std::fs::write(&document, value.to_string()).unwrap();
    let source = ApiSource {
        module: None,
        document,
        overlays: Vec::new(),
        root: path.parent().map(Path::to_owned),
        lenient: false,
        shown_from: PathBuf::new(),
        ..ApiSource::default()
    };
    let generated = generate(&Sources::new(Settings::default(), vec![source]));
    let mut files = generated.files;
    files.retain(|path, _| path.starts_with("src") && !path.starts_with("src/runtime"));
    let built = generated.apis.first().filter(|_| !files.is_empty())?;
    Some((files, surface(built, Scalars::default())))
}

/// The lines that only one of two texts has, by the longest common subsequence of what lies between their equal ends.
pub fn difference<'a>(was: &'a str, now: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let (mut was, mut now): (Vec<&str>, Vec<&str>) = (was.lines().collect(), now.lines().collect());
    while !was.is_empty() && was.last() == now.last() {
        was.pop();
        now.pop();
    }
    let same = was.iter().zip(&now).take_while(|(was, now)| was == now).count();
    let (was, now) = (&was[same..], &now[same..]);
    let mut lengths = vec![vec![0_u32; now.len() + 1]; was.len() + 1];
    for i in (0..was.len()).rev() {
        for j in (0..now.len()).rev() {
            lengths[i][j] = if was[i] == now[j] {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut gone, mut come) = (0, 0, Vec::new(), Vec::new());
    while i < was.len() || j < now.len() {
        if i < was.len() && j < now.len() && was[i] == now[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == now.len() || (i < was.len() && lengths[i + 1][j] >= lengths[i][j + 1]) {
            gone.push(was[i]);
            i += 1;
        } else {
            come.push(now[j]);
            j += 1;
        }
    }
    (gone, come)
}
