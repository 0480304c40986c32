//! Tests of the built handbook: every page sound, every link leading somewhere, nothing of anybody's lost.

mod build;
mod content;
mod html;
mod pages;
mod support;
