//! Sources, named resources, and the messages of reading.

use serde::Serialize;
use sp_plan_engine::message::Fault;
use sp_plan_engine::reader::is_web_address;
use sp_plan_engine::record;

use super::{Link, Model, Provenance};

/// Everything that the handbook refers to.
#[derive(Debug, Serialize)]
pub(crate) struct References {
    sources: Vec<Source>,
    resources: Vec<Source>,
}

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
    kind: &'static str,
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
    /// The view of all sources: those that statements rest on by author, then resources to use by title.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        let mut all: Vec<&record::Source> = model.catalogue.sources.iter().collect();
        all.sort_by_cached_key(|source| {
            let author = source.authors.first().unwrap_or(&source.title).to_lowercase();
            (author, source.year.clone(), source.title.to_lowercase(), source.id.clone())
        });
        let (resources, sources): (Vec<_>, Vec<_>) = all.into_iter().partition(|source| source.kind == "resource");
        let views = |list: Vec<&record::Source>| list.into_iter().map(|source| Source::new(model, source)).collect();
        Self { sources: views(sources), resources: views(resources) }
    }

    /// The headings of the page, for the list of contents.
    pub(crate) fn contents(&self) -> Vec<Link> {
        let headings = [("#sources", "Sources", &self.sources), ("#resources", "Resources", &self.resources)];
        let filled = headings.into_iter().filter(|(_, _, list)| !list.is_empty());
        filled.map(|(address, title, _)| Link::new(address, title)).collect()
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
            kind: match source.kind.as_str() {
                "paper" => "Paper",
                "report" => "Report",
                "policy" => "Policy",
                "web_page" => "Web page",
                _ => "Resource",
            },
            provenance: Provenance::new(model, &source.provenance),
        }
    }
}

/// A source in a few words: `South and others (2008)`.
pub(super) fn short_name(source: &record::Source) -> String {
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
