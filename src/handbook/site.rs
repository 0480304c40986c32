//! Our renderer: mdbook's driver hands it the book, and it writes the site.

use std::cell::RefCell;

use anyhow::bail;
use mdbook_driver::book::{BookItem, Chapter};
use mdbook_renderer::{RenderContext, Renderer};
use minijinja::value::{Serde, Value};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::finding;

use super::chapter::Draft;
use super::description::{cut, description, has_figures, has_form};
use super::directive::{self, Parts};
use super::files::Files;
use super::page::{Crumb, Frame, Framed, Page, Part, way_to_root};
use super::passages::Passages;
use super::search::{self, Search};
use super::term_links::TermLinks;
use super::view::glossary::Meaning;
use super::view::rule::Rule;
use super::view::workbench::Workbench;
use super::view::{Link, Model, traceability};
use super::workbench;
use crate::load::HandbookFiles;
use sp_plan_report::templates::Templates;

/// The address of the first page.
const HOME: &str = "index.html";

/// The address of the list of rules, below which each rule has its page.
const RULES: &str = "rules/index.html";

/// The pages on which no term is linked: the glossary itself, the titles of sources, the messages about YAML, and those that
/// a script fills.
const WITHOUT_TERM_LINKS: &[&str] =
    &["glossary.html", "references.html", "messages.html", workbench::PLAN, workbench::RESULTS];

/// What pages that are no part of the workbench have of it.
static NOTHING: Value = Value::UNDEFINED;

/// The renderer with all that it needs.
pub(super) struct Site<'a> {
    catalogue: &'a Catalogue,
    templates: &'a Templates,
    texts: &'a HandbookFiles,
    files: &'a Files<'a>,
    term_links: TermLinks<'a>,
    /// Why rendering failed, in our own words.
    fault: RefCell<Option<anyhow::Error>>,
}

/// A page that is made from a record and not from a chapter.
struct Generated {
    address: String,
    title: String,
    /// What it is about, for those who look for it.
    about: String,
    /// Its body, and the terms that it links to.
    body: String,
    meanings: Vec<Meaning>,
}

impl Renderer for Site<'_> {
    fn name(&self) -> &'static str {
        "handbook"
    }

    fn render(&self, context: &RenderContext) -> anyhow::Result<()> {
        self.write_all(context).map_err(|error| {
            let message = format!("{error:#}");
            *self.fault.borrow_mut() = Some(error);
            anyhow::anyhow!(message)
        })
    }
}

impl<'a> Site<'a> {
    /// A renderer of a handbook into files.
    pub(super) fn new(
        catalogue: &'a Catalogue,
        templates: &'a Templates,
        texts: &'a HandbookFiles,
        files: &'a Files<'a>,
    ) -> Self {
        let term_links = TermLinks::new(&catalogue.terms);
        Self { catalogue, templates, texts, files, term_links, fault: RefCell::new(None) }
    }

    /// What came of a run: the renderer's own fault, if there is one, rather than the driver's words for it.
    pub(super) fn outcome(&self, ran: anyhow::Result<()>) -> anyhow::Result<()> {
        match self.fault.borrow_mut().take() {
            Some(fault) => Err(fault),
            None => ran,
        }
    }

    fn write_all(&self, context: &RenderContext) -> anyhow::Result<()> {
        let frame = self.frame(context);
        let mut drafts = Vec::new();
        for item in context.book.iter() {
            if let BookItem::Chapter(chapter) = item {
                drafts.extend(draft(chapter, &self.texts.assets).transpose()?);
            }
        }
        let passages = Passages::new(&drafts);
        let model = Model::new(self.catalogue, &passages);
        let mut search = Search::new(&model);
        let has_workbench = workbench::is_in(&drafts)?;
        let bench = if has_workbench { Value::from(Serde(Workbench::new(&model))) } else { Value::from(()) };
        for draft in &drafts {
            let body = self.write_chapter(&frame, &model, draft, &bench)?;
            search.add_chapter(&draft.address, &draft.title, &body);
        }
        self.write_rules(&frame, &model)?;
        self.write_ledger(&frame, &model)?;
        for (name, bytes) in &self.texts.assets {
            self.files.write(&format!("assets/{name}"), bytes)?;
        }
        if has_workbench {
            workbench::write(self.texts, self.catalogue, self.files)?;
        }
        self.files.write(search::FILE, search.script()?.as_bytes())?;
        self.check_all_there()
    }

