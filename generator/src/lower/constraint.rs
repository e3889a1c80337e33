//! What schemas ask of values beyond their types: the keywords of one schema, and all that come together for a value.

use openapiv3::VariantOrUnknownOrEmpty::Item;
use openapiv3::{AnySchema, IntegerFormat, IntegerType, NumberType, Schema, SchemaKind, Type};

use crate::ir::Constraint;

/// The constraints that a schema itself states, without its `allOf`; bounds that say nothing are left out.
pub(super) fn stated(schema: &Schema) -> Vec<Constraint> {
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
