//! Blocks of Markdown, written again: one way for each, around what `inline` writes. Markers, blank lines and line breaks are
//! those of the source, so that a small edit of a description stays one.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag, TagEnd};

use super::escape;
use super::inline::Inline;

/// How deep quotes and items may go, in characters: each line inside repeats what they begin with.
const DEPTH: usize = 48;

/// What a block is to the one after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Paragraph,
    Container,
    Table,
    /// Whatever begins and ends by itself.
    Closed,
}

/// A quote or an item around what is being written.
struct Container {
    /// How far the prefix of a line went outside of it.
    outside: usize,
    /// What was written last inside of it.
    last: Option<Block>,
}

/// Writes the blocks.
pub(super) struct Writer<'s> {
    pub source: &'s str,
    pub lines: Vec<String>,
    /// What each line begins with.
    prefix: String,
    containers: Vec<Container>,
    /// The last line ends with the marker of an item or a quote, and its first block goes on there.
    at_marker: bool,
    /// Whether an item of the list was written already, for each list.
    lists: Vec<bool>,
    /// The inside of a block, as far as it is open.
    pub inline: Option<Inline>,
    /// Code that is being read.
    code: Option<String>,
    columns: Vec<Alignment>,
}

/// The lines of a text without HTML; none where it cannot be written.
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
            _ => self.inside(event, range),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Option<()> {
        match tag {
            Tag::Paragraph => self.open(Block::Paragraph, range.start),
            Tag::Heading { level, .. } => {
                self.block(Block::Closed, range.start);
                self.push(heading(*level));
                self.inline = Some(Inline::of_one_line(range.start));
            }
            Tag::BlockQuote(_) => {
                self.block(Block::Container, range.start);
                self.enter("> ", "> ")?;
            }
            Tag::List(_) => {
                self.inline = None;
                self.lists.push(false);
            }
            Tag::Item => self.item(range)?,
            Tag::CodeBlock(_) => {
                self.block(Block::Closed, range.start);
                self.code = Some(String::new());
            }
            Tag::Table(columns) => {
                self.block(Block::Table, range.start);
                self.columns.clone_from(columns);
            }
            Tag::TableHead => self.inline = Some(Inline::of_row(range.start)),
            Tag::TableRow => {
                self.line();
                self.inline = Some(Inline::of_row(range.start));
            }
            Tag::TableCell => self.cell(range),
            // What is noted stands where it was noted.
            Tag::FootnoteDefinition(label) => {
                self.block(Block::Paragraph, range.start);
                self.push(&escape::every(&format!("[^{label}]:")));
            }
            _ => return self.inside_start(tag, range),
        }
        Some(())
    }

    fn end(&mut self, tag: &TagEnd, range: &Range<usize>) -> Option<()> {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.inline = None,
            TagEnd::BlockQuote(_) | TagEnd::Item => self.leave()?,
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
            _ => return self.inside_end(tag, range),
        }
        Some(())
    }

    /// Something within a line; an item whose lines stand close together has its text without a paragraph.
    fn inside(&mut self, event: &Event<'_>, range: &Range<usize>) -> Option<()> {
        if self.inline.is_none() {
            self.open(Block::Paragraph, range.start);
        }
        self.inline_event(event, range)
    }

    fn inside_start(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Option<()> {
        if self.inline.is_none() {
            self.open(Block::Paragraph, range.start);
        }
        self.inline_start(tag, range)
    }

    fn inside_end(&mut self, tag: &TagEnd, range: &Range<usize>) -> Option<()> {
        self.inline_end(tag, range)
    }

    fn open(&mut self, block: Block, at: usize) {
        self.block(block, at);
        self.inline = Some(Inline::of_lines(at));
    }

    /// Begins a block: on the line of its container's marker, or on one of its own, apart from what stands before it where
    /// the source has it so, or where it would become a part of that.
    fn block(&mut self, block: Block, at: usize) {
        self.inline = None;
        let Some(container) = self.containers.last_mut() else { return };
        let before = container.last.replace(block);
        if std::mem::take(&mut self.at_marker) {
            return;
        }
        let runs_on = block == Block::Table || (block == Block::Paragraph && before != Some(Block::Closed));
        if before.is_some() && (runs_on || is_apart(self.source, at)) {
            self.line();
        }
        self.line();
    }

    fn item(&mut self, range: &Range<usize>) -> Option<()> {
        self.inline = None;
        let is_first = !std::mem::replace(self.lists.last_mut()?, true);
        if is_first {
            self.block(Block::Container, range.start);
        } else {
            if is_apart(self.source, range.start) {
                self.line();
            }
            self.line();
        }
        let item = self.source.get(range.clone())?;
        let own = item.trim_start_matches(' ');
        let indent = self.indent(range.end - own.len());
        let marker = format!("{}{}", " ".repeat(indent), marker(own)?);
        let spaces = " ".repeat(marker.len());
        self.enter(&marker, &spaces)
    }

    /// How far an item stands to the right of where its container lets it begin; further would be code.
    fn indent(&self, at: usize) -> usize {
        let before = self.source.get(..at).unwrap_or_default();
        let before = before.rsplit('\n').next().unwrap_or_default();
        let is_alone = before.chars().all(|c| c == ' ') && self.prefix.chars().all(|c| c == ' ');
        if is_alone && !self.at_marker { before.len().saturating_sub(self.prefix.len()).min(3) } else { 0 }
    }

    /// Begins a container, with what its first line and each later one begin with.
    fn enter(&mut self, first: &str, later: &str) -> Option<()> {
        self.push(first);
        self.containers.push(Container { outside: self.prefix.len(), last: None });
        self.prefix.push_str(later);
        self.at_marker = true;
        (self.prefix.len() <= DEPTH).then_some(())
    }

    fn leave(&mut self) -> Option<()> {
        self.inline = None;
        self.at_marker = false;
        self.prefix.truncate(self.containers.pop()?.outside);
        Some(())
    }

    /// Code between fences that nothing in it ends, marked as text: what is not would be compiled and run.
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

    /// A rule by the mark of the source where it stands apart; elsewhere by the one that underlines nothing and begins no item.
    fn rule(&mut self, at: usize) -> Option<()> {
        let is_alone = !self.at_marker && (self.lines.is_empty() || is_apart(self.source, at));
        self.block(Block::Closed, at);
        let mark = self.source.get(at..)?.chars().next().filter(|c| matches!(c, '-' | '*') && is_alone);
        self.push(&mark.unwrap_or('_').to_string().repeat(3));
        Some(())
    }

    /// The line below the head: that of the source, if it is no more than that.
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

    /// Begins a cell, with what stands between it and the one before, and the spaces that it begins with.
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
        // A row may have more cells than the table has columns: these are shown nowhere.
        self.push(if is_gap(gap) { gap } else { "|" });
    }

    /// Begins a line.
    pub(super) fn line(&mut self) {
        self.lines.push(self.prefix.clone());
    }

    /// Writes to the end of the last line.
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

/// What an item begins with, with the spaces that its source has there, up to what would be code.
fn marker(item: &str) -> Option<String> {
    let digits = item.len() - item.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = item.get(..digits + 1).filter(|mark| mark.ends_with(['-', '*', '+', '.', ')']))?;
    let rest = &item[mark.len()..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let is_blank = rest[spaces..].starts_with(['\n', '\t']) || rest[spaces..].is_empty();
    let spaces = if (1..=4).contains(&spaces) && !is_blank { spaces } else { 1 };
    Some(format!("{mark}{}", " ".repeat(spaces)))
}

/// Whether the line above a place is blank but for the marks of quotes.
fn is_apart(source: &str, at: usize) -> bool {
    let lines = source.get(..at).and_then(|before| before.rsplit_once('\n'));
    let above = lines.and_then(|(above, _)| above.rsplit('\n').next());
    above.is_some_and(|line| line.chars().all(|c| matches!(c, ' ' | '\t' | '>')))
}

/// What parts two cells.
fn is_gap(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '|' | ' ' | '\t'))
}
