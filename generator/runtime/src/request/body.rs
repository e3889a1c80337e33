//! What a method takes as its body: a value, or a reference to one. A body is encoded when the call is made, so that the
//! call borrows nothing and nothing is cloned.

/// A `T`, or a reference to one.
#[diagnostic::on_unimplemented(
    message = "the body of this call is a `{T}` or a `&{T}`, found `{Self}`",
    label = "expected `{T}` or a reference to it"
)]
pub trait AsBody<T> {
    /// The body.
    fn as_body(&self) -> &T;
}

#[diagnostic::do_not_recommend]
impl<T> AsBody<T> for T {
    fn as_body(&self) -> &T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T> AsBody<T> for &T {
    fn as_body(&self) -> &T {
        self
    }
}
