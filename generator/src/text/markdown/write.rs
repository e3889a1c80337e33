//! Writes Markdown blocks again, around the contents that `inline` writes. Each kind of block is written in one way.
//! Markers, blank lines and line breaks are those of the source, so that a small edit of a description stays small.
//! Calls that return `Option<()>` return `None` if the text cannot be written.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag, TagEnd};

use super::escape;
use super::inline::Inline;

/// The longest prefix of quotes and items, in characters: each line inside them repeats it.
const MAX_PREFIX: usize = 48;

/// The kind of a block, which decides whether the next one needs a blank line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Paragraph,
    Container,
    Table,
    /// A block that needs no blank line around it.
    Closed,
}

/// A quote or list item around the current block.
struct Container {
    /// The length of the line prefix outside of it.
    outside: usize,
    /// The last block written inside of it.
    last: Option<Block>,
}

/// The writer of blocks.
pub(super) struct Writer<'s> {
    pub source: &'s str,
    pub lines: Vec<String>,
    /// The prefix of each line.
    prefix: String,
    containers: Vec<Container>,
    /// True if the last line ends with the marker of an item or quote, whose first block continues there.
    at_marker: bool,
    /// For each open list, whether an item was already written.
    lists: Vec<bool>,
    /// The contents of the current block, if one is open.
    pub inline: Option<Inline>,
    /// The code block being read.
    code: Option<String>,
    columns: Vec<Alignment>,
}

