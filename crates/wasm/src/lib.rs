//! The engine for the pages: [`sp_plan_engine::wire`] behind five functions of a plain C interface.
//!
//! The module imports nothing. It exports `memory` and:
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
//! harm. How bytes go to and fro, what the caller owes, and what a trap means, is said in [`sp_plan_interface`]; with
//! the function `call` from there a page does this:
//!
//! ```js
//! const { instance } = await WebAssembly.instantiate(bytes, {});
//! call(instance, "load", catalogue);
//! const request = { plan: { name, text }, today: "2027-01-31" };
//! call(instance, "check", new TextEncoder().encode(JSON.stringify(request)));
//! ```

#![allow(unsafe_code, reason = "a page hands over bytes as pointer and length; every use is proved where it stands")]

use std::cell::RefCell;

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::wire;
use sp_plan_interface::{bytes_of, hand_over};

pub use sp_plan_interface::{Answer, allocate, release};

thread_local! {
    // A module of a page has one thread; the tests, which run on several, load for each.
    /// The catalogue that was loaded.
    static CATALOGUE: RefCell<Option<Catalogue>> = const { RefCell::new(None) };
}

/// The version of the JSON in requests and answers.
// SAFETY: the name is exported in the module for pages alone, where no other code has a function of this name. The
// same is true of the two attributes below.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn version() -> u32 {
    wire::VERSION
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

#[cfg(test)]
mod tests {
    use super::{check, load, version};
    use sp_plan_engine::catalogue::Catalogue;
    use sp_plan_engine::place::SourceText;
    use sp_plan_interface::called as call;

    const HANDBOOK: &str = "handbook: { version: \"7\", title: Test, guide_title: None, guide_year: \"2017\" }\n";
    const REQUEST: &str = r#"{"plan": {"name": "plan.yaml", "text": "a: ö"}, "today": "2027-01-31"}"#;

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
