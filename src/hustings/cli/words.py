"""Arguments and options the verbs share, with tab completion."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from hustings.model.record import Record

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """An ISO day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Text to a date."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            meant = " or ".join(_days_meant(str(value)))
            hint = f": {meant}?" if meant else ""
            self.fail(f"{value!r} is not a day; write it as 2018-08-01{hint}", param, ctx)


def _days_meant(text: str) -> list[str]:
    """The ISO days that a date in another order may mean, day first, each once."""
    found = re.fullmatch(r"(\d{1,4})[/.\- ](\d{1,2})[/.\- ](\d{1,4})", text.strip())
    if found is None:
        return []
    first, second, third = map(int, found.groups())
    tried = [(third, second, first), (third, first, second), (first, second, third)]
    days = []
    for year, month, day in tried:
        with suppress(ValueError):
            days += [date(year, month, day).isoformat()] if year >= 1000 else []
    return list(dict.fromkeys(days))


class Setting(click.ParamType[tuple[str, float]]):
    """NAME=VALUE, as in comply=0.4."""

    name = "name=value"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        """Text to a name and a number."""
        if isinstance(value, tuple):
            return value
        name, _, number = str(value).partition("=")
        try:
            return name.strip(), float(number)
        except ValueError:
            self.fail(f"{value!r} is not NAME=NUMBER, as in comply=0.4", param, ctx)


def complete_record(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Bundled records, and folders."""
    del ctx, param
    from hustings.store import bundled

    found = [CompletionItem(r.name, help=r.organisation) for r in bundled()]
    named = [item for item in found if str(item.value).startswith(incomplete)]
    return [*named, CompletionItem(incomplete, type="dir")]


def complete_body(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """RECORD/BODY of the bundled records; after a folder and a slash, that folder's bodies."""
    from hustings.errors import HustingsError
    from hustings.store import bodies_of, bundled, open_record

    typed = incomplete.rpartition("/")[0]
    found = []
    for name in dict.fromkeys([*(r.name for r in bundled()), *([typed] if typed else [])]):
        try:
            record = open_record(name)
        except (HustingsError, OSError):
            continue
        titles = {b.id: b.body for b in record.bodies}
        found += [
            CompletionItem(f"{name}/{body}", help=titles.get(body)) for body in bodies_of(record)
        ]
    named = [item for item in found if str(item.value).startswith(incomplete)]
    return named or complete_record(ctx, param, incomplete)


def body_before(ctx: click.Context) -> tuple[Record, str] | None:
    """The record and body named before the cursor; None when there is none."""
    from hustings.errors import HustingsError
    from hustings.store import open_body

    # click has not filled the argument in while the option before the cursor lacks its value
    named = ctx.params.get("body") or next(iter(ctx.args), "")
    try:
        return open_body(named)
    except (HustingsError, OSError):
        return None


def complete_member(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """People who sat on the body named before, by id or, once begun so, by name."""
    del param
    found = body_before(ctx)
    if found is None:
        return []
    record, body = found
    sat = {s.candidate_id for s in record.members if s.body_id == body}
    sitting = [p for p in record.persons if p.id in sat]
    ids = [CompletionItem(p.id, help=p.name) for p in sitting if p.id.startswith(incomplete)]
    return ids or [CompletionItem(p.name) for p in sitting if p.name.startswith(incomplete)]


def complete_contest(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Contests of the record named before."""
    del param
    from hustings.errors import HustingsError
    from hustings.store import open_record

    try:
        contests = open_record(ctx.params["record"]).contests
    except (HustingsError, KeyError, TypeError):
        return []
    return [CompletionItem(c.id, help=c.label) for c in contests if c.id.startswith(incomplete)]


def complete_change(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """BODY:CANDIDATE or CANDIDATE ids of the contest named before."""
    from hustings.errors import HustingsError
    from hustings.model.record import ACTS_FOR
    from hustings.store import open_record

    # click has not filled the arguments in while the option before the cursor lacks its value
    found = [word for name in ("record", "contest") if (word := ctx.params.get(name))]
    named = found if len(found) == 2 else ctx.args[:2]
    try:
        record, contest = open_record(named[0]), named[1]
    except (HustingsError, IndexError):
        return []
    if param.name == "withdraw":
        acts = [e for e in record.endorsements if e.contest_id == contest and e.act in ACTS_FOR]
        words = sorted({f"{e.organisation_id}:{e.candidate_id}" for e in acts})
    else:
        words = sorted(c.candidate_id for c in record.candidates if c.contest_id == contest)
    return [CompletionItem(w) for w in words if w.startswith(incomplete)]


def record_argument(function: F) -> F:
    """RECORD."""
    return click.argument("record", shell_complete=complete_record)(function)


def contest_argument(required: bool = True) -> Callable[[F], F]:
    """CONTEST."""
    return click.argument("contest", required=required, shell_complete=complete_contest)


def as_of_option(function: F) -> F:
    """--as-of D."""
    said = "Use only what was known on the evening of this day (default: close of voting, or today)"
    return click.option("--as-of", type=Day(), metavar="DAY", help=said)(function)


def luck_options(function: F) -> F:
    """--seed and --draws."""
    seed = click.option("--seed", type=click.IntRange(0), help="Seed of all luck (default 2018).")
    draws = click.option(
        "--draws", type=click.IntRange(1000, 200_000), help="How many draws (default 10,000)."
    )
    return seed(draws(function))


def set_option(function: F) -> F:
    """--set name=value."""
    said = (
        "Hold a factor at a value, as in cast=0.5 or comply=0.3 (cast, aware, comply, dependence, "
        "spill, to:CANDIDATE). Repeatable."
    )
    return click.option(
        "--set", "settings", type=Setting(), multiple=True, metavar="NAME=VALUE", help=said
    )(function)


def report_option(function: F) -> F:
    """--report F.html."""
    return click.option(
        "--report",
        type=click.Path(dir_okay=False),
        metavar="F.html",
        help="Also write a one-file report that works from disk.",
    )(function)


def output_options(function: F) -> F:
    """--format and -o."""
    form = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "csv"]),
        default="text",
        help="text for people, json for programs, csv for spreadsheets.",
    )
    out = click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False),
        metavar="PATH",
        help="Write to PATH instead; what was there is kept as PATH~.",
    )
    return form(out(function))


def given(**options: Any) -> dict[str, Any]:
    """The options that were given, so that the library's defaults stand for the rest."""
    return {name: value for name, value in options.items() if value is not None}
