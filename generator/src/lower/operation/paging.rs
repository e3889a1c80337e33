//! Pagination: reads `x-truespec-pagination` of an operation and checks it against the parameters, the body and the
//! type of the response, once all types are known.

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

/// Fills in the pagination of each operation, and proposes one for operations that look paginated.
pub(in crate::lower) fn fill(api: &mut Api, document: &Document, report: &mut Report) {
    let declared = declarations(document);
    let found: Vec<Option<Result<Paging, String>>> = api
        .operations
        .iter()
        .map(|operation| {
            // `false` declares that a list is not paginated, whatever it looks like.
            let declared =
                declared.get(&operation.pointer).filter(|declared| ***declared != Value::Bool(false))?;
            Some(Reader { api, document, operation, declared }.read())
        })
        .collect();
    report_unfit(api, &found, report);
    paging_guess::propose(api, &declared, report);
    for (operation, paging) in api.operations.iter_mut().zip(found) {
        operation.paging = paging.and_then(Result::ok);
    }
}

/// Returns the declared paginations, by the pointer of the operation.
fn declarations(document: &Document) -> BTreeMap<&Pointer, &Value> {
    let declared = document
        .endpoints
        .iter()
        .filter_map(|endpoint| Some((&endpoint.pointer, endpoint.operation.as_ref()?.pagination.as_ref()?)));
    declared.collect()
}

/// Reports declarations that do not match the operation. Of several variants of an operation one has to match: another
/// variant may send a body without such a member.
fn report_unfit(api: &Api, found: &[Option<Result<Paging, String>>], report: &mut Report) {
    let all = || api.operations.iter().zip(found);
    let fit: BTreeSet<&Pointer> =
        all().filter(|(_, paging)| matches!(paging, Some(Ok(_)))).map(|(of, _)| &of.pointer).collect();
    for (operation, paging) in all() {
        if let Some(Err(message)) = paging
            && operation.variant.is_none()
            && !fit.contains(&operation.pointer)
        {
            let place = Location::Normalised(operation.pointer.join(vocabulary::PAGINATION));
            report.add(&code::PAGINATION_UNFIT, place, message.clone());
        }
    }
}

/// Reads the declared pagination of one operation.
struct Reader<'a> {
    api: &'a Api,
    document: &'a Document,
    operation: &'a Operation,
    declared: &'a Value,
}

