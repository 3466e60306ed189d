//! How an attack looks for its picture: one file a family.

mod carlini_wagner;
mod ddn;
mod deep_fool;
mod descent;
mod estimate;
mod fab;
mod hop_skip_jump;
mod one_pixel;
mod saliency;
mod square;

use carlini_wagner::CarliniWagner;
use ddn::Ddn;
use deep_fool::DeepFool;
use descent::Descent;
use estimate::Estimate;
use fab::Fab;
use hop_skip_jump::HopSkipJump;
use one_pixel::OnePixel;
use saliency::Saliency;
use square::Square;

use super::options::Method;
use super::subject::{Asked, Oracle, Subject};

/// One restart of a search for one picture that follows gradients.
pub trait WhiteBox {
    /// Where it begins.
    fn start(&mut self, subject: &mut Subject) -> Asked<()>;

    /// Iteration `iteration` (from 0) of `subject.settings.steps`. Returns false when nothing is left to try.
    fn iterate(&mut self, subject: &mut Subject, iteration: usize) -> Asked<bool>;
}

/// One restart of a search by answers alone.
pub trait BlackBox {
    /// Where it begins.
    fn start(&mut self, oracle: &mut Oracle) -> Asked<()>;

    /// Iteration `iteration` (from 0) of `oracle.settings.steps`. Returns false when nothing is left to try.
    fn iterate(&mut self, oracle: &mut Oracle, iteration: usize) -> Asked<bool>;
}

#[derive(Debug, Clone)]
pub enum Search {
    CarliniWagner(CarliniWagner),
    Ddn(Ddn),
    DeepFool(DeepFool),
    Descent(Descent),
    Estimate(Estimate),
    Fab(Fab),
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
            Method::Fab => Search::Fab(Fab::default()),
            Method::Nes | Method::Spsa => Search::Estimate(Estimate::default()),
            Method::HopSkipJump => Search::HopSkipJump(HopSkipJump::default()),
            Method::OnePixel => Search::OnePixel(OnePixel::default()),
            Method::Jsma => Search::Saliency(Saliency),
            Method::Square => Search::Square(Square::default()),
        }
    }

    pub fn start(&mut self, subject: &mut Subject) -> Asked<()> {
        match self.steps() {
            Steps::WhiteBox(search) => search.start(subject),
            Steps::BlackBox(search) => search.start(subject.oracle()),
        }
    }

    pub fn iterate(&mut self, subject: &mut Subject, iteration: usize) -> Asked<bool> {
        match self.steps() {
            Steps::WhiteBox(search) => search.iterate(subject, iteration),
            Steps::BlackBox(search) => search.iterate(subject.oracle(), iteration),
        }
    }

    fn steps(&mut self) -> Steps<'_> {
        match self {
            Search::CarliniWagner(search) => Steps::WhiteBox(search),
            Search::Ddn(search) => Steps::WhiteBox(search),
            Search::DeepFool(search) => Steps::WhiteBox(search),
            Search::Descent(search) => Steps::WhiteBox(search),
            Search::Estimate(search) => Steps::BlackBox(search),
            Search::Fab(search) => Steps::WhiteBox(search),
            Search::HopSkipJump(search) => Steps::BlackBox(search),
            Search::OnePixel(search) => Steps::BlackBox(search),
            Search::Saliency(search) => Steps::WhiteBox(search),
            Search::Square(search) => Steps::BlackBox(search),
        }
    }
}

/// What a search is given.
enum Steps<'a> {
    WhiteBox(&'a mut dyn WhiteBox),
    BlackBox(&'a mut dyn BlackBox),
}
