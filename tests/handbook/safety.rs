//! What a fork has in its folder stays in its place: nothing from outside, no site half written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use sp_plan::handbook::{build, build_in_memory};
use sp_plan::load::{ASSET_TYPES, HandbookFiles, MAXIMUM_HANDBOOK_FILE_BYTES};
use sp_plan_engine::place::SourceText;
use tempfile::TempDir;

use crate::small::{put, small};
use crate::support::{fault, read, site, text};

/// The small handbook in a folder, which a test can change.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), &small("x", "Text", "T"));
    folder
}

fn opened(folder: &Path) -> Result<HandbookFiles, String> {
    HandbookFiles::in_folder(folder).map_err(|error| format!("{error:#}"))
}

#[test]
fn what_is_hidden_or_of_no_use_is_not_read() {
    let folder = folder();
    for (name, text) in [
        ("checklists/.secret.yaml", "x: ["),
        ("checklists/.git/config.yaml", "x: ["),
        ("checklists/a.yaml~", "x: ["),
        ("book/src/.env.md", "secret"),
        ("book/src/notes.txt", "secret"),
        ("templates/assets/.htpasswd", "secret"),
        ("templates/assets/.git/a.css", "secret"),
        ("templates/assets/own.css", "p{}"),
        ("templates/README.md", "secret"),
        ("secret.css", "secret"),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let files = opened(folder.path()).unwrap();
    let catalogue = files.catalogue();
    assert!(catalogue.findings.is_empty());
    let built = build_in_memory(&files, &catalogue.catalogue).unwrap();
    assert!(built.contains_key("assets/own.css"));
    for (name, bytes) in &built {
        assert!(!name.contains("/.") && !String::from_utf8_lossy(bytes).contains("secret"), "{name}");
    }
}

#[test]
fn what_may_not_be_copied_or_read_is_named() {
    let refused = |name: &str, bytes: &[u8]| {
        let folder = folder();
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        opened(folder.path()).map(|_| ()).expect_err(name)
    };
    for name in ["templates/assets/page.html", "templates/assets/run.exe", "templates/assets/LICENSE"] {
        assert!(refused(name, b"x").starts_with(&format!("{name}: a file of this kind is not copied")), "{name}");
    }
    assert!(refused("templates/page/own.html", b"x").contains("lies in one of the folders pages, parts, report"));
    assert!(refused("book/src/index.md", b"# A\n\nb\xffc").starts_with("book/src/index.md:3: this is not UTF-8"));
    let long = vec![b'x'; usize::try_from(MAXIMUM_HANDBOOK_FILE_BYTES).unwrap() + 1];
    assert!(refused("book/src/index.md", &long).contains("book/src/index.md is longer than 4 MB"));
    assert!(refused("checklists/long.yaml", &long).contains("checklists/long.yaml is longer than 4 MB"));
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_within_the_handbook_alone() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.md"), "# Secret\n").unwrap();
    let linked = |name: &str, target: &Path| {
        let folder = folder();
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(target, &path).unwrap();
        opened(folder.path()).map(|files| files.book.iter().any(|text| text.name == "src/linked.md"))
    };
    let secret = outside.path().join("secret.md");
    let leads_out = "leads out of the handbook and is not followed";
    for name in ["book/src/linked.md", "checklists/linked.yaml", "templates/assets/linked.css", "book/src/unused.txt"] {
        let message = linked(name, &secret).expect_err(name);
        assert!(message.starts_with(name) && message.contains(leads_out), "{message}");
    }
    assert!(linked("book/src/more", outside.path()).is_err_and(|message| message.contains(leads_out)));
    assert!(linked("templates", outside.path()).is_err_and(|message| message.contains(leads_out)));
    assert!(linked("book/src/more", Path::new(".")).is_err_and(|message| message.contains("is a link to a folder")));
    assert!(linked("book/src/linked.md", Path::new("nowhere")).is_err_and(|message| message.contains("leads nowhere")));
    assert_eq!(linked("book/src/linked.md", Path::new("index.md")), Ok(true));
    // Some editors mark a file that is open with such a link.
    assert_eq!(linked("book/src/.#index.md", Path::new("user@machine.1")), Ok(false));
}

#[test]
fn files_that_are_one_on_some_systems_are_refused() {
    let mut files = small("x", "Text", "T");
    files.book.push(SourceText::new("src/Glossary.md", "# Another\n"));
    text(&mut files.book, "src/SUMMARY.md").push_str("- [Another](Glossary.md)\n");
    assert!(fault(&files).contains("which are one file on many systems"), "{}", fault(&files));
    let mut files = small("x", "Text", "T");
    files.assets.push(("a\\b.css".to_owned(), Vec::new()));
    assert!(fault(&files).contains("`assets/a\\b.css`; names of files"), "{}", fault(&files));
    files.assets.pop();
    files.assets.push(("con.css".to_owned(), Vec::new()));
    assert!(fault(&files).contains("Windows keeps the name `con`"), "{}", fault(&files));
}

#[test]
fn the_embedded_files_are_those_of_the_folder() {
    let folder = HandbookFiles::in_folder(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let embedded = HandbookFiles::embedded();
    let names = |texts: &[SourceText]| texts.iter().map(|text| text.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&folder.book), names(&embedded.book));
    assert_eq!(names(&folder.templates), names(&embedded.templates));
    assert!(folder.assets == embedded.assets);
    for (name, _) in &embedded.assets {
        assert!(ASSET_TYPES.iter().any(|(ending, _)| name.ends_with(&format!(".{ending}"))), "{name}");
    }
}

#[test]
fn memory_and_folder_get_the_same_files() {
    let built = build_in_memory(&HandbookFiles::embedded(), &site().catalogue).unwrap();
    let in_folder: BTreeMap<_, _> = site()
        .files
        .iter()
        .filter(|(name, _)| !name.starts_with('.'))
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .collect();
    assert!(built == in_folder);
}

/// Two handbooks whose every page differs, and the sites that come of them.
struct Two {
    folder: TempDir,
    sites: [BTreeMap<String, Vec<u8>>; 2],
}

impl Two {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sites = ["one", "two"].map(|word| {
            let source = folder.path().join(word);
            let files = small(word, "Text", word);
            put(&source, &files);
            let files = HandbookFiles::in_folder(&source).unwrap();
            let site = folder.path().join("out").join(format!("{word}-alone"));
            build(&files, &files.catalogue().catalogue, &site).unwrap();
            let read = read(&site);
            fs::remove_dir_all(site).unwrap();
            read
        });
        Self { folder, sites }
    }

    fn command(&self, word: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sp-plan"));
        command.arg("build").arg("--handbook").arg(self.folder.path().join(word)).arg("-o").arg(self.site());
        command.stderr(Stdio::null());
        command
    }

    fn site(&self) -> std::path::PathBuf {
        self.folder.path().join("out/site")
    }

    fn is_whole(&self) -> bool {
        self.sites.contains(&read(&self.site()))
    }

    fn beside(&self) -> usize {
        fs::read_dir(self.folder.path().join("out")).unwrap().count()
    }
}

