//! The operations a network is made of: for each a forward rule and, beside it, its pullback (reverse-mode rule).
//!
//! Every value is a batch of equally shaped samples, sample after sample. A rule sees one node at a time and never
//! mixes samples. Weights are constants: no rule computes a gradient for them.

mod binary;
mod contraction;
mod convolution;
mod normalize;
mod pool;
mod rearrange;
mod reduce;
mod unary;

pub use binary::{Binary, Pairing, Select};
pub use contraction::{Axis, Contraction};
pub use convolution::{Convolution, ConvolutionWeights, Deconvolution};
pub use normalize::{Lane, RmsNorm, Softmax};
pub use pool::{AveragePool, MaxPool};
pub use rearrange::{Concat, FILL, Rearrange, Rearrangement};
pub use reduce::{Reduce, Reducer};
pub use unary::{Function, Unary};

/// One input of a node: a batch of samples, or one constant that all samples share.
#[derive(Debug, Clone, Copy)]
pub struct Operand<'a> {
    pub values: &'a [f32],
    pub batched: bool,
}

impl<'a> Operand<'a> {
    /// The values that belong to sample `index` of `batch`.
    pub fn sample(&self, index: usize, batch: usize) -> &'a [f32] {
        if self.batched {
            let length = self.values.len() / batch;
            &self.values[index * length..][..length]
        } else {
            self.values
        }
    }
}

/// What a rule may read of its node's inputs.
pub trait Inputs {
    fn get(&self, index: usize) -> Operand<'_>;
    /// Samples in the batch.
    fn batch(&self) -> usize;
}

/// What the forward pass left for the pullback, and the cotangent that arrives from above.
pub struct Saved<'a> {
    pub inputs: &'a dyn Inputs,
    pub output: &'a [f32],
    pub cotangent: &'a [f32],
}

/// How an operation depends on those inputs that depend on the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linearity {
    /// One linear piece.
    Affine,
    /// Finitely many linear pieces: [`Operation::choices`] says on which one it is.
    Piecewise,
    /// Curved, or of endlessly many pieces.
    Neither,
}

impl Linearity {
    fn affine_if(affine: bool) -> Self {
        if affine { Linearity::Affine } else { Linearity::Neither }
    }
}

/// A differentiable function of one or more inputs.
pub trait Operation {
    /// The field's name for it.
    fn name(&self) -> &'static str;

    /// Numbers in one sample of the output.
    fn output_length(&self) -> usize;

    /// Fills `output`, every element of it.
    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], scratch: &mut [f32]);

    /// Adds to `input_cotangent` what `saved.cotangent` means for input `index`.
    fn pullback(&self, index: usize, saved: &Saved, input_cotangent: &mut [f32], scratch: &mut [f32]);

    /// `active[i]`: does input i depend on the picture?
    fn linearity(&self, active: &[bool]) -> Linearity;

    /// Calls `choose(piece, margin)` for every choice between linear pieces, sample after sample, always as many and in
    /// the same order: which piece holds, and how far from the bend the value is. A fused ReLU that is off does not
    /// know how far, and says 0.
    fn choices(&self, _inputs: &dyn Inputs, _output: &[f32], _scratch: &mut [f32], _choose: &mut dyn FnMut(u32, f32)) {}

    /// Floats of scratch that the forward rule needs, whatever the batch.
    fn scratch_length(&self) -> usize {
        0
    }

    /// The same for the pullback.
    fn pullback_scratch_length(&self) -> usize {
        self.scratch_length()
    }

    /// Floats of its own that it keeps, packed ones among them.
    fn weights(&self) -> usize {
        0
    }

    /// Multiplications that are added up, a sample.
    fn multiply_adds(&self) -> u64 {
        0
    }
}

/// Runs `rule(sample index, its slice of `output`)` for a whole batch.
fn for_samples(batch: usize, length: usize, output: &mut [f32], mut rule: impl FnMut(usize, &mut [f32])) {
    debug_assert_eq!(output.len(), batch * length);
    for (index, output) in output.chunks_exact_mut(length.max(1)).enumerate() {
        rule(index, output);
    }
}

#[cfg(test)]
pub(crate) mod testing;
