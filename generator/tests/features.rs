//! One-feature documents and the code that is emitted for each: what is said about the document, then every file but
//! those that are the same for all (`# shows: src/client.rs` in a document asks for one of these too, `# mock: true` for
//! the server for tests, `# validate: true` for what is checked before it is sent, `# examples: true` for examples in
//! documentation, `# group-features: true` for groups that are features).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::Path;

use truespec::diagnostic::render;
use truespec::generate;
use truespec::source::{ApiSource, Settings, Sources};

/// What hardly depends on the document.
const SAME: [&str; 8] = [
    "Cargo.toml",
    "README.md",
    "rustfmt.toml",
    "src/lib.rs",
    "src/client.rs",
    "src/runtime",
    ".truespec-files",
    ".truespec-names.json",
];

#[test]
fn features() {
    insta::with_settings!({ snapshot_path => "features/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::glob!("features/*.yaml", |path| insta::assert_snapshot!("feature", emitted(path)));
    });
}

/// Everything of interest that comes of a document.
fn emitted(path: &Path) -> String {
    let source = std::fs::read_to_string(path).unwrap();
    let shows = source.lines().find_map(|line| line.strip_prefix("# shows: ")).unwrap_or_default();
    let api = ApiSource {
        module: None,
        document: path.to_owned(),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: path.parent().unwrap().to_owned(),
        ..ApiSource::default()
    };
    let asks = |what: &str| source.contains(&format!("\n# {what}: true\n"));
    let (mock, validate, examples) = (asks("mock"), asks("validate"), asks("examples"));
    let settings = Settings::default().mock(mock).validate(validate).examples(examples);
    let settings = settings.group_features(asks("group-features"));
    let generated = generate(&Sources::new(settings, vec![api]));
    let mut text = render::lines(&generated.report, &generated.texts).join("\n");
    for (path, code) in &generated.files {
        let shown = path.to_str().unwrap().replace('\\', "/");
        let asked = shows.split(' ').any(|name| name == shown);
        if asked || !SAME.iter().any(|same| path.starts_with(same)) {
            let code = code.split_once('\n').map_or("", |(_, code)| code);
            text += &format!("\n\n----- {shown}\n{}", code.trim_end());
        }
    }
    text.trim_start().to_owned()
}
