//! References in every place of a document: which files are read, what stands in for what, and hints that work when applied.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::{Path, PathBuf};

use truespec::Generated;
use truespec::diagnostic::render::lines;
use truespec::source::{ApiSource, Settings, Sources};

/// A folder with these files, the first of which is the document.
struct Folder {
    path: PathBuf,
    document: PathBuf,
}

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("references").join(name);
        let _ = std::fs::remove_dir_all(&path);
        for (file, text) in files {
            let file = path.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        let document = path.join(files[0].0);
        Self { path, document }
    }

    fn generate(&self) -> Generated {
        self.generate_with(Settings::default(), None)
    }

    fn generate_with(&self, settings: Settings, root: Option<PathBuf>) -> Generated {
        let document = self.document.clone();
        let shown_from = PathBuf::new();
        let api = ApiSource {
            module: None,
            document,
            overlays: Vec::new(),
            root,
            lenient: false,
            shown_from,
            ..ApiSource::default()
        };
        truespec::generate(&Sources::new(settings, vec![api]))
    }
}

/// The lines of the emitted sources, but for the runtime.
fn emitted(generated: &Generated) -> String {
    let own = generated.files.iter().filter(|(path, _)| !path.starts_with("src/runtime"));
    own.map(|(_, text)| text.as_str()).collect()
}

fn said(generated: &Generated) -> Vec<String> {
    lines(&generated.report, &generated.texts)
}

#[track_caller]
fn silent(generated: &Generated) {
    assert_eq!(said(generated), Vec::<String>::new());
}

/// A document whose operation returns a schema.
fn returning(version: &str, schema: &str, more: &str) -> String {
    format!(
        "openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: getA\n      responses:\n        '200': {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}\n{more}"
    )
}

const PET: &str = "Pet: {type: object, properties: {pet_name: {type: string}}}\n";

#[test]
fn maps_and_lists_stand_behind_references_within_the_document() {
    let operation = "{operationId: getA, parameters: {$ref: '#/x-parts/parameters'}, responses: {$ref: '#/x-parts/responses'}}";
    let document = format!(
        "openapi: 3.0.3
info: {{title: t, version: '1'}}
paths: {{$ref: '#/x-parts/paths'}}
x-parts:
  paths: {{/a: {{get: {{$ref: '#/x-parts/operation'}}}}}}
  operation: {operation}
  parameters:
    - {{name: first, in: query, schema: {{type: string}}}}
    - $ref: '#/x-parts/more'
    - {{name: last, in: query, schema: {{type: string, enum: {{$ref: '#/x-parts/words'}}}}}}
  more: [{{name: second, in: query, schema: {{type: string}}}}, {{name: third, in: query, schema: {{type: string}}}}]
  words: [one_word, other_word]
  responses: {{'200': {{description: ok, headers: {{$ref: '#/x-parts/headers'}}, content: {{$ref: '#/x-parts/content'}}}}}}
  headers: {{X-Count: {{schema: {{type: integer}}}}}}
  content: {{application/json: {{$ref: '#/x-parts/media'}}}}
  media: {{schema: {{type: object, required: {{$ref: '#/x-parts/required'}}, properties: {{$ref: '#/x-parts/properties'}}}}}}
  required: [pet_name]
  properties: {{pet_name: {{type: string}}, kind: {{$ref: 'b.yaml#/Kind'}}}}
"
    );
    let folder = Folder::new(
        "maps",
        &[
            ("m.yaml", &document),
            ("b.yaml", "Kind: {type: object, properties: {kind_name: {type: string}}}\n"),
        ],
    );
    let generated = folder.generate();
    silent(&generated);
    let text = emitted(&generated);
    for name in ["first", "second", "third", "OneWord", "X-Count", "pub pet_name: String", "kind_name"] {
        assert!(text.contains(name), "{name}");
    }
}

#[test]
fn maps_and_lists_stand_in_other_files() {
    let parts = "
content: {application/json: {schema: {type: object, required: {$ref: '#/required'}, properties: {$ref: '#/properties'}}}}
required: [pet_name]
properties: {pet_name: {type: string, enum: {$ref: '#/words'}}}
words: [one_word, other_word]
parameters: [{name: first, in: query, schema: {type: string}}, {$ref: '#/more'}]
more: [{name: second, in: query, schema: {type: string}}]
all: [{type: object, properties: {inherited: {type: string}}}]
";
    let document = returning(
        "3.0.3",
        "{allOf: {$ref: 'p.yaml#/all'}}",
        "  /b:\n    get:\n      operationId: getB\n      parameters: {$ref: 'p.yaml#/parameters'}\n      responses: {'200': {description: ok, content: {$ref: 'p.yaml#/content'}}}\n",
    );
    let generated = Folder::new("maps-elsewhere", &[("m.yaml", &document), ("p.yaml", parts)]).generate();
    silent(&generated);
    let text = emitted(&generated);
    for name in ["first", "second", "OneWord", "pub pet_name: ", "inherited"] {
        assert!(text.contains(name), "{name}");
    }
}

