//! What methods, groups, variants and schemas are called: short names without what frameworks add and groups say, and how
//! two that would have the same are told apart.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Map, Value, json};
use truespec::rust::names::MethodNames;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{Generated, generate};

use crate::support::scratch;

/// An operation: method, path, id, tag; empty texts are absent.
type Row<'a> = (&'a str, &'a str, &'a str, &'a str);

fn document(rows: &[Row<'_>]) -> Value {
    let mut paths = Map::new();
    for (method, path, id, tag) in rows {
        let mut operation = json!({"responses": {"204": {"description": "d"}}});
        if !id.is_empty() {
            operation["operationId"] = json!(id);
        }
        if !tag.is_empty() {
            operation["tags"] = json!([tag]);
        }
        let names = path.split('{').skip(1).filter_map(|part| part.split('}').next());
        let parameters = names
            .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}));
        operation["parameters"] = parameters.collect();
        let item = paths.entry(*path).or_insert_with(|| json!({}));
        item[method.to_lowercase()] = operation;
    }
    json!({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths})
}

fn generated(document: &Value, settings: Settings) -> Generated {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let folder = scratch(&format!("names-short-{}", NEXT.fetch_add(1, Ordering::Relaxed)));
    let path = folder.join("document.json");
    fs::write(&path, document.to_string()).unwrap();
    let api = ApiSource {
        module: None,
        document: path,
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: folder,
        ..ApiSource::default()
    };
    let generated = generate(&Sources::new(settings, vec![api]));
    assert!(!generated.report.has_errors(), "{:?}", generated.report.diagnostics);
    generated
}

