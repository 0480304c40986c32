//! The building blocks of reports in Markdown (`CommonMark` with GitHub's tables). Whatever comes from a plan is escaped:
//! it is text, whatever it looks like.

use crate::templates::visible;

/// A text in which no character marks anything up, on one line. It never stands at the start of a line, where `-`, `+`
/// or a number would begin a list; [`paragraph`] is for texts that do.
pub(crate) fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !escaped.is_empty() {
            escaped.push(' ');
        }
        for character in word.chars() {
            if r"\`*_[]<>|~&#!$".contains(character) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
    }
    escaped
}

/// A text that begins a line: escaped, and no list, rule or heading whatever it begins with.
pub(crate) fn paragraph(text: &str) -> String {
    let text = escaped(text);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    match text.get(digits..).and_then(|rest| rest.chars().next()) {
        Some('.' | ')') if digits > 0 => {
            let (number, rest) = text.split_at(digits);
            format!("{number}\\{rest}")
        }
        Some('-' | '+' | '=') if digits == 0 => format!("\\{text}"),
        _ => text,
    }
}

/// A text of several lines: each is escaped, and the breaks between them stay. `indent` stands before all lines but the
/// first.
pub(crate) fn lines(text: &str, indent: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(paragraph).filter(|line| !line.is_empty()).collect();
    // A backslash at the end of a line is a line break within the paragraph.
    lines.join(&format!("\\\n{indent}"))
}

/// A table whose cells are escaped already. Columns whose head begins with `>` are set to the right.
pub(crate) fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let names: Vec<String> = heads.iter().map(|head| head.trim_start_matches('>').to_owned()).collect();
    let rule: Vec<&str> = heads.iter().map(|head| if head.starts_with('>') { "--:" } else { "---" }).collect();
    let rows: String = rows.iter().map(|cells| row(cells)).collect();
    format!("{}|{}|\n{rows}", row(&names), rule.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_plan_says_marks_anything_up() {
        assert_eq!(escaped("a | b\n# c"), "a \\| b \\# c");
        assert_eq!(escaped("<script>`x`</script> &amp; [a](b)"), "\\<script\\>\\`x\\`\\</script\\> \\&amp; \\[a\\](b)");
        assert_eq!(escaped("a\u{202e}b"), "a\u{fffd}b");
    }

    #[test]
    fn a_line_begins_nothing() {
        for (text, line) in [
            ("- a", "\\- a"),
            ("1. a", "1\\. a"),
            ("12) a", "12\\) a"),
            ("=== ", "\\==="),
            ("2027", "2027"),
            ("a - b", "a - b"),
        ] {
            assert_eq!(paragraph(text), line);
        }
        assert_eq!(lines("a\n\n- b\n", "  "), "a\\\n  \\- b");
    }

    #[test]
    fn a_table_says_where_its_columns_are_set() {
        let rows = [vec!["x".to_owned(), "1".to_owned()]];
        assert_eq!(table(&["a", ">b"], &rows), "| a | b |\n|---|--:|\n| x | 1 |\n");
    }
}
