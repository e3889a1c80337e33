//! The playground: the generator as one function from JSON to JSON, and the server of `truespec playground`. The page itself is
//! tried in a browser by `playground/run.sh`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use support::{copy, scratch};
use truespec::playground::{Base, run};

const SHOP: &str = "openapi: 3.0.3\ninfo: {title: Shop, version: '1'}\npaths:\n  /things:\n    get:\n      operationId: listThings\n      responses:\n        '200':\n          description: all\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Thing'}\n              example: [{id: 1}, {id: 2}]\ncomponents:\n  schemas:\n    Thing: {type: object, required: [id], properties: {id: {type: integer}}}\n";

fn ask(request: &Value) -> Value {
    serde_json::from_str(&run(&request.to_string(), &Base::alone())).unwrap()
}

fn version(document: &str, overlay: &str) -> Value {
    json!({"document": {"name": "shop.yaml", "text": document}, "overlay": {"name": "shop.overlay.yaml", "text": overlay}})
}

fn asked(what: &str, document: &str, overlay: &str) -> Value {
    let mut request = version(document, overlay);
    request["do"] = json!(what);
    ask(&request)
}

/// The text of all Rust files of an answer that are no part of the runtime.
fn code(answer: &Value) -> String {
    let own = |path: &&String| path.ends_with(".rs") && !path.starts_with("src/runtime");
    let files = answer["files"].as_object().unwrap();
    files.keys().filter(own).map(|path| files[path].as_str().unwrap()).collect()
}

#[test]
fn it_emits_what_the_generator_emits() {
    let folder = scratch("playground-emits");
    let document = folder.join("shop.yaml");
    std::fs::write(&document, SHOP).unwrap();
    let client = truespec::Generator::new(&document).generate().unwrap();
    let answer = asked("generate", SHOP, "");
    let expected: Value =
        client.files().map(|(path, text)| (path.to_str().unwrap().to_owned(), json!(text))).collect();
    assert_eq!(answer["files"], expected);
    assert_eq!((&answer["operations"], &answer["types"]), (&json!(1), &json!(1)));
    let mut named = version(SHOP, "");
    (named["do"], named["name"]) = (json!("generate"), json!("my-shop"));
    assert!(ask(&named)["files"]["Cargo.toml"].as_str().unwrap().contains("name = \"my-shop\""));
    named["name"] = json!("my shop");
    let refused = ask(&named);
    assert_eq!(refused["diagnostics"][0]["code"], "TS822", "{}", refused["diagnostics"]);
    assert!(!refused["files"].as_object().unwrap().is_empty());
}

#[test]
fn diagnostics_have_the_lines_of_the_text() {
    let answer = asked("generate", &SHOP.replace("{id: 1}", "{id: 1"), "");
    let first = &answer["diagnostics"][0];
    assert_eq!(
        (&first["code"], &first["severity"], &first["file"]),
        (&json!("TS101"), &json!("error"), &json!("shop.yaml"))
    );
    assert_eq!(first["line"], 13);
    assert_eq!(answer["files"], json!({}));
    let overlay =
        "overlay: 1.1.0\ninfo: {title: T, version: '1'}\nactions:\n- {target: $.nothing, remove: true}\n";
    let answer = asked("generate", SHOP, overlay);
    let first = &answer["diagnostics"][0];
    assert_eq!(
        (&first["code"], &first["file"], &first["line"]),
        (&json!("TS203"), &json!("shop.overlay.yaml"), &json!(4))
    );
    assert_eq!(answer["corrections"][0]["state"], "never matched");
}

#[test]
fn accepted_proposals_settle_what_they_are_for() {
    let (mut overlay, mut rounds) = (String::new(), 0);
    assert!(!code(&asked("generate", SHOP, &overlay)).contains("Vec<types::Thing>"));
    loop {
        let linted = asked("lint", SHOP, &overlay);
        let Some(proposal) = linted["proposals"].get(0).cloned() else { break };
        assert_eq!((&proposal["file"], &proposal["line"]), (&json!("shop.yaml"), &json!(12)));
        assert!(proposal["source"].as_str().unwrap().contains("example"), "{proposal}");
        let accepted = ask(
            &json!({"do": "accept", "overlay": overlay, "title": "Corrections", "actions": proposal["actions"]}),
        );
        assert_eq!(accepted["rewritten"], false);
        overlay = accepted["overlay"].as_str().unwrap().to_owned();
        rounds += 1;
        assert!(rounds < 5, "{overlay}");
    }
    assert_eq!(rounds, 1, "{overlay}");
    let answer = asked("generate", SHOP, &overlay);
    assert_eq!(answer["diagnostics"], json!([]));
    assert!(code(&answer).contains("Vec<types::Thing>"));
    assert!(
        answer["corrections"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["state"] == "holds" && one["id"] == "P1")
    );
}

