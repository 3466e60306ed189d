//! Labelled pictures in CIFAR-10's binary format.

use crate::error::{Error, Result};

/// 8-bit pictures with their classes: a byte of label, then the planar RGB bytes, picture after picture.
#[derive(Debug, Clone, PartialEq)]
pub struct TestSet {
    labels: Vec<u8>,
    pixels: Vec<u8>,
    length: usize,
}

impl TestSet {
    /// Errors: not a whole number of records, none at all, a label that is no class.
    pub fn parse(bytes: &[u8], length: usize, classes: usize) -> Result<Self> {
        let record = length + 1;
        if bytes.is_empty() || !bytes.len().is_multiple_of(record) {
            return Err(Error::Shape {
                what: "a file of labelled pictures".into(),
                expected: format!("a whole number of records of {record} bytes"),
                found: format!("{} bytes", bytes.len()),
            });
        }
        let labels: Vec<u8> = bytes.iter().step_by(record).copied().collect();
        check_labels(&labels, classes)?;
        let pixels = bytes.chunks_exact(record).flat_map(|record| &record[1..]).copied().collect();
        Ok(TestSet { labels, pixels, length })
    }

    /// Of `pixels`, the pictures one after another, planar RGB in [0, 1], rounded to 8 bits.
    ///
    /// Errors: no pictures, not as many as labels, a label that is no class.
    pub fn new(labels: &[u8], pixels: &[f32], length: usize, classes: usize) -> Result<Self> {
        if labels.is_empty() {
            return Err(Error::Shape { what: "labels".into(), expected: "one at least".into(), found: "none".into() });
        }
        if pixels.len() != labels.len() * length {
            return Err(Error::length(
                format!("pictures for {} labels", labels.len()),
                labels.len() * length,
                pixels.len(),
            ));
        }
        check_labels(labels, classes)?;
        let pixels = pixels.iter().map(|pixel| (pixel * 255.0).round() as u8).collect();
        Ok(TestSet { labels: labels.to_vec(), pixels, length })
    }

    pub fn len(&self) -> usize {
        self.labels.len()
    }

    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    pub fn label(&self, index: usize) -> usize {
        usize::from(self.labels[index])
    }

    /// Pictures `range`, one after another, planar RGB in [0, 1].
    pub fn pixels(&self, range: std::ops::Range<usize>) -> Vec<f32> {
        let bytes = &self.pixels[range.start * self.length..range.end * self.length];
        bytes.iter().map(|&byte| f32::from(byte) / 255.0).collect()
    }
}

fn check_labels(labels: &[u8], classes: usize) -> Result<()> {
    match labels.iter().find(|&&label| usize::from(label) >= classes) {
        Some(label) => Err(Error::option("label", label, format!("between 0 and {}", classes - 1))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn records_are_a_label_and_its_picture() {
        let set = TestSet::parse(&[1, 0, 51, 255, 0, 102, 0, 153], 3, 2).unwrap();
        assert_eq!((set.len(), set.label(0), set.label(1)), (2, 1, 0));
        assert_eq!(set.pixels(1..2), [0.4, 0.0, 0.6]);
        assert_eq!(set.pixels(0..2).len(), 6);
    }

    #[test]
    fn pictures_beside_their_labels_are_the_same_set() {
        let records = TestSet::parse(&[1, 0, 51, 255, 0, 102, 0, 153], 3, 2).unwrap();
        assert_eq!(TestSet::new(&[1, 0], &[0.0, 0.2, 1.0, 0.4, 0.0, 0.6], 3, 2), Ok(records));
        assert!(matches!(TestSet::new(&[1], &[0.0; 4], 3, 2), Err(Error::Shape { .. })));
        assert!(matches!(TestSet::new(&[], &[], 3, 2), Err(Error::Shape { .. })));
        assert!(matches!(TestSet::new(&[2], &[0.0; 3], 3, 2), Err(Error::Option { name: "label", .. })));
    }

    #[test]
    fn other_files_are_refused() {
        assert!(matches!(TestSet::parse(&[0; 7], 3, 2), Err(Error::Shape { .. })));
        assert!(matches!(TestSet::parse(&[], 3, 2), Err(Error::Shape { .. })));
        assert!(matches!(TestSet::parse(&[2, 0, 0, 0], 3, 2), Err(Error::Option { name: "label", .. })));
    }
}
