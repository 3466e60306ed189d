//! A CPPN's genome as bytes and as text.
#![no_main]

#[path = "../../hostile/genome.rs"]
mod genome;
#[path = "../../hostile/memory.rs"]
mod memory;

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| genome::attempt(bytes));
