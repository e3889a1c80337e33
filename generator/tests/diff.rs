//! What `truespec diff` says, as text, Markdown and JSON, and how it exits; the pair is that of `tests/pairs.rs`, which holds
//! the same against the compiler.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::path::Path;
use std::process::{Command, Output};

use support::scratch;

fn truespec(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_truespec"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap()
}

fn pair(arguments: &[&str]) -> (i32, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
    let out = truespec(&folder, &[&["diff", "shop_old.yaml", "shop_new.yaml"], arguments].concat());
    (out.status.code().unwrap(), String::from_utf8(out.stdout).unwrap())
}

#[test]
fn text() {
    insta::assert_snapshot!(pair(&[]).1);
}

#[test]
fn markdown() {
    insta::assert_snapshot!(pair(&["--format", "markdown"]).1);
}

#[test]
fn json() {
    let value: serde_json::Value = serde_json::from_str(&pair(&["--format", "json"]).1).unwrap();
    let price =
        value["changes"].as_array().unwrap().iter().find(|change| change["path"] == "types::Item::price");
    insta::assert_snapshot!(format!("{}\n{:#}", value["level"], price.unwrap()));
}

/// The schema that is documented describes all of it, and the most severe changes come first.
#[test]
fn json_as_documented() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/diff.schema.json");
    let schema = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let value: serde_json::Value = serde_json::from_str(&pair(&["--format", "json"]).1).unwrap();
    let faults: Vec<String> = validator.iter_errors(&value).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let levels: Vec<&str> =
        value["changes"].as_array().unwrap().iter().map(|change| change["level"].as_str().unwrap()).collect();
    let rank = |level: &&str| ["major", "minor", "patch"].iter().position(|one| one == level);
    assert!(levels.iter().map(rank).is_sorted(), "{levels:?}");
}

/// What is gone is shown in the old document, everything else in the new one.
#[test]
fn beside_the_lines() {
    // The root of a repository.
    let folder = scratch("diff-beside");
    std::fs::create_dir(folder.join(".git")).unwrap();
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
    for file in ["shop_old.yaml", "shop_new.yaml"] {
        std::fs::copy(pairs.join(file), folder.join(file)).unwrap();
    }
    let pair = |arguments: &[&str]| {
        let out = truespec(&folder, &[&["diff", "shop_old.yaml", "shop_new.yaml"], arguments].concat());
        (out.status.code().unwrap(), String::from_utf8(out.stdout).unwrap())
    };
    let said = pair(&["--format", "github"]).1;
    for line in [
        "::error file=shop_new.yaml,line=18,col=5,title=changed-operation%3A operation changed::items::Items::create()",
        "::error file=shop_old.yaml,line=82,col=116,title=removed-header%3A header removed::orders::ListHeaders::x_old()",
    ] {
        assert!(said.contains(line), "{line} is not in {said}");
    }
    assert!(said.lines().all(|line| line.starts_with("::") && line.contains(" file=shop_")), "{said}");
    let log: serde_json::Value = serde_json::from_str(&pair(&["--format", "sarif"]).1).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), said.lines().count());
    let first = serde_json::json!({
        "artifactLocation": {"uri": "shop_new.yaml"}, "region": {"startLine": 18, "startColumn": 5},
    });
    let of = |rule: &str| results.iter().find(|result| result["ruleId"] == rule).unwrap();
    assert_eq!(of("changed-operation")["locations"][0]["physicalLocation"], first);
    assert_eq!([&of("removed-header")["level"], &of("added-field")["level"]], ["error", "warning"]);
}

