//! The inside of paragraphs, headings and cells, written again from the source, piece by piece.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::write::Writer;
use super::{code, destination, escape};

/// What is known of a block whose inside is being written.
pub(super) struct Inline {
    /// Up to where the source is written.
    pub cursor: usize,
    /// Whether a break of lines is one.
    breaks: bool,
    /// Whether a word here could be taken for the beginning of a block; of a row, whether no cell is written yet.
    pub at_start: bool,
    /// Where each link and image ends.
    links: Vec<Close>,
    /// A link that is written already.
    skipped: bool,
}

/// What a link ends with.
enum Close {
    /// Nothing, as it is none any more.
    Bare,
    /// What it has in the source, if it is all there, or this; its words begin at that place of the line.
    Link { at: usize, otherwise: String, is_inline: bool },
}

impl Inline {
    /// Of a block that may have several lines.
    pub(super) fn of_lines(cursor: usize) -> Self {
        Self { cursor, breaks: true, at_start: true, links: Vec::new(), skipped: false }
    }

    /// Of one that has one line.
    pub(super) fn of_one_line(cursor: usize) -> Self {
        Self { breaks: false, at_start: false, ..Self::of_lines(cursor) }
    }

    /// Of the row of a table.
    pub(super) fn of_row(cursor: usize) -> Self {
        Self { breaks: false, ..Self::of_lines(cursor) }
    }

    fn in_link(&self) -> bool {
        self.links.iter().any(|close| matches!(close, Close::Link { .. }))
    }
}

impl Writer<'_> {
    /// A text, code, or a break.
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
            Event::FootnoteReference(label) => self.push(&escape::every(&format!("[^{label}]"))),
            // What rustdoc's options do not read.
            _ => return None,
        }
        self.written_to(range.end);
        Some(())
    }

    fn written_to(&mut self, end: usize) {
        if let Some(inline) = &mut self.inline {
            inline.cursor = end;
            inline.at_start = false;
        }
    }

    /// A text as it is in the source, where entities and escapes are what they were.
    fn text(&mut self, range: &Range<usize>) -> Option<()> {
        let slice = self.source.get(range.clone())?;
        let inline = self.inline.as_ref()?;
        let is_escaped = range.start > inline.cursor && self.source[..range.start].ends_with('\\');
        let written = if is_escaped {
            let mut rest = slice.chars();
            let first = rest.next().map(String::from).unwrap_or_default();
            format!("\\{first}{}", escape::of_source(rest.as_str()))
        } else if inline.at_start {
            guarded(slice, self.source[range.start..].lines().next().unwrap_or_default())
        } else {
            escape::of_source(slice)
        };
        self.push(&written);
        Some(())
    }

    fn line_break(&mut self, range: &Range<usize>) -> Option<()> {
        let is_hard = self.source.get(range.clone())?.starts_with('\\');
        if self.inline.as_ref()?.breaks {
            // Two spaces at the end of a line are seldom meant, and never seen.
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

    /// The beginning of emphasis, or of a link.
    pub(super) fn inline_start(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Option<()> {
        if self.inline.as_ref()?.skipped {
            return Some(());
        }
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                let mark = mark(self.source.get(range.clone())?, &tag.to_end());
                self.push(mark);
                self.written_to(range.start + mark.len());
            }
            Tag::Link { link_type: kind @ (LinkType::Autolink | LinkType::Email), dest_url, .. } => {
                let slice = self.source.get(range.clone())?;
                let is_allowed = destination::is_allowed(*kind, dest_url);
                let written = if is_allowed { slice.to_owned() } else { escape::text(slice) };
                self.push(&written);
                self.inline.as_mut()?.skipped = true;
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link(range, *link_type, dest_url, title)?;
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                // Whoever reads the page would load it from elsewhere.
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
            inline.links.push(Close::Bare);
            return Some(());
        }
        inline.at_start = false;
        self.push("[");
        let at = self.lines.last().map(String::len).unwrap_or_default();
        let otherwise = destination::target(to, title);
        self.inline.as_mut()?.links.push(Close::Link { at, otherwise, is_inline: kind == LinkType::Inline });
        Some(())
    }

    /// The end of emphasis, or of a link.
    pub(super) fn inline_end(&mut self, tag: &TagEnd, range: &Range<usize>) -> Option<()> {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.push(mark(self.source.get(range.clone())?, tag));
            }
            TagEnd::Link | TagEnd::Image if std::mem::take(&mut self.inline.as_mut()?.skipped) => {}
            TagEnd::Link | TagEnd::Image => self.link_end(range)?,
            _ => return None,
        }
        self.written_to(range.end);
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

/// What emphasis begins and ends with.
fn mark<'s>(slice: &'s str, tag: &TagEnd) -> &'s str {
    let length = match tag {
        TagEnd::Emphasis => 1,
        TagEnd::Strikethrough if !slice.starts_with("~~") => 1,
        _ => 2,
    };
    slice.get(..length).unwrap_or_default()
}

/// A text at the beginning of a line, which must not begin a block there.
fn guarded(slice: &str, line: &str) -> String {
    let escaped = escape::of_source(slice);
    match escape::numbered(line) {
        // Only a list from one on begins within a paragraph.
        Some(dot) if line[..dot].trim_start_matches('0') == "1" && dot <= escaped.len() => {
            format!("{}\\{}", &escaped[..dot], &escaped[dot..])
        }
        Some(_) => escaped,
        None if escape::opens_block(line) && !escaped.starts_with(['\\', '|']) => format!("\\{escaped}"),
        None => escaped,
    }
}
