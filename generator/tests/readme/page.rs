//! A page of documentation, as its Markdown is read: code blocks, links and headings, each with its line.

use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A page, by its path in the repository.
pub struct Page {
    pub path: String,
    pub blocks: Vec<Block>,
    pub links: Vec<Link>,
    /// The anchors of its headings, as GitHub and mdBook make them.
    pub anchors: Vec<String>,
}

/// A fenced code block.
pub struct Block {
    /// The words after the fence, such as `rust` and `ignore`.
    pub words: Vec<String>,
    pub text: String,
    pub line: usize,
}

/// A link or an image.
pub struct Link {
    pub target: String,
    pub line: usize,
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Reads a page; the path is relative to the root.
pub fn read(path: &str) -> Page {
    let text = std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let text = text.replace("\r\n", "\n");
    parse(path, &text)
}

/// Parses the text of a page.
pub fn parse(path: &str, text: &str) -> Page {
    let mut page = Page { path: path.to_owned(), blocks: Vec::new(), links: Vec::new(), anchors: Vec::new() };
    let (mut heading, mut block) = (None::<String>, None::<Block>);
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let line = 1 + text[..range.start].matches('\n').count();
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => page.anchor(&heading.take().unwrap_or_default()),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                page.links.push(Link { target: dest_url.into_string(), line });
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let words = info.split([',', ' ']).filter(|word| !word.is_empty()).map(str::to_owned);
                block = Some(Block { words: words.collect(), text: String::new(), line });
            }
            Event::End(TagEnd::CodeBlock) => page.blocks.extend(block.take()),
            Event::Text(text) | Event::Code(text) => {
                block.iter_mut().for_each(|block| block.text.push_str(&text));
                heading.iter_mut().for_each(|heading| heading.push_str(&text));
            }
            // Images of HTML, as in `<picture>`: `src="…"` and `srcset="…"`.
            Event::Html(html) | Event::InlineHtml(html) => {
                let parts = html.split('"').collect::<Vec<_>>();
                let named = parts.windows(2).filter(|pair| {
                    pair[0].ends_with("src=") || pair[0].ends_with("srcset=") || pair[0].ends_with("href=")
                });
                page.links.extend(named.map(|pair| Link { target: pair[1].to_owned(), line }));
            }
            _ => {}
        }
    }
    page
}

impl Page {
    /// Adds the anchor of a heading: one that is there already gets a number.
    fn anchor(&mut self, heading: &str) {
        let kept = heading.trim().to_lowercase();
        let kept = kept.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
        let slug: String = kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect();
        let again = (1..).map(|number| format!("{slug}-{number}"));
        let name = std::iter::once(slug.clone()).chain(again).find(|name| !self.anchors.contains(name));
        self.anchors.extend(name);
    }
}

impl Block {
    /// The language: the first word after the fence.
    pub fn language(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// Whether a word stands after the language.
    pub fn is(&self, word: &str) -> bool {
        self.words.iter().skip(1).any(|other| other == word)
    }

    /// The file that the block is, if its first line is a comment with the path and nothing else.
    pub fn file(&self) -> Option<&str> {
        let first = self.text.lines().next()?;
        let name = first.strip_prefix("# ").or_else(|| first.strip_prefix("// "))?;
        let is_path = |letter: char| letter.is_ascii_alphanumeric() || "./_-".contains(letter);
        (name.chars().all(is_path) && Path::new(name).extension().is_some()).then_some(name)
    }
}
