"""The nets. Each maps pixels, float [N, 3, 32, 32] in [0, 1], to logits [N, 10]; normalisation is its first layer."""

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

    def __init__(self, in_channels: int, out_channels: int, kernel: int = 3, stride: int = 1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, kernel, stride, padding=kernel // 2, bias=False)
        self.norm = nn.BatchNorm2d(out_channels)
        nn.init.kaiming_normal_(self.conv.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, features: Tensor) -> Tensor:
        return self.norm(self.conv(features))


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


def fold(net: nn.Module) -> nn.Module:
    """Merges, in place, every batch norm into the convolution before it. The net must be in eval mode."""
    for name, child in net.named_children():
        if isinstance(child, ConvNorm):
            setattr(net, name, fuse_conv_bn_eval(child.conv, child.norm))
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
