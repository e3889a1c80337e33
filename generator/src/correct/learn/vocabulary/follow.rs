//! Two requests of which the second follows from the answer of the first.

use serde_json::Value;

use super::style::Style;
use crate::correct::infer::is_plain_name;
use crate::correct::recording::{Body, Exchange, url_parts};

/// Objects nested deeper than this are not searched for cursors and lists.
const MAX_DEPTH: usize = 3;

/// The most lists and cursors that are looked at in one answer.
const MAX_PLACES: usize = 200;

/// A parameter that the second request changes.
pub(super) struct Changed {
    /// The name in the query, or the pointer in the body.
    pub name: String,
    pub old: Option<String>,
    pub new: String,
}

/// The list of an answer.
pub(super) struct List<'e> {
    /// Its pointer.
    pub at: String,
    pub items: &'e [Value],
}

/// Returns how a second request follows from the first one and its answer; `None` if nothing proves that it does.
pub(super) fn style(first: &Exchange, second: &Exchange, is_text: &dyn Fn(&str) -> bool) -> Option<Style> {
    let page = first.response.body.json().filter(|_| may_follow(first, second))?;
    let list = list(page)?;
    if let Some(next) = url_member(page, second) {
        return Some(Style::NextUrl { next });
    }
    if links_to(first, second) {
        return Some(Style::Link);
    }
    let changed = changed(first, second).filter(|_| first.path == second.path)?;
    by_number(&changed, page, &list, is_text)
        .or_else(|| by_cursor(&changed, page))
        .or_else(|| by_last(&changed, &list))
}

/// Returns true if a request may follow from another: it asks for something else, of the same path or by a query that an
/// answer may have had. Told without reading the answer, as most requests do not follow from the one before.
fn may_follow(first: &Exchange, second: &Exchange) -> bool {
    let is_same_path = first.path == second.path;
    let asks_else = first.query != second.query || first.request.body != second.request.body;
    if is_same_path { asks_else } else { !second.query.is_empty() }
}

/// Returns the list of an answer: the answer itself, or its only list of objects.
pub(super) fn list(page: &Value) -> Option<List<'_>> {
    if let Value::Array(items) = page {
        return Some(List { at: String::new(), items });
    }
    let mut lists = Vec::new();
    walk(page, &mut |at, value| {
        if let Value::Array(items) = value {
            lists.push(List { at: at.to_owned(), items });
        }
    });
    let of_objects = |list: &List<'_>| list.items.first().is_some_and(Value::is_object);
    match lists.iter().filter(|list| of_objects(list)).count() {
        1 => lists.into_iter().find(of_objects),
        0 if lists.len() == 1 => lists.pop(),
        _ => None,
    }
}

/// Visits the members of objects within objects, with their pointers.
pub(super) fn walk<'v>(value: &'v Value, visit: &mut dyn FnMut(&str, &'v Value)) {
    let (mut open, mut seen) = (vec![(String::new(), value, 0)], 0);
    while let Some((at, value, depth)) = open.pop() {
        let Some(object) = value.as_object().filter(|_| depth < MAX_DEPTH) else { continue };
        for (name, member) in object.iter().filter(|(name, _)| is_plain_name(name)) {
            seen += 1;
            if seen > MAX_PLACES {
                return;
            }
            let at = format!("{at}/{name}");
            visit(&at, member);
            open.push((at, member, depth + 1));
        }
    }
}

/// Returns a scalar as a request would send it.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the only parameter in which two requests differ.
fn changed(first: &Exchange, second: &Exchange) -> Option<Changed> {
    let (old, new) = (sent(first), sent(second));
    let value = |all: &[(String, String)], name: &str| {
        all.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
    };
    if old.iter().any(|(name, _)| value(&new, name).is_none()) {
        return None;
    }
    let mut differing = new.iter().filter(|(name, text)| value(&old, name).as_ref() != Some(text));
    let (name, text) = differing.next()?;
    let is_only = differing.next().is_none() && !text.is_empty();
    is_only.then(|| Changed { name: name.clone(), old: value(&old, name), new: text.clone() })
}

/// Returns what a request sends: query parameters by name, members of a JSON body by pointer.
fn sent(exchange: &Exchange) -> Vec<(String, String)> {
    let mut all = exchange.query.clone();
    if let Body::Json(body) = &exchange.request.body {
        walk(body, &mut |at, value| match value {
            Value::Object(_) => {}
            other => all.push((at.to_owned(), scalar(other).unwrap_or_else(|| other.to_string()))),
        });
    }
    all
}

