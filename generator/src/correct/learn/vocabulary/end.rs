//! Where a list ends: members of an answer that say so, and that the recorded pages do not contradict.

use serde_json::{Value, json};

use super::follow::{List, walk};
use super::style::Style;
use crate::correct::recording::Exchange;

const TOTALS: [&str; 6] = ["total", "total_count", "totalcount", "total_results", "count", "total_items"];
const PAGES: [&str; 5] = ["total_pages", "totalpages", "page_count", "pagecount", "last_page"];
const MORE: [&str; 5] = ["has_more", "hasmore", "has_next", "hasnext", "has_next_page"];
const DONE: [&str; 6] = ["done", "is_last", "islast", "last", "is_last_page", "islastpage"];

/// Returns the member of the key that tells the end, with its pointer: of pages that another one follows.
pub(super) fn member(style: &Style, followed: &[(&Exchange, List<'_>)]) -> Option<(&'static str, Value)> {
    let (first, _) = followed.first()?;
    let page = first.response.body.json()?;
    let mut places: Vec<(String, &Value)> = Vec::new();
    walk(page, &mut |at, value| places.push((at.to_owned(), value)));
    let named = |names: &[&str], holds: &dyn Fn(&str) -> bool| {
        let is_named = |at: &str| {
            names.contains(&at.rsplit('/').next().unwrap_or_default().to_ascii_lowercase().as_str())
        };
        let found = places.iter().find(|(at, _)| is_named(at) && holds(at));
        found.map(|(at, _)| json!(at))
    };
    let everywhere = |at: &str, holds: &dyn Fn(&Value, &List<'_>) -> bool| {
        followed.iter().all(|(exchange, list)| {
            let value = exchange.response.body.json().and_then(|page| page.pointer(at));
            value.is_some_and(|value| holds(value, list))
        })
    };
    let goes_on = |at: &str| everywhere(at, &|value, _| *value == Value::Bool(true));
    let stops_not = |at: &str| everywhere(at, &|value, _| *value == Value::Bool(false));
    if !matches!(style, Style::Cursor { .. } | Style::NextUrl { .. } | Style::Link) {
        let more = named(&MORE, &goes_on).map(|more| ("more", more));
        if let Some(flag) = more.or_else(|| named(&DONE, &stops_not).map(|done| ("done", done))) {
            return Some(flag);
        }
    }
    if !style.is_counted() {
        return None;
    }
    let exceeds = |value: &Value, count: usize| value.as_u64().is_some_and(|total| total > count as u64);
    let total = named(&TOTALS, &|at| everywhere(at, &|value, list| exceeds(value, list.items.len())));
    if let Some(total) = total {
        return Some(("total", total));
    }
    named(&PAGES, &|at| everywhere(at, &|value, _| exceeds(value, 1))).map(|pages| ("pages", pages))
}
