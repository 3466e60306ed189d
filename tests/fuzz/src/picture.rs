//! Pictures of odd sizes in and out.
#![no_main]

#[path = "../../hostile/memory.rs"]
mod memory;
#[path = "../../hostile/picture.rs"]
mod picture;

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| picture::attempt(bytes));
