//! No body is dropped, and no method can only fail.

use crate::support::{Answer, Request, Server};
use wire::bodies::Client;
use wire::bodies::types::{Either, StoreInvoiceBody, StoreLetterBody, StoreLetterBodyMeta, StoreUntypedBody, SendRowsBody, SingleFieldBody};
use wire::{Form, Part, Upload};

/// What one call sends.
fn sent(call: impl FnOnce(Client)) -> Request {
    let server = Server::once(Answer::new(204));
    call(Client::builder().base_url(server.url()).build().unwrap());
    server.request()
}

/// The parts of a form: their heads and contents.
fn parts(request: &Request) -> Vec<String> {
    let kind = request.header("content-type").unwrap();
    let boundary = format!("--{}", kind.split_once("boundary=").unwrap().1);
    let parts = request.text().split(&boundary).map(|part| part.trim().replace("\r\n", "|"));
    parts.filter(|part| !part.is_empty() && part != "--").collect()
}

#[test]
fn forms_without_names_are_made_by_hand() {
    let scan = || Upload::bytes("a").filename("a.txt").content_type("text/plain");
    let request = sent(|client| {
        client.depot().store_many(Form::new().part("f", scan()).part("f", Upload::bytes("b"))).send_blocking().unwrap()
    });
    let file = "Content-Disposition: form-data; name=\"f\"; filename=\"a.txt\"|Content-Type: text/plain||a";
    let other = "Content-Disposition: form-data; name=\"f\"; filename=\"f\"|Content-Type: application/octet-stream||b";
    assert_eq!(parts(&request), [file, other]);
    let request =
        sent(|client| client.depot().store_one(Form::new().part("f", scan())).send_blocking().unwrap());
    assert_eq!(parts(&request), [file]);
}

#[test]
fn parts_of_what_is_no_form_need_no_names() {
    let form = Form::new().part("", Part::text("x")).part("", Part::bytes("y").content_type("image/png"));
    let request = sent(|client| client.depot().store_any(form).send_blocking().unwrap());
    assert!(request.header("content-type").unwrap().starts_with("multipart/mixed; boundary="));
    assert_eq!(parts(&request), ["x", "Content-Type: image/png||y"]);
}

#[test]
fn alternatives_are_one_form() {
    let request = sent(|client| {
        let body = Either::new("file").file(Upload::bytes("a").filename("a.bin"));
        client.depot().store_either(body).send_blocking().unwrap();
    });
    assert_eq!(
        parts(&request),
        [
            "Content-Disposition: form-data; name=\"kind\"||file",
            "Content-Disposition: form-data; name=\"file\"; filename=\"a.bin\"|Content-Type: application/octet-stream||a",
        ]
    );
    let request =
        sent(|client| client.depot().store_either(Either::new("url").url("http://x")).send_blocking().unwrap());
    assert_eq!(parts(&request)[1], "Content-Disposition: form-data; name=\"url\"||http://x");
}

#[test]
fn parts_without_a_schema_are_files() {
    let request = sent(|client| {
        let body = StoreUntypedBody::new(Upload::bytes("s"), "n").pages([Upload::bytes("p"), Upload::bytes("q")]);
        client.depot().store_untyped(body).send_blocking().unwrap();
    });
    let parts = parts(&request);
    assert_eq!(parts.len(), 4);
    assert!(parts.contains(&"Content-Disposition: form-data; name=\"note\"||n".to_owned()), "{parts:?}");
    assert_eq!(parts.iter().filter(|part| part.contains("application/octet-stream")).count(), 3, "{parts:?}");
}

#[test]
fn related_parts_say_what_the_first_is() {
    let request = sent(|client| {
        let meta = StoreLetterBodyMeta::new().title("t");
        client.depot().store_letter(StoreLetterBody::new(meta, Upload::bytes("s"))).send_blocking().unwrap();
    });
    let kind = request.header("content-type").unwrap();
    assert!(kind.starts_with("multipart/related; type=\"application/json\"; boundary="), "{kind}");
    let parts = parts(&request);
    assert!(parts[0].ends_with("Content-Type: application/json||{\"title\":\"t\"}"), "{parts:?}");
    assert!(parts[1].ends_with("Content-Type: image/png||s"), "{parts:?}");
}

