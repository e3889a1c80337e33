//! Recognises documents of JSON or YAML that are no OpenAPI documents.

use serde_json::Value;

use super::text::GRAPHQL;
use super::{Foreign, is_openapi};

/// How a document is recognised.
enum Mark {
    /// It has a value below these keys.
    Has(&'static [&'static str]),
    /// It has a text below these keys that contains this one.
    Says(&'static [&'static str], &'static str),
    /// A key at its top begins like this.
    Begins(&'static str),
}

/// A format, and what to do with a document of it.
struct Format {
    what: &'static str,
    /// One of them is enough.
    marks: &'static [Mark],
    hint: &'static str,
    /// Pointer to the name of the document to give instead, which ends the hint.
    named_at: &'static str,
}

/// Every format, the more special ones first.
const FORMATS: [Format; 20] = [
    Format {
        what: "an AsyncAPI document",
        marks: &[Mark::Has(&["asyncapi"])],
        hint: "truespec generates clients of HTTP APIs: if the service has one, ask for its OpenAPI document",
        named_at: "",
    },
    Format {
        what: "an Arazzo document",
        marks: &[Mark::Has(&["arazzo"])],
        hint: "it describes workflows of other documents: give one of its `sourceDescriptions`",
        named_at: "/sourceDescriptions/0/url",
    },
    Format {
        what: "an overlay",
        marks: &[Mark::Has(&["overlay"])],
        hint: "give the document that it corrects, and the overlay with `--overlay FILE`",
        named_at: "/extends",
    },
    Format {
        what: "an OpenRPC document",
        marks: &[Mark::Has(&["openrpc"])],
        hint: "truespec generates clients of HTTP APIs, not of JSON-RPC",
        named_at: "",
    },
    Format {
        what: "a document of Swagger 1",
        marks: &[Mark::Has(&["swaggerVersion"])],
        hint: "convert it to Swagger 2.0, such as with `npx api-spec-converter --from=swagger_1 --to=swagger_2 FILE > swagger.json`",
        named_at: "",
    },
    Format {
        what: "a Google API discovery document",
        marks: &[Mark::Has(&["discoveryVersion"]), Mark::Says(&["kind"], "discovery#restDescription")],
        hint: "convert it to Swagger 2.0, such as with `npx api-spec-converter --from=google --to=swagger_2 FILE > swagger.json`",
        named_at: "",
    },
    Format {
        what: "a Postman collection",
        marks: &[
            Mark::Says(&["info", "schema"], "getpostman.com"),
            Mark::Has(&["info", "_postman_id"]),
            Mark::Says(&["collection", "info", "schema"], "getpostman.com"),
        ],
        hint: "give the API's OpenAPI document; with it, the saved examples of the collection are a recording: `truespec learn COLLECTION --document OPENAPI`",
        named_at: "",
    },
    Format {
        what: "an Insomnia export",
        marks: &[Mark::Has(&["__export_format"]), Mark::Says(&["type"], "insomnia.rest")],
        hint: "export the API specification of the Insomnia project instead of its requests",
        named_at: "",
    },
    Format {
        what: "an HTTP archive (HAR)",
        marks: &[Mark::Has(&["log", "entries"])],
        hint: "give the API's OpenAPI document; with it, the archive is a recording: `truespec learn HAR --document OPENAPI`",
        named_at: "",
    },
    Format {
        what: "a Pact contract",
        marks: &[Mark::Has(&["consumer"])],
        hint: "give the OpenAPI document of the provider",
        named_at: "",
    },
    Format {
        what: "a VCR cassette",
        marks: &[Mark::Has(&["http_interactions"]), Mark::Has(&["interactions"])],
        hint: "give the API's OpenAPI document; with it, the cassette is a recording: `truespec learn CASSETTE --document OPENAPI`",
        named_at: "",
    },
    Format {
        what: "a file of WireMock",
        marks: &[Mark::Has(&["mappings"]), Mark::Has(&["request", "method"])],
        hint: "give the API's OpenAPI document; with it, the stubs are a recording: `truespec learn MAPPINGS --document OPENAPI`",
        named_at: "",
    },
    Format {
        what: "a GraphQL schema (the result of an introspection)",
        marks: &[Mark::Has(&["data", "__schema"]), Mark::Has(&["__schema"])],
        hint: GRAPHQL,
        named_at: "",
    },
    Format {
        what: "a Smithy model",
        marks: &[Mark::Has(&["smithy"])],
        hint: "build it first: `smithy build` with its plugin `openapi` writes the OpenAPI document",
        named_at: "",
    },
    Format {
        what: "a SARIF report",
        marks: &[Mark::Says(&["$schema"], "sarif")],
        hint: "give the OpenAPI document that the report is about",
        named_at: "",
    },
    Format {
        what: "a JSON Schema",
        marks: &[
            Mark::Says(&["$schema"], "json-schema.org"),
            Mark::Has(&["$defs"]),
            Mark::Has(&["properties"]),
        ],
        hint: "a schema has no operations: put it below `components.schemas` of an OpenAPI document",
        named_at: "",
    },
    Format {
        what: "a RAML document",
        marks: &[Mark::Has(&["baseUri"])],
        hint: "convert it to Swagger 2.0, such as with `npx api-spec-converter --from=raml --to=swagger_2 FILE > swagger.json`",
        named_at: "",
    },
    Format {
        what: "a part of an OpenAPI document",
        marks: &[
            Mark::Has(&["paths"]),
            Mark::Has(&["components"]),
            Mark::Has(&["info", "title"]),
            Mark::Begins("/"),
        ],
        hint: "add the version at its top, `openapi: 3.1.0` or `swagger: \"2.0\"`; of a document of several files, give the one that has it",
        named_at: "",
    },
    Format {
        what: "a manifest of npm",
        marks: &[Mark::Has(&["dependencies"]), Mark::Has(&["devDependencies"])],
        hint: "give the OpenAPI document itself",
        named_at: "",
    },
    Format {
        what: "an error that a server answered",
        marks: &[Mark::Has(&["error"]), Mark::Has(&["errors"]), Mark::Has(&["message"])],
        hint: "fetch the document again: the server may ask for credentials, or the document may have moved",
        named_at: "",
    },
];

