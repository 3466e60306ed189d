//! From `.onnx` bytes to a [`Network`]: the only importer.
//!
//! tract reads the file, infers shapes, folds constants and batch norms; [`lower`] turns what is left into plain data.
//! A model is a program from a stranger: [`bounds`] refuses what is too large before anything is allocated for it, and
//! [`check`] follows the whole graph before tract does.

mod bounds;
mod check;
mod fit;
mod lower;
mod runtime;
mod simplify;
mod tensors;
mod wire;

use std::collections::HashSet;

use tract_onnx::pb::tensor_shape_proto::{Dimension, dimension};
use tract_onnx::pb::{GraphProto, ModelProto, TensorShapeProto, TypeProto, ValueInfoProto, type_proto};
use tract_onnx::prelude::*;
use tract_onnx::tract_core::ops::change_axes::AxisOp;
use tract_onnx::tract_core::ops::element_wise::ElementWiseOp;
use tract_onnx::tract_core::ops::math::Ln;
use tract_onnx::tract_core::ops::nn::{Softmax, SoftmaxKind};

use crate::blueprint;
use crate::error::{Error, Result};
use crate::network::Network;
pub use runtime::Runtime;

/// Where the colour channels are in a model's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// (batch, channels, height, width).
    Nchw,
    /// (batch, height, width, channels).
    Nhwc,
}

/// How a model wants its pictures; what our own models need is the default.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preprocessing {
    /// Subtracted from each channel, one number for all or one for each; pixels are in [0, 1]. Empty: nothing.
    pub mean: Vec<f32>,
    /// Divides each channel after that. Empty: nothing.
    pub std: Vec<f32>,
    /// `None`: told from the shape.
    pub layout: Option<Layout>,
    /// Channels, height and width of the pictures that will come; where the model wants another size they are scaled to
    /// fit, inside its graph. `None`: they come as the model wants them.
    pub picture: Option<[usize; 3]>,
}

impl Preprocessing {
    /// (factor, offset) of a channel: what the model sees is pixel · factor + offset.
    pub fn affine(&self, channel: usize) -> (f32, f32) {
        let of = |values: &[f32]| values.get(channel).or(values.last()).copied();
        let factor = 1.0 / of(&self.std).unwrap_or(1.0);
        (factor, -of(&self.mean).unwrap_or(0.0) * factor)
    }

    pub fn is_identity(&self) -> bool {
        self.mean.is_empty() && self.std.is_empty()
    }

    fn check(&self, channels: usize) -> Result<()> {
        for (name, values) in [("mean", &self.mean), ("std", &self.std)] {
            if values.len() > 1 && values.len() != channels {
                let allowed = format!("1 number, or {channels}, one a channel");
                return Err(Error::option(name, format!("{} numbers", values.len()), allowed));
            }
        }
        if let Some(mean) = self.mean.iter().find(|mean| !mean.is_finite()) {
            return Err(Error::option("mean", mean, "finite"));
        }
        match self.std.iter().find(|std| !(std.is_finite() && **std > 0.0)) {
            Some(std) => Err(Error::option("std", std, "above 0")),
            None => Ok(()),
        }
    }
}

/// A decluttered model of one picture, its final softmax removed.
#[derive(Debug, Clone)]
pub struct Import {
    pub(crate) model: TypedModel,
    pub layout: Layout,
    pub preprocessing: Preprocessing,
    /// Channels, height, width of a picture.
    pub input_shape: [usize; 3],
    /// The same, as the file wants them; pictures are scaled where that is another size.
    pub native_shape: [usize; 3],
    pub class_count: usize,
    /// Numbers that the file holds as weights, 8-bit ones included.
    pub parameter_count: usize,
    /// Plain sentences about what was found and changed.
    pub notes: Vec<String>,
}

/// A picture's height and width where the file leaves them open.
const DEFAULT_SIDE: usize = 32;
/// More channels than that are no picture, whoever made it.
const MAX_CHANNELS: usize = 16;

