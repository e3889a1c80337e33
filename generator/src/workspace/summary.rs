//! Summarises what a run generated and changed, for people.

use std::fmt::Write;
use std::time::Duration;

use crate::Generated;
use crate::text::plural::counted;
use crate::text::print::escape_line;
use crate::write::{Change, ChangeKind, is_record, without_record};

/// The most changed files listed; the others are counted.
const MAX_SHOWN: usize = 20;

/// Returns one line per API, then the changed files.
pub fn summary(generated: &Generated, changes: &[Change], took: Duration) -> String {
    let mut text = String::new();
    for built in &generated.apis {
        let name = escape_line(built.module.as_deref().unwrap_or(&built.document));
        let _ = writeln!(
            text,
            "{name}: {}, {}, {} left out, {:.1} ms",
            counted(built.names.operation_count(&built.api), "operation"),
            counted(built.names.type_count(&built.api), "type"),
            built.api.left_out.len(),
            built.took.as_secs_f64() * 1000.0,
        );
    }
    let changes = without_record(changes);
    for change in changes.iter().take(MAX_SHOWN) {
        let _ = writeln!(text, "  {} {}", change.kind.sign(), escape_line(&change.path.to_string_lossy()));
    }
    if changes.len() > MAX_SHOWN {
        let _ = writeln!(text, "  … and {} more", changes.len() - MAX_SHOWN);
    }
    let files = generated.files.keys().filter(|path| !is_record(path)).count();
    let total = took.as_secs_f64() * 1000.0;
    let _ = match changes.len() {
        0 => writeln!(text, "up to date ({files} files, {total:.1} ms)"),
        // A crate that was not there has no file that changed.
        some if some == files && changes.iter().all(|change| change.kind == ChangeKind::Added) => {
            writeln!(text, "{} ({total:.1} ms)", counted(some, "new file"))
        }
        some => writeln!(text, "{some} of {files} files changed ({total:.1} ms)"),
    };
    text
}
