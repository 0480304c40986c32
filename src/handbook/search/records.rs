//! The records of the catalogue as entries: what each is called, what else it is called, and what it says.

use sp_plan_engine::answer_type::{AnswerOption, AnswerType};
use sp_plan_engine::checklist::Question;
use sp_plan_engine::finding::Page;
use sp_plan_engine::mention::quoted;
use sp_plan_engine::message::Fault;
use sp_plan_engine::record;

use super::{Entry, Kind, plain};
use crate::handbook::view::Model;
use crate::handbook::view::reference::short_name;

/// All records that stand somewhere in the handbook, in the order of the catalogue.
pub(super) fn entries(model: &Model<'_>) -> Vec<Entry> {
    let catalogue = model.catalogue;
    let mut entries: Vec<Entry> = catalogue.terms.iter().map(term).collect();
    let questions = catalogue.checklists.iter().flat_map(sp_plan_engine::checklist::Checklist::questions);
    entries.extend(questions.map(|at| {
        let question = catalogue.question(at);
        Entry {
            text: plain(&format!("{} {}", said_of(question), said_by(catalogue.notes_named(&question.notes)))),
            also: vec![plain(&question.label)],
            ..entry(Kind::Question, &Page::Question(question.path.clone()).address(), &question.ask)
        }
    }));
    for ingredient in &catalogue.ingredients {
        entries.push(Entry {
            text: plain(&format!("{} {}", ingredient.summary, ingredient.why)),
            ..entry(Kind::Ingredient, &format!("ingredients.html#{}", ingredient.id), &ingredient.title)
        });
        entries.extend(ingredient.criteria.iter().map(|criterion| Entry {
            text: plain(&criterion.help),
            also: vec![plain(&criterion.action)],
            ..entry(Kind::Criterion, &Page::Criterion(criterion.id.clone()).address(), &criterion.asks)
        }));
    }
    entries.extend(catalogue.rules.iter().map(|rule| Entry {
        text: plain(&format!("{} {}", rule.why, said_by(catalogue.notes_behind(rule)))),
        also: vec![plain(&rule.action)],
        ..entry(Kind::Rule, &Page::Rule(rule.id.clone()).address(), &rule.title)
    }));
    entries.extend(catalogue.sources.iter().map(source));
    entries.extend(Fault::all().map(|fault| Entry {
        text: plain(fault.explanation()),
        also: vec![fault.id().to_owned()],
        ..entry(Kind::Message, &Page::Message(fault.id()).address(), fault.title())
    }));
    entries
}

/// An entry with its place and its title, and nothing else yet.
fn entry(kind: Kind, address: &str, title: &str) -> Entry {
    let (page, anchor) = address.split_once('#').unwrap_or((address, ""));
    Entry {
        kind,
        page: page.to_owned(),
        anchor: anchor.to_owned(),
        title: plain(title),
        text: String::new(),
        also: Vec::new(),
    }
}

fn term(term: &record::Term) -> Entry {
    Entry {
        text: plain(&format!("{} {}", term.means, term.easy_read)),
        also: term.names().skip(1).map(plain).collect(),
        ..entry(Kind::Term, &format!("glossary.html#{}", term.id), &term.term)
    }
}

/// What a question's page says of it, with the words that it gives to choose from.
fn said_of(question: &Question) -> String {
    let mut text = question.why.clone();
    let mut add = |words: String| {
        text.push(' ');
        text.push_str(&words);
    };
    if let Some(hint) = &question.hint {
        add(hint.clone());
    }
    match &question.answer {
        AnswerType::Choice(options) | AnswerType::Choices(options) => add(labels(options)),
        AnswerType::Table(columns) => {
            add(list(columns.iter().map(|column| column.label.as_str())));
            // The words to choose from in a cell are what people look for: insurance, instrument, legal form.
            for column in columns.iter().filter(|column| !column.answer.options().is_empty()) {
                add(format!("{}: {}", column.label, labels(column.answer.options())));
            }
        }
        _ => {}
    }
    if !question.evidence.is_empty() {
        add(format!("Evidence: {}", list(question.evidence.iter().map(String::as_str))));
    }
    text
}

/// What dated notes say, with the terms that no longer hold: people look for what they still call a thing.
fn said_by<'a>(notes: impl IntoIterator<Item = &'a record::Note>) -> String {
    let say = |note: &record::Note| match note.replaces.as_slice() {
        [] => note.says.clone(),
        replaced => format!("{} No longer holds: {}.", note.says, quoted(replaced)),
    };
    notes.into_iter().map(say).collect::<Vec<_>>().join(" ")
}

fn labels(options: &[AnswerOption]) -> String {
    list(options.iter().map(|option| option.label.as_str()))
}

/// A list as a sentence.
fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("{}.", words.collect::<Vec<_>>().join("; "))
}

fn source(source: &record::Source) -> Entry {
    let authors = (!source.authors.is_empty()).then(|| source.authors.join(", "));
    let said = [authors, source.publisher.clone(), source.about.clone()];
    let sentences = said.into_iter().flatten().map(|part| format!("{}.", part.trim_end_matches('.')));
    Entry {
        text: plain(&sentences.collect::<Vec<_>>().join(" ")),
        also: vec![short_name(source)],
        ..entry(Kind::Source, &format!("references.html#{}", source.id), &source.title)
    }
}
