//! Structure-aware mutation of `.onnx` files: the message is decoded, a field is changed, and it is encoded again, so that
//! what comes out gets past the decoder. Seeded; the fuzzer and the bounded test share it.

use easily_fooled::random::Random;
use prost::Message;
use tract_onnx::pb::attribute_proto::AttributeType;
use tract_onnx::pb::tensor_shape_proto::{Dimension, dimension};
use tract_onnx::pb::{
    AttributeProto, FunctionProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, StringStringEntryProto,
    TensorProto, TensorShapeProto, ValueInfoProto, type_proto,
};

/// Every operator that the importer's reader knows, and some that nobody knows.
#[rustfmt::skip]
const OPS: &[&str] = &[
    "Abs", "Acos", "Acosh", "Add", "And", "ArgMax", "ArgMin", "ArrayFeatureExtractor", "Asin", "Asinh", "Atan", "Atanh",
    "Attention", "AveragePool", "BatchNormalization", "BiasGelu", "BitShift", "BitwiseAnd", "BitwiseNot", "BitwiseOr",
    "BitwiseXor", "BlackmanWindow", "Cast", "CastLike", "CategoryMapper", "Ceil", "Celu", "Clip", "Compress", "Concat",
    "Constant", "ConstantLike", "ConstantOfShape", "Conv", "ConvInteger", "ConvTranspose", "Cos", "Cosh", "CumSum",
    "DFT", "DepthToSpace", "DequantizeLinear", "Div", "Dropout", "DynamicQuantizeLinear", "Einsum", "Elu", "Equal",
    "Erf", "Exp", "Expand", "EyeLike", "FastGelu", "Flatten", "Floor", "GRU", "Gather", "GatherBlockQuantized",
    "GatherElements", "GatherND", "Gelu", "Gemm", "GlobalAveragePool", "GlobalLpPool", "GlobalMaxPool", "Greater",
    "GreaterOrEqual", "GridSample", "GroupNormalization", "GroupQueryAttention", "HammingWindow", "HannWindow",
    "HardSigmoid", "HardSwish", "Hardmax", "Identity", "If", "InstanceNormalization", "IsInf", "IsNaN", "LRN", "LSTM",
    "LayerNormalization", "LeakyRelu", "Less", "LessOrEqual", "LinearClassifier", "LinearRegressor", "Log", "LogSoftmax",
    "Loop", "LpNormalization", "MatMul", "MatMulInteger", "MatMulNBits", "Max", "MaxPool", "MaxUnpool", "Mean",
    "MeanVarianceNormalization", "MelWeightMatrix", "Min", "Mish", "Mod", "Mul", "MultiHeadAttention", "Multinomial",
    "Neg", "NonMaxSuppression", "NonZero", "Normalizer", "Not", "OneHot", "Or", "PRelu", "Pad", "ParametricSoftplus",
    "Pow", "QLinearConv", "QLinearMatMul", "QuantizeLinear", "QuickGelu", "RMSNormalization", "RNN", "RandomNormal",
    "RandomNormalLike", "RandomUniform", "RandomUniformLike", "Range", "Reciprocal", "ReduceL1", "ReduceL2",
    "ReduceLogSum", "ReduceLogSumExp", "ReduceMax", "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSum",
    "ReduceSumSquare", "Relu", "Reshape", "Resize", "RotaryEmbedding", "Round", "Rsqrt", "STFT", "ScaledTanh", "Scan",
    "Scatter", "ScatterElements", "ScatterND", "Selu", "Shape", "Shrink", "Sigmoid", "Sign",
    "SimplifiedLayerNormalization", "Sin", "Sinh", "Size", "SkipLayerNormalization", "Slice", "Softmax", "Softplus",
    "Softsign", "SpaceToDepth", "Split", "Sqrt", "Squeeze", "StringNormalizer", "Sub", "Sum", "Swish", "Tan", "Tanh",
    "ThresholdedRelu", "Tile", "TopK", "Transpose", "TreeEnsembleClassifier", "Trilu", "Unsqueeze", "Upsample", "Where",
    "Xor", "", "NoSuchOperator",
];

