//! The saved state of an evolution.
#![no_main]

#[path = "../../hostile/memory.rs"]
mod memory;
#[path = "../../hostile/state.rs"]
mod state;

use easily_fooled::random::Random;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

fuzz_target!(|bytes: &[u8]| state::attempt(bytes));

// Now and then a sound state takes the place of what there was, since few bytes are one by chance.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = Random::from_seed(seed);
    if random.below(200) > 0 {
        return fuzzer_mutate(data, size, max_size);
    }
    let bytes = state::sound(&mut random);
    let length = bytes.len().min(max_size);
    data[..length].copy_from_slice(&bytes[..length]);
    length
});
