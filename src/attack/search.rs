//! How an attack looks for its picture: one file a family.

mod carlini_wagner;
mod ddn;
mod deep_fool;
mod descent;
mod estimate;
mod hop_skip_jump;
mod one_pixel;
mod saliency;
mod square;

use carlini_wagner::CarliniWagner;
use ddn::Ddn;
use deep_fool::DeepFool;
use descent::Descent;
use estimate::Estimate;
use hop_skip_jump::HopSkipJump;
use one_pixel::OnePixel;
use saliency::Saliency;
use square::Square;

use super::options::Method;
use super::subject::Subject;
use crate::error::Result;

/// One restart of a search for one picture.
pub trait Steps {
    /// Where it begins.
    fn start(&mut self, subject: &mut Subject) -> Result<()>;

    /// Iteration `iteration` (from 0) of `subject.settings.steps`. Returns false when nothing is left to try.
    fn iterate(&mut self, subject: &mut Subject, iteration: usize) -> Result<bool>;
}

#[derive(Debug, Clone)]
pub enum Search {
    CarliniWagner(CarliniWagner),
    Ddn(Ddn),
    DeepFool(DeepFool),
    Descent(Descent),
    Estimate(Estimate),
    HopSkipJump(HopSkipJump),
    OnePixel(OnePixel),
    Saliency(Saliency),
    Square(Square),
}

impl Search {
    pub fn new(method: Method) -> Self {
        match method {
            Method::Fgsm | Method::Bim | Method::Pgd | Method::MiFgsm | Method::Ascent | Method::Apgd => {
                Search::Descent(Descent::default())
            }
            // Its legs have methods of their own; it begins as the first of them does.
            Method::AutoAttack => Search::Descent(Descent::default()),
            Method::CarliniWagner => Search::CarliniWagner(CarliniWagner::default()),
            Method::Ddn => Search::Ddn(Ddn::default()),
            Method::DeepFool => Search::DeepFool(DeepFool::default()),
            Method::Nes | Method::Spsa => Search::Estimate(Estimate::default()),
            Method::HopSkipJump => Search::HopSkipJump(HopSkipJump::default()),
            Method::OnePixel => Search::OnePixel(OnePixel::default()),
            Method::Jsma => Search::Saliency(Saliency),
            Method::Square => Search::Square(Square::default()),
        }
    }

    pub fn steps(&mut self) -> &mut dyn Steps {
        match self {
            Search::CarliniWagner(search) => search,
            Search::Ddn(search) => search,
            Search::DeepFool(search) => search,
            Search::Descent(search) => search,
            Search::Estimate(search) => search,
            Search::HopSkipJump(search) => search,
            Search::OnePixel(search) => search,
            Search::Saliency(search) => search,
            Search::Square(search) => search,
        }
    }
}
