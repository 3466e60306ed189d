//! A picture classifier: our engine where it has a gradient, and tract's runtime beside it.

use std::sync::Arc;

use ndarray::ArrayView4;

use crate::error::{Error, Result};
use crate::gradient::Workspace;
use crate::judge::Judge;
use crate::network::Network;
use crate::onnx::{Import, Preprocessing};
use crate::pattern::Pattern;

/// Pictures that one pass takes at most; larger batches are cut, so that memory stays bounded.
pub(crate) const PASS: usize = 16;

/// A loaded model. Clones share the weights and have a workspace of their own.
#[derive(Debug, Clone)]
pub struct Classifier {
    engine: Option<Engine>,
    judge: Judge,
    input_shape: [usize; 3],
    native_shape: [usize; 3],
    class_count: usize,
    parameter_count: usize,
    notes: Arc<Vec<String>>,
    /// Why there is no gradient.
    refusal: Option<Error>,
}

#[derive(Debug, Clone)]
struct Engine {
    network: Arc<Network>,
    workspace: Workspace,
}

/// exp(z − max) / Σ over each row of `class_count` logits.
pub fn softmax(logits: &[f32], class_count: usize) -> Vec<f32> {
    let mut probabilities = logits.to_vec();
    for row in probabilities.chunks_exact_mut(class_count) {
        let maximum = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        row.iter_mut().for_each(|value| *value = libm::expf(*value - maximum));
        let sum: f32 = row.iter().sum();
        row.iter_mut().for_each(|value| *value /= sum);
    }
    probabilities
}

/// The first of the largest.
pub fn argmax(row: &[f32]) -> usize {
    row.iter().enumerate().fold(0, |best, (index, &value)| if value > row[best] { index } else { best })
}

impl Classifier {
    /// Reads an `.onnx` file. A model with an op that has no gradient loads too: see [`Classifier::refusal`].
    pub fn from_onnx(bytes: &[u8], preprocessing: Preprocessing) -> Result<Self> {
        let import = Import::read(bytes, preprocessing)?;
        let judge = Judge::new(&import)?;
        let mut notes = import.notes.clone();
        let (engine, refusal) = match import.network() {
            Ok(network) => {
                let workspace = Workspace::new(&network);
                (Some(Engine { network: Arc::new(network), workspace }), None)
            }
            Err(error @ Error::NoGradient { .. }) => {
                notes.push(error.to_string());
                (None, Some(error))
            }
            Err(error) => return Err(error),
        };
        if has_odd_weights(&engine) {
            notes.push("Some of its weights are not finite (NaN or ∞); its answers may be meaningless.".into());
        }
        Ok(Classifier {
            engine,
            judge,
            input_shape: import.input_shape,
            native_shape: import.native_shape,
            class_count: import.class_count,
            parameter_count: import.parameter_count,
            notes: Arc::new(notes),
            refusal,
        })
    }

    /// Channels, height, width.
    pub fn input_shape(&self) -> [usize; 3] {
        self.input_shape
    }

    /// Channels, height, width that the file wants; pictures of [`Classifier::input_shape`] are scaled to them.
    pub fn native_shape(&self) -> [usize; 3] {
        self.native_shape
    }

    /// Numbers in one picture.
    pub fn input_length(&self) -> usize {
        self.input_shape.iter().product()
    }

    pub fn class_count(&self) -> usize {
        self.class_count
    }

    /// Floating-point numbers that the file holds as weights.
    pub fn parameter_count(&self) -> usize {
        self.parameter_count
    }

    /// Plain sentences about what loading found or changed.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Why the model has no gradient; `None` when it has one.
    pub fn refusal(&self) -> Option<&Error> {
        self.refusal.as_ref()
    }

    pub fn network(&self) -> Option<&Network> {
        self.engine.as_ref().map(|engine| &*engine.network)
    }

    /// Logits of a batch: `pixels` holds pictures (C, H, W) in [0, 1], one after another; the result a row each.
    pub fn logits(&mut self, pixels: &[f32]) -> Result<Vec<f32>> {
        self.check_pictures(pixels)?;
        let Some(engine) = &mut self.engine else { return self.second_opinion(pixels) };
        let passes = pixels.chunks(PASS * self.input_shape.iter().product::<usize>());
        Ok(passes.flat_map(|pass| engine.workspace.forward(&engine.network, pass).to_vec()).collect())
    }

