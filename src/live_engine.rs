//! The engine as WebAssembly, for the pages: `build.rs` makes it from `crates/wasm`, which says how it is called, and packs
//! it and the embedded catalogue into the scripts that pages load.

/// Empty where the program was built on a machine that could not make it.
static ENGINE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/engine.wasm"));

/// The module as a script.
static ENGINE_SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/engine.js"));

/// The embedded catalogue as a script.
static CATALOGUE_SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/catalogue.js"));

/// The bytes of the module. None when the program was built without it: the pages then have no live check, and say so.
pub fn bytes() -> Option<&'static [u8]> {
    (!ENGINE.is_empty()).then_some(ENGINE)
}

/// The module as a script that hands it over under the name `engine`. The text that it hands over is empty when the
/// program was built without the module.
pub fn script() -> &'static str {
    ENGINE_SCRIPT
}

/// The catalogue of the embedded checklists as a script that hands it over under the name `catalogue`. The text that it
/// hands over is empty when they had faults when the program was built.
pub fn embedded_catalogue_script() -> &'static str {
    CATALOGUE_SCRIPT
}