/// The names of the operations of a document as `group.method`, in the document's order.
fn names_with(document: &Value, settings: Settings) -> Vec<String> {
    let generated = generated(document, settings);
    let built = &generated.apis[0];
    let place = |index: usize| {
        let operation = &built.api.operations[index];
        let paths = document["paths"].as_object().unwrap();
        let methods = paths[&operation.key].as_object().unwrap();
        let of_path = paths.keys().position(|key| *key == operation.key).unwrap();
        (of_path, methods.keys().position(|key| *key == operation.method.to_lowercase()).unwrap())
    };
    let mut names: Vec<((usize, usize), String)> = Vec::new();
    for group in &built.names.groups {
        let own = group.operations.iter();
        names.extend(own.map(|own| (place(own.index), format!("{}.{}", group.module, own.method))));
    }
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

fn names(document: &Value) -> Vec<String> {
    names_with(document, Settings::default())
}

/// Each operation alone in its document.
fn alone(rows: &[(Row<'_>, &str)]) {
    for (row, expected) in rows {
        assert_eq!(names(&document(&[*row])), [*expected], "{row:?}");
    }
}

#[test]
fn what_the_group_says_is_cut() {
    alone(&[
        (("GET", "/orders", "Orders_List", "Orders"), "orders.list"),
        (("POST", "/orders", "orders.create", "Orders"), "orders.create"),
        (("GET", "/orders/{id}", "orders/get", "Orders"), "orders.get"),
        (("GET", "/users", "listUsers", "users"), "users.list"),
        (("GET", "/users", "getUsers", "users"), "users.list"),
        (("GET", "/users/{id}", "get_user", "users"), "users.get"),
        (("GET", "/settings", "getSettings", "settings"), "settings.get"),
        (("POST", "/chat/completions", "createChatCompletion", "Chat"), "chat.create_completion"),
        (("GET", "/users/{id}/posts", "listUserPosts", "users"), "users.list_posts"),
        (("GET", "/users/{id}/posts", "listUserPosts", "posts"), "posts.list_for_user"),
        (("GET", "/posts/archived", "listArchivedPosts", "posts"), "posts.list_archived"),
        (("GET", "/users/by/{name}", "getUserByName", "users"), "users.get_by_name"),
        (("GET", "/users/{id}/gists", "list_gists_for_user", "users"), "users.list_gists"),
        (("PUT", "/groups/{id}/users/{user}", "addUserToGroup", "groups"), "groups.add_user"),
        (("PUT", "/groups/{id}/users/{user}", "addUserToGroup", "users"), "users.add_to_group"),
        (("POST", "/session", "signInUser", "users"), "users.sign_in"),
        (("GET", "/categories/{id}", "getCategory", "Categories"), "categories.get"),
        (("GET", "/statuses/{id}", "getStatus", "Statuses"), "statuses.get"),
        (("GET", "/a", "UserGroups_RemoveUserGroup", "User Groups"), "user_groups.remove"),
        (("GET", "/c/{id}", "getCookie", "cookies"), "cookies.get"),
    ]);
}

#[test]
fn what_is_left_is_a_name() {
    alone(&[
        // A keyword, a preposition, a digit or nothing is none.
        (("POST", "/users/{id}/move", "moveUser", "users"), "users.move_user"),
        (("GET", "/users", "users", "users"), "users.list"),
        (("GET", "/search", "search", "Search"), "search.get"),
        (("POST", "/users/2fa", "user2fa", "users"), "users.user2fa"),
        (("GET", "/users/{n}", "usersByName", "users"), "users.get_by_name"),
        (("GET", "/a", "match", "x"), "x.match"),
        (("GET", "/a", "a", "x"), "x.a"),
        (("GET", "/a", "日本", "x"), "x.日本"),
    ]);
}

#[test]
fn what_a_framework_added_is_cut() {
    alone(&[
        (("GET", "/v1/items/{item_id}", "read_item_v1_items__item_id__get", "items"), "items.read"),
        (("GET", "/v1/items", "list_items_v1_items_get", "items"), "items.list"),
        (("POST", "/api/flows/", "create_flow_api_flows__post", "flows"), "flows.create"),
        (("GET", "/users", "UsersController_findAll", "users"), "users.find_all"),
        (("GET", "/v1/message", "v1.message.list", "message"), "message.list"),
        (("GET", "/v1/message", "v1_message_list", "message"), "message.list"),
        (("GET", "/users", "listUsersUsingGET", "user-controller"), "user_controller.list"),
        (("GET", "/users/{id}", "getUsersById", "users"), "users.get"),
        (("GET", "/api/v1/users/{id}/posts/", "api_v1_users_posts_list", "users"), "users.list_posts"),
        (("POST", "/tags/attach/", "tags_attach_create", "tags"), "tags.attach"),
        (("POST", "/users/{id}/avatar/", "users_avatar_create", "users"), "users.create_avatar"),
        (("GET", "/v1/projects/{p}/keys", "cloud.projects.keys.list", "projects"), "projects.keys_list"),
    ]);
}

#[test]
fn operations_without_an_id_are_named_after_their_place() {
    let rows = [
        ("DELETE", "/api/shop_mgmt/v1/stores/{storeId}/order_rules/{orderRuleId}", "", ""),
        ("GET", "/api/shop_mgmt/v1/stores", "", ""),
        ("POST", "/api/shop_mgmt/v1/stores", "", ""),
        ("GET", "/api/shop_mgmt/v1/stores/{storeId}", "", ""),
        ("PATCH", "/api/shop_mgmt/v1/stores/{storeId}", "", ""),
        ("PUT", "/api/shop_mgmt/v1/stores/{storeId}", "", ""),
        ("POST", "/api/shop_mgmt/v1/stores/{storeId}/close", "", ""),
    ];
    let expected = [
        "stores.delete_order_rule",
        "stores.list",
        "stores.create",
        "stores.get",
        "stores.update",
        "stores.replace",
        "stores.close",
    ];
    let mut found = names(&document(&rows));
    found.sort();
    let mut expected = expected.map(str::to_owned).to_vec();
    expected.sort();
    assert_eq!(found, expected);
    // Placeholders are named only where two differ in nothing else.
    let rows = [("DELETE", "/a/b", "", "x"), ("DELETE", "/a/{id}/b", "", "x")];
    assert_eq!(names(&document(&rows)), ["x.delete_a_b", "x.delete_a_b_by_id"]);
    assert_eq!(
        names(&document(&[("GET", "/jobs", "", "x"), ("GET", "/jobs/", "", "x")])),
        ["x.list_jobs", "x.list_jobs_slash"]
    );
    alone(&[(("POST", "/createFleet", "", ""), "root.post_create_fleet")]);
}

#[test]
fn names_that_meet_are_told_apart_by_words() {
    // The group's own element keeps the short name, the other one its own words.
    let rows = [
        ("GET", "/teams/{id}/members/{m}", "getMemberOfTeam", "members"),
        ("GET", "/members/{m}", "getMember", "members"),
        ("GET", "/v1/members/{m}/x", "get_member_v1", "members"),
    ];
    let found = names(&document(&rows));
    assert_eq!(found, ["members.get_of_team", "members.get", "members.get_v1"]);
    let rows = [("GET", "/users", "list_users", "users"), ("GET", "/all", "users_list", "users")];
    assert_eq!(names(&document(&rows)), ["users.list", "users.users_list"]);
    // An id that is the name itself precedes one that is cut to it.
    let rows = [("GET", "/users", "listUsers", "users"), ("GET", "/x/y", "list", "users")];
    assert_eq!(names(&document(&rows)), ["users.list_users", "users.list"]);
}

/// An operation that is added, first or last, renames no other, unless it precedes it in the order.
#[test]
fn additions_rename_nothing() {
    let rows = [
        ("GET", "/users", "list_users", "users"),
        ("GET", "/users/{id}", "get_user", "users"),
        ("GET", "/users/{id}/posts", "list_user_posts", "users"),
        ("POST", "/users/{id}/posts", "", "users"),
        ("GET", "/v1/flags", "list_flags_v1_flags_get", "flags"),
    ];
    let before = names(&document(&rows));
    for added in [
        ("GET", "/zz/users", "users_list", "users"),
        ("GET", "/zz/{id}/users/{u}", "getUser", "users"),
        ("GET", "/zz/{z}/yy/posts", "ListPosts_users", "users"),
        ("POST", "/users/{id}/zz/posts", "", "users"),
        ("GET", "/v2/flags", "list_flags_v2_flags_get", "flags"),
        ("GET", "/zz", "zz", "users"),
    ] {
        let last = names(&document(&[&rows[..], &[added]].concat()));
        assert_eq!(last[..rows.len()], before[..], "{added:?}");
        let first = names(&document(&[&[added], &rows[..]].concat()));
        assert_eq!(first[1..], before[..], "{added:?}");
    }
    // The one case: the collection itself comes after a list from elsewhere.
    let elsewhere = ("GET", "/teams/{id}/users", "list_users_in_team_users", "users");
    let other = ("GET", "/x/y", "users_list", "users");
    assert_eq!(names(&document(&[other])), ["users.list"]);
    assert_eq!(
        names(&document(&[other, elsewhere, rows[0]])),
        ["users.users_list", "users.list_in_team", "users.list"]
    );
}

/// NestJS adds an index to the id of a method with several routes, with one as well.
#[test]
fn an_index_of_a_route_is_no_part_of_a_name() {
    let rows = [
        ("GET", "/users", "UsersController_list[0]", "users"),
        ("POST", "/users", "UsersController_create[0]", "users"),
        ("GET", "/users/{id}", "UsersController_get[0]", "users"),
        ("GET", "/users/{id}/sessions", "SessionsController_list", "users"),
    ];
    let found = names(&document(&rows));
    assert_eq!(found[..3], ["users.list", "users.create", "users.get"]);
    assert_eq!(found[3], "users.list_sessions");
}

/// Two controllers under one tag: what each is for is told, not that it is a controller.
#[test]
fn controllers_that_meet_are_told_apart_by_what_they_are_for() {
    let rows = [
        ("POST", "/users", "UsersController_create", "accounts"),
        ("GET", "/users", "UsersController_findAll", "accounts"),
        ("POST", "/admins", "AdminsController_create", "accounts"),
        ("GET", "/admins", "AdminsController_findAll", "accounts"),
        ("GET", "/users/{id}", "UsersController_findOneById", "accounts"),
        ("GET", "/admins/{id}", "AdminsController_findOneById", "accounts"),
    ];
    let found = names(&document(&rows));
    let expected =
        ["create_user", "find_all_users", "create", "find_all", "find_one_user_by_id", "find_one_by_id"];
    assert_eq!(found, expected.map(|name| format!("accounts.{name}")));
}

#[test]
fn a_verb_with_its_thing_at_the_end_of_a_path_is_the_method() {
    alone(&[
        (
            ("POST", "/v1/messages/count_tokens", "messages_count_tokens_create", "messages"),
            "messages.count_tokens",
        ),
        (("POST", "/v1/messages/count_tokens", "", "messages"), "messages.count_tokens"),
        (("POST", "/v1/runs/{id}/submit_tool_outputs", "", "runs"), "runs.submit_tool_outputs"),
        (("POST", "/v1/users/{id}/accept-invitation", "", "users"), "users.accept_invitation"),
        // With a plural it may be a collection.
        (("POST", "/v1/reports/export-jobs", "", "reports"), "reports.create_export_job"),
        (("POST", "/v1/users/search-keys", "", "users"), "users.create_search_key"),
    ]);
}

#[test]
fn groups_are_tags_or_what_paths_tell() {
    let rows = [
        ("GET", "/a", "getA", "Sample items"),
        ("GET", "/b", "getB", "Sample Items"),
        ("GET", "/c", "getC", "sample.items"),
        ("GET", "/d", "getD", "C++"),
        ("GET", "/e", "getE", "C"),
    ];
    let found = names(&document(&rows));
    let groups: Vec<&str> = found.iter().map(|name| name.split('.').next().unwrap()).collect();
    assert_eq!(groups[..3], ["sample_items"; 3]);
    assert_ne!(groups[3], groups[4]);
    // What all paths begin with tells nothing, even if another path is added.
    let mut rows = vec![
        ("GET", "/backend/v2/users", "", ""),
        ("GET", "/backend/v2/users/{id}", "", ""),
        ("GET", "/backend/v2/teams", "", ""),
    ];
    assert_eq!(names(&document(&rows)), ["users.list", "users.get", "teams.list"]);
    rows.push(("GET", "/health", "", ""));
    assert_eq!(names(&document(&rows))[..3], ["users.list", "users.get", "teams.list"]);
}

#[test]
fn names_that_are_given_are_taken() {
    for (key, group) in [
        ("x-fern-sdk-method-name", "x-fern-sdk-group-name"),
        ("x-speakeasy-name-override", "x-speakeasy-group"),
    ] {
        let mut own = document(&[("POST", "/a", "createThing_a_post", "x")]);
        own["paths"]["/a"]["post"][key] = json!("sendNow");
        own["paths"]["/a"]["post"][group] = json!("mail");
        assert_eq!(names(&own), ["mail.send_now"]);
        // What is read is no extension to be noted as foreign.
        let notes = generated(&own, Settings::default()).report.diagnostics;
        assert!(notes.iter().all(|note| note.code.id != "TS367"), "{notes:?}");
        own["paths"]["/a"]["post"]["x-truespec-name"] = json!("dispatch");
        own["paths"]["/a"]["post"]["x-truespec-group"] = json!("post");
        assert_eq!(names(&own), ["post.dispatch"]);
    }
    let mut nested = document(&[("POST", "/a", "createThing", "x")]);
    nested["paths"]["/a"]["post"]["x-fern-sdk-group-name"] = json!(["admin", "users"]);
    assert_eq!(names(&nested), ["admin_users.create_thing"]);
    // What is no name is not taken.
    for useless in [json!(""), json!("  "), json!("-"), json!(1), json!({"a": 1}), json!([[]])] {
        nested["paths"]["/a"]["post"]["x-fern-sdk-group-name"] = useless.clone();
        nested["paths"]["/a"]["post"]["x-fern-sdk-method-name"] = useless;
        assert_eq!(names(&nested), ["x.create_thing"]);
    }
    // Two that are given the same are told apart by what they are.
    let mut twice = document(&[("GET", "/a", "a", "x"), ("GET", "/b", "b", "x")]);
    twice["paths"]["/a"]["get"]["x-truespec-name"] = json!("run");
    twice["paths"]["/b"]["get"]["x-truespec-name"] = json!("run");
    assert_eq!(names(&twice), ["x.run", "x.run_get_b"]);
}

#[test]
fn a_setting_keeps_operation_ids() {
    let rows = [
        ("GET", "/v1/items", "list_items_v1_items_get", "items"),
        ("GET", "/backend/users/{id}", "", ""),
        ("GET", "/backend/teams", "", ""),
    ];
    let own = document(&rows);
    let kept = names_with(&own, Settings::default().methods(MethodNames::OperationId));
    let expected =
        ["items.list_items_v1_items_get", "backend.get_backend_users_by_id", "backend.get_backend_teams"];
    assert_eq!(kept, expected);
    // An overlay's name is taken all the same.
    let mut given = own;
    given["paths"]["/v1/items"]["get"]["x-truespec-name"] = json!("all");
    assert_eq!(names_with(&given, Settings::default().methods(MethodNames::OperationId))[0], "items.all");
}

/// The file of a type of the crate of a document that has these component schemas.
fn type_file(schemas: Value, file: &str) -> String {
    let mut own = document(&[("GET", "/a", "getA", "x")]);
    own["components"] = json!({"schemas": schemas});
    let generated = generated(&own, Settings::default());
    let path = format!("src/types/{file}.rs");
    generated.files.get(Path::new(&path)).unwrap_or_else(|| panic!("{:?}", generated.files.keys())).clone()
}

fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part} in {text}");
    }
}

