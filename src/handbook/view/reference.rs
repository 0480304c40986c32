//! Sources, named resources, and the messages of reading.

use serde::Serialize;
use sp_plan_engine::message::Fault;
use sp_plan_engine::reader::Spanned;
use sp_plan_engine::reader::is_web_address;
use sp_plan_engine::record;

use super::{Link, Model, Provenance, claim};

/// Everything that the handbook refers to.
#[derive(Debug, Serialize)]
pub(crate) struct References {
    groups: Vec<Group>,
}

/// Sources of one kind.
#[derive(Debug, Serialize)]
struct Group {
    id: &'static str,
    title: &'static str,
    sources: Vec<Source>,
}

/// The kinds of sources: the word of the record, then id and title of their section. What statements rest on comes
/// first, then resources to use.
const KINDS: &[(&str, &str, &str)] = &[
    ("paper", "papers", "Papers"),
    ("report", "reports", "Reports and guides"),
    ("policy", "policy", "Policy and law"),
    ("web_page", "web-pages", "Web pages"),
    ("resource", "resources", "Resources that the guide recommends"),
];

#[derive(Debug, Serialize)]
struct Source {
    id: String,
    authors: Option<String>,
    year: Option<String>,
    title: String,
    publisher: Option<String>,
    /// What the guide printed as the address.
    address: Option<String>,
    /// Whether the address can be followed.
    is_web: bool,
    about: Option<String>,
    /// What of this handbook names it.
    named_by: Vec<Link>,
    provenance: Provenance,
}

/// The messages of reading.
#[derive(Debug, Serialize)]
pub(crate) struct Messages {
    messages: Vec<Message>,
}

#[derive(Debug, Serialize)]
struct Message {
    id: &'static str,
    severity: &'static str,
    title: &'static str,
    explanation: &'static str,
}

impl References {
    /// The view of all sources by kind, each kind by author.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        let mut all: Vec<&record::Source> = model.catalogue.sources.iter().collect();
        all.sort_by_cached_key(|source| {
            let author = source.authors.first().unwrap_or(&source.title).to_lowercase();
            (author, source.year.clone(), source.title.to_lowercase(), source.id.clone())
        });
        let of_kind = |kind: &str| -> Vec<Source> {
            all.iter().filter(|source| source.kind == kind).map(|source| Source::new(model, source)).collect()
        };
        let groups = KINDS.iter().map(|&(kind, id, title)| Group { id, title, sources: of_kind(kind) });
        Self { groups: groups.filter(|group| !group.sources.is_empty()).collect() }
    }

    /// The headings of the page, for the list of contents.
    pub(crate) fn contents(&self) -> Vec<Link> {
        self.groups.iter().map(|group| Link::new(format!("#{}", group.id), group.title)).collect()
    }
}

impl Source {
    fn new(model: &Model<'_>, source: &record::Source) -> Self {
        let is_web = source.address.as_deref().is_some_and(is_web_address);
        Self {
            id: source.id.clone(),
            authors: (!source.authors.is_empty()).then(|| source.authors.join(", ")),
            year: source.year.clone(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            address: source.address.clone(),
            is_web,
            about: source.about.clone(),
            named_by: named_by(model, &source.id),
            provenance: Provenance::new(model, &source.provenance),
        }
    }
}

/// The facts, claims, named schemes and terms that name a source. A kind of record with sources belongs here.
fn named_by(model: &Model<'_>, id: &str) -> Vec<Link> {
    let catalogue = model.catalogue;
    let names = |sources: &[Spanned]| sources.iter().any(|source| source.text == id);
    let facts = catalogue.facts.iter().filter(|fact| names(&fact.sources));
    let facts = facts.filter_map(|fact| Some(Link::new(model.fact_address(fact)?, &fact.title)));
    let claims = catalogue.claims.iter().filter(|claim| names(&claim.sources));
    let claims = claims.map(|claim| Link::new(claim::address(&claim.id), &claim.title));
    let schemes = catalogue.named_schemes.iter().filter(|scheme| names(&scheme.sources));
    let schemes = schemes.map(|scheme| Link::new(format!("models.html#scheme.{}", scheme.id), &scheme.name));
    let terms = catalogue.terms.iter().filter(|term| names(&term.sources));
    let terms = terms.map(|term| Link::new(format!("glossary.html#{}", term.id), &term.term));
    facts.chain(claims).chain(schemes).chain(terms).collect()
}

/// A source in a few words: `South and others (2008)`.
pub(crate) fn short_name(source: &record::Source) -> String {
    // A person's name ends with initials, which a short reference leaves out.
    let family = |name: &str| {
        let is_initials = |word: &str| word.len() <= 3 && word.chars().all(|c| c.is_ascii_uppercase());
        match name.rsplit_once(' ') {
            Some((family, last)) if is_initials(last) => family.to_owned(),
            _ => name.to_owned(),
        }
    };
    let who = match source.authors.as_slice() {
        [] => source.title.clone(),
        [one] => family(one),
        [one, two] => format!("{} and {}", family(one), family(two)),
        [one, ..] => format!("{} and others", family(one)),
    };
    source.year.as_ref().map_or_else(|| who.clone(), |year| format!("{who} ({year})"))
}

impl Messages {
    /// The view of all messages of reading.
    pub(crate) fn new() -> Self {
        let message = |fault: Fault| Message {
            id: fault.id(),
            severity: fault.severity().word(),
            title: fault.title(),
            explanation: fault.explanation(),
        };
        Self { messages: Fault::all().map(message).collect() }
    }

    /// The headings of the page, for the list of contents.
    pub(crate) fn contents(&self) -> Vec<Link> {
        self.messages.iter().map(|message| Link::new(format!("#{}", message.id), message.title)).collect()
    }
}
