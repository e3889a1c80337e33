//! What names the settings and the command line take, and that no value of theirs breaks out of a manifest.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::scratch;
use toml::{Table, Value};
use truespec::diagnostic::{Files, Report};
use truespec::generate;
use truespec::rust::model::{Features, Uses};
use truespec::rust::print::{self, Publishing};
use truespec::source::{self, ApiSource, Settings, Sources, crate_name, module_name};

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: T, version: '1'}
paths: {/a: {get: {operationId: a, responses: {'204': {description: d}}}}}
";

/// The emitted manifest of a crate with these APIs.
fn manifest(settings: Settings, modules: &[&str]) -> Table {
    let folder = scratch("settings-manifest");
    fs::write(folder.join("d.yaml"), DOCUMENT).unwrap();
    let api = |module: &&str| ApiSource {
        module: Some((*module).to_owned()),
        document: folder.join("d.yaml"),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: folder.clone(),
        ..ApiSource::default()
    };
    let generated = generate(&Sources::new(settings, modules.iter().map(api).collect()));
    generated.files[Path::new("Cargo.toml")].parse().unwrap()
}

#[test]
fn modules_have_names_that_collide_with_nothing() {
    for name in ["pets", "a", "a1", "pets_v2", "union", "serde_v2", "test", &"a".repeat(64)] {
        assert_eq!(module_name(name), Ok(()), "{name}");
    }
    for (name, hint) in [
        ("target", "use `target_api`"),
        ("bin", "use `bin_api`"),
        ("aux", "use `aux_api`"),
        ("lpt9", "use `lpt9_api`"),
        ("mock", "use `mock_api`"),
        ("default", "use `default_api`"),
        ("fn", "use `fn_api`"),
        ("self", "use `self_api`"),
        ("gen", "use `gen_api`"),
        ("Pets", "use `pets`"),
        ("CON", "use `con_api`"),
        ("my-pets", "use `my_pets`"),
        ("a__b", "use `a_b`"),
        ("1a", "use `n1a`"),
        ("straße", "choose a short name in `snake_case`, such as `api`"),
        ("a\n[b]", "use `a_b`"),
        ("", "choose a short name in `snake_case`, such as `api`"),
        ("../a", "use `a`"),
        (&"a".repeat(65), "choose a short name in `snake_case`, such as `api`"),
    ] {
        let refused = module_name(name).unwrap_err();
        assert_eq!(refused.hint, hint, "{name}: {}", refused.why);
        assert!(!refused.why.contains('\n') && refused.why.len() < 200, "{}", refused.why);
    }
}

#[test]
fn crates_have_names_that_cargo_takes() {
    for name in ["clients", "my-client", "a_b", "Client", "petstore2"] {
        assert_eq!(crate_name(name), Ok(()), "{name}");
    }
    for (name, hint) in [
        ("test", "use `test-client`"),
        ("core", "use `core-client`"),
        ("proc-macro", "use `proc-macro-client`"),
        ("deps", "use `deps-client`"),
        ("build", "use `build-client`"),
        ("examples", "use `examples-client`"),
        ("incremental", "use `incremental-client`"),
        ("nul", "use `nul-client`"),
        ("Aux", "use `aux-client`"),
        ("match", "use `match-client`"),
        ("tokio", "use `tokio-client`"),
        ("serde-json", "use `serde-json-client`"),
        ("1st", "use `n1st`"),
        ("ä", "choose a short name in `snake_case`, such as `client`"),
        ("a b", "use `a-b`"),
        ("a\"\n[x]", "use `a-x`"),
        ("", "choose a short name in `snake_case`, such as `client`"),
    ] {
        assert_eq!(crate_name(name).unwrap_err().hint, hint, "{name}");
    }
    assert!(crate_name(&"a".repeat(65)).is_err());
}

