//! Functions of one number, or of several that meet element by element.

use super::given::{Given, axis, broadcast};
use super::{Checked, Fact, Inferred, kind};

/// `None`: not of this family.
pub fn infer(given: &Given) -> Option<Checked<Inferred>> {
    let output = match given.op() {
        "Acos" | "Acosh" | "Asin" | "Asinh" | "Atan" | "Atanh" | "Ceil" | "Cos" | "Cosh" | "Erf" | "Exp" | "Floor"
        | "HardSwish" | "Log" | "Mish" | "Reciprocal" | "Relu" | "Round" | "Sigmoid" | "Sin" | "Sinh" | "Softplus"
        | "Softsign" | "Sqrt" | "Tan" | "Tanh" => function(given, &[]),
        "Celu" | "Elu" | "LeakyRelu" | "ThresholdedRelu" => function(given, &["alpha"]),
        "HardSigmoid" => function(given, &["alpha", "beta"]),
        "Selu" => function(given, &["alpha", "gamma"]),
        "Shrink" => function(given, &["bias", "lambd"]),
        "Gelu" => given.word("approximate", &["none", "tanh"]).and_then(|_| function(given, &[])),
        "Abs" | "Neg" | "Sign" => numeric(given),
        "Identity" => given.arity(1..=1).and_then(|()| given.input(0).cloned()),
        "Dropout" => dropout(given),
        "Not" => logical(given, 1),
        "And" | "Or" | "Xor" => logical(given, 2),
        "Cast" => cast(given),
        "Clip" => clip(given),
        "Add" | "Sub" | "Mul" | "Div" | "Mod" | "Pow" => arithmetic(given),
        "PRelu" => parametric_relu(given),
        "Equal" | "Greater" | "GreaterOrEqual" | "Less" | "LessOrEqual" => comparison(given),
        "Max" | "Min" | "Sum" | "Mean" => variadic(given),
        "Where" => select(given),
        "QuantizeLinear" | "DequantizeLinear" => quantization(given),
        _ => return None,
    };
    Some(output.map(|output| match given.op() {
        // The mask of a training pass is never there.
        "Dropout" => Inferred { outputs: vec![output.clone(), Fact { kind: kind::BOOL, ..output }], work: 0 },
        _ => Inferred::one(output),
    }))
}

/// Of floats, with these finite parameters.
fn function(given: &Given, parameters: &[&str]) -> Checked<Fact> {
    given.arity(1..=1)?;
    for name in parameters {
        if !given.float(name, 1.0)?.is_finite() {
            return Err(format!("has a parameter “{name}” that is not finite"));
        }
    }
    let input = given.floats(0)?;
    let numbers = input.numbers.as_ref().and_then(|numbers| {
        let function: fn(f64) -> f64 = match given.op() {
            "Floor" => f64::floor,
            "Ceil" => f64::ceil,
            _ => return None,
        };
        Some(numbers.iter().map(|&number| function(number)).collect())
    });
    Ok(input.clone().with(numbers))
}

fn numeric(given: &Given) -> Checked<Fact> {
    given.arity(1..=1)?;
    let input = given.input(0)?;
    if input.kind == kind::BOOL || input.kind == kind::UINT8 {
        return Err("wants numbers with a sign".into());
    }
    Ok(input.clone().with(None))
}

fn dropout(given: &Given) -> Checked<Fact> {
    given.arity(1..=3)?;
    given.float("ratio", 0.5)?;
    for (index, wanted) in [(1, kind::FLOAT), (2, kind::BOOL)] {
        if given.optional(index).is_some_and(|input| input.kind != wanted || input.rank() != 0 || !input.constant) {
            return Err(format!("wants one constant number in its input {index}"));
        }
    }
    Ok(given.floats(0)?.clone())
}

fn logical(given: &Given, inputs: usize) -> Checked<Fact> {
    given.arity(inputs..=inputs)?;
    let mut shape = Vec::new();
    for index in 0..inputs {
        let input = given.input(index)?;
        if input.kind != kind::BOOL {
            return Err("wants truth values".into());
        }
        shape = broadcast(&shape, &input.shape)?;
    }
    Ok(Fact::new(kind::BOOL, shape))
}