    /// [`Classifier::logits`] over a (batch, channels, height, width) array.
    pub fn logits_of(&mut self, pictures: ArrayView4<f32>) -> Result<ndarray::Array2<f32>> {
        let (batch, channels, height, width) = pictures.dim();
        if [channels, height, width] != self.input_shape {
            let (expected, found) = (format!("{:?}", self.input_shape), format!("{:?}", [channels, height, width]));
            return Err(Error::Shape { what: "pictures".into(), expected, found });
        }
        let pixels: Vec<f32> = pictures.iter().copied().collect();
        let logits = self.logits(&pixels)?;
        ndarray::Array2::from_shape_vec((batch, self.class_count), logits)
            .map_err(|_| Error::length("logits", batch * self.class_count, 0))
    }

    /// One pass, however large the batch: logits, with the tape kept for [`Classifier::backward`].
    pub fn forward(&mut self, pixels: &[f32]) -> Result<&[f32]> {
        self.check_pictures(pixels)?;
        let engine = self.engine_mut()?;
        Ok(engine.workspace.forward(&engine.network, pixels))
    }

    /// The linear piece that the one picture of the last [`Classifier::forward`] lies on.
    pub fn pattern(&mut self) -> Result<Pattern> {
        let engine = self.engine_mut()?;
        let (expected, found) = (engine.network.output_length(), engine.workspace.logits(&engine.network).len());
        if found != expected {
            return Err(Error::length("logits of one picture", expected, found));
        }
        Ok(engine.workspace.pattern(&engine.network))
    }

    /// cotangentᵀ · ∂logits/∂pixels for the pictures of the last [`Classifier::forward`].
    pub fn backward(&mut self, cotangent: &[f32]) -> Result<&[f32]> {
        let engine = self.engine_mut()?;
        let expected = engine.workspace.logits(&engine.network).len();
        if cotangent.len() != expected {
            return Err(Error::length("cotangent", expected, cotangent.len()));
        }
        Ok(engine.workspace.backward(&engine.network, cotangent))
    }

    /// Logits of the last [`Classifier::forward`].
    pub fn taped_logits(&mut self) -> Result<&[f32]> {
        let engine = self.engine_mut()?;
        Ok(engine.workspace.logits(&engine.network))
    }

    fn engine_mut(&mut self) -> Result<&mut Engine> {
        match (&mut self.engine, &self.refusal) {
            (Some(engine), _) => Ok(engine),
            (None, refusal) => Err(refusal.clone().expect("no engine without a refusal")),
        }
    }

    /// cotangentᵀ · ∂logits/∂pixels of a batch: `cotangent` holds a row of logits a picture.
    pub fn input_gradient(&mut self, pixels: &[f32], cotangent: &[f32]) -> Result<Vec<f32>> {
        let (length, classes) = (self.input_length(), self.class_count);
        let expected = self.check_pictures(pixels)? * classes;
        if cotangent.len() != expected {
            return Err(Error::length("cotangent", expected, cotangent.len()));
        }
        let mut gradient = Vec::with_capacity(pixels.len());
        for (pixels, cotangent) in pixels.chunks(PASS * length).zip(cotangent.chunks(PASS * classes)) {
            self.forward(pixels)?;
            gradient.extend_from_slice(self.backward(cotangent)?);
        }
        Ok(gradient)
    }

    /// Logits of a batch by tract's own runtime.
    pub fn second_opinion(&self, pixels: &[f32]) -> Result<Vec<f32>> {
        self.check_pictures(pixels)?;
        let mut logits = Vec::new();
        for picture in pixels.chunks_exact(self.input_length()) {
            logits.extend(self.judge.logits(picture)?);
        }
        Ok(logits)
    }

    /// The same classifier with another network in our engine; the judge stays as it is.
    #[cfg(test)]
    pub(crate) fn with_network(mut self, network: Network) -> Self {
        let workspace = Workspace::new(&network);
        self.engine = Some(Engine { network: Arc::new(network), workspace });
        self
    }

    /// How many pictures `pixels` holds.
    pub(crate) fn check_pictures(&self, pixels: &[f32]) -> Result<usize> {
        let length = self.input_length();
        if pixels.is_empty() || !pixels.len().is_multiple_of(length) {
            return Err(Error::length("pixels", length, pixels.len()));
        }
        Ok(pixels.len() / length)
    }
}

fn has_odd_weights(engine: &Option<Engine>) -> bool {
    // Any NaN or infinite weight reaches the logits of a mid-grey picture, or never matters.
    let Some(engine) = engine else { return false };
    let grey = vec![0.5; engine.network.input_length()];
    let mut workspace = engine.workspace.clone();
    workspace.forward(&engine.network, &grey).iter().any(|logit| !logit.is_finite())
}