/// A page number or an offset: one more than before, or as many more as the list has items.
fn by_number(
    changed: &Changed,
    page: &Value,
    list: &List<'_>,
    is_text: &dyn Fn(&str) -> bool,
) -> Option<Style> {
    let name = bare(&changed.name);
    let new: usize = changed.new.parse().ok()?;
    let old: Option<usize> = match &changed.old {
        Some(text) => Some(text.parse().ok()?),
        None => None,
    };
    if is_text(&changed.name) || list.items.is_empty() {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["offset", "skip", "start"]) && new == old.unwrap_or(0).checked_add(list.items.len())? {
        return Some(Style::Offset { parameter: changed.name.clone() });
    }
    let is_page = name == "p" || has(&["page"]) && !has(&["size", "per", "token", "limit"]);
    let says_so = by_cursor(changed, page).is_some();
    let first = match old {
        Some(old) if new == old.checked_add(1)? => (old == 0).then_some(0),
        // Without the parameter, the first page was sent: before page 2, it is page 1.
        None if new == 2 => None,
        None if new == 1 => Some(0),
        _ => return None,
    };
    (is_page || says_so && has(&["page"])).then(|| Style::Page { parameter: changed.name.clone(), first })
}

/// A cursor that the answer has.
fn by_cursor(changed: &Changed, page: &Value) -> Option<Style> {
    let mut found: Vec<String> = Vec::new();
    walk(page, &mut |at, value| {
        if scalar(value).as_ref() == Some(&changed.new) && names_next(at) {
            found.push(at.to_owned());
        }
    });
    let next = found.into_iter().min_by_key(|at| at.matches('/').count())?;
    Some(Style::Cursor { parameter: changed.name.clone(), next })
}

/// Returns true if the name of a member says that it is the next cursor.
fn names_next(at: &str) -> bool {
    let name = at.to_ascii_lowercase();
    ["next", "cursor", "token", "marker", "after", "continu"].iter().any(|word| name.contains(word))
}

/// A member of the last item.
fn by_last(changed: &Changed, list: &List<'_>) -> Option<Style> {
    let name = bare(&changed.name);
    let is_named = ["after", "last", "since", "cursor", "marker", "from", "start", "before"]
        .iter()
        .any(|word| name.contains(word));
    let last = list.items.last().filter(|_| is_named)?;
    let mut found = Vec::new();
    walk(last, &mut |at, value| {
        if scalar(value).as_ref() == Some(&changed.new) {
            found.push(at.to_owned());
        }
    });
    let last = found.into_iter().min_by_key(|at| at.matches('/').count())?;
    Some(Style::Last { parameter: changed.name.clone(), last })
}

/// Returns the last part of a name in lower case: `page` of `/paging/page`.
fn bare(name: &str) -> String {
    name.rsplit('/').next().unwrap_or_default().to_ascii_lowercase()
}

/// Returns the pointer of the member that is the URL of a request.
fn url_member(page: &Value, second: &Exchange) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    walk(page, &mut |at, value| {
        let is_next = at.to_ascii_lowercase().contains("next");
        if is_next && value.as_str().is_some_and(|url| is_url_of(url, second)) {
            found.push(at.to_owned());
        }
    });
    found.into_iter().min_by_key(|at| at.matches('/').count())
}

/// Returns true if the header `Link` of an answer leads to a request.
fn links_to(first: &Exchange, second: &Exchange) -> bool {
    let links = first.response_headers.iter().filter(|(name, _)| name == "link");
    links.flat_map(|(_, value)| value.split('<')).any(|link| {
        let Some((url, rest)) = link.split_once('>') else { return false };
        let rest = rest.to_ascii_lowercase();
        let is_next = rest.contains("rel=\"next\"") || rest.contains("rel=next");
        is_next && is_url_of(url, second)
    })
}

/// Returns true if a URL is that of a request; the values of credentials are not known.
fn is_url_of(url: &str, exchange: &Exchange) -> bool {
    let Some((path, query)) = url_parts(url) else { return false };
    if query.is_empty() || !(path.is_empty() || path == exchange.path) {
        return false;
    }
    let (mut own, mut sent) = (query, exchange.query.clone());
    own.sort();
    sent.sort();
    own.len() == sent.len()
        && own.iter().zip(&sent).all(|(own, sent)| own.0 == sent.0 && (own.1 == sent.1 || sent.1.is_empty()))
}
