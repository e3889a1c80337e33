//! Writes the contents of paragraphs, headings and cells again, piece by piece from the source. Calls that return
//! `Option<()>` return `None` if the text cannot be written, and the whole text is then escaped.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::write::Writer;
use super::{code, destination, escape};

/// The state of the block whose contents are being written.
pub(super) struct Inline {
    /// The position up to which the source is written.
    pub cursor: usize,
    /// Whether line breaks are kept; otherwise they become spaces.
    breaks: bool,
    /// Whether text here could be read as the beginning of a block; in a table row, whether no cell is written yet.
    pub at_start: bool,
    /// How each open link and image ends.
    links: Vec<Close>,
    /// Whether the current link is already written, so that its contents are skipped.
    skipped: bool,
}

/// The end of a link.
enum Close {
    /// None, because only the words of the link are kept.
    Unlinked,
    /// The end in the source if that is simple, else `otherwise`. The words begin at `at` in the line.
    Link { at: usize, otherwise: String, is_inline: bool },
}

impl Inline {
    /// For a block that may have several lines.
    pub(super) fn of_lines(cursor: usize) -> Self {
        Self { cursor, breaks: true, at_start: true, links: Vec::new(), skipped: false }
    }

    /// For a block of one line.
    pub(super) fn of_one_line(cursor: usize) -> Self {
        Self { breaks: false, at_start: false, ..Self::of_lines(cursor) }
    }

    /// For the row of a table.
    pub(super) fn of_row(cursor: usize) -> Self {
        Self { breaks: false, ..Self::of_lines(cursor) }
    }

    fn in_link(&self) -> bool {
        self.links.iter().any(|close| matches!(close, Close::Link { .. }))
    }
}

