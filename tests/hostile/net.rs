//! What a visitor's browser does with a file: load it, ask both runtimes, and take one gradient.

use easily_fooled::classifier::Classifier;
use easily_fooled::error::Error;
use easily_fooled::onnx::Preprocessing;

/// Errors are right; a panic, a hang or too much memory is not. Some files get pictures of another size than theirs.
pub fn attempt(bytes: &[u8]) -> Result<Classifier, Error> {
    let picture = bytes.len().is_multiple_of(4).then_some([3, 5, 4]);
    let mut classifier = Classifier::from_onnx(bytes, Preprocessing { picture, ..Preprocessing::default() })?;
    let pixels = vec![0.5; classifier.input_length()];
    let logits = classifier.logits(&pixels)?;
    assert_eq!(logits.len(), classifier.class_count());
    // The judge may refuse what our engine took, with an error of its own.
    if let Ok(opinion) = classifier.second_opinion(&pixels) {
        assert_eq!(opinion.len(), classifier.class_count());
    }
    if classifier.refusal().is_none() {
        let gradient = classifier.input_gradient(&pixels, &logits)?;
        assert_eq!(gradient.len(), classifier.input_length());
    }
    Ok(classifier)
}
