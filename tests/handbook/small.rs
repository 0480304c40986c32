//! A small handbook for tests: one checklist, and one record of most other kinds.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sp_plan::handbook::build_in_memory;
use sp_plan::load::HandbookFiles;
use sp_plan_engine::place::SourceText;

/// The pages that every handbook has, without content of their own.
const SUMMARY: &str = "[Home](index.md)\n\n- [Ingredients](ingredients.md)\n- [Scheme](checklists/scheme.md)\n\
                       - [Glossary](glossary.md)\n- [Rules](rules/index.md)\n- [Messages](messages.md)\n\
                       - [References](references.md)\n- [Evidence](evidence.md)\n- [Since](since_2017.md)\n\
                       - [Figures](figures.md)\n- [Traceability](traceability.md)\n- [Search](search.md)\n";

/// A small handbook: one checklist, one record of each other kind, and `slot` as the text in each of them.
pub(crate) fn small(slot: &str, chapter: &str, title: &str) -> HandbookFiles {
    let slot = serde_json::to_string(slot).expect("JSON, which is YAML too");
    let record = |text: &str| text.replace("SLOT", &slot);
    let checklists = [
        ("handbook", "handbook: { version: '1.0', title: SLOT, guide_title: SLOT, guide_year: '2017' }"),
        (
            "scheme",
            "checklist:\n  id: scheme\n  title: Scheme\n  summary: SLOT\n  stage: design\n  questions:\n\
             \x20   - { id: name, label: Name, ask: SLOT, hint: SLOT, evidence: [SLOT], answer: text, why: SLOT, added: SLOT }\n\
             \x20   - { id: nation, label: Nation, ask: A, answer: { choice: { options: { england: SLOT, wales: { label: W, hint: SLOT, added: T } } } }, why: W, added: T }\n\
             \x20   - { id: stage, label: Stage, ask: A, answer: { choice: { options: { design: D, pilot: P, live: L } } }, why: W, added: T }\n\
             \x20   - { id: number, label: Number, ask: A, answer: { number: { unit: SLOT } }, why: W, added: T }\n",
        ),
        (
            "ingredients",
            "ingredients:\n  - id: first\n    title: SLOT\n    summary: SLOT\n    why: SLOT\n    added: SLOT\n    criteria:\n\
             \x20     - { id: named, level: must, asks: SLOT, looks_at: scheme.name, expects: answered, action: Do it, help: SLOT, added: T }\n",
        ),
        (
            "glossary",
            "terms:\n  - { id: term, term: SLOT, link: never, also: [SLOT], called: { wales: { name: SLOT, note: changed } }, means: SLOT, easy_read: SLOT, pathway: referral, sources: [book], added: SLOT }\n",
        ),
        (
            "references",
            "sources:\n  - { id: book, kind: paper, authors: [SLOT], year: SLOT, title: SLOT, publisher: SLOT, address: SLOT, about: SLOT, added: T }\n",
        ),
        (
            "notes",
            "notes:\n  - { id: changed, says: SLOT, theme: policy, nations: [wales], check_by: 2027-01-01, sources: [{ title: SLOT, address: 'https://example.org', read: 2026-07 }], added: SLOT }\n",
        ),
        (
            "facts",
            "facts:\n  - { id: fact, topic: what, kind: figure, title: SLOT, says: SLOT, figure: { from: 1, unit: SLOT }, basis: described, lessons: [SLOT], added: T }\n",
        ),
    ];
    let mut files = HandbookFiles::embedded();
    files.checklists =
        checklists.map(|(name, yaml)| SourceText::new(format!("checklists/{name}.yaml"), record(yaml))).to_vec();
    let title = toml_text(title);
    files.book = [
        ("book.toml", format!("[book]\ntitle = {title}\nauthors = [{title}]\n")),
        ("src/SUMMARY.md", SUMMARY.to_owned()),
        ("src/index.md", format!("# Home\n\n{chapter}\n")),
        ("src/ingredients.md", "# Ingredients\n\n{{#ingredients}}\n".to_owned()),
        ("src/checklists/scheme.md", "# Scheme\n\n{{#checklist scheme}}\n".to_owned()),
        ("src/glossary.md", "# Glossary\n\n{{#glossary}}\n\n{{#facts what}}\n".to_owned()),
        ("src/rules/index.md", "# Rules\n\n{{#rules}}\n".to_owned()),
        ("src/messages.md", "# Messages\n\n{{#messages}}\n".to_owned()),
        ("src/references.md", "# References\n\n{{#references}}\n".to_owned()),
        ("src/evidence.md", "# Evidence\n\n{{#claims}}\n".to_owned()),
        ("src/since_2017.md", "# Since\n\n{{#since}}\n".to_owned()),
        ("src/figures.md", "# Figures\n\n{{#figures}}\n".to_owned()),
        ("src/traceability.md", "# Traceability\n\n{{#traceability}}\n".to_owned()),
        ("src/search.md", "# Search\n\n{{#search}}\n".to_owned()),
    ]
    .map(|(name, text)| SourceText::new(name, text))
    .to_vec();
    files
}

/// A text as a TOML string.
fn toml_text(text: &str) -> String {
    let escaped = |one: char| match one {
        '"' | '\\' => format!("\\{one}"),
        _ if one.is_control() => format!("\\u{:04X}", u32::from(one)),
        _ => one.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// All pages of a handbook by name, or why there are none.
pub(crate) fn pages(files: &HandbookFiles) -> Result<BTreeMap<String, String>, String> {
    let loaded = files.catalogue();
    let faults: Vec<&str> = loaded.findings.iter().map(|finding| finding.message.as_str()).collect();
    // YAML has no place for some characters, however they are written; that is the only reason to refuse a text.
    if faults.iter().any(|fault| fault.contains("unexpected character")) {
        return Err("a character that YAML does not have".to_owned());
    }
    assert!(faults.is_empty(), "the small handbook is sound: {faults:?}");
    let built = build_in_memory(files, &loaded.catalogue).map_err(|error| format!("{error:#}"))?;
    Ok(built
        .into_iter()
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|ending| ending == "html"))
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("pages are UTF-8")))
        .collect())
}

/// Writes its checklists and its book into a folder.
pub(crate) fn put(folder: &Path, files: &HandbookFiles) {
    let all = files.checklists.iter().map(|text| (text.name.clone(), &text.text));
    for (name, text) in all.chain(files.book.iter().map(|text| (format!("book/{}", text.name), &text.text))) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
