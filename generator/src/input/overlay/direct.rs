//! Targets that only walk: names, indexes and filters that compare texts, as proposed actions have them. They are
//! resolved without a search, by the rules of RFC 9535.

use std::str::Chars;

use serde_json::Value;
use serde_json_path::PathElement;

use crate::base::pointer::Pointer;

/// One step from the root to a value; array elements are ordered by index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PathStep {
    Index(usize),
    Name(String),
}

impl From<&PathElement<'_>> for PathStep {
    fn from(element: &PathElement<'_>) -> Self {
        match element {
            PathElement::Name(name) => Self::Name((*name).to_owned()),
            PathElement::Index(index) => Self::Index(*index),
        }
    }
}

/// The steps from the root to a value.
pub(super) type NodePath = Vec<PathStep>;

/// Writes steps as a pointer.
pub(super) fn pointer(location: &[PathStep]) -> Pointer {
    location.iter().fold(Pointer::root(), |at, step| match step {
        PathStep::Index(index) => at.join(index),
        PathStep::Name(name) => at.join(name),
    })
}

/// A target that only walks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direct(Vec<Segment>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    /// `.name`, `['name']` or `['one', 'other']`.
    Names(Vec<String>),
    /// `[0]`.
    Index(usize),
    /// `[?@.name == 'limit' && @.in == 'query']`: all hold.
    Filter(Vec<Condition>),
}

/// A comparison with a text: of the element itself, or of one of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Condition {
    member: Option<String>,
    text: String,
}

impl Condition {
    fn holds(&self, element: &Value) -> bool {
        let value = match &self.member {
            Some(member) => element.get(member),
            None => Some(element),
        };
        matches!(value, Some(Value::String(text)) if *text == self.text)
    }
}

impl Direct {
    /// Reads a valid query; `None` if it does more than walk.
    pub(super) fn parse(query: &str) -> Option<Self> {
        let mut reader = Reader { rest: query.strip_prefix('$')? };
        let mut segments = Vec::new();
        while !reader.rest.is_empty() {
            segments.push(reader.segment()?);
        }
        Some(Self(segments))
    }

    /// Returns what the query selects, in the order in which it is met.
    pub(super) fn find<'d>(&self, document: &'d Value) -> Vec<(NodePath, &'d Value)> {
        walk(&self.0, document)
    }

    /// Returns how many values are visited to find what the query selects.
    pub(super) fn visited(&self, document: &Value) -> usize {
        let before_filters = |(index, segment): (usize, &Segment)| match segment {
            Segment::Filter(_) => {
                let holders = walk(self.0.get(..index).unwrap_or_default(), document);
                holders.iter().map(|(_, value)| children(value)).fold(1, usize::saturating_add)
            }
            Segment::Names(_) | Segment::Index(_) => 1,
        };
        self.0.iter().enumerate().map(before_filters).fold(0, usize::saturating_add)
    }
}

fn walk<'d>(segments: &[Segment], document: &'d Value) -> Vec<(NodePath, &'d Value)> {
    let mut found = vec![(NodePath::new(), document)];
    for segment in segments {
        found = found.into_iter().flat_map(|(at, value)| segment.select(&at, value)).collect();
    }
    found
}

fn children(value: &Value) -> usize {
    match value {
        Value::Array(list) => list.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    }
}

