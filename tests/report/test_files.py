"""JSON and CSV keep their documented keys."""

import csv
import io
import json
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from count_samples import json_keys

from hustings.report import csvs, records, show_page
from hustings.report.json import dumps
from hustings.scenario import results
from hustings.store import RecordInfo

DOCS = Path(__file__).parents[2] / "docs" / "json.md"
BASE = {"Result"}


def documented() -> dict[str, list[str]]:
    """Type name to its keys in order, from the headings and tables of the page."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"##+ (?:.*: )?(\w+)", line):
            name = heading[1]
        elif name != "CSV" and (row := re.match(r"\| `(\w+)` \|", line)):
            found.setdefault(name, []).append(row[1])
    return found


def written() -> dict[str, list[str]]:
    """Every dataclass that ends up in JSON with its fields."""
    kinds = [k for k in vars(results).values() if isinstance(k, type) and hasattr(k, "__slots__")]
    kinds += [show_page.ContestView, show_page.ShownSlate, show_page.ShownMember]
    kinds += [show_page.ShownEvent, show_page.ShownNomination, show_page.ShownAct]
    kinds += [records.RecordList, records.ContestList, records.ContestLine, RecordInfo]
    named = {
        k.__name__: [f.name for f in fields(k)]
        for k in kinds
        if hasattr(k, "__dataclass_fields__") and k.__name__ not in BASE
    }
    return named | json_keys()


def test_every_key_is_documented_and_no_other() -> None:
    assert documented() == written()


def test_forecast_json(forecast) -> None:
    out = dumps(forecast)
    read = json.loads(out)
    assert out.endswith("}\n")
    assert list(read)[:3] == ["record", "organisation", "contest"]
    assert read["as_of"] == "2031-08-01"
    assert read["candidates"][2]["share"]["median"] == 0.382688
    assert read["headroom"]["di-marsh"]["share_of_later"] is None
    assert read["worlds"][2]["p_seat"]["cy-venn"] == 0.41


def test_json_has_no_word_for_nan_and_keeps_letters(forecast) -> None:
    odd = replace(forecast, organisation="Élan", health={"ess": float("nan")})
    out = dumps(odd)
    assert '"organisation": "Élan"' in out
    assert json.loads(out)["health"]["ess"] is None


@pytest.mark.parametrize("name", ["whatif", "backtest", "view"])
def test_the_others_are_json_too(name, request) -> None:
    value = request.getfixturevalue(name)
    assert list(json.loads(dumps(value))) == [f.name for f in fields(value)]


def rows(out: str) -> list[dict[str, str]]:
    assert "\r" not in out
    return list(csv.DictReader(io.StringIO(out)))


def test_forecast_csv(forecast) -> None:
    table = rows(csvs.forecast_csv(forecast))
    assert [row["id"] for row in table][:3] == ["ada-quill", "bo-larch", "cy-venn"]
    assert table[2]["headroom_votes"] == "6010.0"
    assert table[2]["incumbent"] == "yes"
    assert table[0]["slates"] == "orchard-society;league"
    assert table[7]["headroom_votes"] == ""


def test_the_other_tables(whatif, backtest, view) -> None:
    moved = {row["id"]: row for row in rows(csvs.whatif_csv(whatif))}
    assert moved["cy-venn"]["delta"] == "-0.19"
    assert len(rows(csvs.backtest_csv(backtest))) == 18
    assert rows(csvs.show_csv(view))[0]["backers"] == "League;Pruners"
    assert rows(csvs.show_csv(view))[0]["incumbent"] == ""
