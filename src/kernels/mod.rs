//! The one place where speed is worth ugliness: matrix product, convolution and elementary functions on vectors.
//!
//! The same source runs on SSE2, AVX and wasm simd128 and rounds alike on all: no fused multiply-add, no reordering that
//! depends on the machine.

mod correlate;
pub mod elementary;
mod gemm;
mod window;
mod winograd;

pub use correlate::{Adjoint, Channels, Correlation};
pub use gemm::{COLUMNS, Epilogue, RowTiles, multiply_panel};
pub use window::Window;
