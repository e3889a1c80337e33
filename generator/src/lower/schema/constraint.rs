//! What schemas ask of values beyond their types: the keywords of one schema, and all that come together for a value.

use openapiv3::VariantOrUnknownOrEmpty::Item;
use openapiv3::{AnySchema, IntegerFormat, IntegerType, NumberType, Schema, SchemaKind, Type};

use openapiv3::{AdditionalProperties, ReferenceOr};

use crate::diagnostic::code;
use crate::ir::{self, Constraint, Rules};
use crate::lower::Lowering;
use crate::lower::schema::doc;
use crate::lower::schema::facets::{Node, Place};
use crate::lower::work::Pass;
use crate::pointer::Pointer;
use crate::resolve::component_name;

/// How many references may lead to each other; people's documents have four.
const DEEPEST: usize = 64;

impl Lowering<'_> {
    /// Everything that is asked of the values of a schema at a place, but for what the named types in it ask of themselves;
    /// nothing where that is not to be checked.
    pub(in crate::lower) fn rules(&mut self, at: &Pointer, node: Node<'_>) -> Rules {
        if self.validate { self.gather_rules(at, node, &mut Vec::new()) } else { Rules::default() }
    }

    /// The same where several schemas speak of one value: then a component that is among them may not be its type.
    pub(in crate::lower) fn rules_of_all(&mut self, places: &[Place<'_>]) -> Rules {
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
            Node::Reference(reference) => match self.resolved.schema(reference) {
                // A component speaks for itself.
                Some((target, _)) if component_name(&target, "schemas").is_some() => Rules::default(),
                _ => self.rules_of_target(at, reference, seen),
            },
        }
    }

    fn rules_of_target(&mut self, at: &Pointer, reference: &str, seen: &mut Vec<Pointer>) -> Rules {
        let Some((target, schema)) = self.resolved.follow(reference) else { return Rules::default() };
        if seen.contains(&target) {
            return Rules::default();
        }
        if seen.len() >= DEEPEST {
            let message = format!("constraints lie more than {DEEPEST} references deep");
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
        if let Some(items) = items(schema) {
            rules.items = inner(self, items, seen);
        }
        if let Some(values) = values(schema) {
            rules.values = inner(self, values, seen);
        }
        // One that is nothing but a reference has the type that it refers to, with the rules of that.
        if doc::only_reference(schema).is_none() {
            for branch in all_of(schema) {
                rules.merge(match branch {
                    ReferenceOr::Item(schema) => self.rules_of_item(at, schema, seen),
                    ReferenceOr::Reference { reference } => self.rules_of_target(at, reference, seen),
                });
            }
        }
        if lists_literals(schema) {
            rules = Rules::default();
        }
        rules
    }
}

fn all_of(schema: &Schema) -> &[ReferenceOr<Schema>] {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of,
        SchemaKind::Any(any) => &any.all_of,
        _ => &[],
    }
}

/// The items of a list all of whose items are alike.
fn items(schema: &Schema) -> Option<Node<'_>> {
    let items = match &schema.schema_kind {
        SchemaKind::Type(Type::Array(array)) => array.items.as_ref(),
        SchemaKind::Any(any) => any.items.as_ref(),
        _ => None,
    };
    let tuple = schema.schema_data.extensions.contains_key("x-truespec-prefix-items");
    items.filter(|_| !tuple).map(Node::from)
}

/// The members of a map.
fn values(schema: &Schema) -> Option<Node<'_>> {
    let rest = match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => object.additional_properties.as_ref(),
        SchemaKind::Any(any) => any.additional_properties.as_ref(),
        _ => None,
    };
    match rest? {
        AdditionalProperties::Schema(schema) => Some(Node::from(schema.as_ref())),
        AdditionalProperties::Any(_) => None,
    }
}

/// Whether the values are listed: then there is nothing more to ask.
fn lists_literals(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => !string.enumeration.is_empty(),
        SchemaKind::Type(Type::Integer(integer)) => !integer.enumeration.is_empty(),
        SchemaKind::Type(Type::Number(number)) => !number.enumeration.is_empty(),
        SchemaKind::Any(any) => !any.enumeration.is_empty(),
        _ => false,
    }
}

