"""A paper account to fill in, with what each figure means."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from hustings.formats.toml_lines import quoted
from hustings.model.account import CONTAINS, MEANING
from hustings.model.assurances import DEFAULT, SETS, Question

WIDTH = 96
DAY = 'on = ""        # the day, as in 2026-03-15'
HEAD = """# The paper account of one contest, for: hustings declare BALLOTS --rule R --account THIS
# Fill in what you know and take away the # in front; what is left out is printed as not stated.

organisation = ""
contest = ""
# opened = 2026-03-01      # day on which papers went out
# closed = 2026-03-14      # day on which voting closed
# declared = 2026-03-15    # day of this declaration
officer = ""               # who declares: the returning officer or scrutineer
role = ""                  # in which office
# unopposed = ["Ann Ash"]  # elected without a vote
# inspection = "Members may see the papers at the office until 14 March 2027."
# notes = ["One complaint was received and dismissed on 12 March."]
"""
REST = """
# Rejected papers by reason, as many as there are reasons:
# [[rejected]]
# reason = "no name marked"
# papers = 0

# Ways of voting, each with the same figures as [papers]; a [[rejected]] may name its channel:
# [[channel]]
# name = "post"
# returned = 0

# [mails]        # e-mails with papers or links
# sent = 0
# bounced = 0
# opened = 0

# [queries]      # what voters asked or reported
# received = 0
# outcome = ""

# [special]      # ballots given outside the usual way
# papers = 0
# note = ""

# [register]     # the register of members
# examined = ""     # yes or no
# instance = ""     # on request of a member or candidate (without the name), or at own instance
# declined = ""     # requests to examine it that were declined, if any
# revealed = ""     # what it showed that should be put right, if anything

# [handling]
# distributed_by = ""
# stored_by = ""
# counted_by = ""
"""
ASKED = """
# The statements. Nothing is asserted for anybody: each answer is a named person's, on a day.
# answer: yes, no (text gives the reasons) or exception (text says which). Leave out what nobody
# has answered, or let them be asked one by one: hustings declare --ask --account THIS
"""


def account_template(questions: str = DEFAULT) -> str:
    """The file's text, with the questions of a set."""
    chosen = SETS[questions]
    figures = ["", "[papers]", *_comment(CONTAINS)]
    for name, meaning in MEANING.items():
        figures += [*_comment(f"{name}: {meaning}"), f"# {name} = 0"]
    asked = "".join(f"\n{block}" for block in map(_answer, chosen.questions))
    source = "\n".join(_comment(f"Source: {chosen.source}")) + "\n" if chosen.source else ""
    return (
        f"{HEAD}questions = {quoted(chosen.name)}      # {', '.join(SETS)}\n"
        + "\n".join(figures)
        + f"\n{REST}{ASKED}{source}{asked}"
    )


def _comment(text: str) -> Sequence[str]:
    return [f"# {line}" for line in wrap(text, WIDTH)]


def _answer(question: Question) -> str:
    lines = [
        "[[answer]]",
        f"question = {quoted(question.id)}",
        'answer = ""',
        'by = ""',
        'role = ""',
        DAY,
    ]
    clause = f" ({question.clause})" if question.clause else ""
    said = [*_comment(f"{question.id}{clause}: {question.matter}")]
    return "\n".join([*said, *(f"# {x}" for x in lines), '# text = ""', ""])
