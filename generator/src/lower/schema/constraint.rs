//! Constraints of values beyond their types: those of one schema, and all that apply to a value.

use serde_json::Number;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{AdditionalProperties, LimitValue, Ref, Schema, SchemaType, component_name};
use crate::ir::{self, Constraint, Keyword, Rules};
use crate::lower::Lowering;
use crate::lower::limits::BudgetKind;
use crate::lower::schema::doc;
use crate::lower::schema::facets::{Node, PlacedSchema};

/// The maximum length of a chain of references; real documents have four.
const MAX_DEPTH: usize = 64;

impl Lowering<'_> {
    /// Returns the constraints of the values of a schema, without those of the named types in it, which check
    /// themselves. Empty if constraints are not checked.
    pub(in crate::lower) fn rules(&mut self, at: &Pointer, node: Node<'_>) -> Rules {
        if self.validate { self.gather_rules(at, node, &mut Vec::new()) } else { Rules::default() }
    }

    /// Does the same for several schemas that apply to one value. A component among them may not be its type, so the
    /// component's constraints are included.
    pub(in crate::lower) fn rules_of_all(&mut self, places: &[PlacedSchema<'_>]) -> Rules {
        match places {
            _ if !self.validate => Rules::default(),
            [one] => self.rules(&one.at, one.node),
            several => several.iter().fold(Rules::default(), |mut rules, place| {
                rules.merge(match place.node {
                    Node::Schema(schema) => self.rules_of_schema(&place.at, schema, &mut Vec::new()),
                    Node::Reference(reference) => self.rules_of_target(&place.at, reference, &mut Vec::new()),
                });
                rules
            }),
        }
    }

    /// Sets the constraints of an inline type that has just been defined.
    pub(in crate::lower) fn set_rules(&mut self, ty: &ir::Type, at: &Pointer, schema: &Schema) {
        let rules = self.rules(at, Node::Schema(schema));
        if let ir::Type::Named(id) = ty
            && self.types[id.0].pointer == *at
        {
            self.types[id.0].rules = rules;
        }
    }

    /// Collects the constraints of a schema or a reference. `seen` holds the targets of the references that led here
    /// from `at`.
    fn gather_rules(&mut self, at: &Pointer, node: Node<'_>, seen: &mut Vec<Pointer>) -> Rules {
        match node {
            Node::Schema(schema) => self.rules_of_schema(at, schema, seen),
            Node::Reference(reference) => match self.document.schema(reference) {
                // The type of the component has its own constraints.
                Some((target, _)) if component_name(&target, "schemas").is_some() => Rules::default(),
                _ => self.rules_of_target(at, reference, seen),
            },
        }
    }

    /// Returns the constraints of a reference's target. A cycle adds nothing; a chain that is too long is reported.
    fn rules_of_target(&mut self, at: &Pointer, reference: &str, seen: &mut Vec<Pointer>) -> Rules {
        let Some((target, schema)) = self.document.follow(reference) else { return Rules::default() };
        if seen.contains(&target) {
            return Rules::default();
        }
        if seen.len() >= MAX_DEPTH {
            let message = format!("constraints nested more than {MAX_DEPTH} references deep; not checked");
            self.report_grouped(&code::CONSTRAINTS_TOO_MANY, at, message);
            return Rules::default();
        }
        seen.push(target);
        let rules = self.rules_of_schema(at, schema, seen);
        seen.pop();
        rules
    }

    /// Returns the constraints of an inline schema, with those of its elements and its `allOf`.
    fn rules_of_schema(&mut self, at: &Pointer, schema: &Schema, seen: &mut Vec<Pointer>) -> Rules {
        if !self.spend(BudgetKind::Constraints, 1, at) {
            return Rules::default();
        }
        let mut rules =
            Rules { own: own_constraints(schema), secret: doc::is_secret(schema), ..Rules::default() };
        let inner = |lowering: &mut Self, node: Node<'_>, seen: &mut Vec<Pointer>| {
            Some(Box::new(lowering.gather_rules(at, node, seen))).filter(|rules| !rules.is_empty())
        };
        // The items of a tuple have different schemas.
        if let (Some(items), None) = (&schema.items, &schema.prefix_items) {
            rules.items = inner(self, items.into(), seen);
        }
        if let Some(AdditionalProperties::Schema(values)) = &schema.additional_properties {
            rules.values = inner(self, values.into(), seen);
        }
        // A schema that is only a reference has the type of its target, with the constraints of that type.
        if doc::only_reference(schema).is_none() {
            for branch in &schema.all_of {
                rules.merge(match branch {
                    Ref::Own(schema) => self.rules_of_schema(at, schema, seen),
                    Ref::Reference(reference) => self.rules_of_target(at, reference, seen),
                });
            }
        }
        // An enumeration needs no further constraints.
        if !schema.enumeration.is_empty() {
            rules = Rules::default();
        }
        rules
    }
}

/// Returns a schema's own constraints, without those of its `allOf`. Bounds that exclude nothing are left out.
pub(in crate::lower) fn own_constraints(schema: &Schema) -> Vec<Constraint> {
    let limit = |(keyword, limited): (&Keyword, &LimitValue)| match limited {
        LimitValue::Count(count) => Constraint::Count(*keyword, *count),
        LimitValue::True => Constraint::Flag(*keyword),
    };
    let of_texts = schema.limits.range(..Keyword::Pattern).map(limit);
    let others = schema.limits.range(Keyword::Pattern..).map(limit);
    let pattern = schema.pattern.clone().map(Constraint::Pattern);
    let own_constraints = bounds(schema).into_iter().flatten().chain(of_texts).chain(pattern).chain(others);
    own_constraints.filter(Constraint::is_effective).collect()
}

/// Returns the minimum, the maximum and `multipleOf`.
fn bounds(schema: &Schema) -> [Option<Constraint>; 3] {
    let is_integer = schema.of_type == Some(SchemaType::Integer);
    // The bounds of `i32` itself add nothing, and neither does `multipleOf: 1` of an integer.
    let is_narrow = is_integer && schema.format.as_deref() == Some("int32");
    let is_end = |number: &Number, end: i32| is_narrow && number.as_i64() == Some(i64::from(end));
    let least = schema.minimum.as_ref().filter(|least| !is_end(least, i32::MIN)).map(decimal);
    let most = schema.maximum.as_ref().filter(|most| !is_end(most, i32::MAX)).map(decimal);
    let unit = schema.multiple_of.as_ref().filter(|unit| unit.as_i64() != Some(1)).map(decimal);
    let least = least.map(|least| match schema.exclusive_minimum {
        true => Constraint::ExclusiveMinimum(least),
        false => Constraint::Minimum(least),
    });
    let most = most.map(|most| match schema.exclusive_maximum {
        true => Constraint::ExclusiveMaximum(most),
        false => Constraint::Maximum(most),
    });
    [least, most, unit.map(Constraint::MultipleOf)]
}

/// Returns the shortest decimal text of a number, without a fraction if it is whole.
fn decimal(number: &Number) -> String {
    let text = number.to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}
