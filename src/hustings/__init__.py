"""hustings counts, checks, forecasts and stress-tests elections fought by slates.

    import hustings

    record = hustings.open_record("labour-nec")
    night = hustings.forecast(record, "nec-clp-2018-09", as_of="2018-08-01")
    night.candidates[0].p_seat

Names are loaded when they are first used, so `import hustings` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "open_record": "hustings.store",
    "bundled": "hustings.store",
    "record_problems": "hustings.store",
    "forecast": "hustings.api",
    "whatif": "hustings.api",
    "prepare": "hustings.api",
    "compare": "hustings.api",
    "backtest": "hustings.scenario.backtest",
    "Change": "hustings.scenario.changes",
    "Record": "hustings.model",
    "Problem": "hustings.errors",
    "HustingsError": "hustings.errors",
    "InputError": "hustings.errors",
    "NotSupported": "hustings.errors",
    "UnhealthyFit": "hustings.errors",
    "UnknownName": "hustings.errors",
    "LotNeeded": "hustings.errors",
}

__all__ = [
    "Change",
    "HustingsError",
    "InputError",
    "LotNeeded",
    "NotSupported",
    "Problem",
    "Record",
    "UnhealthyFit",
    "UnknownName",
    "__version__",
    "backtest",
    "bundled",
    "compare",
    "forecast",
    "open_record",
    "prepare",
    "record_problems",
    "whatif",
]

if TYPE_CHECKING:
    from hustings.api import compare, forecast, prepare, whatif
    from hustings.errors import (
        HustingsError,
        InputError,
        LotNeeded,
        NotSupported,
        Problem,
        UnhealthyFit,
        UnknownName,
    )
    from hustings.model import Record
    from hustings.scenario.backtest import backtest
    from hustings.scenario.changes import Change
    from hustings.store import bundled, open_record, record_problems


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'hustings' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
