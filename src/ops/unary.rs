//! Functions of one number, applied to each: y = f(x), x̄ += f′(x) ȳ.
//!
//! At kinks the derivative is the one PyTorch's layers use: 0 for ReLU, ReLU6 and clips at their bounds, the negative
//! slope for leaky ReLU at 0, 0 for |x| at 0. Rounding has derivative 0.

use std::f32::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI};

use serde::{Deserialize, Serialize};

use super::{Inputs, Linearity, Operation, Saved};
use crate::kernels::elementary::{clipped, erf, exp};

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Function {
    /// min(max(x, low), high): ReLU is `low` 0, `high` ∞.
    Clip {
        low: f32,
        high: f32,
    },
    LeakyRelu {
        slope: f32,
    },
    Sigmoid,
    Tanh,
    /// x · sigmoid(x).
    Silu,
    /// x · clip(x / 6 + ½, 0, 1).
    HardSwish,
    /// x · Φ(x), by the error function.
    Gelu,
    /// Its approximation by tanh (Hendrycks and Gimpel 2016).
    GeluTanh,
    Exp,
    Ln,
    Sqrt,
    Rsqrt,
    Reciprocal,
    Square,
    Power {
        exponent: f32,
    },
    Abs,
    Negate,
    Erf,
    Sin,
    Cos,
    Sign,
    Floor,
    Ceil,
    /// To the nearest whole number, halves to the even one.
    Round,
    /// 1 where x is 0, else 0: logical not.
    Not,
}

/// √(2/π), of the tanh approximation.
const GELU_SCALE: f32 = FRAC_1_SQRT_2 * FRAC_2_SQRT_PI;
const GELU_CUBE: f32 = 0.044715;

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[inline(always)]
fn gelu(x: f32) -> f32 {
    x * 0.5 * (1.0 + erf(x * FRAC_1_SQRT_2))
}

impl Function {
    #[inline(always)]
    pub fn value(self, x: f32) -> f32 {
        match self {
            Function::Clip { low, high } => clipped(x, low, high),
            Function::LeakyRelu { slope } => {
                if x > 0.0 {
                    x
                } else {
                    slope * x
                }
            }
            Function::Sigmoid => sigmoid(x),
            Function::Tanh => libm::tanhf(x),
            Function::Silu => x * sigmoid(x),
            Function::HardSwish => x * (x / 6.0 + 0.5).clamp(0.0, 1.0),
            Function::Gelu => gelu(x),
            Function::GeluTanh => 0.5 * x * (1.0 + libm::tanhf(GELU_SCALE * (x + GELU_CUBE * x * x * x))),
            Function::Exp => exp(x),
            Function::Ln => libm::logf(x),
            Function::Sqrt => x.sqrt(),
            Function::Rsqrt => 1.0 / x.sqrt(),
            Function::Reciprocal => 1.0 / x,
            Function::Square => x * x,
            Function::Power { exponent } => libm::powf(x, exponent),
            Function::Abs => x.abs(),
            Function::Negate => -x,
            Function::Erf => erf(x),
            Function::Sin => libm::sinf(x),
            Function::Cos => libm::cosf(x),
            Function::Sign => {
                if x == 0.0 {
                    0.0
                } else {
                    x.signum()
                }
            }
            Function::Floor => libm::floorf(x),
            Function::Ceil => libm::ceilf(x),
            Function::Round => libm::rintf(x),
            Function::Not => f32::from(x == 0.0),
        }
    }

