//! Sums: products of matrices, reductions, normalisations, recurrent layers.

use std::collections::HashMap;

use super::given::{Given, axis, broadcast};
use super::{Checked, Fact, Inferred, kind};

/// `None`: not of this family.
pub fn infer(given: &Given) -> Option<Checked<Inferred>> {
    Some(match given.op() {
        "MatMul" => matrices(given),
        "Gemm" => dense(given),
        "Einsum" => contraction(given),
        "ReduceL1" | "ReduceL2" | "ReduceLogSum" | "ReduceLogSumExp" | "ReduceMax" | "ReduceMean" | "ReduceMin"
        | "ReduceProd" | "ReduceSum" | "ReduceSumSquare" => reduction(given).map(Inferred::one),
        "ArgMax" | "ArgMin" => place_of_largest(given).map(Inferred::one),
        "Softmax" | "LogSoftmax" | "Hardmax" => softmax(given).map(Inferred::one),
        "BatchNormalization" => per_channel(given, 5).map(Inferred::one),
        "InstanceNormalization" => per_channel(given, 3).map(Inferred::one),
        "GroupNormalization" => group_norm(given).map(Inferred::one),
        "LayerNormalization" | "RMSNormalization" | "SimplifiedLayerNormalization" => {
            layer_norm(given).map(Inferred::one)
        }
        "LpNormalization" => lp_norm(given).map(Inferred::one),
        "CumSum" => running_sum(given).map(Inferred::one),
        "LSTM" => recurrent(given, 4),
        "GRU" => recurrent(given, 3),
        "RNN" => recurrent(given, 1),
        _ => return None,
    })
}

fn two_of_one_kind<'a>(given: &Given<'a>) -> Checked<(&'a Fact, &'a Fact)> {
    let (a, b) = (given.floats(0)?, given.floats(1)?);
    if a.kind == b.kind { Ok((a, b)) } else { Err("joins numbers of two types".into()) }
}

fn matrices(given: &Given) -> Checked<Inferred> {
    given.arity(2..=2)?;
    let (a, b) = two_of_one_kind(given)?;
    let (Some(&common), Some(_)) = (a.shape.last(), b.shape.last()) else {
        return Err("multiplies single numbers".into());
    };
    let rows = a.shape.len().checked_sub(2).map(|place| a.shape[place]);
    let (height, columns) = match b.shape[..] {
        [.., height, columns] => (height, Some(columns)),
        [height] => (height, None),
        [] => unreachable!("it has a last axis"),
    };
    if common != height {
        return Err(format!("multiplies matrices of the shapes {:?} and {:?}", a.shape, b.shape));
    }
    let outer = |shape: &[u64]| shape[..shape.len().saturating_sub(2)].to_vec();
    let mut shape = broadcast(&outer(&a.shape), &outer(&b.shape))?;
    shape.extend(rows);
    shape.extend(columns);
    let output = Fact::new(a.kind, shape);
    let work = output.elements().saturating_mul(common);
    Ok(Inferred { outputs: vec![output], work })
}

fn dense(given: &Given) -> Checked<Inferred> {
    given.arity(2..=3)?;
    let (a, b) = two_of_one_kind(given)?;
    let turned = |fact: &Fact, turn: bool| match fact.shape[..] {
        [rows, columns] if turn => Ok([columns, rows]),
        [rows, columns] => Ok([rows, columns]),
        _ => Err(format!("wants matrices, and gets the shape {:?}", fact.shape)),
    };
    let [rows, common] = turned(a, given.flag("transA", false)?)?;
    let [height, columns] = turned(b, given.flag("transB", false)?)?;
    if common != height {
        return Err(format!("multiplies {rows} × {common} by {height} × {columns}"));
    }
    for name in ["alpha", "beta"] {
        if !given.float(name, 1.0)?.is_finite() {
            return Err(format!("has a parameter “{name}” that is not finite"));
        }
    }
    let shape = vec![rows, columns];
    match given.optional(2) {
        Some(bias) if bias.kind != a.kind || broadcast(&bias.shape, &shape)? != shape => {
            return Err(format!("has a bias of the shape {:?}", bias.shape));
        }
        None if given.inputs.len() > 2 => return Err("leaves its bias out by an empty name".into()),
        _ => {}
    }
    let output = Fact::new(a.kind, shape);
    let work = output.elements().saturating_mul(common);
    Ok(Inferred { outputs: vec![output], work })
}