/// Attributes that decide shapes, and others.
#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    "allowzero", "alpha", "auto_pad", "axes", "axis", "batch_dims", "beta", "bias", "blocksize", "body", "ceil_mode",
    "coordinate_transformation_mode", "count_include_pad", "dilations", "direction", "dtype", "epsilon", "equation",
    "exclusive", "fmod", "group", "high", "hidden_size", "k", "keepdims", "kernel_shape", "largest", "low", "mode",
    "nearest_mode", "noop_with_empty_axes", "num_groups", "num_heads", "num_outputs", "output_height", "output_padding",
    "output_shape", "output_width", "p", "pads", "perm", "reverse", "scales", "seed", "shape", "size", "sorted", "split",
    "start", "end", "stash_type", "storage_order", "strides", "tap", "then_branch", "else_branch", "to", "transA",
    "transB", "upper", "value", "value_float", "value_floats", "value_int", "value_ints", "value_string",
];

const WORDS: &[&str] = &[
    "NOTSET",
    "SAME_UPPER",
    "SAME_LOWER",
    "VALID",
    "constant",
    "reflect",
    "edge",
    "wrap",
    "nearest",
    "linear",
    "cubic",
    "asymmetric",
    "align_corners",
    "half_pixel",
    "pytorch_half_pixel",
    "floor",
    "ceil",
    "round_prefer_floor",
    "DCR",
    "CRD",
    "tanh",
    "none",
    "bilinear",
    "RIGHT",
    "LEFT",
    "forward",
    "reverse",
    "bidirectional",
    "ij,jk->ik",
    "nchw->nc",
    "...i,...j->...",
    "bchw,bchw->bc",
    "ii->i",
    "->",
    "a,b,c->abc",
    "\u{fffd}",
];

const INTEGERS: &[i64] = &[
    0,
    1,
    -1,
    2,
    -2,
    3,
    -3,
    4,
    5,
    7,
    8,
    9,
    10,
    16,
    31,
    32,
    33,
    64,
    127,
    128,
    255,
    256,
    1000,
    1024,
    4096,
    65_535,
    65_536,
    1 << 20,
    (1 << 24) - 1,
    1 << 24,
    1 << 28,
    i32::MAX as i64,
    1 << 31,
    i32::MIN as i64,
    u32::MAX as i64,
    1 << 32,
    (1 << 32) + 1,
    1 << 40,
    1 << 62,
    i64::MAX,
    i64::MAX - 1,
    i64::MIN,
    i64::MIN + 1,
];

const FLOATS: &[f32] = &[
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    2.0,
    1e-6,
    1e-40,
    1e30,
    -1e30,
    f32::MAX,
    f32::MIN,
    f32::INFINITY,
    f32::NEG_INFINITY,
    f32::NAN,
    16.0,
    255.0,
    1e7,
];

/// `bytes` with one to four fields changed; `None` where they are no ONNX message.
pub fn mutated(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut model = ModelProto::decode(bytes).ok()?;
    for _ in 0..1 + random.below(4).min(random.below(4)) {
        mutate(&mut model, random);
    }
    Some(model.encode_to_vec())
}

/// The first file with a few nodes, and the weights that they read, from the second.
pub fn crossed(first: &[u8], second: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let (mut model, other) = (ModelProto::decode(first).ok()?, ModelProto::decode(second).ok()?);
    let (graph, other) = (model.graph.as_mut()?, other.graph?);
    for _ in 0..1 + random.below(3) {
        let mut node = pick(&other.node, random)?.clone();
        let known = |name: &String| graph.initializer.iter().any(|tensor| &tensor.name == name);
        let weights: Vec<_> =
            other.initializer.iter().filter(|t| node.input.contains(&t.name) && !known(&t.name)).cloned().collect();
        graph.initializer.extend(weights);
        if let Some(first) = node.input.first_mut() {
            *first = value_name(graph, random);
        }
        splice(graph, node, random);
    }
    Some(model.encode_to_vec())
}