/// Returns what a document is that is no OpenAPI document.
pub fn of_value(document: &Value) -> Option<Foreign> {
    let map = match document {
        Value::Object(map) => map,
        Value::Array(_) => return Some(plain("a list", "give one OpenAPI document, which is an object")),
        Value::String(_) => return Some(plain("a text", "give the OpenAPI document itself, JSON or YAML")),
        _ => return Some(plain("a single value", "give the OpenAPI document itself, JSON or YAML")),
    };
    if let Some((key, _)) = map.iter().find(|(_, value)| value.is_object() && is_openapi(value)) {
        let hint = format!("copy the value of `{key}` to a file of its own");
        let what = "an object that holds an OpenAPI document";
        return Some(Foreign { what, hint, key: Some(key.clone()) });
    }
    if let Some(key) = map.keys().find(|key| spells_openapi(key)) {
        let what = "a document whose version stands under another key";
        let hint = format!("write `openapi` instead of `{key}`");
        return Some(Foreign { what, hint, key: Some(key.clone()) });
    }
    let matches = |mark: &Mark| match mark {
        Mark::Has(path) => below(document, path).map(|_| path.first().copied()),
        Mark::Says(path, word) => {
            below(document, path)?.as_str()?.contains(word).then(|| path.first().copied())
        }
        Mark::Begins(word) => map.keys().any(|key| key.starts_with(word)).then_some(None),
    };
    FORMATS.iter().find_map(|format| {
        let key = format.marks.iter().find_map(matches)?;
        Some(Foreign { what: format.what, hint: hint(format, document), key: key.map(str::to_owned) })
    })
}

/// Returns true for `OpenAPI`, `open_api` and the like.
fn spells_openapi(key: &str) -> bool {
    let letters: String = key.chars().filter(char::is_ascii_alphabetic).collect();
    letters.eq_ignore_ascii_case("openapi") || letters.eq_ignore_ascii_case("openapiversion")
}

fn plain(what: &'static str, hint: &str) -> Foreign {
    Foreign { what, hint: hint.to_owned(), key: None }
}

fn below<'v>(document: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(document, |value, key| value.get(key))
}

/// Names the document that an overlay or a workflow is for, if it says so.
fn hint(format: &Format, document: &Value) -> String {
    let named = Some(format.named_at).filter(|at| !at.is_empty()).and_then(|at| document.pointer(at));
    match named.and_then(Value::as_str) {
        Some(named) => format!("{}: `{named}`", format.hint),
        None => format.hint.to_owned(),
    }
}
