//! The changelog as a text: entries under `## VERSION`, the newest first. What people wrote into it stays.

use semver::Version;

use crate::base::digest::fnv;

/// The text before the first entry of a new changelog.
pub const HEAD: &str = "# Changelog\n\nWhat changed for users of this crate, by version.\n";

/// What stands between the text of an entry that is written anew with each run for the same release, and what people added.
/// Its digest tells whether that text is still what the last run wrote.
const OWN: &str = "<!-- truespec release: what is below this line stays; what is above is written anew (";

/// Why a changelog is not written: an entry for the same release has text of people that would be lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The version of the entry.
    pub version: Version,
    /// What to do.
    pub hint: &'static str,
}

/// Returns a changelog with another entry at its beginning. Entries of versions after `base`, the release before, go: they
/// were written by a run for the same release. Without a release before, that is each entry of a version. What people
/// added below the line at their end stays.
///
/// # Errors
/// An entry that would go was edited above that line.
pub fn updated(changelog: &str, base: Option<&Version>, entry: Option<&str>) -> Result<String, Edited> {
    if changelog.is_empty() && entry.is_none() {
        return Ok(String::new());
    }
    let (head, entries) = parts(changelog);
    let is_pending = |entry: &&str| version(entry).is_some_and(|own| base.is_none_or(|base| own > *base));
    let (pending, kept): (Vec<&str>, Vec<&str>) = entries.into_iter().partition(is_pending);
    let added = pending.into_iter().map(|pending| added(pending, entry)).collect::<Result<Vec<_>, _>>()?;
    let entry = entry.map(|entry| with_line(entry, &added));
    let (unversioned, old): (Vec<&str>, Vec<&str>) =
        kept.into_iter().partition(|entry| version(entry).is_none());
    let is_new = entry.is_some();
    let old = old.into_iter().map(|old| if is_new { without_line(old) } else { old.to_owned() });
    let head = if head.trim().is_empty() { HEAD } else { head };
    let parts = [head].into_iter().chain(unversioned).map(str::to_owned).chain(entry).chain(old);
    let parts: Vec<String> = parts.map(|part| part.trim_end().to_owned()).collect();
    Ok(parts.join("\n\n") + "\n")
}

/// Returns what people added to an entry that is written anew as `new`.
fn added<'a>(entry: &'a str, new: Option<&str>) -> Result<&'a str, Edited> {
    let refused = |hint| version(entry).map(|version| Edited { version, hint });
    let (own, digest, added) = split(entry).unwrap_or((entry, "", ""));
    let hint = match () {
        // Written by hand, or above the line.
        () if fnv(own.trim_end().as_bytes()) != digest
            && new.is_none_or(|new| new.trim_end() != own.trim_end()) =>
        {
            Some("move what you wrote below the comment at its end, or into an entry `## Unreleased`")
        }
        () if new.is_none() && !added.trim().is_empty() => Some(
            "nothing has changed since the release before: move what you wrote into an entry `## Unreleased`",
        ),
        () => None,
    };
    hint.and_then(refused).map_or(Ok(added), Err)
}

/// Returns an entry with the line at its end, and what people added below.
fn with_line(entry: &str, added: &[&str]) -> String {
    let entry = entry.trim_end();
    let added: Vec<&str> = added.iter().map(|added| added.trim()).filter(|added| !added.is_empty()).collect();
    let line = format!("{OWN}{}) -->", fnv(entry.as_bytes()));
    [&[entry, &line], added.as_slice()].concat().join("\n\n")
}

/// Returns an entry of a release that was made, which no run writes again.
fn without_line(entry: &str) -> String {
    match split(entry) {
        Some((own, _, "")) => own.to_owned(),
        Some((own, _, added)) => format!("{}\n\n{}", own.trim_end(), added.trim_start()),
        None => entry.to_owned(),
    }
}

/// Splits an entry at its line: the text above, the digest, and the text below.
fn split(entry: &str) -> Option<(&str, &str, &str)> {
    let (own, rest) = entry.split_once(OWN)?;
    let (digest, added) = rest.split_once(") -->")?;
    Some((own, digest, added))
}

