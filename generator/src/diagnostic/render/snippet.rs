//! Renders a diagnostic with its source line, as rustc does.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Style;
use super::pointer;
use super::position::Position;
use crate::diagnostic::{Diagnostic, Files, Location, Severity};
use crate::text::print;
use crate::text::visible::escaped_except;

/// Longer lines (minified JSON) are not shown; the pointer is more useful.
const LONGEST_LINE: usize = 400;

/// The least width of a terminal that is respected.
const LEAST_WIDTH: usize = 40;

/// Renders the diagnostic, its position, source line and hint, without a newline at the end.
pub(super) fn render(
    diagnostic: &Diagnostic,
    at: Option<&Position<'_>>,
    files: &Files,
    style: Style,
) -> String {
    let level = match diagnostic.code.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(print::escape_line(&diagnostic.message)).id(diagnostic.code.id);
    let mut group: Group<'_> = Group::with_title(title);
    if let Some(at) = at {
        let file = print::escape_line(at.file);
        group = match source_line(diagnostic, at, files) {
            Some((line, span)) => {
                let mark = AnnotationKind::Primary.span(span);
                group.element(Snippet::source(line).path(file).line_start(at.line).annotation(mark))
            }
            None => {
                let origin = Origin::path(file).line(at.line).char_column(at.column);
                let pointer =
                    pointer(&diagnostic.location).map(|at| format!("at {}", print::escape_line(at.as_str())));
                group.element(origin).elements(pointer.map(|text| Level::NOTE.message(text)))
            }
        };
    }
    let group = group.element(Level::HELP.message(print::escape_line(diagnostic.hint())));
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = match style.width {
        Some(width) => renderer.term_width(width.max(LEAST_WIDTH)),
        None => renderer,
    };
    renderer.render(&[group])
}

/// Returns the source line of a position as it is shown, and the range of bytes to mark: the word at the position.
fn source_line(diagnostic: &Diagnostic, at: &Position<'_>, files: &Files) -> Option<(String, Range<usize>)> {
    let (Location::Source(id, _) | Location::Within(id, ..) | Location::Text(id, ..)) = diagnostic.location
    else {
        return None;
    };
    let line = files.get(id)?.text.lines().nth(at.line - 1)?;
    if line.len() > LONGEST_LINE {
        return None;
    }
    let start = line.char_indices().nth(at.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let (before, rest) = line.split_at_checked(start)?;
    let (marked, after) = rest.split_at_checked(word_length(rest))?;
    let [before, marked, after] = [before, marked, after].map(|text| escaped_except(text, &['\t']));
    let span = before.len()..before.len() + marked.len();
    Some((before + &marked + &after, span))
}

/// Returns the length of the first word: a quoted string, or everything up to a separator or space.
fn word_length(text: &str) -> usize {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let end = match quote {
        Some(quote) => text.get(1..).and_then(|rest| rest.find(quote)).map(|end| end + 2),
        None => text.find([':', ',', ' ', '}', ']']),
    };
    end.unwrap_or(text.len()).max(text.chars().next().map_or(0, char::len_utf8))
}
