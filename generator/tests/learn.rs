//! `truespec learn`: a document and a recording a case. What is proposed applies, settles what it is for and is proposed
//! once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::scratch;

fn truespec(folder: &Path, arguments: &[&str]) -> Output {
    let command = &mut Command::new(env!("CARGO_BIN_EXE_truespec"));
    command.args(arguments).current_dir(folder).env_remove("CLICOLOR_FORCE").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/learn")
}

/// Lines of a rendering without the excerpt of the document.
fn lines(said: &str) -> String {
    let kept = said.lines().filter(|line| {
        let start = line.trim_start();
        ["warning", "error", "note", "= help"].iter().any(|word| start.starts_with(word))
    });
    kept.map(|line| format!("{}\n", line.trim_start())).collect()
}

#[test]
fn cases() {
    insta::with_settings!({ snapshot_path => "learn/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::glob!("learn/cases/*.yaml", |path| {
            let folder = path.parent().unwrap();
            let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
            let (document, recording) = (name(path), name(&path.with_extension("har")));
            let learned = truespec(folder, &["learn", &recording, "--document", &document]);
            assert_eq!(learned.status.code(), Some(0), "{}", text(&learned.stderr));
            settles(folder, &document, &recording, &learned);
            insta::assert_snapshot!("learned", format!("{}\n{}", lines(&text(&learned.stderr)), text(&learned.stdout)));
        });
    });
}

/// The proposals apply without a diagnostic, and nothing that they are for is proposed again.
fn settles(folder: &Path, document: &str, recording: &str, learned: &Output) {
    if learned.stdout.is_empty() {
        return;
    }
    let overlay = scratch("learn-cases").join(format!("{document}.overlay.yaml"));
    std::fs::write(&overlay, &learned.stdout).unwrap();
    let overlay = overlay.to_str().unwrap();
    let applied = truespec(folder, &["apply", document, "--overlay", overlay]);
    assert_eq!((applied.status.code(), text(&applied.stderr)), (Some(0), String::new()), "{document}");
    let again = truespec(folder, &["learn", recording, "--document", document, "--overlay", overlay]);
    assert_eq!(text(&again.stdout), "", "{document}");
    assert!(!text(&again.stderr).contains("TS721"), "{document}: {}", text(&again.stderr));
    is_guarded(document, &text(&learned.stdout));
}

/// Every action says what was published, and selects nothing by its index.
fn is_guarded(document: &str, overlay: &str) {
    let lines = || overlay.lines().map(str::trim_start);
    let actions = lines().filter(|line| line.starts_with("- target: ")).count();
    let guarded = lines().filter(|line| line.starts_with("published:")).count();
    assert!(actions > 0 && actions == guarded, "{document}: {guarded} of {actions} actions are guarded");
    for target in lines().filter_map(|line| line.strip_prefix("- target: ")) {
        // Without the filters, which may look at an element of a list.
        let mut parts = target.split("[?");
        let before = parts.next().unwrap();
        let outside = parts.map(|part| part.rsplit_once("']").map_or("", |(_, rest)| rest)).chain([before]);
        let is_index = |part: &str| (0..9).any(|index| part.contains(&format!("[{index}]")));
        assert!(!outside.into_iter().any(is_index), "{document}: {target}");
    }
}

/// The document of a case with something changed in it, and what `apply` says of the corrections of the case.
fn after(case: &str, old: &str, new: &str) -> String {
    let scratch = scratch(&format!("learn-moved-{case}"));
    let cases = folder().join("cases");
    let learned =
        truespec(&cases, &["learn", &format!("{case}.har"), "--document", &format!("{case}.yaml"), "-q"]);
    std::fs::write(scratch.join("overlay.yaml"), &learned.stdout).unwrap();
    let document = std::fs::read_to_string(cases.join(format!("{case}.yaml"))).unwrap();
    assert!(document.contains(old), "{case}: {old}");
    std::fs::write(scratch.join("api.yaml"), document.replacen(old, new, 1)).unwrap();
    let applied = truespec(&scratch, &["apply", "api.yaml", "--overlay", "overlay.yaml"]);
    text(&applied.stderr)
}

/// Guards of long lists hold until the vendor changes what an action is for: publishes what was added, or another last
/// literal.
#[test]
fn guards_of_long_lists() {
    assert_eq!(after("guards", "title: t", "title: u"), "");
    let published = after("guards", "enum: [level_av", "enum: [urgent, level_av");
    assert!(published.contains("TS208"), "{published}");
    let moved = after("guards", "phase_hz]", "phase_hz, phase_more]");
    assert!(moved.contains("TS208"), "{moved}");
}

/// An element that the vendor inserts before the corrected one changes nothing; one that is the same is said.
#[test]
fn elements_that_the_vendor_inserts() {
    let other = "oneOf: [{title: Fish, type: object}, {title: Cat";
    assert_eq!(after("elements", "oneOf: [{title: Cat", other), "");
    let same = "oneOf: [{title: Dog, type: object, properties: {bark: {type: string}}}, {title: Cat";
    let same = after("elements", "oneOf: [{title: Cat", same);
    assert!(same.contains("TS208") && same.contains("selects several values"), "{same}");
}

/// Actions for what stands in other files name them, also with references between the files; `generate` applies them.
#[test]
fn several_files() {
    let folder = folder().join("multi");
    let learned = truespec(&folder, &["learn", "session.har", "--document", "root.yaml"]);
    insta::with_settings!({ snapshot_path => "learn/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("multi", format!("{}\n{}", lines(&text(&learned.stderr)), text(&learned.stdout)));
    });
    let scratch = scratch("learn-multi");
    let overlay = scratch.join("overlay.yaml");
    std::fs::write(&overlay, &learned.stdout).unwrap();
    let overlay = overlay.to_str().unwrap();
    let again = truespec(&folder, &["learn", "session.har", "--document", "root.yaml", "--overlay", overlay]);
    assert_eq!(text(&again.stdout), "", "{}", text(&again.stderr));
    // What `apply` prints is one file, with what was corrected in the others.
    let applied = truespec(&folder, &["apply", "root.yaml", "--overlay", overlay]);
    assert_eq!((applied.status.code(), text(&applied.stderr)), (Some(0), String::new()));
    assert!(!text(&applied.stdout).contains(".yaml"), "{}", text(&applied.stdout));
    std::fs::write(scratch.join("whole.yaml"), &applied.stdout).unwrap();
    let again = truespec(
        &scratch,
        &["learn", folder.join("session.har").to_str().unwrap(), "--document", "whole.yaml"],
    );
    assert_eq!(text(&again.stdout), "", "{}", text(&again.stderr));
    let out = scratch.join("client");
    let arguments = ["generate", "root.yaml", "--overlay", overlay, "--out", out.to_str().unwrap()];
    let generated = truespec(&folder, &arguments);
    assert_eq!(generated.status.code(), Some(0), "{}", text(&generated.stderr));
    let all = sources(&out);
    for expected in ["pub age: Option<f64>", "pub size: Option<i64>", "pub id: Option<f64>"] {
        assert!(all.contains(expected), "{expected}");
    }
}

/// An action for a file that changed, that no reference leads to, or that has no such place is an error with its file.
#[test]
fn actions_for_other_files_are_checked() {
    let folder = folder().join("multi");
    let scratch = scratch("learn-multi-checked");
    let action = |file: &str, target: &str, published: &str| {
        let quirk = format!("x-quirk: {{id: P1, source: s, published: {published}}}");
        let head = "overlay: 1.1.0\ninfo: {title: t, version: '1'}\nactions:\n";
        let action = format!("- {{target: {target}, x-truespec-file: {file}, {quirk}, remove: true}}\n");
        let overlay = scratch.join("overlay.yaml");
        std::fs::write(&overlay, head.to_owned() + &action).unwrap();
        let out = scratch.join("client");
        let (overlay, out) = (overlay.to_str().unwrap(), out.to_str().unwrap());
        let arguments = ["generate", "root.yaml", "--overlay", overlay, "--out", out];
        let checked = truespec(&folder, &arguments);
        (checked.status.code(), lines(&text(&checked.stderr)))
    };
    let owner = "$.components.schemas.Owner.properties.age.type";
    let (code, said) = action("parts/box.yaml", owner, "integer");
    assert_eq!((code, said.contains("error")), (Some(0), false), "{said}");
    let (code, said) = action("parts/../parts/box.yaml", owner, "string");
    assert!(code == Some(1) && said.contains("the published value at"), "{said}");
    let (code, said) = action("parts/box.yaml", "$.components.schemas.Nobody", "null");
    assert!(code == Some(1) && said.contains("matches nothing"), "{said}");
    let (code, said) = action("parts/none.yaml", owner, "integer");
    assert!(code == Some(1) && said.contains("no reference of the document leads to the file"), "{said}");
}

/// The text of all files of a generated crate.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => open.push(path),
                false => all += &std::fs::read_to_string(path).unwrap_or_default(),
            }
        }
    }
    all
}

/// `generate` understands what is proposed in the words of the vocabulary: nothing in it is unfit.
#[test]
fn vocabulary_is_understood() {
    let folder = folder().join("cases");
    for (name, expected) in
        [("paging", "Paging::cursor(\"page\""), ("streams", "mode_stream"), ("habits", "Idempotency-Key")]
    {
        let scratch = scratch(&format!("learn-vocabulary-{name}"));
        let (document, recording) = (format!("{name}.yaml"), format!("{name}.har"));
        let learned = truespec(&folder, &["learn", &recording, "--document", &document, "--quiet"]);
        let overlay = scratch.join("overlay.yaml");
        std::fs::write(&overlay, &learned.stdout).unwrap();
        let out = scratch.join("client");
        let generated = truespec(
            &folder,
            &["generate", &document, "--overlay", overlay.to_str().unwrap(), "--out", out.to_str().unwrap()],
        );
        let said = text(&generated.stderr);
        assert_eq!(generated.status.code(), Some(0), "{said}");
        for unfit in ["TS652", "is ignored"] {
            assert!(!said.contains(unfit), "{said}");
        }
        assert!(sources(&out).contains(expected), "{name}: {expected}");
    }
}

/// Learning on top of learning: ids continue, guards state what is published, both overlays apply together.
#[test]
fn runs_stack() {
    for (first, second) in [("ids_a.har", "ids_b.har"), ("twice.har", "twice2.har")] {
        let scratch = scratch(&format!("learn-{first}"));
        let [one, two] = ["one.yaml", "two.yaml"].map(|name| scratch.join(name).to_str().unwrap().to_owned());
        let learned = truespec(&folder(), &["learn", first, "--document", "stack.yaml", "--quiet"]);
        std::fs::write(&one, &learned.stdout).unwrap();
        let more = ["learn", second, "--document", "stack.yaml", "--quiet", "--overlay", &one];
        let more = truespec(&folder(), &more);
        std::fs::write(&two, &more.stdout).unwrap();
        let id = |line: &str| line.trim_start().strip_prefix("id: P")?.parse::<usize>().ok();
        let last = text(&learned.stdout).lines().filter_map(id).max().unwrap();
        let expected = format!("id: P{}", last + 1);
        assert!(text(&more.stdout).contains(&expected), "{expected}: {}", text(&more.stdout));
        let both = truespec(&folder(), &["apply", "stack.yaml", "--overlay", &one, "--overlay", &two]);
        assert_eq!((both.status.code(), text(&both.stderr)), (Some(0), String::new()), "{first}");
        for recording in [first, second] {
            let all = ["learn", recording, "--document", "stack.yaml", "--overlay", &one, "--overlay", &two];
            let again = truespec(&folder(), &all);
            assert_eq!(text(&again.stdout), "", "{}", text(&again.stderr));
        }
    }
}

/// A second run on a document whose list the first one shortened: guards state what is published, not what has moved to
/// its place. The folder of the document is not shown.
#[test]
fn runs_stack_on_lists_that_moved() {
    let scratch = scratch("learn-stack-lists");
    let document = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\nservers: [{url: 'https://x.example'}]\npaths:\n  /a:\n    get:\n      operationId: a\n      parameters:\n        - {name: old, in: query, schema: {type: integer}}\n        - {name: size, in: query, schema: {type: integer}}\n        - {name: since, in: query, schema: {type: integer}}\n      responses: {'204': {description: d}}\n";
    std::fs::write(scratch.join("api.yaml"), document).unwrap();
    let target = "$.paths['/a'].get.parameters[?@.name == 'old']";
    let quirk = "{id: P1, source: vendor, at: \"$.paths['/a'].get.parameters[?@.name == 'old'].name\", published: old}";
    let one = format!(
        "overlay: 1.1.0\ninfo: {{title: t, version: '1'}}\nactions:\n- {{target: \"{target}\", x-quirk: {quirk}, remove: true}}\n"
    );
    std::fs::write(scratch.join("one.yaml"), one).unwrap();
    let entry = r#"{"request": {"method": "GET", "url": "https://x.example/a?since=2026-01-31"}, "response": {"status": 204}}"#;
    let recording = format!(r#"{{"log": {{"version": "1.2", "entries": [{entry}]}}}}"#);
    std::fs::write(scratch.join("session.har"), recording).unwrap();
    let place = scratch.join("api.yaml");
    let place = place.to_str().unwrap();
    let learned =
        truespec(&scratch, &["learn", "session.har", "--document", place, "--overlay", "one.yaml", "-q"]);
    let two = text(&learned.stdout);
    assert!(
        two.contains("[?@.name == 'since' && @.in == 'query'].schema") && two.contains("id: P2"),
        "{two}"
    );
    assert!(!two.contains("learn-stack-lists"), "{two}");
    is_guarded("stack", &two);
    std::fs::write(scratch.join("two.yaml"), &two).unwrap();
    let both = ["apply", "api.yaml", "--overlay", "one.yaml", "--overlay", "two.yaml"];
    let applied = truespec(&scratch, &both);
    assert_eq!((applied.status.code(), text(&applied.stderr)), (Some(0), String::new()));
    // The other overlay alone holds as well: its guard is about the published document.
    let alone = truespec(&scratch, &["apply", "api.yaml", "--overlay", "two.yaml"]);
    assert_eq!((alone.status.code(), text(&alone.stderr)), (Some(0), String::new()));
    std::fs::write(
        scratch.join("api.yaml"),
        document
            .replace("since, in: query, schema: {type: integer}", "since, in: query, schema: {type: number}"),
    )
    .unwrap();
    let changed = truespec(&scratch, &both);
    assert!(text(&changed.stderr).contains("TS208"), "{}", text(&changed.stderr));
}

/// Without an overlay the ids begin anew, and that is said; those of the workspace are applied, and nothing is proposed again.
#[test]
fn ids_that_begin_anew() {
    let scratch = scratch("learn-ids");
    let cases = folder().join("cases");
    std::fs::create_dir_all(scratch.join("specs")).unwrap();
    let recording = cases.join("numbers.har");
    let recording = recording.to_str().unwrap();
    std::fs::copy(cases.join("numbers.yaml"), scratch.join("specs/api.yaml")).unwrap();
    let learn = |more: &[&str]| {
        let all = [&["learn", recording, "--document", "specs/api.yaml"], more].concat();
        truespec(&scratch, &all)
    };
    let first = learn(&[]);
    assert!(
        text(&first.stderr).contains("ids begin at P1; `--overlay FILE` applies"),
        "{}",
        text(&first.stderr)
    );
    std::fs::write(scratch.join("specs/api.overlay.yaml"), &first.stdout).unwrap();
    let settings = "[crate]\nname = 'a'\n[[api]]\nmodule = 'a'\ndocument = 'api.yaml'\noverlays = ['api.overlay.yaml']\n";
    std::fs::write(scratch.join("specs/truespec.toml"), settings).unwrap();
    let again = learn(&[]);
    let said = text(&again.stderr);
    assert!(again.stdout.is_empty() && said.contains("0 actions proposed"), "{said}");
    assert!(said.contains("no overlay was written") && !said.contains("ids begin"), "{said}");
    let said = text(&learn(&["--overlay", "specs/api.overlay.yaml"]).stderr);
    assert!(!said.contains("ids begin"), "{said}");
}

/// Two overlays that require the same member, as two runs on the published document propose them, require it once.
#[test]
fn no_name_is_required_twice() {
    let scratch = scratch("learn-required");
    let document = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: object, required: [a], properties: {a: {type: string}, b: {type: string}}}}}\n";
    std::fs::write(scratch.join("api.yaml"), document).unwrap();
    let quirk = "x-quirk: {id: P1, source: s, at: $.components.schemas.A.required, published: [a]}";
    let action = format!("- {{target: $.components.schemas.A, {quirk}, update: {{required: [b]}}}}");
    let overlay = format!("overlay: 1.1.0\ninfo: {{title: t, version: '1'}}\nactions:\n{action}\n");
    std::fs::write(scratch.join("one.yaml"), &overlay).unwrap();
    let applied =
        truespec(&scratch, &["apply", "api.yaml", "--overlay", "one.yaml", "--overlay", "one.yaml"]);
    let shown = text(&applied.stdout);
    assert_eq!(shown.matches("- b\n").count(), 1, "{shown}");
}

/// Names of processes, people and machines that look like names of members.
#[test]
fn no_name_that_is_data_is_shown() {
    let cases = folder().join("cases");
    let recording = std::fs::read_to_string(cases.join("entries.har")).unwrap();
    for more in [&[][..], &["--json"], &["--quiet"]] {
        let all: Vec<&str> = ["learn", "entries.har", "--document", "entries.yaml"]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        let out = truespec(&cases, &all);
        let shown = text(&out.stdout) + &text(&out.stderr);
        assert!(shown.contains("/charts"), "{shown}");
        for name in ["nginx", "sshd", "bash", "python", "redis", "docker", "kubelet", "vault"] {
            assert!(recording.contains(name), "{name} is planted");
            assert!(!shown.contains(name), "{name} in {shown}");
        }
    }
}

/// First and last names as keys: another one in each object, however few.
#[test]
fn names_of_people_are_data() {
    let scratch = scratch("learn-people");
    let document = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}}}}}\n";
    std::fs::write(scratch.join("api.yaml"), document).unwrap();
    let entry = |body: &str| {
        format!(
            r#"{{"request": {{"method": "GET", "url": "http://h/a"}}, "response": {{"status": 200, "content": {{"mimeType": "application/json", "text": {body:?}}}}}}}"#
        )
    };
    let entries =
        [r#"{"id": 1, "scores": {"JaneDoe": 3}}"#, r#"{"id": 2, "scores": {"JohnSmith": 5}}"#].map(entry);
    let recording = format!(r#"{{"log": {{"version": "1.2", "entries": [{}]}}}}"#, entries.join(","));
    std::fs::write(scratch.join("session.har"), recording).unwrap();
    let learned = truespec(&scratch, &["learn", "session.har", "--document", "api.yaml"]);
    let shown = text(&learned.stdout) + &text(&learned.stderr);
    assert!(shown.contains("scores:") && shown.contains("additionalProperties:"), "{shown}");
    assert!(!shown.contains("Jane") && !shown.contains("Smith"), "{shown}");
}

/// Secrets in every place of an exchange: paths, queries, credentials, keys of maps, literals, messages, forms, events.
#[test]
fn no_secret_is_shown() {
    let folder = folder().join("secret");
    let secrets = [
        "sesame-0123456789abcdef",
        "someone.private@example.org",
        "sk_live_Sesame4242",
        "eyJhbGciOiJIUzI1NiJ9.sesame",
        "+49 170 5550123",
        "Sesame Person",
        "5550123456",
        "xq9Zt7Lm2Kp4Rv8Sesame",
    ];
    let recording = std::fs::read_to_string(folder.join("session.har")).unwrap();
    for more in [&[][..], &["--json"], &["--quiet"]] {
        let all: Vec<&str> = ["learn", "session.har", "--document", "api.yaml"]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        let out = truespec(&folder, &all);
        let shown = text(&out.stdout) + &text(&out.stderr);
        assert!(shown.contains("/owner") || shown.contains("Owner"), "{shown}");
        for secret in secrets {
            assert!(recording.contains(secret), "{secret} is planted");
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
        assert!(!shown.to_lowercase().contains("sesame"), "{shown}");
    }
}

/// What a schema becomes does not depend on the order of the exchanges, nor on whether they came in one recording: it is
/// widened, and what an earlier recording added stays.
#[test]
fn null_and_other_kinds_in_any_order() {
    let list = "{\"n\":[\"x\"]}";
    for version in ["3.0.3", "3.1.0"] {
        for (first, second) in [("{\"n\":null}", list), ("{\"n\":5}", list), ("{\"n\":null}", "{\"n\":5}")] {
            let together = [learned(version, &[&[first, second]]), learned(version, &[&[second, first]])];
            assert_eq!(together[0], together[1], "{version} {first} {second}");
            for bodies in [[first, second], [second, first]] {
                let apart = learned(version, &[&bodies[..1], &bodies[1..]]);
                let allowed = |word: &str| apart.contains(word);
                let is_null = first.contains("null");
                assert!(!is_null || allowed("null"), "{version} {bodies:?}: {apart}");
                assert!(!bodies.contains(&list) || allowed("array"), "{version} {bodies:?}: {apart}");
                assert!(
                    !bodies.contains(&"{\"n\":5}") || allowed("integer"),
                    "{version} {bodies:?}: {apart}"
                );
                // Null changes nothing about the rest.
                assert!(!is_null || version == "3.1.0" || apart == together[0], "{bodies:?}: {apart}");
            }
        }
    }
}

/// The schema of a member after the corrections that recordings teach, one recording after the other.
fn learned(version: &str, recordings: &[&[&str]]) -> String {
    let scratch = scratch("learn-order");
    let document = format!(
        "openapi: {version}\ninfo: {{title: t, version: '1'}}\nservers: [{{url: 'http://a.example'}}]\npaths: {{/a: {{get: {{responses: {{'200': {{description: d, content: {{application/json: {{schema: {{type: object, properties: {{n: {{type: string}}}}}}}}}}}}}}}}}}}}\n"
    );
    std::fs::write(scratch.join("api.yaml"), document).unwrap();
    let mut overlays = Vec::new();
    for (index, bodies) in recordings.iter().enumerate() {
        let entry = |body: &&str| {
            serde_json::json!({
                "request": {"method": "GET", "url": "http://a.example/a"},
                "response": {"status": 200, "content": {"mimeType": "application/json", "text": body}},
            })
        };
        let entries: Vec<_> = bodies.iter().map(entry).collect();
        let har = serde_json::json!({"log": {"version": "1.2", "entries": entries}});
        std::fs::write(scratch.join("a.har"), har.to_string()).unwrap();
        let mut arguments = vec!["learn", "a.har", "--document", "api.yaml"];
        arguments.extend(overlays.iter().flat_map(|name: &String| ["--overlay", name]));
        let said = truespec(&scratch, &arguments);
        assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
        let name = format!("{index}.overlay.yaml");
        std::fs::write(scratch.join(&name), &said.stdout).unwrap();
        overlays.push(name);
    }
    let mut arguments = vec!["apply", "api.yaml"];
    arguments.extend(overlays.iter().flat_map(|name| ["--overlay", name]));
    let applied = truespec(&scratch, &arguments);
    assert_eq!(applied.status.code(), Some(0), "{}", text(&applied.stderr));
    let shown = text(&applied.stdout);
    // The order of keywords means nothing.
    let mut lines: Vec<&str> = shown.split("properties:").nth(1).unwrap().lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

/// A local server without the base path of the document, or below another one.
#[test]
fn hosts_with_another_base_path() {
    let folder = scratch("learn-base-path");
    let document = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nservers: [{url: 'https://api.example.com/v1'}]\npaths:\n  /things:\n    get:\n      operationId: listThings\n      responses:\n        '200':\n          description: ok\n          content: {application/json: {schema: {type: object, properties: {note: {type: string}}}}}\n";
    std::fs::write(folder.join("api.yaml"), document).unwrap();
    let learn = |url: &str, more: &[&str]| {
        let har = format!(
            r#"{{"log": {{"version": "1.2", "entries": [{{"request": {{"method": "GET", "url": "{url}"}}, "response": {{"status": 200, "content": {{"mimeType": "application/json", "text": "{{\"note\":null}}"}}}}}}]}}}}"#
        );
        std::fs::write(folder.join("session.har"), har).unwrap();
        let out = truespec(&folder, &[&["learn", "session.har", "--document", "api.yaml"], more].concat());
        text(&out.stderr)
    };
    let root = "http://127.0.0.1:8791/things";
    let said = learn(root, &[]);
    assert!(said.contains("`/v1` of the server is missing; `--host 127.0.0.1:8791` says"), "{said}");
    for host in ["127.0.0.1:8791", "http://127.0.0.1:8791", "http://127.0.0.1:8791/"] {
        let said = learn(root, &["--host", host]);
        assert!(said.contains("`/note` is null") && !said.contains("TS722"), "{host}: {said}");
    }
    let below = "http://127.0.0.1:8791/v2/things";
    let said = learn(below, &["--host", "127.0.0.1:8791/v2"]);
    assert!(said.contains("`/note` is null") && !said.contains("TS722"), "{said}");
    assert!(learn(below, &["--host", "127.0.0.1:8791"]).contains("TS722"));
    let said = learn("http://127.0.0.1:8791/v1/things", &["--host", "127.0.0.1:8791"]);
    assert!(said.contains("`/note` is null"), "{said}");
    // The document says where the API stands at its own servers.
    let own = learn("https://api.example.com/things", &["--host", "https://api.example.com"]);
    assert!(own.contains("of the server is missing") && !own.contains("--host api.example.com"), "{own}");
}