/// A change that is accepted with a reason does not fail a run, and is shown as accepted in each format.
#[test]
fn accepted_changes() {
    let folder = scratch("diff-accepted");
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
    for file in ["shop_old.yaml", "shop_new.yaml"] {
        std::fs::copy(pairs.join(file), folder.join(file)).unwrap();
    }
    let diff = |arguments: &[&str]| {
        let out = truespec(&folder, &[&["diff", "shop_old.yaml", "shop_new.yaml"], arguments].concat());
        (
            out.status.code().unwrap(),
            String::from_utf8(out.stdout).unwrap(),
            String::from_utf8(out.stderr).unwrap(),
        )
    };
    let (_, entries, _) = diff(&["--accept"]);
    assert_eq!(entries.matches("[[change]]").count(), 31, "{entries}");
    std::fs::write(folder.join("a.toml"), &entries).unwrap();
    let (code, _, said) = diff(&["--accepted", "a.toml"]);
    assert!(
        code == 2 && said.contains("error[TS826]: `reason` is empty") && said.contains("a.toml:5:10"),
        "{said}"
    );
    std::fs::write(
        folder.join("a.toml"),
        entries.replace("reason = \"\"", "reason = \"told in March @you\""),
    )
    .unwrap();
    let (code, text, said) = diff(&["--accepted", "a.toml", "--fail-on", "major"]);
    assert_eq!((code, said.as_str()), (0, ""), "{said}");
    assert!(text.contains("31 major (31 accepted), 19 minor"), "{text}");
    assert!(text.contains("      accepted: told in March @you"), "{text}");
    assert_eq!(diff(&["--accepted", "a.toml", "--fail-on", "minor"]).0, 1);
    assert_eq!(diff(&["--accepted", "a.toml", "--accept"]).1, "");
    let markdown = diff(&["--accepted", "a.toml", "--format", "markdown"]).1;
    assert!(markdown.contains("<details><summary>31 accepted</summary>"), "{markdown}");
    assert!(markdown.contains("accepted: `told in March @you` |"), "{markdown}");
    let github = diff(&["--accepted", "a.toml", "--format", "github"]).1;
    assert!(!github.contains("::error") && github.contains("%0Aaccepted: told in March"), "{github}");
    let sarif = diff(&["--accepted", "a.toml", "--format", "sarif"]).1;
    assert!(sarif.contains("\"justification\": \"told in March @you\""), "{sarif}");
    let gone = "[[change]]\nitem = \"types::Gone\"\nwhat = \"removed\"\nlevel = \"major\"\nreason = \"r\"\n";
    std::fs::write(folder.join("a.toml"), gone).unwrap();
    let (code, _, said) = diff(&["--accepted", "a.toml"]);
    assert!(code == 0 && said.contains("note[TS827]: `types::Gone` was not removed"), "{said}");
    for (wrong, place, hint) in [
        ("[[change]]\nitm = \"x\"\n", "a.toml:2:1", "did you mean `item`?"),
        ("[[changes]]\n", "a.toml:1:3", "did you mean `change`?"),
        ("[[change]]\nwhat = \"remved\"\n", "a.toml:2:8", "did you mean `removed`?"),
    ] {
        std::fs::write(folder.join("a.toml"), wrong).unwrap();
        let (code, _, said) = diff(&["--accepted", "a.toml"]);
        assert!(code == 2 && said.contains("error[TS826]") && said.contains(place), "{wrong}: {said}");
        assert!(said.contains(hint), "{wrong}: {said}");
    }
}

/// Accepting a rename accepts no change inside of what is renamed.
#[test]
fn a_rename_hides_nothing() {
    let folder = scratch("diff-rename-hides");
    let document = |tag: &str, limit: u32| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\nservers: [{{url: 'https://a.example'}}]\npaths:\n  /a:\n    \
             get:\n      operationId: list\n      tags: [{tag}]\n      parameters: [{{name: limit, in: query, schema: \
             {{type: integer, maximum: {limit}}}}}]\n      responses: {{'204': {{description: d}}}}\n"
        )
    };
    std::fs::write(folder.join("old.yaml"), document("things", 9)).unwrap();
    std::fs::write(folder.join("new.yaml"), document("items", 5)).unwrap();
    let diff = |arguments: &[&str]| {
        let out = truespec(&folder, &[&["diff", "old.yaml", "new.yaml"], arguments].concat());
        (out.status.code().unwrap(), String::from_utf8(out.stdout).unwrap())
    };
    let entries = diff(&["--accept"]).1.replace("reason = \"\"", "reason = \"r\"");
    let items: Vec<&str> = entries.lines().filter(|line| line.starts_with("item = ")).collect();
    assert_eq!(items, ["item = \"Client::things()\"", "item = \"things::List::limit()\""], "{entries}");
    let (rename, _) = entries.split_once("\n\n").unwrap();
    std::fs::write(folder.join("a.toml"), rename).unwrap();
    let (code, said) = diff(&["--accepted", "a.toml", "--fail-on", "major"]);
    assert!(code == 1 && said.contains("2 major (1 accepted)"), "{said}");
    std::fs::write(folder.join("a.toml"), &entries).unwrap();
    assert_eq!(diff(&["--accepted", "a.toml", "--fail-on", "major"]).0, 0);
}

