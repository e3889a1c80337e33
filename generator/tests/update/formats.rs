//! What is said of an update, in each format.

use crate::{ADDED, OVERLAY, edited, serving, shop, update};

/// New warnings are told, those of before are not.
#[test]
fn only_new_diagnostics_are_told() {
    let warned = |name: &str| format!("{name}: {{type: string, minLength: -1}}");
    let old = edited(&[("id: {type: string}", &warned("id"))]);
    let (vendor, _) =
        serving(&old.replace(
            "total: {type: integer}",
            &format!("total: {{type: integer}}\n        {}", warned("code")),
        ));
    let folder = shop("diagnostics", &format!("{}/a.yaml", vendor.url));
    std::fs::write(folder.join("specs/shop.yaml"), old).unwrap();
    let (code, checked) = update(&folder, &vendor, &["--check"]);
    assert!(code == 1 && checked.contains("/a.yaml:") && !checked.contains("properties/id"), "{checked}");
    let (code, said) = update(&folder, &vendor, &[]);
    assert!(code == 0 && said.contains("specs/shop.yaml:20"), "{said}");
    insta::assert_snapshot!(said);
}

#[test]
fn formats() {
    let new = edited(&[ADDED, ("note: {type: string}", "note: {type: string, nullable: true}")]);
    let (vendor, _) = serving(&new);
    let folder = shop("formats", &format!("{}/a.yaml", vendor.url));
    let unguarded = OVERLAY.replace(", published: {type: string}", "");
    std::fs::write(folder.join("specs/shop.overlay.yaml"), unguarded).unwrap();
    let (_, markdown) = update(&folder, &vendor, &["--check", "--format", "markdown"]);
    let (_, json) = update(&folder, &vendor, &["--check", "--format", "json"]);
    insta::assert_snapshot!(format!("{markdown}\n---\n{json}"));
}
