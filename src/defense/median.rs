//! The median of a window. Its gradient goes to the pixel that was taken.

use super::plane::reflect;

/// For every value the index of the one that is taken in its place: of an even number the upper of the two in the middle, of
/// equal ones the first in the window.
fn taken(shape: [usize; 3], pixels: &[f32], size: usize) -> Vec<usize> {
    let [channels, height, width] = shape;
    let mut window = Vec::with_capacity(size * size);
    let mut taken = Vec::with_capacity(pixels.len());
    // Even windows reach one pixel further up and left.
    let reach = |at: usize| (0..size).map(move |step| at as isize + step as isize - (size / 2) as isize);
    for channel in 0..channels {
        for y in 0..height {
            for x in 0..width {
                window.clear();
                for row in reach(y).map(|y| reflect(y, height)) {
                    let start = (channel * height + row) * width;
                    window.extend(reach(x).map(|x| start + reflect(x, width)));
                }
                window.sort_by(|&a, &b| pixels[a].total_cmp(&pixels[b]));
                taken.push(window[window.len() / 2]);
            }
        }
    }
    taken
}

pub fn median(shape: [usize; 3], pixels: &[f32], size: usize) -> Vec<f32> {
    taken(shape, pixels, size).into_iter().map(|index| pixels[index]).collect()
}

pub fn pull(shape: [usize; 3], pixels: &[f32], size: usize, cotangent: &[f32]) -> Vec<f32> {
    let mut gradient = vec![0.0; pixels.len()];
    taken(shape, pixels, size).into_iter().zip(cotangent).for_each(|(index, value)| gradient[index] += value);
    gradient
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_gradient;
    use super::*;
    use crate::ops::testing::normal;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_lone_pixel_is_gone_and_an_edge_stays() {
        let mut lone = vec![0.0; 25];
        lone[12] = 1.0;
        assert_eq!(median([1, 5, 5], &lone, 3), vec![0.0; 25]);
        let edge: Vec<f32> = (0..25).map(|index| if index % 5 < 2 { 0.0 } else { 1.0 }).collect();
        assert_eq!(median([1, 5, 5], &edge, 3), edge);
    }

    #[test]
    fn of_four_the_upper_middle_is_taken() {
        // Up and left of the last pixel: 1, 2, 3, 4.
        assert_eq!(median([1, 2, 2], &[1.0, 2.0, 3.0, 4.0], 2)[3], 3.0);
    }

    #[test]
    fn the_gradient_goes_to_what_was_taken() {
        for size in [2, 3, 5] {
            let pixels = normal(4, 2 * 6 * 7);
            check_gradient(&pixels, |x| median([2, 6, 7], x, size), |g| pull([2, 6, 7], &pixels, size, g), 1e-4);
        }
    }
}
