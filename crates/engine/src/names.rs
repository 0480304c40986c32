//! Names with their positions: written once, where each map and set of its own type would be a further copy that a page
//! loads.

use std::collections::BTreeMap;

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
