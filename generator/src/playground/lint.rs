//! `lint`: what a document contradicts, with corrections to choose from.

use serde::Serialize;
use serde_json::{Value, json};

use super::answer::{Position, Shown, positions, shown};
use super::base::Base;
use super::request::Version;
use crate::correct::bundled::Bundled;
use crate::correct::lint::lint_corrected;
use crate::correct::propose::{self, Proposal};
use crate::diagnostic::{Files, Location, Report};
use crate::input::dump;
use crate::input::overlay;
use crate::text::print::{escape_line, escape_text};

/// The answer.
#[derive(Debug, Default, Serialize)]
pub(super) struct Linted {
    /// True if the document could be read.
    read: bool,
    diagnostics: Vec<Shown>,
    proposals: Vec<Proposed>,
}

/// A correction that is proposed.
#[derive(Debug, Serialize)]
struct Proposed {
    description: String,
    /// The evidence.
    source: String,
    targets: Vec<String>,
    /// The actions as they would be written.
    text: String,
    /// The same, to be sent back if they are accepted.
    actions: Vec<Value>,
    /// Where the document says what is corrected.
    #[serde(flatten)]
    position: Option<Position>,
}

/// Finds contradictions. A document that cannot be read has none: why is told by `generate`.
pub(super) fn lint(version: &Version, base: &Base) -> Linted {
    let (mut texts, mut found) = (Files::default(), Report::default());
    let input = base.input(version, &mut texts);
    let bundled = crate::bundled(&input.source, &input.settings.map, &mut texts, &mut found);
    let Some((whole, applied)) = bundled else { return Linted::default() };
    let mut findings = lint_corrected(&whole.document, &whole.published, whole.root);
    whole.bring_home(&mut findings);
    let ids = applied.iter().filter_map(|one| one.quirk.as_ref()).map(|quirk| quirk.id.as_str());
    let first = propose::next_number(ids);
    let groups = propose::corrections(&findings.proposals);
    let locations: Vec<Location> = groups.iter().map(|group| location(group[0], &whole)).collect();
    let positions = positions(&locations.iter().collect::<Vec<_>>(), &texts);
    let numbered = groups.into_iter().zip(positions).enumerate();
    let proposals = numbered.map(|(index, (group, at))| proposed(&group, first + index, at)).collect();
    Linted { read: true, diagnostics: shown(&findings.report, &texts), proposals }
}

/// Returns where the document as published says what a proposal corrects.
fn location(proposal: &Proposal, whole: &Bundled) -> Location {
    let is_own = proposal.file.is_none();
    let Some(part) = whole.parts.get(&whole.root).filter(|_| is_own) else { return Location::Nowhere };
    let at = |path: &str| overlay::selected(path, &part.published).into_iter().next();
    let around = || at(overlay::last_segment(&proposal.target).0);
    match at(&proposal.target).or_else(around) {
        Some(at) => Location::Source(whole.root, at),
        None => Location::Nowhere,
    }
}

fn proposed(group: &[&Proposal], number: usize, position: Option<Position>) -> Proposed {
    let actions: Vec<Value> = group.iter().map(|one| propose::action(one, number)).collect();
    let text = |part: fn(&Proposal) -> &str| group.first().map_or("", |one| part(one));
    Proposed {
        description: escape_text(text(|one| &one.description)),
        source: escape_text(text(|one| &one.source)),
        targets: group.iter().map(|one| escape_line(&one.target)).collect(),
        text: dump::dump(&json!(actions), ""),
        actions,
        position,
    }
}
