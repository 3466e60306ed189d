//! Each bound of the importer: a small file just beyond it, and what the visitor is told.

use easily_fooled::attack::{Attack, Method, Options};
use easily_fooled::classifier::Classifier;
use easily_fooled::ensemble::{Ensemble, VoteRule};
use easily_fooled::error::Error;
use easily_fooled::loss::Goal;
use easily_fooled::onnx::Preprocessing;
use prost::Message;
use tract_onnx::pb::tensor_shape_proto::{Dimension, dimension};
use tract_onnx::pb::{
    AttributeProto, FunctionProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, TensorProto,
    TensorShapeProto, TypeProto, ValueInfoProto, type_proto,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn load(bytes: &[u8]) -> Result<Classifier, Error> {
    Classifier::from_onnx(bytes, Preprocessing::default())
}

fn node(op: &str, inputs: &[&str], output: &str) -> NodeProto {
    NodeProto {
        op_type: op.into(),
        name: output.into(),
        input: inputs.iter().map(|&name| name.into()).collect(),
        output: vec![output.into()],
        ..NodeProto::default()
    }
}

fn with_ints(node: NodeProto, name: &str, ints: &[i64]) -> NodeProto {
    let attribute = AttributeProto { name: name.into(), r#type: 7, ints: ints.to_vec(), ..AttributeProto::default() };
    NodeProto { attribute: [node.attribute, vec![attribute]].concat(), ..node }
}

fn with_int(node: NodeProto, name: &str, i: i64) -> NodeProto {
    let attribute = AttributeProto { name: name.into(), r#type: 2, i, ..AttributeProto::default() };
    NodeProto { attribute: [node.attribute, vec![attribute]].concat(), ..node }
}

fn floats(name: &str, dims: &[i64], float_data: Vec<f32>) -> TensorProto {
    TensorProto { name: name.into(), dims: dims.to_vec(), data_type: 1, float_data, ..TensorProto::default() }
}

fn integers(name: &str, int64_data: &[i64]) -> TensorProto {
    let (dims, int64_data) = (vec![int64_data.len() as i64], int64_data.to_vec());
    TensorProto { name: name.into(), dims, data_type: 7, int64_data, ..TensorProto::default() }
}

fn info(name: &str, dims: &[i64]) -> ValueInfoProto {
    let dim = |&dim: &i64| Dimension { value: Some(dimension::Value::DimValue(dim)), ..Dimension::default() };
    let shape = Some(TensorShapeProto { dim: dims.iter().map(dim).collect() });
    let value = Some(type_proto::Value::TensorType(type_proto::Tensor { elem_type: 1, shape }));
    let r#type = Some(TypeProto { value, ..TypeProto::default() });
    ValueInfoProto { name: name.into(), r#type, ..ValueInfoProto::default() }
}

/// Nodes from “picture” (1, 3, 4, 4) to “grown”, of which the means of the channels are the classes.
fn graph(mut nodes: Vec<NodeProto>, weights: Vec<TensorProto>) -> GraphProto {
    nodes.push(node("GlobalAveragePool", &["grown"], "means"));
    nodes.push(node("Flatten", &["means"], "logits"));
    GraphProto {
        node: nodes,
        initializer: weights,
        input: vec![info("picture", &[1, 3, 4, 4])],
        output: vec![info("logits", &[1, 3])],
        ..GraphProto::default()
    }
}

fn file(graph: GraphProto) -> Vec<u8> {
    let opset_import = vec![OperatorSetIdProto { domain: String::new(), version: 17 }];
    ModelProto { ir_version: 8, opset_import, graph: Some(graph), ..ModelProto::default() }.encode_to_vec()
}

fn net(nodes: Vec<NodeProto>, weights: Vec<TensorProto>) -> Vec<u8> {
    file(graph(nodes, weights))
}

fn relu() -> NodeProto {
    node("Relu", &["picture"], "grown")
}

#[test]
fn what_would_grow_while_constants_are_folded_is_refused_by_its_size() {
    let big = 1 << 13;
    let shape = |sizes: &[i64]| vec![integers("sizes", sizes)];
    let doubled = (0..40).map(|step| {
        let from = if step == 0 { "picture".into() } else { format!("step {step}") };
        let to = if step == 39 { "grown".into() } else { format!("step {}", step + 1) };
        with_int(node("Concat", &[&from, &from], &to), "axis", 2)
    });
    let cases = [
        ("ConstantOfShape", net(vec![node("ConstantOfShape", &["sizes"], "grown")], shape(&[1, 3, big, big]))),
        ("Expand", net(vec![node("Expand", &["picture", "sizes"], "grown")], shape(&[big * big, 3, 4, 4]))),
        ("Tile", net(vec![node("Tile", &["picture", "sizes"], "grown")], shape(&[1, 1, big, big]))),
        ("Pad", net(vec![node("Pad", &["picture", "sizes"], "grown")], shape(&[0, 0, big, big, 0, 0, big, big]))),
        ("Resize", net(vec![node("Resize", &["picture", "", "", "sizes"], "grown")], shape(&[1, 3, big, big]))),
        ("Concat", net(doubled.collect(), vec![])),
        // A product of sizes that are each small.
        (
            "ConstantOfShape",
            net(
                vec![node("Mul", &["sizes", "sizes"], "squared"), node("ConstantOfShape", &["squared"], "grown")],
                shape(&[1, 3, 90, 90]),
            ),
        ),
    ];
    for (op, bytes) in cases {
        match load(&bytes).map(|classifier| classifier.notes().to_vec()) {
            Err(Error::TooLarge { what, .. }) => assert!(what.contains(op) || what.contains("memory"), "{op}: {what}"),
            other => panic!("{op}: {other:?}"),
        }
    }
}

/// tract 0.23.9 cuts divisors of sizes to 32 bits, of 2³² nothing is left, and it panics.
#[test]
fn sizes_are_divided_by_small_numbers_only() {
    for op in ["Div", "Mod"] {
        for (divisor, fits) in [(2, true), (i64::from(i32::MAX), true), (1 << 31, false), (1 << 32, false), (0, false)]
        {
            let sizes = vec![node("Shape", &["picture"], "shape"), node(op, &["shape", "divisor"], "sizes"), relu()];
            let loaded = load(&net(sizes, vec![integers("divisor", &[divisor])]));
            assert_eq!(loaded.is_ok(), fits, "{op} by {divisor}: {:?}", loaded.err());
        }
    }
}

#[test]
fn work_is_bounded_as_well_as_memory() {
    let pads = [500; 4];
    let pool = with_ints(with_ints(node("MaxPool", &["picture"], "grown"), "kernel_shape", &[501, 501]), "pads", &pads);
    let matrix = node("Expand", &["picture", "sizes"], "wide");
    let product = node("MatMul", &["wide", "wide"], "grown");
    let cases = [net(vec![pool], vec![]), net(vec![matrix, product], vec![integers("sizes", &[1, 3, 1, 1])])];
    assert!(matches!(load(&cases[0]), Err(Error::TooLarge { what, .. }) if what.contains("work")));
    assert!(load(&cases[1]).is_ok(), "a small product is none of it");
    let wide = net(
        vec![node("Tile", &["picture", "sizes"], "wide"), node("MatMul", &["wide", "wide"], "grown")],
        vec![integers("sizes", &[1, 1, 350, 350])],
    );
    assert!(matches!(load(&wide), Err(Error::TooLarge { what, .. }) if what.contains("work")));
}

/// The part of the sentence that has to be there.
#[test]
fn names_dimensions_and_references_are_checked() {
    let weight = |dims: &[i64]| floats("weight", dims, vec![0.5; 3]);
    let add = || node("Add", &["picture", "weight"], "grown");
    let external = TensorProto { data_location: Some(1), ..weight(&[3, 1, 1]) };
    let circle = vec![node("Add", &["picture", "grown"], "step"), node("Relu", &["step"], "grown")];
    let mut two = graph(vec![relu()], vec![]);
    two.output = vec![info("nowhere", &[1, 3])];
    let cases = [
        ("negative dimension", net(vec![add()], vec![weight(&[-3, 1, 1])])),
        ("the limit is", net(vec![add()], vec![weight(&[i64::MAX, i64::MAX, 3])])),
        ("declares 4 numbers", net(vec![add()], vec![weight(&[4, 1, 1])])),
        ("another file", net(vec![add()], vec![external])),
        ("nothing before it gives", net(circle, vec![])),
        ("nothing before it gives", net(vec![node("Add", &["picture", "grown"], "grown")], vec![])),
        ("are named “grown”", net(vec![relu(), relu()], vec![])),
        ("are named “weight”", net(vec![add()], vec![weight(&[3, 1, 1]), weight(&[3, 1, 1])])),
        ("are named “picture”", net(vec![node("Relu", &["picture"], "picture")], vec![])),
        ("nothing gives its output", file(two)),
        ("not known here", net(vec![node("NoSuch", &["picture"], "grown")], vec![])),
        ("its input 0", net(vec![node("Relu", &[""], "grown")], vec![])),
        ("has no name", net(vec![add()], vec![weight(&[3, 1, 1]), floats("", &[], vec![1.0])])),
        ("without numbers", {
            let nothing = TensorProto { data_type: 9, ..floats("nothing", &[0], vec![]) };
            net(vec![node("Dropout", &["picture", "", "nothing"], "grown")], vec![nothing])
        }),
        ("“kernel_shape” = [0, 1]", {
            net(vec![with_ints(node("MaxPool", &["picture"], "grown"), "kernel_shape", &[0, 1])], vec![])
        }),
        ("has an attribute “axis” of", {
            net(vec![with_int(node("Softmax", &["picture"], "grown"), "axis", 1 << 40)], vec![])
        }),
    ];
    for (part, bytes) in cases {
        match load(&bytes) {
            Err(error) => assert!(error.to_string().contains(part), "“{error}” does not say “{part}”"),
            Ok(_) => panic!("loads, without a word of “{part}”"),
        }
    }
}

#[test]
fn graphs_in_graphs_are_refused_and_functions_never_run() {
    let mut inner = GraphProto::default();
    for _ in 0..20 {
        let attribute = AttributeProto { name: "body".into(), r#type: 5, g: Some(inner), ..AttributeProto::default() };
        let node = NodeProto { attribute: vec![attribute], ..node("Loop", &["", ""], "grown") };
        inner = GraphProto { node: vec![node], ..GraphProto::default() };
    }
    let deep = net(inner.node, vec![]);
    assert!(matches!(load(&deep), Err(Error::NotAClassifier { reason }) if reason.contains("loop")));
    // A function that calls itself, and a node that calls it.
    let recursive = |op: &str| {
        let mut model = ModelProto::decode(&*net(vec![node(op, &["picture"], "grown")], vec![])).expect("our own");
        let node = vec![node("Again", &["picture"], "grown")];
        model.functions = vec![FunctionProto { name: Some("Again".into()), node, ..FunctionProto::default() }];
        load(&model.encode_to_vec())
    };
    assert!(recursive("Relu").is_ok(), "a function that nobody calls does nothing");
    assert!(matches!(recursive("Again"), Err(Error::NotOnnx { .. })));
}

#[test]
fn a_small_file_that_decodes_to_a_huge_one_is_refused_before() {
    let graph = GraphProto { node: vec![NodeProto::default(); 2_000_000], ..GraphProto::default() };
    let bytes = file(graph);
    let (result, held) = crate::memory::most_held(|| load(&bytes));
    assert!(matches!(result, Err(Error::TooLarge { what, .. }) if what.contains("parts")));
    assert!(held < 1 << 20, "{held} bytes for a file of {}", bytes.len());
}

#[test]
fn weights_that_are_not_finite_are_noted_and_attacks_survive_them() {
    for odd in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let weight = floats("weight", &[3, 1, 1], vec![odd, 1.0, -1.0]);
        let net = load(&net(vec![node("Mul", &["picture", "weight"], "grown")], vec![weight])).expect("it loads");
        assert!(net.notes().iter().any(|note| note.contains("not finite")), "{:?}", net.notes());
        for method in [Method::Fgsm, Method::Pgd, Method::Apgd, Method::DeepFool, Method::CarliniWagner, Method::Square]
        {
            let ensemble = Ensemble::new(vec![net.clone()], VoteRule::Mean).expect("one member");
            let pixels = vec![0.5; ensemble.input_length()];
            let mut attack = Attack::new(ensemble, &pixels, &[Goal::Away { label: 1 }], &Options::new(method))
                .unwrap_or_else(|error| panic!("{method:?}: {error}"));
            attack.step(20).unwrap_or_else(|error| panic!("{method:?}: {error}"));
            assert!(attack.best(0).iter().all(|pixel| (0.0..=1.0).contains(pixel)), "{method:?} with {odd}");
        }
    }
}