fn pick<'a, T>(items: &'a [T], random: &mut Random) -> Option<&'a T> {
    items.get(random.below(items.len()))
}

fn pick_mut<'a, T>(items: &'a mut [T], random: &mut Random) -> Option<&'a mut T> {
    let index = random.below(items.len());
    items.get_mut(index)
}

fn chance(one_in: usize, random: &mut Random) -> bool {
    random.below(one_in) == 0
}

fn any<T: Copy>(items: &[T], random: &mut Random) -> T {
    items[random.below(items.len())]
}

fn integer(before: i64, random: &mut Random) -> i64 {
    match random.below(8) {
        0 => before.wrapping_add(1),
        1 => before.wrapping_sub(1),
        2 => before.wrapping_neg(),
        3 => before.wrapping_mul(2),
        4 => before / 2,
        5 => random.below(6) as i64 - 1,
        _ => any(INTEGERS, random),
    }
}

fn integers(values: &mut Vec<i64>, random: &mut Random) {
    match random.below(8) {
        0 => values.push(integer(1, random)),
        1 => drop(values.pop()),
        2 => values.reverse(),
        3 if values.len() > 1 => {
            let (a, b) = (random.below(values.len()), random.below(values.len()));
            values.swap(a, b);
        }
        4 if !values.is_empty() && values.len() < 64 => values.insert(0, values[0]),
        _ => match pick_mut(values, random) {
            Some(value) => *value = integer(*value, random),
            None => values.push(integer(1, random)),
        },
    }
}

fn mutate(model: &mut ModelProto, random: &mut Random) {
    match random.below(40) {
        0 => match pick_mut(&mut model.opset_import, random) {
            Some(opset) => {
                opset.version = if chance(8, random) { any(INTEGERS, random) } else { random.below(26) as i64 }
            }
            None => model.opset_import.push(OperatorSetIdProto { domain: String::new(), version: 13 }),
        },
        1 if chance(4, random) => {
            let node = model.graph.as_ref().and_then(|graph| pick(&graph.node, random)).cloned();
            let Some(node) = node else { return };
            // A function that calls itself.
            let name = Some(node.op_type.clone());
            model.functions.push(FunctionProto { name, node: vec![node], ..FunctionProto::default() });
        }
        2 => model.ir_version = integer(model.ir_version, random),
        _ => match &mut model.graph {
            Some(graph) => mutate_graph(graph, random),
            None => model.graph = Some(GraphProto::default()),
        },
    }
}

