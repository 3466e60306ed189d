//! Moving numbers and leaving them as they are.

use super::given::{Given, axis, broadcast, unique_axes};
use super::{Checked, Fact, Inferred, MAX_FOLLOWED, kind};

/// `None`: not of this family.
pub fn infer(given: &Given) -> Option<Checked<Inferred>> {
    let output = match given.op() {
        "Transpose" => transpose(given),
        "Concat" => concat(given),
        "Slice" => slice(given),
        "Split" => return Some(split(given)),
        "Gather" => gather(given),
        "Expand" => expand(given),
        "Tile" => tile(given),
        "Pad" => pad(given),
        "TopK" => return Some(top(given)),
        _ => return None,
    };
    Some(output.map(Inferred::one))
}

fn transpose(given: &Given) -> Checked<Fact> {
    given.arity(1..=1)?;
    let input = given.input(0)?;
    let rank = input.rank();
    let order = given.ints("perm")?.unwrap_or_else(|| (0..rank as i64).rev().collect());
    let sorted = unique_axes(&order, rank)?;
    if sorted.len() != rank || order.iter().any(|&axis| axis < 0) {
        return Err(format!("orders {rank} axes by {order:?}"));
    }
    let shape: Vec<u64> = sorted.iter().map(|&axis| input.shape[axis]).collect();
    let numbers = moved(input, &shape, |at| {
        let mut from = vec![0; rank];
        sorted.iter().zip(at).for_each(|(&axis, &at)| from[axis] = at);
        from
    });
    Ok(Fact::new(input.kind, shape).with(numbers))
}

/// Known numbers in another order: `source` gives, for each place in `shape`, the place in the input.
fn moved(input: &Fact, shape: &[u64], source: impl Fn(&[u64]) -> Vec<u64>) -> Option<Vec<f64>> {
    let numbers = input.numbers.as_ref()?;
    let pick = |mut index: u64| {
        let mut at = vec![0; shape.len()];
        for (at, extent) in at.iter_mut().zip(shape).rev() {
            *at = index % extent;
            index /= extent;
        }
        let flat = source(&at).iter().zip(&input.shape).fold(0, |flat, (&at, &extent)| flat * extent + at);
        numbers.get(flat as usize).copied()
    };
    (0..shape.iter().product()).map(pick).collect()
}

fn concat(given: &Given) -> Checked<Fact> {
    given.arity(1..=1024)?;
    let first = given.input(0)?;
    let along = axis(given.int("axis", if given.operators < 4 { 1 } else { i64::from(i32::MAX) })?, first.rank())?;
    let mut shape = first.shape.clone();
    let mut numbers = first.numbers.clone().filter(|_| first.rank() == 1);
    for index in 1..given.inputs.len() {
        let input = given.input(index)?;
        let fits = input.rank() == first.rank() && input.kind == first.kind;
        if !fits || (0..first.rank()).any(|axis| axis != along && input.shape[axis] != shape[axis]) {
            return Err(format!("joins the shapes {:?} and {:?}", first.shape, input.shape));
        }
        shape[along] += input.shape[along];
        numbers = numbers.zip(input.numbers.as_ref()).map(|(so_far, more)| [&so_far[..], more].concat());
    }
    Ok(Fact::new(first.kind, shape).with(numbers))
}

fn slice(given: &Given) -> Checked<Fact> {
    let input = given.input(0)?;
    let rank = input.rank();
    let [starts, ends, axes, steps] = if given.operators < 10 {
        given.arity(1..=1)?;
        [given.ints("starts")?, given.ints("ends")?, given.ints("axes")?, None]
    } else {
        given.arity(3..=5)?;
        let part = |index: usize| given.optional(index).map(|_| given.constant(index)).transpose();
        [Some(given.ends(1)?), Some(given.ends(2)?), part(3)?, part(4)?]
    };
    let (starts, ends) = (starts.ok_or("lacks its starts")?, ends.ok_or("lacks its ends")?);
    let axes = axes.unwrap_or_else(|| (0..starts.len() as i64).collect());
    let steps = steps.unwrap_or_else(|| vec![1; starts.len()]);
    if [ends.len(), axes.len(), steps.len()] != [starts.len(); 3] || steps.contains(&0) {
        return Err("has starts, ends, axes and steps that do not belong together".into());
    }
    let mut shape = input.shape.clone();
    let mut walks = vec![(0, 1); rank];
    for (place, axis) in unique_axes(&axes, rank)?.into_iter().enumerate() {
        let (extent, step) = (shape[axis] as i64, steps[place]);
        let from_end = |end: i64| if end < 0 { end + extent } else { end };
        // Backwards, the end before the first element is −1.
        let (low, high) = if step < 0 { (-1, extent - 1) } else { (0, extent) };
        let start = from_end(starts[place]).clamp(low.max(0), high.max(0));
        let end = from_end(ends[place]).clamp(low, high);
        shape[axis] = ((end - start) as f64 / step as f64).ceil().max(0.0) as u64;
        walks[axis] = (start, step);
    }
    let numbers = moved(input, &shape, |at| {
        at.iter().zip(&walks).map(|(&at, &(start, step))| (start + at as i64 * step) as u64).collect()
    });
    Ok(Fact::new(input.kind, shape).with(numbers))
}

