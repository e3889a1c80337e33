//! Documentation of a document is data: whatever Markdown it holds, rustdoc finds no code to run in it, no HTML, nothing to
//! load, and no link that leads to an item or a script. Thousands of texts are put together from what means something to
//! a parser, written as the emitter writes them, in each place where they may stand, and read as rustdoc reads them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};
use truespec::text::markdown::{cell, code, inline, item, sanitize, text};

/// What rustdoc reads beside CommonMark.
fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// What may be put beside each other.
const PIECES: &[&str] = &[
    "> ",
    ">",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "12) ",
    "- [ ] ",
    "-     ",
    ">     ",
    "1.     ",
    "> \t\t",
    "# ",
    "#",
    "===",
    "---",
    "***",
    "~~~",
    "~~~~",
    "```",
    "````",
    "``````",
    "```rust",
    "~~~ rust",
    "~~~ignore",
    "`",
    "``",
    "``` ",
    "    ",
    "\t",
    "\t\t",
    "  ",
    " ",
    "\n",
    "\n\n",
    "\n    ",
    "\n\n    ",
    "\n\n\t",
    "\n> ",
    "\n- ",
    "\n  ",
    "\n~~~\n",
    "\n```\n",
    "\r\n",
    "\r",
    "\\",
    "\\\\",
    "\\`",
    "\\<",
    "\\[",
    "\\\n",
    "<b>",
    "</b>",
    "<i x=y>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<!--",
    "-->",
    "<!-- x -->",
    "<?php",
    "?>",
    "<!DOCTYPE x>",
    "<![CDATA[",
    "]]>",
    "<pre>",
    "</pre>",
    "<div",
    ">",
    "<",
    "<a href=\"`\">",
    "<http://x>",
    "<https://x.example/a?b>",
    "<javascript:alert(1)>",
    "<JavaScript:x>",
    "<me@example.com>",
    "<data:text/html,x>",
    "[a](javascript:alert(1))",
    "[a](JAVASCRIPT:x)",
    "[a](java&#115;cript:x)",
    "[a](java&Tab;script:x)",
    "[a](<java\tscript:x>)",
    "[a](javascript&colon;x)",
    "[a](%6aavascript:x)",
    "[a](javascript%3ax)",
    "[a](\\javascript:x)",
    "[a](vbscript:x)",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](//example.com)",
    "[a](/docs/b)",
    "[a](#b)",
    "[a](std::fs)",
    "[a](Foo#b)",
    "[a](https://example.com \"title\")",
    "See [a *b*](https://example.com/a_b?c=d#e), ",
    "[`a`](https://example.com)",
    "[a](https://example.com '<b>')",
    "[a](<https://example.com/a b>)",
    "[a](",
    "](",
    "![x](https://evil.example/track.png)",
    "![x](javascript:x)",
    "![](https://evil.example/1.png)",
    "![",
    "[![b](https://x/b.svg)](https://x)",
    "[x]",
    "[x][]",
    "[a][x]",
    "[x]: javascript:alert(1)\n",
    "[x]: https://example.com 'title'\n",
    "[x]: <data:x>\n",
    "[`std::fs`]",
    "[Foo]",
    "[^1]",
    "[^1]: ",
    "\n[^1]: note\n\n    more\n",
    "[",
    "]",
    "(",
    ")",
    "|",
    "| a | b |\n|---|---|\n| c | d |\n",
    "\n|---|\n",
    "|---|",
    "~",
    "~~",
    "*",
    "**",
    "_",
    "__",
    "&lt;script&gt;",
    "&#60;b&#62;",
    "&",
    "&amp;",
    "&copy;",
    "!",
    "$",
    "$$",
    ":",
    "\u{202e}",
    "\u{2028}",
    "\u{200b}",
    "\u{0}",
    "rust",
    "text",
    "std::fs::write(\"pwned\", \"x\").unwrap();",
    "word",
    "Two words",
    "no_run",
    "é",
    "\u{a0}",
    "x",
];

/// What comes next of numbers that look like chance (splitmix64), the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    fn text(&mut self, most: usize) -> String {
        let count = 1 + self.below(most);
        (0..count).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}

