//! Lists that are read page by page: what `x-truespec-pagination` says of an operation, held against its parameters and
//! the type of its answer, once all types are known.

use serde_json::Value;

use super::paging_guess;
use crate::diagnostic::{Place, Report, code};
use crate::ir::{Api, Location, Operation, PageSize, Paging, PagingStyle, Shape, Success, Type};
use crate::pointer::Pointer;

/// The key that describes it.
pub(super) const KEY: &str = "x-truespec-pagination";

/// What may stand under the key.
const MEMBERS: [&str; 13] = [
    "style", "items", "page", "first", "offset", "cursor", "next", "last", "size", "max-size", "total",
    "pages", "more",
];

/// Fills in how each operation is paged, and proposes it for those that look it.
pub(super) fn settle(api: &mut Api, document: &Value, report: &mut Report) {
    let found: Vec<Option<Paging>> = api
        .operations
        .iter()
        .map(|operation| {
            let at = operation.pointer.join(KEY);
            // `false` says that a list is not paged, whatever it looks like.
            let said = document.pointer(at.as_str()).filter(|said| **said != Value::Bool(false))?;
            let paging = Reader { api, document, operation, said }.read();
            paging.map_err(|wrong| report.add(&code::PAGINATION_UNFIT, Place::Normalised(at), wrong)).ok()
        })
        .collect();
    paging_guess::propose(api, document, report);
    for (operation, paging) in api.operations.iter_mut().zip(found) {
        operation.paging = paging;
    }
}

struct Reader<'a> {
    api: &'a Api,
    document: &'a Value,
    operation: &'a Operation,
    said: &'a Value,
}

impl Reader<'_> {
    fn read(&self) -> Result<Paging, String> {
        let said = self.said.as_object().ok_or("it is neither `false` nor an object with a `style`")?;
        if let Some(unknown) = said.keys().find(|key| !MEMBERS.contains(&key.as_str()) && *key != "short") {
            return Err(format!("`{unknown}` is not known here"));
        }
        let items = self.pointer("items")?.unwrap_or_default();
        let style = self.style()?;
        let item = self.item(&items)?;
        let (total, pages, more) = (self.pointer("total")?, self.pointer("pages")?, self.pointer("more")?);
        let short = match said.get("short") {
            None => false,
            Some(short) => short.as_bool().ok_or("`short` is neither true nor false")?,
        };
        Ok(Paging { style, items, item, size: self.size()?, total, pages, more, short })
    }

    fn style(&self) -> Result<PagingStyle, String> {
        let needed = |key: &str| self.pointer(key)?.ok_or(format!("`{key}` is missing"));
        match self.text("style")? {
            Some("page") => {
                let parameter = self.parameter("page")?.ok_or("`page` is missing: the parameter's name")?;
                let first = self.number("first")?.or_else(|| self.default(&parameter)).unwrap_or(1);
                Ok(PagingStyle::Page { parameter, first })
            }
            Some("offset") => {
                let parameter =
                    self.parameter("offset")?.ok_or("`offset` is missing: the parameter's name")?;
                Ok(PagingStyle::Offset { parameter })
            }
            Some("cursor") => {
                let parameter =
                    self.parameter("cursor")?.ok_or("`cursor` is missing: the parameter's name")?;
                match self.pointer("last")? {
                    Some(last) => Ok(PagingStyle::Last { parameter, last }),
                    None => Ok(PagingStyle::Cursor { parameter, next: needed("next")? }),
                }
            }
            Some("next-url") => Ok(PagingStyle::NextUrl { next: needed("next")? }),
            Some("link") => Ok(PagingStyle::Link),
            _ => Err("`style` is one of `page`, `offset`, `cursor`, `next-url` and `link`".to_owned()),
        }
    }

    fn size(&self) -> Result<Option<PageSize>, String> {
        let Some(parameter) = self.parameter("size")? else { return Ok(None) };
        let unasked = self.default(&parameter).unwrap_or(0);
        let most = self.number("max-size")?.or_else(|| self.keyword(&parameter, "maximum")).unwrap_or(0);
        Ok(Some(PageSize { parameter, unasked, most }))
    }

    fn text(&self, key: &str) -> Result<Option<&str>, String> {
        let said = self.said.get(key);
        said.map(|value| value.as_str().ok_or(format!("`{key}` is not a text"))).transpose()
    }

    fn number(&self, key: &str) -> Result<Option<u64>, String> {
        let said = self.said.get(key);
        said.map(|value| value.as_u64().ok_or(format!("`{key}` is not a whole number"))).transpose()
    }

    fn pointer(&self, key: &str) -> Result<Option<String>, String> {
        match self.text(key)? {
            Some(text) if !text.is_empty() && !text.starts_with('/') => {
                Err(format!("`{key}` is a JSON pointer, such as `/{text}`"))
            }
            text => Ok(text.map(str::to_owned)),
        }
    }

    /// A query parameter that the operation has.
    fn parameter(&self, key: &str) -> Result<Option<String>, String> {
        let Some(name) = self.text(key)? else { return Ok(None) };
        let known = query(self.operation).any(|(wire, _)| wire == name);
        if known { Ok(Some(name.to_owned())) } else { Err(format!("there is no query parameter `{name}`")) }
    }

    fn default(&self, parameter: &str) -> Option<u64> {
        self.keyword(parameter, "default")
    }

    fn keyword(&self, parameter: &str, keyword: &str) -> Option<u64> {
        let (_, at) = query(self.operation).find(|(wire, _)| *wire == parameter)?;
        keyword_of(self.document, at, keyword)?.as_u64()
    }

    /// The type of what the list holds.
    fn item(&self, items: &str) -> Result<Type, String> {
        let Some(answer) = answer(self.operation) else {
            return Err("the operation answers no JSON".to_owned());
        };
        match element(self.api, answer, items) {
            Some(item) => Ok(item.clone()),
            None if items.is_empty() => Err("the answer is not a list: `items` says where it is".to_owned()),
            None => Err(format!("there is no list at `{items}` of the answer")),
        }
    }
}

