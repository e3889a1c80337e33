//! Two texts as the lines of one: what was removed and added, with the lines around it and the lines that these are
//! indented below.

use similar::{Algorithm, ChangeTag, capture_diff_slices};

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It is in both texts.
    Same,
    /// It is in the old text only.
    Removed,
    /// It is in the new text only.
    Added,
}

/// A line as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// A line of the texts.
    Text(Mark, String),
    /// So many lines that are left out.
    Gap(usize),
}

/// The most lines of a text that are compared: more would take long, and nobody reads them.
const MAX_COMPARED: usize = 1_500;

/// The lines of context before and after a difference.
const CONTEXT: usize = 2;

/// The longest line, in characters.
const MAX_CHARACTERS: usize = 240;

/// The characters before a difference that are shown of a long line.
const BEFORE: usize = 60;

/// Compares two texts, and returns at most `most` lines; none if the texts are equal.
pub(super) fn compare(old: &str, new: &str, most: usize) -> Vec<Line> {
    let lines = |text| -> Vec<&str> { str::lines(text).take(MAX_COMPARED).collect() };
    let (before, after) = (lines(old), lines(new));
    let operations = capture_diff_slices(Algorithm::Myers, &before, &after);
    let changes = operations.iter().flat_map(|operation| operation.iter_changes(&before, &after));
    let all: Vec<(Mark, &str)> = changes.map(|change| (mark(change.tag()), change.value())).collect();
    cut(&all, most)
}

/// Returns the lines of a text that is not compared.
pub(super) fn plain(text: &str, most: usize) -> Vec<Line> {
    let all: Vec<&str> = text.lines().collect();
    let shown = all.iter().take(most).map(|line| Line::Text(Mark::Same, shortened(line)));
    let left = all.len().saturating_sub(most);
    shown.chain((left > 0).then_some(Line::Gap(left))).collect()
}

fn mark(tag: ChangeTag) -> Mark {
    match tag {
        ChangeTag::Equal => Mark::Same,
        ChangeTag::Delete => Mark::Removed,
        ChangeTag::Insert => Mark::Added,
    }
}

/// Leaves out the lines that show nothing about a difference, and those after the first `most`.
fn cut(all: &[(Mark, &str)], most: usize) -> Vec<Line> {
    let is_shown = shown(all);
    let (mut lines, mut gap, mut count) = (Vec::new(), 0, 0);
    for (index, (&(mark, text), shown)) in all.iter().zip(is_shown).enumerate() {
        if !shown || count == most {
            gap += 1;
            continue;
        }
        if gap > 0 {
            lines.push(Line::Gap(gap));
            gap = 0;
        }
        lines.push(Line::Text(mark, shortened_from(text, first_difference(all, index))));
        count += 1;
    }
    if gap > 0 && count > 0 {
        lines.push(Line::Gap(gap));
    }
    lines
}

/// Returns which lines are shown: those that differ, those around them, and those that they are indented below.
///
/// A single line that would be left out is shown as well.
fn shown(all: &[(Mark, &str)]) -> Vec<bool> {
    let mut shown = vec![false; all.len()];
    for (index, _) in all.iter().enumerate().filter(|(_, (mark, _))| *mark != Mark::Same) {
        let around = index.saturating_sub(CONTEXT)..(index + CONTEXT + 1).min(all.len());
        shown[around].fill(true);
    }
    // From the end, so that each line needs to look only for the nearest one above it.
    let mut inner = 0;
    for (index, (_, text)) in all.iter().enumerate().rev().filter(|(_, (_, text))| !text.trim().is_empty()) {
        let depth = depth(text);
        if shown[index] || depth < inner {
            shown[index] = true;
            inner = depth;
        }
    }
    let is_shown = |index: Option<usize>| index.and_then(|index| shown.get(index)).is_none_or(|shown| *shown);
    let is_alone = |index: &usize| is_shown(index.checked_sub(1)) && is_shown(index.checked_add(1));
    let alone: Vec<usize> = (0..all.len()).filter(is_alone).collect();
    alone.into_iter().for_each(|index| shown[index] = true);
    shown
}

/// How deep a line is: the elements of a list are deeper than its key, though they may be indented alike.
fn depth(line: &str) -> usize {
    let text = line.trim_start();
    line.len() - text.len() + usize::from(text.starts_with("- "))
}

/// Returns the character at which a line that was removed or added differs from the one that took or had its place.
fn first_difference(all: &[(Mark, &str)], index: usize) -> usize {
    let (mark, text) = all[index];
    let run = |mark: Mark, from: usize| all[from..].iter().take_while(|(own, _)| *own == mark).count();
    let start = (0..index).rev().take_while(|at| all[*at].0 == mark).last().unwrap_or(index);
    let other = match mark {
        Mark::Same => return 0,
        Mark::Removed => {
            let added = start + run(mark, start);
            (index - start < run(Mark::Added, added)).then_some(added + index - start)
        }
        Mark::Added => {
            let removed = (0..start).rev().take_while(|at| all[*at].0 == Mark::Removed).last();
            removed.map(|removed| removed + index - start).filter(|other| *other < start)
        }
    };
    let same = |other: usize| text.chars().zip(all[other].1.chars()).take_while(|(a, b)| a == b).count();
    other.map_or(0, same)
}

/// Shortens a line such that what is at a character is in it.
fn shortened_from(line: &str, at: usize) -> String {
    if at < MAX_CHARACTERS - BEFORE {
        return shortened(line);
    }
    let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
    let rest: String = line.chars().skip(at - BEFORE).collect();
    format!("{indent}…{}", shortened(&rest))
}

fn shortened(line: &str) -> String {
    match line.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Mark};
    use crate::review::report::lines::compare;

    #[test]
    fn long_lines_are_cut_around_their_difference() {
        let line = |end: &str| format!("a\n  {}{end}\nb", "x".repeat(500));
        let shown = compare(&line("old"), &line("new"), 10);
        let texts: Vec<(Mark, &str)> = shown
            .iter()
            .filter_map(|line| match line {
                Line::Text(mark, text) if *mark != Mark::Same => Some((*mark, text.as_str())),
                _ => None,
            })
            .collect();
        let [(Mark::Removed, old), (Mark::Added, new)] = texts.as_slice() else { panic!("{texts:?}") };
        assert!(old.starts_with("  …xx") && old.ends_with("xold") && new.ends_with("xnew"), "{texts:?}");
    }
}
