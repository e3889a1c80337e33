//! Writes an update for people: what was fetched, the corrections, the changes, what was written.

use std::fmt::Write;

use super::corrections::has_other_errors;
use super::{Api, Correction, Outcome, State, Update, Verdict};
use crate::review::diff;
use crate::text::plural::counted;
use crate::text::print::escape_line;

/// The most written files that are listed; the others are counted.
const MAX_SHOWN: usize = 20;

/// Says why there are no changes.
pub(super) const NOT_COMPARED: &str = "\nthe old document has errors, so the change is not known\n";

/// Writes an update. Lines of changes are folded at `width` characters, if there is one.
pub fn text(update: &Update, colour: bool, width: Option<usize>) -> String {
    let mut text = String::new();
    for api in &update.apis {
        let sources = api.sources.iter().map(|source| escape_line(source)).collect::<Vec<_>>().join(", ");
        let _ = writeln!(text, "{}: {sources}: {}", escape_line(&api.module), found(api));
    }
    text += &corrections(&update.corrections);
    if update.is_compared {
        text += if update.is_without_healed { WITHOUT_HEALED } else { "" };
        let _ = write!(text, "\n{}", diff::text(&update.changes, colour, width));
    } else if matches!(update.outcome, Outcome::Changed | Outcome::Updated) {
        text += NOT_COMPARED;
    }
    text + &ending(update)
}

/// Says what was found of an API.
pub(super) fn found(api: &Api) -> String {
    match api.state {
        State::Skipped => "skipped, as it needs a network".to_owned(),
        State::Failed => "failed".to_owned(),
        State::Unchanged => "not changed".to_owned(),
        State::Changed { was: None, is } => format!("new ({is} bytes)"),
        State::Changed { was: Some(was), is } => format!("changed ({was} → {is} bytes)"),
    }
}

/// What to do with what was written.
const NEXT: &str = "next: look at `git diff`, run `cargo test`, and commit\n";

/// The same where the version follows from the changes.
const NEXT_WITH_VERSION: &str =
    "next: look at `git diff`, run `cargo test` and `truespec release`, which sets the version, and commit\n";

/// Says what changes are those of.
const WITHOUT_HEALED: &str = "\nwithout the healed corrections:\n";

fn corrections(all: &[Correction]) -> String {
    let mut text = String::new();
    if all.is_empty() {
        return text;
    }
    let _ = writeln!(text, "\n{}: {}", counted(all.len(), "correction"), counts(all));
    for one in all.iter().filter(|one| one.verdict != Verdict::Holds) {
        let (word, id) = (one.verdict.word(), one.id.as_deref().unwrap_or("(no evidence)"));
        let (file, line) = (escape_line(&one.file), one.line);
        let _ = writeln!(text, "  {word:<13}  {} ({file}:{line})", escape_line(id));
        if !one.description.is_empty() {
            // A line that began with a text of others could be a command for a runner of GitHub Actions.
            let _ = writeln!(text, "                 - {}", escape_line(&one.description));
        }
    }
    text
}

/// Counts corrections by their state: `12 hold, 1 stale`.
pub(super) fn counts(all: &[Correction]) -> String {
    let words = [
        (Verdict::Holds, "hold"),
        (Verdict::Healed, Verdict::Healed.word()),
        (Verdict::Stale, Verdict::Stale.word()),
        (Verdict::NeverMatched, Verdict::NeverMatched.word()),
        (Verdict::Broken, Verdict::Broken.word()),
        (Verdict::Skipped, Verdict::Skipped.word()),
    ];
    let count = |verdict| all.iter().filter(|one| one.verdict == verdict).count();
    let counted = words.iter().map(|(verdict, word)| (count(*verdict), word)).filter(|(count, _)| *count > 0);
    counted.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
}

/// Says what was written, or why nothing was and what to do.
fn ending(update: &Update) -> String {
    let mut text = String::new();
    match update.outcome {
        Outcome::Unchanged | Outcome::Updated if !update.written.is_empty() => {
            for file in update.written.iter().take(MAX_SHOWN) {
                let _ = writeln!(text, "  {} {}", file.kind.sign(), escape_line(&file.path));
            }
            if update.written.len() > MAX_SHOWN {
                let _ = writeln!(text, "  … and {} more", update.written.len() - MAX_SHOWN);
            }
            let _ = writeln!(text, "{} written", counted(update.written.len(), "file"));
            text += match update.outcome {
                Outcome::Updated if update.is_versioned => NEXT_WITH_VERSION,
                Outcome::Updated => NEXT,
                _ => "",
            };
        }
        Outcome::Unchanged | Outcome::Updated => {}
        Outcome::Changed if update.apis.iter().all(|api| !matches!(api.state, State::Changed { .. })) => {
            text += "generated/ is missing, or an update was interrupted; `truespec update` and `truespec` write it\n"
        }
        Outcome::Changed => {
            text += "nothing was written, as `--check` only reports; `truespec update` writes it\n"
        }
        Outcome::Failed => text += &advice(update),
    }
    text
}

/// Says how to go on after a failure.
pub(super) fn advice(update: &Update) -> String {
    let mut text = "nothing was written".to_owned();
    if update.is_without_healed && !has_other_errors(&update.report) {
        return text + "; remove the healed corrections, and run it again\n";
    }
    let blocking = |one: &&Correction| one.verdict != Verdict::Holds;
    let module = update.corrections.iter().find(blocking).map(|one| one.module.as_str());
    let changed = || update.apis.iter().find(|api| matches!(api.state, State::Changed { .. }));
    let is_obtained = !update.apis.iter().any(|api| api.state == State::Failed);
    let module = module.or_else(|| changed().map(|api| api.module.as_str()));
    if let Some(module) = module.filter(|_| is_obtained) {
        let module = escape_line(module);
        text += &format!(
            "; `truespec update {module} --save new.yaml` saves the new document, to look at it beside the old one"
        );
        if update.corrections.iter().any(|one| blocking(&one)) {
            text += "; adapt the overlay to the new one, and update again";
        }
    }
    text + "\n"
}
