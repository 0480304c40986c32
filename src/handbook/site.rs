//! Our renderer: mdbook's driver hands it the book, and it writes the site.

use std::cell::RefCell;

use anyhow::bail;
use mdbook_driver::book::{BookItem, Chapter};
use mdbook_renderer::{RenderContext, Renderer};
use minijinja::value::Value;
use serde::Serialize;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::finding;

use super::chapter::Draft;
use super::description::{cut, description, has_figures, has_form};
use super::directive::Parts;
use super::output::Output;
use super::page::{Crumb, Frame, Page, Part, way_to_root};
use super::passages::Passages;
use super::view::rule::Rule;
use super::view::{Link, Model};
use crate::templates::Templates;

/// The address of the first page.
const HOME: &str = "index.html";

/// The address of the list of rules, below which each rule has its page.
const RULES: &str = "rules/index.html";

/// The renderer with all that it needs.
pub(super) struct Site<'a> {
    catalogue: &'a Catalogue,
    templates: &'a Templates,
    assets: &'a [(String, Vec<u8>)],
    output: &'a Output,
    /// Why rendering failed, in our own words.
    fault: RefCell<Option<anyhow::Error>>,
}

/// What a rule's template is given.
#[derive(Serialize)]
struct RulePart<'a> {
    root: &'a str,
    rule: &'a Rule,
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
    /// A renderer of a handbook into an output.
    pub(super) fn new(
        catalogue: &'a Catalogue,
        templates: &'a Templates,
        assets: &'a [(String, Vec<u8>)],
        output: &'a Output,
    ) -> Self {
        Self { catalogue, templates, assets, output, fault: RefCell::new(None) }
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
                drafts.extend(draft(chapter).transpose()?);
            }
        }
        let passages = Passages::new(&drafts);
        let model = Model::new(self.catalogue, &passages);
        for draft in &drafts {
            self.write_chapter(&frame, &model, draft)?;
        }
        self.write_rules(&frame, &model)?;
        for (name, bytes) in self.assets {
            self.output.write(&format!("assets/{name}"), bytes)?;
        }
        self.check_all_there()
    }

    fn frame(&self, context: &RenderContext) -> Frame {
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
        Frame {
            language: book.language.clone().unwrap_or_else(|| "en-GB".to_owned()),
            title: book.title.clone().unwrap_or_else(|| handbook.title.clone()),
            guide_title: handbook.guide_title.clone(),
            guide_year: handbook.guide_year.clone(),
            version: handbook.version.clone(),
            kept_by: book.authors.join(", "),
            parts,
        }
    }

    fn write_chapter(&self, frame: &Frame, model: &Model<'_>, draft: &Draft) -> anyhow::Result<()> {
        let address = &draft.address;
        let root = way_to_root(address);
        let parts = Parts { model, templates: self.templates };
        let body = parts.body(draft, &root)?;
        let all = frame.chapters();
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
            frame,
            address,
            chapter: address,
            title: &draft.title,
            description: description(&body.html),
            has_form: has_form(&body.html),
            has_figures: has_figures(&body.html),
            above,
            previous: neighbour(at.and_then(|at| at.checked_sub(1))),
            next: neighbour(at.map(|at| at + 1)),
            contents: &body.contents,
            body: Value::from_safe_string(body.html),
            root,
        };
        let template = if is_home { "pages/home.html" } else { "pages/chapter.html" };
        self.write_page(template, &page)
    }

    /// A page for each rule; they are not in the summary, since rules come and go with the data.
    fn write_rules(&self, frame: &Frame, model: &Model<'_>) -> anyhow::Result<()> {
        let rules = &model.catalogue.rules;
        let link = |at: Option<usize>| {
            let rule = at.and_then(|at| rules.get(at))?;
            Some(Link::new(finding::Page::Rule(rule.id.clone()).address(), &rule.title))
        };
        for (at, rule) in rules.iter().enumerate() {
            let view = Rule::new(model, rule);
            let address = finding::Page::Rule(rule.id.clone()).address();
            let root = way_to_root(&address);
            let body = self.templates.render("parts/rule.html", RulePart { root: &root, rule: &view })?;
            let page = Page {
                frame,
                address: &address,
                chapter: RULES,
                title: &view.title,
                // Two rules may have the same reason.
                description: cut(&format!("{}. {}", rule.title, rule.why).replace('`', "")),
                has_form: false,
                has_figures: false,
                above: vec![home(frame), Crumb { text: "Rules".to_owned(), address: Some(RULES.to_owned()) }],
                previous: link(at.checked_sub(1)),
                next: link(Some(at + 1)),
                contents: &[],
                body: Value::from_safe_string(body),
                root,
            };
            self.write_page("pages/chapter.html", &page)?;
        }
        Ok(())
    }

    fn write_page(&self, template: &str, page: &Page<'_>) -> anyhow::Result<()> {
        let html = self.templates.render(template, page)?;
        self.output.write(page.address, html.as_bytes())
    }

    /// Findings and pages link to these, so a summary that leaves one out is a fault.
    fn check_all_there(&self) -> anyhow::Result<()> {
        let fixed = [HOME, "ingredients.html", "glossary.html", RULES, "references.html", "messages.html"];
        let checklists = self.catalogue.checklists.iter().map(|checklist| format!("checklists/{}.html", checklist.id));
        for page in fixed.into_iter().map(str::to_owned).chain(checklists) {
            if !self.output.has(&page) {
                let chapter = page.replace(".html", ".md");
                bail!("book/src/SUMMARY.md: the chapter `{chapter}` is missing, and other pages link to it");
            }
        }
        Ok(())
    }
}

fn home(frame: &Frame) -> Crumb {
    let chapters = frame.chapters();
    let chapter = chapters.into_iter().find(|(_, entry)| entry.link.address == HOME);
    Crumb {
        text: chapter.map_or_else(|| frame.title.clone(), |(_, entry)| entry.link.text.clone()),
        address: Some(HOME.to_owned()),
    }
}

/// The draft of a chapter; none for one that is only a title in the summary.
fn draft(chapter: &Chapter) -> Option<anyhow::Result<Draft>> {
    let address = address(chapter)?;
    let source = format!("book/src/{}", address.replace(".html", ".md"));
    Some(Draft::new(source, address, &chapter.content))
}

/// The address of a chapter's page, with forward slashes.
fn address(chapter: &Chapter) -> Option<String> {
    let path = chapter.path.as_deref()?;
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Some(parts.join("/").trim_end_matches(".md").to_owned() + ".html")
}
