//! Walks a value along its schema.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::document::Published;
use super::fault::{Direction, Fault, FaultKind};
use super::part::{Part, flatten};
use super::union::{Literals, Tag};
use super::{format, limit, union};
use crate::base::pointer::Pointer;
use crate::correct::infer::{Kind, MAX_MEMBERS, looks_like_data, reads_like_name};
use crate::diagnostic::budget::{Budget, Limit};
use crate::diagnostic::code;

/// Limits the pairs of a schema and a value that are visited, per byte of the document and the exchanges.
pub(crate) static JUDGED: Limit = Limit {
    pass: "learn: values",
    counts: "schema evaluations of recorded values",
    most: 250_000,
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
    chosen: BTreeMap<(Pointer, usize), Choice>,
    /// The alternatives of unions that allow a kind.
    allowed: BTreeMap<(Pointer, Kind), Rc<[Pointer]>>,
    /// What tells the alternatives of unions without a discriminator apart.
    literals: BTreeMap<Pointer, Option<Literals>>,
    /// How well parts of the value fit schemas, while alternatives are compared.
    scores: BTreeMap<Pair, Score>,
}

/// The addresses of a schema and of a value, and how many unions are around it. Values are told apart by where they are:
/// all are parts of the one that is judged.
type Pair = (usize, usize, usize);

/// The hard faults of a value, and the others: fewer are better.
type Score = (usize, usize);

/// Which alternative of a union a value is.
#[derive(Clone)]
enum Choice {
    /// None allows its kind.
    None,
    Is(Pointer),
    /// The budget ended before it was found.
    Cut,
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
    /// How many faults were found.
    score: Score,
    /// True where alternatives are compared: faults are counted and not kept.
    only_counts: bool,
}

impl<'v> Verdict<'v> {
    fn add(&mut self, fault: Fault<'v>) {
        let (hard, other) = &mut self.score;
        *(if fault.kind.is_hard() { hard } else { other }) += 1;
        if !self.only_counts {
            self.faults.push(fault);
        }
    }

    fn add_score(&mut self, (hard, other): Score) {
        self.score = (self.score.0.saturating_add(hard), self.score.1.saturating_add(other));
    }

