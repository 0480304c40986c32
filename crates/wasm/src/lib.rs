//! The engine for the pages: [`sp_plan_engine::wire::answer`] behind four functions of a plain C interface.
//!
//! The module imports nothing, so a page needs no tool and no glue code to use it. It exports `memory` and:
//!
//! | function | what it does |
//! |---|---|
//! | `version()` | the version of the JSON, [`sp_plan_engine::wire::VERSION`] |
//! | `allocate(length)` | a buffer of `length` bytes, all zero, which the caller owns |
//! | `check(pointer, length)` | reads a request in a buffer, and gives the address of two words: pointer and length of the answer, a buffer which the caller owns |
//! | `release(pointer, length)` | takes a buffer back |
//!
//! Requests and answers are JSON in UTF-8; their fields are those of [`sp_plan_engine::wire`]. A request that is not
//! JSON, or not UTF-8, gets an answer that says so: nothing that a request *holds* can do harm. The pointers and
//! lengths are the caller's duty, and this is the whole of it:
//!
//! ```js
//! function check(engine, request) {
//!   const { memory, allocate, check, release } = engine.exports;
//!   const bytes = new TextEncoder().encode(JSON.stringify(request));
//!   const pointer = allocate(bytes.length) >>> 0;
//!   // A call may let the memory grow, and every older view of it is then empty: make a new view after each call.
//!   new Uint8Array(memory.buffer, pointer, bytes.length).set(bytes);
//!   const words = check(pointer, bytes.length) >>> 0;
//!   const [answerPointer, answerLength] = new Uint32Array(memory.buffer, words, 2);
//!   const text = new TextDecoder().decode(new Uint8Array(memory.buffer, answerPointer, answerLength));
//!   release(pointer, bytes.length);
//!   release(answerPointer, answerLength);
//!   return JSON.parse(text);
//! }
//!
//! const { instance } = await WebAssembly.instantiate(bytes, {});
//! check(instance, { handbook: [{ name, text }], plan: { name, text }, today: "2027-01-31" });
//! ```
//!
//! The two words belong to the module and hold the latest answer's place until the next call of `check`; they are not
//! to be released. The request's buffer stays the caller's, so one buffer can serve several calls.
//!
//! **A trap poisons the instance.** When memory runs out, or the engine has a fault, a call throws a
//! `WebAssembly.RuntimeError` and what the instance's memory then holds is unknown. Drop the instance and make a new
//! one from the same `WebAssembly.Module`; nothing of value is lost, since the engine keeps nothing between calls.

#![allow(unsafe_code, reason = "a page hands over bytes as pointer and length; every use is proved where it stands")]

use std::cell::Cell;

use sp_plan_engine::wire;

/// Where an answer is: the two words that `check` gives the address of.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The first byte.
    pub pointer: *mut u8,
    /// The number of bytes.
    pub length: usize,
}

thread_local! {
    /// The latest answer. A module of a page has one thread, where this is a plain word of memory; the tests, which
    /// run on several, get one each.
    static LATEST: Cell<Answer> = const { Cell::new(Answer { pointer: std::ptr::null_mut(), length: 0 }) };
}

/// The version of the JSON in requests and answers.
// SAFETY: the name is exported in the module for pages alone, where no other code has a function of this name. The
// same is true of the three attributes below.
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
/// `pointer` and `length` are a pair that [`allocate`] or [`check`] gave, and the pair has not been released before.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn release(pointer: *mut u8, length: usize) {
    let bytes = std::ptr::slice_from_raw_parts_mut(pointer, length);
    // SAFETY: `give` made every such pair by leaking a `Box<[u8]>` of this very length, and by this function's
    // condition it was not given back yet. So this is that box, with the layout that it was made with, and nobody
    // else owns it.
    drop(unsafe { Box::from_raw(bytes) });
}

/// Answers the request in a buffer. Gives the address of two words, which hold until the next call: the answer's
/// pointer and its length. The caller owns the answer, and still owns the request.
///
/// # Safety
///
/// `pointer` and `length` are a pair that [`allocate`] gave, and the pair has not been released.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn check(pointer: *const u8, length: usize) -> *const Answer {
    // SAFETY: by this function's condition the bytes are a live `Box<[u8]>` that `give` leaked. They are therefore
    // initialised, in one allocation, and not null; a box is never longer than `isize::MAX`. Nobody writes to them
    // while they are borrowed here: the caller waits for this call to end, and nothing below knows the pointer.
    let request = unsafe { std::slice::from_raw_parts(pointer, length) };
    // Bytes that are not UTF-8 become replacement marks, which the engine then treats like any other text.
    let answer = wire::answer(&String::from_utf8_lossy(request));
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
    use super::{Answer, allocate, check, release, version};

    /// One whole call, as the module's documentation has it.
    fn call(request: &[u8]) -> String {
        let pointer = allocate(request.len());
        // SAFETY: the buffer has this length, is owned here, and does not overlap with the request.
        unsafe { std::ptr::copy_nonoverlapping(request.as_ptr(), pointer, request.len()) };
        // SAFETY: the pair comes from `allocate`, and the two words hold until the next call on this thread.
        let Answer { pointer: at, length } = unsafe { *check(pointer, request.len()) };
        // SAFETY: `check` gave the pair, and it is not released yet.
        let answer = unsafe { std::slice::from_raw_parts(at, length) }.to_vec();
        // SAFETY: each pair is released once.
        unsafe {
            release(pointer, request.len());
            release(at, length);
        }
        String::from_utf8(answer).expect("answers are UTF-8")
    }

    #[test]
    fn a_call_answers_what_the_engine_answers() {
        let request = r#"{"handbook": [], "plan": {"name": "plan.yaml", "text": "a: ö"}, "today": "yesterday"}"#;
        let answer = call(request.as_bytes());
        assert_eq!(answer, sp_plan_engine::wire::answer(request));
        assert!(answer.contains("failure"), "{answer}");
        assert_eq!(version(), sp_plan_engine::wire::VERSION);
    }

    #[test]
    fn an_empty_request_and_one_that_is_not_utf_8_are_answered() {
        assert!(call(b"").contains("failure"));
        assert!(call(b"\"\xff\xfe\"").contains("failure"));
    }
}
