"""The paper account as a TOML file: read with every fault, written, and a template to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hustings.formats.toml_lines import Place, TomlFile, pairs, read_toml
from hustings.model.account import FIGURES, Channel, PaperAccount, Papers
from hustings.model.assurances import ANSWERS, DEFAULT, SETS, Assurance, Question, QuestionSet

TEXTS = ("organisation", "contest", "opened", "closed", "declared", "officer", "role", "inspection")
TOP = (*TEXTS, "questions", "unopposed", "notes")
TABLES = ("papers", "mails", "queries", "special", "register", "handling")
LISTS = ("channel", "rejected", "question", "answer")
MAILS = ("sent", "bounced", "opened")
REGISTER = ("examined", "instance", "declined", "revealed")
HANDLING = ("distributed_by", "stored_by", "counted_by")
ANSWER = ("question", "answer", "by", "role", "on", "text", "asked")
HEAD: Place = ("", 0, "")
Values = list[tuple[str, Any]]


def read_account(path: Path | str, questions: str | None = None) -> PaperAccount:
    """An account from a file; `questions` names another set than the file does.

    Raises InputError with every fault, among them an answer without a name, a no without reasons
    and an exception without its text.
    """
    file = read_toml(Path(path), "the account")
    values = file.values
    file.known(HEAD, values, (*TOP, *TABLES, *LISTS))
    texts = {key: file.text(HEAD, values, key) for key in TEXTS}
    own = tuple(_question(file, k, one) for k, one in enumerate(file.tables("question")))
    asked = _asked(file, questions, own)
    channels, papers = _channels(file)
    mails, queries = file.table("mails"), file.table("queries")
    special, handling = file.table("special"), file.table("handling")
    for name, keys in (("mails", MAILS), ("handling", HANDLING)):
        file.known((name, 0, ""), file.table(name), keys)
    file.known(("queries", 0, ""), queries, ("received", "outcome"))
    file.known(("special", 0, ""), special, ("papers", "note"))
    account = PaperAccount(
        **texts,
        papers=papers,
        channels=channels,
        mails=tuple((key, n) for key, n in _mails(file, mails) if n is not None),
        queries=file.number(("queries", 0, ""), queries, "received"),
        queries_outcome=file.text(("queries", 0, ""), queries, "outcome"),
        special=file.number(("special", 0, ""), special, "papers"),
        special_note=file.text(("special", 0, ""), special, "note"),
        register=_register(file),
        **{key: file.text(("handling", 0, ""), handling, key) for key in HANDLING},
        unopposed=file.names(HEAD, values, "unopposed"),
        notes=file.names(HEAD, values, "notes"),
        questions=asked.name,
        own=own,
        answers=_answers(file, (*asked.questions, *own)),
    )
    file.refuse("the account")
    return account


def _asked(file: TomlFile, chosen: str | None, own: Sequence[Question]) -> QuestionSet:
    """The set of questions: as chosen, else as the file says, else plain (none beside own)."""
    name = chosen or file.text(HEAD, file.values, "questions") or ("none" if own else DEFAULT)
    if name not in SETS:
        step = f"Use one of: {', '.join(SETS)}."
        file.problem(("", 0, "questions"), "bad-questions", f"questions {name!r}", step)
        return SETS["none"]
    return SETS[name]


def _question(file: TomlFile, number: int, values: dict[str, Any]) -> Question:
    place: Place = ("question", number, "")
    file.known(place, values, ("id", "matter", "clause"))
    made = Question(*(file.text(place, values, key) for key in ("id", "matter", "clause")))
    if not made.id or not made.matter:
        step = 'Write id = "keys" and matter = "the box was locked until the count".'
        file.problem(place, "no-matter", "a question without its id or its matter", step)
    return made


def _channels(file: TomlFile) -> tuple[tuple[Channel, ...], Papers]:
    """The channels, and the papers as a whole."""
    tables = file.tables("channel")
    names = [file.text(("channel", k, ""), one, "name") for k, one in enumerate(tables)]
    for k, name in enumerate(names):
        place: Place = ("channel", k, "name")
        if not name:
            file.problem(place, "no-name", "a channel without a name", 'Write name = "post".')
        elif name in names[:k]:
            file.problem(place, "duplicate-name", f"channel {name!r} twice", "Name each once.")
    reasons = _reasons(file, names)
    found = tuple(
        Channel(name, _papers(file, ("channel", k, ""), one, reasons.get(name, ())))
        for k, (name, one) in enumerate(zip(names, tables))
    )
    values = file.table("papers")
    return found, _papers(file, ("papers", 0, ""), values, reasons.get("", ()))


def _papers(
    file: TomlFile, place: Place, values: dict[str, Any], reasons: tuple[tuple[str, int], ...]
) -> Papers:
    file.known(place, values, FIGURES if place[0] == "papers" else ("name", *FIGURES))
    return Papers(**{n: file.number(place, values, n) for n in FIGURES}, reasons=reasons)


def _reasons(file: TomlFile, channels: Sequence[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Rejected papers by reason, by channel ("" for all papers)."""
    found: dict[str, dict[str, int]] = {}
    for k, one in enumerate(file.tables("rejected")):
        place: Place = ("rejected", k, "")
        file.known(place, one, ("reason", "papers", "channel"))
        reason, channel = file.text(place, one, "reason"), file.text(place, one, "channel")
        papers = file.number(place, one, "papers")
        if not reason or ("papers" not in one):
            step = 'Write reason = "no name marked" and papers = 3.'
            file.problem(place, "no-reason", "rejected papers without reason or number", step)
        if channel and channel not in channels:
            step = f"Channels: {', '.join(filter(None, channels)) or 'none; write [[channel]]'}."
            file.problem(("rejected", k, "channel"), "unknown-channel", f"{channel!r}", step)
        if reason in found.setdefault(channel, {}):
            step = "Give each reason once."
            file.problem(place, "duplicate-reason", f"reason {reason!r} twice", step)
        found[channel][reason] = papers or 0
    return {channel: tuple(reasons.items()) for channel, reasons in found.items()}