    /// f′(x), given also y = f(x).
    #[inline(always)]
    pub fn derivative(self, x: f32, y: f32) -> f32 {
        match self {
            Function::Clip { low, high } => f32::from(x > low && x < high),
            Function::LeakyRelu { slope } => {
                if x > 0.0 {
                    1.0
                } else {
                    slope
                }
            }
            Function::Sigmoid => y * (1.0 - y),
            Function::Tanh => 1.0 - y * y,
            Function::Silu => {
                let s = sigmoid(x);
                s * (1.0 + x * (1.0 - s))
            }
            Function::HardSwish => {
                if x <= -3.0 {
                    0.0
                } else if x < 3.0 {
                    x / 3.0 + 0.5
                } else {
                    1.0
                }
            }
            Function::Gelu => {
                let density = 0.5 * FRAC_1_SQRT_2 * FRAC_2_SQRT_PI * exp(-0.5 * x * x);
                0.5 * (1.0 + erf(x * FRAC_1_SQRT_2)) + x * density
            }
            Function::GeluTanh => {
                let t = libm::tanhf(GELU_SCALE * (x + GELU_CUBE * x * x * x));
                0.5 * (1.0 + t) + 0.5 * x * (1.0 - t * t) * GELU_SCALE * (1.0 + 3.0 * GELU_CUBE * x * x)
            }
            Function::Exp => y,
            Function::Ln => 1.0 / x,
            Function::Sqrt => 0.5 / y,
            Function::Rsqrt => -0.5 * y / x,
            Function::Reciprocal => -y * y,
            Function::Square => 2.0 * x,
            // PyTorch: the derivative of x⁰ is 0, also at 0.
            Function::Power { exponent: 0.0 } => 0.0,
            Function::Power { exponent } => exponent * libm::powf(x, exponent - 1.0),
            Function::Abs => Function::Sign.value(x),
            Function::Negate => -1.0,
            Function::Erf => FRAC_2_SQRT_PI * exp(-x * x),
            Function::Sin => libm::cosf(x),
            Function::Cos => -libm::sinf(x),
            Function::Sign | Function::Floor | Function::Ceil | Function::Round | Function::Not => 0.0,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Function::Clip { low: 0.0, high: f32::INFINITY } => "Relu",
            Function::Clip { .. } => "Clip",
            Function::LeakyRelu { .. } => "LeakyRelu",
            Function::Sigmoid => "Sigmoid",
            Function::Tanh => "Tanh",
            Function::Silu => "Silu",
            Function::HardSwish => "HardSwish",
            Function::Gelu | Function::GeluTanh => "Gelu",
            Function::Exp => "Exp",
            Function::Ln => "Log",
            Function::Sqrt => "Sqrt",
            Function::Rsqrt => "Rsqrt",
            Function::Reciprocal => "Reciprocal",
            Function::Square | Function::Power { .. } => "Pow",
            Function::Abs => "Abs",
            Function::Negate => "Neg",
            Function::Erf => "Erf",
            Function::Sin => "Sin",
            Function::Cos => "Cos",
            Function::Sign => "Sign",
            Function::Floor => "Floor",
            Function::Ceil => "Ceil",
            Function::Round => "Round",
            Function::Not => "Not",
        }
    }
}

/// A [`Function`] of each of `length` numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unary {
    pub function: Function,
    pub length: usize,
}

#[inline(always)]
fn map(output: &mut [f32], x: &[f32], function: impl Fn(f32) -> f32) {
    output.iter_mut().zip(x).for_each(|(y, &x)| *y = function(x));
}

#[inline(always)]
fn pull(saved: &Saved, input_cotangent: &mut [f32], derivative: impl Fn(f32, f32) -> f32) {
    let x = saved.inputs.get(0).values;
    for (((x_bar, &x), &y), &y_bar) in input_cotangent.iter_mut().zip(x).zip(saved.output).zip(saved.cotangent) {
        // A cotangent of 0 stays 0, where the derivative is infinite or undefined too (√0 behind a maximum).
        let product = derivative(x, y) * y_bar;
        *x_bar += if y_bar == 0.0 { 0.0 } else { product };
    }
}

