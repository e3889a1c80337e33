//! What is decided of an emitted crate is decided once: the text, the imports and the public surface agree.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::path::Path;

use truespec::review::surface::surface;
use truespec::rust::model::Scalars;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{Generated, generate};

const DOCUMENT: &str = r#"
openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: 'http://api.example.org'}]
paths:
  /things:
    post:
      operationId: send
      tags: [things]
      x-truespec-stream: {field: mode, stream: "a\u0001", whole: b}
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
      responses:
        '200':
          description: ok
          content:
            application/json: {schema: {type: object}}
            text/event-stream: {schema: {type: string}}
components:
  schemas:
    Thing:
      type: object
      required: ['pattern!(', mode]
      properties:
        'pattern!(': {type: string, maxLength: 3}
        mode: {type: string}
"#;

fn generated(name: &str) -> Generated {
    let folder = support::scratch(name);
    std::fs::write(folder.join("api.yaml"), DOCUMENT).unwrap();
    let api = ApiSource {
        module: None,
        document: folder.join("api.yaml"),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: folder,
        ..ApiSource::default()
    };
    let settings = Settings::default().validate(true).mock(true);
    generate(&Sources::new(settings, vec![api]))
}

fn text<'a>(generated: &'a Generated, path: &str) -> &'a str {
    &generated.files[Path::new(path)]
}

/// Plain `http` has to be allowed with the builder first.
#[test]
fn new_is_public_where_it_is_emitted() {
    let generated = generated("model_new");
    assert!(!text(&generated, "src/client.rs").contains("pub fn new("));
    let surface = surface(&generated.apis[0], Scalars::default());
    assert!(surface.items.contains_key("Client") && !surface.items.contains_key("Client::new()"));
}

#[test]
fn the_text_of_a_document_imports_nothing() {
    let generated = generated("model_imports");
    let thing = text(&generated, "src/types/thing.rs");
    assert!(thing.contains("use crate::runtime::validate::validate;"), "{thing}");
    assert!(!thing.contains("validate_pattern"), "{thing}");
}

/// JSON escapes in other ways than Rust.
#[test]
fn a_member_is_set_to_what_rust_can_read() {
    let generated = generated("model_member");
    let group = text(&generated, "src/things.rs");
    assert!(group.contains(r#".member("mode", "a\u{1}")"#), "{group}");
    let mock = text(&generated, "src/mock.rs");
    assert!(mock.contains(r#""mode" = "a\u{1}""#), "{mock}");
}