/// Splits a changelog into the text before its first entry, and its entries.
fn parts(changelog: &str) -> (&str, Vec<&str>) {
    let starts = changelog.match_indices("## ").map(|(at, _)| at);
    let starts: Vec<usize> = starts.filter(|at| changelog[..*at].ends_with('\n') || *at == 0).collect();
    let ends = starts.iter().skip(1).copied().chain([changelog.len()]);
    let entries = starts.iter().zip(ends).filter_map(|(start, end)| changelog.get(*start..end)).collect();
    let head = changelog.get(..starts.first().copied().unwrap_or(changelog.len())).unwrap_or_default();
    (head, entries)
}

/// Returns the version in the heading of an entry.
fn version(entry: &str) -> Option<Version> {
    let heading = entry.lines().next()?.strip_prefix("## ")?;
    let word = heading.split_whitespace().next()?;
    Version::parse(word.trim_matches(['[', ']']).trim_start_matches('v')).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail loudly

    use semver::Version;

    use super::{HEAD, updated};

    /// A changelog without the lines that this module adds.
    fn plain(text: &str) -> String {
        let lines = text.split("\n\n").filter(|part| !part.starts_with(super::OWN));
        lines.collect::<Vec<_>>().join("\n\n").trim_end().to_owned() + "\n"
    }

    #[test]
    fn entries_are_put_first_once() {
        let base = Version::new(0, 1, 0);
        let first = updated("", None, Some("## 0.1.0\n\nThe first release.\n")).unwrap();
        assert_eq!(plain(&first), format!("{HEAD}\n## 0.1.0\n\nThe first release.\n"));
        assert_eq!(updated(&first, None, Some("## 0.1.0\n\nThe first release.\n")).unwrap(), first);
        let second = updated(&first, Some(&base), Some("## 0.2.0\n\n- x\n")).unwrap();
        assert_eq!(plain(&second), format!("{HEAD}\n## 0.2.0\n\n- x\n\n## 0.1.0\n\nThe first release.\n"));
        assert_eq!(second.matches(super::OWN).count(), 1, "a release that was made is not written again");
        assert_eq!(updated(&second, Some(&base), Some("## 0.2.0\n\n- x\n")).unwrap(), second);
        let back = updated(&second, Some(&base), None).unwrap();
        assert_eq!(back, plain(&first), "what was taken back is no release");
    }

    #[test]
    fn what_people_wrote_stays() {
        let own = "# Ours\n\nRead this.\n\n## Unreleased\n\n- soon\n\n## [0.1.0] - 2026-01-01\n\n- a\n\n### x\n\n- ## b\n";
        let text = updated(own, Some(&Version::new(0, 1, 0)), Some("## 0.1.1\n\n- y\n")).unwrap();
        let expected = own.replace("## [0.1.0]", "## 0.1.1\n\n- y\n\n## [0.1.0]");
        assert_eq!(plain(&text), expected);
    }

    /// Text below the line is that of the next run for the same release too; text above it is not lost without a word.
    #[test]
    fn what_people_added_to_an_entry_stays() {
        let base = Version::new(0, 1, 0);
        let first = updated("", Some(&base), Some("## 0.1.1\n\n- x\n")).unwrap();
        let added = first.clone() + "\nBy hand.\n\n### More\n\n- z\n";
        let second = updated(&added, Some(&base), Some("## 0.2.0\n\n- y\n")).unwrap();
        assert_eq!(plain(&second), format!("{HEAD}\n## 0.2.0\n\n- y\n\nBy hand.\n\n### More\n\n- z\n"));
        assert_eq!(updated(&second, Some(&base), Some("## 0.2.0\n\n- y\n")).unwrap(), second);
        let released = updated(&second, Some(&Version::new(0, 2, 0)), Some("## 0.2.1\n\n- w\n")).unwrap();
        assert!(released.ends_with("## 0.2.0\n\n- y\n\nBy hand.\n\n### More\n\n- z\n"), "{released}");
        assert!(updated(&added, Some(&base), None).unwrap_err().hint.contains("## Unreleased"));
        let edited = first.replace("- x", "- x, which we like");
        assert_eq!(updated(&edited, Some(&base), Some("## 0.2.0\n\n- y\n")).unwrap_err().version.patch, 1);
        let by_hand = "## 0.3.0\n\nMine.\n";
        assert!(updated(by_hand, Some(&base), Some("## 0.2.0\n\n- y\n")).is_err());
    }
}
