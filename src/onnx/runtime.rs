//! tract's own runtime, which shares no arithmetic with ours: the judge.

use std::sync::Arc;

use ndarray::{ArrayD, ArrayViewD, IxDyn};
use tract_onnx::prelude::*;

use super::{Import, Layout, Preprocessing, first_lines};
use crate::error::{Error, Result};
use crate::judge::SecondOpinion;

/// tract's optimised plan of one model.
#[derive(Debug, Clone)]
pub struct Runtime {
    plan: Arc<TypedRunnableModel>,
    layout: Layout,
    preprocessing: Preprocessing,
    input_shape: [usize; 3],
}

impl Runtime {
    pub fn new(import: &Import) -> Result<Self> {
        let plan = import.model.clone().into_optimized().and_then(|model| model.into_runnable()).map_err(gave_up)?;
        Ok(Runtime {
            plan,
            layout: import.layout,
            preprocessing: import.preprocessing.clone(),
            input_shape: import.input_shape,
        })
    }
}

impl SecondOpinion for Runtime {
    fn logits(&self, pixels: &[f32]) -> Result<Vec<f32>> {
        let [channels, height, width] = self.input_shape;
        let picture = ArrayViewD::from_shape(IxDyn(&[1, channels, height, width]), pixels)
            .map_err(|_| Error::length("picture", channels * height * width, pixels.len()))?;
        let mut picture: ArrayD<f32> = picture.to_owned();
        for (channel, mut plane) in picture.axis_iter_mut(ndarray::Axis(1)).enumerate() {
            let (factor, offset) = self.preprocessing.affine(channel);
            plane.mapv_inplace(|value| value * factor + offset);
        }
        if self.layout == Layout::Nhwc {
            picture = picture.permuted_axes(IxDyn(&[0, 2, 3, 1]));
        }
        let numbers: Vec<f32> = picture.iter().copied().collect();
        let tensor = Tensor::from_shape(picture.shape(), &numbers).map_err(gave_up)?;
        let outputs = self.plan.run(tvec!(tensor.into())).map_err(gave_up)?;
        let logits = outputs[0].cast_to::<f32>().map_err(gave_up)?;
        let logits = logits.to_plain_array_view::<f32>().map_err(gave_up)?;
        Ok(logits.iter().copied().collect())
    }
}

fn gave_up(error: TractError) -> Error {
    Error::Judge { reason: first_lines(&error) }
}
