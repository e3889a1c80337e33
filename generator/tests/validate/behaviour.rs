//! The client of `features/validate.yaml`, with the setting `validate`, against a server of one connection.

use client::types::{
    Change, Item, LoginBody, OrderInput, OrderPlace, Owner, Person, Plain, SendFilesBody, Tree,
};
use client::{Client, Error};
use std::io::{Read, Write};
use std::net::TcpListener;

/// A client, and what the first request to its server was.
fn client() -> (Client, impl FnOnce() -> Option<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client =
        Client::builder().base_url(format!("http://{}", listener.local_addr().unwrap())).build().unwrap();
    let server = move || {
        listener.set_nonblocking(true).unwrap();
        let (stream, _) = listener.accept().ok()?;
        let mut bytes = [0; 4096];
        stream.set_nonblocking(false).unwrap();
        let read = (&stream).read(&mut bytes).unwrap();
        Some(String::from_utf8_lossy(&bytes[..read]).into_owned())
    };
    (client, server)
}

fn wait<F: IntoFuture>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(async { future.await })
}

/// What the call says of a request that was not made; the server has seen nothing.
fn refused<T: std::fmt::Debug, F>(call: impl FnOnce(Client) -> F) -> String
where
    F: Future<Output = Result<T, Error>>,
{
    let (client, seen) = client();
    let said = match wait(call(client)) {
        Err(Error::Build(error)) => error.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(seen(), None, "{said}");
    said
}

fn order() -> OrderInput {
    OrderInput::new([Item::new("a")])
}

fn sent(body: OrderInput) -> String {
    refused(|client| async move { client.orders().create(body).await })
}

#[test]
fn members_are_named_with_the_rule() {
    assert_eq!(sent(OrderInput::new([])), "createOrder: items: 0 items, at least 1 wanted (minItems)");
    let long = OrderInput::new([Item::new("a"), Item::new("abcdef")]);
    assert_eq!(sent(long), "createOrder: items[1].name: 6 characters, at most 5 allowed (maxLength)");
    let odd = OrderInput::new([Item::new("a").count(7)]);
    assert_eq!(sent(odd), "createOrder: items[0].count: 7 is not a multiple of 5 (multipleOf)");
    let twice = order().tags(["ab", "cd", "ab"]);
    assert_eq!(sent(twice), "createOrder: tags: items 0 and 2 are the same (uniqueItems)");
    let tag = order().tags(["ab", "X1"]);
    assert_eq!(sent(tag), "createOrder: tags[1]: the text is not of the form `^[a-z]+$` (pattern)");
    let label = order().labels(std::collections::BTreeMap::from([("key".to_owned(), "value".to_owned())]));
    assert_eq!(sent(label), "createOrder: labels.key: 5 characters, at most 4 allowed (maxLength)");
    let nested = order().parent(order().owner(Owner::Person(Person::new(""))));
    assert_eq!(sent(nested), "createOrder: parent.owner.name: 0 characters, at least 1 wanted (minLength)");
    assert_eq!(
        sent(order().owner(Owner::Text("abcd".into()))),
        "createOrder: owner: 4 characters, at most 3 allowed (maxLength)"
    );
    assert_eq!(
        sent(order().place(OrderPlace::new())),
        "createOrder: place: 0 members, at least 1 wanted (minProperties)"
    );
    assert_eq!(sent(order().code("a")), "createOrder: code: 1 character, at least 2 wanted (minLength)");
    assert_eq!(sent(order().share(0.0)), "createOrder: share: 0 is not more than 0 (exclusiveMinimum)");
    assert_eq!(sent(order().share(0.33)), "createOrder: share: 0.33 is not a multiple of 0.05 (multipleOf)");
    assert_eq!(
        sent(order().total("10.50".parse::<client::Decimal>().unwrap())),
        "createOrder: total: 10.50 is not less than 10.5 (exclusiveMaximum)"
    );
    assert!(!sent(order().secret("hunter2")).contains("hunter2"));
    let tree = Plain::new().tree(Tree(vec![Tree(vec![Tree(vec![]), Tree(vec![]), Tree(vec![])])]));
    assert_eq!(tree.validate().unwrap_err().path(), "tree[0]");
}

#[test]
fn other_bodies_and_parameters_are_checked() {
    let list =
        refused(|client| async move { client.orders().replace([order(), order(), order()]).await });
    assert_eq!(list, "replaceOrders: 3 items, at most 2 allowed (maxItems)");
    let change = refused(|client| async move {
        client.orders().change().body(Change::new().note("12345678901")).await
    });
    assert_eq!(change, "changeOrder: note: 11 characters, at most 10 allowed (maxLength)");
    let files = refused(|client| async move {
        client.files().send(SendFilesBody::new(Vec::<client::Upload>::new())).await
    });
    assert_eq!(files, "sendFiles: files: 0 items, at least 1 wanted (minItems)");
    let code =
        refused(|client| async move { client.login().login(LoginBody::new("1234").code(123_456)).await });
    assert_eq!(code, "login: code: the number is more than 9999 (maximum)");
    let limit = refused(|client| async move { client.orders().list(["ab"], "r").limit(0).await });
    assert_eq!(limit, "listOrders: parameter limit: 0 is less than 1 (minimum)");
    let tag = refused(|client| async move { client.orders().list(["A"], "r").await });
    assert_eq!(tag, "listOrders: parameter tag: [0]: 1 character, at least 2 wanted (minLength)");
    let header = refused(|client| async move { client.orders().list(["ab"], "a b").await });
    assert_eq!(header, "listOrders: parameter x-run: the text is not of the form `^\\w+$` (pattern)");
}

/// What keeps the rules goes out; the answer breaks nearly all of them and comes in.
#[test]
fn answers_are_taken_as_they_come() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer =
        r#"{"id":"x","items":[],"tags":["A","A"],"note":"12345678901","share":7,"owner":{"name":""}}"#;
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut bytes = [0; 4096];
        let read = stream.read(&mut bytes).unwrap();
        let length = answer.len();
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{answer}").unwrap();
        String::from_utf8_lossy(&bytes[..read]).into_owned()
    });
    let client = Client::builder().base_url(url).build().unwrap();
    let body = order().tags(["ab", "cd"]).share(0.35).note("1234567890").secret("abc").code("a-b.c");
    assert_eq!(body.validate_all(), Ok(()));
    let answered = wait(client.orders().create(body)).unwrap();
    assert_eq!((answered.id.as_str(), answered.items.len()), ("x", 0));
    assert!(server.join().unwrap().starts_with("POST /orders HTTP/1.1"));
}
