//! What a check says of a text. A finding cannot be made without a primary place.

use serde::{Deserialize, Serialize};

use crate::place::{Place, Span};

/// How much a finding weighs. The order is from the lightest to the heaviest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Something that would make the plan better; it never holds a verdict back.
    Advice,
    /// A risk that the steering group should know and may accept.
    Warning,
    /// A contradiction, a missing essential, or something that cannot be read.
    Error,
}

impl Severity {
    /// The word for it in reports and in YAML.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Advice => "advice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Severity::Advice, Severity::Warning, Severity::Error].into_iter().find(|severity| severity.word() == word)
    }
}

/// The handbook page that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// A rule's own page.
    Rule(String),
    /// A criterion on the page of ingredients.
    Criterion(String),
    /// A question on its checklist's page, by path.
    Question(String),
    /// A fault of reading, on the page of messages.
    Message(&'static str),
}

impl Page {
    /// The address within the handbook, relative to its home page.
    pub fn address(&self) -> String {
        match self {
            Page::Rule(id) => format!("rules/{id}.html"),
            Page::Criterion(id) => format!("ingredients.html#{id}"),
            Page::Question(path) => {
                format!("checklists/{}.html#{path}", path.split('.').next().unwrap_or_default())
            }
            Page::Message(id) => format!("messages.html#{id}"),
        }
    }
}

/// Another place that belongs to a finding, with what there is to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// A short phrase, such as `Home visits: yes`.
    pub label: String,
}

/// One thing to say of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule, the criterion or the fault of reading.
    pub id: String,
    /// How much it weighs.
    pub severity: Severity,
    /// One short phrase without a full stop, which names the values found.
    pub message: String,
    /// Where the text falls short.
    pub place: Place,
    /// What was expected there, for the underlined words.
    pub label: Option<String>,
    /// Other places involved.
    pub related: Vec<Related>,
    /// What to do, in a sentence or two.
    pub help: Option<String>,
    /// The page that explains it; none for faults in the handbook itself.
    pub page: Option<Page>,
    /// The path of the question concerned, when there is one.
    pub path: Option<String>,
    /// The ingredients that it bears on, by id.
    pub ingredients: Vec<String>,
}

impl Finding {
    /// A finding at a place; the rest is added with the methods below.
    pub fn new(id: impl Into<String>, severity: Severity, message: impl Into<String>, place: Place) -> Self {
        Self {
            id: id.into(),
            severity,
            message: message.into(),
            place,
            label: None,
            related: Vec::new(),
            help: None,
            page: None,
            path: None,
            ingredients: Vec::new(),
        }
    }

    /// Says what was expected at the primary place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push(Related { place, label: label.into() });
        self
    }

    /// Names the page that explains it.
    #[must_use]
    pub fn page(mut self, page: Page) -> Self {
        self.page = Some(page);
        self
    }

    /// Names the question concerned.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The bytes of the primary place.
    pub fn span(&self) -> Span {
        self.place.span
    }
}