fn cast(given: &Given) -> Checked<Fact> {
    given.arity(1..=1)?;
    let to = given.int("to", 0)?;
    let Some(&kind) = kind::ALL.iter().find(|&&kind| i64::from(kind) == to) else {
        return Err(format!("turns numbers into those of type {to}"));
    };
    let input = given.input(0)?;
    let whole = !matches!(kind, kind::FLOAT | kind::FLOAT16 | kind::DOUBLE);
    let numbers = input.numbers.as_ref().filter(|_| matches!(kind, kind::INT64 | kind::INT32) || !whole);
    let numbers = numbers.map(|numbers| numbers.iter().map(|&n| if whole { n.trunc() } else { n }).collect());
    bounded(Fact { kind, ..input.clone() }.with(numbers))
}

fn clip(given: &Given) -> Checked<Fact> {
    given.arity(1..=if given.operators < 11 { 1 } else { 3 })?;
    given.float("min", 0.0)?;
    given.float("max", 0.0)?;
    let input = given.floats(0)?;
    for bound in [1, 2].into_iter().filter_map(|index| given.optional(index)) {
        if bound.kind != input.kind || bound.elements() != 1 || bound.rank() > 1 {
            return Err("has a bound that is not one number of its type".into());
        }
    }
    Ok(input.clone().with(None))
}

/// Both operands, of one type.
fn operands<'a>(given: &Given<'a>) -> Checked<(&'a Fact, &'a Fact)> {
    given.arity(2..=2)?;
    let (a, b) = (given.input(0)?, given.input(1)?);
    if a.kind != b.kind {
        return Err("joins numbers of two types".into());
    }
    Ok((a, b))
}

/// Constants of up to 2³¹ in size, so that shapes reckoned from them stay exact.
fn bounded(fact: Fact) -> Checked<Fact> {
    let beyond = |number: &f64| number.abs() > 2.0f64.powi(31);
    if fact.is_integer() && fact.numbers.iter().flatten().any(beyond) {
        return Err("reckons with whole numbers beyond 2³¹".into());
    }
    Ok(fact)
}

fn arithmetic(given: &Given) -> Checked<Fact> {
    given.arity(2..=2)?;
    let (a, b) = match given.op() {
        "Pow" => (given.floats(0)?, given.floats(1)?),
        _ => operands(given)?,
    };
    if a.kind == kind::BOOL || a.kind != b.kind {
        return Err("wants numbers of one type".into());
    }
    if given.op() == "Mod" {
        given.flag("fmod", false)?;
    }
    let operation: fn(f64, f64) -> f64 = match given.op() {
        "Add" => |a, b| a + b,
        "Sub" => |a, b| a - b,
        "Mul" => |a, b| a * b,
        "Div" => |a, b| a / b,
        "Mod" => f64::rem_euclid,
        _ => f64::powf,
    };
    if a.is_integer() && matches!(given.op(), "Div" | "Mod") {
        // tract 0.23.9 cuts divisors of sizes to 32 bits.
        let fits = |&number: &f64| number > 0.0 && number < 2.0f64.powi(31);
        let divisor = b.numbers.as_ref().filter(|numbers| numbers.iter().all(fits));
        divisor.ok_or("divides whole numbers by what is not known to be above 0 and below 2³¹")?;
    }
    let fact = Fact::new(a.kind, broadcast(&a.shape, &b.shape)?);
    let numbers = met(a, b, operation).map(|numbers| match fact.is_integer() {
        true => numbers.into_iter().map(f64::trunc).collect(),
        false => numbers,
    });
    bounded(fact.with(numbers))
}

/// Known numbers of two values of equal lengths, or one of which is a single number.
fn met(a: &Fact, b: &Fact, operation: impl Fn(f64, f64) -> f64) -> Option<Vec<f64>> {
    let (a, b) = (a.numbers.as_ref()?, b.numbers.as_ref()?);
    let length = match (a.len(), b.len()) {
        (1, length) | (length, 1) => length,
        (a, b) if a == b => a,
        _ => return None,
    };
    let at = |numbers: &[f64], index: usize| numbers[if numbers.len() == 1 { 0 } else { index }];
    Some((0..length).map(|index| operation(at(a, index), at(b, index))).collect())
}

