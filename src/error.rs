//! The one error type. Messages are written for the person in front of the page: what happened, where, what to do.

/// Everything that can go wrong between a file and a fooled network.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// The bytes are no ONNX model, or a damaged one.
    #[error("This file can't be read as an ONNX model: {reason}.")]
    NotOnnx { reason: String },
    /// The model is sound ONNX, but not a classifier of one picture.
    #[error("This model is not a picture classifier that we can run: {reason}.")]
    NotAClassifier { reason: String },
    /// Something declared by the file is larger than we are willing to allocate.
    #[error("This model is too large for the page: {what} is {found}, the limit is {limit}.")]
    TooLarge { what: String, found: u64, limit: u64 },
    /// No gradient rule: the model runs, but only query-only attacks work on it.
    #[error(
        "The network can run, but it has no gradient here: node “{node}” uses {op} ({reason}). Attacks that only ask questions still work on it."
    )]
    NoGradient { node: String, op: String, reason: String },
    /// A buffer or tensor of the wrong length or shape.
    #[error("{what}: expected {expected}, found {found}.")]
    Shape { what: String, expected: String, found: String },
    /// An option outside its range.
    #[error("The option “{name}” is {found}; it must be {allowed}.")]
    Option { name: &'static str, found: String, allowed: String },
    /// The drawing of a network does not belong to the file that came with it.
    #[error(
        "This network can't be built from its file: {reason}. Reload the page; if that does not help, its files on the host do not belong together."
    )]
    Blueprint { reason: String },
    /// The second runtime gave up on a model that it had accepted.
    #[error("The second runtime could not run this model: {reason}.")]
    Judge { reason: String },
    /// The system gave no random bytes.
    #[error("The system gave no random seed: {reason}. Choose a seed yourself.")]
    NoEntropy { reason: String },
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A buffer whose length is not what the contract says.
    pub fn length(what: impl Into<String>, expected: usize, found: usize) -> Self {
        Error::Shape { what: what.into(), expected: format!("{expected} numbers"), found: found.to_string() }
    }

    pub fn option(name: &'static str, found: impl ToString, allowed: impl Into<String>) -> Self {
        Error::Option { name, found: found.to_string(), allowed: allowed.into() }
    }
}
