"""Results as JSON: keys in their documented order, floats to six significant digits."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any

from hustings.auditing.margin_result import Margin
from hustings.model.answers import Result

DIGITS = 6


def dumps(result: Result | Margin) -> str:
    """The result with the keys of `docs/json.md`, indented, with a newline at the end.

    A number that is not finite becomes null, because JSON has no word for it.
    """
    return json.dumps(_tidy(result.to_dict()), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _tidy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tidy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if isfinite(value) else None
    return value
