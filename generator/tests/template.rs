//! Path templates, as documents write them.

use truespec::openapi::template::{Segment, Template, fault, identity, plain};

/// How a key is written canonically, and the names of its query parameters.
fn parsed(key: &str) -> (String, Vec<String>) {
    let template = Template::parse(key);
    let query = template.query_placeholders().into_iter().map(|one| one.name.clone()).collect();
    (template.to_string(), query)
}

#[test]
fn every_notation() {
    let table = [
        ("/a/{id}", "/a/{id}", ""),
        ("a/{id}", "/a/{id}", ""),
        ("/a/{+name}", "/a/{+name}", ""),
        ("/v1/{name=shelves/*}", "/v1/{+name}", ""),
        ("/v1/{name=**}:run", "/v1/{+name}:run", ""),
        ("/v1/{name=*}", "/v1/{name}", ""),
        ("/{proxy+}", "/{+proxy}", ""),
        ("/{*rest}", "/{+rest}", ""),
        ("/{**rest}", "/{+rest}", ""),
        ("/{path*}", "/{+path}", ""),
        ("/{id:int}", "/{id}", ""),
        ("/{id:[0-9]{3}}/x", "/{id}/x", ""),
        ("/{id<\\d{3}>}/x", "/{id}/x", ""),
        ("/{id?}", "/{id}", ""),
        ("/{file:path}", "/{+file}", ""),
        ("/{tail:.*}", "/{+tail}", ""),
        ("/{id:[^/]+}", "/{id}", ""),
        ("/f{?q,page}", "/f", "q page"),
        ("/f?fixed=1{&q}", "/f?fixed=1", "q"),
        ("/f?a={a}&b=1", "/f?b=1", "a"),
        ("/#X-Amz-Target=A.B", "/", ""),
        ("/a/{b", "/a/%7Bb", ""),
        ("/a}b", "/a%7Db", ""),
        ("/my files/50%/a%2Fb/ü", "/my%20files/50%25/a%2Fb/%C3%BC", ""),
        ("/{a{b}}", "/%7Ba{b}%7D", ""),
    ];
    for (key, canonical, query) in table {
        let (written, names) = parsed(key);
        assert_eq!((written.as_str(), names.join(" ").as_str()), (canonical, query), "{key}");
    }
}

/// A parameter may be called by all that stands in the braces.
#[test]
fn declared_names_win() {
    let declared = |names: &'static [&'static str]| {
        move |key: &str| Template::parse(key).with_names(|name| names.contains(&name)).to_string()
    };
    assert_eq!(declared(&["id:int"])("/{id:int}"), "/{id:int}");
    assert_eq!(declared(&["id"])("/{id:int}"), "/{id}");
    assert_eq!(declared(&["id", "id:int"])("/{id:int}"), "/{id}");
    assert_eq!(declared(&["proxy+"])("/{proxy+}"), "/{+proxy+}");
}

#[test]
fn segments() {
    let literal = |text: &str| Segment::Literal(text.to_owned());
    assert_eq!(Template::parse("/a/{b}/c").segments(), [literal("a"), Segment::One, literal("c")]);
    assert_eq!(Template::parse("/v1/{name=a/*}:run").segments(), [literal("v1"), Segment::Several]);
    assert_eq!(Template::parse("/x-{a}-{b}.json/").segments(), [Segment::One]);
    assert_eq!(Template::parse("//a?b={c}").segments(), [literal("a")]);
}

#[test]
fn faults() {
    let table = [
        ("/a/{b}", None),
        ("/{id:[0-9]{3}}", None),
        ("a", Some("a path must begin with `/`; sent with one")),
        ("/{a", Some("unclosed brace; sent as written")),
        ("/a}", Some("unmatched braces; sent as written")),
        ("/{a{b}}", Some("unmatched braces; sent as written")),
        ("/{}", Some("empty braces")),
        ("/{a}/{a}", Some("`{a}` appears twice; both get the same value")),
    ];
    for (key, expected) in table {
        assert_eq!(fault(key).as_deref(), expected, "{key}");
    }
}

#[test]
fn the_same_path() {
    assert_eq!(identity("/a/{b}"), identity("/a/{c}"));
    assert_eq!(identity("/%61/{b}"), identity("/a/{c}"));
    assert_ne!(identity("/{id:int}"), identity("/{id:alpha}"));
    assert_ne!(identity("/{name=a/*}"), identity("/{name=b/*}"));
    assert_eq!(plain("/a/{id:int}?b={+c}"), "/a/{id}?b={c}");
}
