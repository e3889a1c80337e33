//! Walks a value along its schema.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::document::Published;
use super::fault::{Direction, Fault, FaultKind};
use super::part::{Part, flatten};
use super::union::Tag;
use super::{format, limit, union};
use crate::base::pointer::Pointer;
use crate::correct::infer::{Kind, looks_like_data, reads_like_name};
use crate::diagnostic::budget::{Budget, Limit};
use crate::diagnostic::code;

/// Limits the pairs of a schema and a value that are visited, per byte of the document and the exchanges.
pub(crate) static JUDGED: Limit = Limit {
    pass: "learn: values",
    counts: "schema evaluations of recorded values",
    most: 4_000_000,
    each: 10,
    code: &code::LINT_COSTLY,
};

/// This many bytes of a pointer take as long as one schema.
pub(crate) const POINTER_PER_STEP: usize = 32;

/// Schemas at longer pointers, in bytes, are not looked into.
pub(crate) const MAX_POINTER: usize = 16_384;

/// Unions nested deeper than this within each other, without a value between them, are not looked into.
const MAX_UNIONS: usize = 16;

/// The most faults of one body.
const MAX_FAULTS: usize = 2_000;

/// Judges values by a document.
pub(crate) struct Judge<'d, 'b> {
    document: Published<'d>,
    direction: Direction,
    budget: &'b mut Budget,
    /// The places whose values are collected.
    wanted: Option<&'b BTreeSet<Pointer>>,
    /// The alternatives that were chosen for the value that is judged, by union and value: unions within unions meet the
    /// same ones again and again.
    chosen: BTreeMap<(Pointer, usize), Option<Pointer>>,
}

/// What was found in one value.
#[derive(Default)]
pub(crate) struct Verdict<'v> {
    /// The differences, outermost first.
    pub faults: Vec<Fault<'v>>,
    /// Values at the wanted places.
    pub values: Vec<(Pointer, &'v Value)>,
    /// True if the budget ended before the value.
    pub is_cut: bool,
}

impl<'d, 'b> Judge<'d, 'b> {
    /// Judges by a document.
    pub(crate) fn new(document: &'d Value, direction: Direction, budget: &'b mut Budget) -> Self {
        Self {
            document: Published { whole: document },
            direction,
            budget,
            wanted: None,
            chosen: BTreeMap::new(),
        }
    }

    /// Also collects the values at these places.
    pub(crate) fn collecting(mut self, wanted: &'b BTreeSet<Pointer>) -> Self {
        self.wanted = Some(wanted);
        self
    }

