//! Documents by size whose work could grow faster than they do.

use serde_json::{Map, Value, json};

/// A kind of document.
pub struct Shape {
    pub name: &'static str,
    pub build: fn(usize) -> Value,
    /// The size to begin with; four times as large is tried as well.
    pub size: usize,
}

const fn shape(name: &'static str, size: usize, build: fn(usize) -> Value) -> Shape {
    Shape { name, build, size }
}

/// Every kind.
pub const SHAPES: &[Shape] = &[
    shape("allOf chain", 200, |n| schemas(chain(n, |i| json!({"allOf": [to(i + 1), own(i)]})))),
    shape("allOf chain of references", 200, |n| schemas(chain(n, |i| json!({"allOf": [to(i + 1)]})))),
    shape("allOf tower", 100, |n| schemas(chain(n, |i| json!({"allOf": [to(i + 1), to(i + 1)]})))),
    shape("allOf clique", 12, |n| schemas(each(n, |i| json!({"allOf": all_but(n, i)})))),
    shape("allOf of all that follow", 20, |n| {
        schemas(each(n, |i| json!({"allOf": (i + 1..n).map(to).collect::<Vec<_>>(), "properties": {}})))
    }),
    shape("allOf branches", 200, |n| {
        schemas(vec![("A".into(), json!({"allOf": (0..n).map(own).collect::<Vec<_>>()}))])
    }),
    shape("allOf branches of one member", 100, |n| {
        let branch = |i| json!({"type": "object", "properties": {"p": own(i)}});
        schemas(vec![("A".into(), json!({"allOf": (0..n).map(branch).collect::<Vec<_>>()}))])
    }),
    shape("inheritance with discriminators", 100, |n| {
        schemas(each(n, |i| match i {
            0 => {
                json!({"type": "object", "properties": {"k": text()}, "discriminator": {"propertyName": "k"}})
            }
            i => json!({"allOf": [to(i - 1), own(i)], "discriminator": {"propertyName": "k"}}),
        }))
    }),
    shape("generic schemas", 8, |n| {
        let generic = |level: usize| {
            let next = json!({"$ref": format!("#/components/schemas/G{}", level + 1)});
            let references = if level < 7 { n / 2 } else { 0 };
            let mut properties: Map<String, Value> =
                (0..references).map(|i| (format!("p{i}"), next.clone())).collect();
            properties.insert("item".into(), json!({"$dynamicRef": "#T"}));
            json!({"type": "object", "properties": properties, "$defs": {"T": {"$dynamicAnchor": "T"}}})
        };
        let bound = json!({"T": {"$dynamicAnchor": "T", "$ref": "#/components/schemas/P"}});
        let instance = json!({"$ref": "#/components/schemas/G0", "$defs": bound});
        let mut all = vec![("I".into(), instance), ("P".into(), own(0))];
        all.extend((0..8).map(|level| (format!("G{level}"), generic(level))));
        version("3.1.0", schemas(all))
    }),
    shape("union chain", 200, |n| schemas(chain(n, |i| json!({"oneOf": [to(i + 1), own(i)]})))),
    shape("union cycle", 200, |n| schemas(each(n, |i| json!({"anyOf": [to((i + 1) % n), own(i)]})))),
    shape("union clique", 20, |n| {
        schemas(each(n, |i| json!({"oneOf": ([all_but(n, i), vec![own(i)]].concat())})))
    }),
    shape("union of constants with the names of others", 200, |n| {
        let constant =
            |i: usize| json!({"enum": [format!("v{i}")], "title": format!("v{}", i.saturating_sub(1))});
        schemas(vec![("A".into(), json!({"oneOf": (0..n).map(constant).collect::<Vec<_>>()}))])
    }),
    shape("callbacks that all operations share", 40, |n| {
        let body = json!({"content": {"application/json": {"schema": own(0)}}});
        let request = json!({"post": {"requestBody": body, "responses": {}}});
        let requests: Map<String, Value> =
            (0..n).map(|i| (format!("{{$url}}/{i}"), request.clone())).collect();
        let callbacks = json!({"c": {"$ref": "#/components/callbacks/C"}});
        let operation = json!({"get": {"callbacks": callbacks, "responses": {}}});
        let mut document = paths((0..n).map(|i| (format!("/{i}"), operation.clone())).collect());
        document["components"]["callbacks"] = json!({"C": requests});
        document
    }),
    shape("union tower", 100, |n| {
        schemas(chain(
            n,
            |i| json!({"oneOf": [{"type": "array", "items": to(i + 1)}, to(i + 1), {"type": "object", "additionalProperties": to(i + 1)}]}),
        ))
    }),
    shape("unions in allOf in unions", 20, |n| {
        let beside = json!({"anyOf": [own(0), own(1)]});
        schemas(chain(n, |i| json!({"anyOf": [{"allOf": [to(i + 1), beside.clone()]}, own(i)]})))
    }),
    shape("union of many", 200, |n| {
        schemas(vec![("A".into(), json!({"oneOf": (0..n).map(own).collect::<Vec<_>>()}))])
    }),
    shape("product of unions", 100, |n| {
        let pair = |i: usize| json!({"oneOf": [own(i), own(i + 1)]});
        schemas(vec![("A".into(), json!({"allOf": (0..n).map(pair).collect::<Vec<_>>()}))])
    }),
    shape("reference chain", 300, |n| schemas(chain(n, |i| to(i + 1)))),
    shape("reference cycle", 300, |n| schemas(each(n, |i| to((i + 1) % n)))),
    shape("nullable chain", 200, |n| schemas(chain(n, |i| json!({"allOf": [to(i + 1)], "nullable": true})))),
    shape("list chain", 200, |n| schemas(chain(n, |i| json!({"type": "array", "items": to(i + 1)})))),
    shape("list cycle", 200, |n| schemas(each(n, |i| json!({"type": "array", "items": to((i + 1) % n)})))),
    shape("map chain", 200, |n| {
        schemas(chain(n, |i| json!({"type": "object", "additionalProperties": to(i + 1)})))
    }),
    shape("tuple tower", 100, |n| {
        let pair = |i: usize| json!({"type": "array", "prefixItems": [to(i + 1), to(i + 1), text()]});
        version("3.1.0", schemas(chain(n, pair)))
    }),
    shape("parts of parts", 100, |n| {
        let next = |i: usize| json!({"$ref": format!("#/components/schemas/A{i}/properties/p")});
        let part = |i: usize| json!({"properties": {"p": {"properties": {"q": next(i + 1)}}}});
        schemas(chain(n, part))
    }),
    shape("names of parts", 100, |n| {
        let next = |i: usize| json!({"$ref": format!("#/components/schemas/A{i}/properties/p")});
        schemas(chain(n, |i| json!({"properties": {"p": {"allOf": [next(i + 1)]}}})))
    }),
    shape("references beside keywords", 100, |n| {
        let next = |i: usize| format!("#/components/schemas/A{}", (i + 1) % n);
        version("3.1.0", schemas(each(n, |i| json!({"$ref": next(i), "properties": {"p": text()}}))))
    }),
    shape("members in both directions", 300, |n| {
        // The order of these names is that of their numbers, so that each cycle that is broken leaves another one.
        let digits = n.to_string().len();
        let name = |i: usize| format!("A{i:0digits$}");
        let to = |i: usize| json!({"$ref": format!("#/components/schemas/{}", name(i))});
        let both = |i: usize| json!({"next": to((i + 1) % n), "last": to((i + n - 1) % n)});
        let node = |i: usize| json!({"type": "object", "required": ["next", "last"], "properties": both(i)});
        schemas((0..n).map(|i| (name(i), node(i))).collect())
    }),
    shape("members of all", 20, |n| {
        let members = |_| (0..n).map(|i| (format!("m{i}"), to(i))).collect::<Map<_, _>>();
        let names: Vec<String> = (0..n).map(|i| format!("m{i}")).collect();
        schemas(each(n, |i| json!({"type": "object", "required": names, "properties": members(i)})))
    }),
    shape("literals", 500, |n| {
        let texts: Vec<String> = (0..n).map(|i| format!("v{i}")).collect();
        schemas(vec![("A".into(), json!({"allOf": [{"enum": texts}, {"enum": texts}]}))])
    }),
    shape("literals with colliding names", 300, |n| {
        schemas(vec![("A".into(), json!({"enum": (0..n).map(signs).collect::<Vec<_>>()}))])
    }),
    shape("members with colliding names", 300, |n| {
        let members: Map<_, _> = (0..n).map(|i| (signs(i), text())).collect();
        schemas(vec![("A".into(), json!({"type": "object", "properties": members}))])
    }),
    shape("schemas with colliding names", 200, |n| schemas((0..n).map(|i| (signs(i), own(0))).collect())),
    shape("required and unknown", 500, |n| {
        let names: Vec<String> = (0..n).map(|i| format!("r{i}")).collect();
        schemas(vec![("A".into(), json!({"type": "object", "required": names, "properties": {"p": text()}}))])
    }),
    shape("operations", 100, |n| {
        let operation = |i: usize| json!({"get": {"operationId": "same", "tags": [format!("t{i}")], "responses": {"200": {"description": ""}}}});
        paths((0..n).map(|i| (format!("/p{i}"), operation(i))).collect())
    }),
    shape("parameters", 200, |n| {
        let list: Vec<Value> = (0..n)
            .map(|i| json!({"name": format!("p{}", i % 50), "in": "query", "schema": text()}))
            .collect();
        let operation = json!({"parameters": list, "responses": {"200": {"description": ""}}});
        paths(vec![("/p".into(), json!({"get": operation}))])
    }),
    shape("path parameters", 100, |n| {
        let path: String = (0..n).map(|i| format!("/{{p{i}}}")).collect();
        paths(vec![(path, json!({"get": {"responses": {"200": {"description": ""}}}}))])
    }),
    shape("a long operationId", 100, |n| {
        let inline = json!({"type": "object", "properties": {"a": text()}});
        let members: Map<_, _> = (0..n).map(|i| (format!("p{i}"), inline.clone())).collect();
        let content = json!({"application/json": {"schema": {"type": "object", "properties": members}}});
        let answer = json!({"description": "", "content": content});
        let operation = json!({"operationId": "o".repeat(40 * n), "responses": {"200": answer}});
        paths(vec![("/a".into(), json!({"get": operation}))])
    }),
    shape("headers of one answer for all operations", 60, |n| {
        let headers: Map<_, _> = (0..n).map(|i| (format!("X-{i}"), json!({"schema": text()}))).collect();
        let answer = json!({"$ref": "#/components/responses/R"});
        let operation = json!({"get": {"responses": {"200": answer}}});
        let mut document = paths((0..n).map(|i| (format!("/p{i}"), operation.clone())).collect());
        document["components"] = json!({"responses": {"R": {"description": "", "headers": headers}}});
        document
    }),
    shape("credentials of all operations", 60, |n| {
        let scheme = |i: usize| json!({"type": "apiKey", "in": "header", "name": format!("X-{i}")});
        let schemes: Map<_, _> = (0..n).map(|i| (format!("s{i}"), scheme(i))).collect();
        let each = (0..n).map(|i| json!({format!("s{i}"): []})).collect::<Vec<_>>();
        let operation = json!({"get": {"responses": {"200": {"description": ""}}}});
        let mut document = paths((0..n).map(|i| (format!("/p{i}"), operation.clone())).collect());
        document["components"] = json!({"securitySchemes": schemes});
        document["security"] = json!(each);
        document
    }),
    shape("media types for all operations", 20, |n| {
        let types: Vec<String> = (0..n).map(|i| format!("application/x{i}")).collect();
        let body = json!([{"name": "b", "in": "body", "schema": own(0)}]);
        let operation = json!({"post": {"parameters": body, "responses": {"200": {"description": ""}}}});
        let paths: Map<_, _> = (0..n).map(|i| (format!("/p{i}"), operation.clone())).collect();
        json!({"swagger": "2.0", "info": {"title": "t", "version": "1"}, "consumes": types, "paths": paths})
    }),
    shape("documentation of one line", 100_000, |n| {
        schemas(vec![("A".into(), json!({"type": "string", "description": "<[`*".repeat(n)}))])
    }),
    shape("a pattern of groups", 2_000, |n| {
        let pattern = format!("^{}a{}$", "(".repeat(n), "+)+".repeat(n));
        schemas(vec![(
            "A".into(),
            json!({"type": "object", "properties": {"p": {"type": "string", "pattern": pattern}}}),
        )])
    }),
    shape("an example that repeats a cycle", 20, |n| {
        let example = (0..n).fold(json!({}), |inner, _| json!({"a": inner}));
        let node = json!({"type": "object", "properties": {"a": to(0)}, "example": example});
        schemas(vec![("A0".into(), node)])
    }),
];

