//! The engine for the pages: [`sp_plan_engine::wire`] behind five functions of a plain C interface.
//!
//! The module imports nothing, so a page needs no tool and no glue code to use it. It exports `memory` and:
//!
//! | function | what it does |
//! |---|---|
//! | `version()` | the version of the JSON, [`sp_plan_engine::wire::VERSION`] |
//! | `allocate(length)` | a buffer of `length` bytes, all zero, which the caller owns |
//! | `load(pointer, length)` | takes up the compiled catalogue in a buffer, once for all checks |
//! | `check(pointer, length)` | answers the request in a buffer: a check, or what its `do` names |
//! | `release(pointer, length)` | takes a buffer back |
//!
//! `load` and `check` give the address of two words: pointer and length of the answer, a buffer which the caller owns.
//! A compiled catalogue is what [`sp_plan_engine::catalogue::Catalogue::compile`] made in the same version of the program.
//! Requests and answers are JSON in UTF-8; `docs/wire.md` describes them, and their types are in
//! [`sp_plan_engine::wire`]. A request that is not
//! JSON, or not UTF-8, or that comes before a handbook, gets an answer that says so: nothing that a request *holds* can do
//! harm. The pointers and lengths are the caller's duty, and this is the whole of it:
//!
//! ```js
//! function call(engine, name, bytes) {
//!   const { memory, allocate, release } = engine.exports;
//!   const pointer = allocate(bytes.length) >>> 0;
//!   // A call may let the memory grow, and every older view of it is then empty: make a new view after each call.
//!   new Uint8Array(memory.buffer, pointer, bytes.length).set(bytes);
//!   const words = engine.exports[name](pointer, bytes.length) >>> 0;
//!   const [answerPointer, answerLength] = new Uint32Array(memory.buffer, words, 2);
//!   const text = new TextDecoder().decode(new Uint8Array(memory.buffer, answerPointer, answerLength));
//!   release(pointer, bytes.length);
//!   release(answerPointer, answerLength);
//!   return JSON.parse(text);
//! }
//!
//! const { instance } = await WebAssembly.instantiate(bytes, {});
//! call(instance, "load", catalogue);
//! const request = { plan: { name, text }, today: "2027-01-31" };
//! call(instance, "check", new TextEncoder().encode(JSON.stringify(request)));
//! ```
//!
//! The two words belong to the module and hold the latest answer's place until the next call of `load` or `check`; they
//! are not to be released. A buffer given to either stays the caller's, so one buffer can serve several calls.
//!
//! **A trap poisons the instance.** When memory runs out, or the engine has a fault, a call throws a
//! `WebAssembly.RuntimeError` and what the instance's memory then holds is unknown. Drop the instance, make a new one
//! from the same `WebAssembly.Module` and load the catalogue again; nothing of value is lost, since the engine keeps
//! nothing else between calls.

#![allow(unsafe_code, reason = "a page hands over bytes as pointer and length; every use is proved where it stands")]

use std::cell::{Cell, RefCell};

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::wire;

/// Where an answer is: the two words that `load` and `check` give the address of.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The first byte.
    pub pointer: *mut u8,
    /// The number of bytes.
    pub length: usize,
}

thread_local! {
    // A module of a page has one thread, where these are plain words of memory; the tests, which run on several, get them
    // for each.
    /// The latest answer.
    static LATEST: Cell<Answer> = const { Cell::new(Answer { pointer: std::ptr::null_mut(), length: 0 }) };
    /// The catalogue that was loaded.
    static CATALOGUE: RefCell<Option<Catalogue>> = const { RefCell::new(None) };
}

/// The version of the JSON in requests and answers.
// SAFETY: the name is exported in the module for pages alone, where no other code has a function of this name. The
// same is true of the four attributes below.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn version() -> u32 {
    wire::VERSION
}

/// A buffer of `length` bytes, all zero. The caller owns it until it calls [`release`].
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn allocate(length: usize) -> *mut u8 {
    give(vec![0; length])
}

/// Takes a buffer back.
///
/// # Safety
///
/// `pointer` and `length` are a pair that [`allocate`], [`load`] or [`check`] gave, and the pair has not been released before.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn release(pointer: *mut u8, length: usize) {
    let bytes = std::ptr::slice_from_raw_parts_mut(pointer, length);
    // SAFETY: `give` made every such pair by leaking a `Box<[u8]>` of this very length, and by this function's
    // condition it was not given back yet. So this is that box, with the layout that it was made with, and nobody
    // else owns it.
    drop(unsafe { Box::from_raw(bytes) });
}

/// Takes up the compiled catalogue in a buffer. Gives the address of two words, which hold until the next call: the
/// answer's pointer and its length. The caller owns the answer, and still owns the buffer. Bytes that are refused leave
/// no catalogue behind, so that no plan is judged by a handbook that the page did not mean.
///
/// # Safety
///
/// `pointer` and `length` are a pair that [`allocate`] gave, and the pair has not been released.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn load(pointer: *const u8, length: usize) -> *const Answer {
    // SAFETY: the condition of `bytes_of` is this function's own, and nothing below keeps the bytes.
    let (catalogue, answer) = wire::load(unsafe { bytes_of(pointer, length) });
    CATALOGUE.set(catalogue);
    hand_over(answer)
}

