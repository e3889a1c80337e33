//! What truespec's generated clients call. The files beside this one are emitted verbatim as `src/runtime/` of each
//! client; this one only mounts them at the same path, so that the macros' `$crate::runtime::…` is right in both.
