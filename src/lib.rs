//! `sp-plan`: a toolkit for people who design social prescribing schemes.
//!
//! ```text
//! engine ◄ load, templates, report, handbook ◄ cmd ◄ main
//! ```
//!
//! [`load`] alone reads files; [`templates`] fills in the templates that it was given; the modules of [`report`] turn
//! reports into text and touch nothing; [`handbook`] makes the pages; a module of [`cmd`] is one command.

pub mod cli;
pub mod cmd;
pub mod handbook;
pub mod live_engine;
pub mod load;
pub mod report;
pub mod templates;
