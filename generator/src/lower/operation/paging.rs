//! Lists that are read page by page: what `x-truespec-pagination` says of an operation, held against its parameters, its
//! body and the type of its answer, once all types are known.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::diagnostic::{Location, Report, code};
use crate::document::{Document, vocabulary};
use crate::ir::{
    Access, Api, Body, BodyEncoding, Field, Operation, PageSize, Paging, PagingStyle, ParameterLocation,
    Shape, Success, Type,
};
use crate::lower::operation::paging_guess;

/// What may stand under the key.
const MEMBERS: [&str; 13] = [
    "style", "items", "page", "first", "offset", "cursor", "next", "last", "size", "max-size", "total",
    "pages", "more",
];

/// Fills in how each operation is paged, and proposes it for those that look it.
pub(in crate::lower) fn settle(api: &mut Api, document: &Document, report: &mut Report) {
    let said = said(document);
    let found: Vec<Option<Result<Paging, String>>> = api
        .operations
        .iter()
        .map(|operation| {
            // `false` says that a list is not paged, whatever it looks like.
            let said = said.get(&operation.pointer).filter(|said| ***said != Value::Bool(false))?;
            Some(Reader { api, document, operation, said }.read())
        })
        .collect();
    unfit(api, &found, report);
    paging_guess::propose(api, &said, report);
    for (operation, paging) in api.operations.iter_mut().zip(found) {
        operation.paging = paging.and_then(Result::ok);
    }
}

/// What is said of each operation of which anything is said, by where it stands.
fn said(document: &Document) -> BTreeMap<&Pointer, &Value> {
    let said = document
        .endpoints
        .iter()
        .filter_map(|endpoint| Some((&endpoint.pointer, endpoint.operation.as_ref()?.pagination.as_ref()?)));
    said.collect()
}

/// Says what does not fit. Of several ways to call an operation one has to: another can send what has no such member.
fn unfit(api: &Api, found: &[Option<Result<Paging, String>>], report: &mut Report) {
    let all = || api.operations.iter().zip(found);
    let fit: BTreeSet<&Pointer> =
        all().filter(|(_, paging)| matches!(paging, Some(Ok(_)))).map(|(of, _)| &of.pointer).collect();
    for (operation, paging) in all() {
        if let Some(Err(wrong)) = paging
            && operation.variant.is_none()
            && !fit.contains(&operation.pointer)
        {
            let place = Location::Normalised(operation.pointer.join(vocabulary::PAGINATION));
            report.add(&code::PAGINATION_UNFIT, place, wrong.clone());
        }
    }
}

struct Reader<'a> {
    api: &'a Api,
    document: &'a Document,
    operation: &'a Operation,
    said: &'a Value,
}

impl Reader<'_> {
    fn read(&self) -> Result<Paging, String> {
        let said = self.said.as_object().ok_or("expected `false` or an object with a `style`")?;
        if let Some(unknown) = said.keys().find(|key| !MEMBERS.contains(&key.as_str()) && *key != "short") {
            return Err(format!("unknown key `{unknown}`"));
        }
        let items = self.pointer("items")?.unwrap_or_default();
        let style = self.style()?;
        let item = self.item(&items)?;
        let (total, pages, more) = (self.pointer("total")?, self.pointer("pages")?, self.pointer("more")?);
        let short = match said.get("short") {
            None => false,
            Some(short) => short.as_bool().ok_or("`short` is not a boolean")?,
        };
        Ok(Paging { style, items, item, size: self.size()?, total, pages, more, short })
    }

    fn style(&self) -> Result<PagingStyle, String> {
        let needed = |key: &str| self.pointer(key)?.ok_or(format!("missing `{key}`"));
        match self.text("style")? {
            Some("page") => {
                let parameter =
                    self.number_parameter("page")?.ok_or("missing `page`, the name of the parameter")?;
                let first = self.number("first")?.or_else(|| self.default(&parameter)).unwrap_or(1);
                Ok(PagingStyle::Page { parameter, first })
            }
            Some("offset") => {
                let parameter =
                    self.number_parameter("offset")?.ok_or("missing `offset`, the name of the parameter")?;
                Ok(PagingStyle::Offset { parameter })
            }
            Some("cursor") => {
                let parameter =
                    self.parameter("cursor")?.ok_or("missing `cursor`, the name of the parameter")?;
                match self.pointer("last")? {
                    Some(last) => Ok(PagingStyle::Last { parameter, last }),
                    None => Ok(PagingStyle::Cursor { parameter, next: needed("next")? }),
                }
            }
            Some("next-url") => Ok(PagingStyle::NextUrl { next: needed("next")? }),
            Some("link") => Ok(PagingStyle::Link),
            _ => Err("`style` must be one of `page`, `offset`, `cursor`, `next-url` or `link`".to_owned()),
        }
    }

    fn size(&self) -> Result<Option<PageSize>, String> {
        let Some(parameter) = self.number_parameter("size")? else { return Ok(None) };
        let default = self.default(&parameter).unwrap_or(0);
        let max = self.number("max-size")?.or_else(|| self.keyword(&parameter, "maximum")).unwrap_or(0);
        Ok(Some(PageSize { parameter, default, max }))
    }

    fn text(&self, key: &str) -> Result<Option<&str>, String> {
        let said = self.said.get(key);
        said.map(|value| value.as_str().ok_or(format!("`{key}` is not a string"))).transpose()
    }

    fn number(&self, key: &str) -> Result<Option<u64>, String> {
        let said = self.said.get(key);
        said.map(|value| value.as_u64().ok_or(format!("`{key}` is not a non-negative integer"))).transpose()
    }

    fn pointer(&self, key: &str) -> Result<Option<String>, String> {
        match self.text(key)? {
            Some(text) if !text.is_empty() && !text.starts_with('/') => {
                Err(format!("`{key}` must be a JSON pointer, such as `/{text}`"))
            }
            text => Ok(text.map(str::to_owned)),
        }
    }

    /// A query parameter that the operation has, or a member of its body, as a pointer.
    fn parameter(&self, key: &str) -> Result<Option<String>, String> {
        let Some(name) = self.text(key)? else { return Ok(None) };
        if name.starts_with('/') {
            self.sent(name)?;
        } else if !query(self.operation).any(|(wire, _)| wire == name) {
            let in_body = sent(self.api, self.operation, &format!("/{name}")).is_some();
            let instead =
                if in_body { format!("; `/{name}` is a property of the body") } else { String::new() };
            return Err(format!("query parameter `{name}` not found{instead}"));
        }
        Ok(Some(name.to_owned()))
    }

    /// The same, where it has to be a number.
    fn number_parameter(&self, key: &str) -> Result<Option<String>, String> {
        let name = self.parameter(key)?;
        match name.as_ref().filter(|name| name.starts_with('/')) {
            Some(pointer) if !is_number(bare(self.api, &self.sent(pointer)?.ty)) => {
                Err(format!("`{pointer}` in the body is not a number"))
            }
            _ => Ok(name),
        }
    }

    /// A member of the body that can be set.
    fn sent(&self, pointer: &str) -> Result<&Field, String> {
        match self.operation.body.as_ref().map(|body| (body.encoding, pointer.matches('/').count())) {
            None => Err(format!("the operation has no request body for `{pointer}`")),
            Some((BodyEncoding::Form, levels)) if levels > 1 => {
                Err(format!("`{pointer}` is not a top-level property of the form"))
            }
            Some((BodyEncoding::Json | BodyEncoding::Form, _)) => sent(self.api, self.operation, pointer)
                .ok_or_else(|| format!("the body has no property `{pointer}`")),
            Some(_) => Err(format!("the body is neither JSON nor a form, so `{pointer}` cannot be set")),
        }
    }

    fn default(&self, parameter: &str) -> Option<u64> {
        self.keyword(parameter, "default")
    }

    fn keyword(&self, parameter: &str, keyword: &str) -> Option<u64> {
        let at = match parameter.starts_with('/') {
            true => sent(self.api, self.operation, parameter)?.pointer.clone(),
            false => query(self.operation).find(|(wire, _)| *wire == parameter)?.1.join("schema"),
        };
        self.document.whole_number(&at, keyword)
    }

    /// The type of what the list holds.
    fn item(&self, items: &str) -> Result<Type, String> {
        let Some(answer) = answer(self.operation) else {
            return Err("the operation does not return JSON".to_owned());
        };
        match element(self.api, answer, items) {
            Some(item) => Ok(item.clone()),
            None if items.is_empty() => {
                Err("the response is not a list; `items` must point to it".to_owned())
            }
            None => Err(format!("no list at `{items}` in the response")),
        }
    }
}

