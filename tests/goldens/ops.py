"""One case for each operation (or each way it is written in practice)."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from golden import Fn, case, eighths, flat_regions, seq, signed

# --- convolution ------------------------------------------------------------------------------------------------


@case((3, 9, 7), "ts", 13)
def conv_3x3_same():
    return nn.Conv2d(3, 4, 3, padding=1)


@case((3, 9, 7), "dynamo")
def conv_3x3_valid_no_bias():
    return nn.Conv2d(3, 4, 3, bias=False)


@case((3, 9, 7), "dynamo")
def conv_stride2():
    return nn.Conv2d(3, 4, 3, stride=2, padding=1)


@case((3, 11, 8), "ts")
def conv_5x5_stride3():
    return nn.Conv2d(3, 4, 5, stride=3, padding=2, bias=False)


@case((3, 9, 7), "ts")
def conv_stride_differs_by_axis():
    return nn.Conv2d(3, 4, (3, 2), stride=(2, 3), padding=(1, 0))


@case((3, 9, 7), "ts", 11)
def conv_1x5_then_5x1():
    return seq(nn.Conv2d(3, 4, (1, 5), padding=(0, 2)), nn.Conv2d(4, 2, (5, 1), padding=(2, 0)))


@case((3, 8, 6), "ts")
def conv_asymmetric_padding_stride2():
    return seq(nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(3, 4, 3, stride=2))


@case((3, 8, 7), "dynamo")
def conv_even_kernel_padding_same():
    return nn.Conv2d(3, 4, (4, 2), padding="same")


@case((3, 11, 9), "dynamo")
def conv_dilated():
    return nn.Conv2d(3, 4, 3, padding=2, dilation=2)


@case((3, 11, 9), "ts")
def conv_dilated_stride2():
    return nn.Conv2d(3, 4, 3, stride=2, padding=(3, 1), dilation=(3, 2))


@case((4, 9, 7), "dynamo")
def conv_groups():
    return nn.Conv2d(4, 6, 3, padding=1, groups=2)


@case((3, 9, 7), "ts")
def conv_depthwise():
    return nn.Conv2d(3, 3, 3, padding=1, groups=3)


@case((3, 9, 7), "dynamo")
def conv_depthwise_multiplier2_stride2():
    return nn.Conv2d(3, 6, 3, stride=2, padding=1, groups=3, bias=False)


@case((3, 9, 7), "ts")
def conv_1x1():
    return nn.Conv2d(3, 5, 1)


@case((3, 9, 7), "dynamo")
def conv_1x1_stride2():
    return nn.Conv2d(3, 5, 1, stride=2, bias=False)


@case((3, 6, 5), "ts")
def conv_kernel_as_large_as_picture():
    return nn.Conv2d(3, 7, (6, 5))


@case((3, 6, 5), "dynamo")
def conv_reflect_padding():
    return nn.Conv2d(3, 4, 3, padding=1, padding_mode="reflect")


@case((3, 5, 7), "ts")
def conv_1d():
    return seq(nn.Flatten(2), nn.Conv1d(3, 4, 5, stride=2, padding=2))


@case((3, 5, 4), "ts")
def deconv_stride2():
    return nn.ConvTranspose2d(3, 4, 3, stride=2, padding=1)


@case((3, 5, 4), "dynamo")
def deconv_output_padding():
    return nn.ConvTranspose2d(3, 2, 3, stride=2, padding=1, output_padding=1, bias=False)


@case((4, 5, 4), "ts")
def deconv_groups():
    return nn.ConvTranspose2d(4, 6, (2, 3), stride=(2, 1), groups=2)


@case((3, 5, 4), "dynamo")
def deconv_dilated():
    return nn.ConvTranspose2d(3, 4, 3, stride=2, dilation=2)


# --- dense layers and matrix products ---------------------------------------------------------------------------


@case((3, 5, 4), "ts", 11)
def linear():
    return seq(nn.Flatten(), nn.Linear(60, 10))


@case((3, 5, 4), "dynamo")
def linear_no_bias():
    return seq(nn.Flatten(), nn.Linear(60, 10, bias=False))


@case((3, 5, 4), "ts")
def linear_on_last_axis():
    return nn.Linear(4, 6)


@case((3, 5, 4), "dynamo")
def linear_stack():
    return seq(nn.Flatten(), nn.Linear(60, 16), nn.Tanh(), nn.Linear(16, 12), nn.Tanh(), nn.Linear(12, 10))


@case((3, 5, 4), "ts")
def matmul_weight_on_the_left():
    return Fn(lambda m, x: m.weight @ x, weight=torch.randn(6, 5))


@case((3, 5, 4), "ts")
def matmul_batched_two_active():
    return Fn(lambda m, x: x @ x.transpose(-1, -2) / 2)


@case((4, 4, 3), "dynamo")
def matmul_attention():
    def attend(m, x):
        tokens = x.flatten(2).transpose(1, 2)
        query, key, value = m.project(tokens).chunk(3, dim=-1)
        return torch.softmax(query @ key.transpose(1, 2) / 2, dim=-1) @ value

    return Fn(attend, project=nn.Linear(4, 12))


@case((3, 5, 4), "ts")
def matmul_broadcast_batch():
    return Fn(lambda m, x: m.weight @ x, weight=torch.randn(3, 2, 5))


@case((3, 5, 4), "ts")
def einsum_channels():
    return Fn(lambda m, x: torch.einsum("bchw,dc->bdhw", x, m.weight), weight=torch.randn(5, 3))


@case((3, 5, 4), "dynamo")
def einsum_two_active():
    return Fn(lambda m, x: torch.einsum("bchw,bdhw->bcd", x, m.conv(x)), conv=nn.Conv2d(3, 4, 1))


# --- strided slices ---------------------------------------------------------------------------------------------


@case((3, 9, 7), "ts")
def downsample_every_second():
    return Fn(lambda m, x: x[:, :, ::2, ::2])


@case((3, 9, 7), "dynamo")
def downsample_with_offset():
    return Fn(lambda m, x: x[:, :, 1::3, 1:6:2])


@case((3, 9, 7), "ts")
def downsample_shortcut_pads_channels():
    return Fn(lambda m, x: F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 1, 1)) + m.conv(x), conv=nn.Conv2d(3, 5, 3, 2, 1))


# --- pooling ----------------------------------------------------------------------------------------------------


@case((3, 8, 6), "ts", 11)
def max_pool_2x2():
    return nn.MaxPool2d(2)


@case((3, 9, 7), "ts")
def max_pool_overlapping_padded_negative():
    return seq(Fn(lambda m, x: x - 1.5), nn.MaxPool2d(3, stride=2, padding=1))


@case((3, 9, 7), "ts", inputs=eighths, kink=True, tolerance_note="ties: the first maximum in row order takes all")
def max_pool_ties():
    return nn.MaxPool2d(3, stride=2, padding=1)


@case((3, 8, 8), "dynamo", inputs=flat_regions, kink=True, tolerance_note="ties: the first maximum takes all")
def max_pool_ties_flat_regions():
    return seq(nn.MaxPool2d(2), nn.MaxPool2d(2, stride=1))


@case((3, 8, 8), "ts", inputs=flat_regions, kink=True, tolerance_note="ties: first maximum takes all; relu'(0) = 0")
def max_pool_ties_after_relu():
    return seq(Fn(lambda m, x: x * 2 - 1), nn.ReLU(), nn.MaxPool2d(3, stride=2, padding=1))


@case((3, 8, 7), "ts")
def max_pool_ceil_mode():
    return nn.MaxPool2d(3, stride=2, ceil_mode=True)


@case((3, 8, 7), "dynamo")
def max_pool_ceil_mode_padded():
    return nn.MaxPool2d(2, stride=2, padding=1, ceil_mode=True)


@case((3, 9, 8), "dynamo")
def max_pool_dilated():
    return nn.MaxPool2d(3, stride=1, padding=1, dilation=2)


@case((3, 5, 6), "ts")
def max_pool_1d():
    return seq(nn.Flatten(2), nn.MaxPool1d(3, stride=2, padding=1))


@case((3, 8, 6), "dynamo")
def avg_pool_2x2():
    return nn.AvgPool2d(2)


@case((3, 9, 7), "ts")
def avg_pool_padded_counted():
    return nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=True)


@case((3, 9, 7), "dynamo")
def avg_pool_padded_not_counted():
    return nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False)


@case((3, 9, 7), "ts", 11)
def avg_pool_padded_not_counted_overlapping():
    return nn.AvgPool2d((3, 5), stride=1, padding=(1, 2), count_include_pad=False)


@case((3, 8, 7), "ts", 19)
def avg_pool_ceil_mode():
    return nn.AvgPool2d(3, stride=2, ceil_mode=True)


@case((3, 8, 7), "ts", 19)
def avg_pool_ceil_mode_padded_not_counted():
    return nn.AvgPool2d(3, stride=2, padding=1, ceil_mode=True, count_include_pad=False)


@case((5, 6, 7), "ts")
def global_avg_pool():
    return nn.AdaptiveAvgPool2d(1)


@case((5, 6, 7), "dynamo")
def global_avg_pool_dynamo():
    return nn.AdaptiveAvgPool2d(1)


@case((3, 8, 6), "ts")
def adaptive_avg_pool_4x2():
    return nn.AdaptiveAvgPool2d((4, 2))


@case((5, 6, 7), "ts")
def global_max_pool():
    return nn.AdaptiveMaxPool2d(1)


# --- reductions -------------------------------------------------------------------------------------------------


@case((3, 5, 4), "ts", 11)
def reduce_sum():
    return Fn(lambda m, x: x.sum(dim=(2, 3)))


@case((3, 5, 4), "dynamo")
def reduce_mean_keepdim():
    return Fn(lambda m, x: x / x.mean(dim=(2, 3), keepdim=True))


@case((3, 5, 4), "ts")
def reduce_mean_of_channels():
    return Fn(lambda m, x: x.mean(dim=1))


@case((3, 5, 4), "ts")
def reduce_max():
    return Fn(lambda m, x: torch.amax(x, dim=(1, 3)))


@case((3, 5, 4), "dynamo")
def reduce_min():
    return Fn(lambda m, x: torch.amin(x, dim=2))


@case((3, 5, 4), "ts")
def reduce_variance():
    return Fn(lambda m, x: x.var(dim=(2, 3), unbiased=False) * 10)


@case((3, 5, 4), "dynamo")
def reduce_variance_unbiased():
    return Fn(lambda m, x: x.var(dim=1) * 10)


@case((3, 5, 4), "dynamo")
def reduce_mean_of_squares():
    return Fn(lambda m, x: x.square().mean(dim=(2, 3)))


@case((3, 5, 4), "ts")
def reduce_l2_normalize():
    return seq(nn.Flatten(), Fn(lambda m, x: F.normalize(x, dim=1)), nn.Linear(60, 10, bias=False))


@case((3, 5, 4), "ts")
def reduce_logsumexp():
    return Fn(lambda m, x: torch.logsumexp(x * 4, dim=(2, 3)))


# --- normalisation ----------------------------------------------------------------------------------------------


@case((3, 5, 4), "ts")
def batch_norm():
    return nn.BatchNorm2d(3)


@case((3, 5, 4), "dynamo")
def batch_norm_before_conv():
    return seq(nn.BatchNorm2d(3), nn.ReLU(), nn.Conv2d(3, 4, 3, padding=1, bias=False))


@case((3, 5, 4), "dynamo")
def batch_norm_after_conv():
    return seq(nn.Conv2d(3, 4, 3, bias=False), nn.BatchNorm2d(4), nn.ReLU())


@case((3, 5, 4), "ts")
def batch_norm_1d():
    return seq(nn.Flatten(), nn.Linear(60, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 10))


@case((3, 5, 6), "dynamo")
def layer_norm():
    return nn.LayerNorm(6)


@case((3, 5, 4), "ts", 13)
def layer_norm_decomposed():
    return nn.LayerNorm((3, 5, 4))


@case((4, 5, 4), "ts")
def group_norm():
    return nn.GroupNorm(2, 4)


@case((3, 5, 4), "ts")
def instance_norm():
    return nn.InstanceNorm2d(3, affine=True)


@case((3, 5, 4), "dynamo")
def instance_norm_no_affine():
    return nn.InstanceNorm2d(3)


@case((3, 5, 6), "ts")
def rms_norm():
    return Fn(lambda m, x: x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * m.gain, gain=torch.rand(6) + 0.5)


@case((3, 5, 6), "dynamo")
def rms_norm_layer():
    return nn.RMSNorm(6, eps=1e-5)


# --- softmax ----------------------------------------------------------------------------------------------------


@case((3, 5, 4), "ts", 11)
def softmax_over_channels_in_the_middle():
    return seq(signed(), nn.Softmax(dim=1), nn.Conv2d(3, 4, 3))


@case((3, 5, 4), "dynamo")
def softmax_over_space_in_the_middle():
    return Fn(lambda m, x: x * torch.softmax(x.flatten(2) * 6, dim=-1).unflatten(2, (5, 4)))


@case((3, 5, 4), "ts")
def log_softmax_in_the_middle():
    return seq(signed(), nn.LogSoftmax(dim=1), nn.Conv2d(3, 4, 3))


@case((3, 5, 4), "ts", 11, final="softmax")
def final_softmax_ts():
    return seq(nn.Flatten(), nn.Linear(60, 10))


@case((3, 5, 4), "dynamo", final="softmax")
def final_softmax_dynamo():
    return seq(nn.Conv2d(3, 10, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten())


@case((3, 5, 4), "ts", final="log_softmax")
def final_log_softmax_ts():
    return seq(nn.Flatten(), nn.Linear(60, 10))


@case((3, 5, 4), "dynamo", final="log_softmax")
def final_log_softmax_dynamo():
    return seq(nn.Flatten(), nn.Linear(60, 10))


# --- activations ------------------------------------------------------------------------------------------------


@case((3, 5, 4), "ts", 11)
def relu():
    return seq(signed(), nn.ReLU())


@case((3, 5, 4), "ts", 11)
def relu6():
    return seq(signed(20), nn.ReLU6())


@case((3, 5, 4), "ts")
def clamp():
    return Fn(lambda m, x: x.clamp(0.2, 0.7))


@case((3, 5, 4), "dynamo")
def clamp_one_sided():
    return Fn(lambda m, x: x.clamp(max=0.6) + x.clamp(min=0.3))


@case((3, 5, 4), "ts")
def leaky_relu():
    return seq(signed(), nn.LeakyReLU(0.1))


@case((3, 5, 4), "ts")
def prelu_per_channel():
    return seq(signed(), Fn(lambda m, x: F.prelu(x, m.slope), slope=torch.tensor([0.1, 0.25, -0.5])))


@case((3, 5, 4), "dynamo")
def prelu_shared():
    return seq(signed(), nn.PReLU())


@case((3, 5, 4), "ts")
def elu():
    return seq(signed(), nn.ELU(0.7))


@case((3, 5, 4), "dynamo")
def selu():
    return seq(signed(), nn.SELU())


@case((3, 5, 4), "ts", 11)
def sigmoid():
    return seq(signed(12), nn.Sigmoid())


@case((3, 5, 4), "dynamo")
def tanh():
    return seq(signed(), nn.Tanh())


@case((3, 5, 4), "ts")
def silu():
    return seq(signed(12), nn.SiLU())


@case((3, 5, 4), "ts", 14)
def hardswish():
    return seq(signed(12), nn.Hardswish())


@case((3, 5, 4), "ts", 11)
def hardsigmoid():
    return seq(signed(12), nn.Hardsigmoid())


@case((3, 5, 4), "ts")
def gelu_erf():
    return seq(signed(8), nn.GELU())


@case((3, 5, 4), "ts")
def gelu_tanh():
    return seq(signed(8), nn.GELU(approximate="tanh"))


@case((3, 5, 4), "ts", 20)
def gelu_opset20():
    return seq(signed(8), nn.GELU())


@case((3, 5, 4), "ts")
def softplus():
    return seq(signed(12), nn.Softplus())


@case((3, 5, 4), "ts")
def mish():
    return seq(signed(8), nn.Mish())


@case((3, 5, 4), "dynamo")
def mish_dynamo():
    return seq(signed(8), nn.Mish())


# --- elementwise arithmetic -------------------------------------------------------------------------------------


@case((3, 5, 4), "ts")
def exp():
    return Fn(lambda m, x: torch.exp(-2 * x))


@case((3, 5, 4), "ts")
def log():
    return Fn(lambda m, x: torch.log(x + 0.1))


@case((3, 5, 4), "dynamo")
def sqrt():
    return Fn(lambda m, x: torch.sqrt(x + 0.05))


@case((3, 5, 4), "ts")
def rsqrt():
    return Fn(lambda m, x: torch.rsqrt(x + 0.1))


@case((3, 5, 4), "dynamo")
def abs_neg():
    return seq(signed(), Fn(lambda m, x: -torch.abs(x)))


@case((3, 5, 4), "ts")
def reciprocal():
    return Fn(lambda m, x: torch.reciprocal(x + 0.3))


@case((3, 5, 4), "ts")
def pow_constant_exponent():
    return Fn(lambda m, x: (x + 0.1) ** 2.5 + (x + 0.2) ** -1.5)


@case((3, 5, 4), "dynamo")
def pow_whole_exponent_of_negative_base():
    return seq(signed(3), Fn(lambda m, x: x**2 + x**3))


@case((3, 5, 4), "ts")
def erf():
    return seq(signed(), Fn(lambda m, x: torch.erf(x)))


@case((3, 5, 4), "ts")
def sub_div_normalise_pixels():
    mean, std = torch.tensor([0.4914, 0.4822, 0.4465]), torch.tensor([0.2470, 0.2435, 0.2616])
    return Fn(lambda m, x: (x - m.mean) / m.std, mean=mean.view(1, 3, 1, 1), std=std.view(1, 3, 1, 1))


@case((3, 5, 4), "dynamo")
def constants_on_the_left():
    return Fn(lambda m, x: 1.0 - x + 0.5 / (x + 1))


@case((3, 5, 4), "ts")
def add_sub_mul_div_of_two_branches():
    def combine(m, x):
        a, b = m.a(x), m.b(x)
        return torch.cat([a + b, a - b, a * b, a / (b.square() + 0.5)], dim=1)

    return Fn(combine, a=nn.Conv2d(3, 2, 3), b=nn.Conv2d(3, 2, 3))


@case((3, 5, 4), "dynamo")
def add_sub_mul_div_broadcast_two_branches():
    def combine(m, x):
        a, b = m.a(x), m.b(x).mean(dim=(2, 3), keepdim=True)
        return torch.cat([a + b, b - a, a * b, b / (a.square() + 0.5)], dim=1)

    return Fn(combine, a=nn.Conv2d(3, 2, 3), b=nn.Conv2d(3, 2, 3))


@case((3, 5, 4), "ts")
def max_min_of_two_branches():
    def combine(m, x):
        a, b = m.a(x), m.b(x)
        return torch.cat([torch.maximum(a, b), torch.minimum(a, b)], dim=1)

    return Fn(combine, a=nn.Conv2d(3, 3, 3), b=nn.Conv2d(3, 3, 3))


@case((3, 5, 4), "dynamo")
def max_min_broadcast_two_branches():
    def combine(m, x):
        mean = x.mean(dim=(2, 3), keepdim=True)
        return torch.cat([torch.maximum(x, mean), torch.minimum(mean, x)], dim=1)

    return Fn(combine)


@case((3, 5, 4), "dynamo")
def max_pool_of_branches_maxout():
    return Fn(lambda m, x: m.conv(x).unflatten(1, (3, 2)).amax(dim=2), conv=nn.Conv2d(3, 6, 3))


@case((3, 5, 4), "ts")
def where_greater():
    return Fn(lambda m, x: torch.where(x > 0.5, x * 3, x.square()))


@case((3, 5, 4), "dynamo")
def where_less_or_equal_of_branch():
    return Fn(lambda m, x: torch.where(m.conv(x) <= 0.1, x * 2, torch.exp(x)), conv=nn.Conv2d(3, 3, 3, padding=1))


@case((3, 5, 4), "ts")
def where_constant_branch():
    return Fn(lambda m, x: torch.where(x < 0.3, torch.zeros_like(x), x))


# --- at the kink: PyTorch's documented conventions ---------------------------------------------------------------


@case((3, 5, 4), "ts", inputs=eighths, kink=True, tolerance_note="relu'(0) = 0")
def kink_relu_at_zero():
    return Fn(lambda m, x: torch.relu(x * 2 - 1))


@case((3, 5, 4), "ts", inputs=eighths, kink=True, tolerance_note="abs'(0) = 0")
def kink_abs_at_zero():
    return Fn(lambda m, x: torch.abs(x * 2 - 1))


@case((3, 5, 4), "ts", inputs=eighths, kink=True, tolerance_note="leaky_relu'(0) = negative_slope")
def kink_leaky_relu_at_zero():
    return seq(Fn(lambda m, x: x * 2 - 1), nn.LeakyReLU(0.25))


@case((3, 5, 4), "ts", inputs=eighths, kink=True, tolerance_note="relu6'(0) = relu6'(6) = 0")
def kink_relu6_at_bounds():
    return seq(Fn(lambda m, x: x * 16 - 4), nn.ReLU6())


@case((3, 5, 4), "ts", inputs=eighths, kink=True, tolerance_note="hardtanh'(-1) = hardtanh'(1) = 0")
def kink_hardtanh_at_bounds():
    return seq(Fn(lambda m, x: x * 4 - 2), nn.Hardtanh())


@case((3, 5, 4), "dynamo", inputs=eighths, kink=True, tolerance_note="equal operands take half of the cotangent each")
def kink_maximum_of_equal_branches():
    return Fn(lambda m, x: torch.maximum(x * 2, x + 0.5))


@case((3, 5, 4), "ts", inputs=eighths, kink=True, tolerance_note="no gradient through the condition")
def kink_where_at_threshold():
    return Fn(lambda m, x: torch.where(x > 0.5, x * 3, -x))


# --- shape ------------------------------------------------------------------------------------------------------


@case((3, 5, 4), "ts", 11)
def reshape():
    return Fn(lambda m, x: m.conv(x.reshape(x.shape[0], 6, 5, 2)), conv=nn.Conv2d(6, 4, 2))


@case((3, 5, 4), "dynamo")
def reshape_minus_one():
    return Fn(lambda m, x: m.linear(x.view(-1, 15, 4)), linear=nn.Linear(4, 3))


@case((3, 5, 4), "ts")
def flatten_from_second_axis():
    return Fn(lambda m, x: m.linear(torch.flatten(x, 2)), linear=nn.Linear(20, 3))


@case((3, 5, 4), "ts")
def permute():
    return Fn(lambda m, x: m.conv(x.permute(0, 3, 1, 2)), conv=nn.Conv2d(4, 3, 2))


@case((3, 5, 4), "dynamo")
def transpose_twice():
    return Fn(lambda m, x: m.linear(x.transpose(1, 3)).transpose(1, 2), linear=nn.Linear(3, 6))


@case((3, 5, 4), "ts")
def squeeze_unsqueeze():
    return Fn(lambda m, x: m.conv(x.mean(1, keepdim=True)).squeeze(1).unsqueeze(2), conv=nn.Conv2d(1, 1, 3))


@case((3, 5, 4), "ts")
def concat_channels():
    return Fn(lambda m, x: torch.cat([x, m.conv(x), x * 2], dim=1), conv=nn.Conv2d(3, 2, 3, padding=1))


@case((3, 5, 4), "dynamo")
def concat_space():
    return Fn(lambda m, x: torch.cat([torch.cat([x, m.conv(x)], dim=2), m.edge.expand(x.shape[0], 3, 10, 1)], dim=3),
              conv=nn.Conv2d(3, 3, 3, padding=1), edge=torch.rand(1, 3, 10, 1))


@case((6, 5, 4), "ts")
def slice_channels_and_space():
    return Fn(lambda m, x: x[:, 1:5, 1:, :-1])


@case((3, 9, 9), "dynamo")
def slice_centre_crop():
    return Fn(lambda m, x: m.conv(x[:, :, 2:7, 2:7]) + x[:, 1:2, 3:6, 3:6], conv=nn.Conv2d(3, 2, 3))


@case((6, 5, 4), "ts")
def split_uneven():
    def combine(m, x):
        a, b, c = torch.split(x, [1, 2, 3], dim=1)
        return torch.cat([torch.tanh(c), a * b], dim=1)

    return Fn(combine)


@case((6, 5, 4), "dynamo")
def chunk():
    def combine(m, x):
        a, b = x.chunk(2, dim=1)
        return a * torch.sigmoid(b)

    return Fn(combine)


@case((3, 5, 4), "ts")
def pad_constant():
    return seq(nn.ConstantPad2d((1, 2, 0, 1), 0.5), nn.Conv2d(3, 3, 3))


@case((3, 5, 4), "ts")
def pad_reflect():
    return nn.ReflectionPad2d((2, 1, 3, 0))


@case((3, 5, 4), "dynamo")
def pad_replicate():
    return nn.ReplicationPad2d((2, 1, 3, 0))


@case((3, 4, 3), "ts")
def upsample_nearest():
    return seq(nn.Upsample(scale_factor=2), nn.Conv2d(3, 2, 3))


@case((3, 4, 3), "dynamo")
def upsample_nearest_dynamo():
    return Fn(lambda m, x: m.conv(F.interpolate(x, scale_factor=(2, 3), mode="nearest")), conv=nn.Conv2d(3, 2, 3))


@case((8, 4, 3), "ts")
def pixel_shuffle():
    return seq(nn.PixelShuffle(2), nn.Conv2d(2, 3, 3))


@case((3, 4, 6), "ts")
def pixel_unshuffle():
    return seq(nn.PixelUnshuffle(2), nn.Conv2d(12, 3, 1))


@case((6, 4, 3), "ts")
def channel_shuffle():
    def shuffle(m, x):
        batch, channels, height, width = x.shape
        return m.conv(x.view(batch, 2, channels // 2, height, width).transpose(1, 2).reshape(x.shape))

    return Fn(shuffle, conv=nn.Conv2d(6, 4, 2, groups=2))


@case((3, 5, 4), "ts")
def dropout_identity():
    return seq(nn.Dropout2d(0.3), nn.Identity(), nn.Flatten(), nn.Linear(60, 10), nn.Dropout(0.5))


@case((3, 5, 4), "ts")
def expand_broadcast():
    return Fn(lambda m, x: m.conv(x.mean(1, keepdim=True).expand(-1, 4, -1, -1)), conv=nn.Conv2d(4, 3, 3))


@case((3, 5, 4), "ts")
def index_channels_bgr():
    return Fn(lambda m, x: m.conv(x[:, [2, 1, 0]]), conv=nn.Conv2d(3, 4, 3))


@case((3, 5, 4), "ts")
def select_first_row():
    return Fn(lambda m, x: m.linear(x[:, :, 0]), linear=nn.Linear(4, 3))


# --- the input itself -------------------------------------------------------------------------------------------


@case((9, 7, 3), "ts", layout="nhwc")
def input_channels_last():
    return Fn(lambda m, x: m.conv(x.permute(0, 3, 1, 2)), conv=nn.Conv2d(3, 4, 3))


@case((9, 7, 3), "dynamo", layout="nhwc")
def input_channels_last_dynamo():
    return Fn(lambda m, x: m.conv(x.permute(0, 3, 1, 2)), conv=nn.Conv2d(3, 4, 3, stride=2))


@case((1, 14, 14), "ts")
def input_single_channel():
    return seq(nn.Conv2d(1, 4, 5, stride=2), nn.ReLU(), nn.Flatten(), nn.Linear(100, 10))


@case((3, 8, 8), "ts", batch=3)
def input_batch_dynamic():
    return seq(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(144, 10))


@case((3, 8, 8), "ts", dynamic=False)
def input_batch_fixed_to_one():
    return seq(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(144, 10))


@case((3, 8, 8), "dynamo", dynamic=False)
def input_batch_fixed_to_one_dynamo():
    return seq(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(144, 10))


@case((3, 5, 4), "ts", inputs=lambda rng, shape: np.floor(rng.random(shape, dtype=np.float32) * 256).clip(0, 255))
def input_bytes_scaled_inside():
    return Fn(lambda m, x: m.conv(x / 255), conv=nn.Conv2d(3, 4, 3))
