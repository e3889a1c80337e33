//! Replaces the server's own URLs in a body by those of the proxy, while the body passes.

/// Replaces a URL in bytes that arrive in parts.
#[derive(Debug, Clone)]
pub(super) struct Mapping {
    /// The URL as text and as some servers write it in JSON (`https:\/\/…`), each with its replacement.
    pairs: [(Vec<u8>, Vec<u8>); 2],
    /// The end of the last part, which may be the beginning of the URL.
    held: Vec<u8>,
}

impl Mapping {
    /// Creates a replacement of one URL by another.
    pub(super) fn new(from: &str, to: &str) -> Self {
        let escaped = |url: &str| url.replace('/', "\\/").into_bytes();
        let pairs = [(from.as_bytes().to_vec(), to.as_bytes().to_vec()), (escaped(from), escaped(to))];
        Self { pairs, held: Vec::new() }
    }

    /// Takes a part, and returns what can be passed on.
    pub(super) fn part(&mut self, part: &[u8]) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.held);
        bytes.extend_from_slice(part);
        let (mut mapped, mut rest) = (Vec::with_capacity(bytes.len()), bytes.as_slice());
        while let Some((first, after)) = rest.split_first() {
            match self.found(rest) {
                Found::Whole(from, to) => {
                    mapped.extend_from_slice(to);
                    rest = rest.get(from..).unwrap_or_default();
                }
                Found::Beginning => {
                    self.held = rest.to_vec();
                    return mapped;
                }
                Found::No => {
                    mapped.push(*first);
                    rest = after;
                }
            }
        }
        mapped
    }

    /// Returns what was held back when the body ends.
    pub(super) fn end(&mut self) -> Vec<u8> {
        let held = std::mem::take(&mut self.held);
        let whole = self.pairs.iter().find(|(from, _)| *from == held);
        whole.map_or(held.clone(), |(_, to)| to.clone())
    }

    fn found(&self, bytes: &[u8]) -> Found<'_> {
        for (from, to) in &self.pairs {
            match bytes.strip_prefix(from.as_slice()) {
                Some([next, ..]) if !continues(*next) => return Found::Whole(from.len(), to),
                Some([]) => return Found::Beginning,
                None if from.starts_with(bytes) => return Found::Beginning,
                _ => {}
            }
        }
        Found::No
    }
}

enum Found<'m> {
    /// The URL stands here: its length, and its replacement.
    Whole(usize, &'m [u8]),
    /// What is here may be its beginning.
    Beginning,
    No,
}

/// Returns true if a byte after a URL makes another host or path of it: `https://api.example.com.evil`.
pub(super) fn continues(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".:-_@%".contains(&byte)
}