impl Writer<'_> {
    /// Writes text, code or a line break; `None` if the event is not supported.
    pub(super) fn inline_event(&mut self, event: &Event<'_>, range: &Range<usize>) -> Option<()> {
        if self.inline.as_ref()?.skipped {
            return Some(());
        }
        match event {
            Event::Text(_) => self.text(range)?,
            Event::Code(text) => {
                let written = self.source.get(range.clone())?;
                let written = if written.contains('\n') { code(text) } else { written.to_owned() };
                self.push(&written);
            }
            Event::SoftBreak | Event::HardBreak => return self.line_break(range),
            Event::TaskListMarker(done) => self.push(if *done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(label) => self.push(&escape::escape_all(&format!("[^{label}]"))),
            // Events that rustdoc's options do not produce.
            _ => return None,
        }
        self.advance_to(range.end);
        Some(())
    }

    fn advance_to(&mut self, end: usize) {
        if let Some(inline) = &mut self.inline {
            inline.cursor = end;
            inline.at_start = false;
        }
    }

    /// Writes text as in the source, so that entities and escapes stay the same.
    fn text(&mut self, range: &Range<usize>) -> Option<()> {
        let slice = self.source.get(range.clone())?;
        let inline = self.inline.as_ref()?;
        let is_escaped = range.start > inline.cursor && self.source[..range.start].ends_with('\\');
        let written = if is_escaped {
            let mut rest = slice.chars();
            let first = rest.next().map(String::from).unwrap_or_default();
            format!("\\{first}{}", escape::escape_source(rest.as_str()))
        } else if inline.at_start {
            escape_block_start(slice, self.source[range.start..].lines().next().unwrap_or_default())
        } else {
            escape::escape_source(slice)
        };
        self.push(&written);
        Some(())
    }

    fn line_break(&mut self, range: &Range<usize>) -> Option<()> {
        let is_hard = self.source.get(range.clone())?.starts_with('\\');
        if self.inline.as_ref()?.breaks {
            // Two spaces at the end of a line are seldom intended, and never visible.
            self.push(if is_hard { "\\" } else { "" });
            self.line();
        } else {
            self.push(" ");
        }
        let inline = self.inline.as_mut()?;
        inline.cursor = range.end;
        inline.at_start = inline.breaks;
        Some(())
    }

    /// Begins emphasis or a link; `None` if the tag is not supported.
    pub(super) fn inline_start(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Option<()> {
        if self.inline.as_ref()?.skipped {
            return Some(());
        }
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                let mark = emphasis_mark(self.source.get(range.clone())?, &tag.to_end());
                self.push(mark);
                self.advance_to(range.start + mark.len());
            }
            Tag::Link { link_type: kind @ (LinkType::Autolink | LinkType::Email), dest_url, .. } => {
                let slice = self.source.get(range.clone())?;
                let is_allowed = destination::is_allowed(*kind, dest_url);
                let written = if is_allowed { slice.to_owned() } else { escape::escape_inline(slice) };
                self.push(&written);
                self.inline.as_mut()?.skipped = true;
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link(range, *link_type, dest_url, title)?;
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                // An image would be loaded from elsewhere by readers of the page, so it becomes a link.
                self.link(range, *link_type, dest_url, title)?;
                self.inline.as_mut()?.cursor = range.start + 2;
            }
            _ => return None,
        }
        Some(())
    }

    fn link(&mut self, range: &Range<usize>, kind: LinkType, to: &str, title: &str) -> Option<()> {
        let inline = self.inline.as_mut()?;
        inline.cursor = range.start + 1;
        if inline.in_link() || !destination::is_allowed(kind, to) {
            inline.links.push(Close::Unlinked);
            return Some(());
        }
        inline.at_start = false;
        self.push("[");
        let at = self.lines.last().map(String::len).unwrap_or_default();
        let otherwise = destination::target(to, title);
        self.inline.as_mut()?.links.push(Close::Link { at, otherwise, is_inline: kind == LinkType::Inline });
        Some(())
    }

    /// Ends emphasis or a link; `None` if the tag is not supported.
    pub(super) fn inline_end(&mut self, tag: &TagEnd, range: &Range<usize>) -> Option<()> {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.push(emphasis_mark(self.source.get(range.clone())?, tag));
            }
            TagEnd::Link | TagEnd::Image if std::mem::take(&mut self.inline.as_mut()?.skipped) => {}
            TagEnd::Link | TagEnd::Image => self.link_end(range)?,
            _ => return None,
        }
        self.advance_to(range.end);
        Some(())
    }

    fn link_end(&mut self, range: &Range<usize>) -> Option<()> {
        let inline = self.inline.as_mut()?;
        let Close::Link { at, otherwise, is_inline } = inline.links.pop()? else { return Some(()) };
        let tail = self.source.get(inline.cursor..range.end).unwrap_or_default();
        let is_simple = is_inline
            && tail.starts_with("](")
            && !tail.contains(['\n', '<', '`', '\\'])
            && !tail[1..].contains(['[', ']']);
        // An image without words.
        if self.lines.last().is_some_and(|line| line.len() == at) && in_image(self.source, range) {
            self.push("image");
        }
        self.push(if is_simple { tail } else { &otherwise });
        Some(())
    }
}

fn in_image(source: &str, range: &Range<usize>) -> bool {
    source.get(range.clone()).is_some_and(|text| text.starts_with('!'))
}

/// Returns the mark that emphasis begins and ends with.
fn emphasis_mark<'s>(slice: &'s str, tag: &TagEnd) -> &'s str {
    let length = match tag {
        TagEnd::Emphasis => 1,
        TagEnd::Strikethrough if !slice.starts_with("~~") => 1,
        _ => 2,
    };
    slice.get(..length).unwrap_or_default()
}

/// Escapes text at the beginning of a line so that it does not begin a block.
fn escape_block_start(slice: &str, line: &str) -> String {
    let escaped = escape::escape_source(slice);
    match escape::list_number_end(line) {
        // Only a list that starts with one can interrupt a paragraph.
        Some(dot) if line[..dot].trim_start_matches('0') == "1" && dot <= escaped.len() => {
            format!("{}\\{}", &escaped[..dot], &escaped[dot..])
        }
        Some(_) => escaped,
        None if escape::opens_block(line) && !escaped.starts_with(['\\', '|']) => format!("\\{escaped}"),
        None => escaped,
    }
}
