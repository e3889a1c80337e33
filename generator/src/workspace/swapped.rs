//! Arguments that change places. Where a method takes two of one type, or two that texts convert into, a caller's code
//! compiles as before and hands in each in the place of the other, so that nothing is written. The crate that is there is the
//! record of the places.

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

use crate::diagnostic::code::ARGUMENTS_SWAPPED;
use crate::diagnostic::{Location, Report};
use crate::input::file;
use crate::write::{Files, Refused};

/// The most methods that are reported.
const MAX_REPORTED: usize = 12;

/// The arguments of the public methods and constructors of a file, as name and what it takes, by type and method.
type Methods = BTreeMap<String, Vec<(String, String)>>;

/// Refuses files in which arguments of one type have changed places against the crate that is there, which is shown as
/// `shown`.
pub(super) fn refuse(output: &Path, files: &Files, shown: &Path) -> Result<(), Refused> {
    let mut report = Report::default();
    for (path, text) in files.iter().filter(|(path, _)| is_of_api(path)) {
        // What is no file of ours is reported where it would be overwritten.
        let Ok(before) = file::text(&output.join(path)) else { continue };
        if before == *text {
            continue;
        }
        let (Some(before), Some(after)) = (methods(&before), methods(text)) else { continue };
        let shown = shown.join(path).to_string_lossy().replace('\\', "/");
        for (method, arguments) in &after {
            let swapped = before.get(method).and_then(|before| swapped(before, arguments));
            if let Some((one, other)) = swapped.filter(|_| report.diagnostics.len() < MAX_REPORTED) {
                report.add_with_hint(
                    &ARGUMENTS_SWAPPED,
                    Location::Nowhere,
                    format!("`{shown}`: `{other}` now precedes `{one}` in `{method}()`, and the compiler takes each for the other"),
                    format!(
                        "an overlay action that lists the parameters, or `required`, as before keeps the places, except those of a path, \
                         which follow it; to take the new ones, delete `{shown}` and run again, and change the callers"
                    ),
                );
            }
        }
    }
    if report.has_errors() { Err(Refused { report }) } else { Ok(()) }
}

/// Returns true for the sources of an API, which can have such methods.
fn is_of_api(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "rs") && !path.starts_with("src/runtime")
}

/// Reads the methods of a file; `None` if it does not parse, as of one that was edited.
fn methods(text: &str) -> Option<Methods> {
    let file = syn::parse_file(text).ok()?;
    let impls = file.items.iter().filter_map(|item| match item {
        syn::Item::Impl(item) if item.trait_.is_none() => Some(item),
        _ => None,
    });
    let mut methods = Methods::new();
    for item in impls {
        let ty = match item.self_ty.as_ref() {
            syn::Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        };
        for function in item.items.iter().filter_map(public_function) {
            let name = format!("{}::{}", ty.as_deref().unwrap_or_default(), function.sig.ident);
            methods.insert(name, function.sig.inputs.iter().filter_map(argument).collect());
        }
    }
    methods.extend(file.items.iter().filter_map(constructor));
    Some(methods)
}

/// Reads `builder!(Bed new(name: impl Into<String> as into, rows: i64) …)`; `None` for any other item, and for a constructor
/// that takes its arguments by name.
fn constructor(item: &syn::Item) -> Option<(String, Vec<(String, String)>)> {
    let syn::Item::Macro(item) = item else { return None };
    let is_builder = item.mac.path.segments.last().is_some_and(|last| last.ident == "builder");
    let tokens: Vec<TokenTree> = item.mac.tokens.clone().into_iter().take(3).collect();
    let [TokenTree::Ident(ty), TokenTree::Ident(new), TokenTree::Group(arguments)] = tokens.as_slice() else {
        return None;
    };
    let is_positional = is_builder && arguments.delimiter() == Delimiter::Parenthesis;
    is_positional.then(|| (format!("{ty}::{new}"), listed(arguments.stream())))
}

/// Splits `name: type, name: type`.
fn listed(tokens: TokenStream) -> Vec<(String, String)> {
    let mut arguments = vec![TokenStream::new()];
    let mut depth = 0_usize;
    for token in tokens {
        let sign = if let TokenTree::Punct(sign) = &token { Some(sign.as_char()) } else { None };
        match sign {
            Some('<') => depth += 1,
            Some('>') => depth = depth.saturating_sub(1),
            Some(',') if depth == 0 => {
                arguments.push(TokenStream::new());
                continue;
            }
            _ => {}
        }
        arguments.last_mut().into_iter().for_each(|last| last.extend([token.clone()]));
    }
    let texts = arguments.iter().map(ToString::to_string);
    let named = |text: String| {
        let (name, ty) = text.split_once(':')?;
        Some((name.trim().to_owned(), taken(ty.trim())))
    };
    texts.filter_map(named).collect()
}

/// The widths of integers, each of which a number without a suffix is.
const INTEGERS: [&str; 4] = ["i32", "i64", "u32", "u64"];

/// What takes any value.
const ANY: &str = "any value";

