//! The judgement of a champion, by both runtimes.

use super::Evolution;
use crate::ensemble::Vote;
use crate::error::Result;

/// What both runtimes say of a champion.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    pub vote: Vote,
    /// By tract's runtime.
    pub second_opinion: Vote,
    /// See [`Vote::agrees_with`].
    pub agreed: bool,
}

impl Evolution {
    /// `None` as for [`Evolution::champion`].
    pub fn verdict(&mut self, class: usize) -> Result<Option<Verdict>> {
        let Some(pixels) = self.champion(class) else { return Ok(None) };
        let vote = self.ensemble.vote(&pixels)?;
        let second_opinion = self.ensemble.second_opinion(&pixels)?;
        Ok(Some(Verdict { agreed: vote.agrees_with(&second_opinion), vote, second_opinion }))
    }
}
