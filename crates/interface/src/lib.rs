//! How a page and a WebAssembly module hand bytes to each other: what every module of `sp-plan` has in common.
//!
//! A module imports nothing, so a page needs no tool and no glue code to use it. Each exports `memory` and, from here:
//!
//! | function | what it does |
//! |---|---|
//! | `allocate(length)` | a buffer of `length` bytes, all zero, which the caller owns |
//! | `release(pointer, length)` | takes a buffer back |
//!
//! Functions of its own take `(pointer, length)` of a buffer and give the address of two words: pointer and length of
//! the answer, a buffer which the caller owns. Nothing that a request *holds* can do harm. The pointers and lengths are
//! the caller's duty, and this is the whole of it:
//!
//! ```js
//! function call(instance, name, bytes) {
//!   const { memory, allocate, release } = instance.exports;
//!   const pointer = allocate(bytes.length) >>> 0;
//!   // A call may let the memory grow, and every older view of it is then empty: make a new view after each call.
//!   new Uint8Array(memory.buffer, pointer, bytes.length).set(bytes);
//!   const words = instance.exports[name](pointer, bytes.length) >>> 0;
//!   const [answerPointer, answerLength] = new Uint32Array(memory.buffer, words, 2);
//!   const text = new TextDecoder().decode(new Uint8Array(memory.buffer, answerPointer, answerLength));
//!   release(pointer, bytes.length);
//!   release(answerPointer, answerLength);
//!   return JSON.parse(text);
//! }
//! ```
//!
//! The two words belong to the module and hold the latest answer's place until its next call; they are not to be
//! released. A buffer given to a function stays the caller's, so one buffer can serve several calls.
//!
//! **A trap poisons the instance.** When memory runs out, or the module has a fault, a call throws a
//! `WebAssembly.RuntimeError` and what the instance's memory then holds is unknown. Drop the instance, make a new one
//! from the same `WebAssembly.Module` and load again what was loaded; nothing of value is lost, since a module keeps
//! nothing else between calls.

#![allow(unsafe_code, reason = "a page hands over bytes as pointer and length; every use is proved where it stands")]

use std::cell::Cell;

/// Where an answer is: the two words that a function of a module gives the address of.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The first byte.
    pub pointer: *mut u8,
    /// The number of bytes.
    pub length: usize,
}

thread_local! {
    // A module of a page has one thread, where this is plain words of memory; the tests, which run on several, get them
    // for each.
    /// The latest answer.
    static LATEST: Cell<Answer> = const { Cell::new(Answer { pointer: std::ptr::null_mut(), length: 0 }) };
}

/// A buffer of `length` bytes, all zero. The caller owns it until it calls [`release`].
// SAFETY: the name is exported in the modules for pages alone, where no other code has a function of this name. The
// same is true of `release`.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn allocate(length: usize) -> *mut u8 {
    give(vec![0; length])
}

/// Takes a buffer back.
///
/// # Safety
///
/// `pointer` and `length` are a pair that [`allocate`] or [`hand_over`] gave, and the pair has not been released before.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub unsafe extern "C" fn release(pointer: *mut u8, length: usize) {
    let bytes = std::ptr::slice_from_raw_parts_mut(pointer, length);
    // SAFETY: `give` made every such pair by leaking a `Box<[u8]>` of this very length, and by this function's
    // condition it was not given back yet. So this is that box, with the layout that it was made with, and nobody
    // else owns it.
    drop(unsafe { Box::from_raw(bytes) });
}

/// The bytes of a caller's buffer.
///
/// # Safety
///
/// `pointer` and `length` are a pair that [`allocate`] gave, the pair has not been released, and the bytes are not used
/// after the call from a page that they are borrowed in.
pub unsafe fn bytes_of<'a>(pointer: *const u8, length: usize) -> &'a [u8] {
    // SAFETY: by this function's condition the bytes are a live `Box<[u8]>` that `give` leaked. They are therefore
    // initialised, in one allocation, and not null; a box is never longer than `isize::MAX`. Nobody writes to them
    // while they are borrowed: the caller waits for its call to end, and nothing within it knows the pointer.
    unsafe { std::slice::from_raw_parts(pointer, length) }
}

/// Gives an answer to the caller, and the address of the two words that say where it is.
pub fn hand_over(answer: String) -> *const Answer {
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

/// One whole call, as a page makes it: bytes to a function of a module, and its answer as text. For tests of modules.
///
/// # Panics
///
/// When the answer is not UTF-8, which is a fault of the module.
#[expect(clippy::expect_used, reason = "a test that cannot go on fails")]
pub fn called(function: unsafe extern "C" fn(*const u8, usize) -> *const Answer, bytes: &[u8]) -> String {
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
