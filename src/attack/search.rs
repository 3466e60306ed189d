//! How an attack looks for its picture: one file a family.

mod descent;
mod square;

use descent::Descent;
use square::Square;

use super::options::{Method, Settings};
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
    Descent(Descent),
    Square(Square),
}

impl Search {
    pub fn new(settings: &Settings) -> Self {
        match settings.method {
            Method::Fgsm | Method::Bim | Method::Pgd | Method::MiFgsm | Method::Ascent | Method::Apgd => {
                Search::Descent(Descent::default())
            }
            Method::Square => Search::Square(Square::default()),
        }
    }

    pub fn steps(&mut self) -> &mut dyn Steps {
        match self {
            Search::Descent(search) => search,
            Search::Square(search) => search,
        }
    }
}
