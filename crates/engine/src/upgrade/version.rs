//! Versions of a question set: numbers with dots between them, of which the first weighs most.

/// A version such as `1.0`, which is less than `1.1` and equal to `1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(Vec<u32>);

impl Version {
    /// Reads a version; none for anything but numbers with dots between them.
    pub fn read(text: &str) -> Option<Self> {
        let mut numbers = text.trim().split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>()?;
        while numbers.len() > 1 && numbers.last() == Some(&0) {
            numbers.pop();
        }
        Some(Self(numbers))
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn versions_are_compared_number_by_number() {
        let version = |text| Version::read(text);
        assert!(
            version("1.0") < version("1.1") && version("1.9") < version("1.10") && version("1.10") < version("2.0")
        );
        assert_eq!(version("1.0"), version("1"));
        for text in ["", "one", "1.x", "1..0", "-1"] {
            assert_eq!(version(text), None, "{text}");
        }
    }
}