#[test]
fn variants_are_named_after_their_tags() {
    let block = |kind: &str| {
        let kind = if kind.is_empty() {
            json!({"type": "string"})
        } else {
            json!({"type": "string", "enum": [kind]})
        };
        json!({"type": "object", "required": ["type"], "properties": {"type": kind}})
    };
    let union = |discriminator: Option<Value>| {
        let parts: Vec<Value> = ["ContentBlockText", "ContentBlockToolUse"]
            .map(|name| json!({"$ref": format!("#/components/schemas/{name}")}))
            .to_vec();
        let mut union = json!({"oneOf": parts});
        if let Some(discriminator) = discriminator {
            union["discriminator"] = discriminator;
        }
        json!({"ContentBlockText": block("text"), "ContentBlockToolUse": block("tool_use"), "ContentBlock": union})
    };
    let mapping = json!({"propertyName": "type", "mapping": {
        "text": "#/components/schemas/ContentBlockText", "tool_use": "#/components/schemas/ContentBlockToolUse"}});
    for schemas in [union(None), union(Some(mapping))] {
        let text = type_file(schemas, "content_block");
        holds(&text, &["    Text(super::ContentBlockText)", "    ToolUse(super::ContentBlockToolUse)"]);
    }
    // An address is no name.
    let mapping = json!({"propertyName": "type", "mapping": {
        "https://a.example/text": "#/components/schemas/ContentBlockText",
        "https://a.example/tool": "#/components/schemas/ContentBlockToolUse"}});
    let mut schemas = union(Some(mapping));
    schemas["ContentBlockText"] = block("");
    schemas["ContentBlockToolUse"] = block("");
    holds(&type_file(schemas, "content_block"), &["    ContentBlockText("]);
}

