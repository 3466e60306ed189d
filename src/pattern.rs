//! Which linear piece of a piecewise affine network a picture lies on (Montúfar 2014; Hein 2019): the state of every
//! ReLU and clip, the winner of every maximum.

/// A value so near its bend, as a share of the largest such distance in its node, may be on either side by rounding.
const ROUNDING: f32 = 4e-6;

/// Every choice that a forward pass made, in the network's order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pattern {
    choices: Vec<Choice>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Choice {
    piece: u32,
    /// Is it further from the bend than rounding reaches?
    clear: bool,
}

impl Pattern {
    /// Adds the choices of one node: `visit` calls its argument with every piece and its distance from the bend.
    pub(crate) fn add(&mut self, mut visit: impl FnMut(&mut dyn FnMut(u32, f32))) {
        let mut largest = 0.0f32;
        let mut made = Vec::new();
        visit(&mut |piece, margin| {
            if margin.is_finite() {
                largest = largest.max(margin);
            }
            made.push((piece, margin));
        });
        let choice = |(piece, margin)| Choice { piece, clear: margin > ROUNDING * largest };
        self.choices.extend(made.into_iter().map(choice));
    }

    /// How many choices there are: none in a network that is affine.
    pub fn len(&self) -> usize {
        self.choices.len()
    }

    pub fn is_empty(&self) -> bool {
        self.choices.is_empty()
    }

    /// How many choices another pass of the same network made otherwise. Where both values are too near the bend for
    /// rounding to tell, they count as the same.
    pub fn switches(&self, other: &Pattern) -> usize {
        let pairs = self.choices.iter().zip(&other.choices);
        pairs.filter(|(a, b)| a.piece != b.piece && (a.clear || b.clear)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn pattern(choices: &[(u32, f32)]) -> Pattern {
        let mut pattern = Pattern::default();
        pattern.add(|choose| choices.iter().for_each(|&(piece, margin)| choose(piece, margin)));
        pattern
    }

    #[test]
    fn what_rounding_decides_is_no_switch() {
        let one = pattern(&[(1, 3.0), (0, 0.0), (1, 1e-6), (2, f32::INFINITY)]);
        let other = pattern(&[(0, 0.0), (1, 5.0), (0, 0.0), (1, f32::INFINITY)]);
        assert_eq!((one.len(), one.switches(&one), one.switches(&other)), (4, 0, 3));
    }
}
