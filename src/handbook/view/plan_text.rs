//! A rule's example as a little plan: the same keys, in the same nesting, as its author would write them.

use sp_plan_engine::place::Span;
use sp_plan_engine::plan::nested;
use sp_plan_engine::value::write_inline;
use sp_plan_engine::yaml::{Entry, Mapping, Node};

/// The text of a plan that is given in short, as paths and answers.
pub(super) fn plan_text(answers: &Mapping, span: Span) -> String {
    let plan = nested(answers, span);
    let mut text = String::new();
    // A stack instead of recursion: how deep a handbook's examples go is not ours to say.
    let mut waiting: Vec<(usize, &Entry)> = plan.entries.iter().rev().map(|entry| (0, entry)).collect();
    while let Some((depth, entry)) = waiting.pop() {
        let indent = " ".repeat(depth * 2);
        match entry.value.mapping() {
            Some(inner) if !inner.entries.is_empty() => {
                text.push_str(&format!("{indent}{}:\n", entry.key));
                waiting.extend(inner.entries.iter().rev().map(|entry| (depth + 1, entry)));
            }
            _ => match rows(&entry.value) {
                Some(rows) => {
                    text.push_str(&format!("{indent}{}:\n", entry.key));
                    for row in rows {
                        write_row(&mut text, depth + 1, row);
                    }
                }
                None => text.push_str(&format!("{indent}{}: {}\n", entry.key, write_inline(&entry.value))),
            },
        }
    }
    text
}

/// The rows of a table; none for a list of single values, which fits on its line.
fn rows(node: &Node) -> Option<Vec<&Mapping>> {
    let values = node.sequence().filter(|values| !values.is_empty())?;
    values.iter().map(|value| value.mapping().filter(|row| !row.entries.is_empty())).collect()
}

fn write_row(text: &mut String, depth: usize, row: &Mapping) {
    for (at, entry) in row.entries.iter().enumerate() {
        let mark = if at == 0 { "- " } else { "  " };
        text.push_str(&format!("{}{mark}{}: {}\n", " ".repeat(depth * 2), entry.key, write_inline(&entry.value)));
    }
}

#[cfg(test)]
mod tests {
    use sp_plan_engine::place::{FileId, Span};
    use sp_plan_engine::yaml;

    use super::plan_text;

    #[test]
    fn paths_become_nested_keys_and_rows_stand_below_each_other() {
        let text = "{ a.b.c: yes, a.b.d: [one, two], a.e: [{ x: 1, y: \"p: q\" }, { x: 2 }], f.g: 3 }";
        let document = yaml::parse(text, FileId::PLAN);
        let root = document.root.expect("a tree");
        let expected = "a:\n  b:\n    c: yes\n    d: [one, two]\n  e:\n    - x: 1\n      y: \"p: q\"\n    - x: 2\n\
                        f:\n  g: 3\n";
        assert_eq!(plan_text(root.mapping().expect("a mapping"), Span::default()), expected);
    }
}
