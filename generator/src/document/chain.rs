//! Chains of references. Each is followed once for the whole document, so that a long chain costs no more than a short
//! one.

use std::collections::BTreeMap;

use crate::base::pointer::Pointer;

/// Where each chain of references ends, by the pointer of each reference in it.
#[derive(Debug, Default)]
pub(super) struct ChainEnds(BTreeMap<Pointer, End>);

/// Where a chain of references ends.
#[derive(Clone, Debug)]
enum End {
    /// At this schema.
    Schema(Pointer),
    /// Nowhere: the chain dangles or is a cycle.
    Nowhere,
}

impl ChainEnds {
    /// Follows each of `links`, which map the pointer of a reference to its target. A target that is not a link itself
    /// ends the chain if it `exists`.
    pub(super) fn new(links: &BTreeMap<Pointer, Pointer>, exists: impl Fn(&Pointer) -> bool) -> Self {
        let mut ends: BTreeMap<Pointer, End> = BTreeMap::new();
        for start in links.keys() {
            let mut chain: Vec<&Pointer> = Vec::new();
            let mut at = start;
            let end = loop {
                if let Some(known) = ends.get(at) {
                    break known.clone();
                }
                let Some(next) = links.get(at) else {
                    break if exists(at) { End::Schema(at.clone()) } else { End::Nowhere };
                };
                // A link that is reached again before its end is known closes a cycle.
                ends.insert(at.clone(), End::Nowhere);
                chain.push(at);
                at = next;
            };
            ends.extend(chain.into_iter().map(|link| (link.clone(), end.clone())));
        }
        Self(ends)
    }

    /// The end of the chain that starts with the reference at `link`; `None` if it has none.
    pub(super) fn of(&self, link: &Pointer) -> Option<&Pointer> {
        match self.0.get(link)? {
            End::Schema(end) => Some(end),
            End::Nowhere => None,
        }
    }
}
