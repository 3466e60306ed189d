//! A picture classifier: our engine where it has a gradient, and a second runtime beside it.

use std::sync::Arc;

use ndarray::ArrayView4;

#[cfg(feature = "tract")]
use crate::blueprint::Refusal;
use crate::blueprint::{Blueprint, Facts};
use crate::error::{Error, Result};
use crate::gradient::Workspace;
use crate::judge::Judge;
use crate::network::Network;
#[cfg(feature = "tract")]
use crate::onnx::{Import, Preprocessing, Runtime};
use crate::pattern::Pattern;

/// Pictures that one pass takes at most; larger batches are cut, so that memory stays bounded.
pub(crate) const PASS: usize = 16;

/// Numbers that one pass of several pictures keeps at most.
const MAX_PASS_VALUES: usize = 1 << 26;

/// A loaded model. Clones share the weights and have a workspace of their own.
#[derive(Debug, Clone)]
pub struct Classifier {
    engine: Option<Engine>,
    judge: Judge,
    facts: Arc<Facts>,
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
    #[cfg(feature = "tract")]
    pub fn from_onnx(bytes: &[u8], preprocessing: Preprocessing) -> Result<Self> {
        let import = Import::read(bytes, preprocessing)?;
        let judge = Arc::new(Runtime::new(&import)?);
        let mut notes = import.notes.clone();
        let (network, refusal) = match import.network() {
            Ok(network) => (Some(network), None),
            Err(Error::NoGradient { node, op, reason }) => (None, Some(Refusal { node, op, reason })),
            Err(error) => return Err(error),
        };
        notes.extend(refusal.as_ref().map(|refusal| Error::from(refusal).to_string()));
        if network.as_ref().is_some_and(has_odd_weights) {
            notes.push("Some of its weights are not finite (NaN or ∞); its answers may be meaningless.".into());
        }
        let Import { input_shape, native_shape, class_count, parameter_count, .. } = import;
        let facts = Facts { input_shape, native_shape, class_count, parameter_count, notes, refusal };
        Ok(Self::new(network, judge, facts))
    }

    /// What it takes, beside the `.onnx` file that it was read from, to build it without a reader of ONNX.
    #[cfg(feature = "tract")]
    pub fn blueprint(&self, file: &[u8]) -> Result<Vec<u8>> {
        Blueprint::of(self.network(), file, &Import::tensors(file)?, Facts::clone(&self.facts))?.to_bytes()
    }

    /// Builds what [`Classifier::blueprint`] drew: the same network to the last bit. `judge` is lent.
    pub fn from_blueprint(blueprint: &[u8], file: &[u8], judge: Judge) -> Result<Self> {
        let blueprint = Blueprint::from_bytes(blueprint)?;
        Ok(Self::new(blueprint.build(file)?, judge, blueprint.facts))
    }

    fn new(network: Option<Network>, judge: Judge, facts: Facts) -> Self {
        let engine = network.map(|network| {
            let workspace = Workspace::new(&network);
            Engine { network: Arc::new(network), workspace }
        });
        Classifier { engine, judge, facts: Arc::new(facts) }
    }

    /// What there is to know about it.
    pub fn facts(&self) -> &Arc<Facts> {
        &self.facts
    }

    /// Channels, height, width.
    pub fn input_shape(&self) -> [usize; 3] {
        self.facts.input_shape
    }

    /// Channels, height, width that the file wants; pictures of [`Classifier::input_shape`] are scaled to them.
    pub fn native_shape(&self) -> [usize; 3] {
        self.facts.native_shape
    }

    /// Numbers in one picture.
    pub fn input_length(&self) -> usize {
        self.facts.input_shape.iter().product()
    }

    pub fn class_count(&self) -> usize {
        self.facts.class_count
    }

    /// Numbers that the file holds as weights, 8-bit ones included.
    pub fn parameter_count(&self) -> usize {
        self.facts.parameter_count
    }

    /// Plain sentences about what loading found or changed.
    pub fn notes(&self) -> &[String] {
        &self.facts.notes
    }

    /// Why the model has no gradient; `None` when it has one.
    pub fn refusal(&self) -> Option<Error> {
        self.facts.refusal.as_ref().map(Error::from)
    }

