//! Builds the engine and the reports for the pages and puts them at `OUT_DIR/engine.wasm` and `OUT_DIR/paper.wasm`; reads
//! the checklists ahead (`build/compiled.rs`); and writes all of it as the scripts that pages load
//! (`src/handbook/packed.rs`), so that no build of pages has to pack it. `src/live_engine.rs` embeds what is made here.
//!
//! The packages of the two modules are built by a second cargo, which has its own target folder (the outer cargo holds the
//! lock of its own until this script ends) and an environment of its own (wrappers and flags of the outer build would
//! make other bytes, or none). Folders are mapped away, so that the same sources give the same bytes wherever they lie.
//! One run makes both, so that what they have in common is compiled once.
//!
//! Nothing here may break a build. Where the modules cannot be made, the files are empty, the pages say that they have no
//! live check, and there is one warning that says why. The script then runs again with every build, until it can.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[path = "build/compiled.rs"]
mod compiled;
#[path = "src/handbook/packed.rs"]
mod packed;

/// What the pages run on.
const TARGET: &str = "wasm32-unknown-unknown";

/// The modules: the package that each is made of, its folder, and the name of its file.
const MODULES: [(&str, &str, &str); 2] =
    [("sp-plan-wasm", "crates/wasm", "engine"), ("sp-plan-paper", "crates/paper", "paper")];

/// Anything that stands in the way of the engine, in words for the one warning.
type Outcome<T> = Result<T, String>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(variable("OUT_DIR")?);
    watch(&root);
    let modules = modules(&root, &out).unwrap_or_else(|reason| {
        println!("cargo:warning=the pages get no live check: {reason}");
        // A file that never exists makes cargo run this script again, and so look again for what was missing.
        println!("cargo:rerun-if-changed={}", out.join("always").display());
        MODULES.map(|_| Vec::new())
    });
    for ((_, _, name), bytes) in MODULES.iter().zip(modules) {
        fs::write(out.join(format!("{name}.js")), packed::script(name, &bytes)?)?;
        fs::write(out.join(format!("{name}.wasm")), bytes)?;
    }
    let (catalogue, fault) = compiled::compile(&root.join("checklists"))?;
    for (name, bytes) in packed::catalogue_parts(catalogue.as_ref()) {
        fs::write(out.join(format!("{name}.js")), packed::script(name, &bytes)?)?;
    }
    fs::write(out.join("catalogue.compiled"), catalogue.map(|catalogue| catalogue.compile()).unwrap_or_default())?;
    if let Some(fault) = fault {
        println!("cargo:warning=the checklists have faults, which every command will report; the first: {fault}");
    }
    Ok(())
}

fn variable(name: &str) -> Outcome<OsString> {
    env::var_os(name).ok_or_else(|| format!("cargo did not set `{name}`"))
}

/// Names what this script, and what `include_dir!` in `src/load/embedded.rs`, depend on. The compiler does not tell
/// cargo of the folders that are embedded, and when this script runs again the program is compiled again.
fn watch(root: &Path) {
    let parts = [
        "build.rs",
        "build",
        "Cargo.toml",
        "Cargo.lock",
        "rust-toolchain.toml",
        "engine.wasm",
        "paper.wasm",
        "checklists",
        "src/load/order.rs",
        "src/handbook/packed.rs",
        "book",
        "templates",
        "crates/engine",
        "crates/interface",
        "crates/paper",
        "crates/report",
        "crates/wasm",
    ];
    for part in parts {
        // A path that does not exist would count as changed every time.
        if root.join(part).exists() {
            println!("cargo:rerun-if-changed={part}");
        }
    }
}

/// The bytes of the modules: built from the sources, or, in a packaged crate, which has none, the files that it carries.
fn modules(root: &Path, out: &Path) -> Outcome<[Vec<u8>; 2]> {
    if MODULES.iter().all(|(_, folder, _)| root.join(folder).join("Cargo.toml").is_file()) {
        return build(root, out);
    }
    all(|(_, _, name)| {
        let file = format!("{name}.wasm");
        fs::read(root.join(&file))
            .map_err(|_| format!("this package carries neither the engine's sources nor `{file}`"))
    })
}

/// What is made of each module; the first reason why one of them cannot be made.
fn all(one: impl Fn((&str, &str, &str)) -> Outcome<Vec<u8>>) -> Outcome<[Vec<u8>; 2]> {
    let [engine, paper] = MODULES.map(one);
    Ok([engine?, paper?])
}

fn build(root: &Path, out: &Path) -> Outcome<[Vec<u8>; 2]> {
    let rustc = Rustc::ask()?;
    have_target(&rustc)?;
    let folder = out.join("engine");
    let cargo = || cargo(root, &folder, &rustc);
    // The outer cargo has fetched what the lock file names, so the network is asked only where that is not enough.
    let mut built = run(cargo()?.arg("--offline"))?;
    if !built.status.success() {
        built = run(&mut cargo()?)?;
    }
    if !built.status.success() {
        return Err(format!("cargo could not build the modules for the pages: {}", first_error(&built)));
    }
    all(|(package, ..)| {
        let file = folder.join(TARGET).join("wasm").join(package.replace('-', "_")).with_extension("wasm");
        fs::read(&file).map_err(|error| format!("{} cannot be read: {error}", file.display()))
    })
}