impl Import {
    /// Reads, bounds and declutters a model.
    pub fn read(bytes: &[u8], preprocessing: Preprocessing) -> Result<Self> {
        let proto = bounds::parse(bytes)?;
        let parameter_count = bounds::parameter_count(&proto);
        let mut notes = Vec::new();
        let not_onnx = |error: TractError| Error::NotOnnx { reason: first_lines(&error) };
        let graph = proto.graph.as_ref().expect("parse lets no file without a graph through");
        let picture = picture_of(graph)?.clone();
        let (shape, layout) = input_shape(&picture, preprocessing.layout, &mut notes)?;
        check::check(graph, &picture.name, shape, bounds::operators(&proto)?)?;
        let mut model = onnx().model_for_proto_model(&reduced(proto, &picture.name, shape)).map_err(not_onnx)?;
        model.set_input_fact(0, f32::fact(shape).into()).map_err(not_onnx)?;
        if model.outputs.len() != 1 {
            notes.push(format!("It has {} outputs; the first is taken as the class scores.", model.outputs.len()));
            model.outputs.truncate(1);
        }
        let model = model.into_typed().and_then(|model| model.into_decluttered()).map_err(not_onnx)?;
        bounds::check_work(&model)?;
        let model = peel(model, &mut notes)?;

        let output = model.output_fact(0).map_err(not_onnx)?;
        let shape_of_output = output.shape.as_concrete().unwrap_or_default();
        let class_count = shape_of_output.iter().product();
        let is_row = shape_of_output.iter().filter(|&&extent| extent > 1).count() == 1;
        if !is_row || !output.datum_type.is_float() {
            return Err(Error::NotAClassifier {
                reason: format!("its output is {output:?}, not a row of class scores"),
            });
        }
        let native_shape = match layout {
            Layout::Nchw => [shape[1], shape[2], shape[3]],
            Layout::Nhwc => [shape[3], shape[1], shape[2]],
        };
        preprocessing.check(native_shape[0])?;
        let input_shape = preprocessing.picture.unwrap_or(native_shape);
        bounds::check_picture(input_shape[1], input_shape[2])?;
        let model = fit::fit(model, layout, input_shape, native_shape)?;
        Ok(Import { model, layout, preprocessing, input_shape, native_shape, class_count, parameter_count, notes })
    }

    /// Where the weights lie in the file that this was read from.
    pub fn tensors(file: &[u8]) -> Result<Vec<blueprint::Tensor>> {
        let proto = bounds::parse(file)?;
        Ok(proto.graph.map(|graph| tensors::tensors(&graph, file)).unwrap_or_default())
    }

    /// The network with a gradient, or which node has none.
    pub fn network(&self) -> Result<Network> {
        lower::lower(self)
    }
}

/// The one input that is no weight.
fn picture_of(graph: &GraphProto) -> Result<&ValueInfoProto> {
    let weights: HashSet<&str> = graph.initializer.iter().map(|tensor| tensor.name.as_str()).collect();
    let inputs: Vec<_> = graph.input.iter().filter(|input| !weights.contains(input.name.as_str())).collect();
    match inputs[..] {
        [picture] => Ok(picture),
        _ => Err(Error::NotAClassifier { reason: format!("it has {} inputs instead of one picture", inputs.len()) }),
    }
}

