//! What `sp-plan explain` shows of a rule, a criterion, an ingredient, a question, a message, a term, a parameter or a
//! derived value.

use sp_plan_engine::blank::how_to_answer;
use sp_plan_engine::calculators::{DERIVED, Derived, derived_names, find_derived};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::checklist::Question;
use sp_plan_engine::ingredient::{Criterion, Ingredient, Test};
use sp_plan_engine::mention::quoted;
use sp_plan_engine::message::Fault;
use sp_plan_engine::parameter::Parameter;
use sp_plan_engine::record::{Note, Term, nation_name, nations_in_words};
use sp_plan_engine::rule::{Example, Rule};
use sp_plan_engine::suggestion::nearest;
use sp_plan_engine::value::{show_month, write_inline};
use sp_plan_engine::verdict::FORMULA;

use super::guide_reference;

/// The explanation of what an id or a path names.
///
/// # Errors
///
/// The nearest name, if one is near, when it names nothing.
pub fn explain(catalogue: &Catalogue, id: &str) -> Result<String, Option<String>> {
    let id = id.trim();
    if let Some(rule) = catalogue.rule(id) {
        return Ok(explain_rule(catalogue, rule));
    }
    if let Some((ingredient, criterion)) = catalogue.criterion(id) {
        return Ok(explain_criterion(catalogue, ingredient, criterion));
    }
    if let Some(ingredient) = catalogue.ingredients.iter().find(|ingredient| ingredient.id == id) {
        return Ok(explain_ingredient(catalogue, ingredient));
    }
    if let Some(question) = catalogue.questions.all().iter().find(|question| question.path == id) {
        return Ok(explain_question(catalogue, question));
    }
    if let Some(fault) = Fault::from_id(id) {
        return Ok(explain_fault(fault));
    }
    if let Some(derived) = find_derived(id).and_then(|at| DERIVED.get(at)) {
        return Ok(explain_derived(catalogue, *derived));
    }
    let parameters = catalogue.questions.parameters();
    let parameter = id.strip_prefix("parameter.").unwrap_or(id);
    if let Some(parameter) = parameters.iter().find(|candidate| candidate.id == parameter) {
        return Ok(explain_parameter(catalogue, parameter));
    }
    let lower = id.to_lowercase();
    let named = |term: &&Term| term.id == id || term.names().any(|name| name.to_lowercase() == lower);
    if let Some(term) = catalogue.terms.iter().find(named) {
        return Ok(explain_term(catalogue, term));
    }
    // The last part of a path is what people remember; when it is the only one, it is meant.
    let questions = catalogue.questions.all();
    let mut ending =
        questions.iter().filter(|question| question.id == id || question.path.ends_with(&format!(".{id}")));
    match (ending.next(), ending.next()) {
        (Some(question), None) => Ok(explain_question(catalogue, question)),
        (Some(question), Some(_)) => Err(Some(question.path.clone())),
        _ => Err(nearest(id, names(catalogue)).map(str::to_owned)),
    }
}

