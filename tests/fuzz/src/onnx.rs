//! The importer: raw bytes and, three times in four, changed fields of decoded files; then one pass and one gradient.
#![no_main]

#[path = "../../hostile/memory.rs"]
mod memory;
#[path = "../../hostile/mutate.rs"]
mod mutate;
#[path = "../../hostile/net.rs"]
mod net;

use easily_fooled::random::Random;
use libfuzzer_sys::{fuzz_crossover, fuzz_mutator, fuzz_target, fuzzer_mutate};

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

fuzz_target!(|bytes: &[u8]| {
    let _ = net::attempt(bytes);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = Random::from_seed(seed);
    if random.below(4) > 0
        && let Some(changed) = mutate::mutated(&data[..size], &mut random)
        && changed.len() <= max_size
    {
        data[..changed.len()].copy_from_slice(&changed);
        return changed.len();
    }
    fuzzer_mutate(data, size, max_size)
});

fuzz_crossover!(|first: &[u8], second: &[u8], out: &mut [u8], seed: u32| {
    match mutate::crossed(first, second, &mut Random::from_seed(seed)) {
        Some(crossed) if crossed.len() <= out.len() => {
            out[..crossed.len()].copy_from_slice(&crossed);
            crossed.len()
        }
        _ => {
            let length = first.len().min(out.len());
            out[..length].copy_from_slice(&first[..length]);
            length
        }
    }
});
