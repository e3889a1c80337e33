//! Documents of other commands from addresses and standard input.

use std::io::Write;
use std::process::Stdio;

use crate::files::{command, gave, run, tree};
use crate::support::scratch;
use crate::vendor::{Answer, Vendor};
use crate::{ADDED, DOCUMENT, edited};

/// Addresses and standard input of the other commands.
#[test]
fn documents_of_other_commands() {
    let external = "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {/a: {get: {responses: {'200': {description: d, content: {application/json: {schema: {$ref: 'schemas/pet.yaml#/Pet'}}}}}}}}\n";
    let vendor = Vendor::start(move |asked| match asked.path.as_str() {
        "/v1/external.yaml" => Answer::ok(external),
        "/html" => Answer::ok("<html></html>"),
        _ => Answer::ok(DOCUMENT),
    });
    let folder = scratch("update-commands");
    std::fs::create_dir_all(folder.join("schemas")).unwrap();
    std::fs::write(
        folder.join("schemas/pet.yaml"),
        "Pet: {type: object, properties: {name: {type: string}}}\n",
    )
    .unwrap();
    let piped = |arguments: &[&str], text: &str| {
        let mut child = command(&folder, arguments);
        let child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = child.spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let (code, said) = gave(&child.wait_with_output().unwrap());
        (code, said.replace(&vendor.url, "[vendor]"))
    };
    let url = |path: &str| format!("{}{path}", vendor.url);
    // The same client, wherever the document comes from.
    for (out, document) in [
        ("of-url", url("/v1/shop.yaml")),
        ("of-url-again", url("/v1/shop.yaml")),
        ("of-input", "-".to_owned()),
    ] {
        let (code, said) = piped(&["generate", &document, "--out", out, "--name", "shop"], DOCUMENT);
        assert_eq!(code, 0, "{said}");
    }
    std::fs::write(folder.join("shop.yaml"), DOCUMENT).unwrap();
    assert_eq!(run(&folder, &["generate", "shop.yaml", "--out", "of-file", "--name", "shop"]).0, 0);
    let of_file = tree(&folder.join("of-file"));
    for out in ["of-url", "of-url-again", "of-input"] {
        assert!(tree(&folder.join(out)) == of_file, "{out}");
    }
    let mut said = String::new();
    let mut show = |arguments: &[&str], text: &str, code: i32| {
        let (found, shown) = piped(arguments, text);
        assert_eq!(found, code, "{arguments:?}: {shown}");
        let arguments = arguments.join(" ").replace(&vendor.url, "[vendor]");
        said += &format!("$ truespec {arguments}\n{shown}\n");
    };
    show(&["diff", &url("/v1/shop.yaml"), "-"], &edited(&[ADDED]), 0);
    show(&["lint", "-"], DOCUMENT, 0);
    show(&["lint", &url("/v1/shop.yaml")], "", 0);
    show(&["inspect", "-"], "openapi: 3.0.3\npaths: {/a: [\n", 1);
    show(&["inspect", "-"], "", 1);
    show(&["inspect", &url("/html")], "", 1);
    show(&["inspect", "http://example.com/a.yaml"], "", 1);
    show(&["inspect", "ftp://example.com/a.yaml"], "", 1);
    show(&["inspect", "-"], external, 1);
    show(&["inspect", &url("/v1/external.yaml")], "", 1);
    let map = format!("{}=./schemas", url("/v1/schemas"));
    show(&["inspect", &url("/v1/external.yaml"), "--map", &map], "", 0);
    insta::assert_snapshot!(said);
    // The page reads what `diff` reads.
    let (code, shown) =
        piped(&["report", &url("/v1/shop.yaml?a=b"), "-", "--html", "page.html"], &edited(&[ADDED]));
    assert!(code == 0 && shown.contains("1 minor"), "{shown}");
    let page = std::fs::read_to_string(folder.join("page.html")).unwrap();
    assert!(page.contains("/v1/shop.yaml?a=… → &lt;stdin&gt;</title>"), "{page}");
}
