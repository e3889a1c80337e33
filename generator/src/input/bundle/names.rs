//! Chooses component names for values from other files. All claims are collected before the first name is chosen, so
//! that names do not depend on the order of references. Names that collide are qualified by their parents.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::pointer::Pointer;
use crate::openapi::keyword::Keyword;
use crate::openapi::section::SECTIONS;

/// Returns true if a token is a section of named things: the next token is a name of its own.
fn is_section(token: &str) -> bool {
    ["components", "definitions", "$defs"].contains(&token)
        || SECTIONS.iter().any(|section| section.key == token)
}

/// Returns true if a token leads into a part of something: the next token means nothing without it.
fn is_part(token: &str) -> bool {
    let is_keyword = Keyword::of(token).is_some_and(|keyword| keyword.entry().kind.is_nested());
    is_keyword || ["content", "schema"].contains(&token)
}

/// A request for a name.
pub(super) struct Claim {
    /// Names are unique within a section.
    pub(super) section: Pointer,
    /// The names of its parents, outermost first, then its own name.
    words: Vec<String>,
    /// The number of words that the name has at least.
    own: usize,
    /// All tokens, for when nothing else distinguishes two claims.
    whole: Vec<String>,
}

impl Claim {
    /// Creates a claim for a pointer in a file with these name tokens.
    pub(super) fn new(section: Pointer, file: Vec<String>, pointer: &Pointer) -> Self {
        let whole = file.iter().cloned().chain(pointer.tokens()).map(|word| clean(&word)).collect();
        let mut words: Vec<String> = file.iter().map(|word| clean(word)).collect();
        let (mut own, mut inside) = (1, pointer.tokens().next().is_some_and(|first| is_part(&first)));
        for token in pointer.tokens() {
            if is_section(&token) || is_part(&token) {
                inside = !is_section(&token);
                continue;
            }
            own = if inside { own + 1 } else { 1 };
            inside = false;
            words.push(clean(&token));
        }
        Self { section, words, own, whole }
    }

    /// Returns the name with `level` more words than its own.
    fn name(&self, level: usize) -> String {
        match self.words.len().checked_sub(self.own + level) {
            Some(start) => self.words.get(start..).unwrap_or_default().join("_"),
            None => self.whole.join("_"),
        }
    }
}

/// Replaces characters that a component name may not have (`^[a-zA-Z0-9._-]+$`) by `_`.
fn clean(word: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    word.chars().map(|c| if allowed(c) { c } else { '_' }).collect()
}

type Sections = BTreeMap<Pointer, BTreeSet<String>>;

/// Chooses a name for each claim that is neither taken nor shared. `Err` holds the names that several claims cannot
/// avoid sharing.
pub(super) fn assign_names(claims: &[Claim], taken: &Sections) -> Result<Vec<String>, BTreeSet<String>> {
    let mut levels = vec![0; claims.len()];
    loop {
        let names: Vec<String> =
            claims.iter().zip(&levels).map(|(claim, level)| claim.name(*level)).collect();
        let mut holders: BTreeMap<(&Pointer, &str), Vec<usize>> = BTreeMap::new();
        for (index, (claim, name)) in claims.iter().zip(&names).enumerate() {
            holders.entry((&claim.section, name)).or_default().push(index);
        }
        let is_taken = |section, name: &str| taken.get(section).is_some_and(|names| names.contains(name));
        let colliding =
            holders.iter().filter(|((section, name), at)| at.len() > 1 || is_taken(*section, name));
        let colliding: Vec<_> = colliding.collect();
        if colliding.is_empty() {
            return Ok(names);
        }
        let mut moved = false;
        for &index in colliding.iter().flat_map(|(_, at)| at.iter()) {
            if levels[index] < claims[index].words.len() {
                levels[index] += 1;
                moved = true;
            }
        }
        if !moved {
            return Err(colliding.iter().map(|((_, name), _)| (*name).to_owned()).collect());
        }
    }
}