/// A document of these schemas and one operation that answers the first of them.
pub fn schemas(schemas: Vec<(String, Value)>) -> Value {
    let first = schemas.first().map(|(name, _)| name.clone()).unwrap_or_default();
    let answer = json!({"$ref": format!("#/components/schemas/{first}")});
    let content = json!({"application/json": {"schema": answer}});
    let operation = json!({"post": {"operationId": "op", "requestBody": {"content": content}, "responses": {"200": {"description": "", "content": content}}}});
    let schemas: Map<String, Value> = schemas.into_iter().collect();
    json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": operation}, "components": {"schemas": schemas}})
}

/// The same of another version.
pub fn version(version: &str, mut document: Value) -> Value {
    document["openapi"] = json!(version);
    document
}

pub fn paths(paths: Vec<(String, Value)>) -> Value {
    let paths: Map<String, Value> = paths.into_iter().collect();
    json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths})
}

/// So many schemas `A0`, `A1`, …
pub fn each(n: usize, schema: impl Fn(usize) -> Value) -> Vec<(String, Value)> {
    (0..n).map(|i| (format!("A{i}"), schema(i))).collect()
}

/// The same, and an object as the last.
pub fn chain(n: usize, schema: impl Fn(usize) -> Value) -> Vec<(String, Value)> {
    each(n + 1, |i| if i < n { schema(i) } else { own(i) })
}

/// A reference to the schema of that number.
pub fn to(i: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/A{i}")})
}

/// An object with a member of its own.
pub fn own(i: usize) -> Value {
    let member = format!("p{i}");
    json!({"type": "object", "required": [member.clone()], "properties": {member: {"type": "string"}}})
}

fn text() -> Value {
    json!({"type": "string"})
}

fn all_but(n: usize, own: usize) -> Vec<Value> {
    (0..n).filter(|i| *i != own).map(to).collect()
}

/// A text that differs from the others in its signs alone.
fn signs(i: usize) -> String {
    let sign = |place: u32| ['-', '_', '.'][(i / 3_usize.pow(place)) % 3];
    format!("v{}w", (0..8).map(sign).collect::<String>())
}