def _mails(file: TomlFile, values: dict[str, Any]) -> list[tuple[str, int | None]]:
    return [(key, file.number(("mails", 0, ""), values, key)) for key in MAILS]


def _register(file: TomlFile) -> tuple[tuple[str, str], ...]:
    values, place = dict(file.table("register")), ("register", 0, "")
    file.known(place, values, REGISTER)
    if isinstance(values.get("examined"), bool):
        values["examined"] = "yes" if values["examined"] else "no"
    said = {key: file.text(place, values, key) for key in REGISTER}
    if said["examined"] not in ("", "yes", "no"):
        step = "Write yes or no; what was found goes into revealed."
        examined = f"examined {said['examined']!r}"
        file.problem(("register", 0, "examined"), "bad-answer", examined, step)
    return tuple((key, text) for key, text in said.items() if text)


def _answers(file: TomlFile, questions: Sequence[Question]) -> tuple[Assurance, ...]:
    matters = {q.id: q.matter for q in questions}
    found: list[Assurance] = []
    for k, one in enumerate(file.tables("answer")):
        place: Place = ("answer", k, "")
        file.known(place, one, ANSWER)
        made = Assurance(**{key: file.text(place, one, key) for key in ANSWER})
        if made.question not in matters:
            step = f"Questions: {', '.join(matters) or 'none are asked'}."
            said = f"an answer to {made.question!r}, which is not asked"
            file.problem(("answer", k, "question"), "unknown-question", said, step)
        elif made.answer:
            _check_answer(file, k, made, matters[made.question])
            if any(a.question == made.question for a in found):
                said = f"{made.question} is answered twice"
                file.problem(place, "answered-twice", said, "Keep the answer that stands.")
            found.append(made)
    return tuple(found)


def _check_answer(file: TomlFile, number: int, made: Assurance, matter: str) -> None:
    """Problems for an answer that nobody can be held to."""

    def fault(key: str, code: str, said: str, step: str) -> None:
        file.problem(("answer", number, key), code, f"{made.question}: {said}", step)

    if made.answer not in ANSWERS:
        step = "Write yes, no or exception; leave it out when nobody has answered."
        fault("answer", "bad-answer", f"answer {made.answer!r}", step)
    elif made.answer != "yes" and not made.text:
        what = "reasons" if made.answer == "no" else "its text"
        said = f"{made.answer} without {what}"
        fault("answer", "no-text", said, 'Write text = "…": it is printed in the declaration.')
    if not made.by:
        step = 'Write by = "…": the person who answers.'
        fault("answer", "no-person", "an answer without a name", step)
    if not _is_day(made.on):
        step = "Write on = 2026-03-16: the day of the answer."
        fault("on", "no-day", "the day of the answer is not stated", step)
    if made.asked not in ("", matter):
        step = "Ask again: delete this answer, then hustings declare --ask."
        fault("asked", "other-question", "the question answered is not the one put now", step)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def account_text(account: PaperAccount) -> str:
    """The account as a file's text; `read_account` gives the same account back."""
    blocks = [pairs([(k, getattr(account, "asked" if k == "questions" else k)) for k in TOP])]
    blocks.append(_table("papers", _figures(account.papers)))
    for name, keys in (("mails", account.mails), ("register", account.register)):
        blocks.append(_table(name, list(keys)))
    queries: Values = [("received", account.queries), ("outcome", account.queries_outcome)]
    blocks.append(_table("queries", queries))
    blocks.append(_table("special", [("papers", account.special), ("note", account.special_note)]))
    blocks.append(_table("handling", [(k, getattr(account, k)) for k in HANDLING]))
    for channel in account.channels:
        named: Values = [("name", channel.name), *_figures(channel.papers)]
        blocks.append(["[[channel]]", *pairs(named)])
    for name, papers in (("", account.papers), *((c.name, c.papers) for c in account.channels)):
        for reason, n in papers.reasons:
            told: Values = [("reason", reason), ("papers", n), ("channel", name)]
            blocks.append(["[[rejected]]", *pairs(told)])
    for one in account.own:
        put = [("id", one.id), ("matter", one.matter), ("clause", one.clause)]
        blocks.append(["[[question]]", *pairs(put)])
    blocks += [answer_lines(one) for one in account.answers]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def answer_lines(one: Assurance) -> list[str]:
    """One answer as the file's lines."""
    return ["[[answer]]", *pairs([(key, getattr(one, key)) for key in ANSWER])]


def _figures(papers: Papers) -> list[tuple[str, int | None]]:
    return [(name, getattr(papers, name)) for name in FIGURES]


def _table(name: str, values: Sequence[tuple[str, Any]]) -> list[str]:
    lines = pairs(values)
    return [f"[{name}]", *lines] if lines else []
