//! What the pages run on, made by `build.rs`: the engine and the reports as WebAssembly (`crates/wasm` and `crates/paper` say
//! how they are called), and the scripts in which pages load them and the embedded catalogue.

/// Empty where the program was built on a machine that could not make it.
static ENGINE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/engine.wasm"));

/// Empty where the engine is.
static PAPER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/paper.wasm"));

/// The modules as scripts that hand them over, by the names `engine` and `paper`. The text that a script hands over is
/// empty when the program was built without the module.
pub const MODULE_SCRIPTS: [(&str, &str); 2] = [
    ("engine", include_str!(concat!(env!("OUT_DIR"), "/engine.js"))),
    ("paper", include_str!(concat!(env!("OUT_DIR"), "/paper.js"))),
];

/// The parts of the embedded catalogue as such scripts: what judges, all of it, and a blank plan. The text that a script
/// hands over is empty when the checklists had faults when the program was built.
pub const CATALOGUE_SCRIPTS: [(&str, &str); 3] = [
    ("catalogue", include_str!(concat!(env!("OUT_DIR"), "/catalogue.js"))),
    ("whole", include_str!(concat!(env!("OUT_DIR"), "/whole.js"))),
    ("blank", include_str!(concat!(env!("OUT_DIR"), "/blank.js"))),
];

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
