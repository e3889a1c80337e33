//! Finds the line and column of a JSON pointer by parsing the text again. Positions come from the parsers: a key or
//! string that is borrowed from the input has its position in its address.

mod walk;

use serde::de::DeserializeSeed;

use crate::base::pointer::Pointer;
use crate::input::load::tabs::spaced;
use crate::input::load::{looks_like_json, strip_bom};
use walk::{Syntax, Walk, Wanted};

/// Returns the line and column (from 1; columns count characters) of the value at a pointer.
///
/// A member is located at its key, a list element at the first key or string inside it. Where there is neither (a
/// number in a list, a key with escapes, a pointer to a missing value), the location is that of the nearest ancestor
/// that has one, or the start of the text. Values that come through a YAML alias or merge key are located where they
/// are written. Of a duplicate key, the last one counts, as when the value was loaded.
pub fn locate(text: &str, pointer: &Pointer) -> (usize, usize) {
    locate_all(text, &[pointer]).pop().unwrap_or((1, 1))
}

/// [`locate`] for many pointers, in one pass over the text.
pub fn locate_all(text: &str, pointers: &[&Pointer]) -> Vec<(usize, usize)> {
    let mut wanted = Wanted::default();
    for pointer in pointers {
        wanted.add(pointer.tokens());
    }
    read(text, &mut wanted);
    let lines = line_starts(text);
    let offsets: Vec<usize> = pointers.iter().map(|pointer| wanted.offset(pointer.tokens())).collect();
    positions(text, &lines, &offsets)
}

/// A text that cannot be parsed to its end still gives the locations found so far.
fn read(text: &str, wanted: &mut Wanted) {
    let bare = strip_bom(text);
    if looks_like_json(bare) {
        let mut deserializer = serde_json::Deserializer::from_str(bare);
        if Walk::new(text, Syntax::Json, wanted).deserialize(&mut deserializer).is_ok() {
            return;
        }
    }
    if !yaml(text, wanted)
        && let Some(text) = spaced(text)
    {
        yaml(&text, wanted);
    }
}

/// Whether the whole text could be read.
fn yaml(text: &str, wanted: &mut Wanted) -> bool {
    let document = serde_yaml::Deserializer::from_str(strip_bom(text)).next();
    document.is_none_or(|document| Walk::new(text, Syntax::Yaml, wanted).deserialize(document).is_ok())
}

fn line_starts(text: &str) -> Vec<usize> {
    let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
    std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
}

/// Returns the lines and columns of byte offsets. Columns are counted on from one offset to the next, because a
/// document in one line may have as many diagnostics as it has values.
fn positions(text: &str, lines: &[usize], offsets: &[usize]) -> Vec<(usize, usize)> {
    let mut found = vec![(1, 1); offsets.len()];
    let mut order: Vec<usize> = (0..offsets.len()).collect();
    order.sort_unstable_by_key(|index| offsets[*index]);
    let (mut line, mut counted, mut column) = (0, 0, 0);
    for index in order {
        let at = lines.partition_point(|&start| start <= offsets[index]).max(1);
        if at != line {
            (line, counted, column) = (at, lines.get(at - 1).copied().unwrap_or_default(), 0);
        }
        column += text.get(counted..offsets[index]).map_or(0, |before| before.chars().count());
        counted = offsets[index];
        found[index] = (line, column + 1);
    }
    found
}