#[test]
fn a_build_that_is_killed_leaves_one_whole_site() {
    let two = Two::new();
    assert!(two.command("one").status().unwrap().success());
    let mut killed = 0;
    for round in 0..24_u64 {
        let mut child = two.command(if round % 2 == 0 { "two" } else { "one" }).spawn().unwrap();
        // From the moment at which it begins to write, a little later each time.
        while two.beside() < 2 && child.try_wait().unwrap().is_none() {
            sleep(Duration::from_micros(100));
        }
        sleep(Duration::from_micros(round * 1500));
        killed += u32::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        child.wait().unwrap();
        assert!(two.is_whole(), "round {round}");
    }
    assert!(killed > 0, "at least one was killed while it wrote");
    // What they left beside the site is no hindrance, and goes.
    assert!(two.command("one").status().unwrap().success());
    assert!(two.is_whole());
    assert_eq!(two.beside(), 1);
}

#[test]
fn builds_at_the_same_time_leave_one_whole_site() {
    let two = Two::new();
    for _ in 0..4 {
        let words = ["one", "two", "one", "two"];
        let children: Vec<_> = words.iter().map(|word| two.command(word).spawn().unwrap()).collect();
        for mut child in children {
            assert!(child.wait().unwrap().success());
        }
        assert!(two.is_whole());
        assert_eq!(two.beside(), 1);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_cannot_be_written_leaves_the_old_site() {
    let two = Two::new();
    assert!(two.command("one").status().unwrap().success());
    // Every file is cut at 512 bytes, as on a disk that is full.
    let command = two.command("two");
    let mut limited = Command::new("sh");
    limited.arg("-c").arg("trap '' XFSZ; ulimit -f 1; exec \"$@\"").arg("sh").arg(command.get_program());
    let output = limited.args(command.get_args()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.starts_with("sp-plan: cannot write "), "{message}");
    assert!(read(&two.site()) == two.sites[0], "the old site is whole");
    assert_eq!(two.beside(), 1);
    // A place that nobody can write to.
    let files = HandbookFiles::embedded();
    let error = build(&files, &site().catalogue, Path::new("/proc/site")).expect_err("it cannot be written");
    assert!(format!("{error:#}").starts_with("cannot write in /proc"), "{error:#}");
}
