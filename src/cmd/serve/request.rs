//! What a request asks for, and whether it may.

use hyper::header::{HOST, HeaderMap};
use hyper::{Method, Request, StatusCode};

/// The folder of addresses that are ours and not the site's; no file of a site begins with a dot.
pub(super) const OWN: &str = "/.sp-plan/";

/// The longest address that is looked at, in bytes.
const LONGEST_ADDRESS: usize = 2048;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A file of the site by name. Whether it is there is another question.
    File(String),
    /// The script that a page is given.
    Script,
    /// Its style.
    Style,
    /// What is shown when it is no longer the named one.
    Changes {
        /// What the page knows of; empty when it knows nothing.
        after: String,
    },
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused(pub(super) StatusCode, pub(super) &'static str);

/// Looks at a request. `port` is the one that is listened to.
pub(super) fn look<B>(request: &Request<B>, port: u16) -> Result<Wanted, Refused> {
    if !is_for_us(request, port) {
        let why = "This handbook is shown to browsers of this machine alone, at the address that the terminal names.";
        return Err(Refused(StatusCode::MISDIRECTED_REQUEST, why));
    }
    if comes_from_elsewhere(request.headers()) {
        return Err(Refused(
            StatusCode::FORBIDDEN,
            "Another site may link to this handbook, and not take parts of it.",
        ));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Refused(StatusCode::METHOD_NOT_ALLOWED, "A handbook can be read, and nothing else."));
    }
    let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
    if path.len() + query.len() > LONGEST_ADDRESS {
        return Err(Refused(StatusCode::URI_TOO_LONG, "This address is too long."));
    }
    match path.strip_prefix(OWN) {
        Some("reload.js") => return Ok(Wanted::Script),
        Some("reload.css") => return Ok(Wanted::Style),
        Some("changes.js") => {
            let after = query.split('&').find_map(|pair| pair.strip_prefix("after=")).unwrap_or_default();
            return Ok(Wanted::Changes { after: after.to_owned() });
        }
        _ => {}
    }
    let Some(name) = file_name(path) else {
        return Err(Refused(StatusCode::BAD_REQUEST, "This is not the address of a page."));
    };
    Ok(Wanted::File(name))
}

/// Whether a request names this server. A page of another site whose name has been made to lead to this machine names
/// that site.
fn is_for_us<B>(request: &Request<B>, port: u16) -> bool {
    let is_own = |authority: &str| {
        let (host, named) = authority.rsplit_once(':').unwrap_or((authority, "80"));
        (host == "127.0.0.1" || host.eq_ignore_ascii_case("localhost")) && named == port.to_string()
    };
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    host.to_str().is_ok_and(is_own) && request.uri().authority().is_none_or(|authority| is_own(authority.as_str()))
}

/// Whether a page of another site asks for a part of this one, by what browsers say of their requests.
fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    let says = |name: &str, words: &[&str]| {
        headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| words.contains(&value))
    };
    says("sec-fetch-site", &["cross-site", "same-site"]) && !says("sec-fetch-mode", &["navigate"])
}