    /// Judges a value by the schema at a pointer.
    pub(crate) fn judge<'v>(&mut self, schema: &Pointer, value: &'v Value) -> Verdict<'v> {
        let mut verdict = Verdict::default();
        self.chosen.clear();
        self.visit(schema, value, "", 0, &mut verdict);
        verdict
    }

    fn visit<'v>(
        &mut self,
        site: &Pointer,
        value: &'v Value,
        instance: &str,
        unions: usize,
        verdict: &mut Verdict<'v>,
    ) {
        // Long names of components make long pointers.
        if !self.budget.spend(1 + site.as_str().len() / POINTER_PER_STEP)
            || verdict.faults.len() >= MAX_FAULTS
            || site.as_str().len() > MAX_POINTER
        {
            verdict.is_cut = true;
            return;
        }
        let mut parts = Vec::new();
        flatten(self.document, site, false, &mut parts);
        let here = Here { site, value, instance };
        self.collect(&here, &parts, verdict);
        if value.is_null() {
            self.null(&here, &parts, verdict);
            return;
        }
        self.choose(&here, &mut parts, unions, verdict);
        let kind = Kind::of(value);
        if let Some(part) = parts.iter().find(|part| !part.allows(kind)) {
            verdict.faults.push(here.fault(FaultKind::Kind, part));
            return;
        }
        parts.iter().for_each(|part| check(&here, part, verdict));
        match value {
            Value::Object(object) => self.members(&here, &parts, object, verdict),
            Value::Array(list) => self.elements(&here, &parts, list, verdict),
            _ => {}
        }
    }

    fn collect<'v>(&self, here: &Here<'_, 'v>, parts: &[Part<'_>], verdict: &mut Verdict<'v>) {
        let Some(wanted) = self.wanted else { return };
        let places = std::iter::once(here.site).chain(parts.iter().map(|part| &part.at));
        let places: BTreeSet<&Pointer> = places.filter(|at| wanted.contains(at)).collect();
        verdict.values.extend(places.into_iter().map(|at| (at.clone(), here.value)));
    }

    fn null<'v>(&self, here: &Here<'_, 'v>, parts: &[Part<'d>], verdict: &mut Verdict<'v>) {
        let own = self.document.object(here.site).and_then(|schema| {
            Some(Part { at: here.site.clone(), schema, chosen: false }).filter(Part::is_nullable)
        });
        if own.is_none() && !union::accepts_null(self.document, parts, 0) {
            let part = parts.iter().find(|part| !union::accepts_null(self.document, &[(*part).clone()], 0));
            verdict.faults.extend(part.map(|part| here.fault(FaultKind::Null, part)));
        }
    }

    /// Adds the alternative that fits best to the parts, for each union among them.
    fn choose<'v>(
        &mut self,
        here: &Here<'_, 'v>,
        parts: &mut Vec<Part<'d>>,
        unions: usize,
        verdict: &mut Verdict<'v>,
    ) {
        let mut next = 0;
        while let Some(part) = parts.get(next).cloned() {
            next += 1;
            let branches = union::branches(&part.at, part.schema);
            if branches.is_empty() || unions >= MAX_UNIONS || next > MAX_UNIONS * 4 {
                continue;
            }
            match union::tagged(self.document, part.schema, &branches, here.value) {
                Tag::None => {}
                Tag::Missing(name) => verdict.faults.push(here.fault(FaultKind::NoTag(name), &part)),
                Tag::Names(branch) => {
                    flatten(self.document, &branch, true, parts);
                    continue;
                }
                Tag::Other => continue,
                // It is kept as JSON.
                Tag::Unknown(name) => {
                    verdict.faults.push(here.fault(FaultKind::Tag(name), &part));
                    continue;
                }
            }
            let allowed: Vec<Pointer> =
                branches.into_iter().filter(|at| union::allows(self.document, at, here.value)).collect();
            match allowed.as_slice() {
                [] => verdict.faults.push(here.fault(FaultKind::Alternative, &part)),
                [one] => flatten(self.document, one, true, parts),
                several => {
                    if let Some(best) = self.best(&part.at, several, here.value, unions) {
                        flatten(self.document, &best, true, parts);
                    }
                }
            }
        }
    }

    /// Returns the alternative with the fewest hard faults, then the fewest others.
    fn best(
        &mut self,
        union: &Pointer,
        branches: &[Pointer],
        value: &Value,
        unions: usize,
    ) -> Option<Pointer> {
        // Values are told apart by where they are: all are parts of the one that is judged.
        let key = (union.clone(), std::ptr::from_ref(value).addr());
        if let Some(known) = self.chosen.get(&key) {
            return known.clone();
        }
        let mut best: Option<((usize, usize), &Pointer)> = None;
        let wanted = self.wanted.take();
        for branch in branches {
            let mut verdict = Verdict::default();
            self.visit(branch, value, "", unions + 1, &mut verdict);
            let hard = verdict.faults.iter().filter(|fault| fault.kind.is_hard()).count();
            let score = (hard, verdict.faults.len() - hard);
            if best.as_ref().is_none_or(|(known, _)| score < *known) {
                best = Some((score, branch));
            }
            if score == (0, 0) {
                break;
            }
        }
        self.wanted = wanted;
        let best = best.map(|(_, branch)| branch.clone());
        self.chosen.insert(key, best.clone());
        best
    }

    fn members<'v>(
        &mut self,
        here: &Here<'_, 'v>,
        parts: &[Part<'_>],
        object: &'v Map<String, Value>,
        verdict: &mut Verdict<'v>,
    ) {
        self.missing(here, parts, object, verdict);
        for (name, member) in object {
            let places = places_of(parts, name);
            if places.is_empty() {
                undeclared(here, parts, name, member, verdict);
            }
            for (place, is_named) in places {
                let shown = if is_named { name.as_str() } else { "*" };
                let instance = format!("{}/{shown}", here.instance);
                self.visit(&place, member, &instance, 0, verdict);
            }
        }
    }

    fn missing<'v>(
        &self,
        here: &Here<'_, 'v>,
        parts: &[Part<'_>],
        object: &Map<String, Value>,
        verdict: &mut Verdict<'v>,
    ) {
        let left_out: &[&str] = match self.direction {
            Direction::Sent => &["readOnly"],
            Direction::Received => &["writeOnly"],
            Direction::Either => &["readOnly", "writeOnly"],
        };
        for part in parts {
            let required = part.schema.get("required").and_then(Value::as_array).into_iter().flatten();
            for name in required.filter_map(Value::as_str).filter(|name| !object.contains_key(*name)) {
                let declared = parts.iter().find_map(|part| {
                    let at = part.at.join("properties").join(name);
                    super::resolve(self.document.whole, &at)
                });
                // What no schema declares is no member of the client's type.
                let is_left_out = declared.is_none_or(|(_, schema)| {
                    left_out.iter().any(|word| schema.get(*word) == Some(&Value::Bool(true)))
                });
                if !is_left_out {
                    verdict.faults.push(here.fault(FaultKind::Missing(name.to_owned()), part));
                }
            }
        }
    }

    fn elements<'v>(
        &mut self,
        here: &Here<'_, 'v>,
        parts: &[Part<'_>],
        list: &'v [Value],
        verdict: &mut Verdict<'v>,
    ) {
        for part in parts {
            let fixed = part.schema.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
            for (index, item) in list.iter().enumerate() {
                let place = match index < fixed {
                    true => part.at.join("prefixItems").join(index),
                    false => part.at.join("items"),
                };
                if self.document.object(&place).is_some() {
                    self.visit(&place, item, &format!("{}/*", here.instance), 0, verdict);
                }
            }
        }
    }
}

