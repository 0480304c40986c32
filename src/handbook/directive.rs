//! Directives: the parts of the handbook's data that a chapter can show.
//!
//! | directive | what stands in its place |
//! |---|---|
//! | `{{#guide ID ID ...}}` | where in the guide the section comes from |
//! | `{{#added WORDS}}` | why the section is here although the guide does not have it |
//! | `{{#fact ID ID ...}}` | facts, each under a third-level heading |
//! | `{{#facts TOPIC}}` | the facts of a topic that no chapter has taken in, under a heading of their own |
//! | `{{#notes ID ID ...}}` | dated notes of what has changed since the guide |
//! | `{{#questions PATH PATH ...}}` | links to questions, or to groups of them |
//! | `{{#components}}` | the three components of a scheme as a figure |
//! | `{{#outcomes}}` | the outcomes that the guide names, by category, as a figure |
//! | `{{#named_schemes}}` | the schemes that the guide names, side by side and one by one |
//! | `{{#form ID}}` | a form to be filled in by pen or on screen |
//! | `{{#decision_aid ID}}` | a decision aid: numbered steps, lettered outcomes |
//! | `{{#checklist ID}}` | the form of a checklist |
//! | `{{#ingredient_figure ID ...}}` | the ingredients as a drawing and a list; those named are not in the guide's own figure |
//! | `{{#ingredients}}` | the essential ingredients with their criteria and rules |
//! | `{{#glossary}}` | the glossary |
//! | `{{#rules}}` | the list of rules |
//! | `{{#references}}` | sources and resources |
//! | `{{#messages}}` | the messages of reading |
//! | `{{#search}}` | the search and its results |
//! | `{{#durations FACT FACT ...}}` | facts with a time as a figure of steps that follow one another |
//! | `{{#claims}}` | claims with what each rests on and what newer work says |
//! | `{{#since}}` | all dated notes, by theme and nation |
//! | `{{#figures}}` | parameters, derived values and gates |
//! | `{{#traceability}}` | the parts of the ledger, each with a page of its own |
//! | `{{#accessibility}}` | the accessibility statement |
//! | `{{#plan}}` | a plan in hand: open it, save it, read its answers through |
//! | `{{#results}}` | what the check of the plan in hand gives |

use anyhow::{anyhow, bail};
use minijinja::value::Value;
use serde::Serialize;
use sp_plan_engine::record::{self, TOPICS};
use sp_plan_engine::suggestion::nearest;

use super::chapter::{Directive, Draft, DraftPart};
use super::search;
use super::view::accessibility::Statement;
use super::view::checklist::Checklist;
use super::view::claim::Claims;
use super::view::decision_aid::DecisionAid;
use super::view::duration::Durations;
use super::view::fact::{self, Fact};
use super::view::figures::Figures;
use super::view::form::Form;
use super::view::glossary::Glossary;
use super::view::ingredient::Ingredients;
use super::view::ingredient_figure::IngredientFigure;
use super::view::named_scheme::NamedSchemes;
use super::view::note::Note;
use super::view::outcome::Outcomes;
use super::view::provenance::Provenance;
use super::view::reference::{Messages, References};
use super::view::rule::Rules;
use super::view::since::Since;
use super::view::{Link, Model, traceability};
use super::workbench;
use sp_plan_report::templates::Templates;

/// The directives that may stand in any chapter.
const ANYWHERE: &[&str] = &[
    "guide",
    "added",
    "fact",
    "facts",
    "notes",
    "questions",
    "components",
    "outcomes",
    "named_schemes",
    "form",
    "decision_aid",
    "durations",
    "checklist",
    "ingredient_figure",
];

/// The directives that fill a page of their own, each with its address: findings and links look for them there.
pub(super) const PAGES: &[(&str, &str)] = &[
    ("ingredients", "ingredients.html"),
    ("glossary", "glossary.html"),
    ("rules", "rules/index.html"),
    ("references", "references.html"),
    ("messages", "messages.html"),
    ("search", search::PAGE),
    ("claims", "evidence.html"),
    ("since", "since_2017.html"),
    ("figures", "figures.html"),
    ("traceability", traceability::PAGE),
    ("accessibility", "accessibility.html"),
    ("plan", workbench::PLAN),
    ("results", workbench::RESULTS),
];

