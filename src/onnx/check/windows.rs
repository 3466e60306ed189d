//! Sliding windows over pictures: convolutions, pools, resizing by a factor.

use super::given::Given;
use super::{Checked, Fact, Inferred};

/// No window is wider, moves or spreads further.
const MAX_WINDOW: i64 = 1 << 12;

/// `None`: not of this family.
pub fn infer(given: &Given) -> Option<Checked<Inferred>> {
    Some(match given.op() {
        "Conv" => convolution(given),
        "ConvTranspose" => deconvolution(given),
        "AveragePool" | "MaxPool" => pool(given),
        "GlobalAveragePool" | "GlobalMaxPool" => global_pool(given),
        "LRN" => local_response(given),
        "DepthToSpace" | "SpaceToDepth" => blocks(given),
        "Resize" | "Upsample" => resize(given),
        _ => return None,
    })
}

/// A picture's channels and sides: one or two of them.
fn picture<'a>(given: &Given<'a>) -> Checked<(&'a Fact, u64, &'a [u64])> {
    let input = given.floats(0)?;
    match input.shape.as_slice() {
        [_, channels, sides @ ..] if matches!(sides.len(), 1..=2) => Ok((input, *channels, sides)),
        shape => Err(format!("wants a picture, and gets the shape {shape:?}")),
    }
}

/// How a window moves: for every spatial axis.
struct Geometry {
    kernel: Vec<u64>,
    stride: Vec<u64>,
    dilation: Vec<u64>,
    /// Before and behind; `None`: as wide as the output's size wants it.
    padding: Option<Vec<[u64; 2]>>,
}

impl Geometry {
    /// Kernel widths come from `weights` if there are any.
    fn read(given: &Given, axes: usize, weights: Option<&[u64]>) -> Checked<Self> {
        let positive = |name: &str, default: Option<Vec<u64>>, low: i64, count: usize| -> Checked<Vec<u64>> {
            match given.ints(name)? {
                None => default.ok_or_else(|| format!("lacks its “{name}”")),
                Some(found) if found.len() == count && found.iter().all(|n| (low..=MAX_WINDOW).contains(n)) => {
                    Ok(found.iter().map(|&n| n as u64).collect())
                }
                Some(found) => Err(format!("has “{name}” = {found:?}")),
            }
        };
        let kernel = positive("kernel_shape", weights.map(<[u64]>::to_vec), 1, axes)?;
        if weights.is_some_and(|weights| weights != kernel) || kernel.iter().any(|&k| k == 0 || k > MAX_WINDOW as u64) {
            return Err(format!("has windows of {kernel:?}, and weights of {:?}", weights.unwrap_or_default()));
        }
        let stride = positive("strides", Some(vec![1; axes]), 1, axes)?;
        let dilation = positive("dilations", Some(vec![1; axes]), 1, axes)?;
        let pads = positive("pads", Some(vec![0; 2 * axes]), 0, 2 * axes)?;
        let padding = match given.word("auto_pad", &["NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"])? {
            "NOTSET" => Some((0..axes).map(|axis| [pads[axis], pads[axis + axes]]).collect()),
            _ if given.has("pads") => return Err("has both “pads” and “auto_pad”".into()),
            "VALID" => Some(vec![[0, 0]; axes]),
            _ => None,
        };
        Ok(Geometry { kernel, stride, dilation, padding })
    }

    fn taps(&self) -> u64 {
        self.kernel.iter().product()
    }

    fn reach(&self, axis: usize) -> u64 {
        self.dilation[axis] * (self.kernel[axis] - 1) + 1
    }

    fn outputs(&self, sides: &[u64], ceil: bool) -> Checked<Vec<u64>> {
        let output = |axis: usize| {
            let Some(padding) = &self.padding else { return Ok(sides[axis].div_ceil(self.stride[axis])) };
            let [before, behind] = padding[axis];
            let room = (sides[axis] + before + behind).checked_sub(self.reach(axis));
            let room = room.ok_or_else(|| format!("has a window larger than its picture of {sides:?}"))?;
            let steps = if ceil { room.div_ceil(self.stride[axis]) } else { room / self.stride[axis] };
            // A window that begins behind the picture does not count.
            let behind = ceil && steps * self.stride[axis] >= sides[axis] + before;
            Ok(steps + 1 - u64::from(behind))
        };
        (0..sides.len()).map(output).collect()
    }
}