/// The name of the file that a path means, without the slash before it; none when it means none for certain.
fn file_name(path: &str) -> Option<String> {
    let inner = path.strip_prefix('/')?;
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.bytes();
    while let Some(byte) = rest.next() {
        let decoded = match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                let (high, low) = (digit()?, digit()?);
                u8::try_from(high * 16 + low).ok()?
            }
            byte => byte,
        };
        bytes.push(decoded);
    }
    let name = String::from_utf8(bytes).ok()?;
    let is_odd = |one: char| one.is_control() || one == '\\' || one == ':';
    let climbs = name.split('/').any(|part| part == "." || part == "..");
    let is_folder = name.is_empty() || name.ends_with('/');
    if name.chars().any(is_odd) || climbs || name.starts_with('/') || name.contains("//") {
        return None;
    }
    Some(if is_folder { name + "index.html" } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PORT: u16 = 4717;

    fn wanted(path: &str, headers: &[(&str, &str)]) -> Result<Wanted, u16> {
        let mut request = Request::builder().uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        look(&request.body(()).expect("a request"), PORT).map_err(|refused| refused.0.as_u16())
    }

    #[test]
    fn an_address_means_a_file() {
        for (path, expected) in [
            ("/", "index.html"),
            ("/rules/", "rules/index.html"),
            ("/rules/a.html?x=/../y", "rules/a.html"),
            ("/a%2ehtml", "a.html"),
            ("/caf%C3%A9", "café"),
            ("/...", "..."),
        ] {
            assert_eq!(wanted(path, &[("host", "127.0.0.1:4717")]), Ok(Wanted::File(expected.to_owned())), "{path}");
        }
    }

    #[test]
    fn an_address_never_leads_elsewhere() {
        for path in [
            "/../etc/passwd",
            "/a/../../etc/passwd",
            "/%2e%2e/etc/passwd",
            "/.%2E/x",
            "/a/%2e%2e%2fx",
            "/a%5c..%5cx",
            "//etc/passwd",
            "/a//b",
            "/%2fetc/passwd",
            "/c:/x",
            "/a%00.html",
            "/a%0a",
            "/%",
            "/%4",
            "/%zz",
            "/%ff",
            "/%c0%ae%c0%ae/x",
        ] {
            assert_eq!(wanted(path, &[("host", "127.0.0.1:4717")]), Err(400), "{path}");
        }
        assert_eq!(wanted(&format!("/{}", "a".repeat(LONGEST_ADDRESS)), &[("host", "localhost:4717")]), Err(414));
    }

    #[test]
    fn only_this_machine_is_answered() {
        let index = Ok(Wanted::File("index.html".to_owned()));
        for host in ["127.0.0.1:4717", "localhost:4717", "LOCALHOST:4717"] {
            assert_eq!(wanted("/", &[("host", host)]), index, "{host}");
        }
        for host in [
            "",
            "example.org",
            "example.org:4717",
            "127.0.0.1",
            "127.0.0.1:80",
            "localhost.example.org:4717",
            "127.0.0.1.example.org:4717",
            "[::1]:4717",
            "x@localhost:4717",
            "localhost:4717:4717",
        ] {
            assert_eq!(wanted("/", &[("host", host)]), Err(421), "{host}");
        }
        assert_eq!(wanted("/", &[]), Err(421));
        assert_eq!(wanted("/", &[("host", "localhost:4717"), ("host", "localhost:4717")]), Err(421));
        assert_eq!(wanted("http://example.org/", &[("host", "localhost:4717")]), Err(421));
        assert_eq!(wanted("http://localhost:4717/", &[("host", "localhost:4717")]), index);
    }

    #[test]
    fn another_site_may_link_and_not_embed() {
        let from = |site, mode| {
            wanted("/", &[("host", "localhost:4717"), ("sec-fetch-site", site), ("sec-fetch-mode", mode)]).is_ok()
        };
        assert!(from("none", "navigate") && from("cross-site", "navigate") && from("same-origin", "no-cors"));
        assert!(!from("cross-site", "no-cors") && !from("same-site", "cors"));
    }

    #[test]
    fn the_script_asks_what_is_new() {
        let own = |path: &str| wanted(path, &[("host", "localhost:4717")]);
        assert_eq!(own("/.sp-plan/reload.js?site=1-1"), Ok(Wanted::Script));
        assert_eq!(own("/.sp-plan/changes.js"), Ok(Wanted::Changes { after: String::new() }));
        assert_eq!(own("/.sp-plan/changes.js?n=1&after=7-2"), Ok(Wanted::Changes { after: "7-2".to_owned() }));
        assert_eq!(own("/.sp-plan/other"), Ok(Wanted::File(".sp-plan/other".to_owned())));
    }
}
