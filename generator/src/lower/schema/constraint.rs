//! What schemas ask of values beyond their types: the keywords of one schema, and all that come together for a value.

use serde_json::Number;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{AdditionalProperties, LimitValue, Ref, Schema, SchemaType, component_name};
use crate::ir::{self, Constraint, Keyword, Rules};
use crate::lower::Lowering;
use crate::lower::schema::doc;
use crate::lower::schema::facets::{Node, PlacedSchema};
use crate::lower::work::Pass;

/// How many references may lead to each other; people's documents have four.
const DEEPEST: usize = 64;

impl Lowering<'_> {
    /// Everything that is asked of the values of a schema at a place, but for what the named types in it ask of themselves;
    /// nothing where that is not to be checked.
    pub(in crate::lower) fn rules(&mut self, at: &Pointer, node: Node<'_>) -> Rules {
        if self.validate { self.gather_rules(at, node, &mut Vec::new()) } else { Rules::default() }
    }

    /// The same where several schemas speak of one value: then a component that is among them may not be its type.
    pub(in crate::lower) fn rules_of_all(&mut self, places: &[PlacedSchema<'_>]) -> Rules {
        match places {
            _ if !self.validate => Rules::default(),
            [one] => self.rules(&one.at, one.node),
            several => several.iter().fold(Rules::default(), |mut rules, place| {
                rules.merge(match place.node {
                    Node::Item(schema) => self.rules_of_item(&place.at, schema, &mut Vec::new()),
                    Node::Reference(reference) => self.rules_of_target(&place.at, reference, &mut Vec::new()),
                });
                rules
            }),
        }
    }

    /// Notes what is asked of an inline type that has just been defined.
    pub(in crate::lower) fn rule(&mut self, ty: &ir::Type, at: &Pointer, schema: &Schema) {
        let rules = self.rules(at, Node::Item(schema));
        if let ir::Type::Named(id) = ty
            && self.types[id.0].pointer == *at
        {
            self.types[id.0].rules = rules;
        }
    }

    /// `seen` holds the references that led here from `at`.
    fn gather_rules(&mut self, at: &Pointer, node: Node<'_>, seen: &mut Vec<Pointer>) -> Rules {
        match node {
            Node::Item(schema) => self.rules_of_item(at, schema, seen),
            Node::Reference(reference) => match self.document.schema(reference) {
                // A component speaks for itself.
                Some((target, _)) if component_name(&target, "schemas").is_some() => Rules::default(),
                _ => self.rules_of_target(at, reference, seen),
            },
        }
    }

    fn rules_of_target(&mut self, at: &Pointer, reference: &str, seen: &mut Vec<Pointer>) -> Rules {
        let Some((target, schema)) = self.document.follow(reference) else { return Rules::default() };
        if seen.contains(&target) {
            return Rules::default();
        }
        if seen.len() >= DEEPEST {
            let message = format!("constraints nested more than {DEEPEST} references deep; not checked");
            self.group(&code::CONSTRAINTS_TOO_MANY, at, message);
            return Rules::default();
        }
        seen.push(target);
        let rules = self.rules_of_item(at, schema, seen);
        seen.pop();
        rules
    }

    fn rules_of_item(&mut self, at: &Pointer, schema: &Schema, seen: &mut Vec<Pointer>) -> Rules {
        if !self.spend(Pass::Constraints, 1, at) {
            return Rules::default();
        }
        let mut rules = Rules { own: stated(schema), secret: doc::is_secret(schema), ..Rules::default() };
        let inner = |lowering: &mut Self, node: Node<'_>, seen: &mut Vec<Pointer>| {
            Some(Box::new(lowering.gather_rules(at, node, seen))).filter(|rules| !rules.is_empty())
        };
        // The items of a tuple are not alike.
        if let (Some(items), None) = (&schema.items, &schema.prefix_items) {
            rules.items = inner(self, items.into(), seen);
        }
        if let Some(AdditionalProperties::Schema(values)) = &schema.additional_properties {
            rules.values = inner(self, values.into(), seen);
        }
        // One that is nothing but a reference has the type that it refers to, with the rules of that.
        if doc::only_reference(schema).is_none() {
            for branch in &schema.all_of {
                rules.merge(match branch {
                    Ref::Own(schema) => self.rules_of_item(at, schema, seen),
                    Ref::Reference(reference) => self.rules_of_target(at, reference, seen),
                });
            }
        }
        // Where the values are listed there is nothing more to ask.
        if !schema.enumeration.is_empty() {
            rules = Rules::default();
        }
        rules
    }
}

/// The constraints that a schema itself states, without its `allOf`; bounds that say nothing are left out.
pub(in crate::lower) fn stated(schema: &Schema) -> Vec<Constraint> {
    let limit = |(keyword, limited): (&Keyword, &LimitValue)| match limited {
        LimitValue::Count(count) => Constraint::Count(*keyword, *count),
        LimitValue::True => Constraint::Flag(*keyword),
    };
    let of_texts = schema.limits.range(..Keyword::Pattern).map(limit);
    let others = schema.limits.range(Keyword::Pattern..).map(limit);
    let pattern = schema.pattern.clone().map(Constraint::Pattern);
    let stated = range(schema).into_iter().flatten().chain(of_texts).chain(pattern).chain(others);
    stated.filter(Constraint::is_effective).collect()
}

/// Between which numbers a value lies, and what it is a multiple of.
fn range(schema: &Schema) -> [Option<Constraint>; 3] {
    let is_integer = schema.of_type == Some(SchemaType::Integer);
    // Of 32 bits, the ends of what they hold are no news; neither is it that a whole number is a multiple of one.
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

/// The shortest decimal text of a number, without a fraction where it has none.
fn decimal(number: &Number) -> String {
    let text = number.to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}
