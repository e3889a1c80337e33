//! Unions with and without a discriminator.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes of tests")]

use serde_json::{Value, json};
use truespec_runtime::runtime::json::codec::{Wire, from_slice, from_value, to_value};
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::json::replay::{ReplayReader, read};
use truespec_runtime::runtime::model::tagged_union;
use truespec_runtime::runtime::model::union::{Guard, JsonKind, SeqAccess, candidates, kind, union};

#[derive(Debug, Clone, PartialEq)]
pub struct Cat {
    pub kind: String,
    pub lives: Option<i64>,
}
object!(Cat { kind: "kind" required, lives: "lives" optional });

#[derive(Debug, Clone, PartialEq)]
pub struct Dog {
    pub name: String,
}
object!(Dog { name: "name" required });

#[derive(Debug, Clone, PartialEq)]
pub enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Unknown(Value),
}
tagged_union!(Pet by "kind" { Cat(Cat): "cat" | "kitty", Dog(Box<Dog>): "dog" } else Unknown);

#[test]
fn the_tag_decides() {
    let kitty = json!({"kind": "kitty", "lives": 9});
    assert_eq!(from_value::<Pet>(&kitty).unwrap(), Pet::Cat(Cat { kind: "kitty".into(), lives: Some(9) }));
    assert_eq!(to_value(&from_value::<Pet>(&kitty).unwrap()).unwrap(), kitty);
    let dog = Pet::Dog(Box::new(Dog { name: "Rex".into() }));
    assert_eq!(to_value(&dog).unwrap(), json!({"name": "Rex", "kind": "dog"}));
    assert_eq!(from_value::<Pet>(&to_value(&dog).unwrap()).unwrap(), dog);
    for unknown in [json!({"kind": "cow"}), json!({"name": "Rex"}), json!({"kind": null}), json!(5)] {
        assert_eq!(from_value::<Pet>(&unknown).unwrap(), Pet::Unknown(unknown.clone()));
        assert_eq!(to_value(&Pet::Unknown(unknown.clone())).unwrap(), unknown);
    }
}

#[test]
fn errors_name_the_tag() {
    let error = from_value::<Pet>(&json!({"kind": "dog"})).unwrap_err().to_string();
    assert_eq!(error, "Pet with kind \"dog\": missing field `name`");
}

#[derive(Debug, Clone, PartialEq)]
pub struct Circle {
    pub radius: f64,
    pub color: Option<String>,
}
object!(Circle { radius: "radius" required, color: "color" optional });

#[derive(Debug, Clone, PartialEq)]
pub struct Ring {
    pub radius: f64,
    pub inner: Option<f64>,
}
object!(Ring { radius: "radius" required, inner: "inner" optional });

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Circle(Circle),
    Ring(Ring),
    Cat(Cat),
    Name(String),
    Count(i64),
    Ratio(f64),
    Flag(bool),
    List(Vec<i64>),
    Unknown(Value),
}

union!(Shape {
    Circle(Circle): object ["radius"] of ["radius", "color"],
    Ring(Ring): object ["radius"] of ["radius", "inner"],
    Cat(Cat): object ["kind"] of ["kind", "lives"] where {"kind": "cat"},
    Name(String): string,
    Ratio(f64): number,
    Count(i64): integer,
    Flag(bool): boolean,
    List(Vec<i64>): array,
} else Unknown);

#[derive(Debug, Clone, PartialEq)]
pub enum Loose {
    Anything(Value),
    IdOrList(Option<Shape>),
    Unknown(Value),
}

union!(Loose { Anything(Value): any, IdOrList(Option<Shape>): integer | array | null } else Unknown);

fn decoded<T: Wire>(value: &Value) -> T {
    from_value(value).unwrap()
}

#[test]
fn the_shape_decides() {
    let table = [
        (json!({"radius": 1}), Shape::Circle(Circle { radius: 1.0, color: None })),
        (json!({"radius": 1, "inner": 0.5}), Shape::Ring(Ring { radius: 1.0, inner: Some(0.5) })),
        (
            json!({"radius": 1, "color": "red"}),
            Shape::Circle(Circle { radius: 1.0, color: Some("red".into()) }),
        ),
        // `Ring` decodes, but `color`, which `Circle` knows, would be gone.
        (json!({"radius": 1, "color": 5}), Shape::Unknown(json!({"radius": 1, "color": 5}))),
        (
            json!({"radius": 1, "inner": "x", "width": 2}),
            Shape::Unknown(json!({"radius": 1, "inner": "x", "width": 2})),
        ),
        // What nobody knows is passed over, as in any object.
        (json!({"radius": 1, "inner": 2, "width": 2}), Shape::Ring(Ring { radius: 1.0, inner: Some(2.0) })),
        (json!({"kind": "cat"}), Shape::Cat(Cat { kind: "cat".into(), lives: None })),
        (json!({"kind": "cow"}), Shape::Unknown(json!({"kind": "cow"}))),
        (json!("x"), Shape::Name("x".into())),
        (json!(3), Shape::Count(3)),
        (json!(3.5), Shape::Ratio(3.5)),
        (json!(true), Shape::Flag(true)),
        (json!([1, 2]), Shape::List(vec![1, 2])),
        (json!(["a"]), Shape::Unknown(json!(["a"]))),
        (Value::Null, Shape::Unknown(Value::Null)),
    ];
    for (value, expected) in table {
        assert_eq!(decoded::<Shape>(&value), expected, "{value}");
    }
    assert_eq!(decoded::<Loose>(&Value::Null), Loose::IdOrList(None));
    assert_eq!(decoded::<Loose>(&json!(3)), Loose::IdOrList(Some(Shape::Count(3))));
    assert_eq!(decoded::<Loose>(&json!("x")), Loose::Anything(json!("x")));
    assert!(from_slice::<Shape>(b"{").is_err());
    assert_eq!(to_value(&Shape::Flag(true)).unwrap(), json!(true));
}

struct Candidates<'a>(&'a [Guard]);

impl ReplayReader for Candidates<'_> {
    type Value = Vec<usize>;

    fn read<'de, A: SeqAccess<'de>>(self, replay: &mut A) -> Result<Vec<usize>, A::Error> {
        Ok(candidates(replay, self.0)?.into_iter().map(|candidate| candidate.variant).collect())
    }
}

/// A constant that need not come tells variants apart only where it comes.
#[test]
fn a_constant_may_be_absent() {
    const KINDS: &[JsonKind] = &[kind::object()];
    let guards = [
        Guard::new(KINDS).keys(&[], &["object", "number"]).constants(&[("object", &["card"])]),
        Guard::new(KINDS).keys(&[], &["object", "sort_code"]).constants(&[("object", &["bank"])]),
    ];
    let table = [
        (json!({"object": "bank", "number": "1"}), vec![1]),
        (json!({"object": "purse"}), vec![]),
        (json!({"object": null}), vec![]),
        (json!({"sort_code": "1"}), vec![1, 0]),
        (json!({}), vec![0, 1]),
    ];
    for (value, expected) in table {
        assert_eq!(read(&value, Candidates(&guards)).unwrap(), expected, "{value}");
    }
}