/// What is wrong with Markdown of ours that has `own` pieces of code to compile.
fn harm(markdown: &str, own: usize) -> Option<String> {
    // Programs that know none of rustdoc's extensions read it, too.
    [rustdoc(), Options::ENABLE_TASKLISTS].into_iter().find_map(|options| {
        let mut compiled = 0;
        let mut item = |_: BrokenLink<'_>| Some((CowStr::Borrowed("item:"), CowStr::Borrowed("")));
        let parser = Parser::new_with_broken_link_callback(markdown, options, Some(&mut item));
        let found = parser.filter_map(|event| harm_of(&event, &mut compiled)).next();
        found.or((compiled > own).then(|| format!("{compiled} pieces of code are ours")))
    })
}

fn harm_of(event: &Event<'_>, compiled: &mut usize) -> Option<String> {
    let is_bad = match event {
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock | Tag::Image { .. }) => true,
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.as_ref() == "no_run" => {
            *compiled += 1;
            false
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => info.as_ref() != "text",
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => true,
        Event::Start(Tag::Link { link_type, dest_url, .. }) => !leads_well(*link_type, dest_url),
        _ => false,
    };
    is_bad.then(|| format!("{event:?}"))
}

/// Asked otherwise than the generator asks it: as a browser reads an address.
fn leads_well(kind: LinkType, to: &str) -> bool {
    let address: String =
        to.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>().to_lowercase();
    let web = ["http:", "https:", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
    let own = to == "super::Client";
    let scheme = address.split(['/', '?', '#']).next().unwrap();
    let relative = (address.starts_with('#') || address.contains('/')) && !scheme.contains([':', '%', '&']);
    own || web || relative || kind == LinkType::Email
}

fn hidden(line: &str) -> bool {
    line.chars().any(|c| truespec::text::visible::is_hidden(c) && c != '\t')
}

/// Where a text may stand, as the emitter puts it there.
fn places(lines: &[String], inside: &str, name: &str) -> Vec<(&'static str, String, usize)> {
    let whole = lines.join("\n");
    let example = "```no_run\n# fn main() {\nlet x = 1;\n# }\n```";
    let [first, second] = ["`name`", "`r#other`"].map(|about| item(about, lines).join("\n"));
    vec![
        ("alone", whole.clone(), 0),
        ("twice", format!("{whole}\n\n{whole}"), 0),
        (
            "among ours",
            format!(
                "Summary.\n\n{whole}\n\nAt least 3. Default: {name}.\n\n{example}\n\n# Errors\n\n- 404: {inside}\n- 500: {inside}\n\n# Quirks\n\n- Q1: {inside} Source: {inside}.\n- Q2: see [`Client`](super::Client)."
            ),
            1,
        ),
        ("as an item", format!("Calls {name}.\n\n{first}\n{second}\n\n{example}"), 1),
        ("in a line", format!("{inside} and {name}, {inside}."), 0),
        ("in a heading", format!("## {inside}\n\nText."), 0),
    ]
}

fn check(source: &str) {
    let (lines, inside, name) = (sanitize(source), inline(source), code(source));
    assert!(lines.iter().all(|line| !line.contains('\n') && !hidden(line)), "{source:?}\n{lines:#?}");
    assert!(!inside.contains('\n') && !hidden(&inside), "{source:?}\n{inside}");
    assert!(!name.contains('\n') && !hidden(&name), "{source:?}\n{name}");
    for (place, markdown, own) in places(&lines, &inside, &name) {
        if let Some(harm) = harm(&markdown, own) {
            panic!("{place}: {harm}\nof {source:?}\nwritten as\n{markdown}");
        }
    }
    let plain = text(source);
    let table = format!(
        "| a | b |\n|---|---|\n| {} | {} |\n| {} | {} |",
        cell(&plain),
        cell(&name),
        cell(&inside),
        cell(&plain)
    );
    for markdown in [plain.clone(), table, format!("A client of {plain}.\n\n# {plain}")] {
        assert_eq!(harm(&markdown, 0), None, "{source:?}\n{markdown}");
    }
}

#[test]
fn two_pieces() {
    for first in PIECES {
        for second in PIECES {
            check(&format!("{first}{second}"));
        }
    }
}

#[test]
fn many_pieces() {
    let rounds = std::env::var("TRUESPEC_TEXTS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(6_000);
    let mut chance = Chance(7);
    for round in 0..rounds {
        check(&chance.text(3 + round % 14));
    }
}
