"""docs/results.md: what it shows is read, and what it lists is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hustings.formats.result_toml import KEYS, OF_CANDIDATE
from hustings.formats.results import LINE_LIMIT, SIZE_LIMIT, parse_results

PAGE = (Path(__file__).parents[2] / "docs" / "results.md").read_text("utf-8")
SHOWN = re.findall(r"```(text|toml)\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("kind", "text"), SHOWN, ids=[kind for kind, _ in SHOWN])
def test_every_example_is_read(kind: str, text: str) -> None:
    """One contest each, nothing unread."""
    (one,) = parse_results(text, f"example.{kind}")
    assert one.candidates
    assert one.seats is not None
    assert one.unread == ()


def test_the_first_example_says_what_it_shows() -> None:
    """Five candidates, three elected, the account."""
    (one,) = parse_results(SHOWN[0][1], "example.txt")
    assert [c.name for c in one.elected] == ["LEE, Ann", "Bo Cai", "Di Fox"]
    assert {k: v.text for k, v in one.figures.items()} == {
        "issued": "30000",
        "returned": "20000",
        "invalid": "12",
        "valid": "19988",
        "turnout": "66.7",
    }


def test_the_python_snippet_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """As it stands on the page."""
    (snippet,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(snippet, "snippet", "exec"), {})
    assert capsys.readouterr().out == "1234\n"


def test_every_key_and_limit_is_documented() -> None:
    """Nothing is read that the page does not name."""
    for key in KEYS | OF_CANDIDATE:
        assert f"`{key}`" in PAGE or f"[{key}]" in PAGE, key
    assert f"{SIZE_LIMIT // 2**20} MiB" in PAGE
    assert f"{LINE_LIMIT:,} lines" in PAGE