/// Returns the lines of a text without HTML; `None` if it cannot be written.
pub(super) fn lines(source: &str, events: &[(Event<'_>, Range<usize>)]) -> Option<Vec<String>> {
    let mut writer = Writer {
        source,
        lines: Vec::new(),
        prefix: String::new(),
        containers: vec![Container { outside: 0, last: None }],
        at_marker: false,
        lists: Vec::new(),
        inline: None,
        code: None,
        columns: Vec::new(),
    };
    for (event, range) in events {
        writer.event(event, range)?;
    }
    let lines = writer.lines.into_iter().map(|line| line.trim_end().to_owned());
    let mut lines: Vec<String> = lines.skip_while(String::is_empty).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    Some(lines)
}

impl Writer<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) -> Option<()> {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) if self.code.is_some() => {
                self.code.as_mut()?.push_str(text);
                Some(())
            }
            Event::Rule => self.rule(range.start),
            _ => self.inline_or_open(event, range),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Option<()> {
        match tag {
            Tag::Paragraph => self.open_block(Block::Paragraph, range.start),
            Tag::Heading { level, .. } => {
                self.begin_block(Block::Closed, range.start);
                self.push(heading(*level));
                self.inline = Some(Inline::of_one_line(range.start));
            }
            Tag::BlockQuote(_) => {
                self.begin_block(Block::Container, range.start);
                self.enter_container("> ", "> ")?;
            }
            Tag::List(_) => {
                self.inline = None;
                self.lists.push(false);
            }
            Tag::Item => self.item(range)?,
            Tag::CodeBlock(_) => {
                self.begin_block(Block::Closed, range.start);
                self.code = Some(String::new());
            }
            Tag::Table(columns) => {
                self.begin_block(Block::Table, range.start);
                self.columns.clone_from(columns);
            }
            Tag::TableHead => self.inline = Some(Inline::of_row(range.start)),
            Tag::TableRow => {
                self.line();
                self.inline = Some(Inline::of_row(range.start));
            }
            Tag::TableCell => self.cell(range),
            // A footnote stays where it is defined.
            Tag::FootnoteDefinition(label) => {
                self.begin_block(Block::Paragraph, range.start);
                self.push(&escape::escape_all(&format!("[^{label}]:")));
            }
            _ => return self.inline_start_or_open(tag, range),
        }
        Some(())
    }

    fn end(&mut self, tag: &TagEnd, range: &Range<usize>) -> Option<()> {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.inline = None,
            TagEnd::BlockQuote(_) | TagEnd::Item => self.leave_container()?,
            TagEnd::List(_) => {
                self.lists.pop()?;
                self.containers.last_mut()?.last = Some(Block::Container);
            }
            TagEnd::CodeBlock => self.code()?,
            TagEnd::TableHead => {
                self.row_end(range.end);
                self.line();
                self.delimiters(range.end);
            }
            TagEnd::TableRow => self.row_end(range.end),
            TagEnd::TableCell => {
                let inline = self.inline.as_mut()?;
                let rest = self.source.get(inline.cursor..range.end).unwrap_or_default();
                inline.cursor = range.end;
                self.push(if is_gap(rest) { rest } else { "" });
            }
            TagEnd::Table | TagEnd::FootnoteDefinition => {}
            _ => return self.inline_end(tag, range),
        }
        Some(())
    }

    /// Writes an inline event. In a tight list, items have text without a paragraph, so one is opened.
    fn inline_or_open(&mut self, event: &Event<'_>, range: &Range<usize>) -> Option<()> {
        if self.inline.is_none() {
            self.open_block(Block::Paragraph, range.start);
        }
        self.inline_event(event, range)
    }

    fn inline_start_or_open(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Option<()> {
        if self.inline.is_none() {
            self.open_block(Block::Paragraph, range.start);
        }
        self.inline_start(tag, range)
    }

    fn open_block(&mut self, block: Block, at: usize) {
        self.begin_block(block, at);
        self.inline = Some(Inline::of_lines(at));
    }

    /// Begins a block on the line of its container's marker, or on a new line. A blank line comes before it if the
    /// source has one, or if the block would otherwise become part of the one before.
    fn begin_block(&mut self, block: Block, at: usize) {
        self.inline = None;
        let Some(container) = self.containers.last_mut() else { return };
        let before = container.last.replace(block);
        if std::mem::take(&mut self.at_marker) {
            return;
        }
        let runs_on = block == Block::Table || (block == Block::Paragraph && before != Some(Block::Closed));
        if before.is_some() && (runs_on || follows_blank_line(self.source, at)) {
            self.line();
        }
        self.line();
    }

    fn item(&mut self, range: &Range<usize>) -> Option<()> {
        self.inline = None;
        let is_first = !std::mem::replace(self.lists.last_mut()?, true);
        if is_first {
            self.begin_block(Block::Container, range.start);
        } else {
            if follows_blank_line(self.source, range.start) {
                self.line();
            }
            self.line();
        }
        let item = self.source.get(range.clone())?;
        let own = item.trim_start_matches(' ');
        let indent = self.indent(range.end - own.len());
        let marker = format!("{}{}", " ".repeat(indent), item_marker(own)?);
        let spaces = " ".repeat(marker.len());
        self.enter_container(&marker, &spaces)
    }

    /// Returns the indent of an item beyond what its container requires. More than three spaces would make it code.
    fn indent(&self, at: usize) -> usize {
        let before = self.source.get(..at).unwrap_or_default();
        let before = before.rsplit('\n').next().unwrap_or_default();
        let is_alone = before.chars().all(|c| c == ' ') && self.prefix.chars().all(|c| c == ' ');
        if is_alone && !self.at_marker { before.len().saturating_sub(self.prefix.len()).min(3) } else { 0 }
    }

    /// Begins a container, with the prefixes of its first and its later lines; `None` if it is nested too deeply.
    fn enter_container(&mut self, first: &str, later: &str) -> Option<()> {
        self.push(first);
        self.containers.push(Container { outside: self.prefix.len(), last: None });
        self.prefix.push_str(later);
        self.at_marker = true;
        (self.prefix.len() <= MAX_PREFIX).then_some(())
    }

    fn leave_container(&mut self) -> Option<()> {
        self.inline = None;
        self.at_marker = false;
        self.prefix.truncate(self.containers.pop()?.outside);
        Some(())
    }

    /// Writes code between fences that nothing in it can end, marked as text: otherwise rustdoc would compile and run
    /// it.
    fn code(&mut self) -> Option<()> {
        let code = self.code.take()?;
        let fence = "`".repeat(escape::longest_run(&code).max(2) + 1);
        self.push(&fence);
        self.push("text");
        for line in code.lines() {
            self.line();
            self.push(line);
        }
        self.line();
        self.push(&fence);
        Some(())
    }

    /// Writes a thematic break, with the mark of the source if blank lines surround it, else with the mark that neither
    /// underlines nor begins an item.
    fn rule(&mut self, at: usize) -> Option<()> {
        let is_alone = !self.at_marker && (self.lines.is_empty() || follows_blank_line(self.source, at));
        self.begin_block(Block::Closed, at);
        let mark = self.source.get(at..)?.chars().next().filter(|c| matches!(c, '-' | '*') && is_alone);
        self.push(&mark.unwrap_or('_').to_string().repeat(3));
        Some(())
    }

    /// Writes the delimiter line below the header: that of the source, if it is complete.
    fn delimiters(&mut self, at: usize) {
        let columns = std::mem::take(&mut self.columns);
        let below = self.source.get(at..).and_then(|below| below.lines().next()).unwrap_or_default();
        let line = below.trim_matches(|c| matches!(c, ' ' | '\t' | '>'));
        let is_whole = line.contains('|') && !line.starts_with("- ");
        if is_whole && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
            return self.push(line);
        }
        for column in columns {
            self.push(match column {
                Alignment::None => "|---",
                Alignment::Left => "|:--",
                Alignment::Center => "|:-:",
                Alignment::Right => "|--:",
            });
        }
        self.push("|");
    }

    /// Begins a cell, with the separator from the one before and the leading spaces.
    fn cell(&mut self, range: &Range<usize>) {
        let Some(inline) = &mut self.inline else { return };
        let gap = self.source.get(inline.cursor..range.start).unwrap_or_default();
        let is_first = std::mem::take(&mut inline.at_start);
        let gap = if (is_first || gap.contains('|')) && is_gap(gap) { gap } else { "|" };
        let cell = self.source.get(range.clone()).unwrap_or_default();
        let spaces = &cell[..cell.len() - cell.trim_start_matches(' ').len()];
        inline.cursor = range.start + spaces.len();
        self.push(gap);
        self.push(spaces);
    }

    fn row_end(&mut self, at: usize) {
        let Some(inline) = self.inline.take() else { return };
        let gap = self.source.get(inline.cursor..at).unwrap_or_default().trim();
        // A row may have more cells than the table has columns; they are not shown.
        self.push(if is_gap(gap) { gap } else { "|" });
    }

    /// Begins a new line.
    pub(super) fn line(&mut self) {
        self.lines.push(self.prefix.clone());
    }

    /// Appends to the last line.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.push_str(text);
        }
    }
}

