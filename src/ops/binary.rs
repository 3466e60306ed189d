//! Functions of two numbers, applied to pairs. Both inputs have the output's shape: broadcasting is a
//! [`Rearrange`](super::Rearrange) before it, or done once where the input is constant.

use serde::{Deserialize, Serialize};

use super::{Inputs, Linearity, Operand, Operation, Saved, for_samples};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pairing {
    Add,
    Subtract,
    Multiply,
    Divide,
    /// At a tie either input gets half of the cotangent (PyTorch).
    Maximum,
    /// At a tie either input gets half of the cotangent (PyTorch).
    Minimum,
    /// aᵇ.
    Power,
    /// Comparisons give 1 or 0 and pass no cotangent on.
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Equal,
    And,
    Or,
}

impl Pairing {
    fn value(self, a: f32, b: f32) -> f32 {
        match self {
            Pairing::Add => a + b,
            Pairing::Subtract => a - b,
            Pairing::Multiply => a * b,
            Pairing::Divide => a / b,
            Pairing::Maximum => a.max(b),
            Pairing::Minimum => a.min(b),
            Pairing::Power => libm::powf(a, b),
            Pairing::Greater => f32::from(a > b),
            Pairing::GreaterOrEqual => f32::from(a >= b),
            Pairing::Less => f32::from(a < b),
            Pairing::LessOrEqual => f32::from(a <= b),
            Pairing::Equal => f32::from(a == b),
            Pairing::And => f32::from(a != 0.0 && b != 0.0),
            Pairing::Or => f32::from(a != 0.0 || b != 0.0),
        }
    }

    /// ∂/∂a and ∂/∂b.
    fn derivatives(self, a: f32, b: f32) -> [f32; 2] {
        let chosen = |first: bool| if a == b { [0.5; 2] } else { [f32::from(first), f32::from(!first)] };
        match self {
            Pairing::Add => [1.0, 1.0],
            Pairing::Subtract => [1.0, -1.0],
            Pairing::Multiply => [b, a],
            Pairing::Divide => [1.0 / b, -a / (b * b)],
            Pairing::Maximum => chosen(a > b),
            Pairing::Minimum => chosen(a < b),
            Pairing::Power => [
                if b == 0.0 { 0.0 } else { b * libm::powf(a, b - 1.0) },
                if a == 0.0 { 0.0 } else { libm::powf(a, b) * libm::logf(a) },
            ],
            _ => [0.0; 2],
        }
    }
}

/// A [`Pairing`] of two inputs of `length` numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Binary {
    pub pairing: Pairing,
    pub length: usize,
}

impl Operation for Binary {
    fn name(&self) -> &'static str {
        match self.pairing {
            Pairing::Add => "Add",
            Pairing::Subtract => "Sub",
            Pairing::Multiply => "Mul",
            Pairing::Divide => "Div",
            Pairing::Maximum => "Max",
            Pairing::Minimum => "Min",
            Pairing::Power => "Pow",
            Pairing::Greater => "Greater",
            Pairing::GreaterOrEqual => "GreaterOrEqual",
            Pairing::Less => "Less",
            Pairing::LessOrEqual => "LessOrEqual",
            Pairing::Equal => "Equal",
            Pairing::And => "And",
            Pairing::Or => "Or",
        }
    }

    fn output_length(&self) -> usize {
        self.length
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], _scratch: &mut [f32]) {
        let (a, b, batch, pairing) = (inputs.get(0), inputs.get(1), inputs.batch(), self.pairing);
        for_samples(batch, self.length, output, |sample, output| {
            let pairs = output.iter_mut().zip(a.sample(sample, batch)).zip(b.sample(sample, batch));
            match pairing {
                // Worth loops of their own: they vectorise.
                Pairing::Add => pairs.for_each(|((c, a), b)| *c = a + b),
                Pairing::Multiply => pairs.for_each(|((c, a), b)| *c = a * b),
                _ => pairs.for_each(|((c, &a), &b)| *c = pairing.value(a, b)),
            }
        });
    }

    fn pullback(&self, index: usize, saved: &Saved, input_cotangent: &mut [f32], _scratch: &mut [f32]) {
        let (a, b, batch) = (saved.inputs.get(0), saved.inputs.get(1), saved.inputs.batch());
        let cotangent = Operand { values: saved.cotangent, batched: true };
        for_samples(batch, self.length, input_cotangent, |sample, input_cotangent| {
            let cotangent = cotangent.sample(sample, batch);
            if self.pairing == Pairing::Add {
                input_cotangent.iter_mut().zip(cotangent).for_each(|(sum, c_bar)| *sum += c_bar);
                return;
            }
            if self.pairing == Pairing::Multiply {
                let other = if index == 0 { b } else { a }.sample(sample, batch);
                for ((sum, &c_bar), &other) in input_cotangent.iter_mut().zip(cotangent).zip(other) {
                    *sum += if c_bar == 0.0 { 0.0 } else { other * c_bar };
                }
                return;
            }
            let pairs = a.sample(sample, batch).iter().zip(b.sample(sample, batch));
            for ((sum, &c_bar), (&a, &b)) in input_cotangent.iter_mut().zip(cotangent).zip(pairs) {
                if c_bar != 0.0 {
                    *sum += self.pairing.derivatives(a, b)[index] * c_bar;
                }
            }
        });
    }

    fn linearity(&self, active: &[bool]) -> Linearity {
        match self.pairing {
            Pairing::Add | Pairing::Subtract => Linearity::Affine,
            Pairing::Multiply => Linearity::affine_if(!(active[0] && active[1])),
            Pairing::Divide => Linearity::affine_if(!active[1]),
            Pairing::Power => Linearity::Neither,
            _ => Linearity::Piecewise,
        }
    }

    /// The larger of the two; for And and Or whether both are, or either is, not 0.
    fn choices(&self, inputs: &dyn Inputs, output: &[f32], _scratch: &mut [f32], choose: &mut dyn FnMut(u32, f32)) {
        let (a, b, batch) = (inputs.get(0), inputs.get(1), inputs.batch());
        for (sample, output) in output.chunks_exact(self.length).enumerate() {
            let pairs = a.sample(sample, batch).iter().zip(b.sample(sample, batch));
            for ((&a, &b), &output) in pairs.zip(output) {
                match self.pairing {
                    Pairing::And | Pairing::Or => choose(u32::from(output != 0.0), f32::INFINITY),
                    _ => choose(u32::from(a > b), (a - b).abs()),
                }
            }
        }
    }
}

