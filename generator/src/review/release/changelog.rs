//! The changelog as a text: entries under `## VERSION`, the newest first. What people wrote into it stays.

use semver::Version;

/// The text before the first entry of a new changelog.
pub const HEAD: &str = "# Changelog\n\nWhat changed for users of this crate, by version.\n";

/// Returns a changelog with another entry at its beginning. Entries of versions after `base`, the release before, go: they
/// were written by a run for the same release. Without a release before, that is each entry of a version.
pub fn updated(changelog: &str, base: Option<&Version>, entry: Option<&str>) -> String {
    if changelog.is_empty() && entry.is_none() {
        return String::new();
    }
    let (head, entries) = parts(changelog);
    let is_kept = |entry: &&str| match version(entry) {
        Some(own) => base.is_some_and(|base| own <= *base),
        None => true,
    };
    let kept = entries.iter().copied().filter(is_kept);
    let (unversioned, old): (Vec<&str>, Vec<&str>) = kept.partition(|entry| version(entry).is_none());
    let head = if head.trim().is_empty() { HEAD } else { head };
    let parts = [head].into_iter().chain(unversioned).chain(entry).chain(old);
    let parts: Vec<&str> = parts.map(|part| part.trim_end()).collect();
    parts.join("\n\n") + "\n"
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

    #[test]
    fn entries_are_put_first_once() {
        let base = Version::new(0, 1, 0);
        let first = updated("", None, Some("## 0.1.0\n\nThe first release.\n"));
        assert_eq!(first, format!("{HEAD}\n## 0.1.0\n\nThe first release.\n"));
        let second = updated(&first, Some(&base), Some("## 0.2.0\n\n- x\n"));
        assert_eq!(second, format!("{HEAD}\n## 0.2.0\n\n- x\n\n## 0.1.0\n\nThe first release.\n"));
        assert_eq!(updated(&second, Some(&base), Some("## 0.2.0\n\n- x\n")), second);
        assert_eq!(updated(&second, Some(&base), None), first, "what was taken back is no release");
        assert_eq!(updated(&first, None, Some("## 0.1.0\n\nThe first release.\n")), first);
    }

    #[test]
    fn what_people_wrote_stays() {
        let own = "# Ours\n\nRead this.\n\n## Unreleased\n\n- soon\n\n## [0.1.0] - 2026-01-01\n\n- a\n\n### x\n\n- ## b\n";
        let text = updated(own, Some(&Version::new(0, 1, 0)), Some("## 0.1.1\n\n- y\n"));
        let expected = own.replace("## [0.1.0]", "## 0.1.1\n\n- y\n\n## [0.1.0]");
        assert_eq!(text, expected);
    }
}
