//! What a vendor changes under a correction is noticed, or is no change for it; never misapplied, never overruled silently.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use serde_json::{Value, json};
use truespec::diagnostic::{FileId, Report};
use truespec::input::overlay::{apply, parse};

const DOCUMENT: FileId = FileId(0);
const OVERLAY: FileId = FileId(1);

/// A document as it was published when the corrections were written.
fn published() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Parts", "version": "1"},
        "paths": {
            "/parts": {"get": {
                "parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}},
                    {"name": "after", "in": "query", "schema": {"type": "string"}},
                ],
                "responses": {"200": {"description": "all", "content": {"application/json": {"schema": {
                    "type": "array", "items": {"$ref": "#/components/schemas/Part"},
                }}}}},
            }},
            "/parts/{id}": {"get": {"responses": {"204": {"description": "done"}}}},
        },
        "components": {"schemas": {
            "Part": {"type": "object", "properties": {
                "count": {"type": "integer", "format": "int32"},
                "color": {"type": "string", "enum": ["red", "blue"]},
            }},
            "Problem": {"type": "object", "properties": {"part": {"$ref": "#/components/schemas/Part"}}},
        }},
    })
}

/// The codes and messages of one correction.
fn said(document: &Value, action: &Value) -> Vec<String> {
    said_of_all(document, &json!([action]))
}

fn said_of_all(document: &Value, actions: &Value) -> Vec<String> {
    let overlay = json!({"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": actions});
    let mut report = Report::default();
    let overlay = parse(&overlay, OVERLAY, &mut report).unwrap_or_else(|| panic!("{report:?}"));
    apply(&mut document.clone(), document, DOCUMENT, &overlay, &mut report);
    let line = |diagnostic: &truespec::diagnostic::Diagnostic| {
        format!("{} {} ({})", diagnostic.code.id, diagnostic.message, diagnostic.hint())
    };
    report.diagnostics.iter().map(line).collect()
}

fn codes(said: &[String]) -> Vec<&str> {
    said.iter().map(|line| line.split(' ').next().unwrap()).collect()
}

/// Makes the published document another one.
fn changed(pointer: &str, value: Value) -> Value {
    let mut document = published();
    let (holder, key) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(holder).unwrap() {
        Value::Object(map) => _ = map.insert(key.replace("~1", "/"), value),
        Value::Array(list) => list.insert(key.parse().unwrap(), value),
        _ => panic!("{pointer}"),
    }
    document
}

/// A correction that is silent on the document that it was written for.
fn quirk(action: Value) -> Value {
    assert_eq!(said(&published(), &action), Vec::<String>::new(), "{action}");
    action
}

const PART: &str = "/components/schemas/Part";

#[test]
fn the_same_number_and_added_documentation_are_no_change() {
    let limit = "$.paths['/parts'].get.parameters[?@.name == 'limit'].schema";
    let number = quirk(json!({
        "target": limit, "update": {"maximum": 50},
        "x-quirk": {"id": "Q", "source": "s", "at": format!("{limit}.maximum"), "published": 100},
    }));
    let as_float = changed("/paths/~1parts/get/parameters/0/schema/maximum", json!(100.0));
    // The pointer names a member of an element; `changed` replaces it.
    assert_eq!(said(&as_float, &number), Vec::<String>::new());
    let object = quirk(json!({
        "target": "$.components.schemas.Part.properties.count", "update": {"type": "string"},
        "x-quirk": {"id": "Q", "source": "s", "published": {"type": "integer", "format": "int32"}},
    }));
    for (key, value) in
        [("description", json!("How many.")), ("example", json!(3)), ("title", json!("Count"))]
    {
        let described = changed(&format!("{PART}/properties/count/{key}"), value);
        assert_eq!(said(&described, &object), Vec::<String>::new(), "{key}");
    }
    for (key, value) in [
        ("example", json!({"a": 1})),
        ("x-internal", json!({"team": "parts"})),
        ("externalDocs", json!({"url": "u"})),
    ] {
        let described = changed(&format!("{PART}/properties/count/{key}"), value);
        assert_eq!(said(&described, &object), Vec::<String>::new(), "{key}");
    }
    // What is generated from it is a change.
    for key in ["x-nullable", "x-ms-enum", "x-enum-varnames"] {
        let other = changed(&format!("{PART}/properties/count/{key}"), json!(true));
        assert_eq!(codes(&said(&other, &object)), ["TS208", "TS210"], "{key}");
    }
    let limited = changed(&format!("{PART}/properties/count/minimum"), json!(1));
    assert_eq!(codes(&said(&limited, &object)), ["TS208", "TS210"]);
    // A member of the name `description` is a member.
    let map = quirk(json!({
        "target": "$.components.schemas.Part.properties", "update": {"size": {"type": "string"}},
        "x-quirk": {"id": "Q", "source": "s", "published": published().pointer(&format!("{PART}/properties")).unwrap()},
    }));
    let member = changed(&format!("{PART}/properties/description"), json!({"type": "string"}));
    assert_eq!(codes(&said(&member, &map)), ["TS208", "TS210"]);
}

