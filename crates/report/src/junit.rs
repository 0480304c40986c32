//! `JUnit` XML, for build servers: a suite for each plan, in which every ingredient is a case, and so is every finding at
//! error level of a rule or of reading. What is lighter stands in the suite's output.
//!
//! An ingredient that is met has passed, one without answers was skipped, and any other has failed. There are no times:
//! the same plan gives the same text on any day that judges it alike.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::{Finding, Severity};
use sp_plan_engine::ingredient::Level;
use sp_plan_engine::place::{LineIndex, SourceText};
use sp_plan_engine::verdict::{CriterionVerdict, IngredientVerdict, JudgedIngredient};

use super::document::{Document, whole};
use super::portable_path;

/// The reports of several plans as one document, which ends with a line break.
///
/// # Errors
///
/// None that writing into memory can give; the XML writer may.
pub fn plans(catalogue: &Catalogue, plans: &[(SourceText, Report)]) -> io::Result<String> {
    whole(Plans::new(catalogue), plans)
}

/// The document. Its root element counts all cases, so that it is written last.
pub struct Plans<'a> {
    catalogue: &'a Catalogue,
    counts: Counts,
}

impl<'a> Plans<'a> {
    /// A document without plans.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, counts: Counts::default() }
    }
}

impl Document for Plans<'_> {
    type Part = (String, Counts);

    fn part(&self, source: &SourceText, report: &Report) -> io::Result<(String, Counts)> {
        let suite = Suite::new(self.catalogue, source, report);
        let counts = Counts::of(&suite.cases);
        // Within an element, so that the writer indents it as it stands in the document.
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        writer.create_element(ROOT).write_inner_content(|writer| suite.write(writer))?;
        let text = String::from_utf8(writer.into_inner()).map_err(io::Error::other)?;
        let inner = text.strip_prefix(&format!("<{ROOT}>")).and_then(|text| text.strip_suffix(&end()));
        Ok((inner.unwrap_or_default().to_owned(), counts))
    }

    fn add(&mut self, (text, counts): (String, Counts)) -> io::Result<String> {
        self.counts.add(&counts);
        Ok(text)
    }

    fn waits(&self) -> bool {
        true
    }

    fn head(&self) -> io::Result<String> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let mut element = BytesStart::new(ROOT);
        element.push_attribute(("name", "sp-plan check"));
        for (key, value) in self.counts.attributes() {
            element.push_attribute((key, value.as_str()));
        }
        writer.write_event(Event::Start(element))?;
        String::from_utf8(writer.into_inner()).map_err(io::Error::other)
    }

    fn foot(&self) -> io::Result<String> {
        Ok(end() + "\n")
    }
}

/// The root element.
const ROOT: &str = "testsuites";

/// How the root element ends.
fn end() -> String {
    format!("\n</{ROOT}>")
}

/// The cases of one plan.
struct Suite {
    name: String,
    cases: Vec<Case>,
    /// Every finding in short, in the order of the plan.
    output: String,
}

/// One thing that holds or does not.
struct Case {
    name: String,
    outcome: Outcome,
}