/// Query parameters by name, with where they stand.
pub(in crate::lower) fn query(operation: &Operation) -> impl Iterator<Item = (&str, &Pointer)> {
    let parameters = operation.parameters.iter();
    parameters
        .filter(|parameter| parameter.location == ParameterLocation::Query)
        .map(|parameter| (parameter.wire.as_str(), &parameter.pointer))
}

/// What an operation answers as JSON when all is well.
pub(in crate::lower) fn answer(operation: &Operation) -> Option<&Type> {
    match &operation.success {
        Success::Json(ty) => Some(ty),
        Success::Several(cases) => cases.iter().find_map(|(_, success)| match success {
            Success::Json(ty) => Some(ty),
            _ => None,
        }),
        _ => None,
    }
}

/// What is sent at a JSON pointer of the body.
pub(in crate::lower) fn sent<'a>(api: &'a Api, operation: &'a Operation, pointer: &str) -> Option<&'a Field> {
    let body: &Body = operation.body.as_ref()?;
    let mut names = pointer.split('/').skip(1);
    let first = field(api, &body.ty, names.next()?)?;
    let found = names.try_fold(first, |at, name| field(api, &at.ty, name))?;
    (found.access != Access::ReadOnly).then_some(found)
}

/// The type of an element of the list at a JSON pointer.
pub(in crate::lower) fn element<'a>(api: &'a Api, ty: &'a Type, pointer: &str) -> Option<&'a Type> {
    match bare(api, at(api, ty, pointer)?) {
        Type::Array(item) => Some(item),
        _ => None,
    }
}

/// What is at a JSON pointer of a value of the type.
pub(in crate::lower) fn at<'a>(api: &'a Api, ty: &'a Type, pointer: &str) -> Option<&'a Type> {
    pointer.split('/').skip(1).try_fold(ty, |ty, name| Some(&field(api, ty, name)?.ty))
}

/// A member of an object, by its name in a JSON pointer.
fn field<'a>(api: &'a Api, ty: &'a Type, name: &str) -> Option<&'a Field> {
    let Type::Named(id) = bare(api, ty) else { return None };
    let Shape::Object(object) = &api.type_def(*id).shape else { return None };
    let wire = name.replace("~1", "/").replace("~0", "~");
    object.fields.iter().find(|field| field.wire == wire)
}

/// Whether it can be a number.
pub(in crate::lower) fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Any | Type::Integer(_) | Type::Number(_) | Type::Decimal | Type::BigInteger)
}

/// A type without what stands for it and without `null`.
pub(in crate::lower) fn bare<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let (mut ty, mut left) = (api.unalias(ty), 8);
    while let (inner, true) = ty.strip_null()
        && left > 0
    {
        (ty, left) = (api.unalias(inner), left - 1);
    }
    ty
}
