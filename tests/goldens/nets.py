"""Small whole networks, each through both of PyTorch's exporters."""

import torch
import torch.nn.functional as F
from torch import nn

from golden import Fn, case, seq


def conv_norm(inputs, outputs, kernel=3, stride=1, groups=1, activation=nn.ReLU):
    layers = [
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
    ]
    return seq(*layers, activation()) if activation else seq(*layers)


def residual(body, shortcut=None):
    if shortcut is None:
        return Fn(lambda m, x: x + m.body(x), body=body)
    return Fn(lambda m, x: m.shortcut(x) + m.body(x), body=body, shortcut=shortcut)


def head(channels, classes=10):
    return seq(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes))


@case((3, 16, 16), "both")
def net_vgg():
    return seq(
        conv_norm(3, 8), conv_norm(8, 8), nn.MaxPool2d(2),
        conv_norm(8, 12), conv_norm(12, 12), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(192, 16), nn.ReLU(), nn.Dropout(), nn.Linear(16, 10),
    )  # fmt: skip


@case((3, 32, 32), "both")
def net_resnet_cifar():
    def block(inputs, outputs, stride):
        body = seq(conv_norm(inputs, outputs, stride=stride), conv_norm(outputs, outputs, activation=None))
        same = inputs == outputs and stride == 1
        shortcut = None if same else conv_norm(inputs, outputs, 1, stride, activation=None)
        return seq(residual(body, shortcut), nn.ReLU())

    return seq(conv_norm(3, 6), block(6, 6, 1), block(6, 10, 2), head(10))


@case((3, 16, 16), "both")
def net_resnet_shortcut_pads_channels():
    def shortcut(m, x):
        return F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 2, 2))

    body = seq(conv_norm(6, 10, stride=2), conv_norm(10, 10, activation=None))
    return seq(conv_norm(3, 6), residual(body, Fn(shortcut)), nn.ReLU(), head(10))


@case((3, 15, 13), "both")
def net_preactivation_resnet():
    def block(inputs, outputs, stride):
        body = seq(
            nn.BatchNorm2d(inputs), nn.ReLU(), nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outputs), nn.ReLU(), nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
        )  # fmt: skip
        return residual(body, nn.Conv2d(inputs, outputs, 1, stride, bias=False))

    return seq(nn.Conv2d(3, 6, 3, 1, 1), block(6, 8, 2), nn.BatchNorm2d(8), nn.ReLU(), head(8))


@case((3, 16, 16), "both")
def net_densenet():
    def grow(inputs, outputs):
        body = seq(nn.BatchNorm2d(inputs), nn.ReLU(), nn.Conv2d(inputs, outputs, 3, padding=1, bias=False))
        return Fn(lambda m, x: torch.cat([x, m.body(x)], dim=1), body=body)

    transition = seq(nn.BatchNorm2d(12), nn.ReLU(), nn.Conv2d(12, 6, 1, bias=False), nn.AvgPool2d(2))
    return seq(nn.Conv2d(3, 4, 3, 1, 1, bias=False), grow(4, 4), grow(8, 4), transition, grow(6, 4), head(10))


@case((3, 16, 16), "both")
def net_mobilenet_v2():
    def inverted_residual(inputs, outputs, stride):
        hidden = inputs * 3
        body = seq(
            conv_norm(inputs, hidden, 1, activation=nn.ReLU6),
            conv_norm(hidden, hidden, 3, stride, groups=hidden, activation=nn.ReLU6),
            conv_norm(hidden, outputs, 1, activation=None),
        )
        return residual(body) if stride == 1 and inputs == outputs else body

    stem = conv_norm(3, 6, stride=2, activation=nn.ReLU6)
    return seq(stem, inverted_residual(6, 6, 1), inverted_residual(6, 8, 2), head(8))


@case((3, 16, 16), "both")
def net_mobilenet_v3_squeeze_excite():
    def squeeze_excite(channels):
        gate = seq(
            nn.AdaptiveAvgPool2d(1), nn.Conv2d(channels, 4, 1), nn.ReLU(), nn.Conv2d(4, channels, 1), nn.Hardsigmoid()
        )
        return Fn(lambda m, x: x * m.gate(x), gate=gate)

    body = seq(
        conv_norm(6, 12, 1, activation=nn.Hardswish),
        conv_norm(12, 12, 5, groups=12, activation=nn.Hardswish),
        squeeze_excite(12),
        conv_norm(12, 6, 1, activation=None),
    )
    return seq(conv_norm(3, 6, stride=2, activation=nn.Hardswish), residual(body), head(6))


@case((3, 16, 16), "both")
def net_senet():
    def squeeze_excite(m, x):
        scale = torch.sigmoid(m.up(torch.relu(m.down(x.mean(dim=(2, 3))))))
        return x * scale[:, :, None, None]

    gate = Fn(squeeze_excite, down=nn.Linear(8, 3), up=nn.Linear(3, 8))
    return seq(conv_norm(3, 8, stride=2), residual(seq(conv_norm(8, 8), gate)), nn.ReLU(), head(8))


@case((3, 16, 16), "both")
def net_convmixer():
    def mixer(width):
        depthwise = seq(nn.Conv2d(width, width, 5, groups=width, padding="same"), nn.GELU(), nn.BatchNorm2d(width))
        return seq(residual(depthwise), nn.Conv2d(width, width, 1), nn.GELU(), nn.BatchNorm2d(width))

    return seq(nn.Conv2d(3, 8, 2, 2), nn.GELU(), nn.BatchNorm2d(8), mixer(8), mixer(8), head(8))


