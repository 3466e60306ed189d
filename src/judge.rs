//! The second opinion: the same file run by a runtime that shares no arithmetic with ours. A picture counts as fooling only
//! when it agrees.

use std::fmt::Debug;

use crate::error::Result;

/// Another runtime of a model. With the feature `tract` it comes with every import; without, somebody lends it.
pub trait SecondOpinion: Debug {
    /// Logits of one picture: planar (C, H, W), in [0, 1].
    fn logits(&self, pixels: &[f32]) -> Result<Vec<f32>>;
}

/// Shared by all clones of a classifier.
#[cfg(not(target_arch = "wasm32"))]
pub type Judge = std::sync::Arc<dyn SecondOpinion + Send + Sync>;
/// Shared by all clones of a classifier. In a page it may live in another module, and so stays in its thread.
#[cfg(target_arch = "wasm32")]
pub type Judge = std::sync::Arc<dyn SecondOpinion>;
