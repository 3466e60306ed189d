//! Lines and flat cuts through the space of pictures, at the boundary.

use js_sys::{Float32Array, Uint8Array, Uint32Array};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::options::{Given, given};
use super::{Outcomes, Target, floats, not_a, object};
use crate::classifier::Classifier;
use crate::error::Error;
use crate::experiment::{self, Survey, Way, beside};
use crate::pattern::Pattern;
use crate::random::system_seed;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "RayOptions")]
    pub type RayOptions;
    #[wasm_bindgen(typescript_type = "RaySample")]
    pub type RaySample;
    #[wasm_bindgen(typescript_type = "FarEnd")]
    pub type FarEnd;
    #[wasm_bindgen(typescript_type = "SliceOptions")]
    pub type SliceOptions;
    #[wasm_bindgen(typescript_type = "SliceCells")]
    pub type SliceCells;
}

#[derive(Default, Deserialize)]
struct GivenRayOptions {
    away: Option<usize>,
    towards: Option<usize>,
    seed: Option<u32>,
}

impl Given for GivenRayOptions {
    const KEYS: &[&str] = &["away", "towards", "seed"];
}

impl GivenRayOptions {
    fn way(&self) -> Result<Way, Error> {
        match (self.away, self.towards) {
            (Some(label), None) => Ok(Way::Away(label)),
            (None, Some(class)) => Ok(Way::Towards(class)),
            (None, None) => Ok(Way::Random),
            _ => Err(Error::option("towards", "given beside “away”", "the only one of the two")),
        }
    }
}

#[derive(Default, Deserialize)]
struct GivenSliceOptions {
    away: Option<usize>,
    side: Option<usize>,
    reach: Option<f32>,
    seed: Option<u32>,
}

impl Given for GivenSliceOptions {
    const KEYS: &[&str] = &["away", "side", "reach", "seed"];
}

/// A straight line from a picture, unclipped, and what a net says along it.
#[wasm_bindgen]
pub struct Ray {
    ray: experiment::Ray,
    survey: Survey,
    /// Where the last sample ended.
    pattern: Option<Pattern>,
}

#[wasm_bindgen]
impl Ray {
    /// `pixels` is one picture. Throws on bad options, and where the net has no gradient.
    #[wasm_bindgen(constructor)]
    pub fn new(target: &Target, pixels: &[f32], options: RayOptions) -> Outcomes<Ray> {
        let options: GivenRayOptions = given("ray options", Some(options.into()))?;
        let ray = experiment::Ray::new(&net(target)?, pixels, options.way()?, seed(options.seed)?)?;
        Ok(Ray { survey: Survey::new(ray.clone()), ray, pattern: None })
    }

    /// The node for which the net is not piecewise affine, so that nothing said of bends applies; undefined: there is none.
    #[wasm_bindgen(getter, js_name = curvedNode)]
    pub fn curved_node(&self) -> Option<String> {
        self.ray.curved_node().map(String::from)
    }

    /// What stands at `alpha`, unclipped.
    pub fn pixels(&mut self, alpha: f64) -> Float32Array {
        floats(self.ray.pixels(alpha))
    }

    /// One forward pass each.
    pub fn sample(&mut self, alphas: &[f64]) -> Outcomes<RaySample> {
        let (mut logits, mut switches) = (Vec::new(), Vec::new());
        for &alpha in alphas {
            let (row, pattern) = self.ray.piece(alpha)?;
            logits.extend(row);
            switches.push(self.pattern.as_ref().map_or(0, |last| last.switches(&pattern) as u32));
            self.pattern = Some(pattern);
        }
        let switches = Uint32Array::from(switches.as_slice());
        Ok(object(&[("logits", floats(&logits).into()), ("switches", switches.into())]).unchecked_into())
    }

    /// Looks for the far end, with at most `passes` more forward passes.
    pub fn survey(&mut self, passes: usize) -> Outcomes<FarEnd> {
        let done = self.survey.step(passes)?;
        let found = self.survey.found();
        Ok(object(&[
            ("done", done.into()),
            ("passes", self.survey.passes().into()),
            ("lastBend", found.last_bend.into()),
            ("switches", found.switches.into()),
            ("residual", found.residual.into()),
            ("certainFrom", found.certain_from.into()),
            ("label", found.label.into()),
            ("confidence", found.confidence.into()),
        ])
        .unchecked_into())
    }
}

/// A flat cut through the space of pictures: one axis away from the picture's class, the other by lot and at a right angle.
#[wasm_bindgen]
pub struct Slice(experiment::Slice);

#[wasm_bindgen]
impl Slice {
    /// `pixels` is one picture. Throws on bad options, and where the net has no gradient.
    #[wasm_bindgen(constructor)]
    pub fn new(target: &Target, pixels: &[f32], options: SliceOptions) -> Outcomes<Slice> {
        let options: GivenSliceOptions = given("slice options", Some(options.into()))?;
        let Some(away) = options.away else {
            return Err(Error::option("away", "missing", "the class that one axis leads away from").into());
        };
        let (mut net, seed) = (net(target)?, seed(options.seed)?);
        let ray = experiment::Ray::new(&net, pixels, Way::Away(away), seed)?;
        let along = ray.direction().to_vec();
        let by_lot = Way::Random.direction(&mut net, pixels, seed)?;
        let across = beside(&by_lot, &along)
            .ok_or_else(|| Error::option("seed", seed, "another: this one's axis is the gradient's own"))?;
        let (side, reach) = (options.side.unwrap_or(33), options.reach.unwrap_or(1.0));
        Ok(Slice(experiment::Slice::new(&net, pixels, [along, across], side, reach)?))
    }

    /// Cells from `first` on, row by row from the top; fewer where there are no more.
    pub fn cells(&mut self, first: usize, count: usize) -> Outcomes<SliceCells> {
        let cells = self.0.cells(first, count)?;
        let labels: Vec<u8> = cells.iter().map(|cell| cell.label as u8).collect();
        let confidences: Vec<f32> = cells.iter().map(|cell| cell.confidence).collect();
        let labels = Uint8Array::from(labels.as_slice());
        Ok(object(&[("labels", labels.into()), ("confidences", floats(&confidences).into())]).unchecked_into())
    }
}

/// A single net.
fn net(target: &Target) -> Outcomes<Classifier> {
    let voters = target.voters().map_err(|_| not_a("Classifier"))?.0;
    match voters.members() {
        [net] => Ok(net.clone()),
        _ => Err(not_a("Classifier on its own")),
    }
}

fn seed(given: Option<u32>) -> Outcomes<u32> {
    Ok(given.map_or_else(system_seed, Ok)?)
}
