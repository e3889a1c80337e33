//! Whether Markdown is harmless, asked of the parser itself: with rustdoc's extensions, and without those that part a line or
//! a block otherwise, as other programs read documentation too.

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag};

use super::{RUSTDOC, destination};

/// Whether nothing in a text is run, loaded, taken for HTML or for a link that must not be.
pub(super) fn is_harmless(text: &str) -> bool {
    [RUSTDOC, Options::ENABLE_TASKLISTS].into_iter().all(|options| {
        // Rustdoc looks for an item behind each reference that the text does not define.
        let mut item = |_: BrokenLink<'_>| Some((CowStr::Borrowed("item:"), CowStr::Borrowed("")));
        Parser::new_with_broken_link_callback(text, options, Some(&mut item)).all(|event| is_fine(&event))
    })
}

fn is_fine(event: &Event<'_>) -> bool {
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