/// Plain letters, each once an operand, and an arrow.
fn contraction(given: &Given) -> Checked<Inferred> {
    given.arity(1..=2)?;
    let equation: String = given.text("equation")?.unwrap_or_default().split(' ').collect();
    let odd = || format!("has the equation “{}”", equation.chars().take(40).collect::<String>());
    let (left, right) = equation.split_once("->").ok_or_else(odd)?;
    let operands: Vec<&str> = left.split(',').collect();
    let once = |term: &str| {
        let letters = term.chars().all(|letter| letter.is_ascii_alphabetic());
        letters && term.chars().enumerate().all(|(place, letter)| term.find(letter) == Some(place))
    };
    if operands.len() != given.inputs.len() || !operands.iter().chain([&right]).all(|term| once(term)) {
        return Err(odd());
    }
    let mut extents: HashMap<char, u64> = HashMap::new();
    for (index, term) in operands.iter().enumerate() {
        let input = given.floats(index)?;
        if input.rank() != term.len() || input.kind != given.floats(0)?.kind || term.is_empty() {
            return Err(odd());
        }
        for (letter, &extent) in term.chars().zip(&input.shape) {
            if *extents.entry(letter).or_insert(extent) != extent {
                return Err(format!("has two extents for “{letter}”"));
            }
        }
    }
    let shape: Option<Vec<u64>> = right.chars().map(|letter| extents.get(&letter).copied()).collect();
    let work = extents.values().fold(1u64, |work, &extent| work.saturating_mul(extent));
    Ok(Inferred { outputs: vec![Fact::new(given.floats(0)?.kind, shape.ok_or_else(odd)?)], work })
}

fn reduction(given: &Given) -> Checked<Fact> {
    let as_input = given.operators >= 18 || given.op() == "ReduceSum" && given.operators >= 13;
    given.arity(1..=if as_input { 2 } else { 1 })?;
    let input = given.input(0)?;
    let takes_whole = matches!(given.op(), "ReduceMax" | "ReduceMin" | "ReduceProd");
    if !(input.is_float() || takes_whole && input.is_integer()) {
        return Err("wants floating-point numbers".into());
    }
    let keep = given.flag("keepdims", true)?;
    let none = given.flag("noop_with_empty_axes", false)?;
    let axes = given.axes(1, as_input, input.rank())?.unwrap_or_default();
    if axes.is_empty() && none || input.elements() == 0 {
        return Err("sums over no axis".into());
    }
    let reduced = |axis: &usize| axes.is_empty() || axes.contains(axis);
    let extent = |axis: usize| if reduced(&axis) { keep.then_some(1) } else { Some(input.shape[axis]) };
    let fact = Fact::new(input.kind, (0..input.rank()).filter_map(extent).collect());
    let product = given.op() == "ReduceProd" && fact.elements() == 1;
    let numbers = input.numbers.as_ref().filter(|_| product).map(|numbers| vec![numbers.iter().product()]);
    Ok(fact.with(numbers))
}

fn place_of_largest(given: &Given) -> Checked<Fact> {
    given.arity(1..=1)?;
    let input = given.floats(0)?;
    let axis = axis(given.int("axis", 0)?, input.rank())?;
    let mut shape = input.shape.clone();
    match given.flag("keepdims", true)? {
        true => shape[axis] = 1,
        false => drop(shape.remove(axis)),
    }
    given.flag("select_last_index", false)?;
    Ok(Fact::new(kind::INT64, shape))
}

fn softmax(given: &Given) -> Checked<Fact> {
    given.arity(1..=1)?;
    let input = given.floats(0)?;
    axis(given.int("axis", if given.operators < 13 { 1 } else { -1 })?, input.rank())?;
    Ok(input.clone().with(None))
}

/// Input 0, and behind it numbers for each of its channels.
fn per_channel(given: &Given, arity: usize) -> Checked<Fact> {
    given.arity(arity..=arity)?;
    given.float("epsilon", 1e-5)?;
    given.float("momentum", 0.9)?;
    if given.flag("training_mode", false)? || given.int("spatial", 1)? != 1 {
        return Err("is meant for training".into());
    }
    let input = given.floats(0)?;
    let (Some(&channels), 2..=4) = (input.shape.get(1), input.rank()) else {
        return Err(format!("wants channels, and gets the shape {:?}", input.shape));
    };
    for index in 1..arity {
        let numbers = given.floats(index)?;
        if numbers.shape != [channels] || numbers.kind != input.kind || !numbers.constant {
            return Err(format!("has numbers of the shape {:?} for {channels} channels", numbers.shape));
        }
    }
    Ok(input.clone().with(None))
}

