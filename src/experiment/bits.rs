//! One bit a picture, written as hexadecimal digits.

use serde::{Deserialize, Serialize};

/// A set of the measured pictures: picture i is bit i mod 4 (the lowest first) of digit i div 4.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Bits(Vec<u8>);

impl Bits {
    /// The empty set, with room for `pictures`.
    pub fn none(pictures: usize) -> Self {
        Bits(vec![0; pictures.div_ceil(4)])
    }

    pub fn insert(&mut self, picture: usize) {
        self.0[picture / 4] |= 1 << (picture % 4);
    }

    pub fn contains(&self, picture: usize) -> bool {
        self.0.get(picture / 4).is_some_and(|digit| digit >> (picture % 4) & 1 == 1)
    }

    pub fn count(&self) -> usize {
        self.0.iter().map(|digit| digit.count_ones() as usize).sum()
    }

    /// The pictures in both; `None` when the sets have room for different numbers of them.
    pub fn and(&self, other: &Bits) -> Option<Bits> {
        (self.0.len() == other.0.len()).then(|| Bits(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect()))
    }
}

impl From<Bits> for String {
    fn from(bits: Bits) -> String {
        bits.0.iter().map(|&digit| char::from_digit(u32::from(digit), 16).expect("four bits are a digit")).collect()
    }
}

impl TryFrom<String> for Bits {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digit = |char: char| char.to_digit(16).map(|digit| digit as u8);
        text.chars().map(digit).collect::<Option<_>>().map(Bits).ok_or_else(|| format!("“{text}” is not hexadecimal"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn text_and_set_are_the_same() {
        let mut bits = Bits::none(10);
        [0, 5, 9].iter().for_each(|&picture| bits.insert(picture));
        let text = String::from(bits.clone());
        assert_eq!(text, "122");
        assert_eq!(Bits::try_from(text), Ok(bits.clone()));
        assert_eq!((0..10).filter(|&picture| bits.contains(picture)).collect::<Vec<_>>(), [0, 5, 9]);
        assert_eq!((bits.count(), bits.contains(400)), (3, false));
        assert!(Bits::try_from("12g".to_string()).is_err());
    }

    #[test]
    fn sets_of_different_pictures_are_not_mixed() {
        let (mut few, mut more) = (Bits::none(8), Bits::none(8));
        [1, 2].iter().for_each(|&picture| few.insert(picture));
        [2, 3].iter().for_each(|&picture| more.insert(picture));
        assert_eq!(few.and(&more).map(String::from), Some("40".into()));
        assert_eq!(few.and(&Bits::none(9)), None);
    }
}
