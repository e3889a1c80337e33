//! The last step of bundling: names the imports, writes the references to them, and inserts the imports into the root.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::library::{FilePointer, ROOT};
use super::names::{Claim, assign_names};
use super::reported::Dropped;
use super::walk::{Bundler, Home};
use crate::base::pointer::Pointer;
use crate::diagnostic::code::REF_NAME;
use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{FileId, Location};

/// Inserts the imports into the root document and returns the references that were dropped.
pub(super) fn insert_imports(
    mut bundler: Bundler<'_>,
    root: &mut Value,
    provenance: &mut Provenance,
) -> Dropped {
    let places = import_pointers(&mut bundler, root);
    for used in &bundler.uses {
        let home = match used.home {
            Some(import) => bundler.imports.get_mut(import).map(|import| &mut import.value),
            None => Some(&mut *root),
        };
        let text = home.and_then(|home| home.pointer_mut(used.at.as_str()));
        if let (Some(text), Some(place)) = (text, places.get(used.import)) {
            *text = Value::String(place.to_fragment());
        }
    }
    for (import, place) in bundler.imports.iter().zip(&places) {
        let file = bundler.library.doc(import.target.doc).file;
        provenance.imported(place.clone(), file, import.target.pointer.clone());
    }
    let copied = bundler.copies.iter().map(|copy| {
        let at = prefix(copy.home, &places).concat(copy.at.as_str());
        (at, origin(&copy.from, &bundler, provenance))
    });
    let copied: Vec<_> = copied.collect();
    for (at, (file, pointer)) in copied {
        provenance.imported(at, file, pointer);
    }
    let mut imports: Vec<_> = places.into_iter().zip(bundler.imports).collect();
    imports.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (place, import) in imports {
        insert_at(root, &place, import.value);
    }
    bundler.dropped
}

/// Returns the published location of a part of a file. In the root, some parts have already moved.
fn origin(from: &FilePointer, bundler: &Bundler<'_>, provenance: &Provenance) -> (FileId, Pointer) {
    match from.doc {
        ROOT => provenance.origin(&from.pointer),
        doc => (bundler.library.doc(doc).file, from.pointer.clone()),
    }
}

fn prefix(home: Home, places: &[Pointer]) -> Pointer {
    home.and_then(|import| places.get(import)).cloned().unwrap_or_default()
}

/// Returns the pointer of each import in the root document.
fn import_pointers(bundler: &mut Bundler<'_>, root: &Value) -> Vec<Pointer> {
    let claim = |import: &super::walk::Import| {
        Claim::new(
            import.section.clone(),
            bundler.library.name_tokens(import.target.doc),
            &import.target.pointer,
        )
    };
    let claims: Vec<Claim> = bundler.imports.iter().map(claim).collect();
    let mut taken: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for claim in &claims {
        taken.entry(claim.section.clone()).or_insert_with(|| {
            let existing = root.pointer(claim.section.as_str()).and_then(Value::as_object);
            existing.map(|map| map.keys().cloned().collect()).unwrap_or_default()
        });
    }
    let names = assign_names(&claims, &taken).unwrap_or_else(|shared| {
        for name in shared {
            bundler.report.add(
                &REF_NAME,
                Location::Nowhere,
                format!("several parts of other files would be named `{name}`"),
            );
        }
        Vec::new()
    });
    let place = |(claim, name): (&Claim, &String)| claim.section.join(name);
    claims.iter().zip(&names).map(place).collect()
}

/// Sets the value at a pointer and creates the objects that lead to it.
fn insert_at(root: &mut Value, place: &Pointer, value: Value) {
    let mut node = root;
    for token in place.tokens() {
        if !node.is_object() {
            *node = Value::Object(Map::new());
        }
        let Value::Object(map) = node else { return };
        node = map.entry(token).or_insert(Value::Null);
    }
    *node = value;
}
