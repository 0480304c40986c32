//! Several plans in one table, schemes by ingredients; then the ingredients themselves, the weakest first.

use std::cmp::Reverse;
use std::io;

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::Severity;
use sp_plan_engine::place::{LineIndex, SourceText};
use sp_plan_engine::verdict::IngredientVerdict;

use super::HumanOptions;
use super::summary::shortened;
use crate::document::Document;
use crate::printable;

/// With more plans than this, the table has the weakest only.
pub const PLANS_SHOWN: usize = 200;

/// How many of the weakest it has then.
pub const WEAKEST_SHOWN: usize = 40;

/// How many files that could not be read are named.
const UNREAD_SHOWN: usize = 40;

/// The verdicts from the best to the least known, with the letters that stand for them.
const VERDICTS: [(IngredientVerdict, char); 4] = [
    (IngredientVerdict::Met, 'M'),
    (IngredientVerdict::PartlyMet, 'P'),
    (IngredientVerdict::Missing, 'X'),
    (IngredientVerdict::Unanswered, '-'),
];

/// The document. It has nothing but what stands after the last plan.
pub struct Table<'a> {
    catalogue: &'a Catalogue,
    options: HumanOptions,
    rows: Vec<Row>,
    /// Name and reason.
    unread: Vec<(String, String)>,
}

/// What the table shows of a plan.
pub struct Row {
    file: String,
    scheme: String,
    /// In the order of the handbook.
    verdicts: Vec<IngredientVerdict>,
    errors: usize,
    warnings: usize,
}

impl<'a> Table<'a> {
    /// A table without plans.
    pub fn new(catalogue: &'a Catalogue, options: HumanOptions) -> Self {
        Self { catalogue, options, rows: Vec::new(), unread: Vec::new() }
    }
}

impl Document for Table<'_> {
    /// The row, or the name of a file that is no plan with the reason.
    type Part = Result<Row, (String, String)>;

    fn part(&self, source: &SourceText, report: &Report) -> io::Result<Self::Part> {
        let file = printable(&source.name);
        if !report.readable {
            let worst = report.findings.iter().find(|finding| finding.severity == Severity::Error);
            let reason = worst.map(|finding| {
                let (line, _) = LineIndex::new(&source.text).line_and_column(finding.place.span.start);
                format!("line {line}: {}", finding.message)
            });
            return Ok(Err((file, reason.unwrap_or_default())));
        }
        let named = report.scheme.as_deref().and_then(|name| name.lines().next()).filter(|name| !name.is_empty());
        Ok(Ok(Row {
            file,
            scheme: named.map_or_else(|| "(no name yet)".to_owned(), printable),
            verdicts: report.ingredients.iter().map(|ingredient| ingredient.verdict).collect(),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
        }))
    }

    fn add(&mut self, part: Self::Part) -> io::Result<String> {
        match part {
            Ok(row) => self.rows.push(row),
            Err(unread) => self.unread.push(unread),
        }
        Ok(String::new())
    }

    fn add_unread(&mut self, name: &str, reason: &str) -> bool {
        self.unread.push((printable(name), printable(reason)));
        true
    }

    fn waits(&self) -> bool {
        true
    }

    fn foot(&self) -> io::Result<String> {
        let mut text = String::new();
        if !self.rows.is_empty() {
            text.push_str(&self.schemes());
            text.push_str(&self.ingredients());
        }
        text.push_str(&self.could_not_be_read());
        Ok(text)
    }
}

