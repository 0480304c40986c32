//! The engine of `sp-plan`: it reads checklists and plans, and judges plans. Texts in, values out.
//!
//! Nothing here reads a file, a clock or the environment, or prints; today's date is an argument. The same code is
//! compiled for the command line and for the pages, so that both give the same verdict.
//!
//! ```text
//! handbook files ─► catalogue ─────────────┐
//! plan text ─► yaml ─► plan ─► check ─► Report ─► wire (JSON)
//! ```
//!
//! Start with [`catalogue::Catalogue::load`], or [`catalogue::Compiled`] for a catalogue that was read before, and
//! [`check::check`].

pub mod action;
pub mod answer_type;
pub mod blank;
pub mod calculators;
pub mod catalogue;
pub mod check;
pub mod checklist;
pub mod copied;
pub mod difference;
pub mod edit;
pub mod expression;
pub mod finding;
pub mod ingredient;
pub mod mention;
mod mentioned;
pub mod message;
mod names;
pub mod newer;
pub mod parameter;
pub mod phrase;
pub mod place;
pub mod plan;
pub mod reader;
pub mod record;
pub mod rule;
pub mod suggestion;
pub mod timeline;
pub mod upgrade;
pub mod value;
pub mod verdict;
pub mod wire;
pub mod wording;
pub mod yaml;

pub use jiff::civil::Date;