/// What tract has to know of a file that was checked: the graph, and the picture's shape as it will come.
fn reduced(mut proto: ModelProto, picture: &str, shape: [usize; 4]) -> ModelProto {
    let dim = |extent| Dimension { value: Some(dimension::Value::DimValue(extent as i64)), ..Dimension::default() };
    let shape = Some(TensorShapeProto { dim: shape.map(dim).to_vec() });
    let tensor = type_proto::Tensor { elem_type: check::kind::FLOAT, shape };
    let value = Some(type_proto::Value::TensorType(tensor));
    let picture = ValueInfoProto {
        name: picture.into(),
        r#type: Some(TypeProto { value, ..TypeProto::default() }),
        ..ValueInfoProto::default()
    };
    let graph = proto.graph.take().map(|graph| GraphProto {
        input: vec![picture],
        output: graph.output.into_iter().map(|output| ValueInfoProto { r#type: None, ..output }).collect(),
        // The shapes that exporters note down hold a symbolic batch axis, which would contradict our batch of 1.
        value_info: Vec::new(),
        ..graph
    });
    ModelProto { graph, opset_import: proto.opset_import, ..ModelProto::default() }
}

/// The shape of one picture with its batch axis of 1, and where the channels are.
fn input_shape(
    picture: &ValueInfoProto,
    wanted: Option<Layout>,
    notes: &mut Vec<String>,
) -> Result<([usize; 4], Layout)> {
    let refuse = |reason: String| Error::NotAClassifier { reason };
    let Some(type_proto::Value::TensorType(tensor)) = picture.r#type.as_ref().and_then(|kind| kind.value.as_ref())
    else {
        return Err(refuse("its input is not declared".into()));
    };
    if tensor.elem_type != check::kind::FLOAT {
        return Err(refuse(format!("its input holds numbers of type {} instead of 32-bit floats", tensor.elem_type)));
    }
    let known = |dim: &Dimension| match dim.value {
        Some(dimension::Value::DimValue(extent)) => usize::try_from(extent.min(i64::from(u32::MAX))).ok(),
        _ => None,
    };
    let dims: Vec<Option<usize>> = tensor.shape.iter().flat_map(|shape| &shape.dim).map(known).collect();
    let &[batch, a, b, c] = dims.as_slice() else {
        return Err(refuse(format!("its input has {} axes instead of batch, channels, height and width", dims.len())));
    };
    if let Some(batch) = batch.filter(|&batch| batch != 1) {
        notes.push(format!("It was made for batches of {batch}; it is run with one picture at a time."));
    }
    let is_colour = |dim: Option<usize>| matches!(dim, Some(1 | 3));
    let layout = wanted.unwrap_or(if !is_colour(a) && is_colour(c) { Layout::Nhwc } else { Layout::Nchw });
    let (channels, sides) = match layout {
        Layout::Nchw => (a, [b, c]),
        Layout::Nhwc => (c, [a, b]),
    };
    let Some(channels) = channels.filter(|channels| (1..=MAX_CHANNELS).contains(channels)) else {
        let found = channels.map_or("an open number of".into(), |channels| channels.to_string());
        return Err(refuse(format!("its input has {found} channels; colour pictures have 3")));
    };
    if sides.contains(&None) {
        notes.push(format!("It leaves the picture's size open; {DEFAULT_SIDE} × {DEFAULT_SIDE} is used."));
    }
    let [height, width] = sides.map(|side| side.unwrap_or(DEFAULT_SIDE));
    bounds::check_picture(height, width)?;
    Ok(match layout {
        Layout::Nchw => ([1, channels, height, width], layout),
        Layout::Nhwc => ([1, height, width, channels], layout),
    })
}

/// Moves the output before a final softmax or log-softmax, so that it gives logits.
fn peel(mut model: TypedModel, notes: &mut Vec<String>) -> Result<TypedModel> {
    let lost = |error: TractError| Error::NotOnnx { reason: first_lines(&error) };
    let mut outlet = model.output_outlets().map_err(lost)?[0];
    let mut logarithm = false;
    loop {
        let node = model.node(outlet.node);
        if let Some(softmax) = node.op_as::<Softmax>() {
            let shape = &model.outlet_fact(outlet).map_err(lost)?.shape;
            let length: TDim = softmax.axes.iter().map(|&axis| shape[axis].clone()).product();
            if length != shape.volume() {
                return Ok(model);
            }
            let name = if logarithm || softmax.kind == SoftmaxKind::LogSoftmax { "log-softmax" } else { "softmax" };
            notes.push(format!("Its final {name} was removed: attacks work on the scores before it (logits)."));
            outlet = node.inputs[0];
            model.select_output_outlets(&[outlet]).map_err(lost)?;
            return model.into_decluttered().map_err(lost);
        }
        // Reshapes between the softmax and the output do not matter; its logarithm belongs to it.
        let is_logarithm = node.op_as::<ElementWiseOp>().is_some_and(|op| op.0.is::<Ln>());
        if node.op_as::<AxisOp>().is_none() && (!is_logarithm || logarithm) {
            return Ok(model);
        }
        logarithm |= is_logarithm;
        outlet = node.inputs[0];
    }
}

/// tract's error, without its backtrace of contexts beyond what a visitor can use.
pub(crate) fn first_lines(error: &TractError) -> String {
    let mut lines: Vec<String> = error.chain().map(|cause| cause.to_string().replace('\n', " ")).collect();
    lines.dedup();
    lines.truncate(3);
    let text = lines.join(": ");
    match text.char_indices().nth(300) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
