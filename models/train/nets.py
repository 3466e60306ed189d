"""The nets. Each maps pixels, float [N, 3, 32, 32] in [0, 1], to logits [N, 10]; normalisation is its first layer."""

import math

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

MEAN = (0.4914, 0.4822, 0.4465)  # of CIFAR-10's training pictures, per channel
STD = (0.2470, 0.2435, 0.2616)


class Normalise(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(STD).view(1, 3, 1, 1), persistent=False)

    def forward(self, pixels: Tensor) -> Tensor:
        return (pixels - self.mean) / self.std


class ConvNorm(nn.Module):
    """A convolution without bias and its batch norm: one unit, so that `fold` can merge the two."""

    def __init__(self, in_channels: int, out_channels: int, kernel: int = 3, stride: int = 1, groups: int = 1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, kernel, stride, padding=(kernel - 1) // 2, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(out_channels)
        nn.init.kaiming_normal_(self.conv.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, features: Tensor) -> Tensor:
        return self.norm(self.conv(features))


class ConvPoolNorm(nn.Module):
    """A convolution without bias, max-pooling and batch norm. The norm only divides by a positive number and adds one, which
    max-pooling commutes with: so `fold` can merge it into the convolution although the pooling lies between."""

    def __init__(self, in_channels: int, out_channels: int):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, padding=1, bias=False)
        self.pool = nn.MaxPool2d(2)
        self.norm = nn.BatchNorm2d(out_channels)
        self.norm.weight.requires_grad_(False)  # stays 1
        nn.init.kaiming_normal_(self.conv.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, features: Tensor) -> Tensor:
        return self.norm(self.pool(self.conv(features)))


class Patches(nn.Conv2d):
    """Decorrelated 2×2 patches (Jordan 2024): a fixed layer, fitted to the training pictures, with biases that are learnt."""

    def __init__(self):
        super().__init__(3, 24, 2)
        self.weight.requires_grad_(False)

    @torch.no_grad()
    def fit(self, pictures: Tensor):
        """Principal directions of the patches of normalised pictures, each scaled to variance 1, and their opposites."""
        patches = pictures.unfold(2, 2, 1).unfold(3, 2, 1).permute(0, 2, 3, 1, 4, 5).reshape(-1, 12)
        variances, directions = torch.linalg.eigh(patches.T @ patches / len(patches))
        filters = (directions / (variances + 5e-4).sqrt()).T.reshape(12, 3, 2, 2).flip(0)
        self.weight.copy_(torch.cat([filters, -filters]))
        nn.init.zeros_(self.bias)


class LargestEach(nn.Module):
    """Each channel's largest value in the picture, whatever the picture's size."""

    def forward(self, features: Tensor) -> Tensor:
        return features.amax((2, 3))


class Block(nn.Module):
    """Two convolutions around which the input is carried unchanged, or through a 1×1 convolution where the shape changes."""

    def __init__(self, in_channels: int, out_channels: int, stride: int):
        super().__init__()
        self.first = ConvNorm(in_channels, out_channels, stride=stride)
        self.second = ConvNorm(out_channels, out_channels)
        same_shape = stride == 1 and in_channels == out_channels
        self.shortcut = nn.Identity() if same_shape else ConvNorm(in_channels, out_channels, kernel=1, stride=stride)

    def forward(self, features: Tensor) -> Tensor:
        return torch.relu(self.second(torch.relu(self.first(features))) + self.shortcut(features))


class Around(nn.Module):
    """A layer with its input carried around it."""

    def __init__(self, layer: nn.Module):
        super().__init__()
        self.layer = layer

    def forward(self, features: Tensor) -> Tensor:
        return features + self.layer(features)


class Position(nn.Module):
    """What tells places apart: a learnt picture that is added to the features."""

    def __init__(self, channels: int, side: int):
        super().__init__()
        self.learnt = nn.Parameter(0.02 * torch.randn(1, channels, side, side))

    def forward(self, features: Tensor) -> Tensor:
        return features + self.learnt


class Attention(nn.Module):
    """Every place looks at every place (Vaswani et al. 2017), with batch norms instead of layer norms (Graham et al. 2021), so
    that all its weights are 1×1 convolutions."""

    def __init__(self, channels: int, heads: int):
        super().__init__()
        self.heads, self.width = heads, channels // heads
        self.ask, self.offer, self.value = (ConvNorm(channels, channels, kernel=1) for _ in range(3))
        self.out = ConvNorm(channels, channels, kernel=1)

    def forward(self, features: Tensor) -> Tensor:
        _, channels, height, width = features.shape
        # Places before channels: in memory, where channels are last, nothing has to move.
        split = (-1, height * width, self.heads, self.width)
        ask, offer, value = (layer(features).permute(0, 2, 3, 1).reshape(split).transpose(1, 2) for layer in (self.ask, self.offer, self.value))
        weights = (ask @ offer.transpose(2, 3) * self.width**-0.5).softmax(-1)
        seen = (weights @ value).transpose(1, 2).reshape(-1, height, width, channels).permute(0, 3, 1, 2)
        return self.out(seen)


def begin_as_identity(net: nn.Module) -> nn.Module:
    """Lets, in place, each 3×3 convolution begin by passing its input on, in as many channels as there are; the other channels
    begin small and random (Jordan 2024)."""
    for layer in net.modules():
        if isinstance(layer, (ConvNorm, ConvPoolNorm)):
            weight = layer.conv.weight
            nn.init.kaiming_uniform_(weight, a=math.sqrt(5))
            nn.init.dirac_(weight.data[: weight.shape[1]])
    return net


