//! What must hold for every text that the engine is given, whatever it is.
//!
//! Each target is a plain function that panics when something does not hold. Two runners call them: the short one in
//! `tests/short.rs`, which changes the seeds in a way that is the same every time and is part of the tests, and the
//! long one in `libfuzzer/`, which is led by what code a text reaches: `cargo xtask fuzz`.
//!
//! ```text
//! corpus (seeds, words) ─► mutate ─► tests/short.rs ─┬─► target ─► engine
//!                    └────► libFuzzer ───────────────┘
//! what fails ─► minimise ─► regressions/TARGET/, which the short run replays
//! ```

pub mod corpus;
pub mod minimise;
pub mod mutate;
mod target;

/// The longest text that is tried, in bytes. What depends on length alone has tests of its own.
pub const MAXIMUM_BYTES: usize = 64 << 10;

/// Something that must hold for every text.
pub struct Target {
    /// Its name: a word that names the folder of its regressions and its libFuzzer program.
    pub name: &'static str,
    /// Panics when it does not hold.
    pub holds: fn(&str),
    /// Texts to begin with.
    pub seeds: fn() -> Vec<String>,
    /// Words that mean something to the code behind it.
    pub words: &'static [&'static str],
    /// How many changed texts the short run tries: seconds each in a build without optimisation.
    pub short: u32,
}

/// All targets. A new one is a file in `target/`, a line here, and a program of four lines in `libfuzzer/`.
pub const TARGETS: &[Target] = &[
    Target { name: "yaml", holds: target::yaml, seeds: corpus::yaml, words: corpus::YAML_WORDS, short: 3_000 },
    Target { name: "plan", holds: target::plan, seeds: corpus::plans, words: corpus::PLAN_WORDS, short: 1_500 },
    Target {
        name: "handbook",
        holds: target::handbook,
        seeds: corpus::handbooks,
        words: corpus::HANDBOOK_WORDS,
        short: 600,
    },
    Target {
        name: "expression",
        holds: target::expression,
        seeds: corpus::expressions,
        words: corpus::EXPRESSION_WORDS,
        short: 4_000,
    },
];

/// The target of this name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// Tries bytes on the target of this name: those that are no text of the right length say nothing about the engine,
/// which is only given texts.
///
/// # Panics
///
/// When the target does not hold for the text, or when there is no such target.
pub fn try_named(name: &str, bytes: &[u8]) {
    let target = target(name);
    assert!(target.is_some(), "there is no target `{name}`");
    if let (Some(target), Ok(text)) = (target, std::str::from_utf8(bytes))
        && text.len() <= MAXIMUM_BYTES
    {
        (target.holds)(text);
    }
}
