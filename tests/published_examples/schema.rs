//! Whether a value follows a schema of OpenAPI 3.0, as far as published examples need it.

use serde_json::Value;

/// A schema at work on the value at a place.
struct Check<'d> {
    document: &'d Value,
    found: Vec<String>,
}

/// Everything that is wrong with a value, each with its place.
pub fn wrong(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut check = Check { document, found: Vec::new() };
    check.value("", schema, value);
    check.found
}

impl Check<'_> {
    fn value(&mut self, place: &str, schema: &Value, value: &Value) {
        if value.is_null() && schema["nullable"] == true {
            return;
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self.document.pointer(reference.trim_start_matches('#'));
            return match target {
                Some(target) => self.value(place, target, value),
                None => self.found.push(format!("{place} follows a reference to nothing")),
            };
        }
        let branches = ["oneOf", "anyOf"].iter().find_map(|key| schema[key].as_array());
        if branches
            .is_some_and(|branches| branches.iter().all(|one| !wrong(self.document, one, value).is_empty()))
        {
            self.found.push(format!("{place} is none of several"));
        }
        if !of_kind(schema["type"].as_str().unwrap_or_default(), value) {
            let what = if value.is_null() { "null" } else { "of another kind" };
            self.found.push(format!("{place} is {what}"));
        }
        if schema["enum"].as_array().is_some_and(|values| !values.contains(value)) {
            self.found.push(format!("{place} is none of the values"));
        }
        if schema["format"] == "uuid"
            && value.as_str().is_some_and(|text| text.parse::<uuid::Uuid>().is_err())
        {
            self.found.push(format!("{place} is no UUID"));
        }
        self.members(place, schema, value);
    }

    /// What is in an object or in a list; a member that the schema does not know counts as wrong.
    fn members(&mut self, place: &str, schema: &Value, value: &Value) {
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            self.value(&format!("{place}/{index}"), &schema["items"], item);
        }
        let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object()) else {
            return;
        };
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(required) {
                self.found.push(format!("{place}/{required} is absent"));
            }
        }
        for (name, member) in object {
            let place = format!("{place}/{name}");
            match properties.get(name) {
                Some(schema) => self.value(&place, schema, member),
                None => self.found.push(format!("{place} is not in the schema")),
            }
        }
    }
}

fn of_kind(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}
