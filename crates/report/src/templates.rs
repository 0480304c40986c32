//! The minijinja templates of pages and of reports: everything is escaped, and a fault names its template and line.

use std::borrow::Cow;
use std::error::Error as _;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;
use sp_plan_engine::place::SourceText;

/// The folders below `templates/` that hold templates.
const FOLDERS: &[&str] = &["pages/", "parts/", "report/"];

/// What is wrong with a template: its name and line, and the fault, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault(String);

impl std::fmt::Display for TemplateFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for TemplateFault {}

/// The templates that reports are made with, as a page hands them to the module that makes reports: JSON, a list of
/// objects with `name` and `text`. A handbook's own templates are among them where it has some.
pub fn for_pages(texts: &[SourceText]) -> String {
    let templates: Vec<serde_json::Value> = texts
        .iter()
        .filter(|text| text.name.starts_with("report/"))
        .map(|text| serde_json::json!({ "name": text.name, "text": text.text }))
        .collect();
    serde_json::Value::from(templates).to_string()
}

/// The templates of a handbook.
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// Reads all templates: of pages, of their parts, and of reports.
    ///
    /// # Errors
    ///
    /// A template that cannot be read, with its name and line.
    pub fn new(texts: &[SourceText]) -> Result<Self, TemplateFault> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        // minijinja's own escaping also takes every slash, which no part of HTML asks for and addresses are full of.
        environment.set_formatter(|out, _, value| {
            if value.is_safe() {
                write!(out, "{value}")?;
            } else {
                out.write_str(&escape(&value.to_string()))?;
            }
            Ok(())
        });
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // Tags of the template language leave no blank lines behind.
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.map_err(|error| TemplateFault(error.to_string()))?);
        environment.add_filter("ticks", |text: &str| Value::from_safe_string(ticks(text)));
        environment.add_filter("capitalised", |text: &str| capitalised(text));
        // What is markup comes as such to the templates, so that none of them needs this; elsewhere it would let a text
        // of the handbook's data become markup.
        environment.add_filter("safe", |_: Value| Err::<Value, _>(not_safe()));
        environment.add_filter("css", |text: &str| Value::from_safe_string(css(text)));
        for text in texts {
            if FOLDERS.iter().any(|folder| text.name.starts_with(folder)) {
                environment
                    .add_template_owned(text.name.clone(), text.text.clone())
                    .map_err(|error| fault(&text.name, &error))?;
            }
        }
        Ok(Self { environment })
    }

    /// The text of a template filled in.
    ///
    /// # Errors
    ///
    /// A template that is not there, or that asks for something that it is not given, with its name and line.
    pub fn render(&self, name: &str, context: impl Serialize) -> Result<String, TemplateFault> {
        let template = self.environment.get_template(name).map_err(|error| fault(name, &error))?;
        template.render(Serde(context)).map_err(|error| fault(name, &error))
    }
}

/// Why the filter `safe` of the template language is not to be had.
fn not_safe() -> minijinja::Error {
    let why = "`safe` is not allowed: what stands in the data would become markup; leave it out, since what is markup is \
               known as such";
    minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, why)
}

/// The innermost fault, which says what is wrong and where; those around it only say which template asked for it.
fn fault(name: &str, error: &minijinja::Error) -> TemplateFault {
    let mut innermost = error;
    while let Some(inner) = innermost.source().and_then(|inner| inner.downcast_ref::<minijinja::Error>()) {
        innermost = inner;
    }
    let place = match (innermost.name(), innermost.line()) {
        (Some(name), Some(line)) => format!("templates/{name}:{line}"),
        (Some(name), None) => format!("templates/{name}"),
        (None, _) => format!("templates/{name}"),
    };
    let detail = innermost.detail().map(|detail| format!(": {detail}")).unwrap_or_default();
    TemplateFault(format!("{place}: {}{detail}", innermost.kind()))
}

/// A text of the handbook's data: escaped, and with what stands between ticks as code.
fn ticks(text: &str) -> String {
    let mut html = String::new();
    let parts: Vec<&str> = text.split('`').collect();
    for (at, part) in parts.iter().enumerate() {
        let escaped = escape(part);
        // A tick without a partner is a tick.
        let is_code = at % 2 == 1 && at + 1 < parts.len();
        match (is_code, at % 2 == 1) {
            (true, _) => html.push_str(&format!("<code>{escaped}</code>")),
            (false, true) => html.push_str(&format!("`{escaped}")),
            (false, false) => html.push_str(&escaped),
        }
    }
    html
}

/// The first letter as a capital; the others as they are.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text as it may stand in a string of a style sheet, inside a page too: all but letters, digits and blanks are
/// escaped.
fn css(text: &str) -> String {
    let escaped = |character: char| match character {
        ' ' => " ".to_owned(),
        _ if character.is_alphanumeric() => character.to_string(),
        _ => format!("\\{:x} ", u32::from(character)),
    };
    visible(text).chars().map(escaped).collect()
}