/// Read from what is emitted, not from a list.
#[test]
fn what_an_emitted_crate_has_is_no_name_for_an_api() {
    let emitted = manifest(Settings::default().mock(true), &["pets"]);
    let table = |of: &Table, name: &str| of.get(name).and_then(Value::as_table).cloned().unwrap_or_default();
    let targets = table(&emitted, "target");
    let by_target = targets.values().flat_map(|of| table(of.as_table().unwrap(), "dependencies"));
    let dependencies: Vec<String> =
        table(&emitted, "dependencies").into_iter().chain(by_target).map(|(name, _)| name).collect();
    assert!(dependencies.len() > 12, "{dependencies:?}");
    for name in &dependencies {
        assert!(module_name(&name.replace('-', "_")).is_err(), "{name}");
        assert!(crate_name(name).is_err(), "{name}");
    }
    for name in table(&emitted, "features").keys().filter(|name| *name != "pets") {
        assert!(module_name(name).is_err(), "{name}");
    }
}

/// A program that uses the library may hand in what no settings were read from.
#[test]
fn the_library_takes_no_other_modules() {
    let folder = scratch("settings-library");
    fs::write(folder.join("d.yaml"), DOCUMENT).unwrap();
    for module in ["../up", "a b", "", "self", "con"] {
        let api = ApiSource {
            module: Some(module.to_owned()),
            document: folder.join("d.yaml"),
            overlays: Vec::new(),
            root: None,
            lenient: false,
            shown_from: folder.clone(),
            ..ApiSource::default()
        };
        let generated = generate(&Sources::new(Settings::default(), vec![api]));
        assert!(generated.files.is_empty() && generated.report.diagnostics[0].code.id == "TS821", "{module}");
    }
}

#[test]
fn no_value_breaks_out_of_the_manifest() {
    let evil = "0.1.0\"\n\n[build-dependencies]\nevil = \"1";
    for text in [evil, "'''\n\"\"\"\n\\", "\u{7f}\u{0}\u{85}", "a\r\nb"] {
        let apis = ["pets", text].map(|module| Features::of_api(Some(module)));
        let publishing = Publishing {
            description: Some(text.to_owned()),
            license: Some(text.to_owned()),
            repository: Some(text.to_owned()),
            publish: false,
        };
        let emitted = print::manifest(text, text, &publishing, &apis.each_ref(), &Uses::new(true));
        let emitted: Table = emitted.parse().unwrap_or_else(|error| panic!("{error}\n{emitted}"));
        assert_eq!(emitted["package"]["name"].as_str(), Some(text));
        assert_eq!(emitted["package"]["version"].as_str(), Some(text));
        assert_eq!(emitted["package"].as_table().unwrap().len(), 10);
        assert_eq!(emitted["package"]["publish"].as_bool(), Some(false));
        assert!(!emitted.contains_key("build-dependencies"));
        let features = emitted["features"].as_table().unwrap();
        assert_eq!(features["default"].as_array().unwrap()[1].as_str(), Some(text));
        assert!(features.contains_key(text));
    }
}

#[test]
fn settings_are_read_without_panics_and_errors_are_at_values() {
    let root = scratch("settings-hostile");
    let crates =
        ["name = \"c\"", "name = \"c\"\nversion = \"1\"", "name = \"c\"\nassumed-offset = \"é\"", "name = 1"];
    let apis = [
        "module = \"a\"\ndocument = \"\\u0000\"",
        "module = \"\\u202e\"\ndocument = \"d\"",
        "module = []",
        "",
    ];
    for (one, api) in crates.iter().flat_map(|one| apis.iter().map(move |api| (one, api))) {
        let (mut texts, mut report) = (Files::default(), Report::default());
        let id = texts.add("truespec.toml", format!("[crate]\n{one}\n[[api]]\n{api}\n"));
        let sources = source::parse_settings(id, &root, &texts, &mut report);
        assert_eq!(sources.is_none(), report.has_errors(), "{one} {api}");
        for diagnostic in &report.diagnostics {
            let text = format!("{:?}", diagnostic.location);
            assert!(text.starts_with("Text(") && !text.ends_with(", 1, 1)"), "{one} {api}: {text}");
        }
    }
}