fn bias(given: &Given, channels: u64, kind: i32) -> Checked<()> {
    match given.optional(2) {
        Some(bias) if bias.shape != [channels] || bias.kind != kind || !bias.constant => {
            Err(format!("has a bias of the shape {:?} for {channels} channels", bias.shape))
        }
        None if given.inputs.len() > 2 => Err("leaves its bias out by an empty name".into()),
        _ => Ok(()),
    }
}

/// Groups that divide `channels`.
fn groups(given: &Given, channels: u64) -> Checked<u64> {
    let groups = given.int("group", 1)?;
    match u64::try_from(groups) {
        Ok(groups) if groups > 0 && channels.is_multiple_of(groups) => Ok(groups),
        _ => Err(format!("has {groups} groups of {channels} channels")),
    }
}

fn convolution(given: &Given) -> Checked<Inferred> {
    given.arity(2..=3)?;
    let (input, channels, sides) = picture(given)?;
    let kernel = given.floats(1)?;
    let groups = groups(given, channels)?;
    let [out_channels, in_channels, ref widths @ ..] = kernel.shape[..] else {
        return Err(format!("has weights of the shape {:?}", kernel.shape));
    };
    let fits = widths.len() == sides.len() && in_channels * groups == channels && out_channels % groups == 0;
    if !fits || out_channels == 0 || kernel.kind != input.kind {
        return Err(format!("has weights of the shape {:?} for a picture of {:?}", kernel.shape, input.shape));
    }
    bias(given, out_channels, input.kind)?;
    let geometry = Geometry::read(given, sides.len(), Some(widths))?;
    let shape = [vec![input.shape[0], out_channels], geometry.outputs(sides, false)?].concat();
    let output = Fact::new(input.kind, shape);
    let work = output.elements().saturating_mul(in_channels).saturating_mul(geometry.taps());
    Ok(Inferred { outputs: vec![output], work })
}

fn deconvolution(given: &Given) -> Checked<Inferred> {
    given.arity(2..=3)?;
    let (input, channels, sides) = picture(given)?;
    let kernel = given.floats(1)?;
    let groups = groups(given, channels)?;
    let [in_channels, out_channels, ref widths @ ..] = kernel.shape[..] else {
        return Err(format!("has weights of the shape {:?}", kernel.shape));
    };
    if widths.len() != sides.len() || in_channels != channels || out_channels == 0 || kernel.kind != input.kind {
        return Err(format!("has weights of the shape {:?} for a picture of {:?}", kernel.shape, input.shape));
    }
    bias(given, out_channels * groups, input.kind)?;
    let geometry = Geometry::read(given, sides.len(), Some(widths))?;
    let Some(padding) = geometry.padding.as_ref().filter(|_| !given.has("output_shape")) else {
        return Err("leaves its padding to be reckoned".into());
    };
    let extra = given.ints("output_padding")?.unwrap_or(vec![0; sides.len()]);
    let mut shape = vec![input.shape[0], out_channels * groups];
    for (axis, &side) in sides.iter().enumerate() {
        let extra = extra.get(axis).filter(|_| extra.len() == sides.len()).copied();
        let limit = geometry.stride[axis].max(geometry.dilation[axis]) as i64;
        let extra = extra.filter(|extra| (0..limit).contains(extra)).ok_or("has an odd “output_padding”")?;
        let full = (side - 1) * geometry.stride[axis] + geometry.reach(axis) + extra as u64;
        let border: u64 = padding[axis].iter().sum();
        shape.push(full.checked_sub(border).filter(|&left| left > 0).ok_or("cuts more off than there is")?);
    }
    let work = input.elements().saturating_mul(out_channels).saturating_mul(geometry.taps());
    Ok(Inferred { outputs: vec![Fact::new(input.kind, shape)], work })
}

fn pool(given: &Given) -> Checked<Inferred> {
    given.arity(1..=1)?;
    let (input, channels, sides) = picture(given)?;
    let geometry = Geometry::read(given, sides.len(), None)?;
    given.flag("count_include_pad", false)?;
    given.flag("storage_order", false)?;
    let ceil = given.flag("ceil_mode", false)?;
    for (axis, padding) in geometry.padding.iter().flatten().enumerate() {
        if padding.iter().any(|&border| border >= geometry.kernel[axis]) {
            return Err("has a border as wide as its windows".into());
        }
    }
    let shape = [vec![input.shape[0], channels], geometry.outputs(sides, ceil)?].concat();
    let output = Fact::new(input.kind, shape);
    let work = output.elements().saturating_mul(geometry.taps());
    Ok(Inferred { outputs: vec![output], work })
}

