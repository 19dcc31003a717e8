"""What every reader of ballots must keep to, whatever the bytes: used by pytest and by fuzz.py."""

from __future__ import annotations

from pathlib import Path

from hustings.errors import InputError
from hustings.formats import ballot_blt, ballot_preflib, ballot_scottish, ballot_table
from hustings.formats.ballot_faults import Faults
from hustings.formats.ballot_head import sound
from hustings.formats.ballot_scan import OddLines
from hustings.formats.ballot_source import Source, open_source
from hustings.formats.ballots import FORMS, read_ballots, write_ballots
from hustings.formats.results import parse_results
from hustings.formats.tables import decode
from hustings.model.profile import BallotFile, Profile

CORPUS = Path(__file__).parent / "corpus"
TWINS = {"blt": ballot_blt, "preflib": ballot_preflib, "scottish": ballot_scottish}
WRITERS = ("blt", "preflib", "scottish", "abif", "csv", "packed")


def consume(form: str, data: bytes) -> bool:
    """Read bytes as a form ("any" tells it, csv:ranks is a variant); whether they could be read.

    Only InputError may come out; what is read must be sound, must be the same by the quick way and
    the careful one, and must come back from every form that can say it.
    """
    if form == "results":
        return consume_results(data)
    if form in TWINS:
        agree(form, data)
    if form.startswith("csv"):
        agree_cells(form.partition(":")[2], data)
    try:
        file = _read(data, None if form == "any" else form)
    except InputError as refused:
        shown = [str(problem) for problem in refused.problems if problem.line >= 0]
        if not shown or len(shown) < len(refused.problems):
            raise AssertionError("refused without a problem") from refused
        return False
    assert file.form in FORMS
    assert file.profile.total > 0
    assert len(file.profile) > 0
    assert sound(file.profile)
    assert all(note.level == "warning" for note in file.notes)
    if len(data) < 2_000:
        comes_back(file)
    return True


def consume_results(data: bytes) -> bool:
    """Read bytes as a published result; every figure must stand in the text as printed."""
    name = {b"a": "result.csv", b"t": "result.toml", b"j": "result.json"}.get(data[:1], "result")
    text = decode(data, name)
    if not isinstance(text, str):
        return False
    try:
        found = parse_results(text, name)
    except InputError as refused:
        if not refused.problems:
            raise AssertionError("refused without a problem") from refused
        return False
    assert found
    for one in found:
        assert one.candidates or one.figures or one.rejected or one.again or one.seats
        for stated in (*one.figures.values(), *(c.votes for c in one.candidates if c.votes)):
            assert 0 <= stated.line <= text.count("\n") + text.count("\r") + 1
            assert stated.figure.places is None or stated.figure.places >= 0
    return True


def _read(data: bytes, form: str | None) -> BallotFile:
    """The ballots, of the first contest where there are several."""
    try:
        return read_ballots(data, form=form)
    except InputError as error:
        problem = error.problems[-1]
        if problem.code != "which-contest" or "contests: none" in problem.message:
            raise
        first = problem.message.partition(": ")[2].split(", ")[0]
        return read_ballots(data, form=form, contest=first)


def agree(form: str, data: bytes) -> None:
    """The quick reader, where it answers, answers what the careful one does."""
    module = TWINS[form]
    try:
        quick = module.read_quick(source(data))
        if quick is None:
            return
    except InputError:
        quick = None
    try:
        slow = module.read_careful(source(data))
    except InputError:
        slow = None
    assert (quick is None) == (slow is None)
    if quick is not None and slow is not None:
        assert everything(quick) == everything(slow)


def agree_cells(variant: str, data: bytes) -> None:
    """Quick cells give the grid that `csv` gives."""
    try:
        plan, line, at = ballot_table._header(source(data), variant)
        quick = ballot_table._quick(source(data), plan, line, at)
    except (InputError, OddLines):
        return
    held = source(data)
    slow = ballot_table.careful_grid(held, plan)
    words = [[quick.words[c] for c in row] for row in quick.codes.tolist()]
    assert words == [[slow.words[c] for c in row] for row in slow.codes.tolist()]
    if quick.papers is not None:
        assert slow.papers is not None
        assert quick.papers.tolist() == slow.papers.tolist()


def comes_back(file: BallotFile) -> None:
    """Whatever a form agrees to write, it reads again as the same papers."""
    for form in WRITERS:
        try:
            written = write_ballots(file, form)
        except InputError:
            continue
        kept = written if isinstance(written, bytes) else written.encode()
        name = "csv:" + layout_of(file.profile) if form == "csv" else form
        again = read_ballots(kept, form=name)
        assert said(again.profile) == said(file.profile), (form, written)
        if form == "blt":
            assert (again.seats, set(again.withdrawn)) == (file.seats, set(file.withdrawn))


def layout_of(profile: Profile) -> str:
    """The variant of csv in which papers of a kind are written."""
    return {"ranked": "ranks", "choices": "marks", "scores": "scores"}[profile.kind]


def said(profile: Profile) -> tuple[object, ...]:
    """What papers say, in any order of papers."""
    rows: dict[object, int] = {}
    for ranking, papers in profile.rankings():
        key = tuple(sorted(ranking)) if profile.kind == "choices" else ranking
        while profile.kind == "ranked" and key and key[-1] is None:
            key = key[:-1]  # ranks left blank after the last preference say nothing
        rows[key] = rows.get(key, 0) + papers
    return profile.kind, profile.candidates, rows


def everything(file: BallotFile) -> tuple[object, ...]:
    """All a reader said, to compare two ways of reading."""
    profile = file.profile
    papers = [1] * len(profile) if profile.papers is None else profile.papers.tolist()
    cells = (profile.width, profile.item, profile.cells.tolist(), papers)
    claims = (file.title, file.seats, file.withdrawn, file.tie_order, dict(file.parties))
    return profile.candidates, cells, claims, file.notes


def source(data: bytes) -> Source:
    """The bytes as a source, as the front door makes it."""
    try:
        return open_source(data)[0]
    except InputError:
        return Source("ballots", b"", "", Faults("ballots"))


__all__ = ["CORPUS", "consume"]