#[test]
fn an_overlay_keeps_what_its_author_wrote() {
    let action =
        json!([{"target": "$.info", "x-quirk": {"id": "P1", "source": "s"}, "update": {"a": "1\n2"}}]);
    let accept = |overlay: &str| {
        let answer = ask(&json!({"do": "accept", "overlay": overlay, "title": "T", "actions": action}));
        (answer["overlay"].as_str().map(str::to_owned), answer["rewritten"] == true)
    };
    let own = "# mine\noverlay: 1.1.0\ninfo: {title: Own, version: '1'}\nactions:\n  # why\n  - target: $.info\n    x-quirk: {id: P6, source: s}\n    update: {b: 2} # two\n\n";
    let (text, rewritten) = accept(own);
    let text = text.unwrap();
    assert!(text.starts_with(own.trim_end()) && !rewritten, "{text}");
    assert!(text.contains("\n  - target: $.info\n    x-quirk:\n      id: P7\n"), "{text}");
    // The list is not at the end, or in flow style: the overlay is written anew.
    for own in [
        "actions:\n- target: $.info\n  update: {b: 2}\noverlay: 1.1.0\ninfo: {title: Own, version: '1'}\n",
        "overlay: 1.1.0\ninfo: {title: Own, version: '1'}\nactions: [{target: $.info, update: {b: 2}}]\n",
    ] {
        let (text, rewritten) = accept(own);
        let text = text.unwrap();
        assert!(rewritten && text.contains("b: 2") && text.contains("id: P1"), "{text}");
    }
    let (text, _) = accept(
        "{\"overlay\": \"1.1.0\", \"info\": {\"title\": \"Own\", \"version\": \"1\"}, \"actions\": []}",
    );
    assert_eq!(serde_json::from_str::<Value>(&text.unwrap()).unwrap()["actions"][0]["target"], "$.info");
    let (text, _) = accept("# to be written\n");
    assert!(text.unwrap().starts_with("# to be written\noverlay: 1.1.0\n"));
    for unreadable in ["overlay: [", "actions: 3", "- a"] {
        assert_eq!(accept(unreadable).0, None, "{unreadable}");
    }
}

#[test]
fn versions_are_compared_in_terms_of_rust() {
    let newer = SHOP.replace("type: integer", "type: string");
    let answer = ask(&json!({"do": "compare", "old": version(SHOP, ""), "new": version(&newer, "")}));
    assert_eq!(answer["compared"]["level"], "major", "{answer}");
    assert_eq!(answer["compared"]["changes"][0]["location"]["file"], "shop.yaml");
    let answer = ask(&json!({"do": "compare", "old": version("openapi: [", ""), "new": version(SHOP, "")}));
    assert_eq!((&answer["compared"], &answer["diagnostics"][0]["code"]), (&json!(null), &json!("TS101")));
}

#[test]
fn references_lead_to_no_file() {
    let secret = scratch("playground-secret").join("secret.yaml");
    std::fs::write(&secret, "type: string\ndescription: a secret\n").unwrap();
    for path in [
        secret.to_str().unwrap().to_owned(),
        "./Cargo.toml".to_owned(),
        "https://example.com/a.yaml".to_owned(),
    ] {
        let answer = asked("generate", &SHOP.replace("#/components/schemas/Thing", &path), "");
        assert!(!answer.to_string().contains("a secret"), "{path}");
        assert_ne!(answer["diagnostics"], json!([]), "{path}");
    }
}

#[test]
fn what_is_not_understood_is_told() {
    for request in ["", "[]", "{}", "{\"do\": \"write\"}", "{\"do\": \"generate\"}", "nonsense\u{1b}[31m"] {
        let answer: Value = serde_json::from_str(&run(request, &Base::alone())).unwrap();
        assert!(answer["error"].as_str().unwrap().contains("is not understood"), "{answer}");
    }
    let answer = asked("generate", "openapi: 3.0.3\n\"a\\u202eb\": 1\n", "");
    assert!(!answer.to_string().contains('\u{202e}'), "{answer}");
}

