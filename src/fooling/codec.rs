//! A genome as bytes and as text, for links. What is read comes from strangers: sizes are bounded, every promise of
//! [`Genome`] is checked, and whatever does not hold is an error.
//!
//! Version 1, `H` hidden neurons, `C` connections:
//!
//! | bytes | what |
//! |---|---|
//! | 1 | version: 1 |
//! | 1 | H, at most 32 |
//! | ⌈(H + 3)/4⌉ | activations, two bits each, lowest first: sine 0, sigmoid 1, gaussian 2, linear 3; spare bits 0 |
//! | H + 3 + 3·C | for each neuron: its number of connections, then for each its source (1 byte) and its weight in 1/2048 (2 bytes, little-endian, two's complement) |
//!
//! So ⌈(H + 3)/4⌉ + H + 5 + 3·C bytes; at most 334. As text: base64url (RFC 4648, section 5) without padding, a third longer.

use super::genome::{ACTIVATIONS, Connection, Genome, MAX_CONNECTIONS, MAX_HIDDEN, Neuron, OUTPUTS};
use crate::error::{Error, Result};

const VERSION: u8 = 1;
/// No genome is longer, in bytes.
pub const MAX_BYTES: usize = (MAX_HIDDEN + OUTPUTS).div_ceil(4) + MAX_HIDDEN + 5 + 3 * MAX_CONNECTIONS;
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn refused(found: impl ToString, allowed: &str) -> Error {
    Error::option("genome", found, allowed)
}

impl Genome {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION, self.hidden_count() as u8];
        for four in self.neurons().chunks(4) {
            let codes = four.iter().enumerate().map(|(place, neuron)| (neuron.activation as u8) << (2 * place));
            bytes.push(codes.sum());
        }
        for neuron in self.neurons() {
            bytes.push(neuron.connections.len() as u8);
            for Connection { source, weight } in &neuron.connections {
                bytes.push(*source);
                bytes.extend(weight.to_le_bytes());
            }
        }
        bytes
    }

    /// Errors: anything that [`Genome::to_bytes`] would not have written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > MAX_BYTES {
            return Err(refused(format!("{} bytes long", bytes.len()), &format!("at most {MAX_BYTES} bytes")));
        }
        let mut rest = bytes;
        let mut take = |count: usize| {
            let taken = rest.split_off(..count);
            taken.ok_or_else(|| refused("cut short", "whole"))
        };
        let version = take(1)?[0];
        if version != VERSION {
            return Err(refused(format!("of version {version}"), &format!("of version {VERSION}")));
        }
        let hidden = usize::from(take(1)?[0]);
        if hidden > MAX_HIDDEN {
            return Err(refused(format!("{hidden} hidden neurons"), &format!("at most {MAX_HIDDEN}")));
        }
        let count = hidden + OUTPUTS;
        let codes = take(count.div_ceil(4))?;
        let code = |neuron: usize| usize::from((codes[neuron / 4] >> (2 * (neuron % 4))) & 3);
        if (count..4 * codes.len()).any(|spare| code(spare) != 0) {
            return Err(refused("padded with something", "padded with zeros"));
        }
        let mut neurons = Vec::with_capacity(count);
        for neuron in 0..count {
            let connections = usize::from(take(1)?[0]);
            let written = take(3 * connections)?.chunks_exact(3);
            let read = |c: &[u8]| Connection { source: c[0], weight: i16::from_le_bytes([c[1], c[2]]) };
            let connections = written.map(read).collect();
            neurons.push(Neuron { activation: ACTIVATIONS[code(neuron)], connections });
        }
        if !rest.is_empty() {
            return Err(refused(format!("followed by {} more bytes", rest.len()), "all there is"));
        }
        Genome::new(neurons)
    }

    /// [`Genome::to_bytes`] in letters that a link may hold.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for three in self.to_bytes().chunks(3) {
            let bits = three.iter().fold(0, |bits, &byte| (bits << 8) | u32::from(byte)) << (8 * (3 - three.len()));
            let digits = (0..=three.len()).map(|place| DIGITS[((bits >> (18 - 6 * place)) & 63) as usize]);
            text.extend(digits.map(char::from));
        }
        text
    }

    /// Errors: anything that [`Genome::to_text`] would not have written.
    pub fn from_text(text: &str) -> Result<Self> {
        if text.len() > (4 * MAX_BYTES).div_ceil(3) {
            return Err(refused(format!("{} characters long", text.len()), "shorter"));
        }
        let mut bytes = Vec::with_capacity(MAX_BYTES);
        for four in text.as_bytes().chunks(4) {
            let mut bits = 0;
            for letter in four {
                let digit = DIGITS.iter().position(|digit| digit == letter);
                let Some(digit) = digit else { return Err(refused("no base64url text", "A–Z a–z 0–9 - _")) };
                bits = (bits << 6) | digit as u32;
            }
            let three = (bits << (6 * (4 - four.len()))).to_be_bytes();
            let (written, spare) = three[1..].split_at(four.len() - 1);
            bytes.extend(written);
            if four.len() == 1 || spare.iter().any(|&byte| byte != 0) {
                return Err(refused("cut short", "whole"));
            }
        }
        Genome::from_bytes(&bytes)
    }
}
