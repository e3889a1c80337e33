//! Uploads as a server sees them: forms with files, whole bodies of bytes, files on disk, streams.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use bytes::Bytes;
use futures_core::Stream;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};
use support::{Server, answer, wait};
use truespec_runtime::runtime::body::fields::{PartEncoding, ToForm, form};
use truespec_runtime::runtime::body::{Form, Part, Upload};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::parameter::{Param, Style};
use truespec_runtime::runtime::request::{Call, Operation};

const UPLOAD: Operation = Operation::new("upload", "POST", "/upload");

#[derive(Debug, Clone, PartialEq)]
pub struct Meta {
    pub tags: Vec<String>,
}
object!(Meta { tags: "tags" required });

#[derive(Debug, Clone, PartialEq)]
pub struct NewFile {
    pub purpose: String,
    pub file: Upload,
    pub more: Option<Vec<Upload>>,
    pub meta: Option<Meta>,
    pub count: Option<i64>,
    pub names: Vec<String>,
}
form!(NewFile {
    purpose: "purpose",
    file: "file",
    more: "more[]",
    meta: "meta",
    count: "count",
    names: "names"
});

fn new_file(file: impl Into<Upload>) -> NewFile {
    NewFile {
        purpose: "a \"test\"".into(),
        file: file.into(),
        more: None,
        meta: None,
        count: None,
        names: Vec::new(),
    }
}

/// The pieces are there at once.
struct Pieces(std::slice::Iter<'static, &'static str>);

impl Stream for Pieces {
    type Item = Result<&'static [u8], std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(|piece| Ok(piece.as_bytes())))
    }
}

fn stream(pieces: &'static [&'static str]) -> Upload {
    Upload::stream(Pieces(pieces.iter()))
}

fn core(server: &Server) -> Core {
    Builder::new("https://api.example.com", &[]).base_url(server.url.clone()).build().unwrap()
}

/// What a server gets of a form: its head and its body, with the boundary as `B`.
fn sent<F: ToForm>(form: &F, encodings: &[PartEncoding]) -> (String, String) {
    let server = Server::answering(&[answer(200, "", "")]);
    let core = core(&server);
    let call: Call<(), Untyped> = core.call(&UPLOAD).multipart_with(form, encodings).decode_unit();
    wait(call).unwrap();
    let request = server.request();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let boundary = head.split("boundary=").nth(1).unwrap().split("\r\n").next().unwrap();
    (head.to_owned(), body.replace(boundary, "B"))
}