enum Outcome {
    Passed,
    Skipped { message: String },
    Failed { kind: &'static str, message: String, reasons: String },
}

impl Suite {
    fn new(catalogue: &Catalogue, source: &SourceText, report: &Report) -> Self {
        let lines = LineIndex::new(&source.text);
        let ingredients = report.ingredients.iter().map(|ingredient| Case {
            name: ingredient.title.clone(),
            outcome: of_ingredient(catalogue, &lines, report, ingredient),
        });
        // A criterion that is not met has failed under its ingredients already.
        let errors = report
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error && catalogue.criterion(&finding.id).is_none());
        let errors = errors.map(|finding| {
            let (line, column) = lines.line_and_column(finding.place.span.start);
            Case {
                name: format!("{} (line {line}, column {column})", finding.id),
                outcome: Outcome::Failed {
                    kind: finding.severity.word(),
                    message: finding.message.clone(),
                    reasons: in_full(&lines, finding),
                },
            }
        });
        Self {
            name: portable_path(&source.name),
            cases: ingredients.chain(errors).collect(),
            output: report.findings.iter().map(|finding| in_full(&lines, finding)).collect(),
        }
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let name = one_line(&self.name);
        let mut element = writer.create_element("testsuite").with_attribute(("name", name.as_str()));
        for (key, value) in Counts::of(&self.cases).attributes() {
            element = element.with_attribute((key, value.as_str()));
        }
        element.write_inner_content(|writer| {
            self.cases.iter().try_for_each(|case| case.write(writer, &name))?;
            if !self.output.is_empty() {
                writer.create_element("system-out").write_text_content(BytesText::new(&readable(&self.output)))?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

impl Case {
    fn write(&self, writer: &mut Writer<Vec<u8>>, suite: &str) -> io::Result<()> {
        let name = one_line(&self.name);
        let element = writer.create_element("testcase");
        let element = element.with_attribute(("name", name.as_str())).with_attribute(("classname", suite));
        match &self.outcome {
            Outcome::Passed => element.write_empty()?,
            Outcome::Skipped { message } => element.write_inner_content(|writer| {
                let message = one_line(message);
                writer.create_element("skipped").with_attribute(("message", message.as_str())).write_empty()?;
                Ok(())
            })?,
            Outcome::Failed { kind, message, reasons } => element.write_inner_content(|writer| {
                let message = one_line(message);
                let failure = writer.create_element("failure").with_attribute(("type", *kind));
                let failure = failure.with_attribute(("message", message.as_str()));
                failure.write_text_content(BytesText::new(&readable(reasons)))?;
                Ok(())
            })?,
        };
        Ok(())
    }
}

/// How many cases there are, and how they came out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    tests: usize,
    failures: usize,
    skipped: usize,
}

impl Counts {
    fn of(cases: &[Case]) -> Self {
        let count = |pick: fn(&Outcome) -> bool| cases.iter().filter(|case| pick(&case.outcome)).count();
        Self {
            tests: cases.len(),
            failures: count(|outcome| matches!(outcome, Outcome::Failed { .. })),
            skipped: count(|outcome| matches!(outcome, Outcome::Skipped { .. })),
        }
    }

    fn add(&mut self, other: &Self) {
        self.tests += other.tests;
        self.failures += other.failures;
        self.skipped += other.skipped;
    }

    fn attributes(self) -> [(&'static str, String); 4] {
        [
            ("tests", self.tests.to_string()),
            ("failures", self.failures.to_string()),
            ("errors", "0".to_owned()),
            ("skipped", self.skipped.to_string()),
        ]
    }
}

fn of_ingredient(
    catalogue: &Catalogue,
    lines: &LineIndex<'_>,
    report: &Report,
    ingredient: &JudgedIngredient,
) -> Outcome {
    match ingredient.verdict {
        IngredientVerdict::Met => Outcome::Passed,
        IngredientVerdict::Unanswered => {
            Outcome::Skipped { message: "Unanswered: none of its criteria has an answer".to_owned() }
        }
        verdict @ (IngredientVerdict::PartlyMet | IngredientVerdict::Missing) => {
            let (must_met, must_due) = ingredient.count(Level::Must);
            let (should_met, should_due) = ingredient.count(Level::Should);
            Outcome::Failed {
                kind: verdict.word(),
                message: format!(
                    "{}: must {must_met} of {must_due}, should {should_met} of {should_due}",
                    verdict.show()
                ),
                reasons: reasons(catalogue, lines, report, ingredient),
            }
        }
    }
}

/// What holds an ingredient back, then the findings that bear on it.
fn reasons(catalogue: &Catalogue, lines: &LineIndex<'_>, report: &Report, ingredient: &JudgedIngredient) -> String {
    let mut text = String::new();
    for criterion in ingredient.criteria.iter().filter(|criterion| criterion.due) {
        if matches!(criterion.verdict, CriterionVerdict::Met | CriterionVerdict::NotApplicable) {
            continue;
        }
        let asks = catalogue.criterion(&criterion.id).map(|(_, record)| record.asks.as_str()).unwrap_or_default();
        let (line, _) = lines.line_and_column(criterion.place.span.start);
        let (level, verdict) = (criterion.level.word(), criterion.verdict.word());
        text.push_str(&format!("{level}, {verdict} (line {line}): {asks} [{}]\n", criterion.id));
    }
    for id in &ingredient.failing_rules {
        let title = catalogue.rule(id).map(|rule| rule.title.as_str()).unwrap_or_default();
        text.push_str(&format!("rule fails: {title} [{id}]\n"));
    }
    let bearing = report.findings.iter().filter(|finding| finding.ingredients.contains(&ingredient.id));
    text.extend(bearing.map(|finding| in_full(lines, finding)));
    text
}

/// A finding with its place and its help.
fn in_full(lines: &LineIndex<'_>, finding: &Finding) -> String {
    let (line, column) = lines.line_and_column(finding.place.span.start);
    let help = finding.help.as_ref().map(|help| format!("  help: {help}\n")).unwrap_or_default();
    format!("{line}:{column}: {}[{}]: {}\n{help}", finding.severity.word(), finding.id, finding.message)
}

/// An attribute: XML readers turn its line breaks into blanks, so that they are blanks from the start.
fn one_line(text: &str) -> String {
    readable(text).replace(['\r', '\n', '\t'], " ")
}

/// A text without the characters that XML cannot hold even when escaped; a replacement mark shows where they stood.
fn readable(text: &str) -> String {
    let impossible = |character: char| {
        (character.is_ascii_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{7f}'))
            || matches!(character, '\u{fffe}' | '\u{ffff}')
    };
    text.replace(impossible, "\u{fffd}")
}