fn split(given: &Given) -> Checked<Inferred> {
    given.arity(1..=2)?;
    let input = given.input(0)?;
    let along = axis(given.int("axis", 0)?, input.rank())?;
    let extent = input.shape[along];
    let widths = match given.operators >= 13 {
        true if given.has("split") => return Err("has its widths where its operator set has none".into()),
        true => given.optional(1).map(|_| given.extents(1)).transpose()?,
        false if given.inputs.len() > 1 => return Err("has more inputs than its operator set knows".into()),
        false => given.ints("split")?.map(|widths| widths.iter().map(|&width| width.max(0) as u64).collect()),
    };
    let parts = given.node.output.len() as u64;
    if given.int("num_outputs", parts as i64)? != parts as i64 || parts == 0 {
        return Err("has another number of outputs than it says".into());
    }
    let widths = match widths {
        Some(widths) => widths,
        None if extent.is_multiple_of(parts) => vec![extent / parts; parts as usize],
        None => return Err(format!("makes {parts} equal parts of {extent}")),
    };
    let sum = widths.iter().fold(0u64, |sum, &width| sum.saturating_add(width));
    if sum != extent || widths.len() as u64 != parts || widths.contains(&0) {
        return Err(format!("makes parts of {widths:?} of {extent}"));
    }
    let part = |width: u64| {
        let mut shape = input.shape.clone();
        shape[along] = width;
        Fact::new(input.kind, shape)
    };
    Ok(Inferred { outputs: widths.into_iter().map(part).collect(), work: 0 })
}

fn gather(given: &Given) -> Checked<Fact> {
    given.arity(2..=2)?;
    let (input, index) = (given.input(0)?, given.input(1)?);
    let along = axis(given.int("axis", 0)?, input.rank())?;
    let numbers = index.numbers.as_ref().filter(|_| matches!(index.kind, kind::INT64 | kind::INT32));
    let numbers = numbers.ok_or("wants whole numbers that are known as its places")?;
    let extent = input.shape[along] as f64;
    if let Some(outside) = numbers.iter().find(|&&number| number < -extent || number >= extent) {
        return Err(format!("takes place {outside} of {extent}"));
    }
    let shape = [&input.shape[..along], &index.shape, &input.shape[along + 1..]].concat();
    let picked = input.numbers.as_ref().filter(|_| input.rank() == 1).map(|known| {
        let place = |number: &f64| if *number < 0.0 { number + extent } else { *number };
        numbers.iter().map(|number| known[place(number) as usize]).collect()
    });
    Ok(Fact::new(input.kind, shape).with(picked))
}

fn expand(given: &Given) -> Checked<Fact> {
    given.arity(2..=2)?;
    let input = given.input(0)?;
    let fact = Fact::new(input.kind, broadcast(&input.shape, &given.extents(1)?)?);
    let single = input.numbers.as_ref().filter(|numbers| numbers.len() == 1);
    let few = fact.elements() <= MAX_FOLLOWED as u64;
    let numbers = single.filter(|_| few).map(|numbers| vec![numbers[0]; fact.elements() as usize]);
    Ok(fact.with(numbers))
}

fn tile(given: &Given) -> Checked<Fact> {
    given.arity(2..=2)?;
    let input = given.input(0)?;
    let repeats = given.extents(1)?;
    if repeats.len() != input.rank() || repeats.contains(&0) {
        return Err(format!("repeats {repeats:?} times the shape {:?}", input.shape));
    }
    let shape = input.shape.iter().zip(&repeats).map(|(&extent, &times)| extent.saturating_mul(times)).collect();
    Ok(Fact::new(input.kind, shape))
}

fn pad(given: &Given) -> Checked<Fact> {
    let input = given.floats(0)?;
    let rank = input.rank();
    let mode = given.word("mode", &["constant", "reflect", "edge"])?;
    given.float("value", 0.0)?;
    let pads = if given.operators < 11 {
        given.arity(1..=1)?;
        given.ints("pads")?.ok_or("lacks its widths")?
    } else {
        given.arity(2..=4)?;
        given.constant(1)?
    };
    if let Some(value) = given.optional(2)
        && (value.elements() != 1 || value.rank() != 0 || value.kind != input.kind || !value.constant)
    {
        return Err("is filled with more than one number".into());
    }
    let axes = match given.optional(3) {
        Some(_) => unique_axes(&given.constant(3)?, rank)?,
        None => (0..rank).collect(),
    };
    if pads.len() != 2 * axes.len() || (given.optional(1).is_some_and(|pads| pads.rank() != 1)) {
        return Err(format!("has {} widths for {} axes", pads.len(), axes.len()));
    }
    let mut shape = input.shape.clone();
    for (place, &axis) in axes.iter().enumerate() {
        for width in [pads[place], pads[place + axes.len()]] {
            let widest = if mode == "reflect" { input.shape[axis] as i64 - 1 } else { 1 << 24 };
            if !(0..=widest).contains(&width) {
                return Err(format!("is {width} wide"));
            }
            shape[axis] += width as u64;
        }
    }
    Ok(Fact::new(input.kind, shape))
}

/// The largest of an axis, and where they are.
fn top(given: &Given) -> Checked<Inferred> {
    given.arity(2..=2)?;
    let input = given.floats(0)?;
    let along = axis(given.int("axis", -1)?, input.rank())?;
    given.flag("largest", true)?;
    given.flag("sorted", true)?;
    let count = given.extents(1)?;
    let mut shape = input.shape.clone();
    match count[..] {
        [count] if (1..=shape[along]).contains(&count) => shape[along] = count,
        _ => return Err(format!("takes {count:?} of {}", shape[along])),
    }
    let outputs = vec![Fact::new(input.kind, shape.clone()), Fact::new(kind::INT64, shape)];
    Ok(Inferred { outputs, work: input.elements().saturating_mul(16) })
}
