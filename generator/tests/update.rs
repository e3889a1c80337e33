//! `truespec update` against a vendor's server: what it says, its exit code, and what changes on disk. And documents of
//! other commands from addresses and standard input.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "update/commands.rs"]
mod commands;
#[path = "update/corrections.rs"]
mod corrections;
#[path = "update/disk.rs"]
mod disk;
#[path = "update/documents.rs"]
mod documents;
#[path = "update/fetching.rs"]
mod fetching;
#[path = "support/files.rs"]
mod files;
#[path = "update/formats.rs"]
mod formats;
#[path = "update/secrets.rs"]
mod secrets;
mod support;
#[path = "update/vendor.rs"]
mod vendor;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use files::run;
use support::scratch;
use vendor::{Answer, Vendor};

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /orders:
    get:
      tags: [orders]
      operationId: listOrders
      responses:
        '200':
          description: all
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: {type: string}
        total: {type: integer}
        note: {type: string}
        tags: {type: string}
";

const OVERLAY: &str = "overlay: 1.0.0
info: {title: Shop, version: '1'}
actions:
  - target: $.components.schemas.Order.properties.note
    description: Orders without a note have null.
    x-quirk: {id: S1, source: 'Orders page', published: {type: string}}
    update: {nullable: true}
  - target: $.components.schemas.Order.properties.tags.type
    description: Tags are a list.
    x-quirk: {id: S2, source: 'Orders page', published: string}
    remove: true
  - target: $.components.schemas.Order.properties.tags
    x-quirk: {id: S2, source: 'Orders page'}
    update: {type: array, items: {type: string}}
";

/// A document with parts replaced.
fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(DOCUMENT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

const ADDED: (&str, &str) =
    ("total: {type: integer}", "total: {type: integer}\n        currency: {type: string}");

/// A workspace whose API has a source, generated from the old document.
fn shop(name: &str, source: &str) -> PathBuf {
    let folder = scratch(&format!("update-{name}"));
    std::fs::create_dir_all(folder.join("specs")).unwrap();
    std::fs::write(folder.join("specs/truespec.toml"), settings(&format!("{source:?}"))).unwrap();
    std::fs::write(folder.join("specs/shop.yaml"), DOCUMENT).unwrap();
    std::fs::write(folder.join("specs/shop.overlay.yaml"), OVERLAY).unwrap();
    let (code, said) = run(&folder, &[]);
    assert_eq!(code, 0, "{said}");
    folder
}

fn settings(source: &str) -> String {
    format!(
        "[crate]\nname = \"clients\"\n\n[[api]]\nmodule = \"shop\"\ndocument = \"shop.yaml\"\noverlays = [\"shop.overlay.yaml\"]\nsource = {source}\n"
    )
}

/// Runs `truespec update`, and shows it without the port of the vendor.
fn update(folder: &Path, vendor: &Vendor, more: &[&str]) -> (i32, String) {
    let (code, said) = run(folder, &[&["update"], more].concat());
    (code, said.replace(&vendor.url, "[vendor]"))
}

/// A vendor that serves a text that may change.
fn serving(text: &str) -> (Vendor, Arc<Mutex<String>>) {
    let text = Arc::new(Mutex::new(text.to_owned()));
    let served = text.clone();
    (Vendor::start(move |_| Answer::ok(served.lock().unwrap().as_str())), text)
}