/// Where the first input is not 0 the second, else the third. The condition gets no cotangent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Select {
    pub length: usize,
}

impl Operation for Select {
    fn name(&self) -> &'static str {
        "Where"
    }

    fn output_length(&self) -> usize {
        self.length
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], _scratch: &mut [f32]) {
        let batch = inputs.batch();
        for_samples(batch, self.length, output, |sample, output| {
            let [condition, then, otherwise] = [0, 1, 2].map(|index| inputs.get(index).sample(sample, batch));
            for (index, output) in output.iter_mut().enumerate() {
                *output = if condition[index] != 0.0 { then[index] } else { otherwise[index] };
            }
        });
    }

    fn pullback(&self, index: usize, saved: &Saved, input_cotangent: &mut [f32], _scratch: &mut [f32]) {
        if index == 0 {
            return;
        }
        let (condition, batch) = (saved.inputs.get(0), saved.inputs.batch());
        let cotangent = Operand { values: saved.cotangent, batched: true };
        for_samples(batch, self.length, input_cotangent, |sample, input_cotangent| {
            let chosen = condition.sample(sample, batch).iter().zip(cotangent.sample(sample, batch));
            for (sum, (&condition, &cotangent)) in input_cotangent.iter_mut().zip(chosen) {
                if (condition != 0.0) == (index == 1) {
                    *sum += cotangent;
                }
            }
        });
    }

    fn linearity(&self, active: &[bool]) -> Linearity {
        if active[0] { Linearity::Piecewise } else { Linearity::Affine }
    }

    fn choices(&self, inputs: &dyn Inputs, _output: &[f32], _scratch: &mut [f32], choose: &mut dyn FnMut(u32, f32)) {
        let (condition, batch) = (inputs.get(0), inputs.batch());
        for sample in 0..batch {
            let condition = condition.sample(sample, batch);
            condition.iter().for_each(|&condition| choose(u32::from(condition != 0.0), f32::INFINITY));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn reference(pairing: Pairing, a: f64, b: f64) -> f64 {
        let truth = |condition: bool| f64::from(u8::from(condition));
        match pairing {
            Pairing::Add => a + b,
            Pairing::Subtract => a - b,
            Pairing::Multiply => a * b,
            Pairing::Divide => a / b,
            Pairing::Maximum => a.max(b),
            Pairing::Minimum => a.min(b),
            Pairing::Power => a.powf(b),
            Pairing::Greater => truth(a > b),
            Pairing::GreaterOrEqual => truth(a >= b),
            Pairing::Less => truth(a < b),
            Pairing::LessOrEqual => truth(a <= b),
            Pairing::Equal => truth(a == b),
            Pairing::And => truth(a != 0.0 && b != 0.0),
            Pairing::Or => truth(a != 0.0 || b != 0.0),
        }
    }

    #[test]
    fn agrees_with_the_reference_and_its_differences() {
        let constant: Vec<f32> = normal(43, 10).iter().map(|x| x.abs() + 0.3).collect();
        let input: Vec<f32> = normal(42, 40).iter().map(|x| x.abs() + 0.3).collect();
        for pairing in [
            Pairing::Add,
            Pairing::Subtract,
            Pairing::Multiply,
            Pairing::Divide,
            Pairing::Maximum,
            Pairing::Minimum,
            Pairing::Power,
            Pairing::Greater,
            Pairing::GreaterOrEqual,
            Pairing::Less,
            Pairing::LessOrEqual,
            Pairing::Equal,
            Pairing::And,
            Pairing::Or,
        ] {
            let both = |inputs: &[Vec<f64>]| {
                inputs[0].iter().zip(&inputs[1]).map(|(&a, &b)| reference(pairing, a, b)).collect::<Vec<_>>()
            };
            let op = || Binary { pairing, length: 10 }.into();
            check(&format!("{pairing:?}"), op(), &[Given::Active(10), Given::Active(10)], &input, both);
            let given = [Given::Active(10), Given::Constant(constant.clone())];
            check(&format!("{pairing:?} with a constant"), op(), &given, &input[..20], both);
            let given = [Given::Constant(constant.clone()), Given::Active(10)];
            check(&format!("a constant {pairing:?}"), op(), &given, &input[..20], both);
        }
    }

    #[test]
    fn ties_are_shared() {
        let op = || Binary { pairing: Pairing::Maximum, length: 1 }.into();
        let (_, gradients) = run(op(), &[Given::Active(1), Given::Active(1)], &[2.0, 2.0], &[1.0]);
        assert_eq!(gradients, [0.5, 0.5]);
    }

    #[test]
    fn select_routes_values_and_cotangents() {
        let condition = Given::Constant(vec![1.0, 0.0, 1.0]);
        check(
            "Where",
            Select { length: 3 }.into(),
            &[condition, Given::Active(3), Given::Active(3)],
            &normal(44, 12),
            |x| vec![x[1][0], x[2][1], x[1][2]],
        );
    }
}
