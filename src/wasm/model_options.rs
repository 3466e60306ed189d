//! How a model from outside expects its pictures, as callers say it.

use serde::Deserialize;

use super::options::Given;
use crate::onnx::{Layout, Preprocessing};

impl Given for GivenModelOptions {
    const KEYS: &[&str] = &["mean", "std", "layout", "picture"];
}

#[derive(Default, Deserialize)]
pub struct GivenModelOptions {
    mean: Option<Vec<f32>>,
    std: Option<Vec<f32>>,
    layout: Option<GivenLayout>,
    picture: Option<[usize; 3]>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum GivenLayout {
    Nchw,
    Nhwc,
}

impl GivenModelOptions {
    pub fn resolve(self) -> Preprocessing {
        Preprocessing {
            mean: self.mean.unwrap_or_default(),
            std: self.std.unwrap_or_default(),
            layout: self.layout.map(|layout| match layout {
                GivenLayout::Nchw => Layout::Nchw,
                GivenLayout::Nhwc => Layout::Nhwc,
            }),
            picture: self.picture,
        }
    }
}