/// The constraints that a schema itself states, without its `allOf`; bounds that say nothing are left out.
pub(in crate::lower) fn stated(schema: &Schema) -> Vec<Constraint> {
    use Constraint::{
        MaxItems, MaxLength, MaxProperties, MinItems, MinLength, MinProperties, Pattern, UniqueItems,
    };
    let mut stated = match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => list([
            string.min_length.map(MinLength),
            string.max_length.map(MaxLength),
            string.pattern.clone().map(Pattern),
        ]),
        SchemaKind::Type(Type::Integer(integer)) => of_integer(integer),
        SchemaKind::Type(Type::Number(number)) => of_number(number),
        SchemaKind::Type(Type::Array(array)) => list([
            array.min_items.map(MinItems),
            array.max_items.map(MaxItems),
            array.unique_items.then_some(UniqueItems),
        ]),
        SchemaKind::Type(Type::Object(object)) => {
            list([object.min_properties.map(MinProperties), object.max_properties.map(MaxProperties)])
        }
        SchemaKind::Any(any) => of_any(any),
        _ => Vec::new(),
    };
    stated.retain(Constraint::asks);
    stated
}

fn list<const N: usize>(stated: [Option<Constraint>; N]) -> Vec<Constraint> {
    stated.into_iter().flatten().collect()
}

fn of_integer(integer: &IntegerType) -> Vec<Constraint> {
    // Of 32 bits, the ends of what they hold are no news.
    let narrow = integer.format == Item(IntegerFormat::Int32);
    let least = integer.minimum.filter(|least| !narrow || *least != i64::from(i32::MIN));
    let most = integer.maximum.filter(|most| !narrow || *most != i64::from(i32::MAX));
    let text = |number: i64| number.to_string();
    let multiple = integer.multiple_of.filter(|unit| *unit != 1).map(text);
    let exclusive = (integer.exclusive_minimum, integer.exclusive_maximum);
    list(range(least.map(text), most.map(text), exclusive, multiple))
}

fn of_number(number: &NumberType) -> Vec<Constraint> {
    let exclusive = (number.exclusive_minimum, number.exclusive_maximum);
    let text = |number: Option<f64>| number.map(decimal);
    list(range(text(number.minimum), text(number.maximum), exclusive, text(number.multiple_of)))
}

fn of_any(any: &AnySchema) -> Vec<Constraint> {
    use Constraint::{
        MaxItems, MaxLength, MaxProperties, MinItems, MinLength, MinProperties, Pattern, UniqueItems,
    };
    let exclusive = (any.exclusive_minimum.unwrap_or_default(), any.exclusive_maximum.unwrap_or_default());
    let text = |number: Option<f64>| number.map(decimal);
    let mut stated = list(range(text(any.minimum), text(any.maximum), exclusive, text(any.multiple_of)));
    stated.extend(list([
        any.min_length.map(MinLength),
        any.max_length.map(MaxLength),
        any.pattern.clone().map(Pattern),
        any.min_items.map(MinItems),
        any.max_items.map(MaxItems),
        any.unique_items.unwrap_or_default().then_some(UniqueItems),
        any.min_properties.map(MinProperties),
        any.max_properties.map(MaxProperties),
    ]));
    stated
}

fn range(
    least: Option<String>,
    most: Option<String>,
    exclusive: (bool, bool),
    multiple: Option<String>,
) -> [Option<Constraint>; 3] {
    let least = least.map(|least| match exclusive.0 {
        true => Constraint::ExclusiveMinimum(least),
        false => Constraint::Minimum(least),
    });
    let most = most.map(|most| match exclusive.1 {
        true => Constraint::ExclusiveMaximum(most),
        false => Constraint::Maximum(most),
    });
    [least, most, multiple.map(Constraint::MultipleOf)]
}

/// The shortest decimal text of a number, without a fraction where it has none.
fn decimal(number: f64) -> String {
    let text = serde_json::Number::from_f64(number).map(|number| number.to_string()).unwrap_or_default();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}
