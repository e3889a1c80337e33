//! The segments at the beginning of paths that tell nothing about an operation.

use std::collections::BTreeMap;

use super::template::{Segment, Template};

/// The literal segments that the paths of an API begin with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SharedPrefix(Vec<String>);

impl SharedPrefix {
    /// Finds the longest prefix of at least two paths, and of three in four of all.
    ///
    /// After it, each path has another literal segment, so that something is left to name an operation after. A few other
    /// paths that are added do not change it.
    pub fn new<'a>(templates: impl IntoIterator<Item = &'a Template>) -> Self {
        let mut paths: Vec<Vec<Segment>> = templates.into_iter().map(Template::segments).collect();
        paths.sort_unstable();
        paths.dedup();
        let total = paths.len();
        let mut prefix = Vec::new();
        loop {
            let mut next: BTreeMap<&str, usize> = BTreeMap::new();
            for path in &paths {
                if let [Segment::Literal(own), Segment::Literal(_), ..] = &path[prefix.len()..] {
                    *next.entry(own).or_default() += 1;
                }
            }
            let most = next.into_iter().max_by_key(|(_, count)| *count);
            let Some((segment, _)) = most.filter(|(_, count)| *count > 1 && is_shared(*count, total)) else {
                return Self(prefix);
            };
            let segment = segment.to_owned();
            let at = prefix.len();
            paths.retain(|path| matches!(path.get(at), Some(Segment::Literal(own)) if *own == segment));
            prefix.push(segment);
        }
    }

    /// Returns how many segments of a path it has: all, or none.
    pub fn len_in(&self, segments: &[Segment]) -> usize {
        let is_own =
            |(own, segment): (&String, &Segment)| matches!(segment, Segment::Literal(text) if text == own);
        let has = segments.len() > self.0.len() && self.0.iter().zip(segments).all(is_own);
        if has { self.0.len() } else { 0 }
    }
}

/// Returns true if so many of all paths are as good as all.
fn is_shared(count: usize, total: usize) -> bool {
    total - count <= total / 4
}

/// Returns true for a segment that tells nothing wherever it stands: a version, or a word for the API as a whole.
pub fn is_technical(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    let number = lower.strip_prefix('v').unwrap_or(&lower);
    let is_version = number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .split(|c: char| !c.is_ascii_alphabetic())
            .all(|part| matches!(part, "" | "alpha" | "beta" | "rc" | "p" | "preview"));
    let words: Vec<&str> = lower.split(['-', '_', '.']).collect();
    is_version
        || words.iter().all(|word| {
            matches!(*word, "api" | "apis" | "rest" | "restapi" | "web" | "public" | "open" | "openapi")
        }) && words.iter().any(|word| word.contains("api") || *word == "rest")
}
