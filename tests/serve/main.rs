//! Tests of `sp-plan serve`: pages, changes and faults as a browser meets them, and what is not answered.

#![allow(missing_docs, reason = "tests say what they are by their names")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// Longer than anything here takes, so that a test that waits in vain fails instead of hanging.
const PATIENCE: Duration = Duration::from_mins(1);

const SUMMARY: &str = "[Home](index.md)\n\n- [Ingredients](ingredients.md)\n- [Scheme](checklists/scheme.md)\n\
                       - [Glossary](glossary.md)\n- [Rules](rules/index.md)\n- [Messages](messages.md)\n\
                       - [References](references.md)\n- [Evidence](evidence.md)\n- [Since](since_2017.md)\n\
                       - [Figures](figures.md)\n- [Traceability](traceability.md)\n- [Search](search.md)\n";

const SCHEME: &str = "checklist:\n  id: scheme\n  title: Scheme\n  summary: S.\n  stage: design\n  questions:\n\
    \x20   - { id: name, label: Name, ask: What is it called?, answer: text, why: W., added: T. }\n\
    \x20   - { id: nation, label: Nation, ask: A, answer: { choice: { options: { england: E, wales: W } } }, why: W., added: T. }\n\
    \x20   - { id: stage, label: Stage, ask: A, answer: { choice: { options: { design: D, pilot: P, live: L } } }, why: W., added: T. }\n";

/// A small handbook in a folder.
fn handbook() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        (
            "checklists/handbook.yaml",
            "handbook: { version: '1.0', title: Small, guide_title: G, guide_year: '2017' }\n",
        ),
        ("checklists/scheme.yaml", SCHEME),
        ("book/book.toml", "[book]\ntitle = \"Small\"\n"),
        ("book/src/SUMMARY.md", SUMMARY),
        ("book/src/index.md", "# Home\n\nThe first text.\n"),
        ("book/src/ingredients.md", "# Ingredients\n\n{{#ingredients}}\n"),
        ("book/src/checklists/scheme.md", "# Scheme\n\n{{#checklist scheme}}\n"),
        ("book/src/glossary.md", "# Glossary\n\n{{#glossary}}\n"),
        ("book/src/rules/index.md", "# Rules\n\n{{#rules}}\n"),
        ("book/src/messages.md", "# Messages\n\n{{#messages}}\n"),
        ("book/src/references.md", "# References\n\n{{#references}}\n"),
        ("book/src/evidence.md", "# Evidence\n\n{{#claims}}\n"),
        ("book/src/since_2017.md", "# Since\n\n{{#since}}\n"),
        ("book/src/figures.md", "# Figures\n\n{{#figures}}\n"),
        ("book/src/traceability.md", "# Traceability\n\n{{#traceability}}\n"),
        ("book/src/search.md", "# Search\n\n{{#search}}\n"),
    ] {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A running server. It ends with the test.
struct Server {
    child: Child,
    port: u16,
    lines: Receiver<String>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer: its status, the head, the body.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sp-plan"));
        let mut child = command.arg("serve").args(arguments).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let errors = BufReader::new(child.stderr.take().unwrap());
        thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut server = Self { child, port: 0, lines };
        let address = server.says("http://127.0.0.1:");
        server.port = address.trim().trim_start_matches("http://127.0.0.1:").trim_end_matches('/').parse().unwrap();
        server
    }

    fn of(folder: &TempDir) -> Self {
        Self::start(&["--port", "0", "--handbook", folder.path().to_str().unwrap()])
    }

    /// The next line in the terminal that has these words.
    fn says(&self, words: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("nobody says `{words}`"));
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Sends bytes as they are and gives what comes back until the connection ends.
    fn raw(&self, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        // The server may have had enough before all is sent.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = stream.read(&mut buffer) {
            answer.extend_from_slice(&buffer[..count]);
        }
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask(&self, line: &str, headers: &str) -> Answer {
        let answer = self.raw(format!("{line} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n").as_bytes());
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), &format!("Host: 127.0.0.1:{}\r\n", self.port))
    }

    /// What the script of a page is told when it knows of `after`: the names of the state and the site, and the fault.
    fn told(&self, after: &str) -> (String, String, Option<String>) {
        let body = self.get(&format!("/.sp-plan/changes.js?after={after}")).body;
        let detail = body.split_once("detail: ").and_then(|(_, rest)| rest.trim_end().strip_suffix(" }));")).unwrap();
        let detail: serde_json::Value = serde_json::from_str(detail).unwrap();
        let text = |key: &str| detail[key].as_str().map(str::to_owned);
        (text("state").unwrap(), text("site").unwrap(), text("fault"))
    }

    /// What the script is told as soon as it is something new.
    fn told_next(&self, state: &str) -> (String, String, Option<String>) {
        for _ in 0..20 {
            let told = self.told(state);
            if told.0 != state {
                return told;
            }
        }
        panic!("nothing new is told");
    }
}

