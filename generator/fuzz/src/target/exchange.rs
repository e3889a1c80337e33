//! Recordings and pages that go with a document, changed at random.

use serde_json::{Value, json};

use crate::change::{bytes, changed, whole};
use crate::random::Random;

/// A HTTP archive of exchanges with operations of the document.
pub(super) fn recording(document: &Value, random: &mut Random) -> String {
    let paths = document["paths"].as_object();
    let paths: Vec<&String> = paths.into_iter().flat_map(serde_json::Map::keys).collect();
    let entries: Vec<Value> = (0..=random.below(6)).map(|_| exchange(document, &paths, random)).collect();
    let archive = json!({"log": {"entries": entries}});
    if random.once_in(3) {
        changed(&archive.to_string(), &archive, document, random)
    } else {
        archive.to_string()
    }
}

fn exchange(document: &Value, paths: &[&String], random: &mut Random) -> Value {
    let path = if paths.is_empty() { "/a" } else { random.of(paths).as_str() };
    let url = format!("https://x.example.com{}", path.replace(['{', '}'], ""));
    let method = *random.of(&["GET", "POST", "PUT", "DELETE", "PATCH", "QUERY", "x"]);
    let status = *random.of(&[200, 201, 204, 304, 400, 404, 500, 0, 999]);
    let body = whole(&json!({"id": 1, "data": [{"a": null}], "x": document["info"]}), document, random);
    let text = if random.once_in(6) { bytes(&body.to_string(), random) } else { body.to_string() };
    json!({
        "request": {"method": method, "url": url, "postData": {"mimeType": "application/json", "text": text}},
        "response": {"status": status, "content": {"mimeType": "application/json", "text": text}},
    })
}

/// A page of documentation that holds a document in a fence.
pub(super) fn page(document: &str, random: &mut Random) -> String {
    let fence = *random.of(&["```yaml", "```json", "````yaml", "~~~", "```yaml post /x", "---"]);
    let page = format!(
        "# A page\n\nWords.\n\n{fence}\n{document}\n{}\n\nMore.\n",
        fence.get(..3).unwrap_or_default()
    );
    if random.once_in(3) { bytes(&page, random) } else { page }
}