    fn is_full(&self) -> bool {
        self.score.0.saturating_add(self.score.1) >= MAX_FAULTS
    }
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
            allowed: BTreeMap::new(),
            literals: BTreeMap::new(),
            scores: BTreeMap::new(),
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
        self.scores.clear();
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
        if verdict.only_counts {
            return self.count(site, value, unions, verdict);
        }
        self.evaluate(site, value, instance, unions, verdict);
    }

    /// Counts the faults of a value, once for each schema that alternatives lead to.
    fn count<'v>(&mut self, site: &Pointer, value: &'v Value, unions: usize, verdict: &mut Verdict<'v>) {
        let schema = self.target(site).map_or(0, |schema| std::ptr::from_ref(schema).addr());
        let pair = (schema, std::ptr::from_ref(value).addr(), unions);
        if let Some(known) = self.scores.get(&pair) {
            verdict.is_cut |= !self.budget.spend(1);
            return verdict.add_score(*known);
        }
        let mut own = Verdict { only_counts: true, ..Verdict::default() };
        self.evaluate(site, value, "", unions, &mut own);
        verdict.is_cut |= own.is_cut;
        verdict.add_score(own.score);
        self.scores.insert(pair, own.score);
    }

    /// Returns the schema at a pointer, or the one that it refers to if nothing stands beside the reference; `None` for what
    /// says nothing.
    fn target(&self, site: &Pointer) -> Option<&'d Map<String, Value>> {
        let own = self.document.object(site)?;
        let target = (own.len() == 1 && own.contains_key("$ref")).then(|| self.document.resolve(site));
        Some(target.flatten().and_then(|(_, target)| target.as_object()).unwrap_or(own))
    }

    fn evaluate<'v>(
        &mut self,
        site: &Pointer,
        value: &'v Value,
        instance: &str,
        unions: usize,
        verdict: &mut Verdict<'v>,
    ) {
        // Long names of components make long pointers.
        if !self.budget.spend(1 + site.as_str().len() / POINTER_PER_STEP)
            || verdict.is_full()
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
            verdict.add(here.fault(FaultKind::Kind, part));
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
            part.into_iter().for_each(|part| verdict.add(here.fault(FaultKind::Null, part)));
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
            let tag = match union::tagged(self.document, part.schema, &branches, here.value) {
                Tag::None if here.value.is_object() => {
                    self.tagged_by_literals(&part.at, &branches, here.value)
                }
                tag => tag,
            };
            match tag {
                Tag::None => {}
                Tag::Missing(name) => verdict.add(here.fault(FaultKind::NoTag(name), &part)),
                Tag::Names(branch) => {
                    flatten(self.document, &branch, true, parts);
                    continue;
                }
                Tag::Other => continue,
                // It is kept as JSON.
                Tag::Unknown(name) => {
                    verdict.add(here.fault(FaultKind::Tag(name), &part));
                    continue;
                }
            }
            match self.alternative(&part.at, branches, here.value, unions) {
                Choice::None => verdict.add(here.fault(FaultKind::Alternative, &part)),
                Choice::Is(branch) => flatten(self.document, &branch, true, parts),
                Choice::Cut => verdict.is_cut = true,
            }
        }
    }

    /// Reads which alternative a value is from a member whose literals tell them apart.
    fn tagged_by_literals(&mut self, union: &Pointer, branches: &[Pointer], value: &Value) -> Tag {
        let document = self.document;
        let literals = self.literals.entry(union.clone()).or_insert_with(|| Literals::of(document, branches));
        literals.as_ref().map_or(Tag::None, |literals| literals.tagged(value))
    }

    /// Returns the alternative of a union that a value is, as far as its kind tells: the only one that allows the kind, or
    /// the one that fits best.
    fn alternative(
        &mut self,
        union: &Pointer,
        branches: Vec<Pointer>,
        value: &Value,
        unions: usize,
    ) -> Choice {
        let key = (union.clone(), std::ptr::from_ref(value).addr());
        if let Some(known) = self.chosen.get(&key) {
            return known.clone();
        }
        if !self.budget.spend(1) {
            return Choice::Cut;
        }
        let of_kind = (union.clone(), Kind::of(value));
        let document = self.document;
        let allowed = self.allowed.entry(of_kind).or_insert_with(|| {
            branches.into_iter().filter(|at| union::allows(document, at, value)).collect()
        });
        let allowed = Rc::clone(allowed);
        let choice = match allowed.as_ref() {
            [] => Choice::None,
            [one] => Choice::Is(one.clone()),
            several => self.best(several, value, unions).map_or(Choice::Cut, Choice::Is),
        };
        self.chosen.insert(key, choice.clone());
        choice
    }

    /// Returns the alternative with the fewest hard faults, then the fewest others.
    fn best(&mut self, branches: &[Pointer], value: &Value, unions: usize) -> Option<Pointer> {
        let mut best: Option<(Score, &Pointer)> = None;
        let wanted = self.wanted.take();
        for branch in branches {
            let mut verdict = Verdict { only_counts: true, ..Verdict::default() };
            self.visit(branch, value, "", unions + 1, &mut verdict);
            let score = verdict.score;
            if best.as_ref().is_none_or(|(known, _)| score < *known) {
                best = Some((score, branch));
            }
            if score == (0, 0) {
                break;
            }
        }
        self.wanted = wanted;
        best.map(|(_, branch)| branch.clone())
    }

    fn members<'v>(
        &mut self,
        here: &Here<'_, 'v>,
        parts: &[Part<'_>],
        object: &'v Map<String, Value>,
        verdict: &mut Verdict<'v>,
    ) {
        self.missing(here, parts, object, verdict);
        let members: Vec<_> =
            object.iter().map(|(name, member)| (name, member, places_of(parts, name))).collect();
        // So many that nobody would declare them one by one are entries of a map.
        let are_keys = members.iter().filter(|(.., places)| places.is_empty()).count() > MAX_MEMBERS;
        for (name, member, places) in members {
            if places.is_empty() {
                undeclared(here, parts, (name, are_keys), member, verdict);
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
                    verdict.add(here.fault(FaultKind::Missing(name.to_owned()), part));
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
        verdict.add(here.fault(FaultKind::Literal, part));
    }
    if format::is_violated(part.schema, here.value) {
        verdict.add(here.fault(FaultKind::Format, part));
    }
    if let Some(word) = limit::violated(part.schema, here.value) {
        verdict.add(here.fault(FaultKind::Limit(word), part));
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

/// Reports a member that nothing declares at the schema that should. `name` is known to be that of an entry, or may be.
fn undeclared<'v>(
    here: &Here<'_, 'v>,
    parts: &[Part<'_>],
    (name, is_key): (&str, bool),
    member: &'v Value,
    verdict: &mut Verdict<'v>,
) {
    let Some(holder) = holder(parts) else { return };
    let kind = match is_key || looks_like_data(name) {
        true => FaultKind::UndeclaredKeys,
        false if reads_like_name(name) => FaultKind::Undeclared(name.to_owned()),
        false => return,
    };
    verdict.add(Fault { value: member, ..here.fault(kind, holder) });
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
