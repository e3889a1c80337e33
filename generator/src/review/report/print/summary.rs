//! The head of the page: what is compared, how large a change it is, and how much there is of what.

use super::change::LEVELS;
use super::html::Html;
use super::{Contents, title};
use crate::diagnostic::Severity;
use crate::review::diff::{self, Level};
use crate::review::quirks::State;
use crate::review::report::change::Entry;
use crate::review::report::version::Version;
use crate::text::plural::counted;

/// Returns the numbers of the page in one line.
pub(super) fn line(contents: &Contents<'_>) -> String {
    let found = contents.review.diagnostics.iter().map(|(report, _)| report.diagnostics.len()).sum();
    let changes = contents.changes.map(|changes| format!("{}; ", diff::summary(changes))).unwrap_or_default();
    format!(
        "{changes}{}, {}",
        counted(contents.corrections.len(), "correction"),
        counted(found, "diagnostic")
    )
}

/// Adds the head.
pub(super) fn print(html: &mut Html, contents: &Contents<'_>) {
    html.raw("<header class=\"top\">\n<p class=\"tool\">API review</p>\n<h1>");
    match &contents.review.old {
        Some((old, _)) => {
            html.raw("<span>")
                .text(old)
                .raw("</span> <span class=\"arrow\" aria-label=\"to\">→</span> <span>");
            html.text(&contents.review.name).raw("</span>");
        }
        None => _ = html.text(&title(contents.review)),
    }
    html.raw("</h1>\n");
    if let Some(titles) = titles(contents) {
        html.raw("<p class=\"titles\">").text(&titles).raw("</p>\n");
    }
    verdict(html, contents);
    html.raw("<nav aria-label=\"Contents\">\n<ul class=\"tiles\">\n");
    if contents.changes.is_some() {
        for (level, ..) in LEVELS {
            let count = contents.entries.iter().filter(|entry| entry.change.level == level).count();
            let anchor = if count == 0 { "changes" } else { level.word() };
            tile(html, level.word(), anchor, count, level.word(), None);
        }
    }
    corrections(html, contents);
    diagnostics(html, contents);
    html.raw("</ul>\n</nav>\n");
    apis(html, contents);
    html.raw("</header>\n");
}

/// Returns what the document calls itself, in both versions, if there is one API.
fn titles(contents: &Contents<'_>) -> Option<String> {
    let only = |version: &'_ Version| {
        let mut titles = version.apis().map(|api| api.title.to_owned());
        titles.next().filter(|title| !title.is_empty() && titles.next().is_none())
    };
    let new = only(contents.review.new.as_ref()?)?;
    match contents.review.old.as_ref().and_then(|(_, old)| only(old)) {
        Some(old) if old != new => Some(format!("{old} → {new}")),
        _ => Some(new),
    }
}

fn verdict(html: &mut Html, contents: &Contents<'_>) {
    let review = contents.review;
    match (contents.changes.map(diff::level), &review.old, &review.new) {
        (Some(Some(level)), ..) => {
            html.raw("<p class=\"verdict ").raw(level.word()).raw("\">A <strong>").raw(level.word());
            html.raw("</strong> change for users of the crate</p>\n")
        }
        (Some(None), ..) => html.raw("<p class=\"verdict\">Nothing changes for users of the crate</p>\n"),
        (None, _, None) => html.raw(
            "<p class=\"verdict major\">It has <strong>errors</strong>, and no client is generated</p>\n",
        ),
        (None, ..) => html.raw("<p class=\"verdict\">Corrections and diagnostics of one version</p>\n"),
    };
}

fn tile(
    html: &mut Html,
    class: &'static str,
    anchor: &'static str,
    count: usize,
    what: &'static str,
    more: Option<String>,
) {
    html.raw("<li class=\"").raw(class).raw("\"><a href=\"#").raw(anchor).raw("\"><b>").number(count);
    html.raw("</b> ").raw(what);
    if let Some(more) = more {
        html.raw(" <em>").text(&more).raw("</em>");
    }
    html.raw("</a></li>\n");
}

fn corrections(html: &mut Html, contents: &Contents<'_>) {
    let listed = &contents.review.corrections;
    let failing = listed.iter().filter(|one| one.state != State::Holds).count();
    let (class, more) = match failing {
        0 => ("other", None),
        1 => ("major", Some("1 no longer holds".to_owned())),
        failing => ("major", Some(format!("{failing} no longer hold"))),
    };
    let count = contents.corrections.len();
    let what = if count == 1 { "correction" } else { "corrections" };
    tile(html, class, "corrections", count, what, more);
}

fn diagnostics(html: &mut Html, contents: &Contents<'_>) {
    let all = || contents.review.diagnostics.iter().flat_map(|(report, _)| &report.diagnostics);
    let count = |severity| all().filter(|one| one.code.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let (class, more) = match (errors, warnings) {
        (0, 0) => ("other", None),
        (0, warnings) => ("other", Some(counted(warnings, "warning"))),
        (errors, _) => ("major", Some(counted(errors, "error"))),
    };
    let number = all().count();
    tile(html, class, "diagnostics", number, if number == 1 { "diagnostic" } else { "diagnostics" }, more);
}

/// Adds a table of the APIs, if there are several.
fn apis(html: &mut Html, contents: &Contents<'_>) {
    let versions = [contents.review.old.as_ref().map(|(_, old)| old), contents.review.new.as_ref()];
    let mut modules: Vec<&str> = versions
        .into_iter()
        .flatten()
        .flat_map(|version| version.apis())
        .filter_map(|api| api.module)
        .collect();
    modules.sort_unstable();
    modules.dedup();
    if modules.len() < 2 || contents.changes.is_none() {
        return;
    }
    html.raw("<table class=\"apis\">\n<thead><tr><th scope=\"col\">API</th><th scope=\"col\">Level</th>");
    html.raw("<th scope=\"col\">Major</th><th scope=\"col\">Minor</th><th scope=\"col\">Patch</th>");
    html.raw("</tr></thead>\n<tbody>\n");
    for module in modules {
        let own = |entry: &&Entry<'_>| entry.module == Some(module) || entry.change.path == module;
        let count = |level: Level| {
            contents.entries.iter().filter(own).filter(|entry| entry.change.level == level).count()
        };
        let level = contents.entries.iter().filter(own).map(|entry| entry.change.level).max();
        html.raw("<tr><th scope=\"row\">").text(module).raw("</th><td>");
        match level {
            Some(level) => html
                .raw("<span class=\"level-word ")
                .raw(level.word())
                .raw("\">")
                .raw(level.word())
                .raw("</span>"),
            None => html.raw("unchanged"),
        };
        for (level, ..) in LEVELS {
            html.raw("</td><td>").number(count(level));
        }
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody>\n</table>\n");
}