#[test]
fn what_is_no_reference_is_not_opened() {
    let gone = "{$ref: 'https://example.com/gone.json'}";
    let schema = format!(
        "{{type: object, default: {gone}, example: {gone}, x-more: {gone}, properties: {{a: {{enum: [{gone}, x]}}, b: {{const: {gone}}}}}}}"
    );
    let media = format!(
        "  /b:\n    get:\n      operationId: getB\n      x-ms-examples: {{one: {gone}}}\n      responses:\n        '200':\n          description: ok\n          content:\n            application/json:\n              schema: {{type: object, examples: [{gone}]}}\n              examples: {{one: {gone}, two: {{$ref: ./gone.json}}, three: {{value: {gone}}}}}\n  /c:\n    get:\n      operationId: getC\n      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{type: string}}, examples: {gone}}}}}}}}}\n"
    );
    let generated = Folder::new("data", &[("m.yaml", &returning("3.1.0", &schema, &media))]).generate();
    let said = said(&generated);
    assert!(!said.iter().any(|line| line.contains("TS40")), "{said:?}");
    assert!(!generated.files.is_empty());
}

#[test]
fn texts_stand_in_files_of_their_own() {
    let document = "
openapi: 3.0.3
info: {title: t, version: '1', description: {$ref: intro.md}}
paths:
  /a:
    get:
      operationId: getA
      description: {$ref: 'texts.yaml#/get'}
      responses: {'204': {description: {$ref: gone.md}}}
";
    let files = [
        ("m.yaml", document),
        ("intro.md", "# Intro\n\nText: with a colon\n\n- a list\nand more\n"),
        ("texts.yaml", "get: Gets what is there.\n"),
    ];
    let generated = Folder::new("texts", &files).generate();
    let text = emitted(&generated);
    assert!(text.contains("Text: with a colon") && text.contains("Gets what is there."), "{text}");
    let said = said(&generated);
    assert!(
        matches!(said.as_slice(), [line] if line.contains("warning[TS409]") && line.contains("gone.md")),
        "{said:?}"
    );
}

#[test]
fn what_stands_beside_a_reference_is_searched() {
    for version in ["3.0.3", "3.1.0"] {
        let more = "{properties: {extra: {$ref: 'b.yaml#/Pet'}}, $ref: ";
        let document = returning(
            version,
            &format!("{more}'b.yaml#/Other'}}"),
            "components: {schemas: {Own: {type: object}}}\n",
        );
        let own = returning(
            version,
            &format!("{more}'#/components/schemas/Own'}}"),
            "components: {schemas: {Own: {type: object}}}\n",
        );
        for document in [document, own] {
            let parts = format!("{PET}Other: {{type: object, properties: {{other: {{type: string}}}}}}\n");
            let generated = Folder::new("beside", &[("m.yaml", &document), ("b.yaml", &parts)]).generate();
            silent(&generated);
            assert!(emitted(&generated).contains("pub pet_name: "));
        }
    }
}

#[test]
fn pointers_pass_through_references() {
    let other = "  /b:\n    get:\n      operationId: getB\n      responses:\n        '200': {description: ok, content: {application/json: {schema: {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema/properties/inner'}}}}\n";
    let inside = "components: {schemas: {M: {type: object, properties: {inner: {$ref: '#/components/schemas/N'}}}, N: {type: object, properties: {pet_name: {type: string}}}}}\n";
    let document = returning("3.0.3", "{$ref: '#/components/schemas/M'}", &format!("{other}{inside}"));
    let generated = Folder::new("through", &[("m.yaml", &document)]).generate();
    silent(&generated);
    // The same through a reference to another file.
    let document = returning("3.0.3", "{$ref: 'b.yaml#/M'}", other);
    let parts =
        "M: {type: object, properties: {inner: {type: object, properties: {pet_name: {type: string}}}}}\n";
    let generated = Folder::new("through-file", &[("m.yaml", &document), ("b.yaml", parts)]).generate();
    silent(&generated);
    assert!(emitted(&generated).contains("pub pet_name: "));
}

#[test]
fn paths_are_resolved_by_their_text() {
    let document = returning("3.0.3", "{$ref: 'no-such/../b.yaml#/Pet'}", "");
    silent(&Folder::new("dots", &[("m.yaml", &document), ("b.yaml", PET)]).generate());
    let document = returning("3.0.3", "{$ref: 'my%20file.yaml#/Pet'}", "");
    silent(&Folder::new("encoded", &[("m.yaml", &document), ("my file.yaml", PET)]).generate());
}

