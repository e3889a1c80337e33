//! A program that uses every public item of a crate as a consumer would: a function an item, a line a function, so that the
//! line of an error of the compiler names the item.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly
#![allow(dead_code)] // each test uses a part

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use truespec::review::surface::{Form, Function, Item, ItemKind, Outcome, Returns, Surface};
use truespec::rust::model::Argument;

/// What the crate is called in the program.
pub const CRATE: &str = "probed";

/// A line for each item, in the order of the paths given.
pub fn program(surface: &Surface, paths: &[&String]) -> String {
    let lines = paths.iter().enumerate().map(|(index, path)| line(surface, path, index));
    format!("#![allow(warnings)] fn main() {{}}\n{}", lines.collect::<String>())
}

fn line(surface: &Surface, path: &str, index: usize) -> String {
    let text = Probe { surface, path, item: &surface.items[path] }.function(&format!("p{index}"));
    assert!(!text.contains('\n'), "{path}: {text}");
    text + "\n"
}

struct Probe<'a> {
    surface: &'a Surface,
    path: &'a str,
    item: &'a Item,
}

impl Probe<'_> {
    /// The type that a member belongs to, in full.
    fn owner(&self) -> String {
        let path = self.path.trim_end_matches("()");
        let owner =
            path.split_once(": ").map_or_else(|| path.rsplit_once("::").unwrap().0, |(owner, _)| owner);
        format!("{CRATE}::{owner}")
    }

    fn name(&self) -> &str {
        self.path.trim_end_matches("()").rsplit_once("::").unwrap().1
    }

    fn function(&self, p: &str) -> String {
        let whole = format!("{CRATE}::{}", self.path);
        match &self.item.form {
            Form::Struct if self.item.kind == ItemKind::Setting => format!("fn {p}(_: &{whole}) {{}}"),
            Form::Struct => format!("fn {p}(v: &{whole}) {{ let {whole} {{ .. }} = v; }}"),
            Form::Enumeration("String") => format!("fn {p}(v: &{whole}) -> &str {{ v.as_str() }}"),
            Form::Enumeration("i64") => format!("fn {p}(v: &{whole}) -> i64 {{ v.as_i64() }}"),
            Form::Enumeration(_) => format!("fn {p}(v: &{whole}) -> serde_json::Value {{ v.to_value() }}"),
            Form::Union => match self.open() {
                Some(open) => format!("fn {p}(v: &{whole}) {{ if let {whole}::{open}(_) = v {{}} }}"),
                None => format!("fn {p}(v: &{whole}) {{}}"),
            },
            Form::Alias(ty) => format!("fn {p}(v: {whole}) -> {} {{ v }}", full(ty)),
            Form::Newtype(ty) => format!("fn {p}(v: {whole}) -> {} {{ v.0 }}", full(ty)),
            Form::Trait(name) => {
                let name = if *name == "Hash" { "std::hash::Hash" } else { name };
                format!("fn {p}() {{ fn need<X: {name}>() {{}} need::<{}>() }}", self.owner())
            }
            Form::From(source) => {
                let source = full(source).replace("; N]", "; 2]");
                format!("fn {p}(v: {source}) -> {} {{ v.into() }}", self.owner())
            }
            Form::Field(ty) => format!("fn {p}(v: {}) -> {} {{ v.{} }}", self.owner(), full(ty), self.name()),
            Form::Variant(None) => {
                format!("fn {p}(v: &{0}) -> {0} {{ if let {whole} = v {{}} {whole} }}", self.owner())
            }
            Form::Variant(Some(ty)) => {
                format!(
                    "fn {p}(v: {}) -> {} {{ let v = {whole}(v); if let {whole}(_) = &v {{}} v }}",
                    full(ty),
                    self.owner()
                )
            }
            Form::Handle => format!("fn {p}(_: {whole}<'_>) {{}}"),
            Form::Named(named, fields) => self.named(p, named, fields),
            Form::Call(outcome) => {
                format!("async fn {p}(v: {whole}) -> {} {{ v.await }}", result(outcome))
            }
            Form::Function(function) => self.call(p, function),
        }
    }

    /// A constructor with its required fields by name.
    fn named(&self, p: &str, named: &str, fields: &[(String, Argument)]) -> String {
        let declared: Vec<String> = fields
            .iter()
            .enumerate()
            .map(|(index, (_, given))| {
                format!("a{index}: {}", full(given.ty().map_or("String", String::as_str)))
            })
            .collect();
        let given: Vec<String> = fields
            .iter()
            .enumerate()
            .map(|(index, (name, _))| format!("{}: a{index}", truespec::rust::names::ident::written(name)))
            .collect();
        let (declared, given, owner) = (declared.join(", "), given.join(", "), self.owner());
        format!("fn {p}({declared}) -> {owner} {{ {owner}::new({} {{ {given} }}) }}", full(named))
    }

    /// What a union calls the variant of everything else.
    fn open(&self) -> Option<&str> {
        let inside = format!("{}::", self.path);
        self.surface.items.iter().find_map(|(path, item)| {
            path.strip_prefix(&inside)
                .filter(|_| item.origin == "anything else" && item.kind == ItemKind::Variant)
        })
    }

    /// Twice: with values of the very types, and with what becomes them.
    fn call(&self, p: &str, function: &Function) -> String {
        let given = |side: &str, take: fn((String, String)) -> String| -> Vec<(String, String)> {
            let types = function.arguments.iter().map(|(_, argument)| take(self.handed(argument)));
            types.enumerate().map(|(index, ty)| (format!("{side}{index}"), ty)).collect()
        };
        let (first, second) = (given("a", |(one, _)| one), given("b", |(_, other)| other));
        let declared: String =
            first.iter().chain(&second).map(|(name, ty)| format!(", {name}: {ty}")).collect();
        let names = |given: &[(String, String)]| {
            given.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>().join(", ")
        };
        let (first, second) = (names(&first), names(&second));
        let (owner, name) = (self.owner(), self.name());
        match &function.returns {
            Returns::Handle(handle) => {
                format!("fn {p}(v: &{owner}) -> {CRATE}::{handle}<'_> {{ v.{name}() }}")
            }
            Returns::Option(ty) => {
                format!("fn {p}(v: {owner}<'_>) -> Option<{}> {{ v.{name}() }}", full(ty))
            }
            Returns::Stream(stream, outcome) => {
                let (item, error) = (full(&outcome.success), full(&outcome.error));
                let stream = format!("{CRATE}::runtime::paging::{stream}<{item}, {error}>");
                format!("fn {p}(v: {owner}) -> {stream} {{ v.{name}() }}")
            }
            Returns::Call(outcome, None) => {
                let (result, pinned) = (result(outcome), pinned(outcome));
                format!(
                    "async fn {p}(v: {owner}<'_>{declared}) -> {result} {{ let c: {pinned} = v.{name}({first}); let r: {result} = c.await; v.{name}({second}).await }}"
                )
            }
            Returns::Call(outcome, Some(_)) => {
                let result = result(outcome);
                format!(
                    "async fn {p}(v: {owner}<'_>{declared}) -> {result} {{ let r: {result} = v.{name}({first}).await; v.{name}({second}).await }}"
                )
            }
            Returns::Itself if name == "new" => {
                let declared = declared.trim_start_matches(", ");
                format!("fn {p}({declared}) -> {owner} {{ {owner}::new({first}); {owner}::new({second}) }}")
            }
            Returns::Itself => {
                format!(
                    "fn {p}(v: {owner}, w: {owner}{declared}) -> {owner} {{ v.{name}({first}); w.{name}({second}) }}"
                )
            }
        }
    }
}

