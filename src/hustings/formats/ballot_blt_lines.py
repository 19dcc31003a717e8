"""The numbers of a BLT file in any dialect: header, withdrawn, options, ballots.

A file is first taken line by line. Where its zeros do not stand at the ends of lines, it is taken
as one stream of numbers, as in 1987; where both readings are possible, the reader refuses to guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hustings.formats.ballot_blt_names import read_order
from hustings.formats.ballot_faults import quoted, whole
from hustings.formats.ballot_form import too_many
from hustings.formats.ballot_source import Source

_TOKEN = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[^\s()\[\]]+|[()\[\]]")
_NUMBERS = re.compile(r"-?[0-9]+(=[0-9]+)*\Z|-\Z|\([^()]*\)\Z|\[[^\[\]]*\]\Z")
_MINUS = re.compile(r"-[0-9]")
_ZERO = re.compile(r"0+\Z")
_STEP = "A ballot is: papers, preferences, 0."

Line = tuple[int, list[str]]
Paper = tuple[int, str | None, list[str]]
"""Its line, its number of papers as written (None: one, under an id), its ranks as written."""


@dataclass
class Ballots:
    """What stands before the names."""

    candidates: int
    seats: int
    withdrawn: list[int] = field(default_factory=list)
    tie_order: tuple[int, ...] = ()
    nicks: dict[str, int] = field(default_factory=dict)
    papers: list[Paper] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    after_line: int = 1


def read_ballot_lines(source: Source) -> Ballots:
    """Everything up to the names; raises InputError when there is no header."""
    rows = list(_without_comments(source.text))
    start = next((k for k, (_, text) in enumerate(rows) if text.strip()), None)
    if start is None:
        raise source.faults.fail(1, "no-ballots", "the file is empty", "Check the file.")
    line, text = rows[start]
    tokens = _TOKEN.findall(text.split('"')[0])
    counts = [whole(token) for token in tokens[:2]]
    if len(counts) < 2 or counts[0] is None or counts[1] is None:
        raise source.faults.fail(line, "bad-header", f"{quoted(text)}", "Write: candidates seats.")
    ballots = Ballots(counts[0], counts[1])
    if too_many(ballots.candidates, line, source.faults):
        source.faults.stop()
    rest = re.sub(r"\s*[0-9]+\s+[0-9]+", "", text, count=1)
    _Reader(source, ballots).read([(line, rest), *rows[start + 1 :]])
    return ballots


def _without_comments(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, less `# ...` and `/* ... */` outside quotes."""
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        if not inside and "#" not in line and "/*" not in line:
            yield number, line
            continue
        kept = ""
        for part in re.split(r'("[^"]*"|/\*|\*/|#.*)', line):
            if part in ("/*", "*/"):
                inside = part == "/*"
            elif not inside and (not part.startswith("#") or kept.strip().startswith(('"', "'"))):
                kept += part
        yield number, kept if not inside or kept.strip() else ""