@case((3, 16, 16), "both")
def net_convnext():
    def block(m, x):
        y = m.depthwise(x).permute(0, 2, 3, 1)
        y = m.scale * m.narrow(F.gelu(m.widen(m.norm(y))))
        return x + y.permute(0, 3, 1, 2)

    def channel_norm(m, x):
        return m.norm(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)

    stem = seq(nn.Conv2d(3, 8, 2, 2), Fn(channel_norm, norm=nn.LayerNorm(8)))
    layers = dict(norm=nn.LayerNorm(8), widen=nn.Linear(8, 24), narrow=nn.Linear(24, 8), scale=torch.rand(8))
    body = Fn(block, depthwise=nn.Conv2d(8, 8, 7, padding=3, groups=8), **layers)
    pool = Fn(lambda m, x: x.mean(dim=(-2, -1)))
    return seq(stem, body, pool, nn.LayerNorm(8), nn.Linear(8, 10))


def transformer_block(attention, width):
    mlp = seq(nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
    return seq(residual(seq(nn.LayerNorm(width), attention)), residual(mlp))


def conv_stem(width):
    stem = seq(nn.Conv2d(3, width // 2, 3, 2, 1), nn.ReLU(), nn.Conv2d(width // 2, width, 3, 2, 1))
    return Fn(lambda m, x: m.stem(x).flatten(2).transpose(1, 2), stem=stem)


@case((3, 16, 16), "both")
def net_vit_multihead_attention():
    width = 12
    attend = Fn(lambda m, x: m.heads(x, x, x, need_weights=False)[0], heads=nn.MultiheadAttention(width, 3, batch_first=True))
    place = Fn(lambda m, x: x + m.position, position=torch.randn(1, 16, width) * 0.2)
    pool = Fn(lambda m, x: x.mean(dim=1))
    return seq(conv_stem(width), place, transformer_block(attend, width), nn.LayerNorm(width), pool, nn.Linear(width, 10))


@case((3, 16, 16), "both")
def net_vit_scaled_dot_product_class_token():
    width, heads = 12, 2

    def attend(m, x):
        batch, tokens, _ = x.shape
        split = m.qkv(x).reshape(batch, tokens, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(split[0], split[1], split[2])
        return m.out(mixed.transpose(1, 2).reshape(batch, tokens, width))

    def embed(m, x):
        return torch.cat([m.token.expand(x.shape[0], -1, -1), x], dim=1) + m.position

    attention = Fn(attend, qkv=nn.Linear(width, 3 * width), out=nn.Linear(width, width))
    tokens = Fn(embed, token=torch.randn(1, 1, width) * 0.2, position=torch.randn(1, 17, width) * 0.2)
    first = Fn(lambda m, x: x[:, 0])
    return seq(conv_stem(width), tokens, transformer_block(attention, width), nn.LayerNorm(width), first, nn.Linear(width, 10))


@case((3, 16, 16), "both")
def net_mlp_mixer():
    def mlp(width, hidden):
        return seq(nn.Linear(width, hidden), nn.GELU(), nn.Linear(hidden, width))

    def mix(m, x):
        x = x + m.over_tokens(m.norm_tokens(x).transpose(1, 2)).transpose(1, 2)
        return x + m.over_channels(m.norm_channels(x))

    patches = Fn(lambda m, x: m.embed(x).flatten(2).transpose(1, 2), embed=nn.Conv2d(3, 12, 4, 4))
    norms = dict(norm_tokens=nn.LayerNorm(12), norm_channels=nn.LayerNorm(12))
    block = Fn(mix, over_tokens=mlp(16, 8), over_channels=mlp(12, 24), **norms)
    return seq(patches, block, nn.LayerNorm(12), Fn(lambda m, x: x.mean(dim=1)), nn.Linear(12, 10))


@case((3, 16, 16), "both")
def net_normalises_pixels_inside():
    mean, std = torch.tensor([0.4914, 0.4822, 0.4465]), torch.tensor([0.2470, 0.2435, 0.2616])
    normalise = Fn(lambda m, x: (x - m.mean) / m.std, mean=mean.view(3, 1, 1), std=std.view(3, 1, 1))
    return seq(normalise, conv_norm(3, 8, stride=2), conv_norm(8, 8), nn.MaxPool2d(2), head(8))


@case((3, 14, 14), "both")
def net_shufflenet_v2():
    def unit(m, x):
        kept, changed = x.chunk(2, dim=1)
        y = torch.cat([kept, m.body(changed)], dim=1)
        batch, channels, height, width = y.shape
        return y.view(batch, 2, channels // 2, height, width).transpose(1, 2).reshape(batch, channels, height, width)

    body = seq(conv_norm(4, 4, 1), conv_norm(4, 4, 3, groups=4, activation=None), conv_norm(4, 4, 1))
    return seq(conv_norm(3, 8, stride=2), Fn(unit, body=body), head(8))


@case((3, 16, 16), "both", final="softmax")
def net_with_final_softmax():
    return seq(conv_norm(3, 6, stride=2, activation=nn.SiLU), nn.GroupNorm(2, 6), nn.AvgPool2d(3, 2, 1), head(6))
