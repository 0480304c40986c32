//! The engine and the reports as WebAssembly, for the pages: `build.rs` makes them from `crates/wasm` and `crates/paper`,
//! which say how they are called.

/// Empty where the program was built on a machine that could not make it.
static ENGINE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/engine.wasm"));

/// Empty where the engine is.
static PAPER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/paper.wasm"));

/// The bytes of the module that checks. None when the program was built without it: the pages then have no live check,
/// and say so.
pub fn bytes() -> Option<&'static [u8]> {
    (!ENGINE.is_empty()).then_some(ENGINE)
}

/// The bytes of the module that makes reports, which a page asks for when it needs them. None when the program was built
/// without it.
pub fn paper() -> Option<&'static [u8]> {
    (!PAPER.is_empty()).then_some(PAPER)
}
