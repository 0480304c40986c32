//! The seeds: the project's own examples and checklists, the official YAML test suite, texts that were made to do harm,
//! and the inputs that once did.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::{MAXIMUM_BYTES, Target};

/// The longest seed of a handbook's file, in bytes: some dozen records, so that many can be tried.
const MAXIMUM_HANDBOOK_BYTES: usize = 12 << 10;

/// Words of YAML.
pub const YAML_WORDS: &[&str] = &[
    ": ",
    "- ",
    "? ",
    "\n",
    "\n  ",
    "\n    ",
    "\n\t",
    "\t",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "\"",
    "'",
    "# ",
    "|\n  ",
    ">-\n  ",
    "|2-\n",
    "&a ",
    "*a",
    "!t ",
    "!!str ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "%TAG ! x:\n",
    "<<: ",
    "~",
    "null",
    "\r\n",
    "\u{feff}",
    "é",
    "😀",
    "\u{85}",
    "\u{2028}",
    "\\x41",
    "\\\n",
    "\u{7f}",
    "\u{1}",
];

/// Words of plans, beside those that the seeds have.
pub const PLAN_WORDS: &[&str] = &[
    "answer: ",
    "note: ",
    "evidence: ",
    "owner: ",
    "due: ",
    "reason: ",
    "review: ",
    "yes",
    "no",
    "planned",
    "not_applicable",
    "2027-04-01",
    "2026-02-30",
    "9999-12-31",
    "-0001-01-01",
    "£30,000",
    "30,000",
    "1e9",
    "-1",
    "99999999999999999999",
    "0.1",
    "6 weeks",
    "999999999 years",
    "3 months",
    "{",
    "}",
    "[",
    "]",
    ", ",
    ": ",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    "sp_plan: \"0.9\"\n",
    "retired:\n  a: 1\n",
    "scheme:\n  stage: live\n",
    "~",
    "\"",
    "'",
    "é",
    "\t",
    "*a",
    "---\n",
    "link_workers:\n  workload:\n    people_a_year: 0\n    share_short: 0\n",
    "growth_a_month: 0.000001\n",
    "first_month: 99999999\n",
    "hours_a_week: 0\n",
    "fte: 0",
];

/// Words of the handbook's files.
pub const HANDBOOK_WORDS: &[&str] = &[
    "handbook:\n",
    "checklist:\n",
    "ingredients:\n",
    "rules:\n",
    "facts:\n",
    "terms:\n",
    "sources:\n",
    "notes:\n",
    "provenance:\n",
    "id: ",
    "title: ",
    "answer: ",
    "yes_no",
    "choice: ",
    "choices: ",
    "number: ",
    "money",
    "duration",
    "date",
    "person",
    "text",
    "list",
    "table: ",
    "columns: ",
    "options: ",
    "min: ",
    "max: ",
    "integer: true",
    "show_if: ",
    "when: ",
    "holds: ",
    "each: ",
    "at: ",
    "says: ",
    "covers: ",
    "expects: ",
    "at_least: ",
    "every_row: ",
    "renamed_from: ",
    "replaced_by: ",
    "retired: ",
    "stage: live",
    "{row.name}",
    "{missing}",
    "{",
    "}",
    "a.b.yes_no",
    "a.c.rows",
    "parameters:\n",
    "gates:\n",
    "basis: assumed",
    "set_by: a.b.number",
    "value: ",
    "unit: ",
    "parameter.",
    "capacity.hours_needed",
    "row.done",
    "[",
    "]",
    ", ",
    ": ",
    "- ",
    "\n",
    "\n  ",
    "\n      ",
    "\"",
    "'",
    "é",
    "9999999999999",
];

/// Words of expressions.
pub const EXPRESSION_WORDS: &[&str] = &[
    "a.b.yes_no",
    "a.b.other",
    "a.b.choice",
    "a.b.choices",
    "a.b.number",
    "a.b.money",
    "a.c.duration",
    "a.c.date",
    "a.c.person",
    "a.c.text",
    "a.c.list",
    "a.c.rows",
    "a.b",
    "a.c",
    "scheme.starts",
    "scheme.stage",
    "capacity.hours_needed",
    "timetable.report_ready",
    "parameter.figure",
    "item.done",
    "item.hours",
    "item.from",
    "item.length",
    "item.set",
    "row.done",
    "today",
    "true",
    "false",
    "none",
    "\"yes\"",
    "\"no\"",
    "\"one\"",
    "\"two\"",
    "[\"one\", \"two\"]",
    "\"2027-04-01\"",
    " == ",
    " != ",
    " < ",
    " <= ",
    " > ",
    " >= ",
    " in ",
    " not in ",
    " and ",
    " or ",
    "not ",
    " + ",
    " - ",
    " * ",
    " / ",
    " // ",
    " % ",
    " ** ",
    " ~ ",
    "-",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ".",
    "|",
    "answered(",
    "given(",
    "set_aside(",
    "complete(",
    "count(",
    "includes_all(",
    "includes_any(",
    "any(",
    "every(",
    "days(",
    "weeks(",
    "months(",
    "years(",
    "date(",
    "0",
    "1",
    "0.5",
    "1e308",
    "999999999999999999999",
    "1_000",
    "0x10",
    "is defined",
    " if ",
    " else ",
    "'",
    "\"",
    "\\",
    "é",
    "\n",
];

