//! A state as bytes: to put an evolution away, and to go on with it another day, on another machine.

use super::State;
use crate::error::{Error, Result};

impl State {
    /// In postcard's format; a champion takes as many bytes as its genome.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("plain data of known lengths")
    }

    /// Errors: what is cut short, padded or no state at all. Whether the state is a sound one, `Evolution::resume` finds.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        match postcard::take_from_bytes(bytes) {
            Ok((state, [])) => Ok(state),
            _ => Err(Error::option("state", "damaged", "as it was saved")),
        }
    }
}
