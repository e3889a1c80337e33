//! The actions that may settle a group of examples, the smallest first.

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::groups::Group;
use super::shorten;
use crate::base::pointer::Pointer;
use crate::correct::draft::{Draft, Reason};
use crate::correct::infer::{Dialect, Evidence, Kind, infer, looks_like_data};
use crate::correct::judge::{Direction, FaultKind, JUDGED, Judge};
use crate::correct::propose::Proposal;
use crate::correct::widen;
use crate::diagnostic::budget::Budget;

/// What documentation tools write where nobody gave an example.
const PLACEHOLDER: &str = "string";

/// What actions are made from.
pub(super) struct Actions<'d> {
    pub draft: Draft<'d>,
    pub dialect: Dialect,
}

/// A group and the evidence for what is proposed.
struct Evident<'g, 'e> {
    group: &'g Group<'e>,
    source: String,
}

impl Evident<'_, '_> {
    fn reason(&self, why: impl Into<String>) -> Reason {
        Reason { why: why.into(), source: self.source.clone() }
    }
}

impl Actions<'_> {
    /// Returns alternatives, each of which is tried as a whole; empty if nothing can be proposed.
    pub(super) fn of(&self, group: &Group<'_>, source: String) -> Vec<Vec<Proposal>> {
        if group.is_outvoted() {
            return Vec::new();
        }
        let evident = Evident { group, source };
        let all = match &group.kind {
            FaultKind::Null => self.null(&evident),
            FaultKind::Kind => self.kind(&evident),
            FaultKind::Alternative => self.alternative(&evident),
            FaultKind::Literal => self.literal(&evident),
            FaultKind::Missing(name) => self.missing(&evident, name),
            FaultKind::Format => self.format(&evident),
            FaultKind::Limit(word) => self.limit(&evident, word),
            FaultKind::Undeclared(name) => self.undeclared(&evident, name),
            FaultKind::UndeclaredKeys => self.keys(&evident),
            // Which alternative is meant, or whether one is missing, no example says.
            FaultKind::Tag(_) | FaultKind::NoTag(_) => Vec::new(),
        };
        all.into_iter().filter(|actions| !actions.is_empty()).collect()
    }

    fn schema(&self, at: &Pointer) -> Option<&Map<String, Value>> {
        self.draft.document.pointer(at.as_str())?.as_object()
    }

    /// Null where it is not declared: the use is widened, not the component.
    fn null(&self, evident: &Evident<'_, '_>) -> Vec<Vec<Proposal>> {
        let at = &evident.group.place;
        let Some(schema) = self.draft.document.pointer(at.as_str()) else { return Vec::new() };
        let reason = evident.reason("Published without null, which examples have.");
        vec![self.draft.rewrite(at, &self.dialect.nullable(schema), &reason)]
    }

    fn kind(&self, evident: &Evident<'_, '_>) -> Vec<Vec<Proposal>> {
        let at = &evident.group.place;
        let Some(schema) = self.schema(at) else { return Vec::new() };
        let mut all = Vec::new();
        all.extend(self.list(evident, at));
        all.extend(self.fractions(evident));
        let faulty = Evidence::merged(evident.group.faults.iter().map(|(_, fault)| fault.value));
        let kinds: Vec<&str> = faulty.kinds.keys().copied().collect();
        let declared = widen::described(self.draft.document, at);
        let reason =
            evident.reason(format!("Published as {declared}; examples are {}.", kinds.join(" and ")));
        let to = widen::with_kinds(schema, &faulty, self.dialect);
        all.push(self.draft.rewrite(at, &to, &reason));
        all
    }

    /// Published as one element, lists of such elements in all examples.
    fn list(&self, evident: &Evident<'_, '_>, at: &Pointer) -> Option<Vec<Proposal>> {
        let values = &evident.group.values;
        let lists: Vec<&Vec<Value>> = values.iter().filter_map(|value| value.as_array()).collect();
        let elements: Vec<&Value> = lists.iter().flat_map(|list| list.iter()).collect();
        if lists.len() != values.len() || elements.is_empty() || !self.fit(at, &elements) {
            return None;
        }
        let to = json!({"type": "array", "items": self.schema(at)?});
        let reason = evident.reason("Published as a single element; examples are lists of them.");
        Some(self.draft.rewrite(at, &to, &reason))
    }

    fn fit(&self, at: &Pointer, values: &[&Value]) -> bool {
        let mut budget = Budget::new(&JUDGED, 0);
        let mut judge = Judge::new(self.draft.document, Direction::Either, &mut budget);
        values.iter().all(|value| {
            let verdict = judge.judge(at, value);
            !verdict.is_cut && verdict.faults.iter().all(|fault| !fault.kind.is_hard())
        })
    }

    /// Published as integer; examples have fractions.
    fn fractions(&self, evident: &Evident<'_, '_>) -> Option<Vec<Proposal>> {
        let only = evident.group.faults.iter().all(|(_, fault)| Kind::of(fault.value) == Kind::Number);
        let at = only.then(|| evident.group.schema())?;
        let to = widen::with_fractions(self.schema(at)?)?;
        let reason = evident.reason("Published as `integer`; examples have fractions.");
        Some(self.draft.rewrite(at, &to, &reason))
    }

    fn alternative(&self, evident: &Evident<'_, '_>) -> Vec<Vec<Proposal>> {
        let at = &evident.group.place;
        let Some(schema) = self.schema(at) else { return Vec::new() };
        let seen = Evidence::merged(evident.group.faults.iter().map(|(_, fault)| fault.value));
        let kinds: Vec<&str> = seen.kinds.keys().copied().collect();
        let reason = evident
            .reason(format!("None of the alternatives allows {}, which examples are.", kinds.join(" or ")));
        let number = (kinds == ["number"]).then(|| widen::with_fractional_alternatives(schema)).flatten();
        let all = number.into_iter().chain([widen::union(schema, infer(&seen, self.dialect))]);
        all.map(|to| self.draft.rewrite(at, &to, &reason)).collect()
    }

    /// All literals that examples have and the schema lacks.
    fn literal(&self, evident: &Evident<'_, '_>) -> Vec<Vec<Proposal>> {
        let at = evident.group.schema();
        let Some(schema) = self.schema(at) else { return Vec::new() };
        let new: IndexSet<&Value> = evident.group.faults.iter().map(|(_, fault)| fault.value).collect();
        if !new.iter().all(|value| is_literal(value)) {
            return Vec::new();
        }
        let one = if new.len() == 1 { "a value" } else { "values" };
        let reason = evident.reason(format!("Published without {one} that examples have."));
        let to = widen::with_literals(schema, new.into_iter().cloned().collect());
        to.map(|to| self.draft.rewrite(at, &to, &reason)).into_iter().collect()
    }

    fn missing(&self, evident: &Evident<'_, '_>, name: &str) -> Vec<Vec<Proposal>> {
        let why = format!("`{}` is published as required, but missing in examples.", shorten(&name));
        vec![vec![self.draft.not_required(evident.group.schema(), name, &evident.reason(why))]]
    }

    /// A wider format, else none.
    fn format(&self, evident: &Evident<'_, '_>) -> Vec<Vec<Proposal>> {
        let at = evident.group.schema();
        let Some(schema) = self.schema(at) else { return Vec::new() };
        let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
        let why = format!("Published with format `{}`, which examples do not have.", shorten(&format));
        let reason = evident.reason(why);
        let mut all = Vec::new();
        if ["int8", "int16", "int32", "uint8", "uint16", "uint32"].contains(&format) {
            let mut to = schema.clone();
            to.insert("format".to_owned(), json!("int64"));
            all.push(self.draft.rewrite(at, &Value::Object(to), &reason));
        }
        all.push(vec![self.draft.remove(&at.join("format"), &reason)]);
        all
    }

    fn limit(&self, evident: &Evident<'_, '_>, word: &str) -> Vec<Vec<Proposal>> {
        let at = evident.group.schema();
        if !self.schema(at).is_some_and(|schema| schema.contains_key(word)) {
            return Vec::new();
        }
        let reason = evident.reason(format!("Examples violate `{word}`."));
        vec![vec![self.draft.remove(&at.join(word), &reason)]]
    }

    fn undeclared(&self, evident: &Evident<'_, '_>, name: &str) -> Vec<Vec<Proposal>> {
        let seen = Evidence::merged(evident.group.faults.iter().map(|(_, fault)| fault.value));
        let reason = evident.reason(format!("Examples have `{}`, which is not declared.", shorten(&name)));
        let at = evident.group.schema().join("properties");
        vec![vec![self.draft.insert(&at, name, infer(&seen, self.dialect), &reason)]]
    }

    /// Members whose names are data: the object is a map as well.
    fn keys(&self, evident: &Evident<'_, '_>) -> Vec<Vec<Proposal>> {
        let at = evident.group.schema();
        let Some(schema) = self.schema(at) else { return Vec::new() };
        let seen = Evidence::merged(evident.group.faults.iter().map(|(_, fault)| fault.value));
        let mut to = schema.clone();
        to.insert("additionalProperties".to_owned(), infer(&seen, self.dialect));
        let reason = evident.reason("The names of undeclared members are data, as those of a map.");
        vec![self.draft.rewrite(at, &Value::Object(to), &reason)]
    }
}

/// Returns true if a value reads like a literal of an API: no placeholder, and nothing that may be data of somebody.
fn is_literal(value: &Value) -> bool {
    match value {
        Value::String(text) => text != PLACEHOLDER && !looks_like_data(&text.replace(' ', "_")),
        Value::Array(_) | Value::Object(_) => false,
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}
