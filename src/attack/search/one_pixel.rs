//! The one-pixel attack (Su 2019): differential evolution of a few pixels' places and colours, by answers alone.
//!
//! One iteration is one question. The population's members are drawn first; then each in turn has a child
//! a + F · (b − c) of three others, and gives way to it when the margin of the vote is higher (at once, where the paper
//! waits for the generation's end).

use super::super::subject::{Asked, Oracle};
use super::BlackBox;
use crate::random::Random;

/// F, the differential weight; every gene comes from the child (crossover 1).
const WEIGHT: f32 = 0.5;

#[derive(Debug, Clone, Default)]
pub struct OnePixel {
    population: Vec<Member>,
    best: f32,
}

/// For each pixel: row and column as shares of the picture in [0, 1), and a colour.
#[derive(Debug, Clone)]
struct Member {
    genes: Vec<f32>,
    margin: f32,
}

impl BlackBox for OnePixel {
    fn start(&mut self, oracle: &mut Oracle) -> Asked<()> {
        oracle.visit_original()?;
        self.best = oracle.margin(oracle.logits());
        Ok(())
    }

    fn iterate(&mut self, oracle: &mut Oracle, iteration: usize) -> Asked<bool> {
        let size = oracle.settings.samples;
        let shape = oracle.shape();
        let genes = if iteration < size {
            random_genes(shape[0], oracle.settings.pixels, &mut oracle.random)
        } else {
            self.child(iteration % size, &mut oracle.random)
        };
        let mut proposal = painted(&oracle.original, shape, &genes);
        oracle.settings.ball.project(&oracle.original, &mut proposal);
        let logits = oracle.ask(&proposal)?;
        let member = Member { genes, margin: oracle.margin(&logits) };
        if member.margin > self.best {
            self.best = member.margin;
            oracle.settle(proposal, logits)?;
        }
        match self.population.get_mut(iteration % size).filter(|_| iteration >= size) {
            Some(parent) if member.margin > parent.margin => *parent = member,
            Some(_) => {}
            None => self.population.push(member),
        }
        Ok(true)
    }
}

impl OnePixel {
    fn child(&self, parent: usize, random: &mut Random) -> Vec<f32> {
        let mut chosen = vec![parent];
        while chosen.len() < 4 {
            let drawn = random.below(self.population.len());
            if !chosen.contains(&drawn) {
                chosen.push(drawn);
            }
        }
        let [a, b, c] = [1, 2, 3].map(|index| &self.population[chosen[index]].genes);
        a.iter().zip(b).zip(c).map(|((a, b), c)| (a + WEIGHT * (b - c)).clamp(0.0, 1.0)).collect()
    }
}

/// Places uniform; colours normal around mid-grey with deviation ½, cut to the box, as in the paper.
fn random_genes(channels: usize, pixels: usize, random: &mut Random) -> Vec<f32> {
    let mut genes = Vec::new();
    for _ in 0..pixels {
        genes.extend([random.uniform(), random.uniform()]);
        genes.extend((0..channels).map(|_| (0.5 + 0.5 * random.normal()).clamp(0.0, 1.0)));
    }
    genes
}

fn painted(original: &[f32], [channels, height, width]: [usize; 3], genes: &[f32]) -> Vec<f32> {
    let mut pixels = original.to_vec();
    for gene in genes.chunks_exact(2 + channels) {
        let y = ((gene[0] * height as f32) as usize).min(height - 1);
        let x = ((gene[1] * width as f32) as usize).min(width - 1);
        for (channel, &colour) in gene[2..].iter().enumerate() {
            pixels[(channel * height + y) * width + x] = colour;
        }
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn genes_paint_as_many_pixels_as_they_name() {
        let original = vec![0.5; 2 * 3 * 4];
        let painted = painted(&original, [2, 3, 4], &[0.99, 1.0, 0.1, 0.9, 0.0, 0.0, 0.2, 0.3]);
        let changed: Vec<(usize, f32)> =
            painted.iter().copied().enumerate().filter(|(_, value)| *value != 0.5).collect();
        assert_eq!(changed, [(0, 0.2), (11, 0.1), (12, 0.3), (23, 0.9)]);
    }
}
