//! Bytes as a script that a page can run: what the pages judge a plan with is no text, and a page opened from a folder may
//! run a script beside it but not read a file. `build.rs` shares this file, so that what is packed when the program is
//! built and what a build of pages packs are the same.

use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sp_plan_engine::blank::{BlankOptions, blank_plan};
use sp_plan_engine::catalogue::Catalogue;

/// The parts of a catalogue, by the name under which a page asks for each: what judges plans, for every check; all of it, for
/// reports; and the text of a blank plan. They are empty where there is no catalogue.
pub(crate) fn catalogue_parts(catalogue: Option<&Catalogue>) -> [(&'static str, Vec<u8>); 3] {
    let Some(catalogue) = catalogue else { return ["catalogue", "whole", "blank"].map(|name| (name, Vec::new())) };
    let blank = blank_plan(catalogue, BlankOptions::default());
    [("catalogue", catalogue.compile_judging()), ("whole", catalogue.compile()), ("blank", blank.into_bytes())]
}

/// A script that hands bytes over under a name, as `sp_plan_take("NAME", "...")`: the bytes compressed by gzip, and that as
/// base64. The text is empty where there are no bytes. The same bytes always give the same script, because the head of the
/// gzip stream names no file and no time.
///
/// # Errors
///
/// None that is known of: writing to memory does not fail.
pub(crate) fn script(name: &str, bytes: &[u8]) -> std::io::Result<String> {
    let mut text = String::new();
    if !bytes.is_empty() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes)?;
        STANDARD.encode_string(encoder.finish()?, &mut text);
    }
    Ok(format!("sp_plan_take(\"{name}\", \"{text}\");\n"))
}

#[cfg(test)]
mod tests {
    use super::script;

    #[test]
    fn no_bytes_are_an_empty_text() {
        assert_eq!(script("engine", &[]).unwrap_or_default(), "sp_plan_take(\"engine\", \"\");\n");
    }

    #[test]
    fn the_head_names_no_time_and_no_system_of_files() {
        let packed = script("engine", b"bytes").unwrap_or_default();
        // Ten bytes: what it is, how it is packed, no flags, no time, packed best, of no known system.
        assert!(packed.starts_with("sp_plan_take(\"engine\", \"H4sIAAAAAAAC/"), "{packed}");
    }
}
