//! Whatever `learn` proposes: applied, it never turns an exchange that validated into one that does not. Documents and
//! recordings of responses, bodies and queries are generated from seeds; the validator is not the one that `learn` judges by.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use serde_json::{Map, Value, json};
use truespec::correct::learn::{Input, learn};
use truespec::correct::propose::overlay;
use truespec::correct::recording::{Body, Exchange, Message};
use truespec::diagnostic::{FileId, Report};
use truespec::input::overlay as applier;

/// How many documents are generated for each version.
const SEEDS: u64 = 40;

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }
}

const NAMES: [&str; 6] = ["id", "title", "state", "parts", "owner", "size"];

/// A document of one version with three components and four operations.
struct Api {
    document: Value,
    is_31: bool,
}

fn schema(random: &mut Random, is_31: bool, depth: usize) -> Value {
    let mut schema = match random.below(if depth == 0 { 5 } else { 11 }) {
        0 => json!({"type": "string"}),
        1 => json!({"type": "integer"}),
        2 => json!({"type": "boolean"}),
        3 => json!({"type": "string", "enum": ["open", "closed"]}),
        4 => json!({"type": "number"}),
        5 => json!({"type": "array", "items": schema(random, is_31, depth - 1)}),
        6 => json!({"type": "object", "additionalProperties": schema(random, is_31, depth - 1)}),
        7 => return json!({"$ref": format!("#/components/schemas/C{}", random.below(3))}),
        8 => json!({"allOf": [{"$ref": "#/components/schemas/C0"}, object(random, is_31, depth - 1)]}),
        9 => json!({"anyOf": [{"type": "string"}, object(random, is_31, depth - 1)]}),
        _ => json!({"oneOf": [tagged(random, is_31, "cat"), tagged(random, is_31, "dog")]}),
    };
    if random.one_in(4) && schema.get("type").is_some() && schema.get("enum").is_none() {
        match is_31 {
            true => schema["type"] = json!([schema["type"], "null"]),
            false => schema["nullable"] = json!(true),
        }
    }
    schema
}

fn object(random: &mut Random, is_31: bool, depth: usize) -> Value {
    let mut properties = Map::new();
    for name in NAMES {
        if random.one_in(2) {
            properties.insert(name.to_owned(), schema(random, is_31, depth));
        }
    }
    let required: Vec<&String> = properties.keys().filter(|_| random.one_in(2)).collect();
    let required = json!(required);
    let mut object = json!({"type": "object", "properties": properties});
    if required.as_array().is_some_and(|names| !names.is_empty()) {
        object["required"] = required;
    }
    object
}

fn body(random: &mut Random, is_31: bool) -> Value {
    match random.one_in(3) {
        true => json!({"$ref": format!("#/components/schemas/C{}", random.below(3))}),
        false => object(random, is_31, 1),
    }
}

const QUERIES: [&str; 3] = ["limit", "mode", "deep"];

/// Query parameters, some of which are required.
fn parameters(random: &mut Random) -> Value {
    let mut all = Vec::new();
    for name in QUERIES {
        if !random.one_in(3) {
            let kind = ["integer", "string", "boolean", "number"][random.below(4)];
            let required = random.one_in(2);
            all.push(json!({"name": name, "in": "query", "required": required, "schema": {"type": kind}}));
        }
    }
    Value::Array(all)
}

/// A query for parameters, with a deviation now and then.
fn query(parameters: &Value, random: &mut Random) -> Vec<(String, String)> {
    let mut query = Vec::new();
    for parameter in parameters.as_array().unwrap() {
        let is_left_out = random.one_in(if parameter["required"] == true { 12 } else { 2 });
        let text = match parameter["schema"]["type"].as_str().unwrap() {
            _ if random.one_in(12) => ["all", "7", "true", "1.5"][random.below(4)],
            "integer" => "3",
            "number" => "0.5",
            "boolean" => "false",
            _ => "some",
        };
        if !is_left_out {
            query.push((parameter["name"].as_str().unwrap().to_owned(), text.to_owned()));
        }
    }
    if random.one_in(10) {
        query.push((format!("extra{}", if random.one_in(2) { "[]" } else { "" }), "x".to_owned()));
    }
    query
}

/// An alternative that a literal tells from others.
fn tagged(random: &mut Random, is_31: bool, kind: &str) -> Value {
    let mut object = object(random, is_31, 0);
    object["properties"]["kind"] = json!({"type": "string", "enum": [kind]});
    object
}

