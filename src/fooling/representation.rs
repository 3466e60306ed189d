//! What MAP-Elites asks of an encoding.

use crate::random::Random;

/// How a picture is written down, varied and drawn.
pub trait Representation {
    type Genome: Clone + PartialEq + std::fmt::Debug;

    /// A genome of the first generation, for pictures of `shape` (channels, height, width).
    fn random(&self, shape: [usize; 3], random: &mut Random) -> Self::Genome;

    /// A child of `parent`, born in `generation` (the first generation is 0).
    fn mutate(&self, parent: &Self::Genome, generation: u32, random: &mut Random) -> Self::Genome;

    /// The 8-bit picture, planar, in [0, 1]: the very pixels that are judged.
    fn draw(&self, genome: &Self::Genome, shape: [usize; 3]) -> Vec<f32>;
}
