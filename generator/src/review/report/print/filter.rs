//! What is searched and filtered by. It needs the script, which unhides it.

use std::collections::BTreeSet;

use super::Contents;
use super::change::{LEVELS, word};
use super::html::Html;
use crate::review::diff::kind_word;

/// Adds the search box and the filters.
pub(super) fn print(html: &mut Html, contents: &Contents<'_>) {
    html.raw("<div class=\"bar\" id=\"bar\" role=\"search\" aria-label=\"Search and filter\" hidden>\n");
    html.raw("<div class=\"row\">\n<label class=\"search\"><span class=\"sr\">Search</span>");
    html.raw("<input type=\"search\" id=\"query\" autocomplete=\"off\" ");
    html.raw("spellcheck=\"false\" placeholder=\"Search everything\" aria-keyshortcuts=\"/\"></label>\n");
    if !contents.entries.is_empty() {
        levels(html);
        let what: BTreeSet<&str> = contents.entries.iter().map(|entry| word(entry.change.what)).collect();
        let kinds: BTreeSet<&str> =
            contents.entries.iter().map(|entry| kind_word(entry.change.kind)).collect();
        html.raw("<span class=\"selects\">\n");
        select(html, "what", "Change", "any change", what.into_iter().map(|word| (word.to_owned(), word)));
        select(html, "kind", "Kind", "every kind", kinds.into_iter().map(|word| (word.to_owned(), word)));
        let groups =
            contents.groups.iter().enumerate().map(|(index, group)| (index.to_string(), group.as_str()));
        select(html, "group", "Group", "every group", groups);
        html.raw("</span>\n");
    }
    html.raw("</div>\n<div class=\"row status\"><output id=\"status\" aria-live=\"polite\"></output>\n");
    html.raw(
        "<label class=\"keys\"><input type=\"checkbox\" id=\"keys\" checked> Keys: <kbd>/</kbd> search, ",
    );
    html.raw("<kbd>j</kbd> next, <kbd>k</kbd> previous, <kbd>Enter</kbd> unfold</label>\n");
    html.raw("<span class=\"buttons\"><button type=\"button\" id=\"reset\" hidden>Clear filters</button>\n");
    html.raw("<button type=\"button\" id=\"unfold\">Unfold all</button>\n");
    html.raw("<button type=\"button\" id=\"fold\">Fold all</button></span></div>\n</div>\n");
}

fn levels(html: &mut Html) {
    html.raw("<fieldset class=\"chips\"><legend class=\"sr\">Levels</legend>\n");
    for (level, title, _) in LEVELS {
        html.raw("<label class=\"chip ")
            .raw(level.word())
            .raw("\"><input type=\"checkbox\" name=\"level\" value=\"");
        html.raw(level.word()).raw("\" checked> ").raw(title).raw("</label>\n");
    }
    html.raw("</fieldset>\n");
}

fn select<'t>(
    html: &mut Html,
    id: &'static str,
    label: &'static str,
    any: &'static str,
    options: impl Iterator<Item = (String, &'t str)>,
) {
    html.raw("<label><span class=\"sr\">").raw(label).raw("</span><select id=\"").raw(id).raw("\">");
    html.raw("<option value=\"\">").raw(any).raw("</option>");
    for (value, text) in options {
        html.raw("<option").attribute("value", &value).raw(">").text(text).raw("</option>");
    }
    html.raw("</select></label>\n");
}
