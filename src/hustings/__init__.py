"""hustings counts, checks, forecasts and stress-tests elections fought by slates.

    import hustings

    record = hustings.open_record("labour-nec")
    night = hustings.forecast(record, "nec-clp-2018-09", as_of="2018-08-01")
    night.candidates[0].p_seat

    hustings.count({("Ann", "Bea"): 5, ("Cy",): 3}, "scottish-stv", seats=1).winners

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
    "forecast": "hustings.api.forecasts",
    "whatif": "hustings.api.forecasts",
    "prepare": "hustings.api.forecasts",
    "compare": "hustings.api.forecasts",
    "count": "hustings.api.counts",
    "profile": "hustings.api.counts",
    "against": "hustings.api.counts",
    "read_ballots": "hustings.formats.ballots",
    "write_ballots": "hustings.formats.ballots",
    "find_rule": "hustings.rules",
    "rule_names": "hustings.rules",
    "margin": "hustings.api.counts",
    "Profile": "hustings.model.profile",
    "Count": "hustings.model.count",
    "Stage": "hustings.model.count",
    "Terms": "hustings.model.count",
    "BallotFile": "hustings.model.profile",
    "Lot": "hustings.model.lots",
    "Lots": "hustings.model.lots",
    "SeatRange": "hustings.model.constraints",
    "PaperRange": "hustings.model.constraints",
    "Guarded": "hustings.model.constraints",
    "OrderEffect": "hustings.model.constraints",
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
    "BallotFile",
    "Change",
    "Count",
    "Guarded",
    "HustingsError",
    "InputError",
    "Lot",
    "LotNeeded",
    "Lots",
    "NotSupported",
    "OrderEffect",
    "PaperRange",
    "Problem",
    "Profile",
    "Record",
    "SeatRange",
    "Stage",
    "Terms",
    "UnhealthyFit",
    "UnknownName",
    "__version__",
    "against",
    "backtest",
    "bundled",
    "compare",
    "count",
    "find_rule",
    "forecast",
    "margin",
    "open_record",
    "prepare",
    "profile",
    "read_ballots",
    "record_problems",
    "rule_names",
    "whatif",
    "write_ballots",
]

if TYPE_CHECKING:
    from hustings.api.counts import against, count, margin, profile
    from hustings.api.forecasts import compare, forecast, prepare, whatif
    from hustings.errors import (
        HustingsError,
        InputError,
        LotNeeded,
        NotSupported,
        Problem,
        UnhealthyFit,
        UnknownName,
    )
    from hustings.formats.ballots import read_ballots, write_ballots
    from hustings.model import Record
    from hustings.model.constraints import Guarded, OrderEffect, PaperRange, SeatRange
    from hustings.model.count import Count, Stage, Terms
    from hustings.model.lots import Lot, Lots
    from hustings.model.profile import BallotFile, Profile
    from hustings.rules import find_rule, rule_names
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
