//! `sp-plan`: a toolkit for people who design social prescribing schemes.
//!
//! ```text
//! engine ◄ load, report ◄ handbook ◄ cmd ◄ main
//! ```
//!
//! [`load`] alone reads files; the package `sp-plan-report` turns reports into text, fills in the templates that it was
//! given, and touches nothing; [`handbook`] makes the pages; a module of [`cmd`] is one command.

pub mod cli;
pub mod cmd;
pub mod handbook;
pub mod live_engine;
pub mod load;
