//! The catalogue that plans are judged by.

use std::path::Path;

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::place::SourceText;

use super::{Colours, sound_catalogue, without_faults};
use crate::load::{HandbookFiles, documents};

/// The catalogue that plans are judged by. Of the embedded handbook only what judges is
/// read, and the ledger only when a message names the guide's lines; a handbook of one's own is read whole, so that every
/// fault in it is reported.
pub(super) struct Judging {
    pub(super) catalogue: Catalogue,
    ledger: Vec<SourceText>,
}

impl Judging {
    /// None, with every fault on standard error, when the handbook has faults.
    pub(super) fn new(handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Option<Self>> {
        if handbook.is_some() {
            let catalogue = sound_catalogue(handbook, colours)?;
            return Ok(catalogue.map(|(_, catalogue)| Self { catalogue, ledger: Vec::new() }));
        }
        let mut files = HandbookFiles::embedded();
        let ledger = files.keep_what_judges();
        let catalogue = without_faults(files.catalogue(), colours)?;
        Ok(catalogue.map(|catalogue| Self { catalogue, ledger }))
    }

    /// Reads the ledger, if that has not been done.
    pub(super) fn add_ledger(&mut self) {
        self.catalogue.add_ledger(&documents(&std::mem::take(&mut self.ledger)));
    }
}