#[test]
fn parts_in_other_media_types_are_written_by_the_caller() {
    let request = sent(|client| {
        let body = StoreInvoiceBody::new("<invoice/>").rows(["a,b"]);
        client.depot().store_invoice(body).send_blocking().unwrap();
    });
    assert_eq!(
        parts(&request),
        [
            "Content-Disposition: form-data; name=\"invoice\"|Content-Type: application/xml||<invoice/>",
            "Content-Disposition: form-data; name=\"rows\"|Content-Type: text/csv||a,b",
        ]
    );
}

#[test]
fn urlencoded_texts_are_sent_as_they_are() {
    let request = sent(|client| client.depot().post_raw("a=1&b=%20").send_blocking().unwrap());
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(request.text(), "a=1&b=%20");
    let request = sent(|client| client.depot().create_pair("a=1&a=2").send_blocking().unwrap());
    assert_eq!(request.text(), "a=1&a=2");
    let request = sent(|client| client.depot().post_free("a=1").send_blocking().unwrap());
    assert_eq!(request.text(), "a=1");
    let request = sent(|client| {
        client.depot().post_free(serde_json::json!({"a": [1, 2], "b": "x y"})).send_blocking().unwrap();
    });
    assert_eq!(request.text(), "a=1&a=2&b=x%20y");
}

#[test]
fn bytes_of_any_kind_have_the_callers_media_type() {
    let request = sent(|client| {
        client.depot().put_asset(Upload::bytes(vec![0, 255]).content_type("image/png")).send_blocking().unwrap();
    });
    assert_eq!(request.header("content-type"), Some("image/png"));
    assert_eq!(request.body(), [0, 255]);
    let request = sent(|client| client.depot().put_blob(vec![1, 2]).send_blocking().unwrap());
    assert_eq!(request.header("content-type"), Some("application/octet-stream"));
    assert_eq!(request.body(), [1, 2]);
}

#[test]
fn lists_go_up_document_by_document() {
    let request = sent(|client| {
        client.depot().send_rows([SendRowsBody::new(1), SendRowsBody::new(2)]).send_blocking().unwrap();
    });
    assert_eq!(request.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(request.text(), "{\"n\":1}\n{\"n\":2}\n");
    let request = sent(|client| client.depot().send_list([1, 2]).send_blocking().unwrap());
    assert_eq!(request.text(), "\u{1e}1\n\u{1e}2\n");
}

#[test]
fn bodies_that_may_be_left_out() {
    let server = Server::start(vec![Answer::new(204); 5]);
    let client = Client::builder().base_url(server.url()).build().unwrap();
    client.depot().maybe_form().body(Form::new().part("a", "b")).send_blocking().unwrap();
    client.depot().maybe_text().body("a=1").send_blocking().unwrap();
    client.depot().maybe_rows().body([serde_json::Map::new().into_iter().collect()]).send_blocking().unwrap();
    client.depot().maybe_bytes().body(Upload::bytes("x").content_type("application/x-y")).send_blocking().unwrap();
    client.depot().maybe_form().send_blocking().unwrap();
    assert!(server.request().text().contains("name=\"a\"\r\n\r\nb\r\n"));
    assert_eq!(server.request().text(), "a=1");
    assert_eq!(server.request().text(), "{}\n");
    assert_eq!(server.request().header("content-type"), Some("application/x-y"));
    assert_eq!(server.request().text(), "");
}

#[test]
fn a_form_that_may_be_a_text() {
    let request = sent(|client| {
        client.depot().single_field(SingleFieldBody::Text("a=%20".to_owned())).send_blocking().unwrap();
    });
    assert_eq!(request.text(), "a=%20");
}

#[test]
fn parts_that_come_one_by_one() {
    let image = || Part::bytes("x").content_type("image/png");
    let request = sent(|client| {
        client.depot().stream_parts(Form::new().part("", image()).part("", image())).send_blocking().unwrap();
    });
    assert_eq!(parts(&request), ["Content-Type: image/png||x"; 2]);
}
