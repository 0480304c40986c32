//! The reports for the pages: what `sp-plan report`, `check` and `diff` write, byte for byte, behind six functions of a
//! plain C interface.
//!
//! The module is apart from the engine's (`crates/wasm`), which every check needs: a page asks for it when somebody wants
//! a paper. It imports nothing and exports `memory` and:
//!
//! | function | what it does |
//! |---|---|
//! | `version()` | the version of the JSON, [`sp_plan_engine::wire::VERSION`] |
//! | `allocate(length)` | a buffer of `length` bytes, all zero, which the caller owns |
//! | `load(pointer, length)` | takes up the compiled catalogue in a buffer, once for all documents |
//! | `templates(pointer, length)` | takes up the handbook's templates in a buffer, once for all documents |
//! | `make(pointer, length)` | answers the request in a buffer |
//! | `release(pointer, length)` | takes a buffer back |
//!
//! `load` takes the same bytes as the engine's module, whole. The templates are what
//! [`sp_plan_report::templates::for_pages`] made of the handbook. Requests and answers are JSON in UTF-8; their fields are
//! those of [`request`]. How bytes go to and fro, what the caller owes, and what a trap means, is said in
//! [`sp_plan_interface`]; with the function `call` from there a page does this:
//!
//! ```js
//! const { instance } = await WebAssembly.instantiate(bytes, {});
//! call(instance, "load", catalogue);
//! call(instance, "templates", templates);
//! const request = { format: "paper-html", plan: { name, text }, today: "2027-01-31" };
//! const { text } = call(instance, "make", new TextEncoder().encode(JSON.stringify(request)));
//! ```

#![allow(unsafe_code, reason = "a page hands over bytes as pointer and length; every use is proved where it stands")]

pub mod request;

use std::cell::RefCell;

use sp_plan_engine::wire;
use sp_plan_interface::{Answer, bytes_of, hand_over};

use request::Maker;

thread_local! {
    // A module of a page has one thread; the tests, which run on several, load for each.
    /// The catalogue and the templates that were loaded.
    static MAKER: RefCell<Maker> = RefCell::new(Maker::default());
}

/// The version of the JSON in requests and answers.
// SAFETY: the name is exported in the module for pages alone, where no other code has a function of this name. The
// same is true of the three attributes below.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn version() -> u32 {
    wire::VERSION
}

/// Takes up the compiled catalogue in a buffer, as [`Maker::load`] does.
///
/// # Safety
///
/// `pointer` and `length` are a pair that [`sp_plan_interface::allocate`] gave, and the pair has not been released.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn load(pointer: *const u8, length: usize) -> *const Answer {
    // SAFETY: the condition of `bytes_of` is this function's own, and nothing below keeps the bytes.
    let compiled = unsafe { bytes_of(pointer, length) };
    hand_over(MAKER.with_borrow_mut(|maker| maker.load(compiled)))
}

/// Takes up the templates in a buffer, as [`Maker::templates`] does.
///
/// # Safety
///
/// `pointer` and `length` are a pair that [`sp_plan_interface::allocate`] gave, and the pair has not been released.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn templates(pointer: *const u8, length: usize) -> *const Answer {
    // SAFETY: the condition of `bytes_of` is this function's own, and nothing below keeps the bytes.
    let templates = unsafe { bytes_of(pointer, length) };
    // Bytes that are not UTF-8 become replacement marks, which is a text like any other.
    let templates = String::from_utf8_lossy(templates);
    hand_over(MAKER.with_borrow_mut(|maker| maker.templates(&templates)))
}

/// Answers the request in a buffer, as [`Maker::make`] does.
///
/// # Safety
///
/// `pointer` and `length` are a pair that [`sp_plan_interface::allocate`] gave, and the pair has not been released.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn make(pointer: *const u8, length: usize) -> *const Answer {
    // SAFETY: the condition of `bytes_of` is this function's own, and nothing below keeps the bytes.
    let request = unsafe { bytes_of(pointer, length) };
    let request = String::from_utf8_lossy(request);
    hand_over(MAKER.with_borrow(|maker| maker.make(&request)))
}