fn api(random: &mut Random, is_31: bool) -> Api {
    let mut paths = Map::new();
    for index in 0..4 {
        let schema = if random.one_in(3) {
            json!({"$ref": format!("#/components/schemas/C{}", random.below(3))})
        } else {
            object(random, is_31, 2)
        };
        let response = json!({"description": "d", "content": {"application/json": {"schema": schema}}});
        let response = json!({"200": response});
        let posted = json!({
            "parameters": parameters(random),
            "requestBody": {"content": {"application/json": {"schema": body(random, is_31)}}},
            "responses": response,
        });
        paths.insert(format!("/p{index}"), json!({"get": {"responses": response}, "post": posted}));
    }
    let components: Map<String, Value> =
        (0..3).map(|index| (format!("C{index}"), object(random, is_31, 1 - index.min(1)))).collect();
    let version = if is_31 { "3.1.0" } else { "3.0.3" };
    let document = json!({"openapi": version, "info": {"title": "t", "version": "1"}, "paths": paths,
        "components": {"schemas": components}});
    Api { document, is_31 }
}

impl Api {
    /// A value of a schema, with a deviation now and then.
    fn value(&self, schema: &Value, random: &mut Random, depth: usize) -> Value {
        if random.one_in(18) {
            return self.deviation(schema, random, depth);
        }
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.value(self.document.pointer(&reference[1..]).unwrap(), random, depth);
        }
        if let Some(all) = schema.get("allOf").and_then(Value::as_array) {
            let parts = all.iter().map(|part| self.value(part, random, depth));
            let members = parts.filter_map(|part| part.as_object().cloned()).flatten();
            return Value::Object(members.collect());
        }
        if let Some(any) = schema.get("anyOf").or(schema.get("oneOf")).and_then(Value::as_array) {
            return self.value(&any[random.below(any.len())], random, depth);
        }
        if let Some(literals) = schema.get("enum").and_then(Value::as_array) {
            return literals[random.below(literals.len())].clone();
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds[random.below(kinds.len())].as_str().unwrap(),
            kind => kind.as_str().unwrap_or("null"),
        };
        match kind {
            "string" => json!("text"),
            "integer" => json!(random.below(9)),
            "number" => json!(1.5),
            "boolean" => json!(true),
            "array" if depth < 5 => {
                (0..random.below(3)).map(|_| self.value(&schema["items"], random, depth + 1)).collect()
            }
            "array" => json!([]),
            "object" => self.object(schema, random, depth),
            _ => Value::Null,
        }
    }

    fn object(&self, schema: &Value, random: &mut Random, depth: usize) -> Value {
        let mut members = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object);
        let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        for (name, inner) in properties.into_iter().flatten() {
            let keep = depth < 7 && required.contains(&json!(name)) || depth < 4 && random.one_in(2);
            if keep && !random.one_in(20) {
                members.insert(name.clone(), self.value(inner, random, depth + 1));
            }
        }
        if let Some(inner) = schema.get("additionalProperties").filter(|_| depth < 5) {
            members.insert("user-12345".to_owned(), self.value(inner, random, depth + 1));
        }
        if random.one_in(15) {
            members.insert("extra".to_owned(), [json!(1), json!("a"), Value::Null][random.below(3)].clone());
        }
        Value::Object(members)
    }

    fn deviation(&self, schema: &Value, random: &mut Random, depth: usize) -> Value {
        match random.below(6) {
            0 => Value::Null,
            1 => json!(7),
            2 => json!("archived"),
            3 => json!({"code": 1}),
            4 if depth < 4 => json!([self.value(schema, random, depth + 1)]),
            _ => json!(0.25),
        }
    }

    fn exchanges(&self, random: &mut Random) -> Vec<Exchange> {
        let mut exchanges = Vec::new();
        for _ in 0..32 {
            let path = format!("/p{}", random.below(4));
            let schema = schema_of(&self.document["paths"][&path]["get"]["responses"]["200"]).clone();
            let mut exchange = exchange(path, self.value(&schema, random, 0));
            if random.one_in(2) {
                let operation = &self.document["paths"][&exchange.path]["post"];
                let body = self.value(&schema_of(&operation["requestBody"]).clone(), random, 0);
                exchange.method = "POST".to_owned();
                exchange.query = query(&operation["parameters"], random);
                exchange.request =
                    Message { media_type: Some("application/json".to_owned()), body: Body::Json(body) };
            }
            exchanges.push(exchange);
        }
        exchanges
    }
}

