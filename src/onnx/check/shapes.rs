//! Shapes as numbers, numbers as shapes, and the same numbers in another shape.

use super::given::{Given, axis, unique_axes};
use super::{Checked, Fact, Inferred, MAX_FOLLOWED, constant, kind};

/// `None`: not of this family.
pub fn infer(given: &Given) -> Option<Checked<Inferred>> {
    let output = match given.op() {
        "Constant" => constant_node(given),
        "Shape" => shape_of(given),
        "Size" => size_of(given),
        "ConstantOfShape" => constant_of_shape(given),
        "Range" => range(given),
        "Reshape" => reshape(given),
        "Flatten" => flatten(given),
        "Squeeze" => squeeze(given),
        "Unsqueeze" => unsqueeze(given),
        _ => return None,
    };
    Some(output.map(Inferred::one))
}

fn constant_node(given: &Given) -> Checked<Fact> {
    given.arity(0..=0)?;
    if given.node.attribute.len() != 1 {
        return Err("wants one value".into());
    }
    if let Some(tensor) = given.tensor("value")? {
        return constant(tensor).map_err(|error| format!("holds something odd: {error}"));
    }
    if given.has("value_float") {
        let value = f64::from(given.float("value_float", 0.0)?);
        return Ok(Fact::new(kind::FLOAT, vec![]).with(Some(vec![value])));
    }
    if given.has("value_int") {
        let value = given.int("value_int", 0)? as f64;
        return Ok(Fact::new(kind::INT64, vec![]).with(Some(vec![value])));
    }
    if let Some(values) = given.ints("value_ints")? {
        let numbers: Vec<f64> = values.iter().map(|&value| value as f64).collect();
        return Ok(Fact::new(kind::INT64, vec![numbers.len() as u64]).with(Some(numbers)));
    }
    Err("has a value of an unknown kind".into())
}

fn shape_of(given: &Given) -> Checked<Fact> {
    given.arity(1..=1)?;
    let input = given.input(0)?;
    let rank = input.rank() as i64;
    let end = |name: &str, default: i64| -> Checked<i64> {
        let place = given.int(name, default)?;
        Ok(if place < 0 { place + rank } else { place }.clamp(0, rank))
    };
    let (start, end) = (end("start", 0)? as usize, end("end", rank)? as usize);
    if end < start {
        return Err("asks for axes that end before they start".into());
    }
    let numbers: Vec<f64> = input.shape[start..end].iter().map(|&extent| extent as f64).collect();
    Ok(Fact::new(kind::INT64, vec![numbers.len() as u64]).with(Some(numbers)))
}

fn size_of(given: &Given) -> Checked<Fact> {
    given.arity(1..=1)?;
    Ok(Fact::new(kind::INT64, vec![]).with(Some(vec![given.input(0)?.elements() as f64])))
}

fn constant_of_shape(given: &Given) -> Checked<Fact> {
    given.arity(1..=1)?;
    let shape = given.extents(0)?;
    let value = given.tensor("value")?.map(constant).transpose();
    let value = value.map_err(|error| format!("holds something odd: {error}"))?;
    let value = value.unwrap_or(Fact::new(kind::FLOAT, vec![1]).with(Some(vec![0.0])));
    let (1, Some(&[number])) = (value.elements(), value.numbers.as_deref().and_then(|n| n.first_chunk::<1>())) else {
        return Err("repeats more than one number".into());
    };
    let fact = Fact::new(value.kind, shape);
    let few = fact.elements() <= MAX_FOLLOWED as u64;
    let numbers = few.then(|| vec![number; fact.elements() as usize]);
    Ok(fact.with(numbers))
}

fn range(given: &Given) -> Checked<Fact> {
    given.arity(3..=3)?;
    let mut ends = [0i64; 3];
    for (index, end) in ends.iter_mut().enumerate() {
        let input = given.input(index)?;
        let (Some(&[number]), kind::INT64, 0) = (given.constant(index)?.first_chunk::<1>(), input.kind, input.rank())
        else {
            return Err("wants whole numbers".into());
        };
        *end = number;
    }
    let [start, end, step] = ends;
    if step == 0 {
        return Err("counts in steps of 0".into());
    }
    let count = ((end - start) as f64 / step as f64).ceil().max(0.0) as u64;
    let few = count > 0 && count <= MAX_FOLLOWED as u64;
    if !few {
        return Err(format!("counts {count} numbers"));
    }
    let numbers = (0..count as i64).map(|index| (start + index * step) as f64).collect();
    Ok(Fact::new(kind::INT64, vec![count]).with(Some(numbers)))
}

