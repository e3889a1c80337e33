//! What operations of vendors' documents are called, beside what the vendors' own clients call them: `vendors.tsv`, two
//! operations of each of twenty documents, drawn by chance. That our column is true is looked up where the corpus is at hand,
//! `../../shared/corpus`; that each verdict follows from the two names is looked up everywhere.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use truespec::inspect;
use truespec::rust::names::ident::written;
use truespec::source::ApiSource;

/// A line of the table.
struct Row {
    document: String,
    endpoint: String,
    ours: String,
    vendors: String,
    verdict: String,
    note: String,
}

/// Read when the test runs: an edit of the table compiles nothing.
fn rows() -> Vec<Row> {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/names/vendors.tsv");
    let text = std::fs::read_to_string(table).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    let row = |line: &str| {
        let columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let Ok([document, endpoint, ours, vendors, _, verdict, note]) = <[String; 7]>::try_from(columns)
        else {
            panic!("vendors.tsv: seven columns are wanted: {line}")
        };
        Row { document, endpoint, ours, vendors, verdict, note }
    };
    lines.map(row).collect()
}

/// The names of a document's operations, by method and path.
fn names(document: &Path) -> BTreeMap<String, String> {
    let (document, shown_from) = (document.to_owned(), document.parent().unwrap().to_owned());
    let source = ApiSource {
        module: None,
        document,
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from,
        ..ApiSource::default()
    };
    let (built, report, _) = inspect(&source);
    let built = built.unwrap_or_else(|| panic!("{:?}", report.diagnostics));
    let own = built.names.groups.iter().flat_map(|group| {
        let group_name = written(&group.module);
        group
            .operations
            .iter()
            .map(move |own| (own.index, format!("{group_name}().{}", written(&own.method))))
    });
    let endpoint = |index: usize| {
        let operation = &built.api.operations[index];
        format!("{} {}", operation.method, operation.key)
    };
    own.filter(|(index, _)| built.api.operations[*index].variant.is_none())
        .map(|(index, name)| (endpoint(index), name))
        .collect()
}

#[test]
fn names_beside_those_of_vendors_are_true() {
    let vendor = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/vendor");
    if !vendor.exists() {
        return println!("skipped: ../shared/corpus is not there");
    }
    let rows = rows();
    let mut documents: Vec<&str> = rows.iter().map(|row| row.document.as_str()).collect();
    documents.dedup();
    documents.sort_by_key(|name| std::cmp::Reverse(vendor.join(name).metadata().unwrap().len()));
    let next = AtomicUsize::new(0);
    let found = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some(&name) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            let names = names(&vendor.join(name));
            found.lock().unwrap().insert(name, names);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    let found = found.into_inner().unwrap();
    let now = |row: &Row| found[row.document.as_str()].get(&row.endpoint).cloned();
    let wrong = rows.iter().filter(|row| now(row).as_ref() != Some(&row.ours));
    let wrong: Vec<String> = wrong
        .map(|row| format!("{} {}: {} is now {:?}", row.document, row.endpoint, row.ours, now(row)))
        .collect();
    assert!(wrong.is_empty(), "vendors.tsv is no longer true:\n{}", wrong.join("\n"));
}

#[test]
fn verdicts_beside_names_of_vendors_follow_from_them() {
    let rows = rows();
    let mut counts = BTreeMap::<&str, usize>::new();
    for row in &rows {
        *counts.entry(&row.document).or_default() += 1;
        assert_eq!(row.verdict, verdict(&row.ours, &row.vendors), "{} {}", row.ours, row.vendors);
        assert_eq!(row.verdict == "other", !row.note.is_empty(), "a note for each `other`: {}", row.ours);
    }
    assert_eq!(counts.len(), 20, "documents");
    assert!(counts.values().all(|count| *count == 2), "two of each: {counts:?}");
}

/// `same`: the same group and method. `same words`: the same words, in another order, number or division into groups; those
/// of our method alone, where the vendor's client has no groups.
fn verdict(ours: &str, vendors: &str) -> &'static str {
    let (ours, mut vendors) = (parts(ours), parts(vendors.strip_prefix("client.").unwrap_or(vendors)));
    for words in vendors.iter_mut().filter(|words| words.len() > 1) {
        words.pop_if(|last| last == "api"); // a class of a client of OpenAPI Generator
    }
    let flat = |parts: &[Vec<String>]| {
        let mut words: Vec<String> = parts.iter().flatten().map(|word| singular(word)).collect();
        words.sort();
        words.dedup();
        words
    };
    if ours == vendors {
        "same"
    } else if flat(&ours) == flat(&vendors) || (vendors.len() == 1 && flat(&ours[1..]) == flat(&vendors)) {
        "same words"
    } else {
        "other"
    }
}

/// The words of each part of a name, without the arguments that stand in it.
fn parts(name: &str) -> Vec<Vec<String>> {
    let mut text = String::new();
    let mut depth = 0;
    let letters: Vec<char> = name.chars().collect();
    for (at, &letter) in letters.iter().enumerate() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth > 0 => {}
            letter => {
                let before = at.checked_sub(1).map(|before| letters[before]);
                let after = letters.get(at + 1);
                let starts = letter.is_uppercase()
                    && before.is_some_and(|before| {
                        before.is_lowercase()
                            || before.is_ascii_digit()
                            || (before.is_uppercase() && after.is_some_and(|after| after.is_lowercase()))
                    });
                if starts {
                    text.push('_');
                }
                text.extend(letter.to_lowercase());
            }
        }
    }
    let words = |part: &str| part.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    text.split('.').map(words).collect()
}

fn singular(word: &str) -> String {
    for (ending, instead) in [("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x")] {
        if let Some(start) = word.strip_suffix(ending) {
            return format!("{start}{instead}");
        }
    }
    let plural = word.len() > 3 && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    word.strip_suffix('s').filter(|_| plural).unwrap_or(word).to_owned()
}
