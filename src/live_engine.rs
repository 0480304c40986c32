//! The engine as WebAssembly, for the pages: `build.rs` makes it from `crates/wasm`, which says how it is called.

/// Empty where the program was built on a machine that could not make it.
static ENGINE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/engine.wasm"));

/// The bytes of the module. None when the program was built without it: the pages then have no live check, and say so.
pub fn bytes() -> Option<&'static [u8]> {
    (!ENGINE.is_empty()).then_some(ENGINE)
}
