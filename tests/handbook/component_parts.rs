//! The examples of govuk-frontend as our parts would write them: its options become what the part is given. An example
//! that asks for what no page of ours has is turned away with the reason.

use std::collections::BTreeMap;

use minijinja::value::Value as Given;
use serde_json::{Map, Value, json};

/// A part filled in, or why no part of ours writes such an example.
pub(crate) type Written = Result<String, &'static str>;

/// What our pages never do with a component, and why. A `*` stands for every component; the option is a path in the
/// example's options, where `[]` is each of a list.
pub(crate) const LEFT_OUT: &[(&str, &str, &str)] = &[
    ("*", "attributes", "parts take no attributes from those who call them"),
    ("*", "errorMessage", "the pages of the handbook judge no answer"),
    ("*", "formGroup", "groups have no classes of their own"),
    ("*", "describedBy", "what describes a control is its own hint"),
    ("*", "fieldset.describedBy", "what describes a control is its own hint"),
    ("*", "fieldset.classes", "fieldsets have no classes of their own"),
    ("*", "fieldset.attributes", "parts take no attributes from those who call them"),
    ("*", "fieldset.legend.html", "the words of a question are text"),
    ("*", "label.html", "the words of a question are text"),
    ("*", "value", "blank forms have no answers"),
    ("*", "values", "blank forms have no answers"),
    ("*", "items[].checked", "blank forms have no answers"),
    ("*", "items[].selected", "blank forms have no answers"),
    ("*", "items[].disabled", "every option can be chosen"),
    ("*", "items[].conditional", "a question that depends on another stands by itself and says when it is asked"),
    ("*", "items[].divider", "options follow one another"),
    ("*", "items[].behaviour", "no option rules out the others"),
    ("*", "items[].attributes", "parts take no attributes from those who call them"),
    ("*", "items[].label", "labels of options have no classes of their own"),
    ("*", "items[].html", "the words of options and of breadcrumbs are text"),
    ("*", "spellcheck", "what is entered is not saved, so browsers may treat it as they like"),
    ("*", "autocomplete", "the form as a whole says that nothing is filled in"),
    ("breadcrumbs", "classes", "breadcrumbs have one look"),
    ("breadcrumbs", "collapseOnMobile", "all steps are shown on narrow screens too"),
    ("breadcrumbs", "labelText", "the navigation is called Breadcrumb"),
    ("button", "disabled", "a button that cannot be used now says so by `aria-disabled` and keeps the focus"),
    ("button", "href", "what leads to another page is a link"),
    ("button", "html", "its words are text"),
    ("button", "id", "buttons are known by what they do"),
    ("button", "isStartButton", "no page is the start of a service"),
    ("button", "preventDoubleClick", "a script decides that"),
    ("checkboxes", "items[].name", "the options of a question share its name"),
    ("details", "id", "nothing leads to what is folded away"),
    ("details", "open", "it is folded until a reader opens it"),
    ("details", "classes", "it has one look"),
    ("error-message", "classes", "it has one look"),
    ("error-message", "visuallyHiddenText", "it always says that it is an error"),
    ("error-summary", "classes", "it has one look"),
    ("error-summary", "descriptionHtml", "its problems say everything"),
    ("error-summary", "descriptionText", "its problems say everything"),
    ("error-summary", "disableAutoFocus", "scripts of ours move the focus"),
    ("error-summary", "errorList[].attributes", "parts take no attributes from those who call them"),
    ("error-summary", "errorList[].html", "problems are text"),
    ("file-upload", "classes", "it has one look"),
    ("file-upload", "disabled", "a plan can be opened at any time"),
    ("file-upload", "javascript", "the box around it takes what is dropped"),
    ("file-upload", "multiple", "one plan is open at a time"),
    ("input", "type", "every line takes text"),
    ("input", "disabled", "every question can be answered"),
    ("input", "pattern", "the browser judges no answer"),
    ("input", "autocapitalize", "the browser's own way is right"),
    ("input", "inputWrapper", "parts take no attributes from those who call them"),
    ("input", "prefix.html", "units are text"),
    ("input", "prefix.classes", "units have one look"),
    ("input", "prefix.attributes", "parts take no attributes from those who call them"),
    ("input", "suffix.html", "units are text"),
    ("input", "suffix.classes", "units have one look"),
    ("input", "suffix.attributes", "parts take no attributes from those who call them"),
    ("inset-text", "id", "nothing leads to it"),
    ("inset-text", "classes", "it has one look"),
    ("notification-banner", "classes", "it has one look"),
    ("notification-banner", "disableAutoFocus", "scripts of ours move the focus"),
    ("notification-banner", "role", "notices interrupt nobody"),
    ("notification-banner", "titleHeadingLevel", "a notice stands above the parts of the page"),
    ("notification-banner", "type", "notices interrupt nobody"),
    ("pagination", "items", "chapters follow one another and have no page numbers"),
    ("pagination", "landmarkLabel", "the navigation is called Pagination"),
    ("pagination", "classes", "it has one look"),
    ("select", "classes", "it has one look"),
    ("skip-link", "classes", "it has one look"),
    ("skip-link", "html", "its words are text"),
    ("summary-list", "card", "records stand in articles of their own"),
    ("summary-list", "rows[].actions", "nothing in it can be changed on the page"),
    ("summary-list", "rows[].classes", "rows have one look"),
    ("summary-list", "rows[].key.classes", "rows have one look"),
    ("summary-list", "rows[].value.classes", "rows have one look"),
    ("table", "caption", "Markdown has no captions; the heading above names the table"),
    ("table", "classes", "tables have one look"),
    ("table", "firstCellIsHeader", "Markdown has no header cells at the side"),
    ("table", "head[].html", "chapters are written in Markdown"),
    ("table", "head[].classes", "cells have one look"),
    ("table", "head[].attributes", "parts take no attributes from those who call them"),
    ("table", "head[].colspan", "Markdown joins no cells"),
    ("table", "rows[][].html", "chapters are written in Markdown"),
    ("table", "rows[][].classes", "cells have one look"),
    ("table", "rows[][].colspan", "Markdown joins no cells"),
    ("tag", "html", "its words are text"),
    ("task-list", "classes", "it has one look"),
    ("task-list", "items[].classes", "tasks have one look"),
    ("task-list", "items[].status.classes", "no status is a colour of text"),
    ("textarea", "classes", "it has one look"),
];

