//! What a file defines twice: items of one name, fields, variants, arguments, and methods over all impl blocks and macros
//! that add some to a type.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// The namespaces that names are unique in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    Types,
    Values,
    /// Methods and associated functions of a type.
    Methods(String),
    /// Fields or variants of a type.
    Members(String),
    Arguments(String),
}

#[derive(Default)]
struct Seen {
    module: Vec<String>,
    counts: BTreeMap<(Vec<String>, Space, String), usize>,
}

/// Everything that is defined more than once.
pub fn defined(file: &syn::File) -> Vec<String> {
    let mut seen = Seen::default();
    seen.items(&file.items);
    let twice = seen.counts.into_iter().filter(|(_, count)| *count > 1);
    twice.map(|((module, space, name), _)| format!("{name} in {space:?} of {module:?}")).collect()
}

impl Seen {
    fn add(&mut self, space: Space, name: impl ToString) {
        let name = name.to_string();
        *self
            .counts
            .entry((self.module.clone(), space, name.trim_start_matches("r#").to_owned()))
            .or_default() += 1;
    }

    fn fields(&mut self, of: &syn::Ident, fields: &syn::Fields) {
        let named = fields.iter().filter_map(|field| field.ident.as_ref());
        named.for_each(|name| self.add(Space::Members(of.to_string()), name));
    }

    /// What a `use` brings in; what it is, its first letter tells.
    fn brought(&mut self, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => self.brought(&path.tree),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.brought(tree)),
            syn::UseTree::Name(name) if name.ident.to_string().starts_with(char::is_uppercase) => {
                self.add(Space::Types, &name.ident);
            }
            _ => {}
        }
    }

    /// The methods and types that a macro of the runtime makes of its entries.
    fn made(&mut self, name: &str, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = without_attributes(tokens);
        let first = tokens.first().map(ToString::to_string).unwrap_or_default();
        let methods = Space::Methods(first.clone());
        match name {
            "parameters" | "headers" => {
                entries(&tokens).into_iter().for_each(|name| self.add(methods.clone(), name))
            }
            "builder" => {
                entries(&tokens).into_iter().for_each(|name| self.add(methods.clone(), name));
                nulls(&tokens).into_iter().for_each(|name| self.add(methods.clone(), name));
                self.add(methods, "new");
            }
            "paged" => ["pages", "items"].into_iter().for_each(|name| self.add(methods.clone(), name)),
            "validate" => {
                let of = tokens.get(2).map(ToString::to_string).unwrap_or_default();
                self.add(Space::Methods(of), first);
            }
            "server" | "server_values" => {
                self.add(Space::Types, &first);
                entries(&tokens).into_iter().for_each(|name| self.add(Space::Members(first.clone()), name));
            }
            "string_enum" | "int_enum" | "value_enum" | "union" | "tagged_union" | "object" | "form" => {
                let made = Space::Members(format!("{name}! of {first}"));
                entries(&tokens).into_iter().for_each(|name| self.add(made.clone(), name));
            }
            "mock" => self.mocked(&tokens),
            _ => {}
        }
    }

    /// `Client { … } group Handle { … } group Handle { … }`
    fn mocked(&mut self, tokens: &[TokenTree]) {
        for group in tokens.get(2..).unwrap_or_default().chunks(3) {
            let [module, handle, TokenTree::Group(lines)] = group else { continue };
            self.add(Space::Methods("Groups".to_owned()), module);
            self.add(Space::Types, handle);
            for line in without_attributes(lines.stream()).split(|token| token.to_string() == ";") {
                if let Some(method) = line.first() {
                    self.add(Space::Methods(handle.to_string()), method);
                }
            }
        }
    }
}

fn without_attributes(tokens: TokenStream) -> Vec<TokenTree> {
    let mut plain = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => _ = tokens.next(),
            token => plain.push(token),
        }
    }
    plain
}

/// The tokens of a macro's braces.
fn braces(tokens: &[TokenTree]) -> Vec<TokenTree> {
    let group = tokens.iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    });
    group.map(without_attributes).unwrap_or_default()
}

/// The first token of each entry within the braces.
fn entries(tokens: &[TokenTree]) -> Vec<String> {
    let inside = braces(tokens);
    let mut depth = 0i32;
    let mut ends = |token: &TokenTree| {
        // Within `<` and `>` a comma is a type's.
        match token.to_string().as_str() {
            "<" => depth += 1,
            ">" => depth -= 1,
            _ => {}
        }
        depth == 0 && matches!(token.to_string().as_str(), "," | ";")
    };
    let mut found = Vec::new();
    let mut is_first = true;
    let mut before_check = false;
    for token in &inside {
        if ends(token) {
            // `, keeps […]` and the like go on with the entry of `parameters!`.
            before_check = token.to_string() == ",";
            is_first = true;
        } else if is_first {
            let word = token.to_string();
            if !(before_check && ["keeps", "counts", "inside"].contains(&word.as_str())) {
                found.push(word);
            }
            is_first = false;
        }
    }
    found
}

/// What stands after `or` within the braces.
fn nulls(tokens: &[TokenTree]) -> Vec<String> {
    let inside = braces(tokens);
    let pairs = inside.windows(3);
    // `name or null_name:`, where `or` can be the name itself.
    let named =
        pairs.filter(|three| three[1].to_string() == "or" && matches!(&three[0], TokenTree::Ident(_)));
    named.map(|three| three[2].to_string()).collect()
}

impl Seen {
    fn items(&mut self, items: &[syn::Item]) {
        for item in items {
            self.item(item);
            if let syn::Item::Mod(module) = item
                && let Some((_, items)) = &module.content
            {
                self.module.push(module.ident.to_string());
                self.items(items);
                self.module.pop();
            }
        }
    }

    fn item(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Struct(item) => {
                self.add(Space::Types, &item.ident);
                if !matches!(item.fields, syn::Fields::Named(_)) {
                    self.add(Space::Values, &item.ident);
                }
                self.fields(&item.ident, &item.fields);
            }
            syn::Item::Enum(item) => {
                self.add(Space::Types, &item.ident);
                let of = Space::Members(item.ident.to_string());
                item.variants.iter().for_each(|variant| self.add(of.clone(), &variant.ident));
            }
            syn::Item::Type(item) => self.add(Space::Types, &item.ident),
            syn::Item::Const(item) => self.add(Space::Values, &item.ident),
            syn::Item::Fn(item) => self.add(Space::Values, &item.sig.ident),
            syn::Item::Use(item) => self.brought(&item.tree),
            syn::Item::Mod(item) => self.add(Space::Types, &item.ident),
            syn::Item::Impl(item) if item.trait_.is_none() => self.methods(item),
            syn::Item::Macro(item) => {
                let name = item.mac.path.to_token_stream().to_string();
                self.made(&name, item.mac.tokens.clone());
            }
            _ => {}
        }
    }

    fn methods(&mut self, item: &syn::ItemImpl) {
        let of = item.self_ty.to_token_stream().to_string();
        let of = of.split_whitespace().next().unwrap_or_default().to_owned();
        for item in &item.items {
            let syn::ImplItem::Fn(method) = item else { continue };
            self.add(Space::Methods(of.clone()), &method.sig.ident);
            let arguments = Space::Arguments(format!("{of}::{}", method.sig.ident));
            for argument in &method.sig.inputs {
                if let syn::FnArg::Typed(argument) = argument {
                    self.add(arguments.clone(), argument.pat.to_token_stream());
                }
            }
        }
    }
}