impl Reader<'_> {
    fn read(&self) -> Result<Paging, String> {
        let declared = self.declared.as_object().ok_or("expected `false` or an object with a `style`")?;
        let is_known = |key: &str| vocabulary::PAGINATION_MEMBERS.iter().any(|member| member.name == key);
        if let Some(unknown) = declared.keys().find(|key| !is_known(key)) {
            return Err(format!("unknown key `{unknown}`"));
        }
        let items = self.read_pointer("items")?.unwrap_or_default();
        let style = self.read_style()?;
        let item = self.item_type(&items)?;
        let (total, pages) = (self.read_pointer("total")?, self.read_pointer("pages")?);
        let (more, done) = (self.read_pointer("more")?, self.read_pointer("done")?);
        let short = match declared.get("short") {
            None => false,
            Some(short) => short.as_bool().ok_or("`short` is not a boolean")?,
        };
        Ok(Paging { style, items, item, size: self.read_size()?, total, pages, more, done, short })
    }

    fn read_style(&self) -> Result<PagingStyle, String> {
        let needed = |key: &str| self.read_pointer(key)?.ok_or(format!("missing `{key}`"));
        match self.read_text("style")? {
            Some("page") => {
                let parameter =
                    self.read_number_parameter("page")?.ok_or("missing `page`, the name of the parameter")?;
                let first =
                    self.read_number("first")?.or_else(|| self.integer_default(&parameter)).unwrap_or(1);
                Ok(PagingStyle::Page { parameter, first })
            }
            Some("offset") => {
                let parameter = self
                    .read_number_parameter("offset")?
                    .ok_or("missing `offset`, the name of the parameter")?;
                Ok(PagingStyle::Offset { parameter })
            }
            Some("cursor") => {
                let parameter =
                    self.read_parameter("cursor")?.ok_or("missing `cursor`, the name of the parameter")?;
                match self.read_pointer("last")? {
                    Some(last) => Ok(PagingStyle::Last { parameter, last }),
                    None => Ok(PagingStyle::Cursor { parameter, next: needed("next")? }),
                }
            }
            Some("next-url") => Ok(PagingStyle::NextUrl { next: needed("next")? }),
            Some("link") => Ok(PagingStyle::Link),
            _ => Err("`style` must be one of `page`, `offset`, `cursor`, `next-url` or `link`".to_owned()),
        }
    }

    fn read_size(&self) -> Result<Option<PageSize>, String> {
        let Some(parameter) = self.read_number_parameter("size")? else { return Ok(None) };
        let default = self.integer_default(&parameter).unwrap_or(0);
        let max =
            self.read_number("max-size")?.or_else(|| self.keyword_of(&parameter, "maximum")).unwrap_or(0);
        Ok(Some(PageSize { parameter, default, max }))
    }

    fn read_text(&self, key: &str) -> Result<Option<&str>, String> {
        let declared = self.declared.get(key);
        declared.map(|value| value.as_str().ok_or(format!("`{key}` is not a string"))).transpose()
    }

    fn read_number(&self, key: &str) -> Result<Option<u64>, String> {
        let declared = self.declared.get(key);
        declared
            .map(|value| value.as_u64().ok_or(format!("`{key}` is not a non-negative integer")))
            .transpose()
    }

    fn read_pointer(&self, key: &str) -> Result<Option<String>, String> {
        match self.read_text(key)? {
            Some(text) if !text.is_empty() && !text.starts_with('/') => {
                Err(format!("`{key}` must be a JSON pointer, such as `/{text}`"))
            }
            text => Ok(text.map(str::to_owned)),
        }
    }

    /// Reads a parameter: the name of a query parameter of the operation, or the pointer of a member of its body.
    fn read_parameter(&self, key: &str) -> Result<Option<String>, String> {
        let Some(name) = self.read_text(key)? else { return Ok(None) };
        if name.starts_with('/') {
            self.read_body_field(name)?;
        } else if !query_parameters(self.operation).any(|(wire, _)| wire == name) {
            let in_body = body_field(self.api, self.operation, &format!("/{name}")).is_some();
            let instead =
                if in_body { format!("; `/{name}` is a property of the body") } else { String::new() };
            return Err(format!("query parameter `{name}` not found{instead}"));
        }
        Ok(Some(name.to_owned()))
    }

    /// Does the same for a parameter that has to be a number.
    fn read_number_parameter(&self, key: &str) -> Result<Option<String>, String> {
        let name = self.read_parameter(key)?;
        match name.as_ref().filter(|name| name.starts_with('/')) {
            Some(pointer) if !is_number(without_alias(self.api, &self.read_body_field(pointer)?.ty)) => {
                Err(format!("`{pointer}` in the body is not a number"))
            }
            _ => Ok(name),
        }
    }

    /// Returns a member of the body that can be set.
    fn read_body_field(&self, pointer: &str) -> Result<&Field, String> {
        match self.operation.body.as_ref().map(|body| (body.encoding, pointer.matches('/').count())) {
            None => Err(format!("the operation has no request body for `{pointer}`")),
            Some((BodyEncoding::Form, levels)) if levels > 1 => {
                Err(format!("`{pointer}` is not a top-level property of the form"))
            }
            Some((BodyEncoding::Json | BodyEncoding::Form, _)) => {
                body_field(self.api, self.operation, pointer)
                    .ok_or_else(|| format!("the body has no property `{pointer}`"))
            }
            Some(_) => Err(format!("the body is neither JSON nor a form, so `{pointer}` cannot be set")),
        }
    }

    fn integer_default(&self, parameter: &str) -> Option<u64> {
        self.keyword_of(parameter, "default")
    }

    /// Returns an integer keyword of the schema of a parameter.
    fn keyword_of(&self, parameter: &str, keyword: &str) -> Option<u64> {
        let at = match parameter.starts_with('/') {
            true => body_field(self.api, self.operation, parameter)?.pointer.clone(),
            false => query_parameters(self.operation).find(|(wire, _)| *wire == parameter)?.1.join("schema"),
        };
        self.document.whole_number(&at, keyword)
    }

    /// Returns the type of the elements of the list.
    fn item_type(&self, items: &str) -> Result<Type, String> {
        let Some(response) = json_response(self.operation) else {
            return Err("the operation does not return JSON".to_owned());
        };
        match element_type(self.api, response, items) {
            Some(item) => Ok(item.clone()),
            None if items.is_empty() => {
                Err("the response is not a list; `items` must point to it".to_owned())
            }
            None => Err(format!("no list at `{items}` in the response")),
        }
    }
}

