//! A rule as its page shows it, and the list of all rules.

use serde::Serialize;
use sp_plan_engine::calculators::DERIVED;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::finding::{Page, Severity};
use sp_plan_engine::mention;
use sp_plan_engine::rule;
use sp_plan_engine::wording::Wording;

use super::plan_text::plan_text;
use super::{Link, Model, Note, Piece, Provenance, capitalised, condition, due_words, figures};

/// A rule in a list.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    link: Link,
    severity: &'static str,
    action: String,
    /// The year of the guide, when the rule is newer.
    newer_than: Option<String>,
}

/// The rules of one severity.
#[derive(Debug, Serialize)]
struct Weight {
    id: &'static str,
    title: &'static str,
    meaning: &'static str,
    rules: Vec<Entry>,
}

/// All rules, the weightiest first.
#[derive(Debug, Serialize)]
pub(crate) struct Rules {
    weights: Vec<Weight>,
}

/// A rule.
#[derive(Debug, Serialize)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) title: String,
    why: String,
    severity: &'static str,
    severity_title: &'static str,
    severity_meaning: &'static str,
    due: Option<&'static str>,
    ingredients: Vec<Link>,
    looks_at: Vec<Link>,
    /// The derived values and parameters that it names.
    reckons_with: Vec<Link>,
    /// The table whose rows it is about.
    each: Option<Link>,
    /// When it applies and what should hold, in words with links and as it is written.
    when_words: Vec<Piece>,
    when: Option<String>,
    holds_words: Vec<Piece>,
    holds: String,
    /// What a rule about words looks for; then nothing has to hold.
    mentions: Option<Mentions>,
    /// How a rule is marked that is newer than the guide, such as `Since 2017, as read in July 2026`.
    newer: Option<String>,
    /// Where it holds and from when, when that is not everywhere and always.
    reach: Option<String>,
    /// The dated notes that it stands on.
    notes: Vec<Note>,
    /// The criteria that say nothing when it does, since it says the same more exactly.
    covers: Vec<Link>,
    says: Vec<Piece>,
    help: Vec<Piece>,
    action: String,
    examples: Vec<Example>,
    provenance: Provenance,
}

/// What a rule about words looks for, in words.
#[derive(Debug, Serialize)]
struct Mentions {
    sought: String,
    beside: String,
    unless: String,
}

#[derive(Debug, Serialize)]
struct Example {
    passes: bool,
    plan: String,
}

/// Title and meaning of a severity.
fn weight(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => (
            "Errors",
            "The plan contradicts itself or leaves out something essential. An error holds back the verdict of each ingredient that the rule belongs to.",
        ),
        Severity::Warning => {
            ("Warnings", "A risk that the steering group should know about. It may accept the risk, and say why.")
        }
        Severity::Advice => ("Advice", "Something that would make the plan better. Advice never holds a verdict back."),
    }
}

/// The questions that a rule looks at, each once, in the order of its text.
pub(crate) fn questions(rule: &rule::Rule) -> Vec<usize> {
    let at = match rule.at {
        rule::At::Question(question) => Some(question),
        rule::At::Column { table, .. } => Some(table),
        rule::At::Words => None,
    };
    let mut found: Vec<usize> = Vec::new();
    let named = rule.when.iter().flat_map(sp_plan_engine::expression::Expression::questions);
    for question in rule.each.into_iter().chain(named).chain(rule.holds.questions()).chain(at) {
        if !found.contains(&question) {
            found.push(question);
        }
    }
    found
}

impl Entry {
    /// A rule in a list.
    pub(crate) fn new(model: &Model<'_>, rule: &rule::Rule) -> Self {
        Self {
            link: Link::new(Page::Rule(rule.id.clone()).address(), &rule.title),
            severity: rule.severity.word(),
            action: rule.action.clone(),
            newer_than: rule.is_newer_than_the_guide().then(|| model.catalogue.handbook.guide_year.clone()),
        }
    }
}

impl Rules {
    /// The view of all rules.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        let weights = [Severity::Error, Severity::Warning, Severity::Advice]
            .into_iter()
            .map(|severity| {
                let (title, meaning) = weight(severity);
                let rules = model.catalogue.rules.iter().filter(|rule| rule.severity == severity);
                Weight {
                    id: severity.word(),
                    title,
                    meaning,
                    rules: rules.map(|rule| Entry::new(model, rule)).collect(),
                }
            })
            .filter(|weight| !weight.rules.is_empty())
            .collect();
        Self { weights }
    }

    /// The headings of the page, for the list of contents.
    pub(crate) fn contents(&self) -> Vec<Link> {
        self.weights.iter().map(|weight| Link::new(format!("#{}", weight.id), weight.title)).collect()
    }
}

