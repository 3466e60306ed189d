//! Pictures of one size for a model of another: scaled inside its graph, so that both engines see the same picture and
//! the gradient goes through.

use tract_onnx::prelude::*;
use tract_onnx::tract_core::ops::einsum::EinSum;

use super::{Layout, first_lines};
use crate::error::{Error, Result};

/// Red, green and blue in grey (ITU-R BT.601).
const GREY: [f32; 3] = [0.299, 0.587, 0.114];

/// `model` behind a scaling of each axis in which `picture` and `native` (channels, height, width) differ.
pub fn fit(model: TypedModel, layout: Layout, picture: [usize; 3], native: [usize; 3]) -> Result<TypedModel> {
    if picture == native {
        return Ok(model);
    }
    let matrices = [mixing(picture[0], native[0])?, scaling(picture[1], native[1]), scaling(picture[2], native[2])];
    behind(model, layout, picture, native, matrices).map_err(|error| Error::NotAClassifier {
        reason: format!("no picture can be scaled for it: {}", first_lines(&error)),
    })
}

fn behind(
    model: TypedModel,
    layout: Layout,
    picture: [usize; 3],
    native: [usize; 3],
    matrices: [Vec<f32>; 3],
) -> TractResult<TypedModel> {
    // The letters of the picture's axes, in the model's layout, and which of (channels, height, width) each is.
    let (letters, axes) = match layout {
        Layout::Nchw => ("nchw", [0, 1, 2]),
        Layout::Nhwc => ("nhwc", [1, 2, 0]),
    };
    let shape = [1, picture[axes[0]], picture[axes[1]], picture[axes[2]]];
    let mut fitted = TypedModel::default();
    let mut value = fitted.add_source("picture before scaling", f32::fact(shape))?;
    for (axis, letter, name) in [(0, 'c', "channels"), (1, 'h', "height"), (2, 'w', "width")] {
        if picture[axis] == native[axis] {
            continue;
        }
        let matrix = Tensor::from_shape(&[native[axis], picture[axis]], &matrices[axis])?;
        let matrix = fitted.add_const(format!("scaling of the {name}"), matrix)?;
        let expression = format!("{letters},z{letter}->{}", letters.replace(letter, "z"));
        let op = EinSum::new(expression.parse()?, f32::datum_type());
        value = fitted.wire_node(format!("picture, {name} scaled"), op, &[value, matrix])?[0];
    }
    let source = model.input_outlets()?[0];
    let mut places = std::collections::HashMap::from([(source, value)]);
    for id in model.eval_order()? {
        let node = model.node(id);
        if id == source.node {
            continue;
        }
        let inputs: TVec<OutletId> = node.inputs.iter().map(|outlet| places[outlet]).collect();
        let outputs = fitted.wire_node(&node.name, node.op.clone(), &inputs)?;
        places.extend(outputs.iter().enumerate().map(|(slot, &outlet)| (OutletId::new(id, slot), outlet)));
    }
    let outputs: Vec<OutletId> = model.output_outlets()?.iter().map(|outlet| places[outlet]).collect();
    fitted.select_output_outlets(&outputs)?;
    Ok(fitted)
}

/// From `from` to `to` channels: colours to grey, grey to colours, or none changed.
fn mixing(from: usize, to: usize) -> Result<Vec<f32>> {
    match (from, to) {
        (3, 1) => Ok(GREY.to_vec()),
        (1, _) => Ok(vec![1.0; to]),
        _ if from == to => Ok(Vec::new()),
        _ => {
            Err(Error::NotAClassifier { reason: format!("its input has {to} channels, and the pictures have {from}") })
        }
    }
}