/// Entries that accept nothing say why.
#[test]
fn entries_that_accept_nothing() {
    let folder = scratch("diff-entries");
    let document = |ty: &str, deprecated: bool| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\nservers: [{{url: 'https://a.example'}}]\npaths: {{}}\ncomponents: \
             {{schemas: {{A: {{type: object, properties: {{b: {{type: {ty}, deprecated: {deprecated}}}}}}}}}}}\n"
        )
    };
    std::fs::write(folder.join("old.yaml"), document("string", false)).unwrap();
    let said = |new: &str, entries: &[(&str, &str, &str)]| {
        std::fs::write(folder.join("new.yaml"), new).unwrap();
        let entry = |(item, what, level): &(&str, &str, &str)| {
            format!("[[change]]\nitem = \"{item}\"\nwhat = \"{what}\"\nlevel = \"{level}\"\nreason = \"r\"\n")
        };
        std::fs::write(folder.join("a.toml"), entries.iter().map(entry).collect::<String>()).unwrap();
        let arguments = ["diff", "old.yaml", "new.yaml", "--accepted", "a.toml", "--fail-on", "major"];
        let out = truespec(&folder, &arguments);
        (out.status.code().unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let other = document("boolean", false);
    let field = "types::A::b";
    let (code, text) = said(&other, &[(field, "changed", "minor")]);
    assert_eq!(code, 1);
    assert!(
        text.contains("`types::A::b` was changed, but that is a major change, which is more than"),
        "{text}"
    );
    assert!(text.contains("a.toml:1:1") && text.contains("write `level = \"major\"`"), "{text}");
    assert!(!text.contains("was not changed"), "{text}");
    let setter = ("types::A::b()", "changed", "major");
    let (code, text) = said(&other, &[(field, "changed", "major"), setter, (field, "changed", "major")]);
    assert_eq!(code, 0);
    assert!(text.contains("a.toml:11:1") && text.contains("is accepted by another entry"), "{text}");
    assert_eq!(text.matches("[TS827]").count(), 1, "{text}");
    let (_, text) = said(&document("string", true), &[(field, "changed", "major"), setter]);
    assert!(text.contains("`types::A::b()` was not changed between these versions"), "{text}");
    assert_eq!(text.matches("[TS827]").count(), 1, "{text}");
}

/// What `--accept` prints accepts all, whichever of the two is the newer.
#[test]
fn all_of_a_pair_is_accepted() {
    let folder = scratch("diff-all-accepted");
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
    let [old, new] = ["shop_old.yaml", "shop_new.yaml"].map(|file| pairs.join(file).display().to_string());
    for (from, to) in [(&old, &new), (&new, &old)] {
        for level in ["major", "minor", "patch"] {
            let entries = truespec(&folder, &["diff", from, to, "--accept", "--fail-on", level]).stdout;
            let entries = String::from_utf8(entries).unwrap().replace("reason = \"\"", "reason = \"r\"");
            std::fs::write(folder.join("a.toml"), entries).unwrap();
            let arguments = ["diff", from, to, "--accepted", "a.toml", "--fail-on", level];
            let out = truespec(&folder, &arguments);
            let said = String::from_utf8(out.stderr).unwrap();
            assert_eq!((out.status.code(), said.as_str()), (Some(0), ""), "{from} {level}");
        }
    }
}

/// A document of the workspace is compared with the settings of its API.
#[test]
fn settings_of_the_workspace() {
    let folder = scratch("diff-settings");
    let specs = folder.join("specs");
    std::fs::create_dir_all(&specs).unwrap();
    let document = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\nservers: [{url: 'https://a.example'}]\npaths:\n  /a:\n    get: {operationId: listAllThings, tags: [things], responses: {'204': {description: d}}}\n";
    std::fs::write(specs.join("a.yaml"), document).unwrap();
    std::fs::write(folder.join("new.yaml"), document.replace("/a:", "/b:")).unwrap();
    let settings = "[crate]\nname = \"c\"\n\n[[api]]\nmodule = \"a\"\ndocument = \"a.yaml\"\nmethods = \"operation-id\"\n";
    std::fs::write(specs.join("truespec.toml"), settings).unwrap();
    let said = |old: &str| {
        let out = truespec(&folder, &["diff", old, "new.yaml"]);
        String::from_utf8(out.stdout).unwrap()
    };
    assert!(said("specs/a.yaml").contains("things::Things::list_all_things()"), "{}", said("specs/a.yaml"));
    std::fs::copy(specs.join("a.yaml"), folder.join("a.yaml")).unwrap();
    assert!(!said("a.yaml").contains("things::Things::list_all_things()"), "{}", said("a.yaml"));
}

#[test]
fn exit_codes_by_level() {
    assert_eq!(pair(&["--quiet"]).0, 0);
    assert_eq!(pair(&["--quiet", "--fail-on", "major"]).0, 1);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
    let same = truespec(&folder, &["diff", "shop_old.yaml", "shop_old.yaml", "--fail-on", "patch"]);
    assert_eq!(same.status.code(), Some(0));
    assert_eq!(
        String::from_utf8(same.stdout).unwrap(),
        "0 major, 0 minor, 0 patch: no changes for users of the crate\n"
    );
    for usage in [&["diff", "shop_old.yaml"][..], &["diff"]] {
        let out = truespec(&folder, usage);
        assert_eq!(out.status.code(), Some(2), "{}", String::from_utf8_lossy(&out.stderr));
    }
}

/// A workspace that is not the root of its repository: files are named from there, and what is no file has no path.
#[test]
fn paths_are_from_the_root_of_the_repository() {
    let folder = scratch("diff-below");
    std::fs::create_dir(folder.join(".git")).unwrap();
    let below = folder.join("clients/shop");
    std::fs::create_dir_all(&below).unwrap();
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
    std::fs::copy(pairs.join("shop_old.yaml"), below.join("old.yaml")).unwrap();
    std::fs::copy(pairs.join("shop_new.yaml"), folder.join("new.yaml")).unwrap();
    let said = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truespec"));
        let old = std::fs::File::open(below.join("old.yaml")).unwrap();
        let out = command.args(arguments).current_dir(&below).stdin(old).output().unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    let github = said(&["diff", "old.yaml", "../../new.yaml", "--format", "github"]);
    assert!(
        github.contains("error file=new.yaml,line=") && github.contains("file=clients/shop/old.yaml,line=")
    );
    let new = folder.join("new.yaml").display().to_string();
    assert_eq!(said(&["diff", "old.yaml", &new, "--format", "github"]), github);
    let github = said(&["diff", "-", "../../new.yaml", "--format", "github"]);
    assert!(github.contains("::error title=removed-header%3A header removed::<stdin>:82:116: "), "{github}");
    assert!(!github.contains("file=<"), "{github}");
    let sarif = said(&["diff", "-", "../../new.yaml", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    for result in results {
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert!(uri.is_null() || uri == "new.yaml", "{result}");
    }
    assert!(results.iter().any(|result| result["locations"][0].get("physicalLocation").is_none()));
}

/// What in `specs/` is a link in a revision is what it leads to, within the repository.
#[cfg(unix)]
#[test]
fn links_in_a_revision() {
    use std::os::unix::fs::symlink;
    let repository = scratch("diff-links");
    let folder = repository.join("clients");
    let git = |arguments: &[&str]| {
        let user = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
        let ran = Command::new("git").args(user).args(arguments).current_dir(&repository).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    let specs = folder.join("specs");
    std::fs::create_dir_all(specs.join("real/deep")).unwrap();
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
    let settings = "[crate]\nname = \"clients\"\n\n[[api]]\nmodule = \"shop\"\ndocument = \"shop.yaml\"\n\n[[api]]\nmodule = \"other\"\ndocument = \"linked/deep/again.yaml\"\n";
    std::fs::write(specs.join("truespec.toml"), settings).unwrap();
    std::fs::copy(pairs.join("shop_old.yaml"), specs.join("real/v1.yaml")).unwrap();
    symlink("real/v1.yaml", specs.join("shop.yaml")).unwrap();
    symlink("real", specs.join("linked")).unwrap();
    symlink("../v1.yaml", specs.join("real/deep/again.yaml")).unwrap();
    for (to, name) in
        [("nowhere.yaml", "gone.yaml"), ("/etc/passwd", "out.yaml"), (".", "circle"), ("loop", "loop")]
    {
        symlink(to, specs.join(name)).unwrap();
    }
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "first"]);
    let diff = |arguments: &[&str]| {
        let out = truespec(&folder, &[&["diff"], arguments].concat());
        (
            out.status.code().unwrap(),
            String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap(),
        )
    };
    assert_eq!(
        diff(&["--fail-on", "patch"]),
        (0, "0 major, 0 minor, 0 patch: no changes for users of the crate\n".to_owned())
    );
    std::fs::copy(pairs.join("shop_new.yaml"), specs.join("real/v1.yaml")).unwrap();
    let (code, said) = diff(&["--quiet", "--fail-on", "major"]);
    assert!(code == 1 && said.starts_with("62 major"), "{said}");
}

#[test]
fn revisions_of_a_workspace() {
    let folder = scratch("diff-revisions");
    let git = |arguments: &[&str]| {
        let ran = Command::new("git")
            .args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"])
            .args(arguments)
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    let specs = folder.join("specs");
    std::fs::create_dir_all(&specs).unwrap();
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
    let settings = "[crate]\nname = \"clients\"\n\n[[api]]\nmodule = \"shop\"\ndocument = \"shop.yaml\"\n";
    std::fs::write(specs.join("truespec.toml"), settings).unwrap();
    std::fs::copy(pairs.join("shop_old.yaml"), specs.join("shop.yaml")).unwrap();
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "first"]);
    let none = truespec(&folder, &["diff", "HEAD", "--fail-on", "patch"]);
    assert_eq!(none.status.code(), Some(0), "{}", String::from_utf8_lossy(&none.stderr));
    std::fs::copy(pairs.join("shop_new.yaml"), specs.join("shop.yaml")).unwrap();
    let out = truespec(&folder, &["diff", "HEAD"]);
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(said.contains("shop::types::Item::price"), "{said}");
    // What is gone is shown where it was, in the document that is there.
    let github = truespec(&folder, &["diff", "HEAD", "--format", "github"]);
    let github = String::from_utf8(github.stdout).unwrap();
    let line = "::error file=specs/shop.yaml,line=113,col=5,title=removed-variant%3A variant removed::shop::types::Colour::Blue";
    assert!(github.contains(line), "{github}");
    assert!(github.lines().all(|line| line.contains(" file=specs/shop.yaml,")), "{github}");
    accepted_in_a_workspace(&folder);
    git(&["checkout", "-q", "HEAD", "specs/shop.yaml"]);
    let gone = truespec(&folder, &["diff", "nowhere"]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&gone.stderr).contains("neither a document nor a readable revision"));
}