#[test]
fn the_command_line_names_crates_by_the_same_rule() {
    let folder = scratch("settings-command");
    fs::write(folder.join("d.yaml"), DOCUMENT).unwrap();
    let run = |arguments: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_truespec"))
            .args(["generate", "d.yaml"])
            .args(arguments)
            .current_dir(&folder)
            .output()
            .unwrap();
        (out.status.code(), String::from_utf8(out.stderr).unwrap())
    };
    for name in ["test", "a\"\nb", "con", ""] {
        let (code, said) = run(&["--out", "refused", "--name", name]);
        assert!(code == Some(1) && said.contains("error[TS822]"), "{name}: {said}");
        assert!(!folder.join("refused").exists());
    }
    // A folder can be called anything: the crate's name is made of it.
    for (out, name) in [("test", "test-client"), ("1 a", "client-1-a"), ("pets", "pets"), ("ä", "client--")]
    {
        let (code, said) = run(&["--out", out]);
        assert_eq!(code, Some(0), "{said}");
        let emitted = fs::read_to_string(folder.join(out).join("Cargo.toml")).unwrap();
        assert_eq!(emitted.parse::<Table>().unwrap()["package"]["name"].as_str(), Some(name));
    }
}

/// The file of a document can be called anything, and what is set up from it is read again.
#[cfg(unix)]
#[test]
fn a_workspace_is_set_up_whatever_the_document_is_called() {
    let folder = scratch("settings-init");
    for (index, (document, module)) in [
        ("target.yaml", "target_api"),
        ("type.yaml", "type_api"),
        ("aux.yaml", "aux_api"),
        ("openapi.yaml", "api"),
        ("a\nb: [\"c.ya\nml", "a_b_c"),
        (" \"'.yaml", "api"),
    ]
    .into_iter()
    .enumerate()
    {
        fs::write(folder.join(document), DOCUMENT).unwrap();
        let out = format!("it's {index}");
        let run = |folder: &Path, arguments: &[&str]| {
            let out =
                Command::new(env!("CARGO_BIN_EXE_truespec")).args(arguments).current_dir(folder).output();
            let out = out.unwrap();
            assert!(out.status.success(), "{document}: {}", String::from_utf8_lossy(&out.stderr));
            String::from_utf8(out.stderr).unwrap()
        };
        let said = run(&folder, &["init", "--document", document, &out]);
        assert!(said.contains(&format!("cd 'it'\\''s {index}'")), "{said}");
        let root = folder.join(&out);
        let settings = fs::read_to_string(root.join("specs/truespec.toml")).unwrap();
        let settings: Table = settings.parse().unwrap();
        assert_eq!(settings["api"][0]["module"].as_str(), Some(module), "{document}");
        assert!(root.join(format!("specs/{module}.overlay.yaml")).exists());
        run(&root, &["check"]);
    }
}

const BODY: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
paths: {/a: {post: {operationId: a, requestBody: {content: {application/json: {schema: {required: [x], properties: {x: {type: string}}}}}}, responses: {'204': {description: d}}}}}
";

/// A body without `required: true` is an argument, unless the settings of its API keep it optional.
#[test]
fn bodies_of_an_api_stay_optional() {
    let folder = scratch("settings-bodies");
    fs::create_dir_all(folder.join("specs")).unwrap();
    fs::write(folder.join("specs/d.yaml"), BODY).unwrap();
    let text = "[crate]\nname = \"c\"\n[[api]]\nmodule = \"meant\"\ndocument = \"d.yaml\"\n\
                [[api]]\nmodule = \"kept\"\ndocument = \"d.yaml\"\noptional-bodies = true\n";
    let (mut files, mut report) = (Files::default(), Report::default());
    let id = files.add("specs/truespec.toml".to_owned(), text.to_owned());
    let sources = source::parse_settings(id, &folder, &files, &mut report).unwrap();
    let generated = generate(&sources);
    let of = |module: &str| generated.files[Path::new(&format!("src/{module}/a.rs"))].clone();
    assert!(
        of("meant").contains("pub fn a(&self, body: impl crate::AsBody<types::ABody>)"),
        "{}",
        of("meant")
    );
    assert!(
        of("kept").contains("pub fn body(mut self, body: impl crate::AsBody<types::ABody>)"),
        "{}",
        of("kept")
    );
    let notes = generated.report.diagnostics.iter().filter(|found| found.code.id == "TS690").count();
    assert_eq!(notes, 1);
}

