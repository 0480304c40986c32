//! For people in a terminal: one line that says it all, then what needs a decision first.

use sp_plan_engine::difference::{Class, Entry};

use super::{Compared, judged, title};
use crate::printable;

/// The whole.
pub fn text(compared: &Compared<'_>, colour: bool, width: usize) -> String {
    let difference = compared.difference;
    let scheme = difference.new.scheme.as_ref().or(difference.old.scheme.as_ref());
    let scheme = scheme.map(|name| format!("{}\n", printable(name))).unwrap_or_default();
    let mut text = format!(
        "{}\n\n{scheme}  from {}\n  to   {}\n",
        difference.summary(),
        printable(&judged(compared.old, &difference.old)),
        printable(&judged(compared.new, &difference.new))
    );
    for (class, entries) in compared.sections() {
        text.push_str(&format!("\n{}\n", heading(class, colour)));
        text.extend(entries.into_iter().map(|entry| self::entry(entry, width)));
    }
    if !difference.entries.is_empty() {
        text.push_str(&figures(compared));
    }
    if let Some(hint) = compared.hint() {
        text.push_str(&format!("\n{}\n", wrapped(&hint, "", "", width)));
    }
    text
}

/// Colour only underlines what the word says.
fn heading(class: Class, colour: bool) -> String {
    let code = match class {
        Class::Worse => "1;31",
        Class::Reopened => "1;33",
        Class::Better | Class::Answered => "1;32",
        Class::Changed | Class::SetAside | Class::Removed => "1",
    };
    if colour { format!("\u{1b}[{code}m{}\u{1b}[0m", title(class)) } else { title(class).to_owned() }
}

fn entry(entry: &Entry, width: usize) -> String {
    let lines = entry.lines();
    let mut text = wrapped(&lines.head, "  ", "    ", width);
    if let Some(path) = &lines.path {
        // A path is copied from here, so that it is never broken.
        let last = text.rsplit('\n').next().unwrap_or_default().chars().count();
        let fits = last + 2 + path.chars().count() <= width;
        text.push_str(&if fits { format!("  {path}") } else { format!("\n    {path}") });
    }
    text.push('\n');
    text.extend(lines.notes.iter().map(|note| wrapped(note, "    ", "      ", width) + "\n"));
    text
}

fn figures(compared: &Compared<'_>) -> String {
    let rows = compared.figures();
    let name = rows.iter().map(|(name, ..)| name.len()).max().unwrap_or_default();
    let column = rows.iter().flat_map(|(_, old, new)| [old.len(), new.len()]).max().unwrap_or_default().max(6);
    let mut text = format!("\n  {:name$}  {:>column$}  {:>column$}\n", "Where the plan stands", "before", "now");
    text.extend(rows.iter().map(|(word, old, new)| format!("  {word:name$}  {old:>column$}  {new:>column$}\n")));
    text
}

fn wrapped(text: &str, first: &str, next: &str, width: usize) -> String {
    let options = textwrap::Options::new(width.max(40)).initial_indent(first).subsequent_indent(next);
    textwrap::fill(&printable(text), options)
}
