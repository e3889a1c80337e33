//! Chains of references, followed once for the whole document, so that a long one costs no more than a short one.

use std::collections::BTreeMap;

use crate::base::pointer::Pointer;

/// Where each chain of references ends, by the place of each reference in it.
#[derive(Debug, Default)]
pub(super) struct Ends(BTreeMap<Pointer, End>);

/// Where a chain of references ends.
#[derive(Clone, Debug)]
enum End {
    /// At this schema.
    Schema(Pointer),
    /// Nowhere: it dangles, or leads back to itself.
    Nowhere,
}

impl Ends {
    /// Follows each of `links`, a reference by its place; what it leads to that is no link is an end if `exists`.
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
                // Until its end is known, a link that is met again closes a cycle.
                ends.insert(at.clone(), End::Nowhere);
                chain.push(at);
                at = next;
            };
            ends.extend(chain.into_iter().map(|link| (link.clone(), end.clone())));
        }
        Self(ends)
    }

    /// Where the chain that begins with the reference at a place ends; `None` if nowhere.
    pub(super) fn of(&self, link: &Pointer) -> Option<&Pointer> {
        match self.0.get(link)? {
            End::Schema(end) => Some(end),
            End::Nowhere => None,
        }
    }
}
