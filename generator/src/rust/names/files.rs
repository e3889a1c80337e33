//! What may be the name of a module, and so of a file: the rules of every file system at once.

use super::scope::Claim;

/// The longest file name, with its `.rs`. Most file systems take 255 bytes, encrypted ones about 140.
const FILE: usize = 140;

/// What a name that is too long is cut to: a number may have to follow.
const CUT: usize = FILE - ".rs".len() - "_1000000".len();

/// The longest name of a type: rustdoc makes a file of it, `struct.….html`.
const TYPE: usize = 240;

/// Names that Windows keeps for devices, whatever their extension. `$` is in no identifier.
pub const DEVICES: [&str; 24] = [
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Whether a file of this name, with any extension, is a device on Windows.
pub fn is_device(name: &str) -> bool {
    DEVICES.iter().any(|device| name.eq_ignore_ascii_case(device))
}

/// Whether a module of this name has a file that every file system takes.
pub fn fits(module: &str) -> bool {
    module.len() + ".rs".len() <= FILE && !is_device(module)
}

/// The same claim on the names of modules that are not too long.
pub(super) fn of_module<'a>(claim: Claim<'a>) -> Claim<'a> {
    claim.fitted(|name| shortened(name, FILE - ".rs".len(), CUT))
}

/// The same claim on the names of types that are not too long.
pub(super) fn of_type<'a>(claim: Claim<'a>) -> Claim<'a> {
    claim.fitted(|name| shortened(name, TYPE, TYPE - 10))
}

/// A name that is not too long, else its first words, its first and its last ones, and these with a mark of all of it.
fn shortened(name: &str, longest: usize, cut: usize) -> Vec<String> {
    if name.len() <= longest {
        return vec![name.to_owned()];
    }
    let words = words(name);
    let half = cut / 2;
    let ends = format!("{}{}", head(&words, half), tail(&words, cut - half));
    let mark = format!("{}{:x}", if name.contains('_') { "_x" } else { "X" }, mark(name));
    let marked = format!("{}{mark}", head(&words, cut - mark.len()));
    vec![head(&words, cut), ends, marked]
}

/// The words of an identifier, each with the underscore or in the capital that it begins with.
fn words(name: &str) -> Vec<&str> {
    let starts = name.char_indices().filter(|(_, c)| *c == '_' || c.is_uppercase()).map(|(at, _)| at);
    let starts: Vec<usize> = starts.filter(|at| *at > 0).chain([name.len()]).collect();
    let mut from = 0;
    let word = |at: usize| &name[std::mem::replace(&mut from, at)..at];
    starts.into_iter().map(word).collect()
}

/// As many of the first words as have room, or what has room of the first.
fn head(words: &[&str], room: usize) -> String {
    let mut head = String::new();
    for word in words {
        if head.len() + word.len() > room {
            break;
        }
        head += word;
    }
    match words.first() {
        Some(first) if head.is_empty() => first.chars().scan(0, |len, c| within(len, c, room)).collect(),
        _ => head,
    }
}

/// As many of the last words as have room; what has room of the last, without its beginning, if it is alone.
fn tail(words: &[&str], room: usize) -> String {
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
            let end: Vec<char> = last.chars().rev().scan(0, |len, c| within(len, c, room)).collect();
            end.into_iter().rev().collect()
        }
        _ => tail.concat(),
    }
}

/// The character, if it is within the room.
fn within(len: &mut usize, c: char, room: usize) -> Option<char> {
    *len += c.len_utf8();
    (*len <= room).then_some(c)
}

/// A number that tells long names apart (FNV-1a), for those that begin and end alike.
fn mark(name: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}
