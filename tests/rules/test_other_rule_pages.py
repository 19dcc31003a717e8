"""Pages of the rules that are not Gregory counts: facts and examples are those of the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from other_examples import examples
from page_parts import facts_table, stage_table

from hustings.rules import find_rule

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = examples()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_shows_the_facts_and_the_example(name: str) -> None:
    """Word for word; a page that lies fails."""
    rule = find_rule(name)
    page = (ROOT / rule.page).read_text(encoding="utf-8")
    assert page.startswith(f"# {rule.title} (`{name}`)")
    assert facts_table(rule) in page
    assert stage_table(EXAMPLES[name]) in page


def test_the_page_of_the_block_vote_gives_the_figures_of_its_history() -> None:
    """Contests counted, equal and excepted are those `test_block_vote_history` asserts."""
    from test_block_vote_history import ENGLISH, LABOUR, LONDON, TIES

    page = (ROOT / find_rule("block-vote").page).read_text(encoding="utf-8")
    assert f"| London wards, 2022 and 2026 | 416 | 414 | {len(LONDON)} |" in page
    assert f"| English wards, 2006 to 2026 | 681 | 663 | {len(ENGLISH) + len(TIES)} |" in page
    assert f"| Labour NEC, 1998 to 2020 | 15 | 9 | {len(LABOUR)} |" in page
