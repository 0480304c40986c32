//! Sorting, and names with their positions: each written once for all types, since a page loads every further copy that
//! the compiler makes of the standard library's.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Sorts values; those that are equal keep their order.
pub(crate) fn sort_by<T>(values: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut order = {
        let values = &*values;
        // The positions are those of `values`, whose length they were made with.
        sorted(values.len(), &mut |left, right| compare(&values[left], &values[right]))
    };
    // Each value goes where it belongs along the circles of the permutation, so that every position is left once.
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut order[at], at);
            if from == start || from == at {
                break;
            }
            values.swap(at, from);
            at = from;
        }
    }
}

/// Sorts values by a key, where making it costs little.
pub(crate) fn sort_by_key<T, K: Ord>(values: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(values, |left, right| key(left).cmp(&key(right)));
}

/// Sorts values in their own order.
pub(crate) fn sort<T: Ord>(values: &mut [T]) {
    sort_by(values, T::cmp);
}

/// The positions up to `count`, sorted.
fn sorted(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&left, &right| compare(left, right));
    order
}

/// Names, each with its position in the order in which they came.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(BTreeMap<String, usize>);

impl Names {
    /// The position of a name, which is the next one when it is new.
    pub(crate) fn add(&mut self, name: String) -> usize {
        let next = self.0.len();
        *self.0.entry(name).or_insert(next)
    }

    /// Adds a name, and says whether it is new.
    pub(crate) fn is_new(&mut self, name: String) -> bool {
        let count = self.0.len();
        self.add(name) == count
    }

    /// The position of a name that is there.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The names in the order of the alphabet, with their positions.
    pub(crate) fn sorted(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(name, at)| (name.as_str(), *at))
    }
}

/// For each of the first words whether it has no counterpart among the second, where each counterpart serves once.
pub(crate) fn without_counterpart(first: &[String], second: &[String]) -> Vec<bool> {
    let mut names = Names::default();
    let mut left: Vec<usize> = Vec::new();
    for word in second {
        let at = names.add(word.clone());
        left.resize(names.len(), 0);
        if let Some(count) = left.get_mut(at) {
            *count += 1;
        }
    }
    let is_without = |word: &String| match names.position(word).and_then(|at| left.get_mut(at)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    first.iter().map(is_without).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_is_stable_and_whole() {
        let mut values: Vec<(usize, usize)> = (0..200).map(|at| ((at * 7919) % 13, at)).collect();
        let mut expected = values.clone();
        expected.sort_by_key(|value| value.0);
        sort_by_key(&mut values, |value| value.0);
        assert_eq!(values, expected);
        let mut words = ["c", "a", "b", "a"].map(str::to_owned);
        sort(&mut words);
        assert_eq!(words, ["a", "a", "b", "c"]);
        sort::<u8>(&mut []);
    }

    #[test]
    fn each_counterpart_serves_once() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(without_counterpart(&words("a b a a"), &words("a a c")), [false, true, false, true]);
    }

    #[test]
    fn names_have_the_positions_in_which_they_came() {
        let mut names = Names::default();
        assert!(names.is_new("b".to_owned()) && names.is_new("a".to_owned()) && !names.is_new("b".to_owned()));
        assert_eq!(names.sorted().collect::<Vec<_>>(), [("a", 1), ("b", 0)]);
        assert_eq!(names.position("c"), None);
    }
}