/// Fills in a part: its name below `parts/` and what it is given.
pub(crate) type Fill<'a> = &'a dyn Fn(&str, Map<String, Value>) -> String;

/// An example in the words of our part. Tables are made from Markdown and are not among these.
pub(crate) fn written(component: &str, options: &Value, fill: Fill<'_>) -> Written {
    match component {
        "breadcrumbs" => breadcrumbs(options, fill),
        "details" => {
            Ok(fill("details", given(json!({ "summary": either(options, "summary"), "text": either(options, "") }))))
        }
        "inset-text" => Ok(fill("inset_text", given(json!({ "text": either(options, "") })))),
        "pagination" => pagination(options, fill),
        "skip-link" => {
            let target = options["href"].as_str().unwrap_or("#content");
            Ok(fill("skip_link", given(json!({ "target": target, "words": options["text"] }))))
        }
        "summary-list" => {
            let rows: String = list(&options["rows"])
                .map(|row| {
                    fill("row", given(json!({ "key": either(&row["key"], ""), "value": either(&row["value"], "") })))
                })
                .collect();
            let classes = options["classes"].as_str().map(|classes| format!(" {classes}")).unwrap_or_default();
            Ok(format!("<dl class=\"govuk-summary-list{classes}\">{rows}</dl>"))
        }
        "button" => {
            if options["type"] != "button" || !options["name"].is_null() || !options["value"].is_null() {
                return Err("every button acts on the page and submits nothing");
            }
            Ok(fill("button", given(json!({ "words": options["text"], "look": Value::Null, "does": Value::Null }))))
        }
        "error-message" => {
            if options["visuallyHiddenText"].is_string() {
                return Err("it always says that it is an error");
            }
            Ok(fill("error_message", given(json!({ "id": options["id"], "words": either(options, "") }))))
        }
        "error-summary" => error_summary(options, fill),
        "file-upload" => Ok(control("file", options, json!({ "accept": Value::Null }), fill)),
        "notification-banner" => {
            let Some(html) = options["html"].as_str() else { return Err("a notice says more than a heading") };
            let title = either(options, "title");
            Ok(fill(
                "notification_banner",
                given(json!({
                    "id": options["titleId"].as_str().unwrap_or("govuk-notification-banner-title"),
                    "notice": Value::Null,
                    "title": if title.is_null() { json!("Important") } else { title },
                    "text": { "html": html },
                })),
            ))
        }
        "task-list" => task_list(options, fill),
        "tag" => {
            let classes = options["classes"].as_str().unwrap_or_default();
            let Some(colour) = classes.strip_prefix("govuk-tag--").or(classes.is_empty().then_some("")) else {
                return Err("a tag has a colour and no other class");
            };
            Ok(fill("tag", given(json!({ "words": options["text"], "colour": colour }))))
        }
        "radios" => set("choice", options, fill),
        "checkboxes" => set("choices", options, fill),
        "select" => {
            let mut all = Vec::new();
            for item in list(&options["items"]) {
                let Some(value) = as_text(&item["value"]) else { return Err("every option has a value") };
                all.push(json!({ "value": value, "label": item["text"] }));
            }
            Ok(control("select", options, json!({ "options": all }), fill))
        }
        "textarea" => Ok(control("text", options, json!({ "rows": options["rows"].as_u64().unwrap_or(5) }), fill)),
        "input" => {
            let classes = options["classes"].as_str().unwrap_or_default();
            let width = classes.strip_prefix("govuk-input--width-");
            if width.is_none() && !classes.is_empty() {
                return Err("a line has a width and no other class");
            }
            let more = json!({
                "prefix": options["prefix"]["text"],
                "unit": options["suffix"]["text"],
                "width": width,
                "input_mode": options["inputmode"],
            });
            Ok(control("number", options, more, fill))
        }
        "fieldset" | "hint" | "label" => Err("it is proved within the controls"),
        _ => Err("no part of ours writes it"),
    }
}