fn group_norm(given: &Given) -> Checked<Fact> {
    given.arity(3..=3)?;
    given.float("epsilon", 1e-5)?;
    let input = given.floats(0)?;
    let groups = given.int("num_groups", 0)?;
    let (Some(&channels), 3..=4) = (input.shape.get(1), input.rank()) else {
        return Err(format!("wants channels, and gets the shape {:?}", input.shape));
    };
    if groups < 1 || channels % groups as u64 != 0 {
        return Err(format!("has {groups} groups of {channels} channels"));
    }
    let length = if given.operators >= 21 { channels } else { groups as u64 };
    for index in 1..3 {
        let numbers = given.floats(index)?;
        if numbers.shape != [length] || numbers.kind != input.kind {
            return Err(format!("has numbers of the shape {:?} instead of {length}", numbers.shape));
        }
    }
    Ok(input.clone().with(None))
}

fn layer_norm(given: &Given) -> Checked<Fact> {
    given.arity(2..=if given.op() == "LayerNormalization" { 3 } else { 2 })?;
    given.float("epsilon", 1e-5)?;
    if given.int("stash_type", 1)? != 1 {
        return Err("keeps its mean in another type".into());
    }
    let input = given.floats(0)?;
    let first = axis(given.int("axis", -1)?, input.rank())?;
    for index in 1..given.inputs.len() {
        let numbers = given.floats(index)?;
        let within = broadcast(&numbers.shape, &input.shape[first..])? == input.shape[first..];
        if !within || numbers.kind != input.kind {
            return Err(format!("has numbers of the shape {:?} for {:?}", numbers.shape, input.shape));
        }
    }
    Ok(input.clone().with(None))
}

fn lp_norm(given: &Given) -> Checked<Fact> {
    given.arity(1..=1)?;
    let input = given.floats(0)?;
    axis(given.int("axis", -1)?, input.rank())?;
    match given.int("p", 2)? {
        1 | 2 => Ok(input.clone().with(None)),
        other => Err(format!("has p = {other}")),
    }
}

fn running_sum(given: &Given) -> Checked<Fact> {
    given.arity(2..=2)?;
    let input = given.floats(0)?;
    let along = given.constant(1)?;
    let [along] = along[..] else { return Err("runs along several axes".into()) };
    axis(along, input.rank())?;
    given.flag("exclusive", false)?;
    given.flag("reverse", false)?;
    Ok(input.clone().with(None))
}

/// Layers of `gates` gates over (time, batch, features), forward, with their usual functions.
fn recurrent(given: &Given, gates: u64) -> Checked<Inferred> {
    given.arity(3..=if gates == 4 { 7 } else { 6 })?;
    let (input, weights, recurrence) = (given.floats(0)?, given.floats(1)?, given.floats(2)?);
    let hidden = u64::try_from(given.int("hidden_size", 0)?).ok().filter(|&hidden| hidden > 0);
    let (Some(hidden), &[time, batch, features]) = (hidden, input.shape.as_slice()) else {
        return Err(format!("wants time, batch and features, and gets the shape {:?}", input.shape));
    };
    given.word("direction", &["forward"])?;
    if given.int("layout", 0)? != 0 || given.flag("linear_before_reset", false)? && gates != 3 {
        return Err("has a layout that is not known here".into());
    }
    for name in ["activations", "activation_alpha", "activation_beta", "clip", "input_forget"] {
        if given.has(name) {
            return Err(format!("has “{name}”"));
        }
    }
    let rows = gates * hidden;
    let state = vec![1, batch, hidden];
    let expected =
        [vec![1, rows, features], vec![1, rows, hidden], vec![1, 2 * rows], vec![], state.clone(), state.clone()];
    for (index, expected) in (1..).zip(&expected) {
        let Some(found) = given.optional(index) else { continue };
        if index == 4 {
            return Err("has sequences of several lengths".into());
        }
        if &found.shape != expected || found.kind != kind::FLOAT {
            return Err(format!("has an input {index} of the shape {:?}, not {expected:?}", found.shape));
        }
    }
    if input.kind != kind::FLOAT || !weights.constant || !recurrence.constant || time > 4096 {
        return Err("has weights that are not constant, or too long a sequence".into());
    }
    let mut outputs = vec![Fact::new(kind::FLOAT, vec![time, 1, batch, hidden])];
    outputs.extend(vec![Fact::new(kind::FLOAT, state); if gates == 4 { 2 } else { 1 }]);
    // A step of the loop costs far more than its multiplications.
    let work = time.saturating_mul(rows).saturating_mul(batch).saturating_mul(features + hidden + 1000);
    Ok(Inferred { outputs, work })
}
