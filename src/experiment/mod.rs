//! The measurements behind the page's numbers, over many pictures: how often each net is right, how often it stays
//! right under attack, whether its resistance is real, whether a picture made for one net fools the next, and what a
//! vote is worth.
//!
//! Nothing here reads files, knows the time or starts threads. A [`Unit`] is one net or ensemble under one attack; its
//! [`Job`] falls into pieces (one picture, or a block of them) that any thread or worker takes in any order, in bounded
//! steps; a [`Tally`] puts the pieces together. Chance is seeded by picture, so neither the number of threads nor the
//! other pictures change a result. [`Report`] holds what was measured and says what is still missing.

mod bits;
mod certified;
mod far_end;
mod hunt;
mod job;
mod noise;
mod plan;
mod ray;
mod recipe;
mod report;
mod sampling;
mod share;
mod slice;
mod smallest;
mod summary;
mod test_set;
mod transfer;
mod unaware;

#[cfg(test)]
mod tests;

pub use bits::Bits;
pub use certified::{Certified, Certifying};
pub use far_end::{CERTAIN, FARTHEST, FarEnd, FarEnds, Spread, Survey};
pub use hunt::{Cost, Fate, Hunt};
pub use job::{Found, Job, Piece, Tally};
pub use noise::{Heard, Leading, Luring, Scores, Telling, auroc};
pub use plan::{BUDGET, Catalog, EPSILONS, EnsembleEntry, LARGEST, NetEntry, Part, Plan, Scale, Unit};
pub use ray::{Ray, Way};
pub use recipe::{Aim, Bearing, Objective, Recipe, Rule, Task};
pub use report::{BehindFilter, Inputs, Measured, Outcome, Report, Run};
pub use sampling::{other_class, seed_of, spread};
pub use share::Share;
pub use slice::{Cell, Slice, beside};
pub use smallest::Smallest;
pub use summary::{
    Attacker, CertificateSummary, CertifiedShare, CostSummary, EnsembleSummary, FilterSummary, MaskingSummary,
    NetSummary, NoiseSummary, QuestionsSummary, RaySummary, RobustSummary, SpenderSummary, Summary, TransferSummary,
    VoteSummary,
};
pub use test_set::TestSet;
pub use transfer::{Craft, Crafted};
pub use unaware::Filtered;