fn reshape(given: &Given) -> Checked<Fact> {
    given.arity(2..=2)?;
    let input = given.input(0)?;
    let wanted = given.constant(1)?;
    if given.input(1)?.rank() != 1 || given.input(1)?.kind != kind::INT64 {
        return Err("wants its shape as a row of 64-bit numbers".into());
    }
    if given.flag("allowzero", false)? && wanted.contains(&0) {
        return Err("makes an empty shape".into());
    }
    let mut shape = Vec::new();
    let mut open = None;
    for (index, &extent) in wanted.iter().enumerate() {
        shape.push(match extent {
            0 => *input.shape.get(index).ok_or("copies an axis that is not there")?,
            -1 if open.is_none() => {
                open = Some(index);
                1
            }
            1.. => extent as u64,
            _ => return Err(format!("wants the shape {wanted:?}")),
        });
    }
    let known = shape.iter().fold(1u64, |product, &extent| product.saturating_mul(extent));
    if let Some(open) = open {
        if known == 0 || !input.elements().is_multiple_of(known) {
            return Err(format!("makes {wanted:?} of {:?}", input.shape));
        }
        shape[open] = input.elements() / known;
    }
    reshaped(input, shape)
}

fn reshaped(input: &Fact, shape: Vec<u64>) -> Checked<Fact> {
    let fact = Fact::new(input.kind, shape);
    if fact.elements() != input.elements() {
        return Err(format!("makes {:?} of {:?}", fact.shape, input.shape));
    }
    Ok(fact.with(input.numbers.clone()))
}

fn flatten(given: &Given) -> Checked<Fact> {
    given.arity(1..=1)?;
    let input = given.input(0)?;
    let rank = input.rank();
    let at = given.int("axis", 1)?;
    let at = if at == rank as i64 { rank } else { axis(at, rank)? };
    let product = |extents: &[u64]| extents.iter().product();
    reshaped(input, vec![product(&input.shape[..at]), product(&input.shape[at..])])
}

fn squeeze(given: &Given) -> Checked<Fact> {
    let input = given.input(0)?;
    given.arity(1..=2)?;
    let ones = || (0..input.rank()).filter(|&axis| input.shape[axis] == 1).collect();
    let axes = given.axes(1, given.operators >= 13, input.rank())?.unwrap_or_else(ones);
    if axes.iter().any(|&axis| input.shape[axis] != 1) {
        return Err(format!("drops an axis that is not 1 of {:?}", input.shape));
    }
    // tract 0.23.9 takes one after another from the end of the list, and walks beyond the shape.
    if !axes.is_sorted() {
        return Err("lists its axes out of order, which tract can't read; list them from first to last".into());
    }
    let kept = (0..input.rank()).filter(|axis| !axes.contains(axis)).map(|axis| input.shape[axis]);
    reshaped(input, kept.collect())
}

fn unsqueeze(given: &Given) -> Checked<Fact> {
    let input = given.input(0)?;
    given.arity(1..=2)?;
    let as_input = given.operators >= 13;
    let numbers = if as_input { Some(given.constant(1)?) } else { given.ints("axes")? };
    let numbers = numbers.ok_or("lacks its axes")?;
    let rank = input.rank() + numbers.len();
    let axes = unique_axes(&numbers, rank)?;
    if axes.is_empty() || as_input == given.has("axes") || (!as_input && given.inputs.len() > 1) {
        return Err("has its axes where its operator set has none".into());
    }
    let mut rest = input.shape.iter();
    let extent = |axis| if axes.contains(&axis) { Some(1) } else { rest.next().copied() };
    reshaped(input, (0..rank).filter_map(extent).collect())
}
