//! Evolution for JavaScript: [`crate::fooling`] behind a class, and genomes as text.

mod options;

use js_sys::{Float32Array, Uint32Array};
use wasm_bindgen::Clamped;
use wasm_bindgen::prelude::*;

use super::options::given;
use super::{Outcomes, Target, floats, not_a, object, vote_object};
use crate::ensemble::Ensemble;
use crate::fooling::{self, Genome, State};
use crate::image;
use options::GivenEvolutionOptions;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "EvolutionOptions")]
    pub type EvolutionOptions;
    #[wasm_bindgen(typescript_type = "EvolutionProgress")]
    pub type EvolutionProgress;
    #[wasm_bindgen(typescript_type = "ChampionVerdict | undefined")]
    pub type ChampionVerdict;
}

/// Ten niches, or as many as there are classes, each with the picture that its class is surest of so far; bred by answers
/// alone, stepped by the caller.
#[wasm_bindgen]
pub struct Evolution(fooling::Evolution);

#[wasm_bindgen]
impl Evolution {
    /// Throws on bad options, naming the option and its range.
    #[wasm_bindgen(constructor)]
    pub fn new(target: &Target, options: EvolutionOptions) -> Outcomes<Evolution> {
        let options: GivenEvolutionOptions = given("evolution options", Some(options.into()))?;
        Ok(Evolution(fooling::Evolution::new(voters(target)?, &options.resolve()?)?))
    }

    /// Goes on where `state()` was taken, as if nothing had been between. Throws when the bytes are damaged, or when they
    /// are of other networks.
    pub fn resume(target: &Target, state: &[u8]) -> Outcomes<Evolution> {
        Ok(Evolution(fooling::Evolution::resume(voters(target)?, State::from_bytes(state)?)?))
    }

    /// The seed in use, chosen or drawn.
    #[wasm_bindgen(getter)]
    pub fn seed(&self) -> u32 {
        self.0.state().options().seed
    }

    /// Breeds and judges at most `evaluations` more pictures. The outcome does not depend on the strides.
    pub fn step(&mut self, evaluations: usize) -> Outcomes<EvolutionProgress> {
        self.0.step(evaluations)?;
        let progress = self.0.progress();
        let options = self.0.state().options();
        let (generations, fitness): (Vec<u32>, Vec<&[f32]>) = progress.history.rows().unzip();
        let history = object(&[
            ("generations", Uint32Array::from(generations.as_slice()).into()),
            ("fitness", floats(&fitness.concat()).into()),
        ]);
        Ok(object(&[
            ("generation", progress.generation.into()),
            ("totalGenerations", options.generations.into()),
            ("population", options.population.into()),
            ("evaluations", progress.evaluations.into()),
            ("fitness", floats(&progress.fitness).into()),
            ("at99", (progress.at_99 as u32).into()),
            ("at9999", (progress.at_9999 as u32).into()),
            ("history", history),
            ("done", progress.done.into()),
        ])
        .unchecked_into())
    }

    /// The best picture of a class so far, 8-bit: what was judged. Undefined before the first step.
    pub fn champion(&self, label: usize) -> Option<Float32Array> {
        self.0.champion(label).map(|pixels| floats(&pixels))
    }

    /// The genome that `champion` is drawn from, for `drawGenome`: at most 446 letters that a link may hold. Undefined with
    /// the direct encoding, where the picture is all there is.
    pub fn genome(&self, label: usize) -> Option<String> {
        self.0.genome(label).map(|genome| genome.pruned().to_text())
    }

    /// Judges `champion` by both runtimes. Undefined before the first step.
    pub fn verdict(&mut self, label: usize) -> Outcomes<ChampionVerdict> {
        let verdict = self.0.verdict(label)?.map(|verdict| {
            object(&[
                ("agreed", verdict.agreed.into()),
                ("vote", vote_object(&verdict.vote)),
                ("secondOpinion", vote_object(&verdict.second_opinion)),
            ])
        });
        Ok(JsValue::from(verdict).unchecked_into())
    }

    /// All that there is to know, for `resume`.
    pub fn state(&self) -> Vec<u8> {
        self.0.state().to_bytes()
    }
}

/// A genome's picture at any size up to 2048 a side, as RGBA. At the net's own size it is the champion, pixel by pixel.
#[wasm_bindgen(js_name = drawGenome)]
pub fn draw_genome(genome: &str, width: usize, height: usize) -> Outcomes<Clamped<Vec<u8>>> {
    let pixels = Genome::from_text(genome)?.draw(width, height)?;
    Ok(Clamped(image::to_rgba(&pixels, [height, width], 1)?))
}

fn voters(target: &Target) -> Outcomes<Ensemble> {
    Ok(target.voters().map_err(|_| not_a("Classifier or Ensemble"))?.0)
}