@dataclass
class _Reader:
    source: Source
    ballots: Ballots

    def read(self, rows: Sequence[tuple[int, str]]) -> None:
        """Split numbers from names, then options from ballots, then settle the zeros."""
        numbers, tail = self._numbers(rows)
        numbers = self._options(numbers, rows[0][0])
        lone = next((k for k, (_, tokens) in enumerate(numbers) if tokens == ["0"]), None)
        lines = numbers if lone is None else numbers[:lone]
        by_line = bool(lines) and lone is not None and all(t[-1] == "0" for _, t in lines)
        if by_line and not any("0" in tokens[1:-1] for _, tokens in lines):
            self._by_line(lines, 1)
        elif by_line:
            lone = lone if self._zeros_inside(lines, numbers) else None
        elif lines and lone is not None and not any(t[-1] == "0" for _, t in lines):
            self._by_line(lines, 0)
            what = "no ballot ends in 0: the ends of lines are taken for it"
            self.source.faults.note(lines[0][0], "no-zeros", what, _STEP)
        else:
            lone = None
            self._stream(numbers)
        self._names(tail if lone is None else (numbers[lone][0] + 1, None))

    def _numbers(
        self, rows: Sequence[tuple[int, str]]
    ) -> tuple[list[Line], tuple[int, str | None]]:
        """The lines of numbers, and where the names begin: a line, or text within one."""
        numbers: list[Line] = []
        nicks = self._nicks(rows)
        end = next((line for line, text in rows if _ZERO.match(text.strip())), 0)
        for line, text in rows:
            before, mark, names = text.partition('"')
            tokens = ["0" if _ZERO.match(token) else token for token in _TOKEN.findall(before)]
            known = (line < end and not mark) or all(
                _NUMBERS.match(t) or set(t.split("=")) <= nicks for t in tokens
            )
            if tokens and known:
                numbers.append((line, tokens))
            if mark or not known:
                return numbers, (line, mark + names if mark and known else None)
        return numbers, (rows[-1][0] + 1, None)

    def _nicks(self, rows: Sequence[tuple[int, str]]) -> set[str]:
        for _, text in rows[:50]:
            if match := re.match(r"\s*\[nick\s+([^\]]*)\]", text):
                found = match[1].split()
                self.ballots.nicks = {nick: k for k, nick in enumerate(found, 1)}
        return set(self.ballots.nicks)

    def _options(self, numbers: Sequence[Line], head: int) -> list[Line]:
        """`-3` for who withdrew and `[tie ...]` stand before the first ballot.

        On the line of the header (`head`) all may follow, as a stream of numbers allows.
        """
        left = [(line, list(tokens)) for line, tokens in numbers]
        for line, tokens in left:
            if line != head and self._bad_weight(line, tokens):
                break
            while tokens and re.match(r"-[0-9]|\[", tokens[0]):
                self._option(tokens.pop(0), line)
            if tokens:
                break
        return [(line, tokens) for line, tokens in left if tokens]

    def _bad_weight(self, line: int, tokens: list[str]) -> bool:
        """`-2 1 3 0` withdraws nobody: a ballot's papers are below zero (1 stands in for them)."""
        if not tokens or not _MINUS.match(tokens[0]) or all(map(_MINUS.match, tokens)):
            return False
        step = f"Give papers above zero; to withdraw a candidate, put {tokens[0]} alone on a line."
        what = f"{quoted(tokens[0])} is not a number of papers"
        self.source.faults.add(line, "bad-papers", what, step)
        tokens[0] = "1"
        return True

    def _option(self, token: str, line: int) -> None:
        faults, count = self.source.faults, self.ballots.candidates
        if not token.startswith("["):
            number = whole(token[1:])
            if number is None or not 0 < number <= count:
                what = f"{quoted(token)} withdraws no candidate"
                faults.add(line, "bad-withdrawal", what, f"Candidates are 1 to {count}.")
            else:
                self.ballots.withdrawn.append(number)
            return
        word, *rest = token.strip("[]").split() or [""]
        if word == "tie":
            numbers = [str(self.ballots.nicks.get(nick, nick)) for nick in rest]
            self.ballots.tie_order = read_order(numbers, line, count, self.source)
        elif word == "nick" and len(set(rest)) != count:
            faults.add(line, "bad-nicks", f"{len(set(rest))} nicknames", f"Give {count} of them.")
        elif word not in ("nick", "tie"):
            what = f"the option {quoted(token)} is left out"
            faults.note(line, "option-left-out", what, "Say what it asks for when counting.")

    def _by_line(self, lines: Sequence[Line], tail: int) -> None:
        for line, tokens in lines:
            self._paper(line, tokens[: len(tokens) - tail])

    def _paper(self, line: int, tokens: list[str]) -> None:
        if not tokens:
            self.source.faults.add(line, "bad-ballot", "a ballot without papers", _STEP)
        elif tokens[0].startswith("("):
            self.ballots.papers.append((line, None, tokens[1:]))
        else:
            self.ballots.papers.append((line, tokens[0], tokens[1:]))

    def _zeros_inside(self, lines: Sequence[Line], numbers: Sequence[Line]) -> bool:
        """Ranks left blank (Stack Exchange), or ballots that share lines; whether the former."""
        blank = all(_sound(t[1:-1]) and t[0] != "0" for _, t in lines)
        stream = list(_streamed(numbers))
        whole_stream = [k for k, paper in enumerate(stream) if paper == (0, [])] == [
            len(stream) - 1
        ]
        line = next(n for n, tokens in lines if "0" in tokens[1:-1])
        if blank and whole_stream:
            what = "zeros inside lines can be ranks left blank or ends of ballots"
            step = "Write - for a rank left blank, or one ballot a line."
            self.source.faults.add(line, "two-readings", what, step)
        elif whole_stream or not blank:
            self._stream(numbers)
            return False
        else:
            self._by_line(lines, 1)
            what = "zeros inside lines are taken for ranks left blank"
            self.source.faults.note(line, "zero-as-blank", what, "Write - for a rank left blank.")
        return True

    def _stream(self, numbers: Sequence[Line]) -> None:
        ended = False
        for line, tokens in _streamed(numbers):
            if ended:
                what = "numbers after the 0 that ends the ballots"
                self.source.faults.add(line, "after-the-end", what, _STEP)
                return
            ended = not line and not tokens
            if not ended:
                self._stream_paper(line, tokens)
        if not ended:
            last = numbers[-1][0] if numbers else 0
            what = "no lone 0 ends the ballots"
            step = "End the ballots with a line 0; the file may be cut short."
            self.source.faults.add(last, "no-end", what, step)

    def _stream_paper(self, line: int, tokens: list[str]) -> None:
        if tokens[-1] != "0":
            what = "the last ballot does not end in 0"
            self.source.faults.add(line, "bad-ballot", what, _STEP)
        else:
            self._paper(line, tokens[:-1])

    def _names(self, at: tuple[int, str | None]) -> None:
        line, inside = at
        texts = self.source.text.split("\n")
        self.ballots.after_line = line
        self.ballots.after = texts[line - 1 :]
        if inside is not None and self.ballots.after:
            self.ballots.after[0] = inside


def _sound(tokens: Sequence[str]) -> bool:
    """No candidate twice."""
    named = [token for token in tokens if token not in ("0", "-")]
    return len(set(named)) == len(named)


def _streamed(numbers: Sequence[Line]) -> Iterator[Line]:
    """Ballots as the stream gives them, each with its last 0; (0, []) for the end of all."""
    held: list[str] = []
    at = 0
    for line, tokens in numbers:
        for token in tokens:
            at = at or line
            held.append(token)
            if token == "0":
                yield (0, []) if held == ["0"] else (at, held)
                held, at = [], 0
    if held:
        yield at, held
