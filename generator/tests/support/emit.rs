//! Crates of single documents, with the surface of each.

use std::path::{Path, PathBuf};

use serde_json::Value;
use truespec::diagnostic::render;
use truespec::review::surface::{Surface, surface};
use truespec::source::{ApiSource, Record, Settings, Sources};
use truespec::{Generated, generate, write};

/// Generates the crate of a document, which is written to `path`.
pub fn generated(document: &Value, path: &Path, settings: Settings) -> Generated {
    generated_after(&Record::default(), document, path, settings)
}

/// Like [`generated`], of a crate that had names.
pub fn generated_after(record: &Record, document: &Value, path: &Path, settings: Settings) -> Generated {
    std::fs::write(path, document.to_string()).unwrap();
    let source = ApiSource {
        module: None,
        document: path.to_owned(),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: PathBuf::new(),
        record: record.clone(),
    };
    let generated = generate(&Sources::new(settings, vec![source]));
    let said = render::lines(&generated.report, &generated.texts).join("\n");
    assert!(!generated.report.has_errors(), "{said}");
    generated
}

/// Emits the crate of a document into a folder.
pub fn emitted(document: &Value, folder: &Path, settings: Settings) -> Surface {
    std::fs::create_dir_all(folder).unwrap();
    let generated = generated(document, &folder.with_extension("json"), settings);
    write::write(folder, &generated.files).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    surface_of(&generated)
}

/// Returns what can be named of a crate.
pub fn surface_of(generated: &Generated) -> Surface {
    surface(&generated.apis[0], Settings::default().scalars)
}