/// The crates that verify webhooks are there only for documents with webhooks, and behind a feature.
#[test]
fn webhooks_have_a_feature_of_their_own() {
    let folder = scratch("settings-webhooks");
    let hooks = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nwebhooks: {made: {post: {requestBody: {content: {application/json: {schema: {properties: {x: {type: string}}}}}}}}}\n";
    let manifest = |text: &str, scheme: &str| -> Table {
        fs::write(folder.join("d.yaml"), format!("{text}{scheme}")).unwrap();
        let api = ApiSource {
            module: None,
            document: folder.join("d.yaml"),
            overlays: Vec::new(),
            root: None,
            lenient: false,
            shown_from: folder.clone(),
            ..ApiSource::default()
        };
        generate(&Sources::new(Settings::default(), vec![api])).files[Path::new("Cargo.toml")]
            .parse()
            .unwrap()
    };
    let plain = manifest(DOCUMENT, "");
    assert!(plain["features"].get("webhooks").is_none() && plain["dependencies"].get("hmac").is_none());
    let with = manifest(hooks, "");
    let enabled = |table: &Table| table["features"]["webhooks"].to_string();
    assert_eq!(enabled(&with), r#"["dep:base64", "dep:hmac", "dep:sha1", "dep:sha2"]"#);
    for name in ["base64", "hmac", "sha1", "sha2"] {
        assert_eq!(with["dependencies"][name]["optional"], Value::Boolean(true), "{name}");
    }
    // A crate that the client needs anyway is not optional.
    let basic = "components: {securitySchemes: {b: {type: http, scheme: basic}}}\nsecurity: [{b: []}]\n";
    let both = manifest(hooks, basic);
    assert_eq!(enabled(&both), r#"["dep:hmac", "dep:sha1", "dep:sha2"]"#);
    assert!(both["dependencies"]["base64"].get("optional").is_none());
}

#[test]
fn an_api_keeps_its_operation_ids() {
    let root = scratch("settings-methods");
    fs::create_dir_all(root.join("specs")).unwrap();
    let document = DOCUMENT.replace("operationId: a", "operationId: list_pets, tags: [pets]");
    fs::write(root.join("specs/d.yaml"), document).unwrap();
    let api = |module: &str, methods: &str| {
        format!("[[api]]\nmodule = \"{module}\"\ndocument = \"d.yaml\"\n{methods}\n")
    };
    let read = |apis: &str| {
        fs::write(root.join("specs/truespec.toml"), format!("[crate]\nname = \"clients\"\n{apis}")).unwrap();
        let (mut files, mut report) = (Files::default(), Report::default());
        source::read_workspace(&root, &mut files, &mut report).ok_or(report)
    };
    let apis =
        [api("old", "methods = \"operation-id\""), api("new", "methods = \"short\""), api("plain", "")]
            .concat();
    let generated = generate(&read(&apis).unwrap());
    for (module, method) in [("old", "list_pets"), ("new", "list"), ("plain", "list")] {
        let group = &generated.files[Path::new(&format!("src/{module}/pets.rs"))];
        assert!(group.contains(&format!("pub fn {method}(")), "{module}: {group}");
    }
    let refused = read(&api("a", "methods = \"ids\"")).unwrap_err();
    assert!(refused.diagnostics[0].message.contains("`operation-id`"), "{:?}", refused.diagnostics);
}