fn mutate_graph(graph: &mut GraphProto, random: &mut Random) {
    match random.below(20) {
        0..6 => {
            let name = value_name(graph, random);
            if let Some(node) = pick_mut(&mut graph.node, random) {
                mutate_node(node, name, random);
            }
        }
        6..9 => {
            if let Some(tensor) = pick_mut(&mut graph.initializer, random) {
                mutate_tensor(tensor, random);
            }
        }
        9..12 => {
            let node = fresh_node(graph, random);
            splice(graph, node, random);
        }
        12 => {
            if !graph.node.is_empty() {
                let at = random.below(graph.node.len());
                let removed = graph.node.remove(at);
                // Often whoever read it now reads what it read.
                if let (Some(from), Some(to), false) =
                    (removed.output.first(), removed.input.first(), chance(4, random))
                {
                    rename_reads(graph, from, to);
                }
            }
        }
        13 => {
            if let Some(node) = pick(&graph.node, random).cloned() {
                graph.node.insert(random.below(graph.node.len() + 1), node);
            }
        }
        14 => {
            let (a, b) = (random.below(graph.node.len()), random.below(graph.node.len()));
            if a.max(b) < graph.node.len() {
                graph.node.swap(a, b);
            }
        }
        15 => {
            if let Some(input) = pick_mut(&mut graph.input, random) {
                mutate_info(input, random);
            }
        }
        16 => match random.below(6) {
            0 => graph.input.extend(pick(&graph.input, random).cloned()),
            1 => drop(graph.input.pop()),
            2 => graph.output.extend(pick(&graph.output, random).cloned()),
            3 => {
                let name = value_name(graph, random);
                if let Some(output) = pick_mut(&mut graph.output, random) {
                    output.name = name;
                }
            }
            4 => {
                if let Some(output) = pick_mut(&mut graph.output, random) {
                    mutate_info(output, random);
                }
            }
            _ => {
                let name = value_name(graph, random);
                graph.output.insert(0, ValueInfoProto { name, ..ValueInfoProto::default() });
            }
        },
        17 => match random.below(4) {
            0 => graph.initializer.extend(pick(&graph.initializer, random).cloned()),
            1 if !graph.initializer.is_empty() => {
                let at = random.below(graph.initializer.len());
                graph.initializer.remove(at);
            }
            2 => {
                let name = value_name(graph, random);
                if let Some(tensor) = pick_mut(&mut graph.initializer, random) {
                    tensor.name = name;
                }
            }
            _ => {
                let name = value_name(graph, random);
                graph.initializer.push(fresh_tensor(name, random));
            }
        },
        18 => {
            // A weight becomes a node.
            if let Some(tensor) = graph.initializer.pop() {
                let node = NodeProto {
                    op_type: "Constant".into(),
                    output: vec![tensor.name.clone()],
                    attribute: vec![AttributeProto {
                        name: "value".into(),
                        r#type: AttributeType::Tensor as i32,
                        t: Some(tensor),
                        ..AttributeProto::default()
                    }],
                    ..NodeProto::default()
                };
                graph.node.insert(0, node);
            }
        }
        _ => {
            // A graph inside a node, sometimes itself.
            let body = if chance(2, random) { graph.clone() } else { GraphProto::default() };
            if body.encoded_len() < 1 << 14
                && let Some(node) = pick_mut(&mut graph.node, random)
            {
                node.attribute.push(AttributeProto {
                    name: any(&["body", "then_branch", "else_branch"], random).into(),
                    r#type: AttributeType::Graph as i32,
                    g: Some(body),
                    ..AttributeProto::default()
                });
            }
        }
    }
}

fn rename_reads(graph: &mut GraphProto, from: &str, to: &str) {
    let inputs = graph.node.iter_mut().flat_map(|node| &mut node.input);
    inputs.filter(|input| *input == from).for_each(|input| *input = to.into());
    graph.output.iter_mut().filter(|output| output.name == from).for_each(|output| output.name = to.into());
}

/// The name of something in the graph, rarely of nothing.
fn value_name(graph: &GraphProto, random: &mut Random) -> String {
    let found = match random.below(10) {
        0..5 => pick(&graph.node, random).and_then(|node| pick(&node.output, random)),
        5..7 => pick(&graph.initializer, random).map(|tensor| &tensor.name),
        7 => pick(&graph.input, random).map(|input| &input.name),
        8 => pick(&graph.node, random).and_then(|node| pick(&node.input, random)),
        _ if chance(4, random) => return String::new(),
        _ => None,
    };
    found.cloned().unwrap_or_else(|| "nowhere".into())
}

/// Puts `node` before a reader of the value that it reads first; the reader gets what `node` gives.
fn splice(graph: &mut GraphProto, mut node: NodeProto, random: &mut Random) {
    let name = format!("spliced {} {}", node.op_type, random.below(1000));
    node.output = vec![name.clone()];
    node.name = name.clone();
    let Some(read) = node.input.first().cloned() else {
        graph.node.insert(0, node);
        return;
    };
    let reader = graph.node.iter().position(|other| other.input.contains(&read));
    let place = reader.unwrap_or(graph.node.len());
    match reader {
        Some(reader) => {
            let inputs = graph.node[reader].input.iter_mut();
            inputs.filter(|input| **input == read).for_each(|input| *input = name.clone());
        }
        None => {
            graph.output.iter_mut().filter(|output| output.name == read).for_each(|output| output.name = name.clone())
        }
    }
    graph.node.insert(place, node);
}

