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
    "check": "hustings.api.checks",
    "Checked": "hustings.auditing.check_result",
    "Verdict": "hustings.auditing.check_result",
    "declare": "hustings.api.declarations",
    "Declaration": "hustings.auditing.declaration",
    "PaperAccount": "hustings.model.account",
    "Papers": "hustings.model.account",
    "read_account": "hustings.formats.account_file",
    "read_results": "hustings.formats.results",
    "parse_results": "hustings.formats.results",
    "Declared": "hustings.model.declared",
    "compare_entries": "hustings.api.entries",
    "agreed_papers": "hustings.api.entries",
    "rulings_to_fill": "hustings.api.entries",
    "EntriesCompared": "hustings.auditing.entries_result",
    "vacancy": "hustings.api.vacancies",
    "vacancy_in": "hustings.api.vacancies",
    "Vacancy": "hustings.bodies.vacancy_result",
    "events": "hustings.api.registers",
    "overrulings": "hustings.api.registers",
    "removers": "hustings.api.registers",
    "body": "hustings.api.body",
    "body_file": "hustings.api.body",
    "assembly": "hustings.api.body",
    "Assembly": "hustings.model.voting",
    "Casting": "hustings.model.voting",
    "Conduct": "hustings.model.voting",
    "Contested": "hustings.model.voting",
    "Majority": "hustings.model.voting",
    "Member": "hustings.model.voting",
    "Stance": "hustings.model.voting",
    "power": "hustings.bodies.power",
    "camp_power": "hustings.bodies.power",
    "PowerIndices": "hustings.bodies.power_result",
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
    "Assembly",
    "BallotFile",
    "Casting",
    "Change",
    "Checked",
    "Conduct",
    "Contested",
    "Count",
    "Declaration",
    "Declared",
    "EntriesCompared",
    "Guarded",
    "HustingsError",
    "InputError",
    "Lot",
    "LotNeeded",
    "Lots",
    "Majority",
    "Member",
    "NotSupported",
    "OrderEffect",
    "PaperAccount",
    "PaperRange",
    "Papers",
    "PowerIndices",
    "Problem",
    "Profile",
    "Record",
    "SeatRange",
    "Stage",
    "Stance",
    "Terms",
    "UnhealthyFit",
    "UnknownName",
    "Vacancy",
    "Verdict",
    "__version__",
    "against",
    "agreed_papers",
    "assembly",
    "backtest",
    "body",
    "body_file",
    "bundled",
    "camp_power",
    "check",
    "compare",
    "compare_entries",
    "count",
    "declare",
    "events",
    "find_rule",
    "forecast",
    "margin",
    "open_record",
    "overrulings",
    "parse_results",
    "power",
    "prepare",
    "profile",
    "read_account",
    "read_ballots",
    "read_results",
    "record_problems",
    "removers",
    "rule_names",
    "rulings_to_fill",
    "vacancy",
    "vacancy_in",
    "whatif",
    "write_ballots",
]

if TYPE_CHECKING:
    from hustings.api.body import assembly, body, body_file
    from hustings.api.checks import check
    from hustings.api.counts import against, count, margin, profile
    from hustings.api.declarations import declare
    from hustings.api.entries import agreed_papers, compare_entries, rulings_to_fill
    from hustings.api.forecasts import compare, forecast, prepare, whatif
    from hustings.api.registers import events, overrulings, removers
    from hustings.api.vacancies import vacancy, vacancy_in
    from hustings.auditing.check_result import Checked, Verdict
    from hustings.auditing.declaration import Declaration
    from hustings.auditing.entries_result import EntriesCompared
    from hustings.bodies.power import camp_power, power
    from hustings.bodies.power_result import PowerIndices
    from hustings.bodies.vacancy_result import Vacancy
    from hustings.errors import (
        HustingsError,
        InputError,
        LotNeeded,
        NotSupported,
        Problem,
        UnhealthyFit,
        UnknownName,
    )
    from hustings.formats.account_file import read_account
    from hustings.formats.ballots import read_ballots, write_ballots
    from hustings.formats.results import parse_results, read_results
    from hustings.model import Record
    from hustings.model.account import PaperAccount, Papers
    from hustings.model.constraints import Guarded, OrderEffect, PaperRange, SeatRange
    from hustings.model.count import Count, Stage, Terms
    from hustings.model.declared import Declared
    from hustings.model.lots import Lot, Lots
    from hustings.model.profile import BallotFile, Profile
    from hustings.model.voting import (
        Assembly,
        Casting,
        Conduct,
        Contested,
        Majority,
        Member,
        Stance,
    )
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