    /// Bytes that weights and workspace take by now, but for the second runtime's.
    pub fn bytes(&self) -> usize {
        self.engine.as_ref().map_or(0, |engine| engine.network.weights() * size_of::<f32>() + engine.workspace.bytes())
    }

    /// Does a clone use the same weights?
    pub fn is_shared(&self) -> bool {
        self.engine.as_ref().is_some_and(|engine| Arc::strong_count(&engine.network) > 1)
    }

    pub fn network(&self) -> Option<&Network> {
        self.engine.as_ref().map(|engine| &*engine.network)
    }

    /// Logits of a batch: `pixels` holds pictures (C, H, W) in [0, 1], one after another; the result a row each.
    pub fn logits(&mut self, pixels: &[f32]) -> Result<Vec<f32>> {
        self.check_pictures(pixels)?;
        let pass = self.pass();
        let Some(engine) = &mut self.engine else { return self.second_opinion(pixels) };
        let passes = pixels.chunks(pass * self.facts.input_shape.iter().product::<usize>());
        Ok(passes.flat_map(|pass| engine.workspace.forward(&engine.network, pass).to_vec()).collect())
    }

    /// [`Classifier::logits`] over a (batch, channels, height, width) array.
    pub fn logits_of(&mut self, pictures: ArrayView4<f32>) -> Result<ndarray::Array2<f32>> {
        let (batch, channels, height, width) = pictures.dim();
        if [channels, height, width] != self.facts.input_shape {
            let (expected, found) =
                (format!("{:?}", self.facts.input_shape), format!("{:?}", [channels, height, width]));
            return Err(Error::Shape { what: "pictures".into(), expected, found });
        }
        let pixels: Vec<f32> = pictures.iter().copied().collect();
        let logits = self.logits(&pixels)?;
        ndarray::Array2::from_shape_vec((batch, self.facts.class_count), logits)
            .map_err(|_| Error::length("logits", batch * self.facts.class_count, 0))
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

    /// Pictures in one pass: fewer of a net with many values.
    fn pass(&self) -> usize {
        let values =
            self.network().map_or(0, |network| network.nodes().iter().map(|node| node.length()).sum::<usize>());
        (MAX_PASS_VALUES / values.max(1)).clamp(1, PASS)
    }

    fn engine_mut(&mut self) -> Result<&mut Engine> {
        match (&mut self.engine, &self.facts.refusal) {
            (Some(engine), _) => Ok(engine),
            (None, refusal) => Err(refusal.as_ref().expect("no engine without a refusal").into()),
        }
    }

    /// cotangentᵀ · ∂logits/∂pixels of a batch: `cotangent` holds a row of logits a picture.
    pub fn input_gradient(&mut self, pixels: &[f32], cotangent: &[f32]) -> Result<Vec<f32>> {
        let (length, classes) = (self.input_length(), self.facts.class_count);
        let expected = self.check_pictures(pixels)? * classes;
        if cotangent.len() != expected {
            return Err(Error::length("cotangent", expected, cotangent.len()));
        }
        let mut gradient = Vec::with_capacity(pixels.len());
        let pass = self.pass();
        for (pixels, cotangent) in pixels.chunks(pass * length).zip(cotangent.chunks(pass * classes)) {
            self.forward(pixels)?;
            gradient.extend_from_slice(self.backward(cotangent)?);
        }
        Ok(gradient)
    }

    /// Logits of a batch by the second runtime.
    pub fn second_opinion(&self, pixels: &[f32]) -> Result<Vec<f32>> {
        self.check_pictures(pixels)?;
        let mut logits = Vec::new();
        for picture in pixels.chunks_exact(self.input_length()) {
            let row = self.judge.logits(picture)?;
            if row.len() != self.facts.class_count {
                return Err(Error::length("the second runtime's logits", self.facts.class_count, row.len()));
            }
            logits.extend(row);
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

#[cfg(feature = "tract")]
fn has_odd_weights(network: &Network) -> bool {
    // Any NaN or infinite weight reaches the logits of a mid-grey picture, or never matters.
    let grey = vec![0.5; network.input_length()];
    Workspace::new(network).forward(network, &grey).iter().any(|logit| !logit.is_finite())
}
