"""The page on double entry explains every ruling."""

from __future__ import annotations

from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "double-entry.md"


@pytest.mark.parametrize(
    "word", ["first", "second", "blank", "reject: the reason", "no such paper", "whole paper"]
)
def test_the_page_explains_every_ruling(word: str) -> None:
    assert f'"{word}"' in PAGE.read_text("utf-8")