    fn frame(&self, context: &RenderContext) -> Framed {
        let handbook = &self.catalogue.handbook;
        let book = &context.config.book;
        let mut parts = vec![Part::default()];
        for item in context.book.iter() {
            match item {
                BookItem::PartTitle(title) => {
                    parts.push(Part { title: Some(title.clone()), chapters: Vec::new() });
                }
                BookItem::Chapter(chapter) => {
                    if let (Some(part), Some(address)) = (parts.last_mut(), address(chapter)) {
                        part.push(Link::new(address, chapter.name.clone()), chapter.parent_names.len());
                    }
                }
                BookItem::Separator => {}
            }
        }
        parts.retain(|part| !part.chapters.is_empty());
        Framed::new(Frame {
            language: book.language.clone().unwrap_or_else(|| "en-GB".to_owned()),
            title: book.title.clone().unwrap_or_else(|| handbook.title.clone()),
            guide_title: handbook.guide_title.clone(),
            guide_year: handbook.guide_year.clone(),
            version: handbook.version.clone(),
            kept_by: book.authors.join(", "),
            parts,
        })
    }

    /// Writes a chapter's page and gives its body. `bench` is the workbench, if the book has it.
    fn write_chapter(&self, frame: &Framed, model: &Model<'_>, draft: &Draft, bench: &Value) -> anyhow::Result<String> {
        let address = &draft.address;
        let root = way_to_root(address);
        let parts = Parts { model, templates: self.templates, bench };
        let body = parts.body(draft, &root)?;
        let (html, meanings) = self.with_term_links(&body.html, address, &root);
        let all = frame.frame.chapters();
        let at = all.iter().position(|(_, entry)| entry.link.address == *address);
        let neighbour = |at: Option<usize>| at.and_then(|at| all.get(at)).map(|(_, entry)| entry.link.clone());
        let part = at.and_then(|at| all.get(at)).map(|(part, _)| *part);
        let is_home = address == HOME;
        let mut above = Vec::new();
        if let Some(part) = part.filter(|_| !is_home) {
            above.push(home(frame));
            above.extend(part.title.iter().map(|title| Crumb { text: title.clone(), address: None }));
            let chapters = part.above(address).into_iter();
            above.extend(chapters.map(|link| Crumb { text: link.text.clone(), address: Some(link.address.clone()) }));
        }
        let page = Page {
            frame: &frame.value,
            address,
            chapter: address,
            title: &draft.title,
            description: description(&body.html),
            has_form: has_form(&body.html),
            workbench: workbench::part_of(draft).filter(|_| !bench.is_none()),
            bench,
            has_figures: has_figures(&body.html),
            above,
            previous: neighbour(at.and_then(|at| at.checked_sub(1))),
            next: neighbour(at.map(|at| at + 1)),
            contents: &body.contents,
            body: Value::from_safe_string(html),
            meanings,
            root,
        };
        let template = if is_home { "pages/home.html" } else { "pages/chapter.html" };
        self.write_page(template, &page)?;
        Ok(body.html)
    }

    /// A page for each rule; they are not in the summary, since rules come and go with the data.
    fn write_rules(&self, frame: &Framed, model: &Model<'_>) -> anyhow::Result<()> {
        let mut pages = Vec::new();
        for rule in &model.catalogue.rules {
            let view = Rule::new(model, rule);
            let address = finding::Page::Rule(rule.id.clone()).address();
            let root = way_to_root(&address);
            let body = self
                .templates
                .render("parts/rule.html", directive::Given { root: &root, part: &view, bench: &NOTHING })?;
            let (body, meanings) = self.with_term_links(&body, &address, &root);
            // Two rules may have the same reason.
            let about = format!("{}. {}", rule.title, rule.why).replace('`', "");
            pages.push(Generated { address, title: view.title, about, body, meanings });
        }
        self.write_below(frame, Crumb { text: "Rules".to_owned(), address: Some(RULES.to_owned()) }, pages)
    }