fn global_pool(given: &Given) -> Checked<Inferred> {
    given.arity(1..=1)?;
    let (input, channels, sides) = picture(given)?;
    let shape = [vec![input.shape[0], channels], vec![1; sides.len()]].concat();
    Ok(Inferred::one(Fact::new(input.kind, shape)))
}

fn local_response(given: &Given) -> Checked<Inferred> {
    given.arity(1..=1)?;
    let (input, channels, _) = picture(given)?;
    let size = given.int("size", 0)?;
    if !(1..=channels as i64).contains(&size) {
        return Err(format!("sums over {size} of {channels} channels"));
    }
    for name in ["alpha", "beta", "bias"] {
        given.float(name, 1.0)?;
    }
    let work = input.elements().saturating_mul(size as u64);
    Ok(Inferred { outputs: vec![input.clone()], work })
}

fn blocks(given: &Given) -> Checked<Inferred> {
    given.arity(1..=1)?;
    let input = given.floats(0)?;
    let side = u64::try_from(given.int("blocksize", 0)?).ok().filter(|side| (1..=MAX_WINDOW as u64).contains(side));
    let (Some(side), &[batch, channels, height, width]) = (side, input.shape.as_slice()) else {
        return Err("wants a picture and a block's side".into());
    };
    let shape = match given.op() {
        "DepthToSpace" if channels % (side * side) == 0 => {
            given.word("mode", &["DCR", "CRD"])?;
            vec![batch, channels / (side * side), height * side, width * side]
        }
        "SpaceToDepth" if height % side == 0 && width % side == 0 => {
            vec![batch, channels * side * side, height / side, width / side]
        }
        _ => return Err(format!("has blocks of {side} for the shape {:?}", input.shape)),
    };
    Ok(Inferred::one(Fact::new(input.kind, shape)))
}

fn resize(given: &Given) -> Checked<Inferred> {
    let input = given.floats(0)?;
    let rank = input.rank();
    given.word("mode", &["nearest", "linear", "cubic"])?;
    if given.op() == "Resize" {
        let modes = ["half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel", "half_pixel_symmetric"];
        given.word("coordinate_transformation_mode", &modes)?;
        given.word("nearest_mode", &["round_prefer_floor", "floor", "ceil", "round_prefer_ceil"])?;
        given.word("keep_aspect_ratio_policy", &["stretch"])?;
        given.flag("exclude_outside", false)?;
        given.flag("antialias", false)?;
        if !given.float("cubic_coeff_a", -0.75)?.is_finite() || given.has("axes") || given.operators < 10 {
            return Err("is used in a way that is not known here".into());
        }
    }
    let (scales, sizes) = match given.op() {
        "Resize" if given.operators >= 11 => {
            given.arity(3..=4)?;
            if given.optional(1).is_some_and(|region| region.elements() != 0) {
                return Err("cuts a region out".into());
            }
            if given.operators < 13 && (given.optional(1).is_none() || given.optional(2).is_none()) {
                return Err("leaves out what this operator set wants, empty or not".into());
            }
            (given.optional(2).filter(|scales| scales.elements() > 0), given.optional(3))
        }
        _ => {
            given.arity(2..=2)?;
            (given.optional(1), None)
        }
    };
    let shape: Vec<u64> = match (scales, sizes) {
        (Some(scales), None) => {
            let numbers = scales.numbers.as_ref().filter(|_| scales.kind == super::kind::FLOAT && scales.rank() == 1);
            let numbers = numbers.ok_or("wants scales that are known")?;
            if numbers.len() != rank || numbers.iter().any(|scale| !(1e-3..=1e3).contains(scale)) {
                return Err(format!("has the scales {numbers:?}"));
            }
            // As in the definition: in 32 bits.
            let scaled = |(&extent, &scale): (&u64, &f64)| (extent as f32 * scale as f32).floor() as u64;
            input.shape.iter().zip(numbers).map(scaled).collect()
        }
        (None, Some(_)) => {
            let sizes = given.constant(3)?;
            if sizes.len() != rank || sizes.iter().any(|size| !(1..=1 << 24).contains(size)) {
                return Err(format!("has the sizes {sizes:?}"));
            }
            sizes.iter().map(|&size| size as u64).collect()
        }
        _ => return Err("has not either scales or sizes".into()),
    };
    let output = Fact::new(input.kind, shape);
    let work = output.elements().saturating_mul(16);
    Ok(Inferred { outputs: vec![output], work })
}
