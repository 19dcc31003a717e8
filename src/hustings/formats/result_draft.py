"""One contest's result under way, from its first line to a Declared."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hustings.formats.result_account import Said
from hustings.formats.result_candidate import Row
from hustings.formats.result_columns import StageCells
from hustings.formats.result_numbers import Manner
from hustings.formats.result_senses import Senses, without_doubtful
from hustings.formats.result_stages import is_nobody, table_of
from hustings.formats.result_words import said_elected
from hustings.model.declared import Declared, Standing, Stated
from hustings.model.official import OfficialTable

MOST_UNREAD = 200
MOST_ROUNDS = 100
MOST_ALIKE = 20


@dataclass
class Draft:
    """What has been read of one contest so far."""

    title: str = ""
    standings: list[Standing] = field(default_factory=list)
    places: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    stars: list[bool] = field(default_factory=list)
    bolds: list[bool] = field(default_factory=list)
    said: list[tuple[int, Said]] = field(default_factory=list)
    slates: list[tuple[str, Stated]] = field(default_factory=list)
    rule: str = ""
    assumed: list[str] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    stage_rows: list[StageCells] = field(default_factory=list)
    stages: OfficialTable | None = None
    constraint: str = ""
    source: str = ""
    seats_in_title: Said | None = None
    star_means_other: bool = False
    star_said: bool = False
    cards: list[tuple[int, str]] = field(default_factory=list)
    firm: bool = False
    named: int = 0
    preface: int = 0
    shared_rule: str = ""
    rounds: dict[str, dict[int, Stated]] = field(default_factory=dict)
    names_said: list[str] = field(default_factory=list)
    lines: dict[int, str] = field(default_factory=dict)

    @property
    def seats(self) -> int | None:
        """Seats, where they are stated."""
        stated = (s.figure.value for _, s in self.said if s.key == "seats")
        return next((int(value) for value in stated), None)

    def shared(self) -> list[tuple[int, Said]]:
        """Papers issued and returned that stand above the title of this contest, and of others."""
        return [(n, s) for n, s in self.said[: self.preface] if s.key in ("issued", "returned")]

    @property
    def empty(self) -> bool:
        """True while nothing of a result has been read."""
        return not self.standings and len(self.said) <= self.preface

    @property
    def closed(self) -> bool:
        """True once figures of the account stand below the candidates."""
        last = max((s.line for s in self.standings), default=0)
        return bool(last) and any(line > last for line, _ in self.said)

    def states(self, key: str) -> bool:
        """True when a figure of that name has been read."""
        return any(said.key == key for _, said in self.said)

    def add(self, row: Row, elected: bool | None = None, bold: bool = False) -> None:
        """A candidate; one who stands there already with the same votes is not added again."""
        standing = row.standing
        if elected is not None and standing.elected is None:
            standing = replace(standing, elected=elected)
        places = self.places.setdefault(_key(standing.name), [])
        for at in places[:MOST_ALIKE]:
            if _joins(self.standings[at], standing):
                self.standings[at] = _joined(self.standings[at], standing)
                return
        places.append(len(self.standings))
        self.standings.append(standing)
        self.stars.append(row.star)
        self.bolds.append(bold)

    def drop_last(self) -> None:
        """The last candidate was none."""
        gone = self.standings.pop()
        self.stars.pop()
        self.bolds.pop()
        self.places[_key(gone.name)].pop()
        self.rounds.pop(gone.name, None)

    def known(self, name: str) -> list[Standing]:
        """Those of that name, in any order and case of its words."""
        return [self.standings[at] for at in self.places.get(_key(name), ())[:MOST_ALIKE]]

    def note(self, sentence: str) -> None:
        """Something taken for granted."""
        if sentence not in self.assumed:
            self.assumed.append(sentence)

    def miss(self, line: int, text: str) -> None:
        """A line with figures nobody understood."""
        if len(self.unread) < MOST_UNREAD:
            self.unread.append((line, text[:300]))


def _key(name: str) -> tuple[str, ...]:
    return tuple(sorted(name.casefold().replace(",", " ").replace(".", " ").split()))


def _joins(known: Standing, further: Standing) -> bool:
    """Whether a further mention says nothing that differs."""
    if known.votes is None or further.votes is None:
        return known.line != further.line
    same = known.votes.figure.value == further.votes.figure.value
    return same and (known.elected is None) != (further.elected is None)


def _joined(known: Standing, further: Standing) -> Standing:
    return replace(
        known,
        votes=known.votes or further.votes,
        share=known.share or further.share,
        elected=known.elected if known.elected is not None else further.elected,
        slate=known.slate or further.slate,
        place=known.place if known.place is not None else further.place,
    )


def finish(draft: Draft, manner: Manner, file: str) -> Declared:
    """The result as stated."""
    for sentence in manner.assumed:
        draft.note(sentence)
    _turn_cards(draft)
    standings = _marked(draft)
    if any(_key(draft.title) == _key(s.name) for s in standings):
        draft.title = ""
    stages = draft.stages
    if stages is None and not draft.stage_rows:
        draft.stage_rows = _rounds(draft)
    if stages is None and draft.stage_rows:
        stages, missed = table_of(draft.stage_rows, manner, draft.title, file)
        for line, text in missed:
            draft.miss(line, text)
    said, doubtful, notes = without_doubtful(draft.said)
    for sentence in notes:
        draft.note(sentence)
    known = {line for line, _ in draft.unread}
    for number in dict.fromkeys(doubtful):
        if number not in known:
            draft.miss(number, draft.lines.get(number, ""))
    draft.unread.sort()
    senses = Senses(said, standings, _family(draft, stages))
    senses.read()
    for sentence in senses.assumed:
        draft.note(sentence)
    return Declared(
        title=draft.title,
        file=file,
        candidates=tuple(standings),
        seats=senses.seats,
        rule=draft.rule,
        figures=senses.figures,
        again=tuple(senses.again),
        rejected=tuple(senses.rejected),
        slates=tuple(draft.slates),
        stages=stages,
        constraint=draft.constraint,
        shape="stages" if stages else "list" if standings else "account",
        assumed=tuple(draft.assumed),
        unread=tuple(draft.unread),
        source=draft.source,
    )


def _rounds(draft: Draft) -> list[StageCells]:
    """Rounds told one below the other, as the rows of a stage table."""
    last = max((n for rounds in draft.rounds.values() for n in rounds), default=1)
    if last < 2 or last > MOST_ROUNDS:
        return []
    return [
        StageCells(
            name,
            min(s.line for s in rounds.values()),
            tuple(("stage", rounds[n].text if n in rounds else "") for n in range(1, last + 1)),
        )
        for name, rounds in draft.rounds.items()
        if rounds and (is_nobody(name) or draft.known(name))
    ]


def _turn_cards(draft: Draft) -> None:
    """Where two lines stand above each number, they are the name and the slate."""
    cards = [(at, name) for at, name in draft.cards if at < len(draft.standings)]
    if len(cards) < 2 or not all(name for _, name in cards) or len(cards) < len(draft.standings):
        return
    for at, name in cards:
        standing = draft.standings[at]
        draft.standings[at] = replace(standing, name=name, slate=standing.name)
    draft.note("Of two lines above a number the first is read as a name, the second as a slate.")


def _marked(draft: Draft) -> list[Standing]:
    """Every standing with its mark; a star or bold print marks where nothing else does."""
    standings = [s for s in draft.standings if not is_nobody(s.name)]
    pairs = [
        (star, bold)
        for s, star, bold in zip(draft.standings, draft.stars, draft.bolds)
        if not is_nobody(s.name)
    ]
    told = said_elected([s.name for s in standings], draft.names_said)
    if told:
        standings = [
            replace(s, elected=True) if s.name in told and s.elected is None else s
            for s in standings
        ]
    if not any(s.elected for s in standings):
        for which, what in ((0, "A star beside a name"), (1, "A name in bold print")):
            marks = [pair[which] for pair in pairs]
            if any(marks) and draft.seats not in (None, sum(marks)):
                draft.note(f"{what} is not read as a mark: there are {sum(marks)} of them.")
                continue
            if which == 0 and draft.star_means_other:
                continue
            if any(marks) and (not all(marks) or len(marks) == 1):
                standings = [replace(s, elected=m) for s, m in zip(standings, marks)]
                if not (which == 0 and draft.star_said):
                    draft.note(f"{what} is read as the mark of those elected.")
                break
    if any(s.elected for s in standings):
        standings = [replace(s, elected=bool(s.elected)) for s in standings]
    return standings


def _family(draft: Draft, stages: OfficialTable | None) -> str:
    """The rule stated; stages and a quota are those of a transferable vote."""
    return draft.rule or ("stv" if stages is not None or draft.states("quota") else "")