/// A node of any operator on values of the graph, with new constants among its inputs.
fn fresh_node(graph: &mut GraphProto, random: &mut Random) -> NodeProto {
    let mut node = NodeProto { op_type: any(OPS, random).into(), ..NodeProto::default() };
    for place in 0..1 + random.below(3).max(random.below(2)) {
        let name = if place > 0 && !chance(4, random) {
            let name = format!("fresh {}", random.below(10_000));
            graph.initializer.push(fresh_tensor(name.clone(), random));
            name
        } else {
            value_name(graph, random)
        };
        node.input.push(name);
    }
    for _ in 0..random.below(4) {
        node.attribute.push(fresh_attribute(random));
    }
    node
}

fn fresh_tensor(name: String, random: &mut Random) -> TensorProto {
    let rank = random.below(5).min(random.below(5));
    let dims: Vec<i64> = (0..rank).map(|_| random.below(5) as i64).collect();
    let count = dims.iter().product::<i64>() as usize;
    let mut tensor = TensorProto { name, dims, ..TensorProto::default() };
    match random.below(3) {
        0 => {
            tensor.data_type = 1;
            tensor.float_data = (0..count).map(|_| any(FLOATS, random)).collect();
        }
        1 => {
            tensor.data_type = 7;
            tensor.int64_data = (0..count).map(|_| integer(1, random)).collect();
        }
        _ => {
            tensor.data_type = any(&[2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 16, 17, 22], random);
            let width = any(&[1, 2, 4, 8], random);
            tensor.raw_data = (0..count * width).map(|_| random.below(256) as u8).collect();
        }
    }
    tensor
}

fn fresh_attribute(random: &mut Random) -> AttributeProto {
    let mut attribute = AttributeProto { name: any(ATTRIBUTES, random).into(), ..AttributeProto::default() };
    match random.below(6) {
        0 | 1 => {
            attribute.r#type = AttributeType::Int as i32;
            attribute.i = integer(1, random);
        }
        2 => {
            attribute.r#type = AttributeType::Ints as i32;
            attribute.ints = (0..random.below(6)).map(|_| integer(1, random)).collect();
        }
        3 => {
            attribute.r#type = AttributeType::Float as i32;
            attribute.f = any(FLOATS, random);
        }
        4 => {
            attribute.r#type = AttributeType::String as i32;
            attribute.s = any(WORDS, random).into();
        }
        _ => {
            attribute.r#type = AttributeType::Tensor as i32;
            attribute.t = Some(fresh_tensor(String::new(), random));
        }
    }
    attribute
}

fn mutate_node(node: &mut NodeProto, name: String, random: &mut Random) {
    match random.below(12) {
        0 | 1 => node.op_type = any(OPS, random).into(),
        2 => match pick_mut(&mut node.input, random) {
            Some(input) => *input = name,
            None => node.input.push(name),
        },
        3 => match random.below(4) {
            0 => drop(node.input.pop()),
            1 => node.input.push(name),
            2 => node.input.reverse(),
            _ => node.input.insert(0, name),
        },
        4 => match random.below(4) {
            0 => drop(node.output.pop()),
            1 => node.output.push(format!("more {}", random.below(1000))),
            _ => {
                if let Some(output) = pick_mut(&mut node.output, random) {
                    *output = name;
                }
            }
        },
        5 if chance(4, random) => node.domain = any(&["", "ai.onnx", "com.microsoft", "somewhere"], random).into(),
        6 => {
            let fresh = fresh_attribute(random);
            node.attribute.retain(|attribute| attribute.name != fresh.name);
            node.attribute.push(fresh);
        }
        7 => drop(node.attribute.pop()),
        _ => {
            if let Some(attribute) = pick_mut(&mut node.attribute, random) {
                mutate_attribute(attribute, random);
            }
        }
    }
}

