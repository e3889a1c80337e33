//! One problem with its source line, as rustc shows it.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::pointer;
use super::position::Position;
use crate::diagnostic::{Diagnostic, Files, Place, Severity};

/// Longer lines (minified JSON) are not shown: the pointer says more.
const LONGEST_LINE: usize = 400;

/// The problem, its place, its line and its hint; without a newline at the end.
pub(super) fn render(
    diagnostic: &Diagnostic,
    at: Option<&Position<'_>>,
    files: &Files,
    colour: bool,
) -> String {
    let level = match diagnostic.code.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code.id);
    let mut group: Group<'_> = Group::with_title(title);
    if let Some(at) = at {
        group = match source_line(diagnostic, at, files) {
            Some((line, span)) => {
                let mark = AnnotationKind::Primary.span(span);
                group.element(Snippet::source(line).path(at.file).line_start(at.line).annotation(mark))
            }
            None => {
                let origin = Origin::path(at.file).line(at.line).char_column(at.column);
                group
                    .element(origin)
                    .elements(pointer(diagnostic).map(|at| Level::NOTE.message(format!("at {at}"))))
            }
        };
    }
    let group = group.element(Level::HELP.message(diagnostic.hint()));
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

/// The line of a position and the bytes in it to mark: the word that begins there.
fn source_line<'f>(
    diagnostic: &Diagnostic,
    at: &Position<'_>,
    files: &'f Files,
) -> Option<(&'f str, Range<usize>)> {
    let (Place::Source(id, _) | Place::Text(id, ..)) = diagnostic.place else { return None };
    let line = files.get(id)?.text.lines().nth(at.line - 1)?;
    if line.len() > LONGEST_LINE {
        return None;
    }
    let start = line.char_indices().nth(at.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    Some((line, start..start + word(line.get(start..)?)))
}

/// The length of what stands at the start: a quoted text, or all up to a mark or space.
fn word(text: &str) -> usize {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let end = match quote {
        Some(quote) => text.get(1..).and_then(|rest| rest.find(quote)).map(|end| end + 2),
        None => text.find([':', ',', ' ', '}', ']']),
    };
    end.unwrap_or(text.len()).max(text.chars().next().map_or(0, char::len_utf8))
}
