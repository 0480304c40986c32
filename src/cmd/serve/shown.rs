//! What is shown: the site as it was last built, and what keeps a newer one from being built.

use std::collections::BTreeMap;

use hyper::body::Bytes;

/// The files of a site by name.
pub(super) type SiteFiles = BTreeMap<String, Bytes>;

/// Why a site could not be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// For the terminal.
    pub(super) coloured: String,
    /// For the page.
    pub(super) plain: String,
}

/// What is shown.
#[derive(Debug)]
pub(super) struct Shown {
    /// The site; empty when none could be built so far.
    pub(super) files: SiteFiles,
    /// Why the site is not that of the folder as it is now.
    pub(super) fault: Option<Fault>,
    /// Counts the sites that have been shown.
    site: u64,
    /// Counts all that has been shown: sites, and faults.
    state: u64,
}

/// What has come of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    /// Pages differ.
    NewPages,
    /// All pages are as they were.
    SamePages,
    /// The site cannot be built.
    Fault,
}

impl Shown {
    /// The first.
    pub(super) fn new(made: Result<SiteFiles, Fault>) -> Self {
        let (files, fault) = match made {
            Ok(files) => (files, None),
            Err(fault) => (SiteFiles::new(), Some(fault)),
        };
        Self { files, fault, site: 1, state: 1 }
    }

    /// What is shown after this, and what has come of the change. Nothing new when nobody would see a difference.
    pub(super) fn after(&self, made: Result<SiteFiles, Fault>) -> (Came, Option<Self>) {
        let state = self.state + 1;
        match made {
            Ok(files) if files == self.files => {
                let mended = Self { files, fault: None, site: self.site, state };
                (Came::SamePages, self.fault.is_some().then_some(mended))
            }
            Ok(files) => (Came::NewPages, Some(Self { files, fault: None, site: self.site + 1, state })),
            Err(fault) => {
                let is_new = self.fault.as_ref() != Some(&fault);
                let shown = Self { files: self.files.clone(), fault: Some(fault), site: self.site, state };
                (Came::Fault, is_new.then_some(shown))
            }
        }
    }

    /// Names the site, in this run of the program and no other: a page that was open before is told so too.
    pub(super) fn site_name(&self) -> String {
        format!("{}-{}", std::process::id(), self.site)
    }

    /// Names what is shown, in the same manner.
    pub(super) fn state_name(&self) -> String {
        format!("{}-{}", std::process::id(), self.state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(text: &'static str) -> SiteFiles {
        SiteFiles::from([("index.html".to_owned(), Bytes::from_static(text.as_bytes()))])
    }

    fn fault(text: &str) -> Fault {
        Fault { coloured: text.to_owned(), plain: text.to_owned() }
    }

    #[test]
    fn only_what_differs_is_new() {
        let first = Shown::new(Ok(site("a")));
        assert!(matches!(first.after(Ok(site("a"))), (Came::SamePages, None)));
        let (came, second) = first.after(Ok(site("b")));
        let second = second.expect("it is new");
        assert_eq!(came, Came::NewPages);
        assert!(second.site_name() != first.site_name() && second.state_name() != first.state_name());

        let (came, faulty) = second.after(Err(fault("x")));
        let faulty = faulty.expect("it is new");
        assert_eq!(came, Came::Fault);
        assert_eq!((faulty.site_name(), &faulty.files), (second.site_name(), &second.files), "the old pages stay");
        assert!(faulty.state_name() != second.state_name());
        assert!(matches!(faulty.after(Err(fault("x"))), (Came::Fault, None)));
        assert!(matches!(faulty.after(Err(fault("y"))), (Came::Fault, Some(_))));

        let (came, mended) = faulty.after(Ok(site("b")));
        let mended = mended.expect("the fault is gone");
        assert_eq!((came, mended.fault.is_none()), (Came::SamePages, true));
        assert_eq!(mended.site_name(), second.site_name(), "no page needs to be loaded again");
    }
}
