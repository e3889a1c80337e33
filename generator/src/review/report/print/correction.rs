//! The corrections: what is published, what is documented, and what the client does.

use super::code::{self, Language};
use super::html::Html;
use super::{Contents, prose};
use crate::review::quirks::State;
use crate::review::report::correction::{Action, Correction};

/// The most pointers that are listed.
const MAX_PLACES: usize = 8;

/// Adds the section of the corrections.
pub(super) fn print(html: &mut Html, contents: &Contents<'_>) {
    html.raw("<section id=\"corrections\" aria-labelledby=\"corrections-title\">\n");
    html.raw("<h2 id=\"corrections-title\">Corrections <span class=\"count\">");
    html.number(contents.corrections.len()).raw("</span></h2>\n");
    if contents.corrections.is_empty() {
        html.raw("<p class=\"none\">The documents are used as published.</p>\n");
    }
    contents.corrections.iter().for_each(|correction| self::correction(html, correction));
    html.raw("</section>\n");
}

fn correction(html: &mut Html, correction: &Correction<'_>) {
    let state = worst(correction);
    html.raw("<details class=\"card correction\"");
    if let Some(id) = correction.name {
        let module = Some(correction.module).filter(|module| !module.is_empty());
        let path = module.into_iter().chain([id]).collect::<Vec<_>>().join(".");
        html.attribute("id", &format!("q.{}", path.replace(char::is_whitespace, "-")));
    }
    html.raw(if state == State::Holds { ">\n" } else { " open>\n" });
    html.raw("<summary>");
    badge(html, state);
    html.raw(" <h3>");
    if !correction.module.is_empty() {
        html.text(correction.module).raw(" ");
    }
    match correction.name {
        Some(name) => html.text(name),
        None => html.raw("without evidence"),
    };
    html.raw("</h3> <span class=\"why\">");
    let first = correction.actions.first().map_or("", |action| &action.listed.description);
    prose::print(html, first_sentence(first));
    html.raw("</span></summary>\n<div class=\"body\">\n");
    correction.actions.iter().for_each(|action| self::action(html, action));
    html.raw("</div>\n</details>\n");
}

/// The state that a reviewer has to know of.
fn worst(correction: &Correction<'_>) -> State {
    let states = || correction.actions.iter().map(|action| action.listed.state);
    states().find(|state| *state != State::Holds).unwrap_or(State::Holds)
}

fn badge(html: &mut Html, state: State) {
    html.raw(if state == State::Holds {
        "<span class=\"state holds\">"
    } else {
        "<span class=\"state fails\">"
    });
    html.raw(state.word()).raw("</span>");
}

fn first_sentence(text: &str) -> &str {
    text.find(". ").and_then(|end| text.get(..=end)).unwrap_or(text)
}

fn action(html: &mut Html, action: &Action<'_>) {
    let listed = action.listed;
    html.raw("<article class=\"action\">\n<p class=\"target\"><span class=\"label\">Target</span> <code>");
    html.text(&listed.target).raw("</code>");
    if listed.state != State::Holds {
        html.raw(" ");
        badge(html, listed.state);
    }
    html.raw("</p>\n<div class=\"triple\">\n");
    published(html, action);
    documented(html, action);
    client(html, action);
    html.raw("</div>\n</article>\n");
}

fn published(html: &mut Html, action: &Action<'_>) {
    let is_stale = action.listed.state == State::Stale;
    let title = if is_stale { "Published when it was written" } else { "Published" };
    html.raw("<div><h4>").raw(title).raw("</h4>\n");
    match &action.published {
        None => {
            html.raw("<p class=\"note\">Not guarded: a change of the published value is not noticed.</p>\n");
        }
        Some(lines) if lines.is_empty() => _ = html.raw("<p class=\"note\">Nothing.</p>\n"),
        Some(lines) => code::print(html, lines, Language::Yaml),
    }
    html.raw("</div>\n");
}

fn documented(html: &mut Html, action: &Action<'_>) {
    let listed = action.listed;
    html.raw("<div><h4>Documented</h4>\n<p>");
    prose::print(html, &listed.description);
    html.raw("</p>\n");
    let status = listed.status.as_deref().unwrap_or_default();
    let note = listed.note.as_deref().unwrap_or_default();
    for (label, text) in [("Source", listed.source.as_str()), ("Status", status), ("Note", note)] {
        if !text.is_empty() {
            html.raw("<p><span class=\"label\">").raw(label).raw("</span> ");
            prose::print(html, text);
            html.raw("</p>\n");
        }
    }
    html.raw("</div>\n");
}

fn client(html: &mut Html, action: &Action<'_>) {
    html.raw("<div><h4>What the client does</h4>\n");
    for (path, lines) in &action.items {
        html.raw("<figure><figcaption><code>").path(path).raw("</code></figcaption>\n");
        code::print(html, lines, Language::Rust);
        html.raw("</figure>\n");
    }
    for (at, lines) in &action.changes {
        html.raw("<figure><figcaption>Document <code>").text(at).raw("</code></figcaption>\n");
        code::print(html, lines, Language::Yaml);
        html.raw("</figure>\n");
    }
    let all = &action.listed.changes;
    if all.is_empty() {
        html.raw("<p class=\"note\">Nothing: it was not applied.</p>\n");
    } else if all.len() > action.changes.len().max(1) {
        html.raw("<details class=\"places\"><summary>Changes ")
            .number(all.len())
            .raw(" places</summary>\n<ul>\n");
        for place in all.iter().take(MAX_PLACES) {
            html.raw("<li><code>#").text(place).raw("</code></li>\n");
        }
        if all.len() > MAX_PLACES {
            html.raw("<li>and ").number(all.len() - MAX_PLACES).raw(" more</li>\n");
        }
        html.raw("</ul></details>\n");
    }
    html.raw("</div>\n");
}
