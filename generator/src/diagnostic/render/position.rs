//! Finds the positions of diagnostics in their files, in one pass over each file.

use std::collections::BTreeMap;

use crate::base::pointer::Pointer;
use crate::diagnostic::locate::locate_all;
use crate::diagnostic::{Diagnostic, FileId, Files, Location};

/// A position in a file; line and column count from 1.
pub(super) struct Position<'f> {
    pub(super) file: &'f str,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Returns the position of each diagnostic, in the same order; `None` if it has none.
pub(super) fn positions<'f>(diagnostics: &[&Diagnostic], files: &'f Files) -> Vec<Option<Position<'f>>> {
    let locations: Vec<&Location> = diagnostics.iter().map(|diagnostic| &diagnostic.location).collect();
    positions_of(&locations, files)
}

/// Returns the position of each location, in the same order; `None` if it has none.
pub(super) fn positions_of<'f>(locations: &[&Location], files: &'f Files) -> Vec<Option<Position<'f>>> {
    let found = locate_pointers(locations, files);
    let place = |location: &&Location| match location {
        Location::Source(file, pointer) => found.get(&(*file, pointer)).map(|at| (*file, *at)),
        Location::Within(file, pointer, text, offset) => {
            let at = *found.get(&(*file, pointer))?;
            let whole = files.get(*file).map_or("", |file| &file.text);
            Some((*file, position_within(whole, at, text, *offset).unwrap_or(at)))
        }
        Location::Text(file, line, column) => Some((*file, (*line, *column))),
        Location::Normalised(_) | Location::Nowhere => None,
    };
    let places: Vec<_> = locations.iter().map(place).collect();
    let named = |place: Option<(FileId, (usize, usize))>| {
        let (file, (line, column)) = place?;
        Some(Position { file: &files.get(file)?.name, line, column })
    };
    places.into_iter().map(named).collect()
}

/// Returns the position of a part of a member's string value, if the value is written in the line of its key as it is.
fn position_within(
    whole: &str,
    (line, column): (usize, usize),
    text: &str,
    offset: usize,
) -> Option<(usize, usize)> {
    let written = whole.lines().nth(line - 1)?;
    let key = written.char_indices().nth(column - 1)?.0;
    let value = key + written.get(key..)?.find(':')? + 1;
    let found = value + written.get(value..)?.find(text).filter(|_| !text.is_empty())? + offset;
    Some((line, written.get(..found)?.chars().count() + 1))
}

type Places<'d> = BTreeMap<(FileId, &'d Pointer), (usize, usize)>;

fn locate_pointers<'d>(locations: &[&'d Location], files: &Files) -> Places<'d> {
    let mut pointers: BTreeMap<FileId, Vec<&Pointer>> = BTreeMap::new();
    for location in locations {
        if let Location::Source(file, pointer) | Location::Within(file, pointer, ..) = location {
            pointers.entry(*file).or_default().push(pointer);
        }
    }
    let mut places = Places::new();
    for (id, pointers) in pointers {
        let Some(file) = files.get(id) else { continue };
        let found = locate_all(&file.text, &pointers);
        places.extend(pointers.into_iter().map(|pointer| (id, pointer)).zip(found));
    }
    places
}