/// A value while it is judged.
struct Here<'h, 'v> {
    site: &'h Pointer,
    value: &'v Value,
    instance: &'h str,
}

impl<'v> Here<'_, 'v> {
    fn fault(&self, kind: FaultKind, part: &Part<'_>) -> Fault<'v> {
        // An alternative is what the value is; the union around it is only where it stands.
        let site = if part.chosen { &part.at } else { self.site };
        Fault {
            kind,
            at: part.at.clone(),
            site: site.clone(),
            instance: self.instance.to_owned(),
            value: self.value,
        }
    }
}

/// Checks what one part says of a value beside its members and elements.
fn check<'v>(here: &Here<'_, 'v>, part: &Part<'_>, verdict: &mut Verdict<'v>) {
    if part.is_bytes() {
        return;
    }
    if part.literals().is_some_and(|literals| !literals.iter().any(|literal| is_equal(literal, here.value))) {
        verdict.faults.push(here.fault(FaultKind::Literal, part));
    }
    if format::is_violated(part.schema, here.value) {
        verdict.faults.push(here.fault(FaultKind::Format, part));
    }
    if let Some(word) = limit::violated(part.schema, here.value) {
        verdict.faults.push(here.fault(FaultKind::Limit(word), part));
    }
}

fn is_equal(one: &Value, other: &Value) -> bool {
    one == other || one.is_number() && other.is_number() && one.as_f64() == other.as_f64()
}

/// Returns the schemas of a member, and whether its name is declared; empty if nothing allows it.
fn places_of(parts: &[Part<'_>], name: &str) -> Vec<(Pointer, bool)> {
    let has = |part: &&Part<'_>| part.schema.get("properties").is_some_and(|all| all.get(name).is_some());
    let named: Vec<(Pointer, bool)> =
        parts.iter().filter(has).map(|part| (part.at.join("properties").join(name), true)).collect();
    if !named.is_empty() {
        return named;
    }
    let mut places = Vec::new();
    for part in parts {
        match part.schema.get("additionalProperties").or_else(|| part.schema.get("unevaluatedProperties")) {
            Some(Value::Object(_)) => places.push((part.at.join("additionalProperties"), false)),
            Some(Value::Bool(true)) => places.push((part.at.join("additionalProperties"), false)),
            _ => {}
        }
        if part.schema.contains_key("patternProperties") {
            places.push((part.at.join("patternProperties"), false));
        }
    }
    // Nothing is declared at all: any members.
    let declares = parts.iter().any(|part| part.schema.contains_key("properties"));
    if places.is_empty() && !declares {
        let part = parts.first().map(|part| part.at.join("additionalProperties"));
        places.push((part.unwrap_or_default().join("additionalProperties"), false));
    }
    places
}

/// Reports a member that nothing declares at the schema that should.
fn undeclared<'v>(
    here: &Here<'_, 'v>,
    parts: &[Part<'_>],
    name: &str,
    member: &'v Value,
    verdict: &mut Verdict<'v>,
) {
    let Some(holder) = holder(parts) else { return };
    let data = looks_like_data(name);
    if !data && !reads_like_name(name) {
        return;
    }
    let kind = if data { FaultKind::UndeclaredKeys } else { FaultKind::Undeclared(name.to_owned()) };
    verdict.faults.push(Fault { value: member, ..here.fault(kind, holder) });
}

/// Returns the part that declares members: the chosen alternative or the outermost part, and of an `allOf` its own
/// part rather than a component that others include as well.
fn holder<'p, 'd>(parts: &'p [Part<'d>]) -> Option<&'p Part<'d>> {
    let chosen = parts.iter().any(|part| part.chosen && part.schema.contains_key("properties"));
    let mut own = parts.iter().filter(|part| part.chosen == chosen);
    let first = own.next()?;
    if first.schema.contains_key("$ref") {
        // What stands beside a reference says nothing in 3.0: the component declares.
        return Some(own.find(|part| part.schema.contains_key("properties")).unwrap_or(first));
    }
    if first.schema.contains_key("properties") || !first.schema.contains_key("allOf") {
        return Some(first);
    }
    let mut inline = own
        .filter(|part| part.at.strip_prefix(&first.at).is_some() && part.schema.contains_key("properties"));
    Some(inline.next_back().unwrap_or(first))
}