fn mutate_attribute(attribute: &mut AttributeProto, random: &mut Random) {
    if chance(20, random) {
        attribute.r#type = random.below(16) as i32;
        return;
    }
    if chance(20, random) {
        attribute.name = any(ATTRIBUTES, random).into();
        return;
    }
    if let Some(tensor) = &mut attribute.t {
        return mutate_tensor(tensor, random);
    }
    match AttributeType::try_from(attribute.r#type) {
        Ok(AttributeType::Float) => attribute.f = any(FLOATS, random),
        Ok(AttributeType::String) if chance(2, random) && !attribute.s.is_empty() => {
            let at = random.below(attribute.s.len());
            attribute.s[at] = random.below(128) as u8;
        }
        Ok(AttributeType::String) => attribute.s = any(WORDS, random).into(),
        Ok(AttributeType::Ints) => integers(&mut attribute.ints, random),
        Ok(AttributeType::Floats) => attribute.floats.push(any(FLOATS, random)),
        _ => attribute.i = integer(attribute.i, random),
    }
}

fn mutate_tensor(tensor: &mut TensorProto, random: &mut Random) {
    match random.below(12) {
        0..3 => integers(&mut tensor.dims, random),
        3 => tensor.data_type = random.below(24) as i32,
        4 => {
            let end = random.below(tensor.raw_data.len() + 1);
            tensor.raw_data.truncate(end);
        }
        5 => tensor.raw_data.extend([0; 4]),
        6 | 7 if tensor.data_type == 7 => match pick_mut(&mut tensor.int64_data, random) {
            Some(value) => *value = integer(*value, random),
            None => {
                let place = 8 * random.below(tensor.raw_data.len() / 8);
                if let Some(bytes) = tensor.raw_data.get_mut(place..place + 8) {
                    let before = i64::from_le_bytes((&*bytes).try_into().expect("eight bytes"));
                    bytes.copy_from_slice(&integer(before, random).to_le_bytes());
                }
            }
        },
        6..9 => match pick_mut(&mut tensor.float_data, random) {
            Some(value) => *value = any(FLOATS, random),
            None => {
                let place = 4 * random.below(tensor.raw_data.len() / 4);
                if let Some(bytes) = tensor.raw_data.get_mut(place..place + 4) {
                    bytes.copy_from_slice(&any(FLOATS, random).to_le_bytes());
                }
            }
        },
        9 => {
            // The same numbers as another field.
            let floats = tensor.raw_data.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().expect("four bytes")));
            tensor.float_data = floats.collect();
            tensor.raw_data.clear();
        }
        10 if chance(4, random) => {
            tensor.data_location = Some(1);
            let (key, value) = ("location".into(), "weights.bin".into());
            tensor.external_data.push(StringStringEntryProto { key, value });
        }
        _ => *tensor = fresh_tensor(tensor.name.clone(), random),
    }
}

fn mutate_info(info: &mut ValueInfoProto, random: &mut Random) {
    let Some(type_proto::Value::TensorType(tensor)) = info.r#type.as_mut().and_then(|kind| kind.value.as_mut()) else {
        info.r#type = None;
        return;
    };
    if chance(6, random) {
        tensor.elem_type = random.below(24) as i32;
        return;
    }
    let dims = &mut tensor.shape.get_or_insert_with(TensorShapeProto::default).dim;
    match random.below(8) {
        0 => dims.push(Dimension { value: Some(dimension::Value::DimValue(1)), ..Dimension::default() }),
        1 => drop(dims.pop()),
        2 => dims.reverse(),
        3 => {
            if let Some(dim) = pick_mut(dims, random) {
                let open = any(&["n", "?", "", "2*n", "n/0", "-1", "99999999999999999999", "((((n"], random);
                dim.value = Some(dimension::Value::DimParam(open.into()));
            }
        }
        _ => {
            if let Some(dim) = pick_mut(dims, random) {
                let before = if let Some(dimension::Value::DimValue(value)) = dim.value { value } else { 1 };
                dim.value = Some(dimension::Value::DimValue(integer(before, random)));
            }
        }
    }
}