impl Probe<'_> {
    /// What a caller mostly hands in where values become a type; `None` is the type itself.
    fn usual(&self, ty: &str) -> Option<&'static str> {
        let takes_text = |ty: &str| match self.surface.items.get(ty).map(|item| &item.form) {
            Some(Form::Enumeration(of)) => *of == "String",
            Some(Form::Union) => self.surface.items.contains_key(&format!("{ty}: From<&str>")),
            Some(Form::Alias(of)) => of == "String",
            _ => ty == "String",
        };
        match ty {
            "crate::Upload" | "crate::Part" | "crate::Base64Bytes" => Some("Vec<u8>"),
            _ => takes_text(ty).then_some("&str"),
        }
    }

    /// The types of what a caller hands in: of the very type, and the most usual other.
    fn handed(&self, argument: &Argument) -> (String, String) {
        let both = |ty: String| (ty.clone(), ty);
        match argument {
            Argument::Plain(ty) => both(full(ty)),
            Argument::Text => ("&str".to_owned(), "String".to_owned()),
            Argument::Into(ty) => (full(ty), self.usual(ty).map_or_else(|| full(ty), str::to_owned)),
            Argument::Texts => ("Vec<&str>".to_owned(), "Vec<String>".to_owned()),
            Argument::Intos(ty) => {
                let given = self.usual(ty).map_or_else(|| full(ty), str::to_owned);
                (format!("Vec<{}>", full(ty)), format!("Vec<{given}>"))
            }
            Argument::List(ty) => both(format!("Vec<{}>", full(ty))),
            Argument::Object => {
                ("serde_json::Value".to_owned(), "serde_json::Map<String, serde_json::Value>".to_owned())
            }
            Argument::Borrowed(ty) => (full(ty), format!("&'static {}", full(ty))),
        }
    }
}

