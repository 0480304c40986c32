//! Lighthouse, as a mobile telephone sees the pages: four kinds of page, four categories each, 100 to reach.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use super::table::put;
use crate::needs;
use crate::tools::{output, root, run};

/// A page of each kind.
const PAGES: [(&str, &str); 4] = [
    ("home", "index.html"),
    ("a chapter", "governance.html"),
    ("a checklist", "checklists/setup.html"),
    ("the glossary", "glossary.html"),
];

/// Lighthouse's categories.
const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

/// Where the pages are served for Lighthouse.
const PORT: &str = "41573";

/// Runs Lighthouse on each page, writes the table into its file, and gives it.
pub(super) fn write(program: &Path, home: &Path) -> Result<String> {
    let lighthouse = bring(home)?;
    let site = home.join("site-for-lighthouse");
    run(Command::new(program).args(["build", "-o"]).arg(&site))?;
    let mut server = serve(&site)?;
    let rows = PAGES.iter().map(|(what, page)| row(&lighthouse, home, what, page)).collect::<Result<Vec<_>>>();
    server.kill().context("cannot stop the server")?;
    server.wait().context("the server does not end")?;
    let mut table =
        String::from("Lighthouse 12.8.2, mobile, from a server that compresses as a web host does; 100 to reach.\n\n");
    table.push_str("| page | performance | accessibility | best practices | search engines |\n|---|---|---|---|---|\n");
    table.extend(rows?);
    put("lighthouse", &table)?;
    Ok(table)
}

fn bring(home: &Path) -> Result<std::path::PathBuf> {
    needs::node()?;
    needs::chromium()?;
    let folder = home.join("lighthouse");
    let program = folder.join("node_modules/.bin/lighthouse");
    if !program.is_file() {
        fs::create_dir_all(&folder)?;
        for file in ["package.json", "package-lock.json"] {
            fs::copy(root().join("xtask/lighthouse").join(file), folder.join(file))?;
        }
        let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        run(Command::new("npm").args(options).current_dir(&folder))?;
    }
    Ok(program)
}

/// Starts a server for the folder and waits until it answers. `sp-plan serve` is no measure here: it does not compress, and
/// adds what reloads a page.
fn serve(site: &Path) -> Result<Child> {
    let mut server = Command::new("node")
        .arg(root().join("xtask/lighthouse/serve.mjs"))
        .args([site.as_os_str(), PORT.as_ref()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("cannot start the server")?;
    for _ in 0..100 {
        if std::net::TcpStream::connect(format!("127.0.0.1:{PORT}")).is_ok() {
            return Ok(server);
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    server.kill().ok();
    bail!("the server does not answer on port {PORT}")
}

fn row(lighthouse: &Path, home: &Path, what: &str, page: &str) -> Result<String> {
    let flags = "--chrome-flags=--headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
                 --disable-background-networking --disable-component-update --disable-sync";
    let told = home.join("lighthouse.json");
    let address = format!("http://127.0.0.1:{PORT}/{page}");
    let mut command = Command::new(lighthouse);
    command.args([&address, "--quiet", "--output=json", flags]).arg(format!("--output-path={}", told.display()));
    output(command.env("CHROME_PATH", needs::chromium()?))?;
    let report: serde_json::Value = serde_json::from_str(&fs::read_to_string(&told)?)?;
    let scores = CATEGORIES.iter().map(|category| {
        let score = report.pointer(&format!("/categories/{category}/score")).and_then(serde_json::Value::as_f64);
        score.map_or("–".to_owned(), |score| format!("{:.0}", score * 100.0))
    });
    Ok(format!("| {what} | {} |\n", scores.collect::<Vec<_>>().join(" | ")))
}