/// Texts that were made to do harm, in small: what grows without bound in them is cut off at what a target may be given.
fn hostile() -> Vec<String> {
    let aliases: String = (0..9).map(|at| format!("k{}: &a{} [*a{at}, *a{at}, *a{at}]\n", at + 1, at + 1)).collect();
    let steps: String = (0..90).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let keys: String = (0..400).map(|at| format!("k{at}: v\n")).collect();
    let mut texts = vec![format!("k0: &a0 [x, x, x]\n{aliases}"), steps, keys];
    for piece in ["{a: ", "[", "- ", "? ", ": ", "a: ", "\"", "'", "&a ", "!a ", "\t", "|\n ", ">+\n", "%A\n", "---\n"]
    {
        texts.push(piece.repeat(100));
    }
    for text in [
        "",
        "\u{feff}",
        "\u{feff}scheme:\n  stage: desing\n",
        "# only a comment\n",
        "scheme:\r\n  stage: desing\r\nsetup:\r\n  aim:\r\n    cleer: yes\r\n",
        "scheme:\n\tname: A\n\tstage: design\nsetup: { aims: {} }\n",
        "scheme:\n  name: \"open\n  stage: [design\nsetup:\n  aim: { cleer: yes }\n",
        "scheme: {}\n---\nscheme: {}\n",
        "scheme:\n  name: A\n  name: B\nscheme:\n  name: C\n",
        "- one\n- two\n",
        "? [a, b]\n: c\n{x: y}: z\n*a : b\n<<: *a\n",
        "a: |1-\n é\n\n\nb: >+\n\n  x\n\n",
        "a: \"\\x41\\u00e9\\U0001F600\\\n  b\"\n'c': 'it''s'\n",
        "a: &x !!str é\nb: !<tag:x> {}\nc: !\n",
        "a: é\n\tb: \"ö\n@c: `d\n%e\n😀: ]\n",
        "a:\u{85}b\u{2028}c: d\n",
    ] {
        texts.push(text.to_owned());
    }
    texts
}

/// For any YAML.
pub fn yaml() -> Vec<String> {
    let suite = read(&root().join("crates/engine/tests/third-party/yaml-test-suite/cases.jsonl"));
    let cases = suite.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut texts: Vec<String> = cases.filter_map(|case| case.get("yaml")?.as_str().map(str::to_owned)).collect();
    texts.extend(hostile());
    texts.extend(below(&root().join("examples")).map(|path| read(&path)));
    texts.extend(below(&root().join("checklists")).map(|path| read(&path)));
    shortened(texts, MAXIMUM_BYTES)
}

/// For plans of the project's own handbook.
pub fn plans() -> Vec<String> {
    let mut texts: Vec<String> = below(&root().join("examples")).map(|path| read(&path)).collect();
    texts.extend(hostile());
    shortened(texts, MAXIMUM_BYTES)
}

/// For files of a handbook.
pub fn handbooks() -> Vec<String> {
    let mut texts: Vec<String> = below(&root().join("fuzz/handbook")).map(|path| read(&path)).collect();
    texts.extend(below(&root().join("checklists")).map(|path| read(&path)));
    texts.extend(hostile());
    shortened(texts, MAXIMUM_HANDBOOK_BYTES)
}

/// For expressions over the small handbook.
pub fn expressions() -> Vec<String> {
    [
        "a.b.yes_no == \"yes\" and (a.b.other != \"no\" or not a.b.choice == \"one\")",
        "\"one\" in a.b.choices and \"two\" not in a.b.choices",
        "a.b.choice in [\"one\", \"two\"]",
        "includes_all(a.b.choices, [\"one\", \"two\"]) or includes_any(a.b.choices, a.b.choices)",
        "count(a.b.choices) + count(a.c.list) * 2 - count(a.c.rows) / 3 >= 1",
        "a.b.money / a.b.number > 0.5 and -1 < a.b.money",
        "a.c.duration >= months(3) + weeks(6) - days(2) * 2",
        "a.c.date + years(1) < scheme.starts - a.c.duration",
        "a.c.date - today >= days(30) or a.c.date == date(\"2027-04-01\")",
        "answered(a.c.text) and given(a.c.person) or set_aside(a.b.yes_no) and complete(a.b)",
        "any(a.c.rows, item.done == \"yes\" and item.hours * 2 > 10)",
        "every(a.c.rows, item.from + item.length <= a.c.date and answered(item.set))",
        "every(a.c.rows, any(a.c.rows, item.hours > 1) or \"one\" in item.set)",
        "true or false",
        "capacity.hours_needed > parameter.figure or answered(capacity.hours_short)",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect()
}

/// The inputs of a target that once failed.
pub fn regressions(target: &Target) -> Vec<(PathBuf, String)> {
    let folder = regressions_folder(target);
    let mut files: Vec<PathBuf> = WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), read(&path))).collect()
}

/// Where they are.
pub fn regressions_folder(target: &Target) -> PathBuf {
    root().join("fuzz/regressions").join(target.name)
}

/// The texts of the project's own checklists, with their names in a handbook.
pub fn checklists() -> Vec<(String, String)> {
    let root = root();
    below(&root.join("checklists"))
        .map(|path| (path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/"), read(&path)))
        .collect()
}

/// The root of the workspace.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The YAML files in a folder and below, in order.
fn below(folder: &Path) -> impl Iterator<Item = PathBuf> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
}

/// A file of the project, which is a text. One that is not there is empty, and the short run then finds no seeds.
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// The texts, each cut at the end of a line where it is too long.
fn shortened(mut texts: Vec<String>, longest: usize) -> Vec<String> {
    for text in &mut texts {
        if text.len() > longest {
            let kept = text.as_bytes().get(..longest).unwrap_or_default();
            let end = kept.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
            text.truncate(end);
        }
    }
    texts
}
