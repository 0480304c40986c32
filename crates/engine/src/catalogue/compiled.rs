//! A catalogue as bytes and back: the handbook is read, checked and linked once, when the program is built, and a
//! start only takes it up.
//!
//! The bytes are in sections, of which `judging` reads only the first; that is what a check waits for. A new field or type
//! of the catalogue needs its derives and nothing here, and is part of what judges. A field that only explains may be set
//! apart (`apart.rs`).
//!
//! The bytes are the program's own, never a user's. Bytes of another version are refused by their first line; beyond
//! that they are believed, as the program believes its own code.

use serde::{Deserialize, Serialize};

use super::{Catalogue, apart};
use crate::record::LedgerPart;

/// How the bytes begin: what they are, and for which version of the program.
const STAMP: &str = concat!("sp-plan catalogue ", env!("CARGO_PKG_VERSION"), "\n");

/// The bytes are not a catalogue of this version of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotACatalogue;

impl std::fmt::Display for NotACatalogue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("these bytes are not a catalogue of this version of the program")
    }
}

impl std::error::Error for NotACatalogue {}

/// A catalogue as bytes, of which each section is decoded when it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Compiled<'a> {
    judging: &'a [u8],
    /// The fields of what judges, and of the ledger, that only explain.
    apart: &'a [u8],
    /// The records that explain and do not judge.
    records: &'a [u8],
    ledger: &'a [u8],
}

impl<'a> Compiled<'a> {
    /// Finds the sections in bytes that [`Catalogue::compile`] made.
    ///
    /// # Errors
    ///
    /// The bytes were made by another version of the program, or are something else.
    pub fn open(bytes: &'a [u8]) -> Result<Self, NotACatalogue> {
        let sections = || {
            let rest = bytes.strip_prefix(STAMP.as_bytes())?;
            let (judging, rest) = section(rest)?;
            let (apart, rest) = section(rest)?;
            let (records, rest) = section(rest)?;
            let (ledger, rest) = section(rest)?;
            rest.is_empty().then_some(Self { judging, apart, records, ledger })
        };
        sections().ok_or(NotACatalogue)
    }

    /// The catalogue with everything that judges a plan. What only explains is empty: glossary, facts, claims,
    /// named schemes, sources, forms, decision aids,
    /// accessibility statement and ledger, and of questions and rules the fields that are set apart.
    ///
    /// # Errors
    ///
    /// The bytes are not whole.
    pub fn judging(self) -> Result<Catalogue, NotACatalogue> {
        decode(self.judging)
    }

    /// The same with the texts that explain each question, of which a blank plan is made; without them where the bytes are
    /// those of [`Catalogue::compile_judging`].
    ///
    /// # Errors
    ///
    /// The bytes are not whole.
    pub fn asking(self) -> Result<Catalogue, NotACatalogue> {
        if self.apart.is_empty() {
            return self.judging();
        }
        // What the ledger has set apart comes last and stays unread.
        apart::reading(self.apart, || self.judging()).0
    }

    /// The whole catalogue, without the texts of the files that it was read from.
    ///
    /// # Errors
    ///
    /// The bytes are not whole.
    pub fn whole(self) -> Result<Catalogue, NotACatalogue> {
        let ((catalogue, ledger), all_read) = apart::reading(self.apart, || (self.judging(), self.ledger()));
        if !all_read {
            return Err(NotACatalogue);
        }
        let (terms, facts, claims, named_schemes, sources, forms, decision_aids, accessibility) = decode(self.records)?;
        Ok(Catalogue {
            terms,
            facts,
            claims,
            named_schemes,
            sources,
            forms,
            decision_aids,
            accessibility,
            ledger: ledger?,
            ..catalogue?
        })
    }

    /// The coverage ledger alone, from which messages name the lines of the guide: its ids and lines.
    ///
    /// # Errors
    ///
    /// The bytes are not whole.
    pub fn ledger(self) -> Result<Vec<LedgerPart>, NotACatalogue> {
        decode(self.ledger)
    }
}

impl Catalogue {
    /// The catalogue as bytes for [`Compiled::open`], always the same for the same catalogue. The texts of the files that
    /// it was read from are left out: a catalogue with faults, which would need them, is not to be compiled.
    pub fn compile(&self) -> Vec<u8> {
        let ((judging, ledger), apart) = apart::writing(|| (encode(self), encode(&self.ledger)));
        let explaining = (
            &self.terms,
            &self.facts,
            &self.claims,
            &self.named_schemes,
            &self.sources,
            &self.forms,
            &self.decision_aids,
            &self.accessibility,
        );
        let records = encode(&explaining);
        sections(&[&judging, &apart, &records, &ledger])
    }

    /// The bytes of what judges alone, a third of the whole, for pages that check plans. [`Compiled::whole`] refuses them.
    pub fn compile_judging(&self) -> Vec<u8> {
        let (judging, _) = apart::writing(|| encode(self));
        sections(&[&judging, &[], &[], &[]])
    }
}

/// Sections, each after its length, under the stamp.
fn sections(sections: &[&[u8]; 4]) -> Vec<u8> {
    let mut bytes = STAMP.as_bytes().to_vec();
    for section in sections {
        bytes.extend_from_slice(&(section.len() as u64).to_le_bytes());
        bytes.extend_from_slice(section);
    }
    bytes
}

fn encode(value: &impl Serialize) -> Vec<u8> {
    // Encoding into memory fails only for a map or a list of unknown length, which no derived type has. An empty section
    // cannot be decoded, so that even then nothing wrong is believed.
    postcard::to_allocvec(value).unwrap_or_default()
}

fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, NotACatalogue> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(NotACatalogue),
    }
}

/// The first section of some bytes, which begins with its length, and what follows it.
fn section(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)
}
