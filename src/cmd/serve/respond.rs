//! Answers: the files of the site, the script that pages are given, and what is new.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::{Request, Response, StatusCode};
use tokio::sync::watch::Receiver;

use super::request::{OWN, Refused, Wanted, look};
use super::shown::Shown;
use crate::load::ASSET_TYPES;

/// How long the script waits for an answer that is not there yet. It asks again at once while its page can be seen. A
/// browser opens six connections to one address, and each page that was looked at within this time holds one.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The answer to a request.
pub(super) async fn respond<B>(
    request: Request<B>,
    port: u16,
    mut shown: Receiver<Arc<Shown>>,
) -> Response<Full<Bytes>> {
    match look(&request, port) {
        Err(Refused(status, words)) => plain(status, words),
        Ok(Wanted::Script) => file(SCRIPT, Bytes::from_static(include_bytes!("reload.js"))),
        Ok(Wanted::Style) => file("text/css; charset=utf-8", Bytes::from_static(include_bytes!("reload.css"))),
        Ok(Wanted::Changes { after }) => {
            let is_new = shown.wait_for(|shown| shown.state_name() != after);
            // Whether it is new or the wait is over, what is shown now is told.
            let _ = tokio::time::timeout(LONGEST_WAIT, is_new).await;
            let told = told(&shown.borrow());
            file(SCRIPT, Bytes::from(told))
        }
        Ok(Wanted::File(name)) => {
            let shown = Arc::clone(&shown.borrow());
            site_file(&shown, &name)
        }
    }
}

/// A file of the site. A page has the script of this server in its head.
fn site_file(shown: &Shown, name: &str) -> Response<Full<Bytes>> {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match shown.files.get(name) {
        Some(bytes) if ending == "html" => file(HTML, Bytes::from(with_script(&String::from_utf8_lossy(bytes), shown))),
        Some(bytes) => {
            let known = ASSET_TYPES.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known));
            file(known.map_or("application/octet-stream", |(_, kind)| kind), bytes.clone())
        }
        None if shown.files.contains_key(&format!("{name}/index.html")) => {
            let mut response = plain(StatusCode::FOUND, "The page has another address.");
            // The name may have letters that an address cannot have as they are; then there is no such folder either.
            if let Ok(place) = HeaderValue::from_str(&format!("/{name}/")) {
                response.headers_mut().insert(header::LOCATION, place);
            }
            response
        }
        None => {
            let page = if shown.files.is_empty() { NOT_BUILT } else { NOT_THERE };
            let mut response = file(HTML, Bytes::from(with_script(page, shown)));
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
    }
}

/// Shown where the site has no page: with the script, so that it shows as soon as there is one.
const NOT_THERE: &str = "<!doctype html>
<html lang=\"en-GB\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>There is no such page</title>
<link rel=\"icon\" href=\"data:,\">
</head>
<body>
<main>
<h1>There is no such page</h1>
<p>The handbook has no page at this address. It will show here when there is one.</p>
<p><a href=\"/\">Go to the home page</a></p>
</main>
</body>
</html>
";

/// Shown while no handbook could be built at all.
const NOT_BUILT: &str = "<!doctype html>
<html lang=\"en-GB\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>The handbook is not built yet</title>
<link rel=\"icon\" href=\"data:,\">
</head>
<body>
<main>
<h1>The handbook is not built yet</h1>
<p>It will show here when its files have been mended.</p>
</main>
</body>
</html>
";

/// A page with the script of this server, which the page's own policy allows, and its style.
fn with_script(page: &str, shown: &Shown) -> String {
    let site = shown.site_name();
    let lines = format!(
        "<link rel=\"stylesheet\" href=\"{OWN}reload.css\">\n<script src=\"{OWN}reload.js?site={site}\" defer></script>\n"
    );
    // A template of a handbook's own may leave out the head's end; a script may stand anywhere.
    match page.find("</head>") {
        Some(at) => {
            let (head, rest) = page.split_at(at);
            format!("{head}{lines}{rest}")
        }
        None => format!("{page}\n{lines}"),
    }
}

/// What is shown, as a script that tells the page.
fn told(shown: &Shown) -> String {
    let detail = serde_json::json!({
        "state": shown.state_name(),
        "site": shown.site_name(),
        "fault": shown.fault.as_ref().map(|fault| fault.plain.trim_end()),
    });
    format!("document.dispatchEvent(new CustomEvent(\"sp-plan-shown\", {{ detail: {detail} }}));\n")
}

fn file(kind: &'static str, bytes: Bytes) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(bytes));
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        // Pages say the rest of their policy themselves; this part of it a page cannot say.
        (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn plain(status: StatusCode, words: &'static str) -> Response<Full<Bytes>> {
    let mut response = file("text/plain; charset=utf-8", Bytes::from_static(words.as_bytes()));
    *response.status_mut() = status;
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cmd::serve::shown::{Fault, SiteFiles};

    fn shown(files: &[(&str, &'static str)]) -> Shown {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), Bytes::from_static(text.as_bytes())));
        Shown::new(Ok(files.collect::<SiteFiles>()))
    }

    #[test]
    fn a_page_has_the_script_once_in_its_head() {
        let shown = shown(&[]);
        let page = with_script("<head>\n</head><body></head>", &shown);
        assert_eq!(page.matches("reload.js?site=").count(), 1);
        assert!(page.find("reload.js").expect("it is there") < page.find("</head>").expect("it is there"));
        assert!(with_script("<p>", &shown).ends_with("</script>\n"));
    }

    #[test]
    fn files_have_their_types_and_folders_are_not_listed() {
        let shown = shown(&[
            ("assets/a.css", "a{}"),
            ("assets/b.PNG", ""),
            ("rules/index.html", "<head></head>"),
            ("a.html", ""),
        ]);
        let status = |name: &str| site_file(&shown, name).status().as_u16();
        let kind = |name: &str| site_file(&shown, name).headers()[header::CONTENT_TYPE].to_str().unwrap().to_owned();
        assert_eq!((status("assets/a.css"), kind("assets/a.css").as_str()), (200, "text/css; charset=utf-8"));
        assert_eq!((status("assets/b.PNG"), kind("assets/b.PNG").as_str()), (200, "image/png"));
        assert_eq!((status("a.html"), kind("a.html").as_str()), (200, HTML));
        assert_eq!((status("assets"), status("assets/index.html"), status("nothing")), (404, 404, 404));
        assert_eq!(site_file(&shown, "rules").headers()[header::LOCATION], "/rules/");
    }

    #[test]
    fn what_is_told_is_a_script_whatever_the_fault_says() {
        let said = "</script>\"'\\\u{2028}\n".to_owned();
        let fault = Fault { coloured: String::new(), plain: format!("{said}x") };
        let told = told(&Shown::new(Err(fault)));
        let detail = told.split_once("detail: ").and_then(|(_, rest)| rest.strip_suffix(" }));\n")).expect("a detail");
        let detail: serde_json::Value = serde_json::from_str(detail).expect("JSON");
        assert_eq!(detail["fault"], format!("{said}x"));
        assert_eq!(told.lines().count(), 1);
    }
}
