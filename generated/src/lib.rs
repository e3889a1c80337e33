//! emitted
