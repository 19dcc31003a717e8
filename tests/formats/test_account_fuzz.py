"""An account of any content is read or refused with its problems; it never breaks the reader."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from hustings.errors import InputError
from hustings.formats.account_file import LISTS, TABLES, TOP, account_text, read_account
from hustings.model.account import FIGURES

KEYS = (*TOP, *FIGURES, "name", "reason", "papers", "channel", "id", "matter", "question")
MORE = ("answer", "by", "on", "text", "asked", "examined", "sent", "received", "outcome", "clause")
VALUES = (
    *('""', '"x"', '"yes"', '"no"', '"plain"', '"2026-03-14"', "2026-03-14", "12:00:00"),
    *("0", "-1", "81", "1.5", "inf", "true", "[]", "[1]", '["Ann"]', '["Ann", "Ann"]', "{}"),
    *("{ a = 1 }", "[{}]", '"\\u0000"', '"ü"'),
)
HEADS = (*(f"[{t}]" for t in TABLES), *(f"[[{t}]]" for t in LISTS))
LINE = st.one_of(
    st.sampled_from(HEADS),
    st.builds("{} = {}".format, st.sampled_from((*KEYS, *MORE)), st.sampled_from(VALUES)),
)


@given(st.lists(LINE, max_size=30).map("\n".join))
@settings(max_examples=300, deadline=None)
def test_any_file_is_read_or_refused(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "account.toml"
        path.write_text(text, "utf-8")
        try:
            account = read_account(path)
        except InputError as told:
            problems = told.problems
        else:
            problems = ()
            path.write_text(account_text(account), "utf-8")
            assert read_account(path) == account
            return
        assert problems
        assert all(p.next_step for p in problems)
