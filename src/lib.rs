//! Fool small neural networks, and see an ensemble resist.
//!
//! `.onnx` bytes become a [`network::Network`]; [`gradient::Workspace`] runs it forward and back to the pixels; attacks
//! walk along that gradient; a [`judge`] runs the same file in an independent runtime for a second opinion. Pixels are
//! planar RGB (C, H, W), f32 in [0, 1], everywhere.
//!
//! Without the feature `tract` neither reader nor judge is inside: networks come from a [`blueprint`], which somebody with
//! the feature drew, and the judge is lent.

pub mod attack;
pub mod blueprint;
pub mod classifier;
pub mod defense;
pub mod ensemble;
pub mod error;
pub mod experiment;
pub mod fooling;
pub mod given;
pub mod gradient;
pub mod image;
pub mod judge;
pub mod kernels;
pub mod loss;
pub mod network;
#[cfg(feature = "tract")]
pub mod onnx;
pub mod ops;
pub mod pattern;
pub mod random;
#[cfg(target_arch = "wasm32")]
mod wasm;
