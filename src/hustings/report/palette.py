"""The colours of every chart and page, light and dark, each with one name."""

from __future__ import annotations

LIGHT = {
    "paper": "#fdfcf9",
    "ink": "#1c1b19",
    "muted": "#5c5954",
    "line": "#d9d5cc",
    "accent": "#a3341f",
    "band": "#cfd8e6",
    "bar": "#b9b4a9",
    "slate-0": "#1f5fa8",
    "slate-1": "#b4530f",
    "slate-2": "#3d7a35",
    "slate-3": "#8a3f95",
    "slate-4": "#0e7a80",
    "slate-5": "#8c6d00",
    "slate-6": "#c2376b",
    "slate-7": "#5557cf",
    "slate-8": "#6a8412",
    "slate-9": "#96413a",
    "slate-10": "#2f8bb5",
    "slate-11": "#6d5c8f",
    "alone": "#6f6b64",
    "heat-0": "#b8502a",
    "heat-1": "#dd9468",
    "heat-2": "#f3d3bb",
    "heat-3": "#cfdfee",
    "heat-4": "#85aed3",
    "heat-5": "#2f6ba3",
    "on-heat-0": "#fffffe",
    "on-heat-1": "#1b1a18",
    "on-heat-2": "#1b1a17",
    "on-heat-3": "#1b1a16",
    "on-heat-4": "#1b1a15",
    "on-heat-5": "#fffffd",
}
DARK = {
    "paper": "#191a1c",
    "ink": "#eceae5",
    "muted": "#aeaaa2",
    "line": "#3b3c40",
    "accent": "#f2907c",
    "band": "#2f3b4d",
    "bar": "#6c6a66",
    "slate-0": "#7db4f0",
    "slate-1": "#f0a35e",
    "slate-2": "#8ccb80",
    "slate-3": "#d59be0",
    "slate-4": "#64c9cf",
    "slate-5": "#dcc04d",
    "slate-6": "#f58aae",
    "slate-7": "#a5a8ff",
    "slate-8": "#b8d165",
    "slate-9": "#e09a8f",
    "slate-10": "#93d4f7",
    "slate-11": "#bcabd9",
    "alone": "#b3afa7",
    "heat-0": "#c4663f",
    "heat-1": "#8f4a2b",
    "heat-2": "#56331f",
    "heat-3": "#24384b",
    "heat-4": "#315d86",
    "heat-5": "#5b97cf",
    "on-heat-0": "#141414",
    "on-heat-1": "#ffffff",
    "on-heat-2": "#ffffff",
    "on-heat-3": "#ffffff",
    "on-heat-4": "#ffffff",
    "on-heat-5": "#101010",
}
SLATES = 6
CANDIDATES = 12
HEAT_STEPS = (0.05, 0.25, 0.5, 0.75, 0.95)
SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")


def hue(index: int) -> str:
    """The colour of the n-th slate or world."""
    return LIGHT[f"slate-{index % SLATES}"]


def candidate_hue(index: int) -> str:
    """The colour of the n-th candidate of a count; the first six are those of the slates."""
    return LIGHT[f"slate-{index % CANDIDATES}"]


def heat(p: float) -> int:
    """The step of the heat map for these odds; even odds divide its two halves."""
    return sum(p >= step for step in HEAT_STEPS)


def themed(svg: str) -> str:
    """The drawing with each light colour replaced by the CSS variable of its name."""
    for name, colour in LIGHT.items():
        svg = svg.replace(f'"{colour}"', f'"var(--{name})"')
    return svg