    /// A page for each part of the ledger, which together would be too heavy for one.
    fn write_ledger(&self, frame: &Framed, model: &Model<'_>) -> anyhow::Result<()> {
        let mut pages = Vec::new();
        for (part, view) in model.catalogue.ledger.iter().zip(traceability::Part::all(model)) {
            let (address, title) = (traceability::address(part), traceability::title(part));
            let root = way_to_root(&address);
            let body = self
                .templates
                .render("parts/ledger_part.html", directive::Given { root: &root, part: &view, bench: &NOTHING })?;
            let about = format!("{title}: everything that the guide says there, and where this handbook says it.");
            pages.push(Generated { address, title, about, body, meanings: Vec::new() });
        }
        let list = Crumb { text: "Traceability".to_owned(), address: Some(traceability::PAGE.to_owned()) };
        self.write_below(frame, list, pages)
    }

    /// Writes pages that stand below a list of them, one after the other.
    fn write_below(&self, frame: &Framed, list: Crumb, pages: Vec<Generated>) -> anyhow::Result<()> {
        let chapter = list.address.clone().unwrap_or_default();
        let above = vec![home(frame), list];
        let links: Vec<Link> = pages.iter().map(|page| Link::new(&page.address, &page.title)).collect();
        for (at, Generated { address, title, about, body, meanings }) in pages.into_iter().enumerate() {
            let page = Page {
                frame: &frame.value,
                address: &address,
                chapter: &chapter,
                title: &title,
                description: cut(&about),
                has_form: has_form(&body),
                workbench: None,
                bench: &NOTHING,
                has_figures: has_figures(&body),
                above: above.clone(),
                previous: at.checked_sub(1).and_then(|at| links.get(at)).cloned(),
                next: links.get(at + 1).cloned(),
                contents: &[],
                body: Value::from_safe_string(body),
                meanings,
                root: way_to_root(&address),
            };
            self.write_page("pages/chapter.html", &page)?;
        }
        Ok(())
    }

    /// A body with its terms linked, and what they mean. `root` is the way from its page to the root of the handbook.
    fn with_term_links(&self, body: &str, address: &str, root: &str) -> (String, Vec<Meaning>) {
        // A form to fill in keeps to one sheet, with no meanings at its end.
        if WITHOUT_TERM_LINKS.contains(&address) || body.contains("<form class=\"paper-form\"") {
            return (body.to_owned(), Vec::new());
        }
        let linked = self.term_links.link(body, root);
        let terms = linked.used.iter().filter_map(|&at| self.catalogue.terms.get(at));
        (linked.html, terms.map(Meaning::new).collect())
    }

    fn write_page(&self, template: &str, page: &Page<'_>) -> anyhow::Result<()> {
        let html = self.templates.render(template, page)?;
        self.files.write(page.address, html.as_bytes())
    }

    /// Findings and pages link to these, so a summary that leaves one out is a fault.
    fn check_all_there(&self) -> anyhow::Result<()> {
        let has_statement = self.catalogue.accessibility.is_some();
        let pages = directive::PAGES.iter().filter(|(name, _)| match *name {
            "accessibility" => has_statement,
            // A book may go without the workbench.
            "plan" | "results" => false,
            _ => true,
        });
        let fixed = std::iter::once(HOME).chain(pages.map(|(_, page)| *page)).map(str::to_owned);
        let checklists = self.catalogue.checklists.iter().map(|checklist| format!("checklists/{}.html", checklist.id));
        for page in fixed.chain(checklists) {
            if !self.files.has(&page) {
                let chapter = page.replace(".html", ".md");
                bail!("book/src/SUMMARY.md: the chapter `{chapter}` is missing, and other pages link to it");
            }
        }
        Ok(())
    }
}

fn home(frame: &Framed) -> Crumb {
    let chapters = frame.frame.chapters();
    let chapter = chapters.into_iter().find(|(_, entry)| entry.link.address == HOME);
    Crumb {
        text: chapter.map_or_else(|| frame.frame.title.clone(), |(_, entry)| entry.link.text.clone()),
        address: Some(HOME.to_owned()),
    }
}

/// The draft of a chapter; none for one that is only a title in the summary.
fn draft(chapter: &Chapter, assets: &[(String, Vec<u8>)]) -> Option<anyhow::Result<Draft>> {
    let address = address(chapter)?;
    let source = format!("book/src/{}", address.replace(".html", ".md"));
    Some(Draft::new(source, address, &chapter.content, assets))
}

/// The address of a chapter's page, with forward slashes.
fn address(chapter: &Chapter) -> Option<String> {
    let path = chapter.path.as_deref()?;
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Some(parts.join("/").trim_end_matches(".md").to_owned() + ".html")
}