fn schema_of(holder: &Value) -> &Value {
    &holder["content"]["application/json"]["schema"]
}

fn exchange(path: String, body: Value) -> Exchange {
    Exchange {
        place: String::new(),
        origin: Some("http://h".to_owned()),
        method: "GET".to_owned(),
        path,
        query: Vec::new(),
        credentials: Vec::new(),
        request_headers: Vec::new(),
        response_headers: Vec::new(),
        request: Message { media_type: None, body: Body::Empty },
        status: 200,
        response: Message { media_type: Some("application/json".to_owned()), body: Body::Json(body) },
    }
}

/// Writes the schemas of 3.0 in JSON Schema. A client takes the alternative that fits, also where another one does.
fn translated(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(translated).collect(),
        Value::Object(object) => {
            let mut inner: Map<String, Value> = object
                .iter()
                .map(|(key, value)| (key.replace("oneOf", "anyOf"), translated(value)))
                .collect();
            match inner.shift_remove("nullable") {
                Some(Value::Bool(true)) => json!({"anyOf": [inner, {"type": "null"}]}),
                _ => Value::Object(inner),
            }
        }
        other => other.clone(),
    }
}

/// Whether each exchange validates: its response, its body and its query.
fn valid(document: &Value, exchanges: &[Exchange]) -> Vec<bool> {
    let document = translated(document);
    let fits = |schema: &Value, message: &Message| {
        let mut schema = schema.clone();
        if let Some(reference) = schema.get("$ref").cloned() {
            schema = json!({"allOf": [{"$ref": reference}]});
        }
        schema["components"] = document["components"].clone();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let Body::Json(body) = &message.body else { panic!() };
        validator.is_valid(body)
    };
    let valid = |exchange: &Exchange| {
        let operation = &document["paths"][&exchange.path][exchange.method.to_lowercase()];
        let responds = fits(schema_of(&operation["responses"]["200"]), &exchange.response);
        let is_post = exchange.method == "POST";
        responds
            && (!is_post
                || fits(schema_of(&operation["requestBody"]), &exchange.request)
                    && asks(&operation["parameters"], &exchange.query))
    };
    exchanges.iter().map(valid).collect()
}

/// Whether a query has what parameters require, and values of their types.
fn asks(parameters: &Value, query: &[(String, String)]) -> bool {
    parameters.as_array().unwrap().iter().all(|parameter| {
        let mut values = query.iter().filter(|(name, _)| parameter["name"] == *name).peekable();
        let is_there = values.peek().is_some() || parameter["required"] != true;
        is_there
            && values.all(|(_, text)| match parameter["schema"]["type"].as_str() {
                Some("integer") => text.parse::<i64>().is_ok(),
                Some("number") => text.parse::<f64>().is_ok(),
                Some("boolean") => ["true", "false"].contains(&text.as_str()),
                _ => true,
            })
    })
}

#[test]
fn what_is_proposed_breaks_nothing() {
    let (mut broken, mut before_all, mut after_all, mut total) = (Vec::new(), 0, 0, 0);
    for seed in 0..SEEDS * 2 {
        let mut random = Random(seed);
        let api = api(&mut random, seed % 2 == 1);
        let exchanges = api.exchanges(&mut random);
        let findings = learn(Input::new(&api.document, FileId(0), &exchanges));
        let mut corrected = api.document.clone();
        if !findings.proposals.is_empty() {
            let mut report = Report::default();
            let value = overlay("t", &findings.proposals);
            let parsed = applier::parse(&value, FileId(1), &mut report).unwrap();
            applier::apply(&mut corrected, &api.document, FileId(0), &parsed, &mut report);
            assert!(report.diagnostics.is_empty(), "seed {seed}: {:?}", report.diagnostics);
        }
        let (before, after) = (valid(&api.document, &exchanges), valid(&corrected, &exchanges));
        for (index, (was, is)) in before.iter().zip(&after).enumerate() {
            if *was && !*is {
                broken.push((seed, api.is_31, index));
            }
        }
        total += before.len();
        before_all += before.iter().filter(|valid| **valid).count();
        after_all += after.iter().filter(|valid| **valid).count();
    }
    println!("{before_all} of {total} validate before, {after_all} after");
    assert!(broken.is_empty(), "{broken:?}");
    // What is left are literals that were seen once, alternatives that nobody knows, and what contradicts itself.
    assert!(after_all * 100 >= total * 92, "{before_all} of {total} validate before, {after_all} after");
}