/// Answers the request in a buffer by the catalogue that was loaded. Gives the address of two words, as [`load`] does.
///
/// # Safety
///
/// `pointer` and `length` are a pair that [`allocate`] gave, and the pair has not been released.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn check(pointer: *const u8, length: usize) -> *const Answer {
    // SAFETY: the condition of `bytes_of` is this function's own, and nothing below keeps the bytes.
    let request = unsafe { bytes_of(pointer, length) };
    // Bytes that are not UTF-8 become replacement marks, which the engine then treats like any other text.
    let request = String::from_utf8_lossy(request);
    hand_over(CATALOGUE.with_borrow(|catalogue| wire::answer(catalogue.as_ref(), &request)))
}

/// The bytes of a caller's buffer.
///
/// # Safety
///
/// `pointer` and `length` are a pair that [`allocate`] gave, the pair has not been released, and the bytes are not used
/// after the call from a page that they are borrowed in.
unsafe fn bytes_of<'a>(pointer: *const u8, length: usize) -> &'a [u8] {
    // SAFETY: by this function's condition the bytes are a live `Box<[u8]>` that `give` leaked. They are therefore
    // initialised, in one allocation, and not null; a box is never longer than `isize::MAX`. Nobody writes to them
    // while they are borrowed: the caller waits for its call to end, and nothing within it knows the pointer.
    unsafe { std::slice::from_raw_parts(pointer, length) }
}

/// Gives an answer to the caller, and the address of the two words that say where it is.
fn hand_over(answer: String) -> *const Answer {
    let length = answer.len();
    LATEST.with(|latest| {
        latest.set(Answer { pointer: give(answer.into_bytes()), length });
        latest.as_ptr().cast_const()
    })
}

/// Hands bytes over to the caller as a leaked `Box<[u8]>`, which has no spare capacity: its length is all that
/// [`release`] needs to know.
fn give(bytes: Vec<u8>) -> *mut u8 {
    Box::into_raw(bytes.into_boxed_slice()).cast()
}

#[cfg(test)]
mod tests {
    use super::{Answer, allocate, check, load, release, version};
    use sp_plan_engine::catalogue::Catalogue;
    use sp_plan_engine::place::SourceText;

    const HANDBOOK: &str = "handbook: { version: \"7\", title: Test, guide_title: None, guide_year: \"2017\" }\n";
    const REQUEST: &str = r#"{"plan": {"name": "plan.yaml", "text": "a: ö"}, "today": "2027-01-31"}"#;

    /// One whole call, as the module's documentation has it.
    fn call(function: unsafe extern "C" fn(*const u8, usize) -> *const Answer, bytes: &[u8]) -> String {
        let pointer = allocate(bytes.len());
        // SAFETY: the buffer has this length, is owned here, and does not overlap with the bytes.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), pointer, bytes.len()) };
        // SAFETY: the pair comes from `allocate`, and the two words hold until the next call on this thread.
        let Answer { pointer: at, length } = unsafe { *function(pointer, bytes.len()) };
        // SAFETY: the function gave the pair, and it is not released yet.
        let answer = unsafe { std::slice::from_raw_parts(at, length) }.to_vec();
        // SAFETY: each pair is released once.
        unsafe {
            release(pointer, bytes.len());
            release(at, length);
        }
        String::from_utf8(answer).expect("answers are UTF-8")
    }

    fn catalogue() -> Catalogue {
        Catalogue::load(vec![SourceText::new("handbook.yaml", HANDBOOK)]).catalogue
    }

    #[test]
    fn a_call_answers_what_the_engine_answers() {
        assert!(call(check, REQUEST.as_bytes()).contains("no handbook has been loaded"));
        let catalogue = catalogue();
        assert_eq!(call(load, &catalogue.compile()), r#"{"version":1,"question_set":"7"}"#);
        let answer = call(check, REQUEST.as_bytes());
        assert_eq!(answer, sp_plan_engine::wire::answer(Some(&catalogue), REQUEST));
        assert!(answer.contains("\"readable\":true"), "{answer}");
        assert_eq!(version(), sp_plan_engine::wire::VERSION);
    }

    #[test]
    fn an_empty_request_and_one_that_is_not_utf_8_are_answered() {
        call(load, &catalogue().compile());
        assert!(call(check, b"").contains("failure"));
        assert!(call(check, b"\"\xff\xfe\"").contains("failure"));
    }

    #[test]
    fn bytes_that_are_refused_leave_no_catalogue_behind() {
        call(load, &catalogue().compile());
        assert!(call(load, b"something else").contains("not a catalogue of this version"));
        assert!(call(check, REQUEST.as_bytes()).contains("no handbook has been loaded"));
    }
}