fn heading(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "# ",
        HeadingLevel::H2 => "## ",
        HeadingLevel::H3 => "### ",
        HeadingLevel::H4 => "#### ",
        HeadingLevel::H5 => "##### ",
        HeadingLevel::H6 => "###### ",
    }
}

/// Returns the marker of an item with the spaces after it in the source, up to the number that would make it code.
fn item_marker(item: &str) -> Option<String> {
    let digits = item.len() - item.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = item.get(..digits + 1).filter(|mark| mark.ends_with(['-', '*', '+', '.', ')']))?;
    let rest = &item[mark.len()..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let is_blank = rest[spaces..].starts_with(['\n', '\t']) || rest[spaces..].is_empty();
    let spaces = if (1..=4).contains(&spaces) && !is_blank { spaces } else { 1 };
    Some(format!("{mark}{}", " ".repeat(spaces)))
}

/// Returns true if the line above a position is blank except for quote marks.
fn follows_blank_line(source: &str, at: usize) -> bool {
    let lines = source.get(..at).and_then(|before| before.rsplit_once('\n'));
    let above = lines.and_then(|(above, _)| above.rsplit('\n').next());
    above.is_some_and(|line| line.chars().all(|c| matches!(c, ' ' | '\t' | '>')))
}

/// Returns true for the separator of two cells.
fn is_gap(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '|' | ' ' | '\t'))
}
