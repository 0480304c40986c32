//! Plain English: what the handbook's own texts may not do. Sentences are short, abbreviations are explained, and a name that
//! has a newer one since the guide stands only where the text says when.

mod prose;
mod words;

use std::collections::BTreeSet;

use sp_plan::load::HandbookFiles;
use sp_plan_engine::phrase::Phrases;

use prose::{Passage, passages};
use words::{abbreviations, reading_age, sentences, words};

/// The longest sentence, in words.
const LONGEST_SENTENCE: usize = 30;

/// Abbreviations that every reader in the field knows from daily life, with the reason why nobody has to look them up.
const KNOWN: &[(&str, &str)] = &[
    ("UK", "the country"),
    ("NHS", "the service itself is known by its letters"),
    ("GP", "what everybody calls the family doctor"),
    ("GBP", "the currency, beside the pound sign"),
    ("YAML", "the name of the file format, which its makers no longer spell out"),
    ("JSON", "the name of a file format"),
    ("CSV", "the name of a file format"),
    ("HTML", "the name of a file format"),
    ("PDF", "the name of a file format"),
    ("UTF", "the name of a text encoding in messages about it"),
    ("WCAG", "named with its full title on the accessibility page"),
    ("AA", "a level of WCAG"),
    ("IT", "computers"),
    ("MIT", "the name of a licence"),
    ("HM", "as in HM Government"),
    ("BMJ", "the name of a journal"),
    ("SPRING", "the name of a scheme"),
];

#[test]
fn sentences_are_short() {
    let mut long = Vec::new();
    for passage in passages(&HandbookFiles::embedded()) {
        for sentence in sentences(&passage.text) {
            let count = words(sentence).count();
            if count > LONGEST_SENTENCE {
                long.push(format!("{}: {count} words: {sentence}", passage.at));
            }
        }
    }
    assert!(
        long.is_empty(),
        "{} sentences have more than {LONGEST_SENTENCE} words; cut each in two:\n{}",
        long.len(),
        long.join("\n")
    );
}

#[test]
fn abbreviations_are_explained() {
    let files = HandbookFiles::embedded();
    let catalogue = files.catalogue().catalogue;
    // The glossary explains a term by its name, its short forms and its other names.
    let glossary = catalogue.terms.iter().flat_map(sp_plan_engine::record::Term::names);
    let mut explained: BTreeSet<String> = glossary.flat_map(abbreviations).collect();
    explained.extend(KNOWN.iter().map(|(name, _)| (*name).to_owned()));
    // Authors and publishers of sources are names, and stand beside their titles.
    let names = catalogue.sources.iter().flat_map(|source| source.authors.iter().chain(&source.publisher));
    explained.extend(names.flat_map(|name| abbreviations(name)));
    let all = passages(&files);
    let mut faults = BTreeSet::new();
    for passage in &all {
        for name in abbreviations(&passage.text).into_iter().filter(|name| !explained.contains(name)) {
            if !is_spelt_out(&name, passage, &all) {
                faults.insert(format!("{name} in {}", passage.at));
            }
        }
    }
    let faults: Vec<String> = faults.into_iter().collect();
    assert!(
        faults.is_empty(),
        "{} abbreviations are explained neither in the glossary nor in brackets after the full name:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// Whether the record or the chapter spells an abbreviation out, as in `Full Name (FN)`.
fn is_spelt_out(name: &str, passage: &Passage, all: &[Passage]) -> bool {
    let brackets = [format!("({name})"), format!("({name}s)")];
    all.iter()
        .filter(|other| other.record == passage.record)
        .any(|other| brackets.iter().any(|b| other.text.contains(b)))
}

#[test]
fn what_has_a_newer_name_is_dated() {
    let files = HandbookFiles::embedded();
    let catalogue = files.catalogue().catalogue;
    let all = passages(&files);
    let mut faults = Vec::new();
    for note in catalogue.notes.iter().filter(|note| !note.replaces.is_empty()) {
        let (old, now) = (Phrases::new(&note.replaces), Phrases::new(&note.now));
        for passage in all.iter().filter(|passage| !passage.is_dated && old.any_in(&passage.text)) {
            if !now.any_in(&passage.text) && !words::names_a_time(&passage.text) {
                faults.push(format!("{} ({}): {}", passage.at, note.id, passage.text));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} texts use a name that has a newer one, without saying when it held:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// The figure is printed for those who write; that it can be counted at all is what is tested.
#[test]
fn the_reading_age_is_known() {
    let all = passages(&HandbookFiles::embedded());
    let of = |prefix: &str| {
        let texts = all.iter().filter(|passage| passage.at.starts_with(prefix)).map(|passage| passage.text.as_str());
        reading_age(texts)
    };
    let (book, checklists, whole) = (of("book/"), of("checklists/"), of(""));
    println!("reading age in years: chapters {book:.1}, checklists {checklists:.1}, all {whole:.1}");
    assert!(whole > 5.0 && whole < 25.0, "a reading age of {whole} years cannot be");
}
