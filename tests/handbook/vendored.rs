//! What was made from packages of others is as `cargo xtask assets` made it, and goes with the pages with its licence.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::support::site;

/// The folders whose `VENDORED.md` has checksums.
const FOLDERS: &[&str] =
    &["templates/assets/vendored/govuk-frontend", "templates/assets/vendored/minisearch", "tests/handbook/govuk"];

#[test]
fn vendored_files_are_as_they_were_made() {
    for folder in FOLDERS {
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let about = fs::read_to_string(place.join("VENDORED.md")).expect("it says what it is");
        let sums: Vec<(&str, &str)> = about
            .lines()
            .filter_map(|line| line.strip_prefix("    "))
            .map(|line| line.split_once("  ").expect("a checksum and a name"))
            .collect();
        let mut there: Vec<String> = fs::read_dir(&place)
            .expect("it is there")
            .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
            .filter(|name| name != "VENDORED.md")
            .collect();
        there.sort();
        let mut named: Vec<&str> = sums.iter().map(|(_, name)| *name).collect();
        named.sort_unstable();
        assert_eq!(there, named, "{folder}");
        for (expected, name) in sums {
            let bytes = fs::read(place.join(name)).expect("it can be read");
            let sum = Sha256::digest(&bytes).iter().fold(String::new(), |mut sum, byte| {
                let _ = write!(sum, "{byte:02x}");
                sum
            });
            assert_eq!(sum, expected, "{folder}/{name} was changed by hand: cargo xtask assets");
        }
    }
}

#[test]
fn licences_go_with_the_pages() {
    for package in ["govuk-frontend", "minisearch"] {
        let about = site().files.get(&format!("assets/vendored/{package}/VENDORED.md")).expect("it is copied");
        let about = String::from_utf8_lossy(about);
        assert!(about.contains("Permission is hereby granted, free of charge"), "{package}");
    }
}
