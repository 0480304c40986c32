//! The build itself: it repeats itself, it refuses what is not its own, and it leaves things alone when it fails.

use std::fs;

use sp_plan::handbook::build;
use sp_plan::load::HandbookFiles;

use crate::support::{built, fault, read, site, text};

#[test]
fn two_builds_give_the_same_bytes() {
    assert_eq!(built(&HandbookFiles::embedded()).files, site().files);
}

#[test]
fn a_build_says_what_it_made() {
    let site = site();
    assert_eq!(site.built.pages, site.pages().count());
    let bytes: usize = site.files.iter().filter(|(name, _)| !name.starts_with('.')).map(|(_, bytes)| bytes.len()).sum();
    assert_eq!(site.built.bytes, bytes as u64);
    assert!(site.built.home.ends_with("site/index.html"));
    let mark = String::from_utf8_lossy(&site.files[".sp-plan-handbook"]);
    assert_eq!(mark.lines().next(), Some(env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_built_folder_is_replaced_and_nothing_is_left_beside_it() {
    let files = HandbookFiles::embedded();
    let catalogue = files.catalogue().catalogue;
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("deep/site");
    build(&files, &catalogue, &place).unwrap();
    fs::remove_file(place.join("glossary.html")).unwrap();
    build(&files, &catalogue, &place).unwrap();
    assert!(read(&place) == site().files, "the second build is whole");
    let beside: Vec<_> =
        fs::read_dir(folder.path().join("deep")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside, ["site"]);
}

#[test]
fn a_folder_that_it_did_not_make_is_refused() {
    let files = HandbookFiles::embedded();
    let catalogue = files.catalogue().catalogue;
    let folder = tempfile::tempdir().unwrap();
    let refuse = |name: &str, words: &str| {
        let before = read(folder.path());
        let error = build(&files, &catalogue, &folder.path().join(name)).expect_err("it refuses");
        let message = format!("{error:#}");
        assert!(message.contains(words) && !message.contains('\n'), "{message}");
        assert!(read(folder.path()) == before, "{name} is as it was");
    };
    fs::create_dir_all(folder.path().join("theses/one")).unwrap();
    fs::write(folder.path().join("theses/one/thesis.txt"), "years of work").unwrap();
    refuse("theses", "is not a handbook that sp-plan made; give an empty or a new folder");
    fs::write(folder.path().join("file"), "text").unwrap();
    refuse("file", "is a file; give the name of a folder");

    // A folder of ours into which somebody has put something.
    build(&files, &catalogue, &folder.path().join("site")).unwrap();
    fs::write(folder.path().join("site/minutes.txt"), "a decision").unwrap();
    refuse("site", "minutes.txt is not a file of the handbook and would be lost");
    fs::remove_file(folder.path().join("site/minutes.txt")).unwrap();
    fs::write(folder.path().join("site/.DS_Store"), "").unwrap();
    build(&files, &catalogue, &folder.path().join("site")).unwrap();

    fs::create_dir(folder.path().join("empty")).unwrap();
    build(&files, &catalogue, &folder.path().join("empty")).unwrap();
}

#[test]
fn a_build_that_fails_keeps_the_old_pages() {
    let mut files = HandbookFiles::embedded();
    let catalogue = files.catalogue().catalogue;
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("site");
    build(&files, &catalogue, &place).unwrap();
    // The last template of the build fails, when most pages have been written.
    text(&mut files.templates, "parts/rule.html").push_str("{{ nothing.here }}");
    build(&files, &catalogue, &place).expect_err("a template fails");
    assert!(read(&place) == site().files, "the old pages are there");
    let beside: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside, ["site"], "nothing is left beside them");
}

#[test]
fn a_template_that_fails_is_named() {
    let mut files = HandbookFiles::embedded();
    *text(&mut files.templates, "parts/term.html") = "<p>\n{{ term.colour.name }}</p>".to_owned();
    assert!(fault(&files).contains("templates/parts/term.html:2: undefined value"), "{}", fault(&files));
    let mut files = HandbookFiles::embedded();
    text(&mut files.templates, "parts/fields/date.html").push_str("\n{% endfor %}");
    assert!(fault(&files).starts_with("templates/parts/fields/date.html:"), "{}", fault(&files));
    let mut files = HandbookFiles::embedded();
    files.templates.retain(|template| template.name != "parts/term.html");
    assert!(fault(&files).contains("parts/term.html"), "{}", fault(&files));
}