/// Returns what an argument takes, as far as callers tell it apart: of what others convert into, texts may do for each, and
/// a number without a suffix is of any width.
fn taken(ty: &str) -> String {
    let ty = ty.replace(' ', "");
    let like = match ty.as_str() {
        integer if INTEGERS.contains(&integer) => "an integer",
        "f32" | "f64" => "a number",
        other if other.contains("serde_json::Value") || other.contains("serde::Serialize") => ANY,
        other if other.starts_with("implInto<") => "what converts",
        other if other.starts_with("implIntoIterator<Item=implInto<") => "a list of what converts",
        other if INTEGERS.iter().any(|integer| other == format!("implIntoIterator<Item={integer}>")) => {
            "a list of integers"
        }
        other => other,
    };
    like.to_owned()
}

fn public_function(item: &syn::ImplItem) -> Option<&syn::ImplItemFn> {
    match item {
        syn::ImplItem::Fn(function) if matches!(function.vis, syn::Visibility::Public(_)) => Some(function),
        _ => None,
    }
}

/// Returns the name of an argument and what it takes; `None` for `self`.
fn argument(input: &syn::FnArg) -> Option<(String, String)> {
    let syn::FnArg::Typed(typed) = input else { return None };
    Some((typed.pat.to_token_stream().to_string(), taken(&typed.ty.to_token_stream().to_string())))
}

/// Returns true if what one argument takes the other takes, too.
fn is_alike(one: &str, other: &str) -> bool {
    one == other || [one, other].contains(&ANY)
}

/// Returns two arguments that take the same, before and after, that have changed places, in their order of before.
fn swapped<'a>(
    before: &'a [(String, String)],
    after: &[(String, String)],
) -> Option<(&'a String, &'a String)> {
    let place = |argument: &(String, String)| after.iter().position(|other| other == argument);
    before.iter().enumerate().find_map(|(at, one)| {
        let other = before[at + 1..].iter().find(|other| {
            is_alike(&other.1, &one.1) && place(other) < place(one) && place(other).is_some()
        })?;
        Some((&one.0, &other.0))
    })
}

#[cfg(test)]
mod tests {
    use super::{methods, swapped};

    fn is_swapped(before: &str, after: &str) -> bool {
        let of = |arguments: &str| {
            let text = format!("impl Beds<'_> {{ pub fn find(&self, {arguments}) {{}} }}");
            methods(&text).and_then(|mut methods| methods.remove("Beds::find")).unwrap_or_default()
        };
        swapped(&of(before), &of(after)).is_some()
    }

    #[test]
    fn places_of_one_type_count() {
        assert!(is_swapped("a: i64, b: i64", "b: i64, a: i64"));
        assert!(is_swapped("a: i64, c: bool, b: i64", "b: i64, c: bool, a: i64"));
        assert!(is_swapped(
            "a: impl Into<String>, b: impl Into<String>",
            "b: impl Into<String>, c: bool, a: impl Into<String>"
        ));
    }

    #[test]
    fn texts_convert_into_either() {
        assert!(is_swapped(
            "a: impl Into<Kind>, b: impl Into<String>",
            "b: impl Into<String>, a: impl Into<Kind>"
        ));
        let of =
            |text: &str| methods(text).and_then(|mut methods| methods.remove("Bed::new")).unwrap_or_default();
        let before = of(
            "builder!(Bed new(kind: impl Into<super::Kind> as into, rows: i64, name: impl Into<String> as into) {});",
        );
        let after = of(
            "crate::builder!(Bed new(name: impl Into<String> as into, rows: i64, kind: impl Into<super::Kind> as into) {});",
        );
        assert_eq!(before.len(), 3);
        assert!(swapped(&before, &after).is_some());
    }

    #[test]
    fn lists_and_literals_fit_either() {
        let texts = "impl IntoIterator<Item = impl Into<String>>";
        let kinds = "impl IntoIterator<Item = impl Into<Kind>>";
        assert!(is_swapped(&format!("a: {texts}, b: {kinds}"), &format!("b: {kinds}, a: {texts}")));
        assert!(is_swapped("a: i32, b: i64", "b: i64, a: i32"));
        let list = |of: &str| format!("impl IntoIterator<Item = {of}>");
        let (narrow, wide) = (list("i32"), list("i64"));
        assert!(is_swapped(&format!("a: {narrow}, b: {wide}"), &format!("b: {wide}, a: {narrow}")));
        let any = "impl Into<serde_json::Value>";
        assert!(is_swapped(&format!("a: {any}, b: bool"), &format!("b: bool, a: {any}")));
        assert!(!is_swapped("a: i32, b: f64", "b: f64, a: i32"));
    }

    #[test]
    fn what_the_compiler_sees_does_not() {
        assert!(!is_swapped("a: i64, b: i64", "a: i64, b: i64"));
        assert!(!is_swapped("a: i64, b: bool", "b: bool, a: i64"));
        assert!(!is_swapped("a: i64, b: i64", "b: i64"));
        assert!(!is_swapped("a: i64, b: i64", "a: i64, c: i64, b: i64"));
    }
}
