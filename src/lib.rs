//! Fool small neural networks, and see an ensemble resist.
//!
//! `.onnx` bytes become a [`network::Network`]; [`gradient::Workspace`] runs it forward and back to the pixels; attacks
//! walk along that gradient; [`judge`] runs the same file in an independent runtime for a second opinion. Pixels are
//! planar RGB (C, H, W), f32 in [0, 1], everywhere.

pub mod attack;
pub mod classifier;
pub mod ensemble;
pub mod error;
pub mod experiment;
pub mod fooling;
pub mod gradient;
pub mod image;
pub mod judge;
pub mod kernels;
pub mod loss;
pub mod network;
pub mod onnx;
pub mod ops;
pub mod random;
#[cfg(target_arch = "wasm32")]
mod wasm;