#[test]
fn what_an_unguarded_action_added_is_published_later() {
    let member = quirk(json!({
        "target": "$.components.schemas.Part", "update": {"properties": {"rank": {"type": "integer"}}},
        "x-quirk": {"id": "Q", "source": "s"},
    }));
    let now =
        changed(&format!("{PART}/properties/rank"), json!({"type": "string", "description": "Its rank."}));
    let found = said(&now, &member);
    assert_eq!(codes(&found), ["TS213"]);
    assert!(found[0].contains("changes `/components/schemas/Part/properties/rank/type`"), "{found:?}");
    assert!(found[0].contains("`published: \"string\"`"), "{found:?}");

    let parameter = quirk(json!({
        "target": "$.paths['/parts/{id}'].get",
        "update": {"parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}]},
        "x-quirk": {"id": "Q", "source": "s"},
    }));
    let declared = json!([{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}]);
    let now = changed("/paths/~1parts~1{id}/get/parameters", declared);
    assert_eq!(codes(&said(&now, &parameter)), ["TS213"]);

    let literal = quirk(json!({
        "target": "$.components.schemas.Part.properties.color", "update": {"enum": ["green"]},
        "x-quirk": {"id": "Q", "source": "s"},
    }));
    let now = changed(&format!("{PART}/properties/color/enum/2"), json!("green"));
    assert_eq!(codes(&said(&now, &literal)), ["TS213"]);

    let status = quirk(json!({
        "target": "$.paths['/parts'].get.responses",
        "update": {"404": {"description": "x", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}},
        "x-quirk": {"id": "Q", "source": "s"},
    }));
    let own = json!({"description": "x", "content": {"application/json": {"schema": {"type": "object"}}}});
    let now = changed("/paths/~1parts/get/responses/404", own);
    let found = said(&now, &status);
    assert_eq!(codes(&found), ["TS213"]);
    assert!(found[0].contains("/404/content/application~1json/schema`"), "{found:?}");
}

/// The hint is to be pasted, and then the action is silent.
#[test]
fn the_guard_that_the_hint_shows_holds() {
    let mut action = json!({
        "target": "$.components.schemas.Part.properties.count", "update": {"type": "string"},
        "x-quirk": {"id": "Q", "source": "s"},
    });
    let found = said(&published(), &action);
    assert_eq!(codes(&found), ["TS213"]);
    let part = |name: &str| {
        let text = found[0].split(&format!("`{name}: ")).nth(1).unwrap().split('`').next().unwrap();
        serde_json::from_str::<Value>(text).unwrap()
    };
    action["x-quirk"]["at"] = part("at");
    action["x-quirk"]["published"] = part("published");
    assert_eq!(said(&published(), &action), Vec::<String>::new());
}

/// Replacing takes two actions of one quirk, and one of them has the guard.
#[test]
fn one_guard_is_enough_for_a_quirk() {
    let count = "$.components.schemas.Part.properties.count";
    let actions = json!([
        {"target": format!("{count}.format"), "remove": true, "x-quirk": {"id": "Q", "source": "s", "published": "int32"}},
        {"target": count, "update": {"type": "string"}, "x-quirk": {"id": "Q", "source": "s"}},
    ]);
    assert_eq!(said_of_all(&published(), &actions), Vec::<String>::new());
    // What an earlier action set is not the vendor's.
    let actions = json!([
        {"target": count, "remove": true, "x-quirk": {"id": "Q1", "source": "s", "published": {"type": "integer", "format": "int32"}}},
        {"target": "$.components.schemas.Part.properties", "update": {"count": {"type": "string"}}, "x-quirk": {"id": "Q2", "source": "s"}},
        {"target": count, "update": {"type": "number"}, "x-quirk": {"id": "Q3", "source": "s"}},
    ]);
    assert_eq!(said_of_all(&published(), &actions), Vec::<String>::new());
}

#[test]
fn an_element_by_its_index() {
    let at = "$.paths['/parts'].get.parameters[0].schema";
    let mut action = json!({
        "target": at, "update": {"type": "string"},
        "x-quirk": {"id": "Q", "source": "s", "at": format!("{at}.type"), "published": "integer"},
    });
    let found = said(&published(), &action);
    assert_eq!(codes(&found), ["TS214"]);
    let hint = "`$.paths['/parts'].get.parameters[?@.name == 'limit' && @.in == 'query'].schema`";
    assert!(found[0].contains(hint), "{found:?}");
    // The element that it selects now is named, and not taken for the one that is meant.
    let other = json!({"name": "page", "in": "query", "schema": {"type": "integer"}});
    let found = said(&changed("/paths/~1parts/get/parameters/0", other), &action);
    assert_eq!(codes(&found), ["TS214"]);
    assert!(found[0].contains("selects `page` (in `query`) in this document (if `page`"), "{found:?}");
    // Where another element has the same name, only the index tells them apart.
    let twin = changed("/paths/~1parts/get/parameters/2", json!({"name": "limit", "in": "query"}));
    assert_eq!(said(&twin, &action), Vec::<String>::new());
    // A guard that names the element tells when it is another one.
    action["x-quirk"]["at"] = json!("$.paths['/parts'].get.parameters[0].name");
    action["x-quirk"]["published"] = json!("limit");
    assert_eq!(said(&published(), &action), Vec::<String>::new());
    let other = json!({"name": "page", "in": "query", "schema": {"type": "integer"}});
    let found = said(&changed("/paths/~1parts/get/parameters/0", other), &action);
    assert_eq!(codes(&found), ["TS208", "TS210"], "{found:?}");
}

/// A parameter that the vendor declares for the whole path, or by a reference, is the same parameter.
#[test]
fn a_parameter_that_is_declared_elsewhere() {
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}});
    let operation = "/paths/~1parts~1{id}/get";
    let of_path = changed("/paths/~1parts~1{id}/parameters", json!([id]));
    let mut by_reference =
        changed(&format!("{operation}/parameters"), json!([{"$ref": "#/components/parameters/Id"}]));
    by_reference["components"]["parameters"] = json!({"Id": id});
    let mut of_path_by_reference =
        changed("/paths/~1parts~1{id}/parameters", json!([{"$ref": "#/components/parameters/Id"}]));
    of_path_by_reference["components"]["parameters"] = json!({"Id": id});
    let action = |quirk: Value| quirk_of("$.paths['/parts/{id}'].get", json!({"parameters": [id]}), quirk);
    let unguarded = action(json!({"id": "Q", "source": "s"}));
    let at = "$.paths['/parts/{id}'].get.parameters";
    let by_name = format!("{at}[?@.name == 'id' && @.in == 'path']");
    for document in [&of_path, &by_reference, &of_path_by_reference] {
        assert_eq!(codes(&said(document, &unguarded)), ["TS213"], "{document}");
        for guard in [at, &by_name] {
            let guarded = json!({"id": "Q", "source": "s", "at": guard, "published": null});
            let guarded =
                json!({"target": unguarded["target"], "update": unguarded["update"], "x-quirk": guarded});
            let found = said(document, &guarded);
            assert_eq!(codes(&found)[0], "TS208", "{guard} {found:?}");
        }
    }
    // To the list itself, too.
    let list = quirk_of(
        "$.paths['/parts'].get.parameters",
        json!([{"name": "shelf", "in": "query", "schema": {"type": "string"}}]),
        json!({"id": "Q", "source": "s"}),
    );
    let shelf = json!({"name": "shelf", "in": "query", "schema": {"type": "string"}});
    let now = changed("/paths/~1parts/parameters", json!([shelf]));
    assert_eq!(codes(&said(&now, &list)), ["TS213"]);
    // The same name in another place is another parameter.
    let header = json!({"name": "shelf", "in": "header", "schema": {"type": "string"}});
    let now = changed("/paths/~1parts/parameters", json!([header]));
    assert_eq!(said(&now, &list), Vec::<String>::new());
}