/// A text in which nothing acts that cannot be seen: characters that turn the direction of what follows them, control
/// characters but for those that part words and lines, and codes that are no characters are replaced where they stand.
pub fn visible(text: &str) -> Cow<'_, str> {
    let acts = |character: char| {
        matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || (character.is_control() && !matches!(character, '\n' | '\r' | '\t'))
            || matches!(character, '\u{fdd0}'..='\u{fdef}')
            || u32::from(character) & 0xfffe == 0xfffe
    };
    // Nearly every text is as it should be, and every text of every page comes by here.
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|character| if acts(character) { '\u{fffd}' } else { character }).collect())
}

/// A text as it may stand between tags and in attributes.
pub fn escape(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, from) = rest.split_at(at);
        escaped.push_str(before);
        let (entity, after) = match from.split_at(1) {
            ("&", after) => ("&amp;", after),
            ("<", after) => ("&lt;", after),
            (">", after) => ("&gt;", after),
            ("\"", after) => ("&quot;", after),
            (_, after) => ("&#39;", after),
        };
        escaped.push_str(entity);
        rest = after;
    }
    escaped.push_str(rest);
    escaped
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn ticks_make_code_and_nothing_else_makes_markup() {
        assert_eq!(ticks("say `yes` & <b>"), "say <code>yes</code> &amp; &lt;b&gt;");
        assert_eq!(ticks("one ` alone"), "one ` alone");
    }

    #[test]
    fn a_fault_names_the_innermost_template() {
        let texts = [
            SourceText::new("pages/a.html", "{% include 'parts/b.html' %}"),
            SourceText::new("parts/b.html", "<p>\n{{ nobody.gave }}"),
        ];
        let templates = Templates::new(&texts).expect("they can be read");
        let error = templates.render("pages/a.html", BTreeMap::<&str, Value>::new()).expect_err("a name is not given");
        assert!(format!("{error}").starts_with("templates/parts/b.html:2: undefined value"), "{error}");
    }

    #[test]
    fn everything_is_escaped_unless_it_is_markup_already() {
        let texts = [SourceText::new("pages/a.html", "{{ text }} {{ text | ticks }} {{ body }}")];
        let templates = Templates::new(&texts).expect("they can be read");
        let context = BTreeMap::from([
            ("text", Value::from("a/`b` <i> & \"'")),
            ("body", Value::from_safe_string("<b>c</b>".to_owned())),
        ]);
        let expected = "a/`b` &lt;i&gt; &amp; &quot;&#39; a/<code>b</code> &lt;i&gt; &amp; &quot;&#39; <b>c</b>";
        assert_eq!(templates.render("pages/a.html", context).expect("it renders"), expected);
        let error = templates.render("pages/a.html", BTreeMap::<&str, Value>::new()).expect_err("nothing is given");
        assert!(format!("{error}").contains("undefined"), "{error}");
    }

    #[test]
    fn a_template_cannot_leave_out_the_escaping() {
        let context = BTreeMap::from([("text", "<b>"), ("list", "<i>")]);
        let rendered = |template: &str| {
            // Whatever its name says of its kind.
            let templates = Templates::new(&[SourceText::new("parts/a.txt", template)]).expect("it can be read");
            templates.render("parts/a.txt", &context).unwrap_or_else(|error| format!("{error}"))
        };
        for template in [
            "{{ text }}",
            "{% autoescape false %}{{ text }}{% endautoescape %}",
            "{% set block %}{{ text }}{% endset %}{{ block }}",
            "{% macro part(text) %}{{ text }}{% endmacro %}{{ part(text) }}",
            "{{ text | e }}",
        ] {
            assert_eq!(rendered(template), "&lt;b&gt;", "{template}");
        }
        for template in [
            "{{ text | upper | lower | trim }}",
            "{{ text | replace('b', 'b') }}",
            "{{ text ~ text }}",
            "{{ [text, list] | join('<i>') }}",
            "{{ [text] }}",
            "{{ text | tojson }}",
            "{{ text | indent(2) }}",
            "{{ text | format }}",
            "{{ '<b>' }}",
        ] {
            assert!(!rendered(template).contains('<'), "{template}: {}", rendered(template));
        }
        let message = rendered("<p>\n{{ text | safe }}");
        assert!(
            message.starts_with("templates/parts/a.txt:2: ") && message.contains("`safe` is not allowed"),
            "{message}"
        );
        let message = rendered("{% filter safe %}{{ text }}{% endfilter %}");
        assert!(message.contains("`safe` is not allowed"), "{message}");
    }

    #[test]
    fn what_cannot_be_seen_does_not_act() {
        assert_eq!(escape("a\u{202e}b\u{7}c\nd \u{200f}"), "a\u{fffd}b\u{fffd}c\nd \u{200f}");
        assert_eq!(escape("\u{0}\u{fdd0}\u{1ffff}\u{ffff}\u{fffd}\u{fff0}"), "\u{fffd}".repeat(5) + "\u{fff0}");
        assert_eq!(css("A \"b\"</style>\n"), "A \\22 b\\22 \\3c \\2f style\\3e \\a ");
    }

    #[test]
    fn a_template_that_cannot_be_read_is_named() {
        let Err(error) = Templates::new(&[SourceText::new("parts/b.html", "a\n{% if %}")]) else {
            panic!("it is read");
        };
        assert!(format!("{error}").starts_with("templates/parts/b.html:2: syntax error"), "{error}");
    }
}
