//! One net, node by node, for `../layers.mjs`: the engine's own rules on the values of a picture, and the processor's peak.

use std::cell::RefCell;

use easily_fooled::blueprint::Blueprint;
use easily_fooled::gradient::Taped;
use easily_fooled::network::{Network, Node, Op};
use easily_fooled::ops::Saved;
use wide::f32x4;

/// A net, and what a forward pass over one picture left.
struct Bench {
    network: Network,
    values: Vec<Vec<f32>>,
    scratch: Vec<f32>,
}

thread_local! {
    static BENCH: RefCell<Option<Bench>> = const { RefCell::new(None) };
}

impl Bench {
    fn forward(&mut self, index: usize) {
        let node = &self.network.nodes()[index];
        let Some(operation) = node.op.operation() else { return };
        let mut output = std::mem::take(&mut self.values[index]);
        output.resize(node.length(), 0.0);
        let inputs = Taped { nodes: self.network.nodes(), values: &self.values, inputs: &node.inputs, batch: 1 };
        operation.forward(&inputs, &mut output, &mut self.scratch);
        self.values[index] = output;
    }

    /// Through every input that depends on the picture.
    fn pullback(&mut self, index: usize, active: &[bool], cotangent: &[f32], sums: &mut [Vec<f32>]) {
        let node = &self.network.nodes()[index];
        let Some(operation) = node.op.operation() else { return };
        let inputs = Taped { nodes: self.network.nodes(), values: &self.values, inputs: &node.inputs, batch: 1 };
        let saved = Saved { inputs: &inputs, output: &self.values[index], cotangent: &cotangent[..node.length()] };
        for (position, &input) in node.inputs.iter().enumerate().filter(|&(_, &input)| active[input]) {
            operation.pullback(position, &saved, &mut sums[input], &mut self.scratch);
        }
    }
}

fn with<T>(work: impl FnOnce(&mut Bench) -> T) -> T {
    BENCH.with_borrow_mut(|bench| work(bench.as_mut().expect("a net was loaded")))
}

/// Memory for `length` bytes, for `load`.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(length: usize) -> *mut u8 {
    Box::leak(vec![0; length].into_boxed_slice()).as_mut_ptr()
}

/// # Safety
/// Both pointers must come from [`reserve`] with these lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn load(blueprint: *const u8, length: usize, file: *const u8, file_length: usize) -> usize {
    let (blueprint, file) =
        unsafe { (std::slice::from_raw_parts(blueprint, length), std::slice::from_raw_parts(file, file_length)) };
    let network = Blueprint::from_bytes(blueprint).unwrap().build(file).unwrap().unwrap();
    let scratch = network.nodes().iter().filter_map(|node| node.op.operation()).map(|op| op.scratch_length().max(op.pullback_scratch_length())).max();
    let mut values = vec![Vec::new(); network.nodes().len()];
    values[network.input()] = (0..network.input_length()).map(|index| (index * 37 % 256) as f32 / 255.0).collect();
    let count = network.nodes().len();
    let mut bench = Bench { network, values, scratch: vec![0.0; scratch.unwrap_or(0)] };
    (0..count).for_each(|index| bench.forward(index));
    BENCH.set(Some(bench));
    count
}

/// The name of a node's operation, as the address of its bytes; their number is `name_length`.
#[unsafe(no_mangle)]
pub extern "C" fn name(index: usize) -> *const u8 {
    with(|bench| bench.network.nodes()[index].op.operation().map_or("", |op| op.name()).as_ptr())
}

#[unsafe(no_mangle)]
pub extern "C" fn name_length(index: usize) -> usize {
    with(|bench| bench.network.nodes()[index].op.operation().map_or("", |op| op.name()).len())
}

/// Extent of axis `axis` of a node's value; 0 beyond its last axis.
#[unsafe(no_mangle)]
pub extern "C" fn extent(index: usize, axis: usize) -> usize {
    with(|bench| bench.network.nodes()[index].shape.get(axis).copied().unwrap_or(0))
}

/// Multiply-adds of a node's direct computation.
#[unsafe(no_mangle)]
pub extern "C" fn multiply_adds(index: usize) -> f64 {
    with(|bench| bench.network.nodes()[index].op.operation().map_or(0.0, |op| op.multiply_adds() as f64))
}

/// Floats that a node reads and writes, weights included where it holds any.
#[unsafe(no_mangle)]
pub extern "C" fn floats(index: usize) -> usize {
    with(|bench| {
        let node = &bench.network.nodes()[index];
        let weights = match &node.op {
            Op::Convolution(convolution) => convolution.definition().weights.len(),
            _ => 0,
        };
        weights + node.length() + node.inputs.iter().map(|&input| bench.network.nodes()[input].length()).sum::<usize>()
    })
}

/// A node's forward rule, `times` times.
#[unsafe(no_mangle)]
pub extern "C" fn forward(index: usize, times: usize) {
    with(|bench| (0..times).for_each(|_| bench.forward(index)));
}

/// A node's pullbacks, `times` times.
#[unsafe(no_mangle)]
pub extern "C" fn pullback(index: usize, times: usize) {
    with(|bench| {
        let active = bench.network.active();
        let lengths: Vec<usize> = bench.network.nodes().iter().map(Node::length).collect();
        let cotangent = vec![0.01; lengths[index]];
        let mut sums: Vec<Vec<f32>> = vec![Vec::new(); lengths.len()];
        for &input in &bench.network.nodes()[index].inputs {
            sums[input] = vec![0.0; lengths[input]];
        }
        (0..times).for_each(|_| bench.pullback(index, &active, &cotangent, &mut sums));
    });
}

/// Twelve chains of multiply and add on vectors in registers, `times` long: 96 floating-point operations a turn, and nothing
/// else to wait for.
#[unsafe(no_mangle)]
pub extern "C" fn peak(times: usize, factor: f32) -> f32 {
    let mut sums = [f32x4::splat(1.0); 12];
    let (factor, step) = (f32x4::splat(factor), f32x4::splat(0.5));
    for _ in 0..times {
        for sum in &mut sums {
            *sum = *sum * factor + step;
        }
    }
    sums.iter().fold(f32x4::ZERO, |total, &sum| total + sum).as_array().iter().sum()
}