impl Table<'_> {
    fn schemes(&self) -> String {
        let mut shown: Vec<&Row> = self.rows.iter().collect();
        let count = shown.len();
        let mut heading = format!("{count} plan{}", if count == 1 { "" } else { "s" });
        if count > PLANS_SHOWN {
            shown.sort_by_key(|row| (row.count(IngredientVerdict::Met), Reverse(row.errors), Reverse(row.warnings)));
            shown.truncate(WEAKEST_SHOWN);
            heading.push_str(&format!(
                ", of which these {WEAKEST_SHOWN} are the weakest; `--format schemes-csv` has a row for each"
            ));
        }
        let layout = Layout::of(&shown, self.catalogue.ingredients.len(), self.options.width);
        let numbers: String = (1..=self.catalogue.ingredients.len()).map(|number| format!("{number:>3}")).collect();
        let scheme = layout.scheme;
        let mut text = format!("{heading}\n\n  {:scheme$} {numbers}  Errors  Warnings  Plan\n", "Scheme");
        for row in shown {
            let letters: String = row.verdicts.iter().map(|verdict| self.letter(*verdict)).collect();
            text.push_str(&format!(
                "  {:scheme$} {letters}  {:>6}  {:>8}  {}\n",
                shortened(&row.scheme, scheme.saturating_sub(2)),
                row.errors,
                row.warnings,
                end_of(&row.file, layout.file)
            ));
        }
        let legend: Vec<String> =
            VERDICTS.iter().map(|(verdict, letter)| format!("{letter} {}", verdict.show())).collect();
        text + &format!("\n  {}\n", legend.join(" · "))
    }

    /// Colour only underlines what the letter says.
    fn letter(&self, verdict: IngredientVerdict) -> String {
        let letter = VERDICTS.iter().find(|(other, _)| *other == verdict).map_or(' ', |(_, letter)| *letter);
        if !self.options.colour {
            return format!("{letter:>3}");
        }
        format!("  \u{1b}[{}m{letter}\u{1b}[0m", super::summary::colour_of(verdict))
    }

    /// The weakest is what the fewest plans meet; of several, what the most have nothing of.
    fn ingredients(&self) -> String {
        let count = |at: usize, verdict| self.rows.iter().filter(|row| row.verdicts.get(at) == Some(&verdict)).count();
        let mut counted: Vec<(usize, &str, [usize; 4])> = self
            .catalogue
            .ingredients
            .iter()
            .enumerate()
            .map(|(at, ingredient)| {
                (at + 1, ingredient.title.as_str(), VERDICTS.map(|(verdict, _)| count(at, verdict)))
            })
            .collect();
        counted.sort_by_key(|(_, _, [met, partly, ..])| (*met, *partly));
        let width = counted.iter().map(|(_, title, _)| title.chars().count()).max().unwrap_or(0).max(20);
        let mut text = format!("\n     {:width$}", "Essential ingredient");
        text.extend(VERDICTS.iter().map(|(verdict, _)| format!("  {:>10}", verdict.show())));
        text.push('\n');
        for (number, title, counts) in &counted {
            text.push_str(&format!("{number:>3}  {title:width$}"));
            text.extend(counts.iter().map(|count| format!("  {count:>10}")));
            text.push('\n');
        }
        if let Some((_, title, weakest)) = counted.first() {
            let plans = self.rows.len();
            let alike = counted.iter().filter(|(_, _, counts)| counts == weakest).count() - 1;
            let others = match alike {
                0 => String::new(),
                1 => " and 1 other".to_owned(),
                many => format!(" and {many} others"),
            };
            text.push_str(&match weakest {
                [met, ..] if *met == plans => format!("\n  Every ingredient is met in all {plans} plans.\n"),
                [met, ..] => format!("\n  Weakest ingredient: {title}{others}, met in {met} of {plans} plans\n"),
            });
        }
        text
    }

    fn could_not_be_read(&self) -> String {
        if self.unread.is_empty() {
            return String::new();
        }
        let count = self.unread.len();
        let before = if self.rows.is_empty() { "" } else { "\n" };
        let mut text = format!("{before}  {count} file{} could not be read\n", if count == 1 { "" } else { "s" });
        for (name, reason) in self.unread.iter().take(UNREAD_SHOWN) {
            text.push_str(&format!("    {name}: {reason}\n"));
        }
        if count > UNREAD_SHOWN {
            text.push_str(&format!("    and {} more\n", count - UNREAD_SHOWN));
        }
        text
    }
}

impl Row {
    fn count(&self, verdict: IngredientVerdict) -> usize {
        self.verdicts.iter().filter(|other| **other == verdict).count()
    }
}

/// How many columns the two names have.
struct Layout {
    scheme: usize,
    file: usize,
}

impl Layout {
    /// Names are as wide as they need to be; where that is too wide, they share what is left.
    fn of(rows: &[&Row], ingredients: usize, width: usize) -> Self {
        /// Blanks, and the columns of errors and warnings.
        const BESIDE: usize = 2 + 1 + 2 + 6 + 2 + 8 + 2;
        /// A name needs this much to be told from another.
        const LEAST: usize = 14;
        let longest = |name: fn(&Row) -> &str| rows.iter().map(|row| name(row).chars().count()).max().unwrap_or(0);
        let (scheme, file) = (longest(|row| &row.scheme) + 2, longest(|row| &row.file));
        let left = width.saturating_sub(BESIDE + 3 * ingredients).max(2 * LEAST);
        if scheme + file <= left {
            return Self { scheme: scheme.max(LEAST), file };
        }
        let file = file.min((left / 2).max(left.saturating_sub(scheme)));
        Self { scheme: scheme.min(left - file).max(LEAST), file: file.max(LEAST) }
    }
}

/// The end of a path, which tells more than its beginning.
fn end_of(path: &str, longest: usize) -> String {
    let count = path.chars().count();
    if count <= longest {
        return path.to_owned();
    }
    format!("…{}", path.chars().skip(count + 1 - longest).collect::<String>())
}