/// The sections of the page of the plan, as its template names them.
const PLAN_SECTIONS: &[(&str, &str)] = &[
    ("#open", "Open or begin a plan"),
    ("#sections", "Sections"),
    ("#save", "Save it and come back"),
    ("#answers", "Check your answers"),
    ("#text", "The text of the plan"),
    ("#earlier", "Earlier versions"),
    ("#kept", "What this computer keeps"),
];

/// The sections of the page of results, as its template names them.
const RESULTS_SECTIONS: &[(&str, &str)] = &[
    ("#verdict", "In short"),
    ("#ingredients", "Essential ingredients"),
    ("#next", "What to do next"),
    ("#findings", "Findings"),
    ("#calculators", "Calculators"),
    ("#timeline", "Timeline"),
    ("#changes", "What has changed"),
    ("#paper", "Committee paper"),
];

/// A chapter's body, ready for the page around it.
#[derive(Debug)]
pub(super) struct Body {
    /// Everything below the title.
    pub(super) html: String,
    /// The headings of the page.
    pub(super) contents: Vec<Link>,
}

/// What is needed to fill in directives.
pub(super) struct Parts<'a> {
    /// What the handbook says.
    pub(super) model: &'a Model<'a>,
    /// How it looks.
    pub(super) templates: &'a Templates,
    /// What the pages of the workbench show; nothing when the book has none.
    pub(super) bench: &'a Value,
}

/// What a part's template is given: its view, the way from the page to the root of the handbook, and the workbench.
#[derive(Serialize)]
pub(super) struct Given<'a, T> {
    pub(super) root: &'a str,
    pub(super) part: T,
    /// What the pages of the workbench show; nothing when the book has none.
    pub(super) bench: &'a Value,
}

/// A part as HTML, with the headings that it brings.
type Filled = (String, Vec<Link>);

