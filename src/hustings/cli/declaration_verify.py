"""A declaration's bundle made again and compared, file by file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from hustings.cli.declaration_results import STATED, Asked, of_result
from hustings.cli.jobs import Job, say_comparison, say_unlisted
from hustings.errors import InputError, Problem


def verify(asked: Asked, source: str, folder: str) -> bool:
    """Make a bundle again and say what differs; True when anything does."""
    home = Path(folder)
    if (home / "asked.json").is_file():
        return _verify_result(source, home)
    from hustings.report.bundle_check import compared
    from hustings.report.declaration_bundle import HERE, ballots_in

    _refuse_no_bundle(home)
    held = ballots_in(home)
    path = source or (str(held) if held else "")
    if not path:
        step = "Name the file of ballots: hustings declare BALLOTS --verify DIR."
        problem = Problem(folder, 0, "no-ballots", "the bundle holds no ballots", step)
        raise InputError("the bundle cannot be made again without its ballots", [problem])
    lots = asked.options.get("lots") or home / "lots.toml"
    given = str(lots) if Path(lots).is_file() else None
    contest = asked.options.get("contest")
    others = asked.options.get("others", ())
    job = Job({"terms": str(home / "terms.toml"), "others": others}, given, asked.form, contest)
    file, counted = job.run(path)
    beside = compared(home, counted, file.profile)
    if not (home / HERE).is_file():
        lost = (f"{HERE} is missing: this folder holds no declaration",)
        beside = replace(beside, differences=(*lost, *beside.differences))
    say_comparison(beside, folder)
    if not beside.differences:
        click.echo(f"the same declaration as in {folder}", err=True)
    return bool(beside.differences)


def _verify_result(given: str, home: Path) -> bool:
    from hustings.formats.account_file import read_account
    from hustings.report.declaration_bundle import result_differences

    told = _asked(home)
    asked = Asked({**dict.fromkeys(STATED), **told}, None, told.get("max_votes"), True)
    account = read_account(home / "account.toml")
    again, made_from = of_result(asked, given or told["source"], account, home)
    found = result_differences(home, again, made_from)
    say_unlisted(home)
    for said in found or (f"the same declaration as in {home}",):
        click.echo(said, err=True)
    return bool(found)


def _asked(home: Path) -> dict[str, Any]:
    """What was said beside the result; InputError for what no bundle says."""
    try:
        told = json.loads((home / "asked.json").read_text("utf-8"))
    except ValueError:
        told = None
    if isinstance(told, dict) and _as_written(told):
        return told
    step = "Get the bundle again from who published it."
    problem = Problem(str(home), 0, "bad-bundle", "asked.json is not as written", step)
    raise InputError("the bundle cannot be read", [problem])


def _as_written(told: dict[str, Any]) -> bool:
    """True for the keys and kinds that a bundle has, and a source inside it or a record."""
    source, lines = told.get("source"), told.get("constraints", [])
    texts = all(isinstance(told.get(k) or "", str) for k in ("contest", "rule", "title"))
    numbers = all(type(told.get(k, 1)) is int for k in ("seats", "max_votes"))
    listed = isinstance(lines, list) and all(isinstance(line, str) for line in lines)
    known = set(told) <= {"source", "contest", *STATED}
    inside = isinstance(source, str) and not Path(source).is_absolute() and ".." not in source
    return bool(texts and numbers and listed and known and inside and source)


def _refuse_no_bundle(home: Path) -> None:
    if not (home / "count.json").is_file():
        step = "Name a folder that hustings declare --bundle wrote."
        problem = Problem(str(home), 0, "no-bundle", "neither count nor result is in it", step)
        raise InputError(f"{home} is not a bundle", [problem])