/// The accepted changes of the newer workspace count, those of an API by its module.
fn accepted_in_a_workspace(folder: &Path) {
    let entries = truespec(folder, &["diff", "HEAD", "--accept", "--fail-on", "patch"]);
    let entries = String::from_utf8(entries.stdout).unwrap().replace("reason = \"\"", "reason = \"known\"");
    let of = |entries: &str| {
        std::fs::write(folder.join("specs/accepted.toml"), entries).unwrap();
        let out = truespec(folder, &["diff", "HEAD", "--quiet", "--fail-on", "patch"]);
        (out.status.code().unwrap(), String::from_utf8([out.stdout, out.stderr].concat()).unwrap())
    };
    let all = "31 major (31 accepted), 19 minor (19 accepted), 1 patch (1 accepted): a major change\n";
    assert_eq!(of(&entries), (0, all.to_owned()));
    let (code, said) = of(&entries.replace("api = \"shop\"", "api = \"other\""));
    assert!(code == 1 && said.contains("31 major, 19 minor, 1 patch") && said.contains("TS827"), "{said}");
    let (code, _) = of(&entries.replace("level = \"major\"", "level = \"minor\""));
    assert_eq!(code, 1, "a change that is more severe than what was accepted");
    std::fs::remove_file(folder.join("specs/accepted.toml")).unwrap();
}

