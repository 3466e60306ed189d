//! Certificates of randomised smoothing (Cohen 2019), and attacks inside their radius that must all fail.

use serde::{Deserialize, Serialize};

use super::hunt::Cost;
use crate::attack::{Attack, Method, Norm, Options};
use crate::defense::{Certificate, Certifier, Filter, Smoothing, predict};
use crate::ensemble::Ensemble;
use crate::error::Result;
use crate::loss::Goal;

/// How pictures are certified, and how hard the certificates are tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Certifying {
    /// Standard deviation of the noise, in pixel values.
    pub sigma: f32,
    /// Noisy copies from which the class is chosen, and on which it is tested; as many answer after an attack.
    pub selection: usize,
    pub estimation: usize,
    /// Probability that a certificate is wrong.
    pub alpha: f64,
    /// PGD in L2 at the certified radius against the mean over `draws` of noise.
    pub attacks: usize,
    pub steps: usize,
    pub draws: usize,
}

impl Certifying {
    fn smoothing(&self, seed: u32) -> Smoothing {
        let Certifying { sigma, selection, estimation, alpha, .. } = *self;
        Smoothing { sigma, selection, estimation, alpha, seed }
    }
}

/// What became of one picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Certified {
    /// Is the smoothed class the true one? `None`: it abstains.
    pub right: Option<bool>,
    /// In L2, pixel values; 0 where it abstains.
    pub radius: f32,
    /// Attacks made inside the radius, and those after which the smoothed classifier names another class.
    pub attacks: usize,
    pub broken: usize,
    pub cost: Cost,
}

/// One picture on its way.
#[derive(Debug, Clone)]
pub struct Trial {
    nets: Ensemble,
    pixels: Vec<f32>,
    label: usize,
    setting: Certifying,
    seed: u32,
    certifier: Certifier,
    /// Known once the certifier is done.
    certificate: Option<Certificate>,
    attack: Option<Attack>,
    certified: Certified,
}

impl Trial {
    pub fn new(nets: &Ensemble, pixels: &[f32], label: usize, setting: &Certifying, seed: u32) -> Result<Self> {
        let certifier = Certifier::new(nets.clone(), pixels, setting.smoothing(seed))?;
        let certified = Certified { right: None, radius: 0.0, attacks: 0, broken: 0, cost: Cost::default() };
        let (nets, pixels, setting) = (nets.clone(), pixels.to_vec(), setting.clone());
        Ok(Trial { nets, pixels, label, setting, seed, certifier, certificate: None, attack: None, certified })
    }

    /// Looks at that many noisy copies, or does that many iterations of an attack; true when there is nothing left to do.
    pub fn step(&mut self, iterations: usize) -> Result<bool> {
        let Some(certificate) = self.certificate else {
            self.certifier.step(iterations)?;
            self.certificate = self.certifier.certificate();
            if let Some(Certificate { label, radius, .. }) = self.certificate {
                self.certified.right = label.map(|label| label == self.label);
                self.certified.radius = radius;
            }
            return Ok(false);
        };
        let Some(class) = certificate.label.filter(|_| self.certified.attacks < self.setting.attacks) else {
            return Ok(true);
        };
        let seed = self.seed.wrapping_add(1 + self.certified.attacks as u32);
        let attack = match &mut self.attack {
            Some(attack) => attack,
            None => {
                let filter = Filter::Noise { sigma: self.setting.sigma, draws: self.setting.draws };
                let options = Options {
                    norm: Norm::L2,
                    epsilon: Some(certificate.radius),
                    steps: Some(self.setting.steps),
                    seed,
                    ..Options::new(Method::Pgd)
                };
                let guarded = self.nets.clone().behind(filter, seed)?;
                self.attack.insert(Attack::new(guarded, &self.pixels, &[Goal::Away { label: class }], &options)?)
            }
        };
        attack.step(iterations)?;
        if attack.is_done() {
            let smoothing = self.setting.smoothing(!seed);
            let answer = predict(&mut self.nets, &attack.best(0), smoothing, self.setting.estimation)?;
            self.certified.broken += usize::from(answer.is_some_and(|label| label != class));
            self.certified.cost.add(Cost::of(attack.progress(0).counts));
            self.certified.attacks += 1;
            self.attack = None;
        }
        Ok(false)
    }

    /// Final once `step` has said so.
    pub fn certified(&self) -> Certified {
        self.certified
    }
}
