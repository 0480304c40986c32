//! Findings with the text that they speak of.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::{Finding, Page, Severity};
use sp_plan_engine::place::{LineIndex, SourceText, Span};

use super::HumanOptions;
use crate::guide_reference;
use crate::workings::sums_of;

/// With more findings than this, the gravest are shown by ingredient and the rest is counted.
pub const FINDINGS_SHOWN: usize = 50;

/// All findings of a plan, in its order; many are shown by ingredient, the worst first, and the rest is counted.
pub(super) fn all(catalogue: &Catalogue, source: &SourceText, report: &Report, options: HumanOptions) -> String {
    let mut text = String::new();
    if options.all || report.findings.len() <= FINDINGS_SHOWN {
        for found in &report.findings {
            text.push_str(&with_sums(catalogue, source, found, &sums_of(catalogue, report, found), options));
            text.push('\n');
        }
        return text;
    }
    let mut shown = 0;
    for (title, group) in by_ingredient(report) {
        let room = FINDINGS_SHOWN.saturating_sub(shown).min(group.len());
        if room > 0 {
            text.push_str(&format!("── {title} ──\n\n"));
        }
        for found in group.iter().take(room) {
            text.push_str(&with_sums(catalogue, source, found, &sums_of(catalogue, report, found), options));
            text.push('\n');
        }
        shown += room;
    }
    let rest = report.findings.len() - shown;
    text.push_str(&format!("{rest} more findings are not shown; `--all` shows them.\n\n"));
    text
}

/// Findings under the title of the first ingredient they bear on, the worst verdict first, errors first in each.
fn by_ingredient(report: &Report) -> Vec<(String, Vec<&Finding>)> {
    let mut ingredients: Vec<_> = report.ingredients.iter().collect();
    ingredients.sort_by_key(|ingredient| std::cmp::Reverse(ingredient.verdict));
    let mut groups: Vec<(String, Vec<&Finding>)> = vec![("Reading the plan".to_owned(), Vec::new())];
    groups.extend(ingredients.iter().map(|ingredient| (ingredient.title.clone(), Vec::new())));
    for found in &report.findings {
        let position = ingredients.iter().position(|ingredient| found.ingredients.contains(&ingredient.id));
        if let Some((_, group)) = groups.get_mut(position.map_or(0, |at| at + 1)) {
            group.push(found);
        }
    }
    for (_, group) in &mut groups {
        group.sort_by_key(|found| std::cmp::Reverse(found.severity));
    }
    groups
}

/// One finding.
pub fn finding(catalogue: &Catalogue, source: &SourceText, found: &Finding, options: HumanOptions) -> String {
    with_sums(catalogue, source, found, &[], options)
}

/// One finding, with the sums behind it.
fn with_sums(
    catalogue: &Catalogue,
    source: &SourceText,
    found: &Finding,
    sums: &[String],
    options: HumanOptions,
) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::INFO.with_name("advice"),
    };
    let window = Window::around(&source.text, found);
    let primary = AnnotationKind::Primary.span(window.range(found.place.span));
    let mut annotations: Vec<Annotation<'_>> = vec![primary.label(found.label.as_deref())];
    for related in found.related.iter().filter(|related| related.place.file == found.place.file) {
        annotations.push(AnnotationKind::Context.span(window.range(related.place.span)).label(related.label.as_str()));
    }
    let snippet = Snippet::source(window.shown())
        .line_start(window.first_line)
        .path(source.name.as_str())
        .annotations(annotations);
    let mut group =
        Group::with_title(level.primary_title(found.message.as_str()).id(found.id.as_str())).element(snippet);
    if !sums.is_empty() {
        group = group.element(Level::NOTE.with_name("working").message(wrapped(&sums.join("; "), options.width)));
    }
    if let Some(help) = &found.help {
        group = group.element(Level::HELP.message(wrapped(help, options.width)));
    }
    if let Some(see) = see(catalogue, found) {
        group = group.element(Level::NOTE.with_name("see").message(see));
    }
    let renderer = if options.colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.term_width(options.width.max(40)).render(&[group]);
    text.push('\n');
    text
}

/// The page, whether the record is newer than the guide, and where in the guide it stands.
fn see(catalogue: &Catalogue, found: &Finding) -> Option<String> {
    let page = found.page.as_ref()?;
    let rule = match page {
        Page::Rule(id) => catalogue.rule(id),
        _ => None,
    };
    let provenance = match page {
        Page::Criterion(id) => catalogue.criterion(id).map(|(_, criterion)| &criterion.provenance),
        _ => rule.map(|rule| &rule.provenance),
    };
    let newer = rule.and_then(|rule| catalogue.newer_label(rule));
    let guide = provenance.and_then(|provenance| guide_reference(catalogue, provenance));
    let about: Vec<String> = newer.into_iter().chain(guide).collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join("; ")) };
    Some(format!("handbook › {}{about}", page.address()))
}

/// The lines of a text that a finding speaks of, so that a long file is not looked at again for each finding.
struct Window<'a> {
    text: &'a str,
    start: usize,
    first_line: usize,
}

impl<'a> Window<'a> {
    fn around(text: &'a str, found: &Finding) -> Self {
        let same_file = found.related.iter().filter(|related| related.place.file == found.place.file);
        let spans = same_file.map(|related| related.place.span);
        let whole = spans.fold(found.place.span, Span::to);
        let start = whole.start.min(text.len());
        let start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end = whole.end.clamp(start, text.len());
        let end = text.get(end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| end + at);
        let (first_line, _) = LineIndex::new(text.get(..start).unwrap_or_default()).line_and_column(start);
        Self { text: text.get(start..end).unwrap_or_default(), start, first_line }
    }

    /// The text as it is shown: the carriage returns of Windows' line ends are blanks, so that offsets stay the same.
    fn shown(&self) -> Cow<'a, str> {
        if self.text.contains('\r') { Cow::Owned(self.text.replace('\r', " ")) } else { Cow::Borrowed(self.text) }
    }

    /// A span as a range of the window; only its first line, since a whole table underlined shows nothing.
    fn range(&self, span: Span) -> Range<usize> {
        let start = span.start.saturating_sub(self.start).min(self.text.len());
        let end = span.end.saturating_sub(self.start).clamp(start, self.text.len());
        let line = self.text.get(start..end).unwrap_or_default();
        let first = line.lines().next().unwrap_or_default().trim_end();
        start..start + first.len()
    }
}

/// A help text broken between words, so that it stays beside its mark.
fn wrapped(text: &str, width: usize) -> String {
    /// What stands to the left of a help text: the gutter, the mark and the word.
    const LEFT: usize = 16;
    textwrap::fill(text, width.saturating_sub(LEFT).max(40))
}