/// The compiler of this build, and where its library lies.
struct Rustc {
    program: OsString,
    sysroot: String,
    commit: String,
}

impl Rustc {
    fn ask() -> Outcome<Self> {
        let program = variable("RUSTC")?;
        let sysroot = text(Command::new(&program).args(["--print", "sysroot"]))?;
        let version = text(Command::new(&program).arg("-vV"))?;
        let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown");
        Ok(Self { sysroot: sysroot.trim().to_owned(), commit: commit.to_owned(), program })
    }

    fn has_target(&self) -> bool {
        Path::new(&self.sysroot).join("lib/rustlib").join(TARGET).join("lib").is_dir()
    }
}

/// Sees to it that the compiler has the standard library for pages; rustup is asked for it when it is not there.
fn have_target(rustc: &Rustc) -> Outcome<()> {
    if rustc.has_target() {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]);
    // Set by rustup itself when it started this cargo; without it rustup would choose by the current folder.
    if let Some(toolchain) = env::var_os("RUSTUP_TOOLCHAIN") {
        rustup.arg("--toolchain").arg(toolchain);
    }
    let advice = format!("install the target with `rustup target add {TARGET}` and build again");
    match run(&mut rustup) {
        Ok(added) if added.status.success() && rustc.has_target() => Ok(()),
        Ok(added) => Err(format!("the compiler has no target {TARGET} ({}); {advice}", first_error(&added))),
        Err(_) => Err(format!("the compiler has no target {TARGET}, and there is no rustup to add it")),
    }
}

/// The second cargo, ready to run.
fn cargo(root: &Path, folder: &Path, rustc: &Rustc) -> Outcome<Command> {
    let mut cargo = Command::new(variable("CARGO")?);
    cargo.args(["build", "--lib", "--profile", "wasm", "--target", TARGET, "--locked"]);
    for (package, ..) in MODULES {
        cargo.args(["--package", package]);
    }
    cargo.arg("--target-dir").arg(folder).current_dir(root);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(leaks) {
            cargo.env_remove(&name);
        }
    }
    cargo.env("RUSTC", &rustc.program);
    // Empty values also overrule the user's configuration file: a wrapper may compile otherwise, or not at all.
    cargo.env("RUSTC_WRAPPER", "").env("RUSTC_WORKSPACE_WRAPPER", "");
    // A folder for intermediate files that the configuration names would be locked by the outer cargo: a deadlock.
    cargo.env("CARGO_BUILD_BUILD_DIR", folder);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", path_flags(root, folder, rustc));
    cargo.env("CARGO_TERM_COLOR", "never");
    Ok(cargo)
}

/// Whether a variable of the outer build would change the inner one. What says how to reach a registry, and where
/// cargo keeps what it fetched, stays.
fn leaks(name: &str) -> bool {
    const KEPT: &[&str] = &["CARGO_HOME", "CARGO_HTTP_", "CARGO_NET_", "CARGO_REGISTR", "CARGO_SOURCE_"];
    const OTHERS: &[&str] = &["MAKEFLAGS", "MFLAGS", "TARGET", "HOST", "OUT_DIR", "OPT_LEVEL", "DEBUG", "PROFILE"];
    let of_cargo = name.starts_with("CARGO_") && !KEPT.iter().any(|kept| name.starts_with(kept));
    of_cargo
        || name.starts_with("RUSTC")
        || name.starts_with("RUSTDOC")
        || name == "RUSTFLAGS"
        || OTHERS.contains(&name)
}

/// Flags that put fixed names in the place of this machine's folders. They overrule all other flags of the compiler,
/// those of configuration files too. The last one that fits a path wins, so the folders within others come last.
fn path_flags(root: &Path, folder: &Path, rustc: &Rustc) -> OsString {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let library = Path::new(&rustc.sysroot).join("lib/rustlib/src/rust");
    let mut pairs = vec![(root.to_owned(), "/sp-plan".to_owned())];
    pairs.extend(home.map(|home| (home, "/cargo".to_owned())));
    pairs.push((folder.to_owned(), "/target".to_owned()));
    pairs.push((library, format!("/rustc/{}", rustc.commit)));
    let mut flags = OsString::new();
    for (from, to) in pairs {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(from);
        flags.push("=");
        flags.push(to);
    }
    flags
}

fn run(command: &mut Command) -> Outcome<Output> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.output().map_err(|error| format!("{program} cannot be started: {error}"))
}

fn text(command: &mut Command) -> Outcome<String> {
    let output = run(command)?;
    if !output.status.success() {
        return Err(first_error(&output));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The line that says most of why a program failed: warnings are one line long.
fn first_error(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().find(|line| line.starts_with("error")).or_else(|| said.lines().last());
    line.unwrap_or("it says nothing about why").trim().to_owned()
}
