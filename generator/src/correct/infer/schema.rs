//! Writes a schema for evidence, in the words of a dialect.

use serde_json::{Map, Value, json};

use super::key::{is_plain_name, looks_like_data};
use super::{Dialect, Evidence, Kind};

/// From this many keys on, objects whose members all look alike are a map.
const MANY_ALIKE: usize = 3;

/// Returns the schema of merged evidence. Members are optional: that one was never absent proves nothing.
pub(crate) fn infer(evidence: &Evidence, dialect: Dialect) -> Value {
    let mut branches: Vec<Value> = Vec::new();
    if evidence.has(Kind::Object) {
        branches.push(object(evidence, dialect));
    }
    if evidence.has(Kind::Array) {
        let items = evidence.items.as_ref().map_or_else(|| json!({}), |items| infer(items, dialect));
        branches.push(json!({"type": "array", "items": items}));
    }
    for kind in [Kind::String, Kind::Boolean] {
        if evidence.has(kind) {
            branches.push(json!({"type": kind.name()}));
        }
    }
    match (evidence.has(Kind::Number), evidence.has(Kind::Integer)) {
        (true, _) => branches.push(json!({"type": "number"})),
        (false, true) => branches.push(json!({"type": "integer"})),
        (false, false) => {}
    }
    if branches.is_empty() {
        return json!({});
    }
    let schema = dialect.union(branches);
    if evidence.has(Kind::Null) { dialect.nullable(&schema) } else { schema }
}

fn object(evidence: &Evidence, dialect: Dialect) -> Value {
    if is_map(evidence) {
        let mut values = Evidence::default();
        evidence.members.values().for_each(|member| values.join(member));
        return json!({"type": "object", "additionalProperties": infer(&values, dialect)});
    }
    let shown = evidence.members.iter().filter(|(name, _)| is_plain_name(name));
    let properties: Map<String, Value> =
        shown.map(|(name, member)| (name.clone(), infer(member, dialect))).collect();
    if properties.is_empty() {
        json!({"type": "object"})
    } else {
        json!({"type": "object", "properties": properties})
    }
}

/// Returns true if the keys of the objects are data: they look like it, or all differ although their values look alike.
fn is_map(evidence: &Evidence) -> bool {
    let keys = evidence.members.len();
    let data = evidence.members.keys().filter(|name| looks_like_data(name)).count();
    if evidence.cut || data * 2 > keys {
        return true;
    }
    let count = |member: &Evidence| member.kinds.values().sum::<usize>();
    let never_again = evidence.objects > 1 && evidence.members.values().all(|member| count(member) == 1);
    let alike = || {
        let shape = |member: &Evidence| {
            let mut kinds: Vec<&str> = member.kinds.keys().copied().collect();
            kinds.sort_unstable();
            let mut names: Vec<String> = member.members.keys().cloned().collect();
            names.sort_unstable();
            (kinds, names)
        };
        let mut shapes = evidence.members.values().map(shape);
        let first = shapes.next();
        shapes.all(|shape| Some(&shape) == first.as_ref())
    };
    let objects = evidence.members.values().all(|member| member.objects > 0 && !member.members.is_empty());
    keys >= MANY_ALIKE && (never_again || objects && evidence.objects == 1) && alike()
}