fn file(name: &str, content: &[u8]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("truespec-upload-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

#[test]
fn members_are_sent_in_order() {
    let form = NewFile {
        more: Some(vec![Upload::from("1").filename("one"), Upload::from("2").content_type("text/csv")]),
        meta: Some(Meta { tags: vec!["x".into()] }),
        count: Some(7),
        names: vec!["a".into(), "b".into()],
        ..new_file(Upload::bytes(&b"\x01\x02"[..]).filename("f\".bin"))
    };
    let (head, body) = sent(&form, &[]);
    assert!(head.contains("content-length: "), "{head}");
    let part =
        |name: &str, rest: &str| format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"{rest}\r\n");
    let expected = [
        part("purpose", "\r\n\r\na \"test\""),
        part("file", "; filename=\"f%22.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n\u{1}\u{2}"),
        part("more[]", "; filename=\"one\"\r\nContent-Type: application/octet-stream\r\n\r\n1"),
        part("more[]", "; filename=\"more[]\"\r\nContent-Type: text/csv\r\n\r\n2"),
        part("meta", "\r\nContent-Type: application/json\r\n\r\n{\"tags\":[\"x\"]}"),
        part("count", "\r\n\r\n7"),
        part("names", "\r\n\r\na"),
        part("names", "\r\n\r\nb"),
    ];
    assert_eq!(body, expected.concat() + "--B--\r\n");
}

#[test]
fn encodings_of_the_document_are_followed() {
    let encodings = [
        PartEncoding::new("purpose").content_type("application/json"),
        PartEncoding::new("file").content_type("image/png"),
        PartEncoding::new("meta").style(Param::query("meta").style(Style::DeepObject)),
        PartEncoding::new("names").style(Param::query("names").explode(false)),
    ];
    let form = NewFile {
        meta: Some(Meta { tags: vec!["x y".into()] }),
        names: vec!["a&b".into(), "c".into()],
        ..new_file("p")
    };
    let (_, body) = sent(&form, &encodings);
    for expected in [
        "name=\"purpose\"\r\nContent-Type: application/json\r\n\r\n\"a \\\"test\\\"\"\r\n",
        "name=\"file\"; filename=\"file\"\r\nContent-Type: image/png\r\n\r\np\r\n",
        "name=\"meta[tags][0]\"\r\n\r\nx y\r\n",
        "name=\"names\"\r\n\r\na&b,c\r\n",
    ] {
        assert!(body.contains(expected), "{expected} in {body}");
    }
    let own = Upload::from("p").content_type("image/jpeg");
    assert!(sent(&new_file(own), &encodings).1.contains("Content-Type: image/jpeg\r\n"));
    let range = [PartEncoding::new("file").content_type("image/png, image/*")];
    assert!(sent(&new_file("p"), &range).1.contains("Content-Type: application/octet-stream\r\n"));
}

#[test]
fn json_objects_are_forms_without_files() {
    let (_, body) = sent(&Meta { tags: vec!["a".into(), "b".into()] }, &[]);
    let part =
        |value: &str| format!("--B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\n{value}\r\n");
    assert_eq!(body, part("a") + &part("b") + "--B--\r\n");
}

#[test]
fn parts_have_headers_of_their_own() {
    let file =
        Upload::from("p").filename("a.png").header("X-Rotation", "90").header("X-Title", "d\u{e9}j\u{e0}");
    let (_, body) = sent(&NewFile { more: Some(vec![file.clone(), "q".into()]), ..new_file(file) }, &[]);
    let part = |name: &str, filename: &str, headers: &str, content: &str| {
        let disposition = format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"{filename}\"");
        format!(
            "--B\r\n{disposition}\r\nContent-Type: application/octet-stream\r\n{headers}\r\n{content}\r\n"
        )
    };
    let headers = "X-Rotation: 90\r\nX-Title: d\u{e9}j\u{e0}\r\n";
    let purpose = "--B\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\na \"test\"\r\n";
    let expected = [
        purpose.to_owned(),
        part("file", "a.png", headers, "p"),
        part("more[]", "a.png", headers, "p"),
        part("more[]", "more[]", "", "q"),
    ];
    assert_eq!(body, expected.concat() + "--B--\r\n");
    let text = Part::text("x").header("X-Language", "en");
    let expected =
        "--B\r\nContent-Disposition: form-data; name=\"f\"\r\nX-Language: en\r\n\r\nx\r\n--B--\r\n";
    assert_eq!(sent(&Form::new().part("f", text), &[]).1, expected);
}

#[test]
fn invalid_headers_of_parts_are_errors() {
    let reserved = "is not set as a header, but by `content_type` and `filename`";
    for (name, value, reason) in [
        ("content-type", "text/plain", reserved),
        ("Content-Disposition", "form-data; name=\"g\"", reserved),
        ("X One", "1", "has a name that no header can have"),
        ("X-One", "1\r\nX-Two: 2", "has a value that no header can have"),
    ] {
        let form = Form::new().part("f", Part::file("x").header(name, value));
        let error = form.encode().unwrap_err();
        assert_eq!(error.to_string(), format!("the part f: the header {name} {reason}"));
    }
    let core = Builder::new("http://127.0.0.1:1", &[]).build().unwrap();
    let upload = Upload::from("x").header("X-One", "1");
    let error =
        wait(core.call(&UPLOAD).upload("image/png", &upload).decode_unit::<Untyped, ()>()).unwrap_err();
    let reason = "the upload is the whole body: headers of its own are for parts";
    assert_eq!(error.to_string(), format!("upload: {reason}"));
}

