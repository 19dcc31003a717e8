"""Named streams of luck from one seed, so that adding a part never moves another's draws."""

from __future__ import annotations

from zlib import crc32

import numpy as np


def stream(seed: int, name: str) -> np.random.Generator:
    """The generator of the part `name` under `seed`."""
    return np.random.default_rng([seed, crc32(name.encode())])