fn result(outcome: &Outcome) -> String {
    format!("Result<{}, {CRATE}::Error>", full(&outcome.success))
}

/// The type of a call, which names the documented body of its error.
fn pinned(outcome: &Outcome) -> String {
    let is_stream = ["EventStream<", "LineStream<"].iter().any(|stream| outcome.success.contains(stream));
    let call = if is_stream { "stream::StreamCall" } else { "request::Call" };
    format!("{CRATE}::runtime::{call}<{}, {}>", full(&outcome.success), full(&outcome.error))
}

/// A type as it is written from outside the crate.
fn full(ty: &str) -> String {
    let qualified =
        ty.replace("types::", &format!("{CRATE}::types::")).replace("crate::", &format!("{CRATE}::"));
    // What an operation's module holds.
    let own = ty.split_once("::").filter(|(module, name)| {
        !["types", "crate", "std", "uuid", "chrono", "time", "bytes", "serde_json"].contains(module)
            && (name.ends_with("Error") || name.ends_with("Success"))
            && name.chars().all(|c| c.is_alphanumeric() || c == '_')
            && module.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '#')
    });
    if own.is_some() { format!("{CRATE}::{ty}") } else { qualified }
}

/// The items whose lines do not compile against the crate in a folder; the compiler stops at names that are missing before
/// it looks at types, so what failed is left out and the rest tried again until all of it compiles.
pub fn failing(surface: &Surface, crate_folder: &Path, target: &Path) -> BTreeSet<String> {
    let mut failed = BTreeSet::new();
    let example = crate_folder.join("examples");
    std::fs::create_dir_all(&example).unwrap();
    loop {
        let paths: Vec<&String> = surface.items.keys().filter(|path| !failed.contains(*path)).collect();
        std::fs::write(example.join("probe.rs"), program(surface, &paths)).unwrap();
        let check = Command::new(env!("CARGO"))
            .args([
                "check",
                "--features",
                "constructors",
                "--offline",
                "--quiet",
                "--example",
                "probe",
                "--message-format",
                "short",
            ])
            .args(["--color", "never"])
            .current_dir(crate_folder)
            .env("CARGO_TARGET_DIR", target)
            .env("RUSTFLAGS", "-D warnings")
            .output()
            .unwrap();
        let said =
            String::from_utf8_lossy(&check.stderr).into_owned() + &String::from_utf8_lossy(&check.stdout);
        if check.status.success() {
            return failed;
        }
        let lines = said.lines().filter_map(|line| {
            let at = line.split_once("examples/probe.rs:")?.1;
            line.contains(": error").then(|| at.split(':').next()?.parse::<usize>().ok()).flatten()
        });
        let before = failed.len();
        let new: Vec<String> =
            lines.filter_map(|line| Some((*paths.get(line.checked_sub(2)?)?).clone())).collect();
        failed.extend(new);
        assert!(failed.len() > before, "the crate itself does not compile:\n{said}");
    }
}