#[test]
fn media_types_of_parts_cannot_end_their_lines() {
    let part = Part::file("x").content_type("a/b\r\nX-Three: 3");
    let (_, body) = sent(&Form::new().part("f", part), &[]);
    assert!(body.contains("Content-Type: a/bX-Three: 3\r\n\r\nx\r\n"), "{body}");
}

#[test]
fn files_of_the_disk_have_their_length_and_can_be_sent_again() {
    let content: Vec<u8> = (0..200_000_u32).map(|i| b'a' + (i % 26) as u8).collect();
    let path = file("big.txt", &content);
    let upload = Upload::path(&path).unwrap();
    let form = new_file(upload);
    for _ in 0..2 {
        let (head, body) = sent(&form, &[]);
        assert!(head.contains("content-length: 200") && !head.contains("transfer-encoding"), "{head}");
        let expected = String::from_utf8_lossy(&content);
        assert!(body.contains("filename=\"big.txt\"\r\n") && body.contains(expected.as_ref()));
    }
    assert!(form.to_form(&[]).unwrap().encode().unwrap().1.try_clone().is_some());
}

#[test]
fn files_that_cannot_be_read_are_found_before_sending() {
    let missing = std::env::temp_dir().join("truespec-no-such-file");
    let error = Upload::path(&missing).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
    assert!(error.to_string().starts_with(&format!("{}: ", missing.display())), "{error}");
    assert_eq!(Upload::path(std::env::temp_dir()).unwrap_err().kind(), std::io::ErrorKind::IsADirectory);
    let path = file("gone.txt", b"x");
    let upload = Upload::path(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    let server = Server::answering(&[String::new()]);
    let core = core(&server);
    let call: Call<(), Untyped> = core.call(&UPLOAD).upload("text/plain", &upload).decode_unit();
    let error = wait(call).unwrap_err();
    assert!(error.to_string().contains("the request's body cannot be read"), "{error}");
}

#[test]
fn streams_in_forms_are_sent_in_chunks_and_once() {
    let form = new_file(stream(&["abc", "de"]).filename("s"));
    let (head, body) = sent(&form, &[]);
    assert!(
        head.contains("transfer-encoding: chunked") && body.contains("3\r\nabc\r\n2\r\nde\r\n"),
        "{body}"
    );
    let server = Server::answering(&[answer(200, "", "")]);
    let core = core(&server);
    let call: Call<(), Untyped> = core.call(&UPLOAD).multipart(&form).decode_unit();
    let error = wait(call).unwrap_err();
    assert_eq!(error.to_string(), "upload: the stream to upload was sent before");
    assert!(matches!(error, Error::Build(_)) && server.idle());
    let (head, body) = sent(&new_file(stream(&["abc", "de"]).length(5)), &[]);
    assert!(head.contains("content-length: ") && body.contains("\r\n\r\nabcde\r\n--B"), "{head} {body}");
}

/// What may hold the text of a boundary has one that nobody knows before.
#[test]
fn streams_have_random_boundaries() {
    let boundary = || new_file(stream(&["x"])).to_form(&[]).unwrap().encode().unwrap().0;
    assert_ne!(boundary(), boundary());
    let fixed = || new_file("x").to_form(&[]).unwrap().encode().unwrap().0;
    assert_eq!(fixed(), fixed());
}

#[test]
fn whole_bodies_have_their_media_type() {
    let image = || Upload::from("x").content_type("image/png");
    let table = [
        ("application/octet-stream", Upload::from("x"), Some("application/octet-stream")),
        ("*/*", Upload::from("x"), Some("application/octet-stream")),
        ("image/*", image(), Some("image/png")),
        ("image/jpeg", image(), Some("image/png")),
        ("image/*", Upload::from("x"), None),
    ];
    for (declared, upload, expected) in table {
        let server = Server::answering(&[answer(200, "", "")]);
        let core = core(&server);
        let call: Call<(), Untyped> = core.call(&UPLOAD).upload(declared, &upload).decode_unit();
        match (wait(call), expected) {
            (Ok(()), Some(expected)) => {
                let request = server.request();
                assert!(request.contains(&format!("content-type: {expected}\r\n")), "{request}");
                assert!(request.contains("content-length: 1\r\n") && request.ends_with("\r\n\r\nx"));
            }
            (Err(error), None) => assert_eq!(
                error.to_string(),
                "upload: the body is image/*: its upload must say which, by `content_type`"
            ),
            (result, _) => panic!("{declared}: {result:?}"),
        }
    }
}

#[test]
fn whole_bodies_can_be_streams() {
    for (upload, expected) in [
        (stream(&["abc", "de"]), "transfer-encoding: chunked\r\n|\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
        (stream(&["abc", "de"]).length(5), "content-length: 5\r\n|\r\n\r\nabcde"),
        (Upload::path(file("image.png", b"abcde")).unwrap(), "content-length: 5\r\n|\r\n\r\nabcde"),
    ] {
        let server = Server::answering(&[answer(200, "", "")]);
        let core = core(&server);
        let call: Call<(), Untyped> = core.call(&UPLOAD).upload("image/png", &upload).decode_unit();
        wait(call).unwrap();
        let request = server.request();
        let (header, body) = expected.split_once('|').unwrap();
        assert!(request.contains(header) && request.contains("content-type: image/png\r\n"), "{request}");
        assert!(request.ends_with(body), "{request}");
    }
}

#[test]
fn debug_does_not_show_uploads() {
    let upload = Upload::from(Bytes::from_static(b"sesame")).filename("f");
    let seen = format!("{upload:?} {:?} {:?}", Part::file(upload.clone()), new_file(upload.clone()));
    assert!(!seen.contains("sesame") && seen.contains("length: Some(6)"), "{seen}");
    assert_eq!((upload.clone() == upload, stream(&["a"]) == stream(&["a"])), (true, false));
}

/// 64 KiB at a time, as often as told.
struct Repeated(usize);

impl Stream for Repeated {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let left = self.0.checked_sub(1);
        self.0 = left.unwrap_or_default();
        Poll::Ready(left.map(|_| Ok(Bytes::from(vec![7; 64 * 1024]))))
    }
}

/// 100 MB in a form, and what the process held at most meanwhile.
#[test]
fn large_uploads_need_no_memory() {
    let pieces = 1600;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = listener.accept().unwrap();
        let (mut piece, mut read, mut expected) = (vec![0; 64 * 1024], 0, usize::MAX);
        while read < expected {
            let n = stream.read(&mut piece).unwrap();
            if read == 0 {
                let text = String::from_utf8_lossy(&piece[..n]).into_owned();
                let (head, _) = text.split_once("\r\n\r\n").unwrap();
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
                expected = head.len() + 4 + length.parse::<usize>().unwrap();
            }
            read += n;
        }
        stream.write_all(answer(200, "", "").as_bytes()).unwrap();
        read
    });
    let kilobytes = |key: &str| -> usize {
        let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix(key).map(str::to_owned));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
    };
    let before = kilobytes("VmRSS:");
    let form = new_file(Upload::stream(Repeated(pieces)).length(pieces as u64 * 64 * 1024));
    let core = Builder::new(&url, &[]).build().unwrap();
    let call: Call<(), Untyped> = core.call(&UPLOAD).multipart(&form).decode_unit();
    wait(call).unwrap();
    assert!(server.join().unwrap() > pieces * 64 * 1024);
    let grown = kilobytes("VmHWM:").saturating_sub(before);
    assert!(grown < 30_000, "grew by {grown} kB");
}