#[test]
fn addresses_lead_to_files_that_know_theirs() {
    let address = "{$ref: 'https://Example.com/specs/x/../b.yaml#/Pet'}";
    let files = |document: &str, parts: &str| {
        Folder::new("addresses", &[("m.yaml", document), ("b.yaml", parts)]).generate()
    };
    // The document's own address, of 3.2 and of a schema's dialect.
    for key in ["$self", "$id"] {
        let own = returning("3.2.0", address, &format!("{key}: https://example.com/specs/main.yaml\n"));
        let generated = files(&own, PET);
        assert!(!said(&generated).iter().any(|line| line.contains("TS4")), "{:?}", said(&generated));
        assert!(emitted(&generated).contains("pub pet_name: "));
    }
    // The file's.
    let document = returning("3.1.0", address, "");
    let generated = files(&document, &format!("$id: https://example.com/specs/b.yaml\n{PET}"));
    silent(&generated);
    // The document by its own address, and by a relative one.
    for text in ["https://example.com/specs/main.yaml", "main.yaml"] {
        let document = returning(
            "3.2.0",
            &format!("{{$ref: '{text}#/components/schemas/Own'}}"),
            "$self: https://example.com/specs/main.yaml\ncomponents: {schemas: {Own: {type: object, properties: {pet_name: {type: string}}}}}\n",
        );
        silent(&Folder::new("itself", &[("m.yaml", &document)]).generate());
    }
}

#[test]
fn an_address_of_several_files_is_reported() {
    let address = "{$ref: 'https://example.com/specs/pet.yaml#/Pet'}";
    let document = returning("3.1.0", address, "");
    let declared = |key: &str, pet: &str| format!("{key}: https://example.com/specs/pet.yaml\n{pet}");
    let other = "Pet: {type: object, properties: {other_name: {type: string}}}\n";
    let (first, second) = (declared("$id", PET), declared("$self", other));
    let files = [("m.yaml", document.as_str()), ("a.yaml", first.as_str()), ("z.yaml", second.as_str())];
    let generated = Folder::new("shared-address", &files).generate();
    let lines = said(&generated);
    let expected = "a.yaml` has the address `https://example.com/specs/pet.yaml`, and so has `";
    assert!(lines.len() == 1 && lines[0].contains("[TS410]") && lines[0].contains(expected), "{lines:?}");
    assert!(emitted(&generated).contains("pub pet_name: "));
    // What is named is not in doubt, and neither is an address that nothing refers to.
    let folder = Folder::new("shared-address-mapped", &files);
    let map = [("https://example.com/specs/pet.yaml".to_owned(), folder.path.join("z.yaml"))].into();
    let generated = folder.generate_with(Settings::default().map(map), None);
    silent(&generated);
    assert!(emitted(&generated).contains("pub other_name: "));
    let by_path = returning("3.1.0", "{$ref: 'z.yaml#/Pet'}", "");
    let files = [("m.yaml", by_path.as_str()), ("a.yaml", first.as_str()), ("z.yaml", second.as_str())];
    silent(&Folder::new("shared-address-unused", &files).generate());
}

