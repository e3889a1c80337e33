//! Corrections and a new document: what holds, is stale, or was healed by the vendor.

use serde_json::Value;

use crate::files::{run, tree};
use crate::{DOCUMENT, OVERLAY, edited, serving, shop, update};

/// What a correction is about has changed: it says where, and how to look at the new document.
#[test]
fn stale_and_healed_corrections() {
    let mut said = String::new();
    for (name, edits, states) in [
        ("stale", &[("note: {type: string}", "note: {type: integer}")][..], ["stale", "holds", "holds"]),
        ("gone", &[("        note: {type: string}\n", "")], ["stale", "holds", "holds"]),
        (
            "healed",
            &[("note: {type: string}", "note: {type: string, nullable: true}")],
            ["healed", "holds", "holds"],
        ),
        (
            "healed in two actions",
            &[("tags: {type: string}", "tags: {type: array, items: {type: string}}")],
            ["holds", "healed", "healed"],
        ),
    ] {
        let (vendor, _) = serving(&edited(edits));
        let folder =
            shop(&format!("corrections-{}", name.replace(' ', "-")), &format!("{}/a.yaml", vendor.url));
        let before = tree(&folder);
        let (code, shown) = update(&folder, &vendor, &[]);
        assert_eq!((code, &tree(&folder)), (2, &before), "{name}: {shown}");
        let json: Value = serde_json::from_str(&update(&folder, &vendor, &["--json"]).1).unwrap();
        let found = json["corrections"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap());
        assert_eq!(found.collect::<Vec<_>>(), states, "{name}");
        said += &format!("--- {name}\n{shown}\n");
    }
    insta::assert_snapshot!(said);
}

/// No line begins with a text of others: a runner of GitHub Actions would take it for a command.
#[test]
fn descriptions_are_no_commands() {
    let (vendor, _) = serving(&edited(&[("note: {type: string}", "note: {type: integer}")]));
    let folder = shop("described", &format!("{}/a.yaml", vendor.url));
    let pwned = OVERLAY
        .replace("Orders without a note have null.", &format!("'::error file=x::{}'", "::".repeat(99_999)));
    std::fs::write(folder.join("specs/shop.overlay.yaml"), pwned).unwrap();
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(
        code == 2 && said.contains("::error file=x"),
        "{code} {}",
        said.chars().take(600).collect::<String>()
    );
    assert!(!said.lines().any(|line| line.trim_start().starts_with("::")));
}

/// A correction that the vendor made and that was removed as told is no change for callers: the client had it already.
#[test]
fn a_removed_healed_correction_is_no_change() {
    let (vendor, text) = serving(DOCUMENT);
    let folder = shop("removed-healed", &format!("{}/a.yaml", vendor.url));
    for arguments in [&["init", "-q"][..], &["add", "-A"], &["commit", "-qm", "all"]] {
        let user = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
        let ran = std::process::Command::new("git").args(user).args(arguments).current_dir(&folder).status();
        assert!(ran.unwrap().success());
    }
    *text.lock().unwrap() = edited(&[("note: {type: string}", "note: {type: string, nullable: true}")]);
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 2 && said.contains("healed"), "{said}");
    let (head, rest) = OVERLAY.split_once("  - target").unwrap();
    let (_, rest) = rest.split_once("  - target").unwrap();
    std::fs::write(folder.join("specs/shop.overlay.yaml"), format!("{head}  - target{rest}")).unwrap();
    let (code, said) = update(&folder, &vendor, &["--check", "--fail-on", "patch"]);
    assert!(code == 0 && said.contains("no changes"), "{code} {said}");
    let (code, said) = update(&folder, &vendor, &[]);
    assert_eq!(code, 0, "{said}");
}

/// Healed is what the new document says and the old one did not; anything else is for a person to look at.
#[test]
fn only_what_the_vendor_did_is_healed() {
    let required = "$.components.schemas.Order.required";
    let quirk = |published: &str| format!("x-quirk: {{id: A, source: s, published: {published}}}");
    let add = format!("target: {required}, update: [total], {}", quirk("[id]"));
    let remove = format!("target: \"{required}[?@ == 'id']\", remove: true, {}", quirk("id"));
    let idle = "target: $.info, update: {title: Shop}, x-quirk: {id: A, source: s}".to_owned();
    let note = "target: $.components.schemas.Order.properties.note, update: {nullable: true}".to_owned();
    for (name, action, edit, state) in [
        ("appended", &add, ("required: [id]", "required: [total, id]"), "healed"),
        ("appended-other", &add, ("required: [id]", "required: [note, id]"), "stale"),
        ("removed", &remove, ("required: [id]", "required: [total]"), "healed"),
        ("removed-with-all", &remove, ("      required: [id]\n", ""), "stale"),
        ("renamed", &remove, ("    Order:\n", "    Purchase:\n"), "stale"),
        ("idle-before", &idle, ("description: all", "description: everything"), "holds"),
        ("no-evidence", &note, ("note: {type: string}", "note: {type: string, nullable: true}"), "healed"),
    ] {
        let text = edited(&[edit]);
        let (vendor, _) = serving(&text.replace("schemas/Order'", &format!("schemas/{}'", schema(&text))));
        let folder = shop(&format!("healed-{name}"), &format!("{}/a.yaml", vendor.url));
        let overlay =
            format!("overlay: 1.0.0\ninfo: {{title: Shop, version: '1'}}\nactions:\n  - {{{action}}}\n");
        std::fs::write(folder.join("specs/shop.overlay.yaml"), overlay).unwrap();
        assert_eq!(run(&folder, &[]).0, 0, "{name}");
        let (code, said) = update(&folder, &vendor, &["--check", "--json"]);
        let json: Value =
            serde_json::from_str(&said).unwrap_or_else(|error| panic!("{name}: {error}: {said}"));
        assert_eq!(json["corrections"][0]["state"], state, "{name}: {said}");
        assert_eq!(json["changes"].is_array(), ["healed", "holds"].contains(&state), "{name}: {said}");
        // Only a guard stands in the way of a client, and what does not match.
        let stops = action.contains("published") && state != "holds";
        assert_eq!(code, if stops { 2 } else { 1 }, "{name}: {said}");
    }
}

