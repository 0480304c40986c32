//! The target `yaml` for libFuzzer.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sp_plan_fuzz::try_named("yaml", bytes));