def linear() -> nn.Sequential:
    """Softmax regression: ten templates of 3,072 weights, and ten biases."""
    classifier = nn.Linear(3 * 32 * 32, 10)
    nn.init.zeros_(classifier.weight)  # convex: no symmetry to break, and no noise left in the templates
    nn.init.zeros_(classifier.bias)
    return nn.Sequential(Normalise(), nn.Flatten(), classifier)


def plain() -> nn.Sequential:
    """Three pairs of 3×3 convolutions, each pair followed by a max-pool (after Simonyan & Zisserman 2015)."""
    layers: list[nn.Module] = [Normalise()]
    channels = 3
    for width, pool in ((32, 2), (64, 2), (128, 4)):
        layers += [ConvNorm(channels, width), nn.ReLU(), ConvNorm(width, width), nn.ReLU(), nn.MaxPool2d(pool)]
        channels = width
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(128 * 2 * 2, 10))


def residual() -> nn.Sequential:
    """ResNet-20 for CIFAR (He et al. 2016): three stages of three blocks, 16, 32 and 64 channels."""
    layers: list[nn.Module] = [Normalise(), ConvNorm(3, 16), nn.ReLU()]
    channels = 16
    for width in (16, 32, 64):
        for index in range(3):
            layers.append(Block(channels, width, stride=2 if index == 0 and width > 16 else 1))
            channels = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def compact(widths: tuple[int, ...] = (32, 96, 128), carried: bool = False, learnt: bool = False) -> nn.Sequential:
    """Fixed 2×2 patches, then three pairs of 3×3 convolutions with a max-pool inside each (after Jordan 2024, much narrower).
    `carried`: each pair's second convolution adds to its input. `learnt`: a convolution in place of the fixed patches."""
    layers: list[nn.Module] = [Normalise(), ConvNorm(3, 24) if learnt else Patches(), nn.ReLU()]
    channels = 24
    for width in widths:
        second = [ConvNorm(width, width), nn.ReLU()]
        layers += [ConvPoolNorm(channels, width), nn.ReLU(), *([Around(nn.Sequential(*second))] if carried else second)]
        channels = width
    return begin_as_identity(nn.Sequential(*layers, LargestEach(), nn.Linear(channels, 10)))


def compact_residual() -> nn.Sequential:
    """`compact` with shortcuts: the same size and cost, another shape."""
    return compact(carried=True)


def compact_learnt() -> nn.Sequential:
    """`compact` for training under attack: fixed patches enlarge what is rare in pictures and common in attacks, so that nets
    learn to hide behind it."""
    return compact(learnt=True)


def tiny() -> nn.Sequential:
    """`compact`, half as wide: for evolution and for attacks of many queries."""
    return compact((16, 40, 56))


def depthwise() -> nn.Sequential:
    """After ConvMixer (Trockman & Kolter 2023): 2×2 patches, then eight times a convolution within and a 1×1 one across channels,
    at two scales."""
    layers: list[nn.Module] = [Normalise()]
    channels = 3
    for width, count in ((96, 3), (192, 5)):
        layers += [ConvNorm(channels, width, kernel=2, stride=2), nn.GELU()]
        for _ in range(count):
            layers += [Around(nn.Sequential(ConvNorm(width, width, groups=width), nn.GELU())), ConvNorm(width, width, kernel=1), nn.GELU()]
        channels = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10))


def attention() -> nn.Sequential:
    """Three convolutions down to 8 × 8 places, then three times attention and a small perceptron (after Hassani et al. 2021)."""
    layers: list[nn.Module] = [Normalise()]
    channels = 3
    for width in (32, 64):
        layers += [ConvPoolNorm(channels, width), nn.ReLU()]
        channels = width
    layers += [ConvNorm(channels, 96), nn.ReLU(), Position(96, 8)]
    for _ in range(3):
        perceptron = nn.Sequential(ConvNorm(96, 192, kernel=1), nn.GELU(), ConvNorm(192, 96, kernel=1))
        layers += [Around(Attention(96, heads=4)), Around(perceptron)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(96, 10))


def fold(net: nn.Module) -> nn.Module:
    """Merges, in place, every batch norm into the convolution before it. The net must be in eval mode."""
    for name, child in net.named_children():
        if isinstance(child, ConvNorm):
            setattr(net, name, fuse_conv_bn_eval(child.conv, child.norm))
        elif isinstance(child, ConvPoolNorm):
            setattr(net, name, nn.Sequential(fuse_conv_bn_eval(child.conv, child.norm), child.pool))
        else:
            fold(child)
    return net


def parameters(net: nn.Module) -> int:
    return sum(parameter.numel() for parameter in net.parameters())


def multiply_adds(net: nn.Module) -> int:
    """Multiply-adds of the convolutions and matrix products for one picture."""
    count = 0

    def add(layer: nn.Module, _input, output: Tensor):
        nonlocal count
        count += output[0].numel() * layer.weight[0].numel()

    layers = [layer for layer in net.modules() if isinstance(layer, (nn.Conv2d, nn.Linear))]
    hooks = [layer.register_forward_hook(add) for layer in layers]
    with torch.no_grad():
        net(torch.zeros(1, 3, 32, 32))
    for hook in hooks:
        hook.remove()
    return count