#[test]
fn a_change_a_fault_and_its_mending_reach_the_page() {
    let folder = handbook();
    let server = Server::of(&folder);
    let home = server.get("/");
    assert_eq!(home.status, 200);
    assert!(home.body.contains("The first text."));
    let (state, site, fault) = server.told("");
    assert_eq!(fault, None);
    assert!(home.body.contains(&format!("<script src=\"/.sp-plan/reload.js?site={site}\" defer></script>\n</head>")));

    // The script has asked before the change comes, and is answered when the new page is there.
    let (path, home) = (folder.path().to_owned(), "# Home\n\nThe second text.\n");
    let change = thread::spawn(move || {
        thread::sleep(Duration::from_millis(300));
        write(&path, "book/src/index.md", home);
    });
    let waiting = server.told_next(&state);
    change.join().unwrap();
    let (state, second_site, fault) = waiting;
    assert!(second_site != site && fault.is_none());
    assert!(server.get("/index.html").body.contains("The second text."));
    server.says("book/src/index.md: built in ");

    write(folder.path(), "checklists/scheme.yaml", &SCHEME.replace("answer: text", "answer: txet"));
    let (state, site, fault) = server.told_next(&state);
    let fault = fault.expect("there is a fault");
    assert!(fault.contains("there is no answer type `txet`") && fault.contains("checklists/scheme.yaml:7:"), "{fault}");
    assert_eq!(site, second_site, "the old pages stay");
    assert_eq!(server.get("/checklists/scheme.html").status, 200);
    server.says("checklists/scheme.yaml: not built, and the pages stay as they were");
    server.says("there is no answer type `txet`");

    write(folder.path(), "book/src/index.md", "# Home\n\nThe third text.\n");
    write(folder.path(), "checklists/scheme.yaml", SCHEME);
    let mut told = server.told_next(&state);
    // The two files may be taken for one change or for two.
    while told.2.is_some() {
        told = server.told_next(&told.0);
    }
    assert!(told.1 != second_site);
    assert!(server.get("/").body.contains("The third text."));

    // A part that was not there is followed too, and what is hidden is not.
    write(folder.path(), "checklists/.scheme.yaml.swp", "x: [");
    write(folder.path(), "templates/assets/own.css", "p { color: red; }");
    let (_, site, _) = server.told_next(&told.0);
    assert!(site != told.1);
    let style = server.get("/assets/own.css");
    assert_eq!((style.status, style.body.as_str()), (200, "p { color: red; }"));
    assert!(style.head.contains("content-type: text/css; charset=utf-8\r\n"), "{}", style.head);
    assert!(style.head.contains("cache-control: no-store\r\n"), "{}", style.head);
}

#[test]
fn a_folder_that_has_faults_is_served_when_they_are_mended() {
    let folder = handbook();
    write(folder.path(), "book/src/index.md", "No title.\n");
    let server = Server::of(&folder);
    let page = server.get("/");
    assert_eq!(page.status, 404);
    assert!(page.body.contains("The handbook is not built yet") && page.body.contains("reload.js?site="));
    let (state, _, fault) = server.told("");
    assert!(fault.is_some_and(|fault| fault.contains("book/src/index.md: a chapter begins with its title")));
    write(folder.path(), "book/src/index.md", "# Home\n");
    assert_eq!(server.told_next(&state).2, None);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn hostile_requests_are_refused_and_the_server_goes_on() {
    let folder = handbook();
    let server = Server::of(&folder);
    fs::write(folder.path().join("secret.html"), "secret").unwrap();
    for path in [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/rules/..%2f..%2fsecret.html",
        "/..\\secret.html",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/index.html%00.css",
        "/%",
        "/%c0%ae%c0%ae/secret.html",
    ] {
        let answer = server.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.head);
        assert!(!answer.body.contains("secret") && !answer.body.contains("root:"), "{path}");
    }
    for path in ["/assets", "/assets/", "/checklists/", "/secret.html", "/.sp-plan/", "/.sp-plan-handbook"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    let port = server.port;
    for host in ["Host: evil.example\r\n", "Host: 127.0.0.1\r\n", "Host: 127.0.0.1.evil.example\r\n", ""] {
        assert_eq!(server.ask("GET /", host).status, 421, "{host}");
    }
    assert_eq!(server.ask("GET http://evil.example/", &format!("Host: 127.0.0.1:{port}\r\n")).status, 421);
    let own = format!("Host: localhost:{port}\r\n");
    assert_eq!(server.ask("GET /", &own).status, 200);
    let foreign = format!("{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n");
    assert_eq!(server.ask("GET /.sp-plan/changes.js", &foreign).status, 403);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"] {
        let answer = server.ask(&format!("{method} /"), &own);
        assert!(answer.status == 405 && answer.head.contains("allow: get, head"), "{method}: {}", answer.head);
    }
    let head = server.ask("HEAD /", &own);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(server.ask("GET /", &format!("{own}X: {}\r\n", "x".repeat(1 << 20))).status, 431);
    assert_eq!(server.ask("GET /", &format!("{own}{}", "X: x\r\n".repeat(1000))).status, 431);
    assert!(matches!(server.get(&format!("/{}", "a".repeat(3000))).status, 414));
    for nonsense in [&b"\x16\x03\x01\x02\x00\x01\x00"[..], b"\r\n\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"] {
        let answer = server.raw(&[nonsense, b"\r\n\r\n"].concat());
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn nobody_else_can_reach_it() {
    let folder = handbook();
    let server = Server::of(&folder);
    // Another address of this machine, which only a server for all addresses would answer.
    assert!(TcpStream::connect(("127.0.0.2", server.port)).is_err());
}

#[test]
fn a_port_in_use_is_said() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output =
        Command::new(env!("CARGO_BIN_EXE_sp-plan")).args(["serve", "--port", &port]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains(&format!("another program uses the port {port}; leave out `--port`")), "{message}");
}

#[test]
fn a_folder_that_is_no_handbook_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_sp-plan"))
        .args(["serve", "--port", "0", "--handbook"])
        .arg(folder.path())
        .output()
        .expect("it starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is not a handbook"));
}

#[cfg(unix)]
#[test]
fn the_built_in_handbook_is_served_until_ctrl_c() {
    let mut server = Server::start(&["--port", "0"]);
    server.says("This is the built-in handbook, which does not change");
    assert!(server.get("/glossary.html").body.contains("Link worker"));
    assert_eq!(server.get("/rules").status, 302);
    let ended = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().unwrap();
    assert!(ended.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    server.says("Ended.");
}
