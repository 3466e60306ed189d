"""Turns a source picture into a 32 × 32 one: crops of photographs, and cut-outs over a painted ground."""

import zlib

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

SIZE = 32
SCALE = 16
CANVAS = SIZE * SCALE


# Grounds: (CANVAS, CANVAS, 3) in [0, 1]. Plain and softly graded, with just enough unevenness not to look printed.


def clouds(rng, stretch=1.0, octaves=5):
    """Smooth noise in [0, 1], (CANVAS, CANVAS); stretch > 1 draws it out sideways."""
    total, weight = np.zeros((CANVAS, CANVAS)), 0.0
    for octave in range(octaves):
        rows = 3 * 2**octave
        columns = max(2, round(rows / stretch))
        grid = Image.fromarray(rng.rand(rows, columns).astype(np.float32))
        total += np.asarray(grid.resize((CANVAS, CANVAS), Image.Resampling.BICUBIC)) / 2**octave
        weight += 1 / 2**octave
    return np.clip((total / weight - 0.5) * 1.8 + 0.5, 0, 1)


def colour(code):
    return np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def graded(*codes):
    """A vertical gradient through the colours, top to bottom."""
    stops = np.linspace(0, 1, len(codes))
    y = np.linspace(0, 1, CANVAS)
    columns = [np.interp(y, stops, [colour(c)[k] for c in codes]) for k in range(3)]
    return np.repeat(np.stack(columns, axis=-1)[:, None, :], CANVAS, axis=1)


def mix(under, over, amount):
    amount = np.asarray(amount)[..., None] if np.ndim(amount) else amount
    return under * (1 - amount) + over * amount


def below(horizon, softness):
    """0 above the horizon, 1 below, (CANVAS, CANVAS); both as fractions of the height."""
    y = np.linspace(0, 1, CANVAS)[:, None]
    return np.repeat(np.clip((y - horizon) / softness + 0.5, 0, 1), CANVAS, axis=1)


def sky(rng, top="#4d8fd6", bottom="#b9d9f2", cloud=0.5):
    puffs = np.clip(clouds(rng, stretch=1.8) * 2.2 - 1.1, 0, 1)
    return mix(graded(top, bottom), np.ones(3), puffs * cloud)


def meadow(rng, far="#6f8f4e", near="#8fae52", horizon=0.3, back=("#3f5a35", "#55733f")):
    """Grass before blurred trees."""
    trees = mix(graded(*back), colour("#a9b97a"), clouds(rng) * 0.35)
    grass = mix(graded(far, far, near), colour("#55702f"), clouds(rng, stretch=2.5) * 0.55)
    return mix(trees, grass, below(horizon, 0.12))


def thicket(rng, *codes, light="#d3dba0", amount=0.35):
    """Out-of-focus leaves: a gradient with blots of light."""
    return mix(graded(*codes), colour(light), np.clip(clouds(rng, octaves=3) * 2 - 0.9, 0, 1) * amount)


def road(rng, horizon=0.48, air=("#9cc2e6", "#dbe7ee"), trees="#5f7a4e", near="#6c6e70", far="#9a9b9c"):
    """Asphalt, a hedge behind it, the sky above."""
    hedge = mix(np.broadcast_to(colour(trees), (CANVAS, CANVAS, 3)), colour(trees) * 0.6, clouds(rng) * 0.7)
    top = below(horizon - 0.2, 0.1) * np.clip(0.4 + clouds(rng, octaves=3), 0, 1)
    trees = mix(graded(air[0], air[1], air[1]), hedge, top)
    asphalt = mix(graded(far, far, near), colour("#4f5153"), clouds(rng, stretch=6) * 0.35)
    return mix(trees, asphalt, below(horizon, 0.06))


def sea(rng, horizon=0.55, air=("#7fb2e0", "#d7e8f4"), water=("#3f7fa6", "#1f577f")):
    air_above = mix(graded(*air, air[-1]), np.ones(3), np.clip(clouds(rng, stretch=3) * 2 - 1, 0, 1) * 0.5)
    ripples = np.clip(clouds(rng, stretch=9) * 2 - 0.8, 0, 1)
    water_below = mix(graded(water[0], water[0], water[1]), colour("#a9cbdd"), ripples * 0.35)
    return mix(air_above, water_below, below(horizon, 0.03))


GROUNDS = {f.__name__: f for f in (sky, meadow, thicket, road, sea)}


def paint(identifier, kind, *colours, **settings):
    """One of GROUNDS; the identifier seeds its unevenness."""
    rng = np.random.RandomState(zlib.crc32(identifier.encode()))
    return GROUNDS[kind](rng, *colours, **settings)


def to_image(array):
    return Image.fromarray(np.round(np.clip(array, 0, 1) * 255).astype(np.uint8))


def place(picture, ground, width=0.92, height=0.92, centre=(0.5, 0.5), stretch=1.0, shadow=0.0):
    """The cut-out over the ground, as large as fits width × height (fractions of the canvas).

    stretch draws it taller, so that wide, low things fill the square too; shadow darkens the ground under its feet.
    """
    picture = picture.convert("RGBA")
    picture = picture.crop(picture.getchannel("A").point(lambda a: 255 if a > 24 else 0).getbbox())
    scale = CANVAS * min(width / picture.width, height / (picture.height * stretch))
    picture = picture.resize(
        (round(picture.width * scale), round(picture.height * stretch * scale)), Image.Resampling.LANCZOS
    )
    left = round(centre[0] * CANVAS - picture.width / 2)
    top = round(centre[1] * CANVAS - picture.height / 2)
    if shadow:
        y, x = np.mgrid[0:CANVAS, 0:CANVAS]
        across = (x - (left + picture.width / 2)) / (picture.width * 0.52)
        along = (y - (top + picture.height * 0.97)) / (picture.width * 0.09)
        ground = ground * (1 - shadow * np.clip(1.25 - across**2 - along**2, 0, 1))[..., None]
    canvas = to_image(ground).convert("RGBA")
    canvas.paste(picture, (left, top), picture)
    return canvas.convert("RGB")


def shrink(picture, contrast=1.0, sharpen=0.0):
    """32 × 32, every pixel the weighted mean of the area it covers."""
    picture = picture.resize((SIZE, SIZE), Image.Resampling.HAMMING)
    picture = ImageEnhance.Contrast(picture).enhance(contrast)
    return picture.filter(ImageFilter.UnsharpMask(radius=1, percent=round(100 * sharpen), threshold=0))