impl Segment {
    fn select<'d>(&self, at: &NodePath, value: &'d Value) -> Vec<(NodePath, &'d Value)> {
        let below = |step: PathStep, value| (at.iter().cloned().chain([step]).collect(), value);
        match (self, value) {
            (Self::Names(names), Value::Object(members)) => {
                let known = names.iter().filter_map(|name| members.get_key_value(name));
                known.map(|(name, member)| below(PathStep::Name(name.clone()), member)).collect()
            }
            (Self::Index(index), Value::Array(list)) => {
                list.get(*index).map(|element| below(PathStep::Index(*index), element)).into_iter().collect()
            }
            (Self::Filter(conditions), Value::Array(list)) => {
                let mut found = Vec::new();
                // A plain loop: a debug build spends its time here, for lists of many thousands.
                for (index, element) in list.iter().enumerate() {
                    if all_hold(conditions, element) {
                        found.push(below(PathStep::Index(index), element));
                    }
                }
                found
            }
            (Self::Filter(conditions), Value::Object(members)) => {
                let each = members.iter().filter(|(_, member)| all_hold(conditions, member));
                each.map(|(name, member)| below(PathStep::Name(name.clone()), member)).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn all_hold(conditions: &[Condition], element: &Value) -> bool {
    match conditions {
        [one] => one.holds(element),
        all => all.iter().all(|condition| condition.holds(element)),
    }
}

/// Reads a query from its beginning.
struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn segment(&mut self) -> Option<Segment> {
        if self.take(".") {
            return Some(Segment::Names(vec![self.name()?]));
        }
        if !self.take("[") {
            return None;
        }
        let segment = match self.rest.chars().next()? {
            '\'' => Segment::Names(self.list(",", Self::text)?),
            '?' => {
                self.take("?");
                Segment::Filter(self.list("&&", Self::condition)?)
            }
            _ => Segment::Index(self.index()?),
        };
        self.take("]").then_some(segment)
    }

    /// Reads one or more parts with a separator between them, which spaces may surround.
    fn list<T>(&mut self, separator: &str, part: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut parts = vec![part(self)?];
        loop {
            self.skip_spaces();
            if !self.take(separator) {
                return Some(parts);
            }
            self.skip_spaces();
            parts.push(part(self)?);
        }
    }

    /// Reads `@ == 'text'`, `@.member == 'text'` or `@['member'] == 'text'`.
    fn condition(&mut self) -> Option<Condition> {
        if !self.take("@") {
            return None;
        }
        let member = match self.rest.chars().next()? {
            '.' | '[' => match self.segment()? {
                Segment::Names(names) => Some(<[String; 1]>::try_from(names).ok()?.into_iter().next()?),
                Segment::Index(_) | Segment::Filter(_) => return None,
            },
            _ => None,
        };
        self.skip_spaces();
        if !self.take("==") {
            return None;
        }
        self.skip_spaces();
        Some(Condition { member, text: self.text()? })
    }

    /// Reads a name after a dot.
    fn name(&mut self) -> Option<String> {
        let end =
            self.rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at_checked(end).filter(|(name, _)| !name.is_empty())?;
        self.rest = rest;
        Some(name.to_owned())
    }

    fn index(&mut self) -> Option<usize> {
        let end = self.rest.find(']')?;
        let (digits, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
    }

    /// Reads a text in single quotes; `None` for escapes other than those that proposed actions have.
    fn text(&mut self) -> Option<String> {
        let (mut text, mut rest) = (String::new(), self.rest.strip_prefix('\'')?.chars());
        loop {
            match rest.next()? {
                '\'' => break,
                '\\' => text.push(escaped(&mut rest)?),
                c => text.push(c),
            }
        }
        self.rest = rest.as_str();
        Some(text)
    }

    fn take(&mut self, what: &str) -> bool {
        let rest = self.rest.strip_prefix(what);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }
}

/// Reads the rest of an escape after its backslash.
fn escaped(rest: &mut Chars<'_>) -> Option<char> {
    match rest.next()? {
        c @ ('\'' | '\\') => Some(c),
        'u' => {
            let digits: String = rest.by_ref().take(4).collect();
            // Half of a pair is no character by itself.
            u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail loudly

    use serde_json::{Value, json};
    use serde_json_path::JsonPath;

    use super::{Direct, NodePath, PathStep};

    fn document() -> Value {
        json!({
            "paths": {"/a": {"get": {"parameters": [
                {"name": "q", "in": "query"}, {"name": "q", "in": "path"}, {"$ref": "#/p"}, "q", 7,
            ]}}, "it's \\ here\u{1}": [[1, 2], {"b": "x"}]},
            "required": ["a", "b", "a"],
            "members": {"one": "a", "two": {"name": "q"}, "0": "a"},
        })
    }

    /// The engine decides what is right.
    #[test]
    fn walks_as_the_engine_does() {
        let document = document();
        let queries = [
            "$",
            "$.paths",
            "$.paths['/a'].get.parameters[0]",
            "$.paths['/a'].get.parameters[?@.name == 'q' && @.in == 'path']",
            "$.paths['/a'].get.parameters[?@.name=='q'&&@.in=='query'].name",
            "$.paths['/a'].get.parameters[?@['$ref'] == '#/p']",
            "$.paths['/a'].get.parameters[?@ == 'q']",
            "$.paths['it\\'s \\\\ here\\u0001'][1].b",
            "$.required[?@ == 'a']",
            "$.members[?@ == 'a']",
            "$.members[?@.name == 'q']",
            "$.members['one', 'two', 'one']",
            "$.members[0]",
            "$.required['a']",
            "$.required[3]",
            "$.none.at.all",
        ];
        for query in queries {
            let direct = Direct::parse(query).unwrap();
            let own: Vec<(NodePath, &Value)> = direct.find(&document);
            let nodes = JsonPath::parse(query).unwrap().query_located(&document);
            let steps = |at: &serde_json_path::NormalizedPath<'_>| at.iter().map(PathStep::from).collect();
            let all: Vec<(NodePath, &Value)> =
                nodes.iter().map(|node| (steps(node.location()), node.node())).collect();
            assert_eq!(own, all, "{query}");
        }
    }

    #[test]
    fn leaves_searches_to_the_engine() {
        let queries = [
            "$..a",
            "$.*",
            "$[*]",
            "$[-1]",
            "$[0:2]",
            "$[0, 1]",
            "$['a', 0]",
            "$[?@.a]",
            "$[?@.a == 1]",
            "$[?@.a != 'b']",
            "$[?@.a == 'b' || @.a == 'c']",
            "$[?@.a.b == 'c']",
            "$[?$.a == 'b']",
            "$[?match(@.a, 'b')]",
            "$['a\\n']",
            "$[?@..a == 'b']",
            "$[\"a\"]",
            "$[ 0]",
        ];
        for query in queries {
            assert_eq!(Direct::parse(query), None, "{query}");
        }
    }

    #[test]
    fn counts_what_is_compared() {
        let visited = |query: &str| Direct::parse(query).unwrap().visited(&document());
        assert_eq!(visited("$.required[?@ == 'a']"), 2 + 3);
        assert_eq!(visited("$.paths['/a'].get"), 3);
    }
}