/// A comment on a pull request holds what documents call things as code: no HTML, no mention of a person, no row of its own.
#[test]
fn markdown_of_hostile_names() {
    let folder = scratch("diff_hostile");
    let name = "a`b | <img src=x onerror=alert(1)> @someone #1 [x](javascript:alert(1))\n\n> ~~~";
    for (file, named) in [("old.json", format!("{name} 1")), ("new.json", format!("{name}-1"))] {
        let kind = serde_json::json!({"type": "string", "enum": [named, "b"]});
        let tag = serde_json::json!({"type": "object", "required": [named], "properties": {&named: kind}});
        let document = serde_json::json!({
            "openapi": "3.0.3", "info": {"title": name, "version": "1"}, "servers": [{"url": "https://api.example.com"}],
            "paths": {format!("/{named}"): {"get": {"operationId": "read", "responses": {"200": {
                "description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tag"}}}}}}}},
            "components": {"schemas": {"Tag": tag}},
        });
        std::fs::write(folder.join(file), document.to_string()).unwrap();
    }
    let out = truespec(&folder, &["diff", "old.json", "new.json", "--format", "markdown"]);
    let markdown = String::from_utf8(out.stdout).unwrap();
    assert!(markdown.contains("onerror"), "{}{markdown}", String::from_utf8_lossy(&out.stderr));
    for event in pulldown_cmark::Parser::new_ext(&markdown, pulldown_cmark::Options::all()) {
        use pulldown_cmark::{Event, Tag};
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                assert!(html.contains("details>") || html.starts_with("<details"), "{html} in {markdown}");
            }
            Event::Text(text) => assert!(!text.contains(['@', '#', '<']), "{text} in {markdown}"),
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_)) => {
                panic!("{event:?} in {markdown}")
            }
            _ => {}
        }
    }
    for row in markdown.lines().filter(|line| line.starts_with("| ")) {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 6, "{row}");
    }
}

