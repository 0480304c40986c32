//! Making a text that fails as short as it can be, so that a person sees what matters in it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use crate::Target;

/// How many shorter texts are tried at most, so that a slow failure does not take minutes.
const MOST_TRIES: u32 = 4_000;

/// What a target says of a text that it does not hold for; none when it holds.
pub fn failure(target: &Target, text: &str) -> Option<String> {
    catch_unwind(AssertUnwindSafe(|| (target.holds)(text))).err().map(|cause| {
        let said = cause.downcast_ref::<String>().map(String::as_str);
        said.or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("it panicked").to_owned()
    })
}

/// The shortest text that was found for which `fails` is still true, given that it is for `text`.
///
/// Pieces are left out, lines first and then characters, half of the text at a time, then a quarter, and so on.
pub fn minimised(text: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut tries = MOST_TRIES;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let fewer = without_pieces(lines, &mut tries, |kept| fails(&kept.concat())).concat();
    let characters: Vec<char> = fewer.chars().collect();
    without_pieces(characters, &mut tries, |kept| fails(&kept.iter().collect::<String>())).into_iter().collect()
}

fn without_pieces<T: Clone>(mut whole: Vec<T>, tries: &mut u32, fails: impl Fn(&[T]) -> bool) -> Vec<T> {
    let mut size = whole.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        let mut shorter = false;
        while at < whole.len() && *tries > 0 {
            *tries -= 1;
            let end = (at + size).min(whole.len());
            let mut candidate = whole.clone();
            candidate.drain(at..end);
            if fails(&candidate) {
                whole = candidate;
                shorter = true;
            } else {
                at = end;
            }
        }
        // Once more with the same size where it helped: what stood in the way may be gone.
        if !shorter || *tries == 0 {
            size /= 2;
        }
    }
    whole
}

/// The shortest text for which the target still says the same kind of thing. Panics are silent meanwhile.
pub fn shortest_failure(target: &Target, text: &str) -> String {
    /// The hook is the process's own, and tests run side by side.
    static HOOK: Mutex<()> = Mutex::new(());
    let _alone = HOOK.lock();
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    // Numbers in what is said change with the text.
    let kind = |said: String| said.chars().take_while(|next| !next.is_ascii_digit()).take(40).collect::<String>();
    let wanted = failure(target, text).map(kind);
    let shortest = match wanted {
        Some(wanted) => minimised(text, |candidate| failure(target, candidate).map(kind).as_ref() == Some(&wanted)),
        None => text.to_owned(),
    };
    std::panic::set_hook(hook);
    shortest
}

#[cfg(test)]
mod tests {
    use super::minimised;

    #[test]
    fn what_does_not_matter_is_left_out() {
        let text = "one: 1\ntwo: é2\nthree: [x, y]\nfour: 4\n".repeat(20);
        assert_eq!(minimised(&text, |text| text.contains('é') && text.contains('[')), "é[");
        assert_eq!(minimised("abc", |_| true), "");
    }
}