/// Everything that can be explained.
fn names<'a>(catalogue: &'a Catalogue) -> impl Iterator<Item = &'a str> {
    let rules = catalogue.rules.iter().map(|rule| rule.id.as_str());
    let ingredients = catalogue.ingredients.iter().flat_map(|ingredient| {
        std::iter::once(ingredient.id.as_str()).chain(ingredient.criteria.iter().map(|criterion| criterion.id.as_str()))
    });
    let terms = catalogue.terms.iter().flat_map(|term| std::iter::once(term.id.as_str()).chain(term.names()));
    let questions =
        catalogue.questions.all().iter().flat_map(|question| [question.path.as_str(), question.id.as_str()]);
    let parameters = catalogue.questions.parameters().iter().map(|parameter| parameter.id.as_str());
    let figures = parameters.chain(derived_names().map(|name| -> &'a str { name }));
    rules
        .chain(ingredients)
        .chain(questions)
        .chain(figures)
        .chain(terms)
        .chain(Fault::all().map(|fault| -> &'a str { fault.id() }))
}

/// A text under construction: a title, then labelled paragraphs.
struct Sheet(String);

impl Sheet {
    fn new(kind: &str, id: &str, title: &str) -> Self {
        Self(format!("{title}\n{kind} {id}\n"))
    }

    fn say(&mut self, label: &str, text: &str) {
        if !text.trim().is_empty() {
            self.0.push_str(&format!("\n{label}\n{}\n", indented(text)));
        }
    }
}

fn indented(text: &str) -> String {
    text.trim().lines().map(|line| format!("  {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn explain_rule(catalogue: &Catalogue, rule: &Rule) -> String {
    let mut sheet = Sheet::new("rule", &rule.id, &rule.title);
    sheet.say("Severity", rule.severity.word());
    sheet.say("Why", &rule.why);
    if let Some(table) = rule.each {
        sheet.say("For each row of", &catalogue.question(table).path);
    }
    sheet.say("Newer than the guide", &catalogue.newer_label(rule).unwrap_or_default());
    sheet.say("Where and from when", &rule.newer.reach_in_words().unwrap_or_default());
    sheet.say("When", rule.when_text.as_deref().unwrap_or("always"));
    sheet.say("Holds", &rule.holds_text);
    if let Some(mentions) = &rule.mentions {
        sheet.say("Looks in the plan's own words for", &mentions.sought_in_words());
        sheet.say("Counts only beside", &mentions.beside_in_words());
        sheet.say("Does not count with", &quoted(&mentions.unless));
    }
    sheet.say("Says", &rule.says.text);
    sheet.say("What to do", &rule.help.text);
    sheet.say("Bears on", &rule.ingredients.iter().map(|id| id.text.as_str()).collect::<Vec<_>>().join(", "));
    for example in &rule.examples {
        let label = if example.passes { "A plan that passes" } else { "A plan that fails" };
        sheet.say(label, &example_text(example));
    }
    sheet.say("What has changed", &notes_text(catalogue.notes_behind(rule)));
    let added = || rule.provenance.added.clone();
    sheet.say("Source", &guide_reference(catalogue, &rule.provenance).or_else(added).unwrap_or_default());
    sheet.0
}

/// Dated notes, each with where it holds, what it replaces, and where it was read.
fn notes_text<'a>(notes: impl IntoIterator<Item = &'a Note>) -> String {
    let mut text = String::new();
    for note in notes {
        text.push_str(&format!("{} For {}.\n", note.says, nations_in_words(&note.nations)));
        if !note.replaces.is_empty() {
            text.push_str(&format!("  No longer holds: {}\n", quoted(&note.replaces)));
        }
        for source in &note.sources {
            text.push_str(&format!("  {}, read in {}: {}\n", source.title, show_month(&source.read), source.address));
        }
    }
    text
}

fn example_text(example: &Example) -> String {
    example.answers.entries.iter().map(|entry| format!("{}: {}\n", entry.key, write_inline(&entry.value))).collect()
}

fn explain_criterion(catalogue: &Catalogue, ingredient: &Ingredient, criterion: &Criterion) -> String {
    let mut sheet = Sheet::new("criterion", &criterion.id, &criterion.asks);
    sheet.say("Of", &format!("{} ({})", ingredient.title, criterion.level.word()));
    sheet.say("Due from", &format!("the {} stage", criterion.stage.word()));
    let question = catalogue.question(criterion.at);
    sheet.say("Looks at", &format!("{}\n{}", question.path, question.ask));
    if let Test::Expects { expectation, .. } = &criterion.test {
        sheet.say("Expects", &expectation.show(&question.answer));
    }
    sheet.say("What to do", &criterion.help);
    sheet.say("Source", &guide_reference(catalogue, &criterion.provenance).unwrap_or_default());
    sheet.0
}

fn explain_ingredient(catalogue: &Catalogue, ingredient: &Ingredient) -> String {
    let mut sheet = Sheet::new("ingredient", &ingredient.id, &ingredient.title);
    sheet.say("What it is", &ingredient.summary);
    sheet.say("Why", &ingredient.why);
    let criteria: Vec<String> = ingredient
        .criteria
        .iter()
        .map(|criterion| format!("{:<6}  {}  ({})", criterion.level.word(), criterion.asks, criterion.id))
        .collect();
    sheet.say("Criteria", &criteria.join("\n"));
    let bears = |rule: &&Rule| rule.ingredients.iter().any(|id| id.text == ingredient.id);
    let rules: Vec<String> = catalogue
        .rules
        .iter()
        .filter(bears)
        .map(|rule| format!("{:<7}  {}  ({})", rule.severity.word(), rule.title, rule.id))
        .collect();
    sheet.say("Rules", &rules.join("\n"));
    sheet.say("How its verdict is made", FORMULA);
    sheet.say("Source", &guide_reference(catalogue, &ingredient.provenance).unwrap_or_default());
    sheet.0
}

fn explain_question(catalogue: &Catalogue, question: &Question) -> String {
    let mut sheet = Sheet::new("question", &question.path, &question.label);
    sheet.say("Asks", &question.ask);
    sheet.say("Answer", &how_to_answer(&question.answer));
    let options = question.answer.options().iter().map(|option| format!("{}: {}", option.id, option.label));
    sheet.say("Options", &options.collect::<Vec<_>>().join("\n"));
    let columns = question
        .answer
        .columns()
        .iter()
        .map(|column| format!("{}: {} ({})", column.id, column.ask, how_to_answer(&column.answer)));
    sheet.say("Columns", &columns.collect::<Vec<_>>().join("\n"));
    sheet.say("Hint", question.hint.as_deref().unwrap_or_default());
    sheet.say("Why", &question.why);
    sheet.say("Example", &question.example.as_ref().map(write_inline).unwrap_or_default());
    sheet.say("Typical evidence", &question.evidence.join("\n"));
    let condition = catalogue.questions.find(&question.path).and_then(|at| catalogue.condition_in_words(at));
    sheet.say("Asked only when", &condition.unwrap_or_default());
    sheet.say("Due from", &format!("the {} stage", question.stage.word()));
    if !question.can_be_excepted {
        sheet.say("Setting it aside", "Every scheme has to answer this question.");
    }
    sheet.say("What has changed", &notes_text(catalogue.notes_named(&question.notes)));
    let source = guide_reference(catalogue, &question.provenance).or_else(|| question.provenance.added.clone());
    sheet.say("Source", &source.unwrap_or_default());
    sheet.0
}

fn explain_fault(fault: Fault) -> String {
    let mut sheet = Sheet::new("message", fault.id(), fault.title());
    sheet.say("Severity", fault.severity().word());
    sheet.say("What to do", fault.explanation());
    sheet.0
}

fn explain_term(catalogue: &Catalogue, term: &Term) -> String {
    let mut sheet = Sheet::new("term", &term.id, &term.term);
    sheet.say("Means", &term.means);
    sheet.say("In easy words", &term.easy_read);
    sheet.say("In short", &term.short.join(", "));
    sheet.say("Also called", &term.also.join(", "));
    let called: Vec<String> =
        term.called.iter().map(|called| format!("{}: {}", nation_name(&called.nation), called.name)).collect();
    sheet.say("In single nations", &called.join("\n"));
    for note in catalogue.notes_named(&term.notes) {
        sheet.say("Since the guide", &note.with_source());
    }
    let related: Vec<&str> = term
        .related
        .iter()
        .filter_map(|id| catalogue.terms.iter().find(|term| term.id == id.text))
        .map(|term| term.term.as_str())
        .collect();
    sheet.say("See also", &related.join(", "));
    sheet.say(
        "Source",
        &guide_reference(catalogue, &term.provenance).or_else(|| term.provenance.added.clone()).unwrap_or_default(),
    );
    sheet.0
}

fn explain_derived(catalogue: &Catalogue, derived: Derived) -> String {
    let mut sheet = Sheet::new("derived value", derived.name, derived.label);
    sheet.say("How it is worked out", derived.means);
    sheet.say("Unit", derived.kind.unit());
    let at = find_derived(derived.name);
    let reads = |rule: &&Rule| {
        at.is_some_and(|at| {
            rule.holds.reads_derived(at) || rule.when.as_ref().is_some_and(|when| when.reads_derived(at))
        })
    };
    let rules: Vec<&str> = catalogue.rules.iter().filter(reads).map(|rule| rule.id.as_str()).collect();
    sheet.say("Rules that look at it", &rules.join("\n"));
    sheet.0
}

fn explain_parameter(catalogue: &Catalogue, parameter: &Parameter) -> String {
    let mut sheet = Sheet::new("parameter", &parameter.id, &parameter.label);
    sheet.say("Value", &format!("{} ({})", parameter.show_with_unit(), parameter.basis.show()));
    sheet.say("Why this value", &parameter.why);
    let set_by = parameter.set_by.map(|question| catalogue.question(question).path.as_str());
    sheet.say("A plan sets its own with", set_by.unwrap_or_default());
    for note in catalogue.notes.iter().filter(|note| parameter.notes.iter().any(|id| id.text == note.id)) {
        sheet.say("It rests on", &note.says);
    }
    sheet.say("Source", &guide_reference(catalogue, &parameter.provenance).unwrap_or_default());
    sheet.0
}
