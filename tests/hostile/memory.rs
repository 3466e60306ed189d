//! An allocator that counts, and ends the process where a file makes us take more than we say we would.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Bytes that one thread may hold at once.
pub const LIMIT: isize = 768 << 20;

thread_local! {
    static HELD: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

pub struct Counting;

fn add(bytes: isize) {
    let count = |held: &Cell<isize>| {
        held.set(held.get() + bytes);
        held.get()
    };
    // At a thread's end there may be no counter any more.
    let Ok(held) = HELD.try_with(count) else { return };
    let _ = MOST.try_with(|most| most.set(most.get().max(held)));
    if bytes > 0 && held > LIMIT {
        HELD.with(|held| held.set(0));
        eprintln!("{bytes} more bytes make {held}, the limit is {LIMIT}");
        std::process::abort();
    }
}

// Safety: all memory is the system's; only its sizes are added up.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size() as isize);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        add(layout.size() as isize);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        add(-(layout.size() as isize));
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        add(size as isize - layout.size() as isize);
        unsafe { System.realloc(memory, layout, size) }
    }
}

/// The most bytes that this thread held while `work` ran, beyond what it held before.
#[allow(dead_code, reason = "the targets of the fuzzer need the limit only")]
pub fn most_held<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = HELD.get();
    MOST.set(before);
    let result = work();
    (result, (MOST.get() - before).max(0) as usize)
}
