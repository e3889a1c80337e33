//! Component names for what comes from other files. All claims are known before the first name is given, so that no
//! name depends on the order of references; names that collide are qualified by what holds them.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::pointer::Pointer;
use crate::openapi::keyword::Keyword;
use crate::openapi::section::SECTIONS;

/// Whether a token names a place for named things: what follows has a name of its own.
fn is_section(token: &str) -> bool {
    ["components", "definitions", "$defs"].contains(&token)
        || SECTIONS.iter().any(|section| section.key == token)
}

/// Whether a token leads into a thing: what follows is a part of it and not known without it.
fn is_part(token: &str) -> bool {
    let is_keyword = Keyword::of(token).is_some_and(|keyword| keyword.entry().kind.is_nested());
    is_keyword || ["content", "schema"].contains(&token)
}

/// A wish for a name.
pub(super) struct Claim {
    /// Names are unique within a section.
    pub(super) section: Pointer,
    /// What holds it, outermost first, and at last its own name.
    words: Vec<String>,
    /// How many of the words the name has at least.
    own: usize,
    /// The same without anything left out, for when nothing else tells two apart.
    whole: Vec<String>,
}

impl Claim {
    /// A claim for a place in a file with this context.
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

    /// The name with so many more words than its own.
    fn name(&self, level: usize) -> String {
        match self.words.len().checked_sub(self.own + level) {
            Some(start) => self.words.get(start..).unwrap_or_default().join("_"),
            None => self.whole.join("_"),
        }
    }
}

/// The characters that a component name may have (`^[a-zA-Z0-9._-]+$`); others become `_`.
fn clean(word: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    word.chars().map(|c| if allowed(c) { c } else { '_' }).collect()
}

type Sections = BTreeMap<Pointer, BTreeSet<String>>;

/// A name for each claim, none of them among those taken. Err: the names that several claims share for good.
pub(super) fn assign(claims: &[Claim], taken: &Sections) -> Result<Vec<String>, BTreeSet<String>> {
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
