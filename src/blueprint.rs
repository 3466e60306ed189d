//! A network without its weights: what the importer made of an `.onnx` file, with references into that file wherever it only
//! repeats the file's numbers. Whoever has blueprint and file needs no reader of ONNX.
//!
//! It is the network's own bytes (postcard), cut into pieces, so nothing here knows what networks are made of.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::network::Network;

/// What a [`Classifier`](crate::classifier::Classifier) is built from, but for the weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Blueprint {
    /// [`fingerprint`] of the file.
    file: u64,
    /// [`fingerprint`] of the whole network's bytes.
    network: u64,
    pieces: Vec<Piece>,
    pub facts: Facts,
}

/// What there is to know about a model beside its network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Channels, height, width of a picture.
    pub input_shape: [usize; 3],
    /// The same, as the file wants them; pictures are scaled where that is another size.
    pub native_shape: [usize; 3],
    pub class_count: usize,
    /// Numbers that the file holds as weights, 8-bit ones included.
    pub parameter_count: usize,
    /// Plain sentences about what was found and changed.
    pub notes: Vec<String>,
    /// Why there is no gradient, and then no network either.
    pub refusal: Option<Refusal>,
}

/// The node that has no gradient, and why: [`Error::NoGradient`] as data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refusal {
    pub node: String,
    pub op: String,
    pub reason: String,
}

impl From<&Refusal> for Error {
    fn from(refusal: &Refusal) -> Self {
        let Refusal { node, op, reason } = refusal.clone();
        Error::NoGradient { node, op, reason }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Piece {
    Bytes(Vec<u8>),
    /// A constant that was broadcast over places.
    Repeated {
        word: [u8; 4],
        count: usize,
    },
    Tensor(Tensor),
}

impl Piece {
    /// Bytes that it stands for.
    fn length(&self) -> usize {
        match self {
            Piece::Bytes(bytes) => bytes.len(),
            Piece::Repeated { count, .. } => count.saturating_mul(4),
            Piece::Tensor(tensor) => tensor.count().saturating_mul(4),
        }
    }
}

/// A tensor's numbers, where they lie in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Tensor {
    /// `count` little-endian f32 from byte `start` on.
    Floats { start: usize, count: usize },
    /// Signed bytes times the f32 of their row; `scales` is where those begin.
    Quantized { start: usize, rows: usize, row_length: usize, scales: usize },
}

impl Tensor {
    fn count(&self) -> usize {
        match *self {
            Tensor::Floats { count, .. } => count,
            Tensor::Quantized { rows, row_length, .. } => rows.saturating_mul(row_length),
        }
    }

    /// As little-endian f32; `None` where the file is too short.
    fn expand(&self, file: &[u8]) -> Option<Vec<u8>> {
        let bytes = |start: usize, length: usize| file.get(start..start.checked_add(length)?);
        match *self {
            Tensor::Floats { start, count } => Some(bytes(start, count.checked_mul(4)?)?.to_vec()),
            Tensor::Quantized { start, rows, row_length, scales } => {
                let numbers = bytes(start, rows.checked_mul(row_length)?)?;
                let scales = bytes(scales, rows.checked_mul(4)?)?.as_chunks::<4>().0;
                let rows = numbers.chunks_exact(row_length.max(1)).zip(scales);
                let products = rows.flat_map(|(row, &scale)| {
                    row.iter().map(move |&number| f32::from(number as i8) * f32::from_le_bytes(scale))
                });
                Some(products.flat_map(f32::to_le_bytes).collect())
            }
        }
    }
}

/// FNV-1a of 64 bits: tells files apart that do not belong together, no protection against who forges one.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn broken(reason: impl Into<String>) -> Error {
    Error::Blueprint { reason: reason.into() }
}

impl Blueprint {
    /// Draws `network`, which came from `file`; `tensors` are worth looking for in it.
    pub fn of(network: Option<&Network>, file: &[u8], tensors: &[Tensor], facts: Facts) -> Result<Self> {
        let whole = match network {
            Some(network) => postcard::to_allocvec(network).map_err(|error| broken(error.to_string()))?,
            None => Vec::new(),
        };
        let mut found: Vec<(usize, usize, Tensor)> = tensors
            .iter()
            .filter_map(|tensor| {
                let bytes = tensor.expand(file).filter(|bytes| bytes.len() >= SHORTEST)?;
                let start = position(&whole, &bytes)?;
                Some((start, bytes.len(), tensor.clone()))
            })
            .collect();
        found.sort_by_key(|&(start, ..)| start);
        let (mut pieces, mut end) = (Vec::new(), 0);
        for (start, length, tensor) in found {
            if start >= end {
                pieces.extend(shortened(&whole[end..start]));
                pieces.push(Piece::Tensor(tensor));
                end = start + length;
            }
        }
        pieces.extend(shortened(&whole[end..]));
        Ok(Blueprint { file: fingerprint(file), network: fingerprint(&whole), pieces, facts })
    }

