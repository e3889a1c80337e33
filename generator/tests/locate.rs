//! Pointers back to lines and columns, in every way a document can be laid out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use truespec::base::pointer::Pointer;
use truespec::diagnostic::locate::{locate, locate_all};

const BLOCK: &str = "\
openapi: 3.0.3
paths:
  /pets/{id}:
    get:
      'responses':
        200: {description: OK}
    parameters:
      - name: id
        in: path
      -   $ref: '#/x'
x:
  a~b: [1, two, {three: 3}]
  ümlaut: text
";

const FLOW: &str = r#"{"openapi": "3.0.3",
  "paths": { "/pets/{id}": { "get": {
    "tags": ["a", "b"], "p": [ {"name": "id"},
       {"name": "x"} ], "esc\u0061ped": {"in": 1} } } } }"#;

const MERGED: &str = "\
base: &base
  one: 1
  two: {deep: 2}
use:
  <<: *base
  one: here
list:
  <<: [*base, {three: 3}]
alias: *base
";

fn check(text: &str, cases: &[(&str, (usize, usize))]) {
    let pointers: Vec<_> = cases.iter().map(|(pointer, _)| Pointer::parse(pointer).unwrap()).collect();
    for (pointer, (_, place)) in pointers.iter().zip(cases) {
        assert_eq!(locate(text, pointer), *place, "{pointer}");
    }
    let together = locate_all(text, &pointers.iter().collect::<Vec<_>>());
    assert_eq!(together, cases.iter().map(|(_, place)| *place).collect::<Vec<_>>());
}

#[test]
fn yaml_in_blocks() {
    check(
        BLOCK,
        &[
            ("", (1, 1)),
            ("/openapi", (1, 1)),
            ("/paths/~1pets~1{id}", (3, 3)),
            ("/paths/~1pets~1{id}/get/responses", (5, 7)),
            ("/paths/~1pets~1{id}/get/responses/200", (6, 9)),
            ("/paths/~1pets~1{id}/get/responses/200/description", (6, 15)),
            ("/paths/~1pets~1{id}/parameters/0", (8, 9)),
            ("/paths/~1pets~1{id}/parameters/0/in", (9, 9)),
            ("/paths/~1pets~1{id}/parameters/1", (10, 11)),
            ("/x/a~0b/1", (12, 12)),
            ("/x/a~0b/2/three", (12, 18)),
            ("/x/ümlaut", (13, 3)),
        ],
    );
}

#[test]
fn json_and_flow() {
    check(
        FLOW,
        &[
            ("/openapi", (1, 2)),
            ("/paths/~1pets~1{id}/get/tags/1", (3, 19)),
            ("/paths/~1pets~1{id}/get/p/0", (3, 33)),
            ("/paths/~1pets~1{id}/get/p/1/name", (4, 9)),
            ("/paths/~1pets~1{id}/get/escaped", (4, 42)),
            ("/paths/~1pets~1{id}/get/escaped/in", (4, 42)),
        ],
    );
}

#[test]
fn what_is_not_there_is_its_nearest_ancestor() {
    check(
        BLOCK,
        &[("/paths/~1none", (2, 1)), ("/openapi/deeper", (1, 1)), ("/x/a~0b/0", (12, 3)), ("/none", (1, 1))],
    );
    check("", &[("/a", (1, 1))]);
    check("a: [", &[("/a", (1, 1))]);
    check("a: 1\nb: *none\n", &[("/a", (1, 1))]);
}

#[test]
fn aliases_and_merge_keys_lead_to_what_is_written() {
    check(
        MERGED,
        &[
            ("/use/one", (6, 3)),
            ("/use/two", (3, 3)),
            ("/use/two/deep", (3, 9)),
            ("/list/one", (2, 3)),
            ("/list/three", (8, 16)),
            ("/alias", (9, 1)),
            ("/alias/one", (2, 3)),
        ],
    );
}

#[test]
fn of_a_repeated_key_the_last() {
    check("a: 1\nb: 2\na: {c: 3}\n", &[("/a", (3, 1)), ("/a/c", (3, 5))]);
}

#[test]
fn byte_order_marks_and_line_ends() {
    check("\u{feff}{\"a\": 1,\r\n \"b\": 2}", &[("/a", (1, 3)), ("/b", (2, 2))]);
}
