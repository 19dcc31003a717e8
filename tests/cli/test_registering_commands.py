"""The verbs events and removers as their users meet them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from calling import call, refused
from click.shell_completion import ShellComplete

import hustings.cli.registering  # noqa: F401  its verbs join the others
from hustings.cli.app import app

SOCIETY = str(Path(__file__).resolve().parents[2] / "docs/guides/society-body")


def test_events_are_listed_with_what_stands() -> None:
    done = call("events", SOCIETY, "--kind", "overruled")
    assert done.code == 0
    step = done.out.index("Step by step: autumn rent rise")
    stands = "On record, from documents: what General Meeting decided last (rent stays) stands."
    assert done.out.index(stands) > step
    assert "4 May 2026: Committee decided, outcome carried 4 to 1, on the rules, 5.3" in done.out


def test_how_often_was_one_overruled_by_another() -> None:
    asked = ("events", SOCIETY, "--count", "--of", "Committee", "--by")
    assert "General Meeting overruled Committee once" in call(*asked, "General Meeting").out
    never = call(*asked, "Panel")
    assert (never.code, "No event on record says that Panel overruled" in never.out) == (0, True)


def test_count_as_rows() -> None:
    done = call("events", SOCIETY, "--count", "--format", "csv")
    assert done.out == "by,of,count,days\nGeneral Meeting,Committee,1,2026-06-10\n"


def test_events_as_json_and_csv() -> None:
    said = json.loads(call("events", SOCIETY, "--case", "case-1", "--format", "json").out)
    assert said["events"][0]["kind"] == "case-opened"
    assert said["cases"][0]["closed_by"] == "Panel"
    rows = list(csv.DictReader(io.StringIO(call("events", SOCIETY, "--format", "csv").out)))
    assert len(rows) == 12
    assert rows[0]["actor"] == "Tenants First"


def test_nothing_found_says_what_there_is() -> None:
    said = refused("events", SOCIETY, "--by", "Gen Meeting")
    assert "who acted: General Meeting" in said
    assert "kinds there are:" in said
    assert "try overruled" in refused("events", SOCIETY, "--kind", "overuled")
    assert "committee" in refused("events", SOCIETY + "/comittee")


def test_removers_says_nobody_where_the_book_was_read_whole(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = call(
        *("removers", SOCIETY, "--member", "farid-haddad", "--on", "2026-06-20", "--report", page)
    )
    assert done.code == 0
    assert "Nobody: 41 clauses of Rules of 2025 read, none lets any body remove Farid" in done.out
    assert "Nobody: 41 clauses" in page.read_text(encoding="utf-8")


def test_removers_before_that_book_says_no_clause_recorded() -> None:
    done = call(
        "removers", SOCIETY + "/committee", "--member", "farid-haddad", "--on", "2024-06-20"
    )
    assert "No clause recorded that lets any body remove Farid Haddad." in done.out
    assert "Nobody" not in done.out


def test_who_decides_what() -> None:
    done = call("removers", SOCIETY, "--decides", "the rent", "--on", "2026-06-20")
    assert "Committee decides the rent (clause 5.3)." in done.out


def test_who_holds_no_seat_cannot_be_removed_from_one() -> None:
    done = call("removers", "labour-nec/nec", "--member", "Ann Black", "--on", "2019-03-01")
    assert done.code == 0
    said = " ".join(done.out.split())
    assert (
        "Ann Black holds no seat of National Executive Committee on 1 March 2019: there is nothing "
        "to remove them from."
    ) in said
    assert "may expel Ann Black" not in said


def test_a_case_that_no_row_closes_is_not_called_open() -> None:
    done = call("events", "labour-nec", "--person", "Pete Willsman")
    assert "One case, no close on record." in done.out
    assert "still open" not in done.out


def test_an_unfiltered_list_does_not_lead_with_one_chain() -> None:
    lead, _, rest = call("events", "labour-nec").out.partition("\nEvents\n")
    assert "a change of approach" not in lead
    assert "Reported, unnamed source: what senior staff decided last stands." in rest


def test_removers_in_json() -> None:
    said = json.loads(call("removers", SOCIETY, "--on", "2026-06-20", "--format", "json").out)
    assert (said["answer"], said["closed"], said["on"]) == ("nobody", True, "2026-06-20")
    assert [c["way"] for c in said["others"]] == ["indirect", "suspends"]


def test_bad_words_are_refused() -> None:
    assert "labour-nec/nec" in refused("removers", "labour-nec")
    assert "did you mean Farid Haddad" in refused("removers", SOCIETY, "--member", "Farid Hadad")
    assert "write it as 2018-08-01" in refused("events", SOCIETY, "--from", "June")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1/10/2026", ": 2026-10-01 or 2026-01-10?"),
        ("31.10.2026", ": 2026-10-31?"),
        ("2026/10/1", ": 2026-10-01?"),
        ("31/02/2026", "2018-08-01\n"),
    ],
)
def test_a_date_in_another_order_is_asked_back(text: str, meant: str) -> None:
    assert meant in refused("removers", SOCIETY, "--on", text)


def completed(words: list[str], begun: str) -> list[str]:
    complete = ShellComplete(app, {}, "hustings", "_HUSTINGS_COMPLETE")
    return [str(item.value) for item in complete.get_completions(words, begun)]


def test_words_are_completed() -> None:
    assert "overruled" in completed(["events", SOCIETY, "--kind"], "over")
    assert "General Meeting" in completed(["events", SOCIETY, "--by"], "Gen")
    assert completed(["events", SOCIETY, "--case"], "") == ["case-1"]
    assert completed(["removers", SOCIETY, "--power"], "rem") == ["remove"]
    assert "pete-willsman" in completed(["removers", "labour-nec/nec", "--member"], "pete")


def test_addresses_are_completed() -> None:
    assert "labour-nec/nec" in completed(["events"], "labour-nec/")
    assert completed(["events"], "labour-nec/nec-clp-2018-0") == [
        "labour-nec/nec-clp-2018-01",
        "labour-nec/nec-clp-2018-09",
    ]
    assert "labour-nec/nec" in completed(["removers"], "labour-nec/n")


def test_text_is_a_hundred_wide() -> None:
    for words in (("events", "labour-nec"), ("removers", "labour-nec/nec", "--power", "expel")):
        done = call(*words)
        assert done.code == 0
        assert max(len(line) for line in done.out.splitlines()) <= 100


def test_a_count_of_none_makes_a_page_too(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = call("events", SOCIETY, "--count", "--by", "Panel", "--of", "Chair", "--report", page)
    assert done.code == 0
    assert "No event on record says" in page.read_text(encoding="utf-8")


def test_the_choices_on_the_command_line_are_those_of_the_library() -> None:
    from hustings.cli import registering, vacating
    from hustings.model import offices

    assert (registering.GRADES, registering.POWERS) == (offices.GRADES, offices.POWERS)
    assert vacating.METHODS == offices.METHODS


def test_help_loads_no_noun() -> None:
    code = (
        "import hustings.cli.registering, hustings.cli.vacating, hustings.cli.declaring, "
        "hustings.cli.entering, sys; print([m for m in sys.modules if m.startswith("
        "('hustings.model', 'hustings.bodies', 'hustings.formats'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
