//! Rules for names of modules, and therefore of files, that hold on every file system.

use super::scope::Claim;

/// The longest file name in bytes, with its `.rs`. Most file systems allow 255 bytes, encrypted ones about 140.
const MAX_FILE_NAME: usize = 140;

/// The length to which a longer name is cut, which leaves room for a number.
const CUT_LENGTH: usize = MAX_FILE_NAME - ".rs".len() - "_1000000".len();

/// The longest name of a type: rustdoc creates a file named after it, `struct.….html`.
const MAX_TYPE_NAME: usize = 240;

/// Names that Windows reserves for devices, with any extension. `$` is in no identifier.
pub const DEVICES: [&str; 24] = [
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Returns true if a file of this name, with any extension, is a device on Windows.
pub fn is_device(name: &str) -> bool {
    DEVICES.iter().any(|device| name.eq_ignore_ascii_case(device))
}

/// Returns true if the file of a module with this name is valid on every file system.
pub fn fits(module: &str) -> bool {
    module.len() + ".rs".len() <= MAX_FILE_NAME && !is_device(module)
}

/// Limits a claim to module names that are not too long.
pub(super) fn fit_module<'a>(claim: Claim<'a>) -> Claim<'a> {
    claim.fitted(|name| shortened(name, MAX_FILE_NAME - ".rs".len(), CUT_LENGTH))
}

/// Limits a claim to type names that are not too long.
pub(super) fn fit_type<'a>(claim: Claim<'a>) -> Claim<'a> {
    claim.fitted(|name| shortened(name, MAX_TYPE_NAME, MAX_TYPE_NAME - 10))
}

/// Returns a name if it is not too long, else shorter candidates: its first words, its first and last words, and its
/// first words with a hash of the whole name.
fn shortened(name: &str, longest: usize, cut: usize) -> Vec<String> {
    if name.len() <= longest {
        return vec![name.to_owned()];
    }
    let words = words(name);
    let half = cut / 2;
    let ends = format!("{}{}", first_words(&words, half), last_words(&words, cut - half));
    let mark = format!("{}{:x}", if name.contains('_') { "_x" } else { "X" }, name_hash(name));
    let marked = format!("{}{mark}", first_words(&words, cut - mark.len()));
    vec![first_words(&words, cut), ends, marked]
}

/// Splits an identifier into words, each with its leading underscore or capital.
fn words(name: &str) -> Vec<&str> {
    let starts = name.char_indices().filter(|(_, c)| *c == '_' || c.is_uppercase()).map(|(at, _)| at);
    let starts: Vec<usize> = starts.filter(|at| *at > 0).chain([name.len()]).collect();
    let mut from = 0;
    let word = |at: usize| &name[std::mem::replace(&mut from, at)..at];
    starts.into_iter().map(word).collect()
}

/// Returns as many of the first words as fit, or the beginning of the first word.
fn first_words(words: &[&str], room: usize) -> String {
    let mut head = String::new();
    for word in words {
        if head.len() + word.len() > room {
            break;
        }
        head += word;
    }
    match words.first() {
        Some(first) if head.is_empty() => {
            first.chars().scan(0, |len, c| take_if_fits(len, c, room)).collect()
        }
        _ => head,
    }
}

/// Returns as many of the last words as fit, or the end of the last word.
fn last_words(words: &[&str], room: usize) -> String {
    let mut tail = Vec::new();
    let mut len = 0;
    for word in words.iter().rev() {
        len += word.len();
        if len > room {
            break;
        }
        tail.push(*word);
    }
    tail.reverse();
    match words.last() {
        Some(last) if tail.is_empty() => {
            let end: Vec<char> = last.chars().rev().scan(0, |len, c| take_if_fits(len, c, room)).collect();
            end.into_iter().rev().collect()
        }
        _ => tail.concat(),
    }
}

/// Returns the character if it fits.
fn take_if_fits(len: &mut usize, c: char, room: usize) -> Option<char> {
    *len += c.len_utf8();
    (*len <= room).then_some(c)
}

/// Returns a hash (FNV-1a) that distinguishes long names with the same beginning and end.
fn name_hash(name: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}