impl Rule {
    /// The view of a rule.
    pub(crate) fn new(model: &Model<'_>, rule: &rule::Rule) -> Self {
        let (severity_title, severity_meaning) = weight(rule.severity);
        let title_of = |id: &str| {
            model.catalogue.ingredients.iter().find(|ingredient| ingredient.id == id).map(|found| found.title.clone())
        };
        Self {
            id: rule.id.clone(),
            title: rule.title.clone(),
            why: rule.why.clone(),
            severity: rule.severity.word(),
            severity_title: match rule.severity {
                Severity::Error => "Error",
                Severity::Warning => "Warning",
                Severity::Advice => severity_title,
            },
            severity_meaning,
            due: due_words(rule.stage),
            ingredients: rule
                .ingredients
                .iter()
                .filter_map(|id| Some(Link::new(format!("ingredients.html#{}", id.text), title_of(&id.text)?)))
                .collect(),
            looks_at: questions(rule).iter().map(|&at| model.question_link(at)).collect(),
            reckons_with: reckons_with(model, rule),
            each: rule.each.map(|at| model.question_link(at)),
            when_words: rule.when.as_ref().map(|when| condition::in_words(model, when)).unwrap_or_default(),
            when: rule.when_text.as_ref().map(|text| text.trim().to_owned()),
            holds_words: condition::in_words(model, &rule.holds),
            holds: rule.holds_text.trim().to_owned(),
            mentions: rule.mentions.as_ref().map(Mentions::new),
            newer: model.catalogue.newer_label(rule).map(|label| capitalised(&label)),
            reach: rule.newer.reach_in_words(),
            notes: model.catalogue.notes_behind(rule).into_iter().map(Note::new).collect(),
            covers: rule.covers.iter().filter_map(|id| criterion_link(model.catalogue, &id.text)).collect(),
            says: pieces(model.catalogue, &rule.says, rule.each),
            help: pieces(model.catalogue, &rule.help, rule.each),
            action: rule.action.clone(),
            examples: rule
                .examples
                .iter()
                .map(|example| Example { passes: example.passes, plan: plan_text(&example.answers, example.span) })
                .collect(),
            provenance: Provenance::new(model, &rule.provenance),
        }
    }
}

impl Mentions {
    fn new(mentions: &mention::Mentions) -> Self {
        Self {
            sought: mentions.sought_in_words(),
            beside: mentions.beside_in_words(),
            unless: mention::quoted(&mentions.unless),
        }
    }
}

/// Links to the derived values and the parameters that a rule names.
fn reckons_with(model: &Model<'_>, rule: &rule::Rule) -> Vec<Link> {
    let (derived, parameters) = figures::figures_of(rule);
    let records = model.catalogue.questions.parameters();
    let derived = derived.into_iter().filter_map(|at| DERIVED.get(at)).map(figures::derived_link);
    let parameters = parameters.into_iter().filter_map(|at| records.get(at));
    derived.chain(parameters.map(|one| Link::new(figures::parameter_address(&one.id), &one.label))).collect()
}

fn criterion_link(catalogue: &Catalogue, id: &str) -> Option<Link> {
    let (_, criterion) = catalogue.criterion(id)?;
    Some(Link::new(Page::Criterion(criterion.id.clone()).address(), &criterion.asks))
}

/// A message with the labels of the answers that it names, where a plan's own words will stand.
fn pieces(catalogue: &Catalogue, wording: &Wording, row: Option<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = wording.text.trim();
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        if !before.is_empty() {
            pieces.push(Piece::words(before));
        }
        let text = label(catalogue, name.trim(), row);
        pieces.push(Piece { text, address: None, filled_in: true });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::words(rest));
    }
    pieces
}

fn label(catalogue: &Catalogue, name: &str, row: Option<usize>) -> String {
    let of_question = || catalogue.questions.find(name).map(|at| catalogue.question(at).label.clone());
    let of_column = || {
        let id = name.strip_prefix("row.")?;
        let columns = catalogue.question(row?).answer.columns();
        columns.iter().find(|column| column.id == id).map(|column| column.label.clone())
    };
    let of_result = || match name {
        "missing" => Some("what is missing".to_owned()),
        "words" => Some("the words found".to_owned()),
        "note" => Some("what has changed, with its source".to_owned()),
        _ => None,
    };
    of_question().or_else(of_column).or_else(of_result).unwrap_or_else(|| name.to_owned())
}