#[test]
fn values_that_differ_in_signs_and_case_are_told_apart_by_words() {
    let values = ["name", "-name", "+name", "asc", "ASC", "a", "A", "a.b", "a-b", ">=", "<", "-created_at"];
    let text = type_file(json!({"Sort": {"type": "string", "enum": values}}), "sort");
    holds(
        &text,
        &[
            "Name: \"name\"",
            "MinusName: \"-name\"",
            "PlusName: \"+name\"",
            "Asc: \"asc\"",
            "ASC: \"ASC\"",
            "SmallA: \"a\"",
            "A: \"A\"",
            "ADotB: \"a.b\"",
            "ADashB: \"a-b\"",
            "GreaterEqual: \">=\"",
            "Less: \"<\"",
            "MinusCreatedAt: \"-created_at\"",
        ],
    );
    // The value without the sign may be missing.
    let text = type_file(json!({"Sort": {"type": "string", "enum": ["-name", "id"]}}), "sort");
    holds(&text, &["MinusName: \"-name\""]);
}

#[test]
fn names_of_values_are_those_that_are_given() {
    for (key, names) in [
        ("x-enum-varnames", json!(["Basic", "Premium"])),
        ("x-enumNames", json!(["Basic", "Premium"])),
        ("x-ms-enum", json!({"values": [{"value": 1, "name": "Basic"}, {"value": 2, "name": "Premium"}]})),
        ("x-fern-enum", json!({"1": {"name": "Basic"}, "2": {"name": "Premium"}})),
        ("x-speakeasy-enums", json!(["Basic", "Premium"])),
        ("x-speakeasy-enums", json!({"1": "Basic", "2": "Premium"})),
        ("x-stainless-renameMap", json!({"basic": 1, "premium": 2})),
    ] {
        let text = type_file(json!({"Level": {"type": "integer", "enum": [1, 2], key: names}}), "level");
        holds(&text, &["Basic: 1", "Premium: 2"]);
    }
}