fn quirk_of(target: &str, update: Value, own: Value) -> Value {
    quirk(json!({"target": target, "update": update, "x-quirk": own}))
}

/// What an action adds would stand beside the reference.
#[test]
fn an_object_that_became_a_reference() {
    let mut now = changed(PART, json!({"$ref": "#/components/schemas/Part2"}));
    now["components"]["schemas"]["Part2"] = published().pointer(PART).unwrap().clone();
    let target = "$.components.schemas.Part";
    let update = json!({"additionalProperties": {"type": "string"}});
    let unguarded = quirk_of(target, update.clone(), json!({"id": "Q", "source": "s"}));
    let found = said(&now, &unguarded);
    assert_eq!(codes(&found), ["TS213"]);
    assert!(found[0].contains("beside the published reference at `/components/schemas/Part`"), "{found:?}");
    let at = format!("{target}.additionalProperties");
    let own = json!({"id": "Q", "source": "s", "at": at, "published": null});
    assert_eq!(codes(&said(&now, &quirk_of(target, update, own))), ["TS208"]);
    // What documents a reference may stand beside it.
    let described = quirk_of(target, json!({"description": "A part."}), json!({"id": "Q", "source": "s"}));
    assert_eq!(said(&now, &described), Vec::<String>::new());
}

/// A removal that nothing guards removes whatever the vendor has there by now.
#[test]
fn a_removal_without_a_guard() {
    let format = "$.components.schemas.Part.properties.count.format";
    let removal = json!({"target": format, "remove": true, "x-quirk": {"id": "Q", "source": "s"}});
    let found = said(&published(), &removal);
    assert_eq!(codes(&found), ["TS213"]);
    assert!(found[0].contains("removes `/components/schemas/Part/properties/count/format`"), "{found:?}");
    let guarded = json!({"id": "Q", "source": "s", "published": "int32"});
    quirk(json!({"target": format, "remove": true, "x-quirk": guarded}));
    // A literal that is selected by what it is can be no other one.
    let literal = "$.components.schemas.Part.properties.color.enum[?@ == 'blue']";
    quirk(json!({"target": literal, "remove": true, "x-quirk": {"id": "Q", "source": "s"}}));
}