/// Returns the query parameters by name, with their pointers.
pub(in crate::lower) fn query_parameters(operation: &Operation) -> impl Iterator<Item = (&str, &Pointer)> {
    let parameters = operation.parameters.iter();
    parameters
        .filter(|parameter| parameter.location == ParameterLocation::Query)
        .map(|parameter| (parameter.wire.as_str(), &parameter.pointer))
}

/// Returns the type of the JSON success response of an operation.
pub(in crate::lower) fn json_response(operation: &Operation) -> Option<&Type> {
    match &operation.success {
        Success::Json(ty) => Some(ty),
        Success::Several(cases) => cases.iter().find_map(|(_, success)| match success {
            Success::Json(ty) => Some(ty),
            _ => None,
        }),
        _ => None,
    }
}

/// Returns the field at a JSON pointer of the body.
pub(in crate::lower) fn body_field<'a>(
    api: &'a Api,
    operation: &'a Operation,
    pointer: &str,
) -> Option<&'a Field> {
    let body: &Body = operation.body.as_ref()?;
    let mut names = pointer.split('/').skip(1);
    let first = field(api, &body.ty, names.next()?)?;
    let found = names.try_fold(first, |at, name| field(api, &at.ty, name))?;
    (found.access != Access::ReadOnly).then_some(found)
}

/// Returns the type of the elements of the list at a JSON pointer.
pub(in crate::lower) fn element_type<'a>(api: &'a Api, ty: &'a Type, pointer: &str) -> Option<&'a Type> {
    match without_alias(api, type_at(api, ty, pointer)?) {
        Type::Array(item) => Some(item),
        _ => None,
    }
}

/// Returns the type at a JSON pointer of a value of the type.
pub(in crate::lower) fn type_at<'a>(api: &'a Api, ty: &'a Type, pointer: &str) -> Option<&'a Type> {
    pointer.split('/').skip(1).try_fold(ty, |ty, name| Some(&field(api, ty, name)?.ty))
}

/// Returns a member of an object by its name in a JSON pointer.
fn field<'a>(api: &'a Api, ty: &'a Type, name: &str) -> Option<&'a Field> {
    let Type::Named(id) = without_alias(api, ty) else { return None };
    let Shape::Object(object) = &api.type_def(*id).shape else { return None };
    let wire = name.replace("~1", "/").replace("~0", "~");
    object.fields.iter().find(|field| field.wire == wire)
}

/// Returns true if the type can be a number.
pub(in crate::lower) fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Any | Type::Integer(_) | Type::Number(_) | Type::Decimal | Type::BigInteger)
}

/// Returns a type without aliases and without `null`.
pub(in crate::lower) fn without_alias<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let (mut ty, mut left) = (api.unalias(ty), 8);
    while let (inner, true) = ty.strip_null()
        && left > 0
    {
        (ty, left) = (api.unalias(inner), left - 1);
    }
    ty
}
