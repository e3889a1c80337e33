//! Lowering of operations: parameters, bodies, responses, security.

pub(in crate::lower) mod accept;
pub(in crate::lower) mod answer;
pub(in crate::lower) mod auth;
pub(in crate::lower) mod body;
pub(in crate::lower) mod body_choice;
pub(in crate::lower) mod body_need;
pub(in crate::lower) mod call;
pub(in crate::lower) mod event;
pub(in crate::lower) mod header;
pub(in crate::lower) mod paging;
pub(in crate::lower) mod paging_guess;
pub(in crate::lower) mod parameter;
pub(in crate::lower) mod response;
pub(in crate::lower) mod retry;
pub(in crate::lower) mod server;
pub(in crate::lower) mod shared_parts;
pub(in crate::lower) mod status;
pub(in crate::lower) mod stream;
pub(in crate::lower) mod style;
pub(in crate::lower) mod switch_member;
