//! Differences as results that other tools show beside the lines of the documents.

use super::text::{details, implied};
use crate::diagnostic::render::{Annotation, Rule, located, pointer};
use crate::diagnostic::{Files, Location, Severity};
use crate::review::diff::{Change, DiffKind, Level, independent, kind_word, ordered};

/// The differences that no other one implies, with their texts.
#[derive(Debug)]
pub struct Findings(Vec<Finding>);

#[derive(Debug)]
struct Finding {
    /// The id of its rule: `removed-field`.
    id: String,
    title: String,
    what: DiffKind,
    level: Level,
    message: String,
    location: Location,
    accepted: Option<String>,
}

impl Findings {
    /// Describes each difference, the most severe first.
    pub fn new(changes: &[Change]) -> Self {
        let implied = implied(changes);
        let finding = |change: &Change| {
            let (what, kind) = (change.what.word(), kind_word(change.kind));
            let place = change.place.as_deref().map(|place| format!(", {place}")).unwrap_or_default();
            let details = details(change, &implied, str::to_owned);
            let details = if details.is_empty() { change.why } else { details.trim() };
            Finding {
                id: format!("{what}-{kind}"),
                title: format!("{kind} {what}"),
                what: change.what,
                level: change.level,
                message: format!("{} ({}{place}): {details}", change.path, change.level.word()),
                location: change.location.clone(),
                accepted: change.accepted.clone(),
            }
        };
        Self(ordered(independent(changes)).into_iter().map(finding).collect())
    }

    /// Returns them as annotations of the documents.
    pub fn annotations<'a>(&'a self, files: &'a Files) -> Vec<Annotation<'a>> {
        let locations: Vec<&Location> = self.0.iter().map(|finding| &finding.location).collect();
        let positions = located(&locations, files);
        let annotation = |(finding, position)| finding_at(finding, position);
        self.0.iter().zip(positions).map(annotation).collect()
    }
}

fn finding_at<'a>(finding: &'a Finding, position: Option<(&'a str, usize, usize)>) -> Annotation<'a> {
    let rule = Rule {
        id: &finding.id,
        title: &finding.title,
        explanation: explanation(finding.what),
        help: "release the crate with the version step that its changes require",
        severity: match finding.what {
            DiffKind::Removed | DiffKind::Renamed => Severity::Error,
            DiffKind::Changed => Severity::Warning,
            DiffKind::Added => Severity::Note,
        },
    };
    Annotation {
        rule,
        severity: match finding.level {
            Level::Major => Severity::Error,
            Level::Minor => Severity::Warning,
            Level::Patch => Severity::Note,
        },
        message: &finding.message,
        hint: hint(finding.level),
        position,
        pointer: pointer(&finding.location).map(|pointer| pointer.as_str()),
        suppressed: finding.accepted.as_deref(),
    }
}

fn explanation(what: DiffKind) -> &'static str {
    match what {
        DiffKind::Removed => "A public item of the client is gone: code that uses it no longer compiles.",
        DiffKind::Renamed => "The same part of the document has another name in the client.",
        DiffKind::Changed => {
            "A public item of the client has another form for the compiler, another effect on the wire, or another \
             documentation."
        }
        DiffKind::Added => "A public item of the client is new.",
    }
}

fn hint(level: Level) -> &'static str {
    match level {
        Level::Major => "it needs a major version; `truespec diff --accept` prints an entry that accepts it",
        Level::Minor => "it needs a minor version",
        Level::Patch => "it needs a patch version",
    }
}
