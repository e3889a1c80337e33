//! Addresses of documents: absolute URIs without a fragment, compared and resolved by RFC 3986, section 5.2.

/// An absolute URI without its fragment: scheme and host in lower case, `.` and `..` resolved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// The scheme and, if there is one, the host: `https://example.com`, `urn:`.
    origin: String,
    /// The rest: `/specs/pets.yaml`, `example:pets`.
    path: String,
}

impl Address {
    /// Parses an absolute reference. A host without a scheme gets `https`. Returns `None` for anything else.
    pub fn parse(reference: &str) -> Option<Self> {
        let whole = reference.split('#').next().unwrap_or_default();
        if whole.starts_with("//") {
            return Self::parse(&format!("https:{whole}"));
        }
        if !is_absolute(whole) {
            return None;
        }
        let (scheme, rest) = whole.split_once(':')?;
        let scheme = scheme.to_ascii_lowercase();
        let Some(rest) = rest.strip_prefix("//") else {
            return Some(Self { origin: format!("{scheme}:"), path: rest.to_owned() });
        };
        let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let origin = format!("{scheme}://{}", host.to_ascii_lowercase());
        Some(Self { origin, path: without_dots(path) })
    }

    /// Resolves a reference found in a document with this address.
    pub fn join(&self, reference: &str) -> Option<Self> {
        if let Some(absolute) = Self::parse(reference) {
            return Some(absolute);
        }
        if !self.origin.contains("//") {
            return None;
        }
        let reference = reference.split('#').next().unwrap_or_default();
        let path = match reference {
            "" => self.path.clone(),
            reference if reference.starts_with('/') => reference.to_owned(),
            reference => format!("{}{reference}", self.folder()),
        };
        Some(Self { origin: self.origin.clone(), path: without_dots(&path) })
    }

    /// Returns the path up to the last `/`.
    fn folder(&self) -> &str {
        let path = self.path.split('?').next().unwrap_or_default();
        path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or("/")
    }

    /// Returns the address of the folder and the name of the file in it.
    pub fn split_file(&self) -> (String, &str) {
        let path = self.path.split('?').next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or(path);
        let folder = path.strip_suffix(name).unwrap_or(path).trim_end_matches('/');
        (format!("{}{folder}", self.origin), name)
    }

    /// Returns the path after a prefix of whole segments, without its first `/` and without the query.
    pub fn strip_prefix(&self, prefix: &Self) -> Option<&str> {
        let path = self.path.split('?').next().unwrap_or_default();
        let rest = path.strip_prefix(prefix.path.trim_end_matches('/'))?;
        let is_whole = rest.is_empty() || rest.starts_with('/');
        (self.origin == prefix.origin && is_whole).then(|| rest.trim_start_matches('/'))
    }

    /// Returns the relative path from the folder of another address to this one.
    pub fn relative_to(&self, other: &Self) -> Option<String> {
        if self.origin != other.origin || !self.origin.contains("//") {
            return None;
        }
        let path = self.path.split('?').next().unwrap_or_default();
        let (own, base): (Vec<_>, Vec<_>) = (path.split('/').collect(), other.folder().split('/').collect());
        let base = base.get(..base.len().saturating_sub(1)).unwrap_or_default();
        let own_folders = own.get(..own.len().saturating_sub(1)).unwrap_or_default();
        let common = own_folders.iter().zip(base).take_while(|(one, other)| one == other).count();
        let up = std::iter::repeat_n("..", base.len() - common);
        Some(up.chain(own.into_iter().skip(common)).collect::<Vec<_>>().join("/"))
    }

    /// Returns the length of this address as a prefix. The longest matching prefix wins.
    pub fn prefix_length(&self) -> usize {
        self.origin.len() + self.path.trim_end_matches('/').len()
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

/// Returns true if a reference begins with a URI scheme. A single letter before the colon is a drive.
fn is_absolute(reference: &str) -> bool {
    reference.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// Removes `.` and `..` from a path, by its text alone (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    let mut parts: Vec<&str> = Vec::new();
    let mut ahead = path.split('/').skip(1).peekable();
    while let Some(part) = ahead.next() {
        match part {
            "." | ".." => {
                if part == ".." {
                    parts.pop();
                }
                if ahead.peek().is_none() {
                    parts.push("");
                }
            }
            part => parts.push(part),
        }
    }
    let lead = if path.is_empty() { "" } else { "/" };
    format!("{lead}{}{query}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail loudly

    use super::Address;

    fn at(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    #[test]
    fn references_resolve() {
        let base = at("https://Example.com/a/b/main.yaml");
        assert_eq!(base.join("../c.yaml#/X"), Some(at("https://example.com/a/c.yaml")));
        assert_eq!(base.join("x/../y.yaml"), Some(at("https://example.com/a/b/y.yaml")));
        assert_eq!(base.join("/z.yaml"), Some(at("https://example.com/z.yaml")));
        assert_eq!(base.join("//other.org/z.yaml"), Some(at("https://other.org/z.yaml")));
        assert_eq!(at("urn:example:a").join("b"), None);
        assert_eq!(Address::parse("b.yaml"), None);
        assert_eq!(Address::parse("C:/b.yaml"), None);
    }

    #[test]
    fn relative_paths_between_addresses() {
        let base = at("https://example.com/a/b/main.yaml");
        let path = |to: &str| at(to).relative_to(&base);
        assert_eq!(path("https://example.com/a/b/c.yaml").as_deref(), Some("c.yaml"));
        assert_eq!(path("https://example.com/a/d/c.yaml").as_deref(), Some("../d/c.yaml"));
        assert_eq!(path("https://example.org/a/b/c.yaml"), None);
    }

    #[test]
    fn prefixes_end_at_segment_boundaries() {
        let file = at("https://example.com/schemas/v1/pet.json?x=1");
        assert_eq!(file.strip_prefix(&at("https://example.com/schemas/")), Some("v1/pet.json"));
        assert_eq!(file.strip_prefix(&at("https://example.com/schemas/v1/pet.json")), Some(""));
        assert_eq!(file.strip_prefix(&at("https://example.com")), Some("schemas/v1/pet.json"));
        assert_eq!(file.strip_prefix(&at("https://example.com/sche")), None);
        assert_eq!(file.split_file(), ("https://example.com/schemas/v1".to_owned(), "pet.json"));
    }
}