/// Query parameters by name, with where they stand.
pub(super) fn query(operation: &Operation) -> impl Iterator<Item = (&str, &Pointer)> {
    let parameters = operation.parameters.iter();
    parameters
        .filter(|parameter| parameter.location == Location::Query)
        .map(|parameter| (parameter.wire.as_str(), &parameter.pointer))
}

/// A keyword of a parameter's schema.
pub(super) fn keyword_of<'d>(document: &'d Value, parameter: &Pointer, keyword: &str) -> Option<&'d Value> {
    let schema = document.pointer(parameter.join("schema").as_str())?;
    let target = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
    let target = target.and_then(Pointer::from_fragment);
    let schema = target.and_then(|target| document.pointer(target.as_str())).unwrap_or(schema);
    schema.get(keyword)
}

/// What an operation answers as JSON when all is well.
pub(super) fn answer(operation: &Operation) -> Option<&Type> {
    match &operation.success {
        Success::Json(ty) => Some(ty),
        Success::Several(cases) => cases.iter().find_map(|(_, success)| match success {
            Success::Json(ty) => Some(ty),
            _ => None,
        }),
        _ => None,
    }
}

/// The type of an element of the list at a JSON pointer.
pub(super) fn element<'a>(api: &'a Api, ty: &'a Type, pointer: &str) -> Option<&'a Type> {
    let ty = bare(api, ty);
    if pointer.is_empty() {
        return match ty {
            Type::Array(item) => Some(item),
            _ => None,
        };
    }
    let Type::Named(id) = ty else { return None };
    let Shape::Object(object) = &api.type_def(*id).shape else { return None };
    let pointer = pointer.strip_prefix('/')?;
    let (name, _) = pointer.split_once('/').unwrap_or((pointer, ""));
    let wire = name.replace("~1", "/").replace("~0", "~");
    let field = object.fields.iter().find(|field| field.wire == wire)?;
    element(api, &field.ty, &pointer[name.len()..])
}

/// A type without what stands for it and without `null`.
pub(super) fn bare<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let (mut ty, mut left) = (api.unalias(ty), 8);
    while let (inner, true) = ty.strip_null()
        && left > 0
    {
        (ty, left) = (api.unalias(inner), left - 1);
    }
    ty
}