fn error_summary(options: &Value, fill: Fill<'_>) -> Written {
    let mut entries = String::new();
    for entry in list(&options["errorList"]) {
        let (Some(words), Some(address)) = (entry["text"].as_str(), entry["href"].as_str()) else {
            return Err("every problem leads to its question");
        };
        entries.push_str(&format!("<li><a href=\"{address}\">{}</a></li>", words.replace('<', "&lt;")));
    }
    if entries.is_empty() {
        return Err("a summary without a problem is not shown");
    }
    let title = either(options, "title");
    let more = json!({ "title": title, "entries": { "html": entries }, "slot": Value::Null, "focus": Value::Null });
    Ok(fill("error_summary", given(more)))
}

fn task_list(options: &Value, fill: Fill<'_>) -> Written {
    let start = options["idPrefix"].as_str().unwrap_or("task-list");
    let mut tasks = String::new();
    for (at, item) in options["items"].as_array().into_iter().flatten().enumerate() {
        if !item.is_object() {
            continue;
        }
        if item["href"].is_null() {
            return Err("every section can be taken at any time");
        }
        let tag = &item["status"]["tag"];
        let status = match tag["classes"].as_str().and_then(|classes| classes.strip_prefix("govuk-tag--")) {
            Some(colour) => {
                json!({ "html": fill("tag", given(json!({ "words": tag["text"], "colour": colour }))) })
            }
            None if tag.is_object() => {
                json!({ "html": fill("tag", given(json!({ "words": tag["text"], "colour": "" }))) })
            }
            None => either(&item["status"], ""),
        };
        tasks.push_str(&fill(
            "task",
            given(json!({
                "id": format!("{start}-{}", at + 1),
                "checklist": Value::Null,
                "title": either(&item["title"], ""),
                "address": item["href"],
                "hint": either(&item["hint"], ""),
                "status": status,
            })),
        ));
    }
    Ok(format!("<ul class=\"govuk-task-list\">{tasks}</ul>"))
}

fn given(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// The entries of a list that say something.
fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten().filter(|entry| entry.is_object())
}

fn as_text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned).or_else(|| value.as_number().map(ToString::to_string))
}

/// Text or HTML, whichever the example gives. HTML is marked for `Fill`, which knows that it is not to be escaped.
fn either(options: &Value, name: &str) -> Value {
    let key = |kind: &str| {
        let mut letters = kind.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        if name.is_empty() {
            kind.to_owned()
        } else {
            format!("{name}{}{}", first.unwrap_or_default(), letters.as_str())
        }
    };
    match options[key("html")].as_str() {
        Some(html) => json!({ "html": html }),
        None => options[key("text")].clone(),
    }
}