#[test]
fn files_of_a_map_refer_to_each_other() {
    let document = returning("3.1.0", "{$ref: 'https://example.com/schemas/v1/a.json'}", "");
    let one = r#"{"type": "object", "properties": {"inner": {"$ref": "../common/b.json#/Pet"}, "same": {"$ref": "https://example.com/schemas/common/b.json#/Pet"}, "own": {"$ref": "/schemas/v1/c.json"}}}"#;
    let files = [
        ("m.yaml", document.as_str()),
        ("downloads/v1/a.json", one),
        (
            "downloads/common/b.json",
            r#"{"Pet": {"type": "object", "properties": {"pet_name": {"type": "string"}}}}"#,
        ),
        ("downloads/v1/c.json", r#"{"type": "string", "enum": ["one_word"]}"#),
    ];
    let folder = Folder::new("map", &files);
    let map = [("https://example.com/schemas/".to_owned(), folder.path.join("downloads"))].into();
    let generated = folder.generate_with(Settings::default().map(map), None);
    silent(&generated);
    let text = emitted(&generated);
    assert!(text.contains("pub pet_name: ") && text.contains("OneWord"));
    // Nothing outside the folder of the document is read, by whatever way.
    let map = [("https://example.com".to_owned(), PathBuf::from("/etc"))].into();
    let said = said(&folder.generate_with(Settings::default().map(map), None));
    assert!(matches!(said.as_slice(), [line] if line.contains("TS402")), "{said:?}");
}

/// The argument of an option that a hint shows.
fn argument(generated: &Generated, option: &str) -> String {
    let hints = generated.report.diagnostics.iter().map(|diagnostic| diagnostic.hint().to_owned());
    let shown = hints
        .filter_map(|hint| Some(hint.split_once(&format!("`{option} "))?.1.split_once('`')?.0.to_owned()));
    shown.collect::<Vec<_>>().pop().unwrap_or_else(|| panic!("{:?}", said(generated)))
}

#[test]
fn the_hint_for_an_address_works() {
    for (name, file, address) in [
        ("hint-beside", "b.yaml", "https://example.com/specs/b.yaml#/Pet"),
        ("hint-folder", "specs/b.yaml", "https://example.com/specs/b.yaml#/Pet"),
        ("hint-host", "schemas/b.yaml", "https://example.com/b.yaml#/Pet"),
        ("hint-urn", "b.yaml", "urn:example:b#/Pet"),
    ] {
        let document = returning("3.0.3", &format!("{{$ref: '{address}'}}"), "");
        let folder = Folder::new(name, &[("m.yaml", &document), (file, PET)]);
        let refused = folder.generate();
        assert!(said(&refused)[0].contains("error[TS401]"), "{:?}", said(&refused));
        let shown = argument(&refused, "--map");
        let (prefix, path) = shown.trim_matches('\'').rsplit_once('=').unwrap();
        let map = [(prefix.to_owned(), PathBuf::from(path))].into();
        silent(&folder.generate_with(Settings::default().map(map), None));
    }
}

#[test]
fn the_hint_for_a_folder_works() {
    let document = returning("3.0.3", "{$ref: '../../other/b.yaml#/Pet'}", "");
    let folder = Folder::new("hint-root", &[("api/v1/m.yaml", &document), ("other/b.yaml", PET)]);
    let refused = folder.generate();
    assert!(said(&refused)[0].contains("error[TS402]"), "{:?}", said(&refused));
    let root = argument(&refused, "--root");
    silent(&folder.generate_with(Settings::default(), Some(PathBuf::from(root.trim_matches('\'')))));
}

#[test]
fn a_missing_file_is_reported_once() {
    let more: String = (0..40)
        .map(|index| format!("  /b{index}:\n    get:\n      parameters: [{{$ref: 'https://example.com/b.yaml#/P'}}, {{$ref: 'Gone.yaml#/P{index}'}}]\n      responses: {{'204': {{description: ok}}}}\n"))
        .collect();
    let document = returning("3.0.3", "{type: string}", &more);
    let said = said(&Folder::new("missing", &[("m.yaml", &document), ("gone.yaml", "{}")]).generate());
    let [remote, local] = said.as_slice() else { panic!("{said:?}") };
    assert!(
        remote.contains("error[TS401]") && remote.contains("(40 references, this is the first)"),
        "{remote}"
    );
    assert!(
        local.contains("error[TS403]") && local.contains("(40 references, this is the first)"),
        "{local}"
    );
}

#[test]
fn another_letter_case_is_named() {
    let document = returning("3.0.3", "{$ref: './Parts/location.yaml#/Pet'}", "");
    let generated = Folder::new("case", &[("m.yaml", &document), ("parts/Location.yaml", PET)]).generate();
    let hints: Vec<&str> = generated.report.diagnostics.iter().map(|diagnostic| diagnostic.hint()).collect();
    assert_eq!(hints, ["did you mean `./parts/Location.yaml`? file names are case-sensitive"]);
}

#[test]
fn references_to_themselves_end() {
    for document in [
        returning(
            "3.0.3",
            "{type: object, properties: {$ref: '#/x-a'}}",
            "x-a: {a: {type: object, properties: {$ref: '#/x-a'}}}\n",
        ),
        returning(
            "3.0.3",
            "{type: object, properties: {$ref: '#/x-a'}}",
            "x-a: {$ref: '#/x-b'}\nx-b: {$ref: '#/x-a'}\n",
        ),
        returning("3.0.3", "{type: object, properties: {$ref: '#/paths'}}", ""),
        returning("3.0.3", "{type: object}", "x-a: {$ref: '#/x-a'}\ntags: {$ref: '#/tags'}\n"),
        returning("3.0.3", "{allOf: [{$ref: '#/x-a'}]}", "x-a: [{$ref: '#/x-a'}, {$ref: '#/x-a'}]\n"),
    ] {
        let generated = Folder::new("cycle", &[("m.yaml", &document)]).generate();
        assert!(!generated.files.is_empty() || generated.report.has_errors());
    }
}