/// A target that selects another element in the new document, which the guard fits as well, is stale.
#[test]
fn a_correction_of_another_element() {
    let list = |names: &[&str]| {
        let one = |name: &&str| format!("{{name: {name}, in: query, schema: {{type: integer}}}}");
        let all: Vec<String> = names.iter().map(one).collect();
        format!("operationId: listOrders\n      parameters: [{}]", all.join(", "))
    };
    let published = |names: &[&str]| edited(&[("operationId: listOrders", &list(names))]);
    let by = |element: &str| format!("\"$.paths['/orders'].get.parameters[{element}].schema\"");
    let typed = "?@.schema.type == 'integer'";
    for (name, element, old, new, state) in [
        ("removed", "0", &["offset", "limit"][..], &["limit"][..], "stale"),
        ("inserted", "0", &["limit"], &["page", "limit"], "stale"),
        ("appended", "0", &["limit"], &["limit", "page"], "holds"),
        ("by-name", "?@.name == 'limit'", &["offset", "limit"], &["limit"], "holds"),
        ("by-type", typed, &["limit"], &["limit", "page"], "stale"),
        ("by-all", "*", &["limit"], &["limit", "page"], "holds"),
    ] {
        let (vendor, _) = serving(&published(new));
        let folder = shop(&format!("moved-{name}"), &format!("{}/a.yaml", vendor.url));
        std::fs::write(folder.join("specs/shop.yaml"), published(old)).unwrap();
        let quirk = "x-quirk: {id: A, source: s, published: {type: integer}}";
        let action = format!("- target: {}\n    {quirk}\n    update: {{maximum: 50}}", by(element));
        let overlay = format!("overlay: 1.0.0\ninfo: {{title: Shop, version: '1'}}\nactions:\n  {action}\n");
        std::fs::write(folder.join("specs/shop.overlay.yaml"), overlay).unwrap();
        assert_eq!(run(&folder, &[]).0, 0, "{name}");
        let json = update(&folder, &vendor, &["--check", "--json"]).1;
        let json: Value = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
        assert_eq!(json["corrections"][0]["state"], state, "{name}: {json}");
        let (code, said) = update(&folder, &vendor, &[]);
        assert_eq!(code, if state == "stale" { 2 } else { 0 }, "{name}: {said}");
        if name == "removed" {
            assert!(said.contains("`[0]` selected `offset` (in `query`) in the old document"), "{said}");
            assert!(said.contains("parameters[?@.name == 'offset' && @.in == 'query'].schema`"), "{said}");
        }
    }
}

fn schema(text: &str) -> &str {
    if text.contains("    Purchase:") { "Purchase" } else { "Order" }
}

/// Without the correction that the vendor made, the update goes on; one without a guard does not even stop it.
#[test]
fn a_healed_correction_is_removed_by_hand() {
    let (vendor, _) = serving(&edited(&[("note: {type: string}", "note: {type: string, nullable: true}")]));
    let folder = shop("healed-removed", &format!("{}/a.yaml", vendor.url));
    assert_eq!(update(&folder, &vendor, &[]).0, 2);
    let unguarded = OVERLAY.replace(", published: {type: string}", "");
    std::fs::write(folder.join("specs/shop.overlay.yaml"), unguarded).unwrap();
    let (code, said) = update(&folder, &vendor, &["--check"]);
    assert!(code == 1 && said.contains("warning[TS767]") && said.contains("healed"), "{said}");
    let first = OVERLAY.find("  - target").unwrap();
    let second = first + 1 + OVERLAY[first + 1..].find("  - target").unwrap();
    let without = OVERLAY[..first].to_owned() + &OVERLAY[second..];
    std::fs::write(folder.join("specs/shop.overlay.yaml"), without).unwrap();
    let (code, said) = update(&folder, &vendor, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("2 corrections: 2 hold") && said.contains("no changes for users"), "{said}");
}

/// Where actions may match nothing, one that does so is no obstacle.
#[test]
fn a_skipped_correction_is_no_obstacle() {
    let (vendor, _) = serving(&edited(&[("        tags: {type: string}\n", "")]));
    let folder = shop("skipped", &format!("{}/a.yaml", vendor.url));
    let overlay = OVERLAY.replace(", published: string}", "}");
    std::fs::write(folder.join("specs/shop.overlay.yaml"), overlay).unwrap();
    let (code, said) = update(&folder, &vendor, &["--check"]);
    assert!(code == 2 && said.contains("error[TS203]") && said.contains("`lenient` allows it"), "{said}");
    let settings = std::fs::read_to_string(folder.join("specs/truespec.toml")).unwrap() + "lenient = true\n";
    std::fs::write(folder.join("specs/truespec.toml"), settings).unwrap();
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 0 && said.contains("note[TS216]") && said.contains("1 hold, 2 skipped"), "{code} {said}");
    assert_eq!(run(&folder, &["check"]).0, 0);
    // A guard holds even there, and no hint says otherwise.
    std::fs::write(folder.join("specs/shop.overlay.yaml"), OVERLAY).unwrap();
    let (code, said) = update(&folder, &vendor, &["--check"]);
    assert!(code == 0, "{code} {said}");
    let (code, said) = run(&folder, &["check"]);
    assert!(code == 1 && said.contains("TS208"), "{said}");
}