/// What a part is given, with marked HTML as such.
pub(crate) fn as_given(value: &Value) -> Given {
    match value {
        Value::Object(map) if map.len() == 1 && map.contains_key("html") => {
            Given::from_safe_string(map["html"].as_str().unwrap_or_default().to_owned())
        }
        Value::Object(map) => {
            let map: BTreeMap<String, Given> = map.iter().map(|(key, value)| (key.clone(), as_given(value))).collect();
            Given::from(map)
        }
        Value::Array(all) => all.iter().map(as_given).collect(),
        Value::String(text) => Given::from(text.as_str()),
        Value::Bool(is) => Given::from(*is),
        Value::Number(number) => Given::from(number.as_u64().unwrap_or_default()),
        // Templates ask whether it is there; they are strict about names that they were never given.
        Value::Null => Given::from(false),
    }
}

fn breadcrumbs(options: &Value, fill: Fill<'_>) -> Written {
    let mut steps: Vec<Value> =
        list(&options["items"]).map(|item| json!({ "text": item["text"], "address": item["href"] })).collect();
    let last = steps.pop().filter(|step| step["address"].is_null());
    let Some(last) = last else { return Err("the last step is the page itself, which is no link") };
    if steps.iter().any(|step| step["address"].is_null()) {
        return Err("the title of a part is a step without a link, and is not the page");
    }
    Ok(fill("above", given(json!({ "above": steps, "title": last["text"], "root": "" }))))
}

fn pagination(options: &Value, fill: Fill<'_>) -> Written {
    let mut links = Vec::new();
    for (side, words) in [("previous", "Previous page"), ("next", "Next page")] {
        let side = &options[side];
        if side.is_object() && (side["text"] != words || side["labelText"].is_null()) {
            return Err("both links have the title of the page that they lead to, in one form of words");
        }
        links.push(if side.is_object() {
            json!({ "address": side["href"], "text": side["labelText"] })
        } else {
            Value::Null
        });
    }
    Ok(fill("neighbours", given(json!({ "previous": links[0], "next": links[1], "root": "" }))))
}

/// A set of options in a fieldset.
fn set(part: &str, options: &Value, fill: Fill<'_>) -> Written {
    if !options["fieldset"].is_object() {
        return Err("a set of options always stands in a fieldset with a legend");
    }
    let name = options["name"].as_str().unwrap_or_default();
    let id = options["idPrefix"].as_str().unwrap_or(name);
    let all: Vec<Value> = list(&options["items"])
        .enumerate()
        .map(|(at, item)| {
            let own = if at == 0 { id.to_owned() } else { format!("{id}-{}", at + 1) };
            json!({
                "id": item["id"].as_str().unwrap_or(&own),
                "value": as_text(&item["value"]),
                "label": item["text"],
                "hint": item["hint"]["text"],
            })
        })
        .collect();
    let legend = &options["fieldset"]["legend"];
    if legend["text"].is_null() {
        return Err("a set of options always stands in a fieldset with a legend");
    }
    Ok(fill(
        "control",
        given(json!({
            "field": { "part": part, "detail": Value::Null, "set": true, "id": id, "name": name, "options": all },
            "options_class": options["classes"].as_str().unwrap_or_default(),
            "label": legend["text"],
            "label_class": legend["classes"].as_str().unwrap_or_default(),
            "level": u8::from(legend["isPageHeading"] == true),
            "hint": options["hint"]["text"].as_str().unwrap_or_default(),
        })),
    ))
}

/// A control with a label.
fn control(part: &str, options: &Value, more: Value, fill: Fill<'_>) -> String {
    let label = &options["label"];
    let id = options["id"].as_str().or(options["name"].as_str());
    let mut field = given(more);
    field
        .extend(given(json!({ "part": part, "detail": Value::Null, "set": false, "id": id, "name": options["name"] })));
    fill(
        "control",
        given(json!({
            "field": field,
            "label": label["text"],
            "label_class": label["classes"].as_str().unwrap_or_default(),
            "level": u8::from(label["isPageHeading"] == true),
            "hint": options["hint"]["text"].as_str().unwrap_or_default(),
        })),
    )
}
