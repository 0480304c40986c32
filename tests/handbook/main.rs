//! Tests of the built handbook: every page sound, every link leading somewhere, nothing of anybody's lost.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that panics is a test that fails")]

mod accessibility;
mod build;
mod chapters;
mod component_parts;
mod components;
mod content;
mod decision_aids;
mod evidence;
mod forms;
mod html;
mod ingredients_figure;
mod markup;
mod named_schemes;
mod outcomes;
mod pages;
mod plain_english;
mod provenance;
mod safety;
mod search;
mod small;
mod support;
mod terms;
mod vendored;
mod workbench;
