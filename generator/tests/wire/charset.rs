//! Charsets: what came is read in the one that it says, what goes up is written in the one that the document says.

use crate::support::{Answer, Request, Server};
use wire::charset::Client;
use wire::charset::letters::Letters;
use wire::charset::types::{Letter, PostFormBody, PostFormBodyRequired};

fn exchange<T>(answer: Answer, call: impl FnOnce(Letters<'_>) -> T) -> (T, Request) {
    let server = Server::once(answer);
    let client = Client::builder().base_url(server.url()).build().unwrap();
    (call(client.letters()), server.request())
}

#[test]
fn answers_are_read_in_their_charset() {
    let cases: [(&str, &[u8], &str); 9] = [
        ("text/plain", b"caf\xc3\xa9", "café"),
        ("text/plain; charset=ISO-8859-1", b"caf\xe9", "café"),
        ("text/plain;charset=\"windows-1252\"", b"\x80 5", "€ 5"),
        ("text/plain; charset=iso-8859-15", b"\xa4 5", "€ 5"),
        ("text/plain; charset=utf-16be", b"\0h\0i", "hi"),
        ("text/plain; charset=utf-16", b"\xff\xfeh\0i\0", "hi"),
        ("text/plain", b"\xef\xbb\xbfhi", "hi"),
        ("text/plain; charset=shift_jis", b"plain", "plain"),
        ("text/plain; charset=us-ascii", b"caf\xc3\xa9", "café"),
    ];
    for (media, body, text) in cases {
        let (read, _) = exchange(Answer::of(media, body), |it| it.read().send_blocking().unwrap());
        assert_eq!(read, text, "{media}");
    }
    let other = Answer::of("text/plain; charset=shift_jis", b"\x83\x65".to_vec());
    let (error, _) = exchange(other, |it| it.read().send_blocking().unwrap_err());
    assert!(error.to_string().contains("unsupported charset `shift_jis`"), "{error}");
}

#[test]
fn bodies_are_written_in_their_charset() {
    let ((), request) = exchange(Answer::new(204), |it| it.write("café").send_blocking().unwrap());
    assert_eq!(request.header("content-type"), Some("text/plain; charset=iso-8859-1"));
    assert_eq!(request.body(), b"caf\xe9");
    let ((), request) = exchange(Answer::new(204), |it| it.write_wide().body("é").send_blocking().unwrap());
    assert_eq!(request.body(), b"\0\xe9");
    let client = Client::builder().base_url("http://127.0.0.1:9").build().unwrap();
    let error = client.letters().write("5 €").send_blocking().unwrap_err();
    assert!(error.to_string().contains("`€` is not a character of iso-8859-1"), "{error}");
}

#[test]
fn a_charset_that_only_the_caller_knows_takes_bytes() {
    let ((), request) =
        exchange(Answer::new(204), |it| it.write_other(b"\xcb\xcf".to_vec()).send_blocking().unwrap());
    assert_eq!(request.header("content-type"), Some("text/plain; charset=koi8-r"));
    assert_eq!(request.body(), b"\xcb\xcf");
}

#[test]
fn text_that_is_binary_is_bytes() {
    let answer = || Answer::of("text/csv; charset=iso-8859-1", b"caf\xe9".to_vec());
    let (bytes, request) = exchange(answer(), |it| it.table().send_blocking().unwrap());
    assert_eq!(bytes.as_ref(), b"caf\xe9");
    assert_eq!(request.header("accept"), Some("text/csv"));
    let (piece, _) = exchange(answer(), |it| it.table().stream_blocking().unwrap().chunk_blocking().unwrap());
    assert_eq!(piece.unwrap().as_ref(), b"caf\xe9");
    let ((), request) =
        exchange(Answer::new(204), |it| it.put_table(b"\xff;1".to_vec()).send_blocking().unwrap());
    assert_eq!(request.header("content-type"), Some("text/csv"));
    assert_eq!(request.body(), b"\xff;1");
}

#[test]
fn json_is_utf_8() {
    let cases: [(&str, &[u8]); 5] = [
        ("application/json", b"\xff\xfe{\0\"\0o\0f\0\"\0:\0\"\0\xe9\0\"\0}\0"),
        ("application/json", b"\xef\xbb\xbf{\"of\":\"\xc3\xa9\"}"),
        ("application/json; charset=iso-8859-1", b"{\"of\":\"\xe9\"}"),
        ("application/json; charset=iso-8859-1", b"{\"of\":\"\xc3\xa9\"}"),
        ("application/json; charset=utf-8", b"{\"of\":\"\xc3\xa9\"}"),
    ];
    for (media, body) in cases {
        let (letter, _) = exchange(Answer::of(media, body), |it| it.json().send_blocking().unwrap());
        assert_eq!(letter.of.as_deref(), Some("é"), "{media}");
    }
    let ((), request) =
        exchange(Answer::new(204), |it| it.put_json(Letter::new().of("é")).send_blocking().unwrap());
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.text(), r#"{"of":"é"}"#);
}

#[test]
fn parts_of_forms_are_what_they_say() {
    let required = PostFormBodyRequired { old: "caf\u{e9}".to_owned(), odd: "\u{43f}".to_owned() };
    let form = PostFormBody::new(required);
    let ((), request) = exchange(Answer::new(204), |it| it.post_form(form).send_blocking().unwrap());
    let has = |bytes: &[u8]| request.body().windows(bytes.len()).any(|window| window == bytes);
    assert!(has(b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\ncaf\xe9\r\n"));
    assert!(has(b"Content-Type: text/plain\r\n\r\n\xd0\xbf\r\n"));
}