/// Bilinear weights, `to` rows of `from`, each of which sums to 1. Where the picture shrinks, the triangles grow wide
/// enough for every pixel to count.
fn scaling(from: usize, to: usize) -> Vec<f32> {
    let ratio = from as f64 / to as f64;
    let width = ratio.max(1.0);
    let mut weights = Vec::with_capacity(from * to);
    for row in 0..to {
        let centre = (row as f64 + 0.5) * ratio - 0.5;
        // Beyond the border stands the pixel at the border.
        let clamped = if ratio < 1.0 { centre.clamp(0.0, from as f64 - 1.0) } else { centre };
        let triangle = |column: usize| (1.0 - (column as f64 - clamped).abs() / width).max(0.0);
        let sum: f64 = (0..from).map(triangle).sum();
        weights.extend((0..from).map(|column| (triangle(column) / sum) as f32));
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classifier::Classifier;
    use crate::onnx::Preprocessing;
    use crate::random::Random;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const TINY: &[u8] = include_bytes!("../../models/tiny.onnx");

    fn tiny(picture: [usize; 3]) -> Classifier {
        let preprocessing = Preprocessing { picture: Some(picture), ..Preprocessing::default() };
        Classifier::from_onnx(TINY, preprocessing).expect("a sound net")
    }

    fn noise([channels, height, width]: [usize; 3]) -> Vec<f32> {
        let mut random = Random::from_seed(5);
        (0..channels * height * width).map(|_| random.uniform()).collect()
    }

    /// A plane (height, width) scaled by hand.
    fn scaled(plane: &[f32], [height, width]: [usize; 2], [to_height, to_width]: [usize; 2]) -> Vec<f32> {
        let (down, across) = (scaling(height, to_height), scaling(width, to_width));
        let mut result = Vec::new();
        for y in 0..to_height {
            for x in 0..to_width {
                let sum = |row: usize| {
                    (0..width).map(|column| across[x * width + column] * plane[row * width + column]).sum::<f32>()
                };
                result.push((0..height).map(|row| down[y * height + row] * sum(row)).sum());
            }
        }
        result
    }

    #[test]
    fn rows_of_weights_sum_to_one_and_equal_sizes_change_nothing() {
        for (from, to) in [(32, 28), (28, 32), (32, 224), (224, 32), (5, 3), (1, 4)] {
            for row in scaling(from, to).chunks_exact(from) {
                assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{from} to {to}");
            }
        }
        let same = scaling(4, 4);
        assert!((0..16).all(|index| same[index] == f32::from(u8::from(index % 5 == 0))));
    }

    #[test]
    fn a_scaled_picture_is_judged_as_if_scaled_before() {
        let picture = [3, 20, 48];
        let pixels = noise(picture);
        let by_hand: Vec<f32> =
            pixels.chunks_exact(20 * 48).flat_map(|plane| scaled(plane, [20, 48], [32, 32])).collect();
        let mut fitted = tiny(picture);
        assert_eq!((fitted.input_shape(), fitted.native_shape()), (picture, [3, 32, 32]));
        let expected = tiny([3, 32, 32]).logits(&by_hand).unwrap();
        for logits in [fitted.logits(&pixels).unwrap(), fitted.second_opinion(&pixels).unwrap()] {
            for (found, expected) in logits.iter().zip(&expected) {
                assert!((found - expected).abs() < 1e-3, "{found} beside {expected}");
            }
        }
    }

    #[test]
    fn the_gradient_goes_through_the_scaling() {
        let picture = [3, 24, 40];
        let pixels = noise(picture);
        let mut fitted = tiny(picture);
        let mut cotangent = vec![0.0; 10];
        cotangent[3] = 1.0;
        let gradient = fitted.input_gradient(&pixels, &cotangent).unwrap();
        let direction = noise([1, 1, pixels.len()]);
        let slope: f32 = gradient.iter().zip(&direction).map(|(g, d)| g * (d - 0.5)).sum();
        let mut at = |t: f32| -> f32 {
            let moved: Vec<f32> = pixels.iter().zip(&direction).map(|(p, d)| p + t * (d - 0.5)).collect();
            fitted.logits(&moved).unwrap()[3]
        };
        let difference = (at(1e-3) - at(-1e-3)) / 2e-3;
        assert!((slope - difference).abs() < 0.02 * slope.abs().max(1.0), "{slope} beside {difference}");
    }

    #[test]
    fn grey_pictures_do_for_nets_of_colours_and_other_counts_do_not() {
        let pixels = noise([1, 32, 32]);
        let colours = pixels.repeat(3);
        let (grey, coloured) =
            (tiny([1, 32, 32]).logits(&pixels).unwrap(), tiny([3, 32, 32]).logits(&colours).unwrap());
        assert!(grey.iter().zip(&coloured).all(|(a, b)| (a - b).abs() < 1e-4), "{grey:?} beside {coloured:?}");
        let preprocessing = Preprocessing { picture: Some([4, 32, 32]), ..Preprocessing::default() };
        let error = Classifier::from_onnx(TINY, preprocessing).expect_err("four channels").to_string();
        assert!(error.contains("3 channels") && error.contains("have 4"), "{error}");
    }
}
