//! What an answer is read as: by its own media type, within what the method gives; and what is asked for.

use crate::support::{Answer, Server};
use wire::answer_kinds::Client;
use wire::answer_kinds::films::{ExportSuccess, Films};
use wire::answer_kinds::types::Code;

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).build().unwrap()
}

/// What a call gives of an answer, and the `Accept` that it sent.
fn gave<T>(answer: Answer, call: impl FnOnce(Films<'_>) -> T) -> (T, String) {
    let server = Server::once(answer);
    let client = client(&server);
    let given = call(client.films());
    (given, server.request().header("accept").unwrap().to_owned())
}

#[test]
fn a_method_for_each_kind() {
    let (film, accept) =
        gave(Answer::of("application/json", r#"{"title":"Alien"}"#), |it| it.get().send_blocking().unwrap());
    assert_eq!((film.title.as_str(), accept.as_str()), ("Alien", "application/json"));
    let (bytes, accept) =
        gave(Answer::of("video/mp4", b"\0\xff".to_vec()), |it| it.get_mp4().send_blocking().unwrap());
    assert_eq!((bytes.as_ref(), accept.as_str()), (&b"\0\xff"[..], "video/mp4"));
    let (text, accept) =
        gave(Answer::of("text/csv", "title\nAlien"), |it| it.get_csv().send_blocking().unwrap());
    assert_eq!((text.as_str(), accept.as_str()), ("title\nAlien", "text/csv"));
}

#[test]
fn bytes_of_their_own_method_are_streamed() {
    let (bytes, _) = gave(Answer::of("video/mp4", "frames"), |it| {
        it.get_mp4().stream_blocking().unwrap().chunk_blocking().unwrap().unwrap()
    });
    assert_eq!(bytes.as_ref(), b"frames");
}

#[test]
fn a_text_is_read_by_what_came() {
    for (media, body, text) in [
        ("application/json", r#""a line""#, "a line"),
        ("application/hal+json", r#""a line""#, "a line"),
        ("text/plain", "a line", "a line"),
        ("text/plain; charset=utf-8", r#""quoted""#, r#""quoted""#),
        ("text/html", "<p>", "<p>"),
    ] {
        let (log, accept) = gave(Answer::of(media, body), |it| it.log().send_blocking().unwrap());
        assert_eq!((log.as_str(), accept.as_str()), (text, "application/json, text/plain;q=0.9"), "{media}");
        let (any, accept) = gave(Answer::of(media, body), |it| it.any().send_blocking().unwrap());
        assert_eq!(any, text, "{media}");
        assert_eq!(accept, "text/plain, application/json;q=0.9, */*;q=0.8");
    }
    let (unsaid, _) = gave(Answer::new(200).body(r#""x""#), |it| it.any().send_blocking().unwrap());
    assert_eq!(unsaid, "x");
}

#[test]
fn bytes_are_read_by_what_came() {
    let (bytes, accept) =
        gave(Answer::of("image/png", b"\x89PNG".to_vec()), |it| it.poster().send_blocking().unwrap());
    assert_eq!(bytes.bytes().unwrap(), b"\x89PNG");
    assert_eq!(accept, "application/octet-stream, application/json;q=0.9, */*;q=0.8");
    let (bytes, _) =
        gave(Answer::of("application/json", r#""aGk=""#), |it| it.poster().send_blocking().unwrap());
    assert_eq!(bytes.bytes().unwrap(), b"hi");
}

#[test]
fn one_schema_under_several_names_is_one_method() {
    for media in ["text/plain", "text/json; charset=utf-8", "application/json"] {
        let (films, accept) =
            gave(Answer::of(media, r#"[{"title":"M"}]"#), |it| it.listed().send_blocking().unwrap());
        assert_eq!(films[0].title, "M");
        assert_eq!(accept, "application/json, text/json;q=0.9, text/plain;q=0.9");
    }
}

#[test]
fn what_differs_by_status_asks_for_each() {
    let (pdf, accept) =
        gave(Answer::of("application/pdf", "%PDF"), |it| it.export().send_blocking().unwrap());
    assert!(matches!(pdf, ExportSuccess::Ok(bytes) if bytes.as_ref() == b"%PDF"));
    assert_eq!(accept, "application/pdf, application/json;q=0.9, application/problem+json;q=0.8");
    let later = Answer::of("application/json", r#"{"job":"7"}"#).status(202);
    let (later, _) = gave(later, |it| it.export().send_blocking().unwrap());
    assert!(matches!(later, ExportSuccess::Accepted(job) if job.job.as_deref() == Some("7")));
}

#[test]
fn schemas_that_differ_have_a_method_each() {
    let (one, accept) = gave(Answer::of("application/vnd.films.v1+json", r#"{"one":"1"}"#), |it| {
        it.versions().send_blocking().unwrap()
    });
    assert_eq!((one.one.as_deref(), accept.as_str()), (Some("1"), "application/vnd.films.v1+json"));
    let (two, accept) = gave(Answer::of("application/vnd.films.v2+json", r#"{"two":"2"}"#), |it| {
        it.versions_films_v2().send_blocking().unwrap()
    });
    assert_eq!((two.two.as_deref(), accept.as_str()), (Some("2"), "application/vnd.films.v2+json"));
}

#[test]
fn no_content_is_read_where_there_is_none() {
    let ((), accept) = gave(Answer::new(204), |it| it.gone().send_blocking().unwrap());
    assert_eq!(accept, "application/json");
    let ((), _) = gave(Answer::new(205), |it| it.reset().send_blocking().unwrap());
    let head = Answer::new(200).header("content-type", "application/json").header("content-length", "17");
    let ((), accept) = gave(head, |it| it.exists().send_blocking().unwrap());
    assert_eq!(accept, "application/vnd.films.v1+json");
}

#[test]
fn the_callers_accept_comes_before_the_documents() {
    let answer = || Answer::of("text/csv", "a");
    let own = "text/csv;header=absent";
    let (_, accept) = gave(answer(), |it| it.get_csv().header("accept", own).send_blocking().unwrap());
    assert_eq!(accept, own);
    let server = Server::once(answer());
    let client = Client::builder().base_url(server.url()).default_header("Accept", own).build().unwrap();
    client.films().get_csv().send_blocking().unwrap();
    assert_eq!(server.request().header("accept"), Some(own));
}

#[test]
fn what_does_not_decode_says_of_what_kind_it_is() {
    let (error, _) = gave(Answer::of("text/html", "<html>"), |it| it.get().send_blocking().unwrap_err());
    assert!(error.to_string().contains("(6 bytes of text/html, documented is application/json)"), "{error}");
    let (error, _) = gave(Answer::of("application/json", ""), |it| it.get().send_blocking().unwrap_err());
    assert!(error.to_string().contains("has an empty body of application/json, documented is application/json"), "{error}");
    let (error, _) = gave(Answer::new(200), |it| it.get().send_blocking().unwrap_err());
    assert!(error.to_string().contains("has an empty body without a media type, documented is application/json"), "{error}");
}

#[test]
fn relatives() {
    let (bytes, accept) = gave(Answer::of("application/zip", "PK"), |it| it.file().send_blocking().unwrap());
    assert_eq!((bytes.as_ref(), accept.as_str()), (&b"PK"[..], "application/zip, application/json;q=0.9"));
    for (media, body) in
        [("text/plain", "late"), ("application/json", "\"late\""), ("text/plain", "\"late\"")]
    {
        let (code, _) = gave(Answer::of(media, body), |it| it.code().send_blocking().unwrap());
        assert_eq!(code, Code::Late, "{media}");
    }
    let (any, _) = gave(Answer::of("text/plain", "hi"), |it| it.whatever().send_blocking().unwrap());
    assert_eq!(any, "hi");
    let (any, _) = gave(Answer::of("text/plain", "{}"), |it| it.whatever().send_blocking().unwrap());
    assert!(any.is_object());
    let table = Answer::of("text/csv; charset=iso-8859-1", b"caf\xe9".to_vec());
    let (table, accept) = gave(table, |it| it.shared_csv().send_blocking().unwrap());
    assert_eq!((table.as_ref(), accept.as_str()), (&b"caf\xe9"[..], "text/csv"));
}
