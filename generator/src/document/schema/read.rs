//! How a schema is read from the normal form.

use serde_json::{Number, Value};

use super::{AdditionalProperties, Discriminator, Limited, Schema, SchemaType, literal};
use crate::document::reference::{Record, SchemaRef, foreign};
use crate::document::value::{any, elements, flag, list, map, members, text, texts};
use crate::document::vocabulary;
use crate::openapi::keyword::{Keyword, Limit};
use crate::openapi::normal;

impl Record for Schema {
    fn read(value: &Value) -> Self {
        let mut schema = Self::default();
        // One pass over the keywords that are there: a schema has few of the many.
        for (key, keyword) in members(Some(value)) {
            match key.as_str() {
                key if vocabulary::DISCRIMINATOR_VALUE.contains(&key) => {
                    schema.discriminator_value = text(Some(keyword));
                }
                key => schema.keyword(key, keyword),
            }
        }
        if !schema.enumeration.is_empty() {
            schema.enum_names = literal::names(value, &schema.enumeration);
            schema.enum_descriptions = literal::descriptions(value, &schema.enumeration);
        }
        schema.round();
        schema
    }
}

impl Schema {
    /// Takes a keyword with its value.
    fn keyword(&mut self, key: &str, value: &Value) {
        let said = Some(value);
        match key {
            "title" => self.title = text(said),
            "description" => self.description = text(said),
            "deprecated" => self.deprecated = flag(said),
            "default" => self.default = any(said),
            "example" => self.example = any(said),
            "readOnly" => self.read_only = flag(said),
            "writeOnly" => self.write_only = flag(said),
            "type" => self.of_type = value.as_str().and_then(SchemaType::of),
            "nullable" => self.nullable = flag(said),
            "format" => self.format = text(said),
            "enum" => self.enumeration = elements(said).cloned().collect(),
            "minimum" => self.minimum = value.as_number().cloned(),
            "maximum" => self.maximum = value.as_number().cloned(),
            "exclusiveMinimum" => self.exclusive_minimum = flag(said),
            "exclusiveMaximum" => self.exclusive_maximum = flag(said),
            "multipleOf" => self.multiple_of = value.as_number().cloned(),
            "pattern" => self.pattern = text(said),
            "contentSchema" => self.content_schema = foreign(value),
            "items" => self.items = schema(value),
            normal::PREFIX_ITEMS => self.prefix_items = prefix_items(value),
            "properties" => self.properties = map(said),
            "required" => self.required = texts(said),
            "additionalProperties" => self.additional_properties = additional_properties(value),
            "allOf" => self.all_of = list(said),
            "anyOf" => self.any_of = list(said),
            "oneOf" => self.one_of = list(said),
            "not" => self.not = schema(value),
            normal::CONDITIONAL => self.conditional = list(said),
            normal::KEEPS_OTHERS => self.keeps_others = flag(said),
            "discriminator" => self.discriminator = discriminator(value),
            vocabulary::NAME => self.name = text(said),
            vocabulary::TYPE => self.given = Some(value.clone()),
            _ => self.limit(key, value),
        }
    }

    /// Takes a keyword that the table of keywords says is a limit.
    fn limit(&mut self, key: &str, value: &Value) {
        let Some(keyword) = Keyword::of(key) else { return };
        let limited = match keyword.entry().limit {
            Some(Limit::Least(_) | Limit::Most(_)) => {
                value.as_u64().and_then(|count| usize::try_from(count).ok()).map(Limited::Count)
            }
            Some(Limit::Asked(_)) => flag(Some(value)).then_some(Limited::Asked),
            None => None,
        };
        self.limits.extend(limited.map(|limited| (keyword, limited)));
    }

    /// Numbers that are not those of an integer have double precision, as JSON's have.
    fn round(&mut self) {
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

/// The schemas of the first items; what is no schema allows everything.
fn prefix_items(value: &Value) -> Option<Vec<SchemaRef>> {
    let schemas = value.as_array()?.iter();
    Some(schemas.map(|schema| foreign(schema).unwrap_or_else(SchemaRef::anything)).collect())
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
