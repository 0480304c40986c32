//! The catalogue that plans are judged by.

use std::path::Path;

use sp_plan_engine::catalogue::{Catalogue, Loaded};

use super::{Colours, sound_catalogue, without_faults};
use crate::load::{embedded_catalogue, embedded_judging, embedded_ledger};

/// The catalogue that plans are judged by. Of the embedded handbook only what judges is taken, and the ledger only when a
/// message names the guide's lines; a handbook of one's own is read whole, so that every fault in it is reported.
pub(super) struct Judging {
    pub(super) catalogue: Catalogue,
    is_embedded: bool,
}

impl Judging {
    /// None, with every fault on standard error, when the handbook has faults.
    pub(super) fn new(handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Option<Self>> {
        Self::taken(handbook, colours, embedded_judging)
    }

    /// The same with everything that only explains, for a format that prints why a rule is there.
    pub(super) fn with_reasons(handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Option<Self>> {
        Self::taken(handbook, colours, embedded_catalogue)
    }

    fn taken(handbook: Option<&Path>, colours: Colours, embedded: fn() -> Loaded) -> anyhow::Result<Option<Self>> {
        let catalogue = match handbook {
            Some(_) => sound_catalogue(handbook, colours)?.map(|(_, catalogue)| catalogue),
            None => without_faults(embedded(), colours)?,
        };
        Ok(catalogue.map(|catalogue| Self { catalogue, is_embedded: handbook.is_none() }))
    }

    /// Takes the ledger up, if that has not been done.
    pub(super) fn add_ledger(&mut self) {
        if self.is_embedded && self.catalogue.ledger.is_empty() {
            self.catalogue.ledger = embedded_ledger();
        }
    }
}
