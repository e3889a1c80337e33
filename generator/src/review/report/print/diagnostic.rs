//! The diagnostics, by code, each with its source line.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::html::Html;
use super::{Contents, prose};
use crate::diagnostic::render::{Annotation, Rule, annotations};
use crate::diagnostic::{Files, Severity};

/// The most diagnostics of a code that are shown.
const MAX_SHOWN: usize = 50;

/// Longer lines are cut.
const MAX_LINE: usize = 240;

/// A diagnostic, and its source line.
struct Located<'a> {
    annotation: Annotation<'a>,
    line: Option<&'a str>,
}

/// Adds the section of the diagnostics.
pub(super) fn print(html: &mut Html, contents: &Contents<'_>) {
    let found: Vec<Located<'_>> = contents
        .review
        .diagnostics
        .iter()
        .flat_map(|(report, texts)| located(annotations(report, texts), texts))
        .collect();
    html.raw("<section id=\"diagnostics\" aria-labelledby=\"diagnostics-title\">\n");
    html.raw("<h2 id=\"diagnostics-title\">Diagnostics <span class=\"count\">").number(found.len());
    html.raw("</span></h2>\n");
    if found.is_empty() {
        html.raw("<p class=\"none\">None.</p>\n");
    }
    let mut codes: BTreeMap<(Reverse<Severity>, &str), Vec<Located<'_>>> = BTreeMap::new();
    for one in found {
        codes.entry((Reverse(one.annotation.severity), one.annotation.rule.id)).or_default().push(one);
    }
    codes.values().for_each(|found| code(html, found));
    html.raw("</section>\n");
}

fn located<'a>(annotations: Vec<Annotation<'a>>, texts: &'a Files) -> Vec<Located<'a>> {
    let mut lines: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut line = |file: &'a str, line: usize| {
        let text = texts.iter().find(|text| text.name == file)?;
        let lines = lines.entry(file).or_insert_with(|| text.text.lines().collect());
        lines.get(line.checked_sub(1)?).copied()
    };
    let one = |annotation: Annotation<'a>| {
        let line = annotation.position.and_then(|(file, number, _)| line(file, number));
        Located { annotation, line }
    };
    annotations.into_iter().map(one).collect()
}

fn code(html: &mut Html, found: &[Located<'_>]) {
    let Some(Rule { id, title, explanation, .. }) = found.first().map(|one| one.annotation.rule) else {
        return;
    };
    let severity = found.first().map_or(Severity::Note, |one| one.annotation.severity);
    html.raw("<details class=\"card code\"").attribute("id", &format!("d.{id}"));
    html.raw(if severity == Severity::Note { ">\n<summary>" } else { " open>\n<summary>" });
    html.raw("<span class=\"state ").raw(severity.word()).raw("\">").raw(severity.word()).raw("</span> <h3>");
    html.text(id).raw("</h3> <span class=\"why\">");
    prose::print(html, title);
    html.raw("</span> <span class=\"count\">");
    html.number(found.len()).raw("</span></summary>\n<div class=\"body\">\n<p class=\"about\">");
    prose::print(html, explanation);
    html.raw("</p>\n");
    found.iter().take(MAX_SHOWN).for_each(|one| diagnostic(html, one));
    if found.len() > MAX_SHOWN {
        html.raw("<p class=\"note\">and ").number(found.len() - MAX_SHOWN).raw(" more of this code</p>\n");
    }
    html.raw("</div>\n</details>\n");
}

fn diagnostic(html: &mut Html, one: &Located<'_>) {
    let Annotation { message, hint, position, pointer, .. } = one.annotation;
    html.raw("<article class=\"diagnostic\">\n<p class=\"message\">");
    prose::print(html, message);
    html.raw("</p>\n");
    if let Some((file, line, column)) = position {
        html.raw("<p class=\"place\">").text(file).raw(":").number(line).raw(":").number(column);
        if let Some(pointer) = pointer.filter(|pointer| !pointer.is_empty()) {
            html.raw(" <code>#").text(pointer).raw("</code>");
        }
        html.raw("</p>\n");
        if let Some(text) = one.line {
            source_line(html, text, column);
        }
    }
    html.raw("<p class=\"hint\"><span class=\"label\">Help</span> ");
    prose::print(html, hint);
    html.raw("</p>\n</article>\n");
}

/// Adds a source line, with a mark from a column to the end of the word.
fn source_line(html: &mut Html, line: &str, column: usize) {
    let start = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let (before, rest) = line.split_at_checked(start).unwrap_or((line, ""));
    let end = rest.find([':', ',', ' ', '}', ']']).unwrap_or(rest.len());
    let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let cut = |text: &str, most| -> String { text.chars().take(most).collect() };
    let last: String = before.chars().rev().take(MAX_LINE).collect::<Vec<_>>().into_iter().rev().collect();
    html.raw("<pre><code>").text(&last).raw("<mark>").text(&cut(word, MAX_LINE)).raw("</mark>");
    html.text(&cut(after, MAX_LINE)).raw("\n</code></pre>\n");
}