fn parametric_relu(given: &Given) -> Checked<Fact> {
    let (input, slope) = operands(given)?;
    if broadcast(&input.shape, &slope.shape)? != input.shape || !input.is_float() {
        return Err("has a slope that does not fit its input".into());
    }
    Ok(input.clone().with(None))
}

fn comparison(given: &Given) -> Checked<Fact> {
    let (a, b) = operands(given)?;
    if a.kind == kind::BOOL {
        return Err("compares truth values".into());
    }
    let numbers = match given.op() {
        "Equal" => met(a, b, |a, b| f64::from(u8::from(a == b))),
        _ => None,
    };
    Ok(Fact::new(kind::BOOL, broadcast(&a.shape, &b.shape)?).with(numbers))
}

fn variadic(given: &Given) -> Checked<Fact> {
    given.arity(1..=64)?;
    let mut fact = given.input(0)?.clone().with(None);
    if !fact.is_float() {
        return Err("wants floating-point numbers".into());
    }
    for index in 1..given.inputs.len() {
        let input = given.floats(index)?;
        if input.kind != fact.kind {
            return Err("joins numbers of two types".into());
        }
        fact.shape = broadcast(&fact.shape, &input.shape)?;
    }
    Ok(fact)
}

fn select(given: &Given) -> Checked<Fact> {
    given.arity(3..=3)?;
    let (condition, a, b) = (given.input(0)?, given.input(1)?, given.input(2)?);
    if condition.kind != kind::BOOL || a.kind != b.kind {
        return Err("wants a truth value and two numbers of one type".into());
    }
    let shape = broadcast(&condition.shape, &broadcast(&a.shape, &b.shape)?)?;
    let numbers = condition.numbers.as_ref().zip(a.numbers.as_ref().zip(b.numbers.as_ref()));
    let numbers = numbers.and_then(|(condition, (a, b))| {
        let length = shape.iter().product::<u64>() as usize;
        let at = |numbers: &[f64], index: usize| numbers[if numbers.len() == 1 { 0 } else { index }];
        let fits = [condition, a, b].iter().all(|numbers| numbers.len() == 1 || numbers.len() == length);
        let pick = |index| if at(condition, index) != 0.0 { at(a, index) } else { at(b, index) };
        fits.then(|| (0..length).map(pick).collect())
    });
    Ok(Fact::new(a.kind, shape).with(numbers))
}

/// Floats to whole numbers or back: one scale, or one for each place along an axis.
fn quantization(given: &Given) -> Checked<Fact> {
    given.arity(2..=3)?;
    let (input, scale) = (given.input(0)?, given.floats(1)?);
    let whole = match (given.op(), given.optional(2)) {
        ("DequantizeLinear", _) => input.kind,
        (_, Some(zero)) => zero.kind,
        (_, None) => kind::UINT8,
    };
    let float = if given.op() == "DequantizeLinear" { scale.kind } else { input.kind };
    if !matches!(whole, kind::UINT8 | kind::INT8 | kind::INT32) || float != kind::FLOAT || scale.kind != kind::FLOAT {
        return Err("has numbers of a type that is not known here".into());
    }
    if given.has("block_size") || given.has("output_dtype") || !scale.constant {
        return Err("is used in a way that is not known here".into());
    }
    let place = given.int("axis", 1)?;
    let fits = match scale.shape[..] {
        [] | [1] => true,
        [length] => input.shape[axis(place, input.rank())?] == length,
        _ => false,
    };
    let zero = given.optional(2);
    if !fits || zero.is_some_and(|zero| zero.shape != scale.shape || zero.kind != whole || !zero.constant) {
        return Err(format!("has scales of the shape {:?} for {:?}", scale.shape, input.shape));
    }
    let kind = if given.op() == "DequantizeLinear" { kind::FLOAT } else { whole };
    Ok(Fact::new(kind, input.shape.clone()))
}
