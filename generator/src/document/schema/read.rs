//! Reads a schema of the normal form.

use serde_json::{Number, Value};

use super::{AdditionalProperties, Discriminator, LimitValue, Schema, SchemaType, literal};
use crate::document::given_name;
use crate::document::reference::{Record, SchemaRef, read_valid_schema};
use crate::document::value::{elements, flag, members, non_null, records, records_by_name, strings, text};
use crate::document::vocabulary;
use crate::openapi::keyword::{Keyword, Limit};
use crate::openapi::naming;
use crate::openapi::normal;

impl Record for Schema {
    fn read(value: &Value) -> Self {
        let mut schema = Self::default();
        let mut is_named = false;
        // One pass over the keywords that are present: a schema has only a few of all keywords.
        for (key, keyword) in members(Some(value)) {
            match key.as_str() {
                key if vocabulary::DISCRIMINATOR_VALUE.contains(&key) => {
                    schema.discriminator_value = text(Some(keyword));
                }
                key if key == vocabulary::NAME || naming::SCHEMA_NAMES.contains(&key) => is_named = true,
                key => schema.read_keyword(key, keyword),
            }
        }
        if is_named {
            schema.name = given_name::name(value, &naming::SCHEMA_NAMES);
        }
        if !schema.enumeration.is_empty() {
            schema.enum_names = literal::names(value, &schema.enumeration);
            schema.enum_descriptions = literal::descriptions(value, &schema.enumeration);
        } else if !(schema.one_of.is_empty() && schema.any_of.is_empty()) {
            // Beside alternatives that are constants, in their order.
            schema.enum_names = literal::names(value, &[]);
        }
        schema.round_numbers();
        schema
    }
}

impl Schema {
    /// Reads a keyword with its value.
    fn read_keyword(&mut self, key: &str, value: &Value) {
        let some = Some(value);
        match key {
            "title" => self.title = text(some),
            "description" => self.description = text(some),
            "deprecated" => self.deprecated = flag(some),
            "default" => self.default = non_null(some),
            "example" => self.example = non_null(some),
            "readOnly" => self.read_only = flag(some),
            "writeOnly" => self.write_only = flag(some),
            "type" => self.of_type = value.as_str().and_then(SchemaType::of),
            "nullable" => self.nullable = flag(some),
            "format" => self.format = text(some),
            "enum" => self.enumeration = elements(some).cloned().collect(),
            "minimum" => self.minimum = value.as_number().cloned(),
            "maximum" => self.maximum = value.as_number().cloned(),
            "exclusiveMinimum" => self.exclusive_minimum = flag(some),
            "exclusiveMaximum" => self.exclusive_maximum = flag(some),
            "multipleOf" => self.multiple_of = value.as_number().cloned(),
            "pattern" => self.pattern = text(some),
            "contentSchema" => self.content_schema = read_valid_schema(value),
            "items" => self.items = schema(value),
            normal::PREFIX_ITEMS => self.prefix_items = prefix_items(value),
            "properties" => self.properties = records_by_name(some),
            "required" => self.required = strings(some),
            "additionalProperties" => self.additional_properties = additional_properties(value),
            normal::PROPERTY_NAMES => self.property_names = read_valid_schema(value),
            "allOf" => self.all_of = records(some),
            "anyOf" => self.any_of = records(some),
            "oneOf" => self.one_of = records(some),
            "not" => self.not = schema(value),
            normal::CONDITIONAL => self.conditional = records(some),
            normal::KEEPS_OTHERS => self.keeps_others = flag(some),
            "discriminator" => self.discriminator = discriminator(value),
            vocabulary::TYPE => self.type_override = Some(value.clone()),
            _ => self.read_limit(key, value),
        }
    }

    /// Reads a keyword that the table of keywords lists as a limit; ignores any other.
    fn read_limit(&mut self, key: &str, value: &Value) {
        let Some(keyword) = Keyword::of(key) else { return };
        let limited = match keyword.entry().limit {
            Some(Limit::Least(_) | Limit::Most(_)) => {
                value.as_u64().and_then(|count| usize::try_from(count).ok()).map(LimitValue::Count)
            }
            Some(Limit::Asked(_)) => flag(Some(value)).then_some(LimitValue::True),
            None => None,
        };
        self.limits.extend(limited.map(|limited| (keyword, limited)));
    }

    /// Rounds numbers to double precision, as JSON numbers have, unless the schema is an integer with limits of 64
    /// bits.
    fn round_numbers(&mut self) {
        let limits = [&self.minimum, &self.maximum, &self.multiple_of];
        let is_exact =
            self.of_type == Some(SchemaType::Integer) && limits.into_iter().flatten().all(Number::is_i64);
        if !is_exact {
            for limit in [&mut self.minimum, &mut self.maximum, &mut self.multiple_of] {
                *limit = limit.as_ref().and_then(double);
            }
        }
        let numbers = |values: &[Value]| values.iter().all(|value| value.is_number() || value.is_null());
        if self.of_type == Some(SchemaType::Number) && numbers(&self.enumeration) {
            for value in &mut self.enumeration {
                if let Some(number) = value.as_number().and_then(double) {
                    *value = Value::Number(number);
                }
            }
        }
    }
}

fn double(number: &Number) -> Option<Number> {
    number.as_f64().and_then(Number::from_f64)
}

fn schema(value: &Value) -> Option<SchemaRef> {
    value.is_object().then(|| SchemaRef::read(value))
}

/// The schemas of the first items. An invalid one is replaced by a schema that allows everything.
fn prefix_items(value: &Value) -> Option<Vec<SchemaRef>> {
    let schemas = value.as_array()?.iter();
    Some(schemas.map(|schema| read_valid_schema(schema).unwrap_or_else(SchemaRef::anything)).collect())
}

fn additional_properties(value: &Value) -> Option<AdditionalProperties> {
    match value.as_bool() {
        Some(any) => Some(AdditionalProperties::Any(any)),
        None => schema(value).map(AdditionalProperties::Schema),
    }
}

fn discriminator(value: &Value) -> Option<Box<Discriminator>> {
    let property_name = text(value.get("propertyName"))?;
    let mapping = members(value.get("mapping")).filter_map(|(tag, of)| Some((tag.clone(), text(Some(of))?)));
    let default_mapping = text(value.get("defaultMapping"));
    Some(Box::new(Discriminator { property_name, mapping: mapping.collect(), default_mapping }))
}