/// A running `truespec playground`.
struct Server {
    process: Child,
    address: String,
    token: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    fn start(folder: &Path) -> Self {
        let command = &mut Command::new(env!("CARGO_BIN_EXE_truespec"));
        let mut process = command
            .arg("playground")
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (address, token) = line.trim().strip_prefix("http://").unwrap().split_once("/?token=").unwrap();
        Self { address: address.to_owned(), token: token.to_owned(), process }
    }

    /// Sends a request as it is, and returns the status and the body.
    fn raw(&self, head: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!("{head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    fn api(&self, more: &str, request: &Value) -> (u16, String) {
        let head =
            format!("POST /api HTTP/1.1\r\nhost: {}\r\nx-truespec-token: {}{more}", self.address, self.token);
        self.raw(&head, &request.to_string())
    }

    fn ask(&self, request: &Value) -> Value {
        let (status, body) = self.api("", request);
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    }
}

/// A workspace with one API.
fn workspace(name: &str, settings: &str) -> PathBuf {
    let folder = scratch(name);
    std::fs::create_dir(folder.join("specs")).unwrap();
    std::fs::write(folder.join("specs/shop.yaml"), SHOP).unwrap();
    std::fs::write(folder.join("specs/truespec.toml"), settings).unwrap();
    folder
}

const SETTINGS: &str = "[crate]\nname = \"shop\"\nversion = \"0.1.0\"\n\n[[api]]\nmodule = \"shop\"\ndocument = \"shop.yaml\"\noverlays = [\"shop.overlay.yaml\"]\n";
const OVERLAY: &str = "overlay: 1.1.0\ninfo: {title: T, version: '1'}\nactions:\n- target: $.info\n  update: {title: Corrected}\n";

#[test]
fn the_server_answers_its_own_page_only() {
    let folder = workspace("playground-guard", SETTINGS);
    std::fs::write(folder.join("specs/shop.overlay.yaml"), OVERLAY).unwrap();
    let server = Server::start(&folder);
    let asks = json!({"do": "workspace"});
    assert_eq!(server.ask(&asks)["apis"], json!(["shop"]));
    let own = format!("\r\norigin: http://{}", server.address);
    assert_eq!(server.api(&own, &asks).0, 200);
    let port = server.address.rsplit(':').next().unwrap();
    let with = |host: &str, more: &str| {
        server.raw(&format!("POST /api HTTP/1.1\r\nhost: {host}{more}"), &asks.to_string()).0
    };
    let token = format!("\r\nx-truespec-token: {}", server.token);
    assert_eq!(with(&format!("localhost:{port}"), &token), 200);
    // A name that leads here, another page, another port, no token, a part of it.
    assert_eq!(with(&format!("rebound.example:{port}"), &token), 403);
    assert_eq!(with(&server.address, &format!("{token}\r\norigin: http://rebound.example:{port}")), 403);
    assert_eq!(with(&server.address, &format!("{token}\r\norigin: null")), 403);
    assert_eq!(with("127.0.0.1", &token), 403);
    assert_eq!(with(&server.address, ""), 403);
    assert_eq!(with(&server.address, &token[..token.len() - 1]), 403);
    assert_eq!(with(&format!("{0}\r\nhost: {0}", server.address), &token), 403);
    let get = |path: &str| server.raw(&format!("GET {path} HTTP/1.1\r\nhost: {}", server.address), "");
    assert!(get("/").1.contains("data-engine=\"server\""));
    for path in ["/specs/shop.yaml", "/../specs/shop.yaml", "/api", "/index.html"] {
        assert_eq!(get(path).0, 404, "{path}");
    }
    // What a browser asks before it lets another page send the token.
    let preflight = "OPTIONS /api HTTP/1.1\r\norigin: http://a.example\r\naccess-control-request-headers: x-truespec-token\r\nhost: ";
    assert_eq!(server.raw(&format!("{preflight}{}", server.address), "").0, 403);
    let answer = server.raw("PUT /api HTTP/1.1\r\nhost: a", "").1;
    assert!(!answer.contains(&server.token));
}

#[test]
fn saving_writes_the_overlay_and_nothing_else() {
    let folder = workspace("playground-save", SETTINGS);
    let path = folder.join("specs/shop.overlay.yaml");
    std::fs::write(&path, OVERLAY).unwrap();
    let untouched = |folder: &Path| {
        let names: Vec<_> = std::fs::read_dir(folder.join("specs"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!((names.len(), folder.read_dir().unwrap().count()), (3, 1));
        assert_eq!(std::fs::read_to_string(folder.join("specs/shop.yaml")).unwrap(), SHOP);
        assert_eq!(std::fs::read_to_string(folder.join("specs/truespec.toml")).unwrap(), SETTINGS);
    };
    let server = Server::start(&folder);
    let opened = server.ask(&json!({"do": "open", "api": "shop"}));
    assert_eq!(
        opened,
        json!({"document": SHOP, "documentName": "specs/shop.yaml", "overlay": OVERLAY, "overlayName": "specs/shop.overlay.yaml"})
    );
    let mut request = version(SHOP, &OVERLAY.replace("Corrected", "Edited"));
    (request["do"], request["api"]) = (json!("generate"), json!("shop"));
    assert!(code(&server.ask(&request)).contains("Edited"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), OVERLAY);
    let save = |text: &str, expected: &str| {
        server.ask(&json!({"do": "save", "api": "shop", "text": text, "expected": expected}))
    };
    assert_eq!(save("# new\n", OVERLAY)["note"], json!(null));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "# new\n");
    assert_eq!(save("# lost\n", OVERLAY)["conflict"], "# new\n");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "# new\n");
    // No request names a file.
    let elsewhere =
        json!({"do": "save", "api": "../shop", "path": "specs/shop.yaml", "text": "x", "expected": ""});
    assert!(server.ask(&elsewhere)["error"].as_str().unwrap().contains("has no API"));
    untouched(&folder);
}

#[test]
#[cfg(unix)]
fn an_overlay_that_leads_elsewhere_is_not_written() {
    let outside = scratch("playground-outside").join("outside.yaml");
    std::fs::write(&outside, OVERLAY).unwrap();
    let folder = workspace("playground-link", SETTINGS);
    std::os::unix::fs::symlink(&outside, folder.join("specs/shop.overlay.yaml")).unwrap();
    let server = Command::new(env!("CARGO_BIN_EXE_truespec")).arg("playground").current_dir(&folder).output();
    let server = server.unwrap();
    assert!(!server.status.success(), "{}", String::from_utf8_lossy(&server.stdout));
    assert_eq!(std::fs::read_to_string(&outside).unwrap(), OVERLAY);
}

#[test]
fn an_api_without_an_overlay_gets_one() {
    let folder = workspace("playground-first", &SETTINGS.replace("overlays = [\"shop.overlay.yaml\"]\n", ""));
    let server = Server::start(&folder);
    let opened = server.ask(&json!({"do": "open", "api": "shop"}));
    assert_eq!((&opened["overlay"], &opened["overlayName"]), (&json!(""), &json!("specs/shop.overlay.yaml")));
    let saved = server.ask(&json!({"do": "save", "api": "shop", "text": OVERLAY, "expected": ""}));
    assert!(saved["note"].as_str().unwrap().contains("overlays = [\"shop.overlay.yaml\"]"), "{saved}");
    assert_eq!(std::fs::read_to_string(folder.join("specs/shop.overlay.yaml")).unwrap(), OVERLAY);
}

#[test]
fn other_machines_are_never_served() {
    let folder = workspace("playground-public", SETTINGS);
    std::fs::write(folder.join("specs/shop.overlay.yaml"), OVERLAY).unwrap();
    let run = |folder: &Path, arguments: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_truespec"))
            .arg("playground")
            .args(arguments)
            .current_dir(folder)
            .output()
            .unwrap();
        (out.status.code().unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let (code, said) = run(&folder, &["--listen", "0.0.0.0:0"]);
    assert!(code == 1 && said.contains("can be reached by other machines"), "{said}");
    let (code, said) = run(&scratch("playground-none"), &[]);
    assert!(code == 1 && said.contains("truespec init"), "{said}");
}

/// The page that is embedded is a bundle: what it is made of lies beside it.
#[test]
fn the_examples_of_the_page_are_there() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("playground");
    let list = std::fs::read_to_string(page.join("page/src/examples.js")).unwrap();
    let named: Vec<&str> = list.split('"').filter(|part| part.ends_with(".yaml")).collect();
    assert_eq!(named.len(), 5);
    for name in named {
        let is_there =
            page.join("examples").join(name).exists() || page.join("../../specs").join(name).exists();
        assert!(is_there, "{name}");
    }
    let folder = scratch("playground-example");
    copy(&page.join("examples"), &folder);
    assert!(truespec::Generator::new(folder.join("petstore.yaml")).generate().is_ok());
}
