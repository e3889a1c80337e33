//! Numbers that are sent as JSON numbers or as strings, as .NET describes them (`type: [integer, string]` with a
//! pattern of digits). Both become one type, which keeps the text and returns the number.

use crate::base::pattern;
use crate::document::{Schema, SchemaType};
use crate::ir::Type;
use crate::lower::Lowering;
use crate::lower::schema::facets::{Node, PlacedSchema};

impl<'d> Lowering<'d> {
    /// Returns the type of two alternatives, one a number and the other its text; `None` for any other alternatives.
    pub(in crate::lower) fn number_or_text<'s>(&mut self, branches: &[PlacedSchema<'s>]) -> Option<Type>
    where
        'd: 's,
    {
        let [one, other] = branches else { return None };
        let (number, text) = match (kind(one)?, kind(other)?) {
            (SchemaType::Integer | SchemaType::Number, SchemaType::String) => (one, other),
            (SchemaType::String, SchemaType::Integer | SchemaType::Number) => (other, one),
            _ => return None,
        };
        let (Some(of_number), Some(of_text)) = (unrestricted(number), unrestricted(text)) else {
            return None;
        };
        let [number, as_text] = [(number, of_number), (text, of_text)].map(|(place, schema)| {
            let facets = self.facets(&place.at, schema, &place.naming);
            facets.kind.map_or(Type::Any, |kind| self.lower_scalar(kind, &facets))
        });
        let is_number =
            matches!(number, Type::Integer(_) | Type::Number(_) | Type::Decimal | Type::BigInteger);
        let is_its_text = matches!(as_text, Type::Quoted(_))
            || matches!(as_text, Type::String)
                && of_text.pattern.as_deref().is_some_and(accepts_only_numbers);
        (is_number && is_its_text).then(|| Type::Quoted(Box::new(number)))
    }
}

/// Returns the type of an unrestricted schema.
fn kind(place: &PlacedSchema<'_>) -> Option<SchemaType> {
    unrestricted(place)?.of_type
}

/// Returns the schema of a place if it has one type and no `enum`.
fn unrestricted<'s>(place: &PlacedSchema<'s>) -> Option<&'s Schema> {
    match place.node {
        Node::Schema(schema) if schema.enumeration.is_empty() && schema.is_of_one_type() => Some(schema),
        _ => None,
    }
}

/// Returns true if a pattern accepts sample numbers and none of the other sample texts.
fn accepts_only_numbers(pattern: &str) -> bool {
    let takes = |text: &str| pattern::matches(pattern, text).unwrap_or_default();
    let others = ["", " ", "-", "a", "1a", "a1", "true", "1-2", "1 2", "1,2"];
    takes("0") && takes("12") && !others.into_iter().any(takes)
}
