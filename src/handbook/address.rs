//! Where links and pictures of a chapter may lead: to pages and pictures of the handbook, and to the web.

/// Where a link leads, as the page says it: chapters are named by their Markdown files and become pages. `page` is the
/// address of the page that it stands on. A fault is given as a sentence.
pub(super) fn link(address: &str, page: &str) -> Result<String, String> {
    only_what_is_seen(address)?;
    if let Some(scheme) = scheme(address) {
        return match scheme.as_str() {
            "https" | "http" | "mailto" => Ok(address.to_owned()),
            _ => Err(format!("a link may not begin with `{scheme}:`")),
        };
    }
    let (path, fragment) = address.split_once('#').map_or((address, None), |(path, id)| (path, Some(id)));
    inside(path, page).ok_or_else(|| leaves(address))?;
    let mut target = path.strip_suffix(".md").map_or_else(|| path.to_owned(), |stem| format!("{stem}.html"));
    if let Some(id) = fragment {
        target.push('#');
        target.push_str(id);
    }
    Ok(target)
}

/// Where a picture of the handbook lies, as seen from the root of the handbook. A fault is given as a sentence.
pub(super) fn picture(address: &str, page: &str) -> Result<String, String> {
    only_what_is_seen(address)?;
    if scheme(address).is_some() || address.starts_with("//") {
        return Err(format!("`{address}` is not a picture of the handbook"));
    }
    inside(address, page).filter(|path| !path.is_empty()).ok_or_else(|| leaves(address))
}

fn leaves(address: &str) -> String {
    format!("`{address}` leaves the handbook; name the file as seen from this chapter")
}

/// Blanks, control characters and backslashes: browsers pass over some of them, or read them as something else, so that
/// an address would not be what it looks like.
fn only_what_is_seen(address: &str) -> Result<(), String> {
    let Some(odd) = address.chars().find(|one| one.is_control() || one.is_whitespace() || *one == '\\') else {
        return Ok(());
    };
    let name = match odd {
        ' ' => "a blank".to_owned(),
        '\\' => "a backslash".to_owned(),
        _ => format!("the character U+{:04X}", u32::from(odd)),
    };
    Err(format!("an address may not have {name} in it"))
}

/// The scheme of an address, in lower case: what stands before a colon that comes before any slash. Whether it is a
/// scheme that anybody knows is not asked: nothing but a page's own path goes without one.
fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    (!scheme.contains(['/', '#', '?'])).then(|| scheme.to_ascii_lowercase())
}

/// A relative path from the root of the handbook; none when it leads out of it.
fn inside(path: &str, page: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    if !path.is_empty() {
        parts.pop();
    }
    for part in path.split('/') {
        // A browser reads an encoded dot as a dot.
        match part.to_ascii_lowercase().replace("%2e", ".").as_str() {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_and_to_the_web() {
        for (address, expected) in [
            ("../b.md#c", "../b.html#c"),
            ("c.md", "c.html"),
            ("#c", "#c"),
            ("", ""),
            ("./c.html?x=1:2", "./c.html?x=1:2"),
            ("https://example.org/a.md", "https://example.org/a.md"),
            ("HTTP://example.org", "HTTP://example.org"),
            ("mailto:a@example.org", "mailto:a@example.org"),
        ] {
            assert_eq!(link(address, "rules/a.html").as_deref(), Ok(expected), "{address}");
        }
    }

    #[test]
    fn nothing_else_is_a_link() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "javascript\u{a0}:x",
            "&javascript:x",
            "1javascript:x",
            "\\\\example.org",
            "/\\example.org",
            "//example.org",
            "/etc/passwd",
            "../../a.md",
            "../x/../../a.md",
            "%2e%2E/.%2e/a.md",
            "%2e/../../a.md",
            "a b.md",
        ] {
            assert!(link(address, "rules/a.html").is_err(), "{address}");
            assert!(picture(address, "rules/a.html").is_err(), "{address}");
        }
        assert!(link("../a.md", "a.html").is_err());
    }

    #[test]
    fn pictures_lie_in_the_handbook() {
        assert_eq!(picture("../assets/a.png", "rules/a.html").as_deref(), Ok("assets/a.png"));
        assert_eq!(picture("./assets/a.png", "a.html").as_deref(), Ok("assets/a.png"));
        for address in ["https://example.org/a.png", "mailto:a", "../assets/a.png"] {
            assert!(picture(address, "a.html").is_err(), "{address}");
        }
    }
}