    /// The network that was drawn; `None` where it has no gradient. `file` must be the very file.
    pub fn build(&self, file: &[u8]) -> Result<Option<Network>> {
        if fingerprint(file) != self.file {
            let web_page = file.trim_ascii_start().starts_with(b"<");
            return Err(broken(if web_page {
                "a web page came in the place of its .onnx file"
            } else {
                "its .onnx file is another one than it was drawn from"
            }));
        }
        let length = self.pieces.iter().map(Piece::length).fold(0, usize::saturating_add);
        let mut whole = Vec::new();
        whole.try_reserve_exact(length).map_err(|_| broken("its drawing is damaged, or there is no room for it"))?;
        for piece in &self.pieces {
            match piece {
                Piece::Bytes(bytes) => whole.extend_from_slice(bytes),
                Piece::Repeated { count, .. } if *count > LONGEST => return Err(broken("its drawing is damaged")),
                Piece::Repeated { word, count } => whole.extend(std::iter::repeat_n(word, *count).flatten()),
                Piece::Tensor(tensor) => {
                    whole.extend(tensor.expand(file).ok_or_else(|| broken("the file ends too early"))?);
                }
            }
        }
        // The very bytes that were drawn: whatever they say was checked when the network was made.
        if fingerprint(&whole) != self.network {
            return Err(broken("its drawing is damaged"));
        }
        match self.facts.refusal {
            Some(_) => Ok(None),
            None => postcard::from_bytes(&whole).map(Some).map_err(|error| broken(error.to_string())),
        }
    }

    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        postcard::to_allocvec(self).map_err(|error| broken(error.to_string()))
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        postcard::from_bytes(bytes).map_err(|_| broken("its drawing is damaged, or of another version"))
    }
}

/// Bytes below which a reference or a repetition saves nothing.
const SHORTEST: usize = 32;
/// Words that a repetition may ask for: as many as the importer allows in one value.
const LONGEST: usize = 1 << 26;

/// `bytes` with every long repetition of four bytes written once.
fn shortened(bytes: &[u8]) -> Vec<Piece> {
    let (mut pieces, mut end, mut at) = (Vec::new(), 0, 0);
    while let Some(&word) = bytes[at..].first_chunk::<4>() {
        let count = bytes[at..].as_chunks::<4>().0.iter().take_while(|&&next| next == word).count();
        if 4 * count >= SHORTEST {
            pieces.extend([Piece::Bytes(bytes[end..at].to_vec()), Piece::Repeated { word, count }]);
            at += 4 * count;
            end = at;
        } else {
            at += 1;
        }
    }
    pieces.push(Piece::Bytes(bytes[end..].to_vec()));
    pieces
}

/// Where `part` begins in `whole`, for the first time.
fn position(whole: &[u8], part: &[u8]) -> Option<usize> {
    whole.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classifier::Classifier;
    use crate::onnx::Preprocessing;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const FILE: &[u8] = include_bytes!("../models/tiny.onnx");

    #[test]
    fn the_same_network_comes_back_from_a_small_drawing() {
        let classifier = Classifier::from_onnx(FILE, Preprocessing::default()).unwrap();
        let bytes = classifier.blueprint(FILE).unwrap();
        assert!(bytes.len() < FILE.len() / 20, "{} bytes beside a file of {}", bytes.len(), FILE.len());
        let built = Blueprint::from_bytes(&bytes).unwrap().build(FILE).unwrap();
        assert_eq!(built.as_ref(), classifier.network());
    }

    #[test]
    fn what_does_not_belong_together_is_refused() {
        let classifier = Classifier::from_onnx(FILE, Preprocessing::default()).unwrap();
        let bytes = classifier.blueprint(FILE).unwrap();
        let blueprint = Blueprint::from_bytes(&bytes).unwrap();
        let mut file = FILE.to_vec();
        *file.last_mut().unwrap() ^= 1;
        assert!(matches!(blueprint.build(&file), Err(Error::Blueprint { .. })));
        assert!(matches!(blueprint.build(&FILE[1..]), Err(Error::Blueprint { .. })));
        for at in (0..bytes.len()).step_by(7) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x55;
            if let Ok(blueprint) = Blueprint::from_bytes(&damaged) {
                match blueprint.build(FILE) {
                    Ok(network) => assert_eq!(network.as_ref(), classifier.network(), "byte {at}"),
                    Err(error) => assert!(matches!(error, Error::Blueprint { .. })),
                }
            }
        }
    }
}
