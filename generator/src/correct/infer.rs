//! Infers schemas from all samples of a place: kinds, null, absence, lists, maps and objects. No value gets into a
//! schema, and no name that may be one.

mod dialect;
mod entries;
mod evidence;
mod key;
mod schema;

pub(crate) use dialect::{ANNOTATIONS, Dialect};
pub(crate) use entries::{FEWEST_ENTRIES, entries};
pub(crate) use evidence::{Evidence, Kind, MAX_MEMBERS};
pub(crate) use key::{is_plain_name, is_plain_word, looks_like_data, reads_like_name};
pub(crate) use schema::infer;
