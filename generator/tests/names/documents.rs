//! Documents at random whose names mean to collide; the same for the same seed.

use serde_json::{Map, Value, json};

/// What names are put together from.
const FRAGMENTS: [&str; 44] = [
    "a", "A", "1", "_", "-", " ", "ß", "ss", "SS", "ı", "i", "I", "İ", "ﬁ", "fi", "\u{212a}", "k", "ǆ", "Ǆ",
    "ς", "σ", "é", "e\u{301}", "type", "Self", "self", "option", "error", "headers", "call", "mock", "null",
    "new", "client", "types", "con", "日", "й", "\u{200d}", "\u{3164}", "👍", "get", "server", "validate",
];

/// A generator of numbers (xorshift).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn name(&mut self) -> String {
        let count = 1 + self.below(3);
        let few = if self.below(3) == 0 { FRAGMENTS.len() } else { 12 };
        (0..count).map(|_| FRAGMENTS[self.below(few)]).collect()
    }

    fn names(&mut self, count: usize) -> Vec<String> {
        let mut names: Vec<String> = (0..count).map(|_| self.name()).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// A document with names of every kind.
pub fn document(random: &mut Random) -> Value {
    let schemas = random.names(8);
    let mut defined = Map::new();
    for (index, name) in schemas.iter().enumerate() {
        defined.insert(component(name), schema(random, index % 4));
    }
    let keys: Vec<String> = defined.keys().cloned().collect();
    let mut paths = Map::new();
    for (index, id) in random.names(10).into_iter().enumerate() {
        paths.insert(format!("/p{index}"), json!({"post": operation(random, &id, &keys)}));
    }
    let schemes = random.names(4).into_iter().enumerate().map(|(index, name)| {
        let scheme = match index % 3 {
            0 => json!({"type": "http", "scheme": "bearer"}),
            1 => json!({"type": "apiKey", "in": "header", "name": "X-Key"}),
            _ => json!({"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://a.example/t", "scopes": {}}}}),
        };
        (component(&name), scheme)
    });
    let schemes: Map<String, Value> = schemes.collect();
    let security: Vec<Value> = schemes.keys().map(|name| json!({name: []})).collect();
    json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "servers": [server(random)],
        "security": security, "paths": paths, "components": {"schemas": defined, "securitySchemes": schemes}
    })
}

/// A key of components: what the specification allows there and Rust does not.
fn component(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    if name.is_empty() { "empty".to_owned() } else { name }
}

fn schema(random: &mut Random, kind: usize) -> Value {
    let members = random.names(5);
    match kind {
        0 => {
            let mut values = members;
            values.push(String::new());
            json!({"type": "string", "enum": values})
        }
        1 => {
            let inline = json!({"type": "object", "properties": {"a": {"type": "string", "readOnly": true}}});
            json!({"oneOf": [inline, {"type": "string"}, {"type": "array", "items": {"type": "integer"}}]})
        }
        _ => {
            let property = |random: &mut Random| match random.below(4) {
                0 => json!({"type": "string", "nullable": true, "minLength": 1}),
                1 => json!({"type": "object", "properties": {random.name(): {"type": "integer"}}}),
                2 => json!({"type": "string", "enum": random.names(3)}),
                _ => json!({"type": "string", "readOnly": true}),
            };
            let properties: Map<String, Value> =
                members.into_iter().map(|name| (name, property(random))).collect();
            let rest = random.below(2) == 0;
            json!({"type": "object", "properties": properties, "additionalProperties": rest})
        }
    }
}

fn operation(random: &mut Random, id: &str, schemas: &[String]) -> Value {
    let places = ["query", "header", "query"];
    let parameters = random.names(4).into_iter().enumerate().map(|(index, name)| {
        json!({"name": header(&name), "in": places[index % 3], "required": index == 0, "schema": {"type": "string"}})
    });
    let parameters: Vec<Value> = parameters.collect();
    let reference = |random: &mut Random| json!({"$ref": format!("#/components/schemas/{}", schemas[random.below(schemas.len())])});
    let answer =
        |schema: Value| json!({"description": "d", "content": {"application/json": {"schema": schema}}});
    let mut ok = answer(reference(random));
    let headers = random.names(3).into_iter();
    let headers: Map<String, Value> =
        headers.map(|name| (header(&name), json!({"schema": {"type": "string"}}))).collect();
    ok["headers"] = Value::Object(headers);
    let mut operation = json!({
        "operationId": id, "tags": [random.name()], "parameters": parameters,
        "responses": {"200": ok, "400": answer(reference(random)), "404": answer(json!({"type": "object", "properties": {"n": {"type": "string"}}}))}
    });
    if random.below(2) == 0 {
        operation["responses"]["201"] = answer(reference(random));
    }
    if random.below(2) == 0 {
        operation["requestBody"] = json!({"content": {"application/json": {"schema": reference(random)}}});
    }
    operation
}

/// A name as it can travel: headers are ASCII.
fn header(name: &str) -> String {
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    if name.is_empty() { "x".to_owned() } else { name }
}

fn server(random: &mut Random) -> Value {
    let names = random.names(4);
    let hosts: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
    let variables: Map<String, Value> =
        names.iter().map(|name| (name.clone(), json!({"default": "x", "enum": ["x", "X", "y"]}))).collect();
    json!({"url": format!("https://{}.example.com", hosts.join(".")), "variables": variables})
}