impl Parts<'_> {
    /// Fills in a draft. `root` is the way from its page to the root of the handbook.
    pub(super) fn body(&self, draft: &Draft, root: &str) -> anyhow::Result<Body> {
        let mut body = Body { html: String::new(), contents: Vec::new() };
        for part in &draft.parts {
            match part {
                DraftPart::Html { html, contents } => {
                    body.html.push_str(html);
                    body.contents.extend_from_slice(contents);
                }
                DraftPart::Directive(directive) => {
                    let (html, contents) = self
                        .fill(directive, &draft.address, root)
                        .map_err(|error| anyhow!("{}:{}: {error:#}", draft.source, directive.line))?;
                    body.html.push_str(&html);
                    body.contents.extend(contents);
                }
            }
        }
        Ok(body)
    }

    /// The part that a directive names.
    fn fill(&self, directive: &Directive, address: &str, root: &str) -> anyhow::Result<Filled> {
        let model = self.model;
        let (name, rest) = directive.name_and_rest();
        if let Some((_, page)) = PAGES.iter().find(|(known, _)| *known == name) {
            no_word(name, rest)?;
            at_home(name, address, page)?;
            return self.page(name, root);
        }
        match name {
            "guide" => {
                let ids =
                    ids(name, rest, |id| model.ledger_row(id).is_some(), "row of the ledger", model.ledger_ids())?;
                self.inner("section_provenance", root, Provenance::of_rows(model, &ids))
            }
            "added" if rest.is_empty() => bail!("`added` says why the section is here, as in `{{{{#added WORDS}}}}`"),
            "added" => self.inner("section_provenance", root, Provenance::of_addition(rest)),
            "fact" => {
                let facts = self.facts(name, rest)?;
                let facts: Vec<Fact> = facts.into_iter().map(|fact| Fact::new(model, fact)).collect();
                self.inner("fact_list", root, facts)
            }
            "facts" => {
                if !TOPICS.contains(&rest) {
                    bail!("there is no topic `{rest}`; there are {}", TOPICS.join(", "));
                }
                let facts = Fact::of_topic(model, rest);
                let heading = (!facts.is_empty()).then(|| Link::new("#facts", fact::HEADING));
                Ok((self.render("facts", root, facts)?, heading.into_iter().collect()))
            }
            "durations" => match Durations::new(model, &self.facts(name, rest)?) {
                Ok(view) => self.inner(name, root, view),
                Err(id) => bail!("the fact `{id}` has no figure in weeks or months"),
            },
            "notes" => {
                let all = &model.catalogue.notes;
                let known = all.iter().map(|note| note.id.as_str());
                let found = |id: &str| all.iter().find(|note| note.id == id);
                let ids = ids(name, rest, |id| found(id).is_some(), "note", known)?;
                let notes: Vec<Note> = ids.into_iter().filter_map(found).map(Note::new).collect();
                self.inner("note_list", root, notes)
            }
            "questions" => {
                let known = model.catalogue.questions.paths().chain(model.catalogue.questions.groups());
                let paths =
                    ids(name, rest, |path| model.question_or_group(path).is_some(), "question or group", known)?;
                let links: Vec<Link> = paths.into_iter().filter_map(|path| model.question_or_group(path)).collect();
                self.inner("question_links", root, links)
            }
            "components" => no_word(name, rest).and_then(|()| self.inner(name, root, ())),
            "outcomes" => no_word(name, rest).and_then(|()| self.inner(name, root, Outcomes::new(model)?)),
            "named_schemes" => no_word(name, rest).and_then(|()| self.inner(name, root, NamedSchemes::new(model))),
            "form" => self.form(rest, root),
            "decision_aid" => self.decision_aid(rest, root),
            "checklist" => {
                let Some(view) = Checklist::new(model, rest) else {
                    let ids: Vec<&str> = model.catalogue.checklists.iter().map(|list| list.id.as_str()).collect();
                    bail!("there is no checklist `{rest}`; there are {}", ids.join(", "));
                };
                at_home(name, address, &format!("checklists/{rest}.html"))?;
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            "ingredient_figure" => {
                // Its nodes lead to sections of the same page.
                at_home(name, address, "ingredients.html")?;
                self.ingredient_figure(rest, root)
            }
            _ => {
                let names: Vec<&str> = ANYWHERE.iter().copied().chain(PAGES.iter().map(|(name, _)| *name)).collect();
                match nearest(name, names.iter().copied()) {
                    Some(word) => bail!("there is no directive `{name}`; did you mean `{word}`?"),
                    None => bail!("there is no directive `{name}`; there are {}", names.join(", ")),
                }
            }
        }
    }

    /// A part of [`PAGES`], which fills the page that it stands on.
    fn page(&self, name: &str, root: &str) -> anyhow::Result<Filled> {
        let model = self.model;
        match name {
            "ingredients" => {
                let view = Ingredients::new(model);
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            "glossary" => Ok((self.render(name, root, Glossary::new(model))?, Glossary::contents())),
            "rules" => {
                let view = Rules::new(model);
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            "references" => {
                let view = References::new(model);
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            "messages" => {
                let view = Messages::new();
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            "search" => self.inner("search_page", root, ()),
            "plan" => Ok((self.render(name, root, ())?, contents(PLAN_SECTIONS))),
            "results" => Ok((self.render(name, root, ())?, contents(RESULTS_SECTIONS))),
            "claims" => Ok((self.render(name, root, Claims::new(model))?, Claims::contents())),
            "since" => {
                let view = Since::new(model);
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            "figures" => {
                let view = Figures::new(model);
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            "traceability" => self.inner(name, root, traceability::Index::new(model)),
            "accessibility" => {
                let Some(view) = Statement::new(model) else {
                    bail!("no file of `checklists/` holds `accessibility`, of which the statement is made");
                };
                Ok((self.render(name, root, &view)?, view.contents()))
            }
            _ => bail!("nothing fills the page of `{name}`"),
        }
    }

    /// The facts that a directive names.
    fn facts(&self, name: &str, rest: &str) -> anyhow::Result<Vec<&record::Fact>> {
        let all = &self.model.catalogue.facts;
        let named = |id: &str| all.iter().find(|fact| fact.id == id);
        let known = all.iter().map(|fact| fact.id.as_str());
        Ok(ids(name, rest, |id| named(id).is_some(), "fact", known)?.into_iter().filter_map(named).collect())
    }

    /// A part without second-level headings of its own.
    fn inner(&self, name: &str, root: &str, view: impl Serialize) -> anyhow::Result<Filled> {
        Ok((self.render(name, root, view)?, Vec::new()))
    }

    /// A form, with the headings of its parts.
    fn form(&self, id: &str, root: &str) -> anyhow::Result<Filled> {
        let Some(form) = Form::new(self.model, id) else {
            let known = self.model.catalogue.forms.iter().map(|form| form.id.as_str());
            return Err(unknown("form", id, known));
        };
        Ok((self.render("form", root, &form)?, form.contents()))
    }

    fn decision_aid(&self, id: &str, root: &str) -> anyhow::Result<Filled> {
        let Some(aid) = DecisionAid::new(self.model, id) else {
            let known = self.model.catalogue.decision_aids.iter().map(|aid| aid.id.as_str());
            return Err(unknown("decision aid", id, known));
        };
        self.inner("decision_aid", root, aid)
    }

    /// The figure of the ingredients, of which `marked` are not in the guide's own.
    fn ingredient_figure(&self, marked: &str, root: &str) -> anyhow::Result<Filled> {
        let name = "ingredient_figure";
        let all = &self.model.catalogue.ingredients;
        let is_known = |id: &str| all.iter().any(|ingredient| ingredient.id == id);
        let known = all.iter().map(|ingredient| ingredient.id.as_str());
        let marked = if marked.is_empty() { Vec::new() } else { ids(name, marked, is_known, "ingredient", known)? };
        self.inner(name, root, IngredientFigure::new(self.model, &marked))
    }

    fn render(&self, name: &str, root: &str, view: impl Serialize) -> anyhow::Result<String> {
        Ok(self.templates.render(&format!("parts/{name}.html"), Given { root, part: view, bench: self.bench })?)
    }
}

/// Sections of a page as its list of contents.
fn contents(sections: &[(&str, &str)]) -> Vec<Link> {
    sections.iter().map(|(address, title)| Link::new(*address, *title)).collect()
}

/// What is said of a record that does not exist.
fn unknown<'a>(what: &str, id: &str, known: impl Iterator<Item = &'a str>) -> anyhow::Error {
    let hint = nearest(id, known).map(|word| format!("; did you mean `{word}`?")).unwrap_or_default();
    anyhow!("there is no {what} `{id}`{hint}")
}

/// The ids after a directive's name; there is at least one, and each of them is known.
fn ids<'a>(
    name: &str,
    rest: &'a str,
    is_known: impl Fn(&str) -> bool,
    what: &str,
    known: impl Iterator<Item = &'a str>,
) -> anyhow::Result<Vec<&'a str>> {
    let ids: Vec<&str> = rest.split_whitespace().collect();
    if ids.is_empty() {
        bail!("`{name}` names what it shows, as in `{{{{#{name} ID}}}}`");
    }
    match ids.iter().find(|id| !is_known(id)) {
        Some(id) => Err(unknown(what, id, known)),
        None => Ok(ids),
    }
}

/// Some directives say everything by their name.
fn no_word(name: &str, rest: &str) -> anyhow::Result<()> {
    if !rest.is_empty() {
        bail!("`{name}` takes no word after it");
    }
    Ok(())
}

/// Findings link to fixed addresses, so a part that they link to has to stand there.
fn at_home(name: &str, address: &str, page: &str) -> anyhow::Result<()> {
    if address != page {
        let chapter = page.replace(".html", ".md");
        bail!("`{name}` belongs in `{chapter}`, where findings and links look for it");
    }
    Ok(())
}
