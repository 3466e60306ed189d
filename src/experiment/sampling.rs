//! Which pictures are measured, and the seed of each.

/// `count` of `total` indices, evenly spread: 0, total/count, 2·total/count …
///
/// Not the first ones: those of CIFAR-10's test set are easier than the average.
pub fn spread(count: usize, total: usize) -> Vec<usize> {
    (0..count.min(total)).map(|index| index * total / count.min(total)).collect()
}

/// SplitMix64's output function (Steele 2014).
fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// The seed for one picture. Every attack on it starts from the same points, whichever net it is made on.
pub fn seed_of(seed: u32, picture: usize) -> u32 {
    (mix(mix(u64::from(seed).wrapping_add(0x9e37_79b9_7f4a_7c15)).wrapping_add(picture as u64)) >> 32) as u32
}

/// A class other than `label`, each equally likely (to within 2⁻³²).
pub fn other_class(seed: u32, label: usize, classes: usize) -> usize {
    let draw = mix(u64::from(seed) ^ 0x6f74_6865_7200_0000) >> 32;
    let other = ((draw * (classes as u64 - 1)) >> 32) as usize;
    if other < label { other } else { other + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn pictures_are_spread_over_the_whole_set() {
        assert_eq!(spread(4, 10), [0, 2, 5, 7]);
        assert_eq!(spread(10, 10), (0..10).collect::<Vec<_>>());
        assert_eq!(spread(20, 3), [0, 1, 2], "no picture twice");
        assert_eq!(spread(1000, 10_000).last(), Some(&9990));
        assert!(spread(0, 10).is_empty());
    }

    #[test]
    fn seeds_are_pinned_and_differ_by_picture_and_seed() {
        let seeds: Vec<u32> = (0..1000).flat_map(|picture| [seed_of(0, picture), seed_of(1, picture)]).collect();
        let different: std::collections::HashSet<_> = seeds.iter().collect();
        assert_eq!(different.len(), seeds.len());
        assert_eq!(seed_of(0, 7), seed_of(0, 7));
    }

    #[test]
    fn targets_are_wrong_and_equally_likely() {
        let mut counts = [0; 10];
        for picture in 0..9000 {
            counts[other_class(seed_of(3, picture), 4, 10)] += 1;
        }
        assert_eq!(counts[4], 0);
        assert!(
            counts.iter().enumerate().all(|(class, &count)| class == 4 || (880..1120).contains(&count)),
            "{counts:?}"
        );
    }
}
