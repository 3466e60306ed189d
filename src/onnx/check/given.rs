//! A node's inputs and attributes, read with their types and ranges.

use std::ops::RangeInclusive;

use tract_onnx::pb::attribute_proto::AttributeType;
use tract_onnx::pb::{AttributeProto, NodeProto};

use super::{Checked, Fact, kind};

/// No number that decides a shape is further from 0; 64-bit ends of slices are cut to it.
const MAX_INTEGER: i64 = 1 << 31;

pub struct Given<'a> {
    pub node: &'a NodeProto,
    /// `None`: left out by an empty name.
    pub inputs: Vec<Option<&'a Fact>>,
    /// The version of the operator set.
    pub operators: i64,
}

impl<'a> Given<'a> {
    pub fn op(&self) -> &'a str {
        &self.node.op_type
    }

    pub fn input(&self, index: usize) -> Checked<&'a Fact> {
        self.optional(index).ok_or_else(|| format!("lacks its input {index}"))
    }

    pub fn optional(&self, index: usize) -> Option<&'a Fact> {
        self.inputs.get(index).copied().flatten()
    }

    /// Input `index`, of floats.
    pub fn floats(&self, index: usize) -> Checked<&'a Fact> {
        let input = self.input(index)?;
        if input.is_float() { Ok(input) } else { Err(format!("wants floating-point numbers in its input {index}")) }
    }

    /// How many inputs there are, those left out among them.
    pub fn arity(&self, allowed: RangeInclusive<usize>) -> Checked<()> {
        match allowed.contains(&self.inputs.len()) {
            true => Ok(()),
            false => Err(format!("has {} inputs instead of {allowed:?}", self.inputs.len())),
        }
    }

    /// The whole numbers of a constant input. tract 0.23.9 cuts some of them to 32 bits.
    pub fn constant(&self, index: usize) -> Checked<Vec<i64>> {
        let numbers = self.ends(index)?;
        match numbers.iter().all(|number| number.abs() < MAX_INTEGER) {
            true => Ok(numbers),
            false => Err(format!("has a number beyond 2³¹ in its input {index}")),
        }
    }

    /// The same of ends of slices: those beyond 2³¹ are cut to it.
    pub fn ends(&self, index: usize) -> Checked<Vec<i64>> {
        let input = self.input(index)?;
        let numbers = input.numbers.as_ref().filter(|_| input.is_integer() && input.rank() <= 1);
        let numbers = numbers.ok_or_else(|| format!("wants whole numbers that are known in its input {index}"))?;
        Ok(numbers.iter().map(|&number| (number as i64).clamp(-MAX_INTEGER, MAX_INTEGER)).collect())
    }

    /// Extents in a constant input: none of them negative.
    pub fn extents(&self, index: usize) -> Checked<Vec<u64>> {
        let numbers = self.constant(index)?;
        if self.input(index)?.kind != kind::INT64 || self.input(index)?.rank() != 1 {
            return Err("wants a shape of 64-bit numbers".into());
        }
        let extent = |&number| u64::try_from(number).map_err(|_| format!("has a negative extent {number}"));
        numbers.iter().map(extent).collect()
    }

    /// No attribute twice, no graphs, and nothing out of all range.
    pub fn check_attributes(&self) -> Checked<()> {
        for (index, attribute) in self.node.attribute.iter().enumerate() {
            let name = &attribute.name;
            if self.node.attribute[..index].iter().any(|other| &other.name == name) {
                return Err(format!("has two attributes “{name}”"));
            }
            let integers = attribute.ints.iter().chain(std::iter::once(&attribute.i));
            if let Some(integer) = integers.map(|&integer| slice_end(integer)).find(|i| i.abs() > MAX_INTEGER) {
                return Err(format!("has an attribute “{name}” of {integer}"));
            }
            if attribute.ints.len().max(attribute.floats.len()) > 64 {
                return Err(format!("has a long attribute “{name}”"));
            }
        }
        Ok(())
    }

    fn attribute(&self, name: &str, kind: AttributeType) -> Checked<Option<&'a AttributeProto>> {
        let Some(found) = self.node.attribute.iter().find(|attribute| attribute.name == name) else { return Ok(None) };
        if found.r#type != kind as i32 || !found.ref_attr_name.is_empty() {
            return Err(format!("has an attribute “{name}” that is not of type {}", kind.as_str_name()));
        }
        Ok(Some(found))
    }

    pub fn int(&self, name: &str, default: i64) -> Checked<i64> {
        Ok(self.attribute(name, AttributeType::Int)?.map_or(default, |attribute| slice_end(attribute.i)))
    }

    /// Nothing but 0 and 1.
    pub fn flag(&self, name: &str, default: bool) -> Checked<bool> {
        match self.int(name, i64::from(default))? {
            flag @ (0 | 1) => Ok(flag == 1),
            other => Err(format!("has an attribute “{name}” of {other} instead of 0 or 1")),
        }
    }

    pub fn ints(&self, name: &str) -> Checked<Option<Vec<i64>>> {
        let found = self.attribute(name, AttributeType::Ints)?;
        Ok(found.map(|attribute| attribute.ints.iter().map(|&integer| slice_end(integer)).collect()))
    }

    pub fn float(&self, name: &str, default: f32) -> Checked<f32> {
        Ok(self.attribute(name, AttributeType::Float)?.map_or(default, |attribute| attribute.f))
    }

    pub fn has(&self, name: &str) -> bool {
        self.node.attribute.iter().any(|attribute| attribute.name == name)
    }

    pub fn tensor(&self, name: &str) -> Checked<Option<&'a tract_onnx::pb::TensorProto>> {
        Ok(self.attribute(name, AttributeType::Tensor)?.and_then(|attribute| attribute.t.as_ref()))
    }

    pub fn text(&self, name: &str) -> Checked<Option<&'a str>> {
        let Some(attribute) = self.attribute(name, AttributeType::String)? else { return Ok(None) };
        std::str::from_utf8(&attribute.s).map(Some).map_err(|_| format!("has an attribute “{name}” that is no text"))
    }

    /// A word out of `allowed`, the first of which is the default.
    pub fn word(&self, name: &str, allowed: &[&'static str]) -> Checked<&'static str> {
        let Some(word) = self.text(name)? else { return Ok(allowed[0]) };
        let found = allowed.iter().find(|&&allowed| allowed == word);
        found.copied().ok_or_else(|| format!("has “{name}” = “{}”", word.chars().take(40).collect::<String>()))
    }

    /// Axes in the newer operator sets' input `index`, or in the older ones' attribute; `None`: not given.
    pub fn axes(&self, index: usize, as_input: bool, rank: usize) -> Checked<Option<Vec<usize>>> {
        let axes = match as_input {
            true if self.has("axes") => return Err("has its axes where its operator set has none".into()),
            true if self.optional(index).is_some() => Some(self.constant(index)?),
            true => None,
            false if self.inputs.len() > index => return Err("has more inputs than its operator set knows".into()),
            false => self.ints("axes")?,
        };
        axes.map(|axes| unique_axes(&axes, rank)).transpose()
    }
}

/// Where a number is as large as 64 bits allow, it means “to the end”.
fn slice_end(integer: i64) -> i64 {
    match integer {
        i64::MAX => MAX_INTEGER,
        i64::MIN => -MAX_INTEGER,
        other => other,
    }
}

/// A place among `rank` axes, negative ones from the end.
pub fn axis(axis: i64, rank: usize) -> Checked<usize> {
    let place = if axis < 0 { axis + rank as i64 } else { axis };
    if (0..rank as i64).contains(&place) { Ok(place as usize) } else { Err(format!("has no axis {axis} of {rank}")) }
}

pub fn unique_axes(axes: &[i64], rank: usize) -> Checked<Vec<usize>> {
    let mut places = Vec::new();
    for &number in axes {
        let place = axis(number, rank)?;
        if places.contains(&place) {
            return Err(format!("has axis {number} twice"));
        }
        places.push(place);
    }
    Ok(places)
}

/// The shape of two values that meet element by element.
pub fn broadcast(a: &[u64], b: &[u64]) -> Checked<Vec<u64>> {
    let rank = a.len().max(b.len());
    let extent = |shape: &[u64], axis: usize| (axis + shape.len()).checked_sub(rank).map_or(1, |place| shape[place]);
    let pair = |axis| match (extent(a, axis), extent(b, axis)) {
        (one, other) | (other, one) if one == 1 || one == other => Ok(other),
        (one, other) => Err(format!("joins {one} and {other} along axis {axis} of {rank}")),
    };
    (0..rank).map(pair).collect()
}
