"""The paper account as a file: every fault at once, and back again."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from hustings.errors import InputError
from hustings.formats.account_file import account_text, read_account
from hustings.formats.account_template import account_template
from hustings.model.account import CONTAINS, MEANING, Channel, PaperAccount, Papers
from hustings.model.assurances import SETS, Assurance, Question

SOCIETY = Path(__file__).resolve().parents[2] / "docs" / "guides" / "society"

FULL = PaperAccount(
    organisation='A "club"',
    contest="Committee",
    opened="2026-02-20",
    closed="2026-03-13",
    officer="R. Officer",
    papers=Papers(issued=10, returned=6, rejected=1, valid=5, reasons=(("blank", 1),)),
    channels=(Channel("post", Papers(valid=2, reasons=(("torn", 0),))), Channel("web", Papers())),
    mails=(("sent", 7), ("bounced", 0)),
    queries=0,
    special=1,
    special_note="by telephone",
    register=(("examined", "no"), ("revealed", "nothing")),
    counted_by="two members",
    unopposed=("Ann Ash", "Bo Birch"),
    notes=("one, two", "three"),
    questions="none",
    own=(Question("keys", "the box was locked", "rule 9"),),
    answers=(
        Assurance(question="keys", answer="no", by="Ann", role="chair", on="2026-03-14", text="x"),
    ),
)


def written(folder: Path, text: str) -> Path:
    path = folder / "account.toml"
    path.write_text(text, "utf-8")
    return path


def test_an_account_written_and_read_is_the_same(tmp_path: Path) -> None:
    text = account_text(FULL)
    again = read_account(written(tmp_path, text))
    assert again == FULL
    assert account_text(again) == text


def test_an_empty_account_is_one(tmp_path: Path) -> None:
    text = account_text(PaperAccount())
    assert text == 'questions = "plain"\n'
    assert account_text(read_account(written(tmp_path, text))) == text


WRONG = """organisaton = "A club"
questions = "everything"
unopposed = "Ann"

[papers]
issued = -3
returned = "81"
turnout = 3

[[channel]]
returned = 4

[[rejected]]
reason = "blank"

[[rejected]]
reason = "torn"
papers = 2
channel = "post"

[register]
examined = "perhaps"

[[answer]]
question = "law"
answer = "yes"
"""


def test_every_fault_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        read_account(written(tmp_path, WRONG))
    found = {(p.line, p.code) for p in told.value.problems}
    assert found == {
        (1, "unknown-key"),
        (2, "bad-questions"),
        (3, "bad-type"),
        (6, "bad-type"),
        (7, "bad-type"),
        (8, "unknown-key"),
        (10, "no-name"),
        (13, "no-reason"),
        (19, "unknown-channel"),
        (22, "bad-answer"),
        (25, "unknown-question"),
    }
    assert all(p.next_step for p in told.value.problems)


ANSWERS = """questions = "uk-union"
[[answer]]
question = "law"
answer = "no"
by = "Ann"
on = 2026-03-14
[[answer]]
question = "security"
answer = "exception"
by = "Ann"
on = 2026-03-14
[[answer]]
question = "independence"
answer = "yes"
[[answer]]
question = "others"
answer = "certainly"
by = "Ann"
on = "in March"
[[answer]]
question = "others"
answer = "yes"
by = "Ann"
on = 2026-03-14
asked = "the sun shone"
"""


def test_an_answer_needs_a_person_a_day_and_its_reasons(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        read_account(written(tmp_path, ANSWERS))
    found = [(p.line, p.code) for p in told.value.problems]
    assert found == [
        (4, "no-text"),
        (9, "no-text"),
        (12, "no-day"),
        (14, "no-person"),
        (17, "bad-answer"),
        (19, "no-day"),
        (20, "answered-twice"),
        (25, "other-question"),
    ]


@pytest.mark.parametrize("questions", SETS)
def test_the_template_says_what_every_figure_is_and_answers_nothing(
    questions: str, tmp_path: Path
) -> None:
    text = account_template(questions)
    plain = " ".join(text.replace("\n#", " ").split())
    assert all(" ".join(meaning.split()) in plain for meaning in MEANING.values())
    assert CONTAINS in plain
    account = read_account(written(tmp_path, text))
    assert account.questions == questions
    assert account.answers == ()
    assert account.papers == Papers()
    assert max(map(len, text.splitlines())) <= 100


def test_the_template_filled_in_is_read(tmp_path: Path) -> None:
    """Every commented line is a key that is known, once its # is taken away."""
    lines = account_template("uk-union").splitlines()
    keys = ("[", "question", "answer", "by ", "on ", "text", "name ", "reason", "papers ")
    figures = (*MEANING, "sent", "bounced", "opened", "received", "outcome", "note", "examined")
    more = ("instance", "declined", "revealed", "distributed_by", "stored_by", "counted_by")
    known = tuple(f"{k} = " for k in (*figures, *more))
    said = []
    for line in lines:
        bare = line.removeprefix("# ")
        said.append(bare if bare.startswith((*keys, *known)) and " = " in bare + " = " else line)
    text = "\n".join(said).replace("answer: yes, no", "# answer: yes, no")
    tomllib.loads(text)
    read_account(written(tmp_path, text))


def test_the_page_says_what_every_figure_is() -> None:
    page = (SOCIETY.parents[1] / "declare.md").read_text("utf-8")
    for name, meaning in MEANING.items():
        assert f"| `{name}` | {meaning} |" in page


def test_the_society_of_the_guide(tmp_path: Path) -> None:
    account = read_account(SOCIETY / "account.toml")
    assert account.papers.taken == 77
    assert [a.question for a in account.answers] == ["sent", "kept"]


def test_no_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_account(tmp_path / "nowhere.toml")
