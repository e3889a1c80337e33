//! Checks whether Markdown is harmless, with the parser itself: once with rustdoc's extensions, and once without those
//! that split lines or blocks differently, because other programs read documentation too.

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag};

use super::{RUSTDOC, destination};

/// Returns true if nothing in a text is run, loaded, rendered as HTML or a disallowed link.
pub(super) fn is_harmless(text: &str) -> bool {
    [RUSTDOC, Options::ENABLE_TASKLISTS].into_iter().all(|options| {
        // Rustdoc looks up an item for each reference that the text does not define.
        let mut item = |_: BrokenLink<'_>| Some((CowStr::Borrowed("item:"), CowStr::Borrowed("")));
        Parser::new_with_broken_link_callback(text, options, Some(&mut item))
            .all(|event| is_harmless_event(&event))
    })
}

fn is_harmless_event(event: &Event<'_>) -> bool {
    match event {
        Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => false,
        Event::Start(Tag::HtmlBlock | Tag::Image { .. } | Tag::FootnoteDefinition(_)) => false,
        Event::Start(Tag::CodeBlock(kind)) => {
            matches!(kind, CodeBlockKind::Fenced(info) if info.as_ref() == "text")
        }
        Event::Start(Tag::Link { link_type, dest_url, .. }) => destination::is_allowed(*link_type, dest_url),
        _ => true,
    }
}
