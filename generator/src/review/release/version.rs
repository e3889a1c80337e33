//! The version after a change, by the rules that cargo reads versions by.

use semver::{BuildMetadata, Prerelease, Version};

use crate::review::diff::Level;

/// Returns the version of a crate after changes of a level; the same one if nothing changed.
///
/// Before 1.0.0 the first number that is not 0 is what cargo takes for the major version: `0.1.2` becomes `0.2.0` or
/// `0.1.3`, `0.0.2` always `0.0.3`. A pre-release promises nothing yet, and is followed by the next one of the same
/// version, unless that is no step for such changes: `1.3.0-rc.2` becomes `1.3.0-rc.3`, or `2.0.0-rc.1` if they are major.
pub fn next_version(current: &Version, level: Option<Level>) -> Version {
    let Some(level) = level else { return current.clone() };
    if current.pre.is_empty() {
        return step(current, level);
    }
    let next = Version { build: BuildMetadata::EMPTY, ..current.clone() };
    match level > led_to(current) {
        true => Version { pre: first_pre(&current.pre), ..step(current, level) },
        false => Version { pre: next_pre(&current.pre), ..next },
    }
}

/// Returns the version that a pre-release leads to; the same one if it is none.
pub fn final_version(current: &Version) -> Version {
    Version::new(current.major, current.minor, current.patch)
}

fn step(current: &Version, level: Level) -> Version {
    let Version { major, minor, patch, .. } = *current;
    match (major, minor, level) {
        (0, 0, _) => Version::new(0, 0, patch.saturating_add(1)),
        (0, _, Level::Major) => Version::new(0, minor.saturating_add(1), 0),
        (0, _, _) => Version::new(0, minor, patch.saturating_add(1)),
        (_, _, Level::Major) => Version::new(major.saturating_add(1), 0, 0),
        (_, _, Level::Minor) => Version::new(major, minor.saturating_add(1), 0),
        (_, _, Level::Patch) => Version::new(major, minor, patch.saturating_add(1)),
    }
}

/// Returns the most severe changes that the version of a pre-release may have.
fn led_to(current: &Version) -> Level {
    match (current.major, current.minor, current.patch) {
        (0, 0, _) | (_, 0, 0) | (0, _, 0) => Level::Major,
        // Before 1.0.0 the last number stands for both.
        (0, ..) | (_, _, 0) => Level::Minor,
        _ => Level::Patch,
    }
}

/// Returns `rc.1` for `rc.7`.
fn first_pre(pre: &Prerelease) -> Prerelease {
    let words: Vec<&str> = pre.split('.').take_while(|word| word.parse::<u64>().is_err()).collect();
    Prerelease::new(&[words.as_slice(), &["1"]].concat().join(".")).unwrap_or_else(|_| pre.clone())
}

/// Returns `rc.2` for `rc.1`, and `rc.1` for `rc`.
fn next_pre(pre: &Prerelease) -> Prerelease {
    let (before, last) = pre.rsplit_once('.').unwrap_or(("", pre));
    let next = match (before, last.parse::<u64>()) {
        ("", Ok(number)) => (number.saturating_add(1)).to_string(),
        (before, Ok(number)) => format!("{before}.{}", number.saturating_add(1)),
        (_, Err(_)) => format!("{pre}.1"),
    };
    Prerelease::new(&next).unwrap_or_else(|_| pre.clone())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail loudly

    use semver::Version;

    use super::next_version;
    use crate::review::diff::Level;

    #[test]
    fn by_the_rules_of_cargo() {
        for (current, major, minor, patch) in [
            (
                "0.18446744073709551615.0",
                "0.18446744073709551615.0",
                "0.18446744073709551615.1",
                "0.18446744073709551615.1",
            ),
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
            ("0.1.2", "0.2.0", "0.1.3", "0.1.3"),
            ("1.2.3", "2.0.0", "1.3.0", "1.2.4"),
            ("1.0.0-rc", "1.0.0-rc.1", "1.0.0-rc.1", "1.0.0-rc.1"),
            ("1.0.0-rc.9", "1.0.0-rc.10", "1.0.0-rc.10", "1.0.0-rc.10"),
            ("1.3.0-rc.2", "2.0.0-rc.1", "1.3.0-rc.3", "1.3.0-rc.3"),
            ("1.3.4-3", "2.0.0-1", "1.4.0-1", "1.3.4-4"),
            ("0.2.0-beta", "0.2.0-beta.1", "0.2.0-beta.1", "0.2.0-beta.1"),
            ("0.2.1-beta.4", "0.3.0-beta.1", "0.2.1-beta.5", "0.2.1-beta.5"),
            ("0.0.4-a.1", "0.0.4-a.2", "0.0.4-a.2", "0.0.4-a.2"),
            ("1.0.0+x", "2.0.0", "1.1.0", "1.0.1"),
        ] {
            let current = Version::parse(current).unwrap();
            let next = |level| next_version(&current, level).to_string();
            for level in [Level::Major, Level::Minor, Level::Patch] {
                let next = next_version(&current, Some(level));
                assert!(next > current || current.minor == u64::MAX, "{current} {next}");
            }
            assert_eq!(next(None), current.to_string());
            let all = [Level::Major, Level::Minor, Level::Patch].map(|level| next(Some(level)));
            assert_eq!(all, [major, minor, patch], "{current}");
        }
    }
}
