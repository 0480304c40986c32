//! Changing a text at random, the same way every time: the seed of a run decides all of it.

use crate::MAXIMUM_BYTES;

/// Numbers that look random and follow from a seed (`SplitMix64`, by Guy Steele, Doug Lea and Christine Flood, 2014).
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// One of some things; none when there are none.
    pub fn one_of<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len()))
    }
}

/// How many changes are made to a text at most.
const MOST_CHANGES: usize = 6;

/// A changed text: one of the seeds with a few pieces removed, repeated, moved, or put in.
pub fn mutated(seeds: &[String], words: &[&str], random: &mut Random) -> String {
    let mut text = random.one_of(seeds).cloned().unwrap_or_default();
    for _ in 0..=random.below(MOST_CHANGES) {
        change(&mut text, seeds, words, random);
    }
    let mut end = text.len().min(MAXIMUM_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

fn change(text: &mut String, seeds: &[String], words: &[&str], random: &mut Random) {
    let at = boundary(text, random);
    match random.below(9) {
        0 => text.insert_str(at, random.one_of(words).copied().unwrap_or_default()),
        1 => {
            let end = end_of_piece(text, at, 12, random);
            text.replace_range(at..end, random.one_of(words).copied().unwrap_or_default());
        }
        2 => {
            let end = end_of_piece(text, at, 40, random);
            text.replace_range(at..end, "");
        }
        3 => {
            let (start, end) = lines(text, random);
            text.replace_range(start..end, "");
        }
        4 => {
            let (start, end) = lines(text, random);
            let piece = text.get(start..end).unwrap_or_default().to_owned();
            let to = start_of_line(text, boundary(text, random));
            text.insert_str(to, &piece);
        }
        5 => {
            // Lines of another seed.
            let other = random.one_of(seeds).map_or("", String::as_str);
            let (start, end) = lines(other, random);
            let to = start_of_line(text, at);
            text.insert_str(to, other.get(start..end).unwrap_or_default());
        }
        6 => text.insert_str(start_of_line(text, at), " ".repeat(1 + random.below(4)).as_str()),
        7 => {
            let start = start_of_line(text, at);
            let line = text.get(start..).unwrap_or_default();
            let indent = (line.len() - line.trim_start_matches(' ').len()).min(1 + random.below(4));
            text.replace_range(start..start + indent, "");
        }
        _ => text.truncate(at),
    }
}

/// A place between two characters.
fn boundary(text: &str, random: &mut Random) -> usize {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The end of a piece that begins at `start`, at most `longest` bytes long.
fn end_of_piece(text: &str, start: usize, longest: usize, random: &mut Random) -> usize {
    let mut end = (start + 1 + random.below(longest)).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
}

fn start_of_line(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// A few whole lines: where they begin and end.
fn lines(text: &str, random: &mut Random) -> (usize, usize) {
    let start = start_of_line(text, boundary(text, random));
    let mut end = start;
    for _ in 0..=random.below(5) {
        end = text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| end + newline + 1);
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_texts_every_time() {
        let seeds = ["a: é\nb:\n  - c\n".to_owned(), "x\n".to_owned()];
        let texts = |seed: u64| {
            let mut random = Random::new(seed);
            (0..50).map(|_| mutated(&seeds, &[": ", "😀"], &mut random)).collect::<Vec<_>>()
        };
        assert_eq!(texts(1), texts(1));
        assert_ne!(texts(1), texts(2));
        let different: std::collections::BTreeSet<String> = texts(1).into_iter().collect();
        assert!(different.len() > 30, "{different:?}");
    }
}
