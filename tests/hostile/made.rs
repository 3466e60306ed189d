//! 500 files that no exporter writes, from a seed: each kind of damage at many places of small sound nets.

use easily_fooled::random::Random;
use prost::Message;
use tract_onnx::pb::attribute_proto::AttributeType;
use tract_onnx::pb::tensor_shape_proto::{Dimension, dimension};
use tract_onnx::pb::{
    AttributeProto, FunctionProto, GraphProto, ModelProto, NodeProto, StringStringEntryProto, TensorProto, type_proto,
};

use crate::mutate;

pub const COUNT: usize = 500;

/// One file: what kind of damage it has, and its bytes.
pub struct Made {
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

const SIZES: [i64; 12] =
    [-1, 0, i64::MIN, i64::MAX, 1 << 24, (1 << 24) + 1, 1 << 31, 1 << 32, (1 << 32) + 1, 1 << 40, 1 << 62, 65_537];

/// `bases`: sound nets. The same bases give the same files.
pub fn files(bases: &[&[u8]]) -> Vec<Made> {
    let mut random = Random::from_seed(2026);
    let mut files = Vec::new();
    let kinds: [(&str, usize, Damage); 16] = [
        ("cut off", 90, cut_off),
        ("changed bytes", 60, changed_bytes),
        ("weight's dimensions", 40, weight_dimensions),
        ("weight's type", 26, weight_type),
        ("weight's data", 20, weight_data),
        ("input's dimensions", 24, input_dimensions),
        ("input's type", 24, input_type),
        ("huge by a constant", 36, huge),
        ("grows by every node", 8, growing),
        ("unknown operator", 20, unknown_operator),
        ("operator set", 28, operator_set),
        ("names", 24, names),
        ("not finite", 16, not_finite),
        ("nested", 12, nested),
        ("many parts", 6, many_parts),
        ("mixed", 66, mixed),
    ];
    for (kind, count, damage) in kinds {
        for index in 0..count {
            let base = bases[(index + random.below(bases.len())) % bases.len()];
            files.push(Made { kind, bytes: damage(base, index, &mut random) });
        }
    }
    files
}

/// A sound net, how many of this kind there were before, and chance.
type Damage = fn(&[u8], usize, &mut Random) -> Vec<u8>;

/// `base` with a changed message.
fn changed(base: &[u8], change: impl FnOnce(&mut ModelProto, &mut GraphProto)) -> Vec<u8> {
    let mut model = ModelProto::decode(base).expect("a sound net");
    let mut graph = model.graph.take().expect("a sound net");
    change(&mut model, &mut graph);
    model.graph = Some(graph);
    model.encode_to_vec()
}

fn some<T>(items: &mut [T], random: &mut Random) -> usize {
    random.below(items.len().max(1))
}

fn cut_off(base: &[u8], index: usize, random: &mut Random) -> Vec<u8> {
    // Around the borders of fields near the beginning, and anywhere.
    let end = if index < 30 { index * 2 } else { random.below(base.len()) };
    base[..end].to_vec()
}

fn changed_bytes(base: &[u8], index: usize, random: &mut Random) -> Vec<u8> {
    let mut bytes = base.to_vec();
    for _ in 0..1 + index / 6 {
        let at = random.below(bytes.len());
        bytes[at] = match random.below(3) {
            0 => bytes[at] ^ (1 << random.below(8)),
            1 => 0xff,
            _ => random.below(256) as u8,
        };
    }
    bytes
}

fn weight_dimensions(base: &[u8], index: usize, random: &mut Random) -> Vec<u8> {
    changed(base, |_, graph| {
        let at = some(&mut graph.initializer, random);
        let Some(tensor) = graph.initializer.get_mut(at) else { return };
        let size = SIZES[index % SIZES.len()];
        match index / SIZES.len() {
            0 => tensor.dims = vec![size],
            1 => tensor.dims.push(size),
            2 => tensor.dims = vec![size; 3],
            _ => tensor.dims = vec![1; index * 20],
        }
    })
}

fn weight_type(base: &[u8], index: usize, random: &mut Random) -> Vec<u8> {
    changed(base, |_, graph| {
        let at = some(&mut graph.initializer, random);
        if let Some(tensor) = graph.initializer.get_mut(at) {
            tensor.data_type = index as i32 - 1;
        }
    })
}

fn weight_data(base: &[u8], index: usize, random: &mut Random) -> Vec<u8> {
    changed(base, |_, graph| {
        let at = some(&mut graph.initializer, random);
        let Some(tensor) = graph.initializer.get_mut(at) else { return };
        match index % 5 {
            0 => tensor.raw_data.clear(),
            1 => drop(tensor.raw_data.pop()),
            2 => tensor.raw_data.extend([0; 7]),
            3 => tensor.float_data = vec![1.0; 3],
            _ => {
                let entry = |key: &str, value: &str| StringStringEntryProto { key: key.into(), value: value.into() };
                tensor.external_data = vec![entry("location", "../../secret"), entry("length", "99999999999")];
                tensor.data_location = Some(1);
                tensor.raw_data.clear();
            }
        }
    })
}

fn input_tensor(graph: &mut GraphProto) -> Option<&mut type_proto::Tensor> {
    let type_proto::Value::TensorType(tensor) = graph.input.first_mut()?.r#type.as_mut()?.value.as_mut()?;
    Some(tensor)
}

fn input_dimensions(base: &[u8], index: usize, _random: &mut Random) -> Vec<u8> {
    let open = |name: &str| Dimension { value: Some(dimension::Value::DimParam(name.into())), ..Dimension::default() };
    let fixed = |size| Dimension { value: Some(dimension::Value::DimValue(size)), ..Dimension::default() };
    changed(base, |_, graph| {
        let Some(shape) = input_tensor(graph).and_then(|tensor| tensor.shape.as_mut()) else { return };
        match index {
            0..12 => shape.dim[index % 4] = fixed(SIZES[index]),
            12 => shape.dim.clear(),
            13 => shape.dim.reverse(),
            14 => shape.dim = vec![fixed(1); 1000],
            15 => shape.dim = vec![open("n"); 4],
            16 => shape.dim[0] = open(&"(".repeat(10_000)),
            17 => shape.dim[2] = open("1/0"),
            18 => shape.dim[3] = open("99999999999999999999*n"),
            19 => drop(shape.dim.pop()),
            _ => shape.dim[1] = fixed(index as i64 - 18),
        }
    })
}

fn input_type(base: &[u8], index: usize, _random: &mut Random) -> Vec<u8> {
    changed(base, |_, graph| match index {
        0 => graph.input[0].r#type = None,
        1 => graph.input.clear(),
        2 => graph.output.clear(),
        3 => graph.input.push(graph.input[0].clone()),
        _ => {
            if let Some(tensor) = input_tensor(graph) {
                tensor.elem_type = index as i32 - 4;
            }
        }
    })
}

fn constant(name: &str, numbers: &[i64]) -> TensorProto {
    let dims = vec![numbers.len() as i64];
    TensorProto { name: name.into(), dims, data_type: 7, int64_data: numbers.to_vec(), ..TensorProto::default() }
}

fn node(op: &str, inputs: &[&str], output: &str) -> NodeProto {
    NodeProto {
        op_type: op.into(),
        input: inputs.iter().map(|&name| name.into()).collect(),
        output: vec![output.into()],
        ..NodeProto::default()
    }
}

/// Puts nodes between the picture and its readers: the first reads the picture, the last gives “grown”.
fn before_all(graph: &mut GraphProto, nodes: Vec<NodeProto>) {
    let picture = graph.input[0].name.clone();
    for input in graph.node.iter_mut().flat_map(|node| &mut node.input).filter(|input| **input == picture) {
        *input = "grown".into();
    }
    graph.node.splice(0..0, nodes);
}

fn huge(base: &[u8], index: usize, _random: &mut Random) -> Vec<u8> {
    let size = [1 << 25, 1 << 33, i64::MAX, 1 << 12][index % 4];
    changed(base, |model, graph| {
        model.opset_import[0].version = 17;
        let picture = graph.input[0].name.clone();
        let of_sizes = |op: &str| node(op, &["sizes"], "grown");
        let of_picture = |op: &str| node(op, &[&picture, "sizes"], "grown");
        let (sizes, nodes) = match index / 4 {
            0 => (vec![size], vec![of_sizes("ConstantOfShape")]),
            1 => (vec![size; 4], vec![of_sizes("ConstantOfShape")]),
            2 => (vec![size, 3, 8, 8], vec![of_picture("Expand")]),
            3 => (vec![size, size, 1, 1], vec![of_picture("Tile")]),
            4 => (vec![0, 0, size, size, 0, 0, size, size], vec![of_picture("Pad")]),
            5 => (vec![1, 3, size, size], vec![node("Resize", &[&picture, "", "", "sizes"], "grown")]),
            6 => (vec![size], vec![node("Range", &["sizes", "sizes", "sizes"], "grown")]),
            // Sizes that are reckoned first.
            7 => (
                vec![size],
                vec![node("Mul", &["sizes", "sizes"], "more"), node("ConstantOfShape", &["more"], "grown")],
            ),
            _ => {
                let squared =
                    [node("Concat", &["sizes", "sizes"], "more"), node("ConstantOfShape", &["more"], "grown")];
                (vec![size], squared.map(|node| NodeProto { attribute: vec![integer("axis", 0)], ..node }).to_vec())
            }
        };
        graph.initializer.push(constant("sizes", &sizes));
        before_all(graph, nodes);
    })
}

fn integer(name: &str, value: i64) -> AttributeProto {
    AttributeProto { name: name.into(), r#type: AttributeType::Int as i32, i: value, ..AttributeProto::default() }
}

fn integers(name: &str, values: &[i64]) -> AttributeProto {
    let r#type = AttributeType::Ints as i32;
    AttributeProto { name: name.into(), r#type, ints: values.to_vec(), ..AttributeProto::default() }
}

/// Every node harmless, all of them together not.
fn growing(base: &[u8], index: usize, _random: &mut Random) -> Vec<u8> {
    changed(base, |_, graph| {
        let picture = graph.input[0].name.clone();
        let nodes = (0..60).map(|step| {
            let from = if step == 0 { picture.clone() } else { format!("grown {step}") };
            let to = if step == 59 { "grown".into() } else { format!("grown {}", step + 1) };
            let (op, inputs, attribute) = match index % 4 {
                0 => ("Concat", vec![&*from, &*from], integer("axis", 2)),
                1 => ("Concat", vec![&*from; 9], integer("axis", 0)),
                2 => ("Unsqueeze", vec![&*from], integers("axes", &[0])),
                _ => ("MaxPool", vec![&*from], integers("kernel_shape", &[1 << 20, 1 << 20])),
            };
            NodeProto { attribute: vec![attribute], ..node(op, &inputs, &to) }
        });
        before_all(graph, nodes.collect());
    })
}

fn unknown_operator(base: &[u8], index: usize, random: &mut Random) -> Vec<u8> {
    changed(base, |_, graph| {
        let at = some(&mut graph.node, random);
        let node = &mut graph.node[at];
        match index % 5 {
            0 => node.op_type = "NoSuchOperator".into(),
            1 => node.op_type = String::new(),
            2 => node.domain = "com.microsoft".into(),
            3 => node.op_type = "\u{202e}\0Conv".into(),
            _ => node.op_type = ["Loop", "If", "Scan", "NonZero"][index / 5].into(),
        }
    })
}

fn operator_set(base: &[u8], index: usize, _random: &mut Random) -> Vec<u8> {
    changed(base, |model, _| match index {
        0..26 => model.opset_import[0].version = index as i64,
        26 => model.opset_import[0].version = i64::MIN,
        _ => model.opset_import.clear(),
    })
}

fn names(base: &[u8], index: usize, random: &mut Random) -> Vec<u8> {
    changed(base, |_, graph| {
        let at = some(&mut graph.node, random);
        let last = graph.node.len() - 1;
        match index % 8 {
            // Circles: over all nodes, and of one.
            0 => graph.node[0].input[0] = graph.node[last].output[0].clone(),
            1 => graph.node[at].input[0] = graph.node[at].output[0].clone(),
            2 => graph.node[at].output[0] = graph.node[last].output[0].clone(),
            3 => graph.node[at].output[0] = graph.input[0].name.clone(),
            4 => graph.node[at].output.clear(),
            5 => graph.node[at].input[0] = "nowhere".into(),
            6 => graph.initializer.extend(graph.initializer.first().cloned()),
            _ => graph.output[0].name = ["", "nowhere", &graph.input[0].name.clone()][index / 8].into(),
        }
    })
}

fn not_finite(base: &[u8], index: usize, random: &mut Random) -> Vec<u8> {
    let odd = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX][index % 4];
    changed(base, |_, graph| {
        for tensor in graph.initializer.iter_mut().filter(|tensor| tensor.data_type == 1) {
            let at = random.below(tensor.raw_data.len() / 4);
            if let Some(bytes) = tensor.raw_data.as_chunks_mut().0.get_mut(at) {
                *bytes = odd.to_le_bytes();
            }
        }
        for attribute in graph.node.iter_mut().flat_map(|node| &mut node.attribute).filter(|_| index > 8) {
            attribute.f = odd;
        }
    })
}

fn nested(base: &[u8], index: usize, random: &mut Random) -> Vec<u8> {
    changed(base, |model, graph| {
        let at = some(&mut graph.node, random);
        let mut inner = if index.is_multiple_of(2) { GraphProto::default() } else { graph.clone() };
        for _ in 0..index * 6 {
            let r#type = AttributeType::Graph as i32;
            let attribute = AttributeProto { name: "body".into(), r#type, g: Some(inner), ..AttributeProto::default() };
            let node = NodeProto { attribute: vec![attribute], ..node("Loop", &["", ""], "out") };
            inner = GraphProto { node: vec![node], ..GraphProto::default() };
        }
        match index % 3 {
            0 => {
                let node = graph.node[at].clone();
                model.functions.push(FunctionProto { node: vec![node; 3], ..FunctionProto::default() });
            }
            _ => graph.node[at].attribute.push(AttributeProto {
                name: "then_branch".into(),
                r#type: AttributeType::Graph as i32,
                g: Some(inner),
                ..AttributeProto::default()
            }),
        }
    })
}

/// Two bytes each in the file, some hundred in memory.
fn many_parts(base: &[u8], index: usize, _random: &mut Random) -> Vec<u8> {
    let count = [100_000, 3_000_000][index % 2];
    let key: u8 = [0x0a, 0x2a, 0x62][index / 2];
    let parts = [key, 0].repeat(count);
    // A second graph is merged into the first.
    let mut length = parts.len();
    let mut file = [base, &[0x3a]].concat();
    while length > 127 {
        file.push((length & 127) as u8 | 128);
        length >>= 7;
    }
    file.push(length as u8);
    [file, parts].concat()
}

fn mixed(base: &[u8], _index: usize, random: &mut Random) -> Vec<u8> {
    (0..2).fold(base.to_vec(), |bytes, _| mutate::mutated(&bytes, random).expect("a message still"))
}