/// A method that has another name calls the same method and path: it is renamed, also into another group, and also where the
/// two of a document change places.
#[test]
fn renamed_methods() {
    let folder = scratch("diff-renamed");
    let write = |file: &str, [read, run, stop]: [&str; 3]| {
        let operation = |place: &str, named: &str| {
            let (tag, id) = named.split_once('.').unwrap();
            format!(
                "  {place}: {{operationId: {id}, tags: [{tag}], responses: {{'204': {{description: d}}}}}}}}\n"
            )
        };
        let paths = operation("/read: {get", read)
            + &operation("/run: {post", run)
            + &operation("/stop: {post", stop);
        let document = format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}");
        std::fs::write(folder.join(file), document).unwrap();
    };
    write("old.yaml", ["x.first", "x.second", "x.third"]);
    write("new.yaml", ["x.second", "x.first", "y.fourth"]);
    let out = truespec(&folder, &["diff", "old.yaml", "new.yaml"]);
    let text = String::from_utf8(out.stdout).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (before, of, after) in [
        ("x::X::first", "GET /read", "x::X::second"),
        ("x::X::second", "POST /run", "x::X::first"),
        ("x::X::third", "POST /stop", "y::Y::fourth"),
    ] {
        let line = format!("~ {before}() (operation, {of}) is now {after}()");
        assert!(text.contains(&line), "{before}: {text}");
    }
    assert!(!text.contains("- x::") && !text.contains("+ x::") && !text.contains("+ y::"), "{text}");
    assert!(text.contains("3 major, 1 minor, 0 patch"), "{text}");
}