impl Operation for Unary {
    fn name(&self) -> &'static str {
        self.function.name()
    }

    fn output_length(&self) -> usize {
        self.length
    }

    fn forward(&self, inputs: &dyn Inputs, output: &mut [f32], _scratch: &mut [f32]) {
        let x = inputs.get(0).values;
        match self.function {
            // Worth loops of their own: they vectorise.
            Function::Clip { low, high: f32::INFINITY } => map(output, x, |x| if x < low { low } else { x }),
            Function::Clip { low, high } => map(output, x, |x| clipped(x, low, high)),
            Function::Erf => map(output, x, erf),
            Function::Exp => map(output, x, exp),
            Function::Gelu => map(output, x, gelu),
            Function::Sigmoid => map(output, x, sigmoid),
            Function::Silu => map(output, x, |x| x * sigmoid(x)),
            function => map(output, x, |x| function.value(x)),
        }
    }

    fn pullback(&self, _index: usize, saved: &Saved, input_cotangent: &mut [f32], _scratch: &mut [f32]) {
        match self.function {
            Function::Clip { low, high } => {
                for ((x_bar, &x), &y_bar) in
                    input_cotangent.iter_mut().zip(saved.inputs.get(0).values).zip(saved.cotangent)
                {
                    *x_bar += if (x > low) & (x < high) { y_bar } else { 0.0 };
                }
            }
            // Worth loops of their own: they vectorise.
            Function::Erf => pull(saved, input_cotangent, |x, y| Function::Erf.derivative(x, y)),
            Function::Gelu => pull(saved, input_cotangent, |x, y| Function::Gelu.derivative(x, y)),
            Function::Silu => pull(saved, input_cotangent, |x, y| Function::Silu.derivative(x, y)),
            function => pull(saved, input_cotangent, |x, y| function.derivative(x, y)),
        }
    }

    fn linearity(&self, _active: &[bool]) -> Linearity {
        match self.function {
            Function::Negate => Linearity::Affine,
            Function::Clip { .. } | Function::LeakyRelu { .. } | Function::Abs | Function::Sign | Function::Not => {
                Linearity::Piecewise
            }
            _ => Linearity::Neither,
        }
    }

    fn choices(&self, inputs: &dyn Inputs, _output: &[f32], _scratch: &mut [f32], choose: &mut dyn FnMut(u32, f32)) {
        for &x in inputs.get(0).values {
            match self.function {
                Function::Clip { low, high } => {
                    choose(u32::from(x > low) + u32::from(x >= high), (x - low).abs().min((x - high).abs()));
                }
                _ => choose(u32::from(x > 0.0), x.abs()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// erf by its series and continued product of small steps: Simpson's rule in f64.
    fn erf(x: f64) -> f64 {
        let steps = 2000;
        let h = x / f64::from(steps);
        let f = |t: f64| (-t * t).exp();
        let sum: f64 = (0..steps)
            .map(|i| {
                let a = f64::from(i) * h;
                f(a) + 4.0 * f(a + h / 2.0) + f(a + h)
            })
            .sum();
        sum * h / 6.0 * 2.0 / std::f64::consts::PI.sqrt()
    }

    fn reference(function: Function, x: f64) -> f64 {
        let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
        match function {
            Function::Clip { low, high } => x.max(f64::from(low)).min(f64::from(high)),
            Function::LeakyRelu { slope } => {
                if x > 0.0 {
                    x
                } else {
                    x * f64::from(slope)
                }
            }
            Function::Sigmoid => sigmoid(x),
            Function::Tanh => x.tanh(),
            Function::Silu => x * sigmoid(x),
            Function::HardSwish => x * ((x + 3.0).clamp(0.0, 6.0)) / 6.0,
            Function::Gelu => 0.5 * x * (1.0 + erf(x / 2f64.sqrt())),
            Function::GeluTanh => {
                0.5 * x * (1.0 + ((2.0 / std::f64::consts::PI).sqrt() * (x + 0.044715 * x.powi(3))).tanh())
            }
            Function::Exp => x.exp(),
            Function::Ln => x.ln(),
            Function::Sqrt => x.sqrt(),
            Function::Rsqrt => 1.0 / x.sqrt(),
            Function::Reciprocal => 1.0 / x,
            Function::Square => x * x,
            Function::Power { exponent } => x.powf(f64::from(exponent)),
            Function::Abs => x.abs(),
            Function::Negate => -x,
            Function::Erf => erf(x),
            Function::Sin => x.sin(),
            Function::Cos => x.cos(),
            Function::Sign => x.signum(),
            Function::Floor => x.floor(),
            Function::Ceil => x.ceil(),
            Function::Round => x.round_ties_even(),
            Function::Not => f64::from(u8::from(x == 0.0)),
        }
    }

    #[test]
    fn agrees_with_the_reference_and_its_differences() {
        let all = [
            Function::Clip { low: 0.0, high: f32::INFINITY },
            Function::Clip { low: -0.5, high: 0.75 },
            Function::LeakyRelu { slope: 0.1 },
            Function::Sigmoid,
            Function::Tanh,
            Function::Silu,
            Function::HardSwish,
            Function::Gelu,
            Function::GeluTanh,
            Function::Exp,
            Function::Abs,
            Function::Negate,
            Function::Erf,
            Function::Sin,
            Function::Cos,
            Function::Square,
            Function::Power { exponent: 3.0 },
            Function::Sign,
            Function::Floor,
            Function::Ceil,
            Function::Round,
        ];
        let positive = [
            Function::Ln,
            Function::Sqrt,
            Function::Rsqrt,
            Function::Reciprocal,
            Function::Power { exponent: 0.5 },
            Function::Power { exponent: -1.5 },
        ];
        let scattered: Vec<f32> = normal(41, 24).iter().map(|x| 2.0 * x).collect();
        let above_zero: Vec<f32> = scattered.iter().map(|x| x.abs() + 0.2).collect();
        for (functions, input) in [(&all[..], &scattered), (&positive[..], &above_zero)] {
            for &function in functions {
                let op = Unary { function, length: 12 }.into();
                check(&format!("{function:?}"), op, &[Given::Active(12)], input, |inputs| {
                    inputs[0].iter().map(|&x| reference(function, x)).collect()
                });
            }
        }
    }

    #[test]
    fn kinks_follow_pytorch() {
        for (function, x, expected) in [
            (Function::Clip { low: 0.0, high: f32::INFINITY }, 0.0, 0.0),
            (Function::Clip { low: 0.0, high: 6.0 }, 6.0, 0.0),
            (Function::LeakyRelu { slope: 0.2 }, 0.0, 0.2),
            (Function::Abs, 0.0, 0.0),
            (Function::HardSwish, -3.0, 0.0),
            (Function::HardSwish, 3.0, 1.0),
            (Function::Power { exponent: 0.0 }, 0.0, 0.0),
        ] {
            assert_eq!(function.derivative(x, function.value(x)), expected, "{function:?} at {x}");
        }
    }

    #[test]
    fn a_silent_cotangent_stays_silent_at_a_pole() {
        let op = Unary { function: Function::Sqrt, length: 1 }.into();
        let (_, gradients) = run(op, &[Given::Active(1)], &[0.0], &[0.0]);
        assert_eq!(gradients, [0.0]);
    }
}