#[test]
fn a_component_that_nothing_refers_to() {
    let action = |target: &str| {
        json!({
            "target": target, "update": {"x-truespec-name": "Piece"},
            "x-quirk": {"id": "Q", "source": "s"},
        })
    };
    let part = quirk(action("$.components.schemas.Part"));
    // `Problem` refers to it, but nothing to `Problem`; one level is enough to know that somebody thinks of it.
    assert_eq!(codes(&said(&published(), &action("$.components.schemas.Problem"))), ["TS215"]);
    let mut moved = published();
    moved["components"]["schemas"]["Part2"] = moved.pointer(PART).unwrap().clone();
    moved["paths"]["/parts"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["items"]["$ref"] =
        json!("#/components/schemas/Part2");
    moved["components"]["schemas"]["Problem"]["properties"]["part"]["$ref"] =
        json!("#/components/schemas/Part2");
    let found = said(&moved, &part);
    assert_eq!(codes(&found), ["TS215"]);
    assert!(found[0].contains("nothing refers to `/components/schemas/Part`"), "{found:?}");
}

/// A parameter of the same name in another place, which the guard fits as well.
#[test]
fn a_parameter_of_the_same_name_in_another_place() {
    let of = |filter: &str| format!("$.paths['/parts'].get.parameters[?{filter}].schema");
    let correct = |filter: &str| {
        let own = json!({"id": "Q", "source": "s", "published": {"type": "integer", "maximum": 100}});
        quirk_of(&of(filter), json!({"maximum": 50}), own)
    };
    let header = json!({"name": "limit", "in": "header", "schema": {"type": "integer", "maximum": 100}});
    let now = changed("/paths/~1parts/get/parameters/1", header);
    for filter in ["@.name==\"limit\"", "@['name'] == 'limit'"] {
        let found = said(&now, &correct(filter));
        assert_eq!(codes(&found), ["TS217"], "{found:?}");
        assert!(found[0].contains("`limit`, in `query` and in `header`"), "{found:?}");
        assert!(found[0].contains(&of("@.name == 'limit' && @.in == 'query'")), "{found:?}");
    }
    assert_eq!(said(&now, &correct("@.name == 'limit' && @.in == 'query'")), Vec::<String>::new());
}

/// The schema is named, not the description beside it; a guard alone does not make the reference replace it.
#[test]
fn a_reference_where_a_schema_is_published() {
    let schema = "/paths/~1parts/get/responses/404/content/application~1json/schema";
    let own = json!({"type": "object", "properties": {"why": {"type": "string"}}});
    let there = json!({"description": "y", "content": {"application/json": {"schema": own}}});
    let now = changed("/paths/~1parts/get/responses/404", there);
    let reference = json!({"$ref": "#/components/schemas/Problem"});
    let update = json!({"404": {"description": "x", "content": {"application/json": {"schema": reference}}}});
    let responses = "$.paths['/parts'].get.responses";
    let mut action = quirk_of(responses, update, json!({"id": "Q", "source": "s"}));
    let found = said(&now, &action);
    assert_eq!(codes(&found), ["TS213"]);
    assert!(found[0].contains(&format!("adds `$ref` beside what is published at `{schema}`")), "{found:?}");
    let at = format!("{responses}['404'].content['application/json'].schema");
    assert!(found[0].contains(&format!("`at: \"{at}\"` and `published: {own}`")), "{found:?}");
    action["x-quirk"]["at"] = json!(at);
    action["x-quirk"]["published"] = own.clone();
    let found = said(&now, &action);
    assert_eq!(codes(&found), ["TS218"]);
    // What the hint says.
    let removal = json!({
        "target": at, "remove": true, "x-quirk": {"id": "Q", "source": "s", "published": own},
    });
    action["x-quirk"] = json!({"id": "Q", "source": "s"});
    assert_eq!(said_of_all(&now, &json!([removal, action])), Vec::<String>::new());
}

/// What an action adds would stand beside the alternatives.
#[test]
fn a_member_that_is_a_composition_by_now() {
    let rank = json!({"properties": {"rank": {"type": "integer"}}});
    let action = quirk_of("$.components.schemas.Part", rank, json!({"id": "Q", "source": "s"}));
    for list in ["oneOf", "anyOf", "allOf"] {
        let now = changed(
            &format!("{PART}/properties/rank"),
            json!({list: [{"type": "string"}, {"type": "integer"}]}),
        );
        let found = said(&now, &action);
        assert_eq!(codes(&found), ["TS213"], "{list}");
        assert!(found[0].contains(&format!("beside the published `{list}` at `{PART}/properties/rank`")));
    }
    // Properties beside parts are usual.
    let parts = changed(&format!("{PART}/allOf"), json!([{"$ref": "#/components/schemas/Problem"}]));
    assert_eq!(said(&parts, &action), Vec::<String>::new());
}