#[test]
fn words_with_capitals_inside_are_one_word() {
    let properties: Map<String, Value> =
        ["OAuthToken", "githubURLs", "GitHubApp", "userIDs", "vmIDs", "mTLS", "iOSVersion"]
            .iter()
            .map(|name| ((*name).to_owned(), json!({"type": "string"})))
            .collect();
    let text = type_file(json!({"Thing": {"type": "object", "properties": properties}}), "thing");
    for name in ["oauth_token", "github_urls", "github_app", "user_ids", "vm_ids", "mtls", "ios_version"] {
        holds(&text, &[&format!("    pub {name}: ")]);
    }
}

#[test]
fn members_have_the_names_that_are_given() {
    let schema = json!({"type": "object", "properties": {
        "a1": {"type": "string", "x-ms-client-name": "firstName"}, "b1": {"type": "string", "x-speakeasy-name-override": "last"}}});
    holds(&type_file(json!({"Thing": schema}), "thing"), &["pub first_name: ", "pub last: "]);
}

#[test]
fn alternatives_that_only_their_content_tells_apart_have_it_in_their_names() {
    let shape = |kind: &str| {
        let inner = json!({"type": "object", "properties": {"b": {"type": kind}}});
        json!({"type": "object", "title": "Shape", "properties": {"a": inner}})
    };
    let union = json!({"oneOf": [shape("string"), shape("integer"), shape("boolean")]});
    let text = type_file(json!({"Thing": union}), "thing");
    holds(&text, &["    Shape(super::ThingShape)", "    ShapeABInteger(", "    ShapeABBoolean("]);
}
