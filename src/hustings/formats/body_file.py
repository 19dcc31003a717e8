"""A body as a TOML file: how it decides, its camps and members, the seats still to be won."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from hustings.formats.body_values import Values
from hustings.formats.toml_lines import Place, TomlFile, read_toml
from hustings.model.offices import LEANS
from hustings.model.voting import (
    BASES,
    EVERY_LEAN,
    EXPECTED,
    MEMBER_STATES,
    RULINGS,
    SIDES,
    UNKNOWN,
    VOTES,
    WHOLE,
    Assembly,
    Casting,
    Conduct,
    Contested,
    Known,
    Majority,
    Member,
    Seating,
    Stance,
    lean_words,
)

CHANCES = ("attendance", "discipline", "soft", "free", "abstain")
RULE = ("majority", "share", "reaching", "by_heads", "sections", "clause")
TOP = (
    *("name", "issue", "quorum", "casting", "ruling", "votes_too", "deputy", "decided_by"),
    *("source", "camp", "member", "section", "also", "contested", *CHANCES, *RULE),
)
OWN = ("name", "section", "lean", "weight", "attendance", "discipline", "source")
CAMP = (*OWN, "stance", "members", "yes")
MEMBER = (*OWN, "camp", "state", "role", "on")
SECTION = ("name", "seats")
CONTESTED = ("section", "seats", "camp", "otherwise", "won", "chances")
MOST_SEATS = 5000
TOP_PLACE: Place = ("", 0, "")
MEANINGS = {
    "attendance": "a member is there",
    "discipline": "a member of a camp votes as it does",
    "soft": "a member who leans to a camp votes as it does",
    "free": "a free member votes for the motion",
    "abstain": "a member who is there does not vote",
}


def read_body(path: Path | str) -> Seating:
    """The body of a TOML file (`hustings body --template` writes one to fill in).

    InputError with every fault, each with its line. What the file does not state is assumed, and
    the Seating says so.
    """
    path = Path(path)
    file = read_toml(path, "the body")
    made = _Body(file)
    seating = made.seating()
    file.refuse("the body")
    return seating


@dataclass
class _Body:
    """A body being read."""

    file: TomlFile
    members: list[Member] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)

    @property
    def values(self) -> Values:
        return Values(self.file)

    @property
    def top(self) -> dict[str, Any]:
        return self.file.values

    def seating(self) -> Seating:
        """All of the file, in the order in which parts lean on each other."""
        self.file.known(TOP_PLACE, self.top, TOP)
        name = self.file.text(TOP_PLACE, self.top, "name")
        if not name:
            self.file.problem(TOP_PLACE, "no-name", "the body has no name", 'Write name = "…".')
        for number, values in enumerate(self.file.tables("camp")):
            self._camp(("camp", number, ""), values)
        for number, values in enumerate(self.file.tables("member")):
            self._member(("member", number, ""), values)
        for number, values in enumerate(self.file.tables("section")):
            self._section(("section", number, ""), values)
        contested = self._contested()
        self._check_members()
        conduct, known = self._conduct()
        assembly = Assembly(
            name=name or self.file.name,
            members=tuple(self.members),
            issue=self.file.text(TOP_PLACE, self.top, "issue"),
            stances=tuple(self.stances),
            majorities=self._majorities(),
            casting=self._casting(),
            conduct=conduct,
            decided_by=self.file.names(TOP_PLACE, self.top, "decided_by"),
        )
        self._check_sub_body(assembly, contested)
        facts = (self._rule_known(assembly), *self._cast(assembly), *self._unsaid(), *known)
        return Seating(assembly=assembly, known=facts, contested=contested)

    def _camp(self, place: Place, values: dict[str, Any]) -> None:
        self.file.known(place, values, CAMP)
        camp = self.file.text(place, values, "name")
        if not camp:
            self.file.problem(place, "no-name", "a camp without a name", 'Write name = "…".')
        if camp in {s.camp for s in self.stances}:
            step = "Give each camp one [[camp]]; members of other sections go under [[member]]."
            self.file.problem((*place[:2], "name"), "twice", f"camp {camp!r} twice", step)
        side = self.values.word(place, values, "stance", SIDES)
        yes = self.values.chance(place, values, "yes")
        if yes is not None and side != "free":
            step = 'Leave yes out, or write stance = "free".'
            self.file.problem((*place[:2], "yes"), "not-free", "yes is for a free camp", step)
        self.stances.append(Stance(camp, side or "free", yes))
        count = self.file.number(place, values, "members") or 0
        if count > MOST_SEATS:
            self.file.problem((*place[:2], "members"), "too-many", f"{count} members", "Check it.")
            return
        like = replace(self._own(place, values), camp=camp, named=False)
        self.members += [replace(like, name=f"{camp} member {k + 1}") for k in range(count)]

    def _member(self, place: Place, values: dict[str, Any]) -> None:
        self.file.known(place, values, MEMBER)
        name = self.file.text(place, values, "name")
        if not name:
            step = 'Write name = "…", or a label of the seat.'
            self.file.problem(place, "no-name", "a member without a name", step)
        camp = self.file.text(place, values, "camp")
        camps = list(dict.fromkeys(s.camp for s in self.stances if s.camp))
        if camp and camp not in camps:
            step = f"Add a [[camp]] of that name, or use one of: {', '.join(camps) or 'none yet'}."
            self.file.problem((*place[:2], "camp"), "unknown-camp", f"no camp {camp!r}", step)
        state = self.values.word(place, values, "state", MEMBER_STATES) or VOTES
        self.members.append(
            replace(
                self._own(place, values),
                name=name,
                camp=camp,
                state=state,
                role=self.file.text(place, values, "role"),
                on=self.values.day(place, values),
            )
        )

    def _own(self, place: Place, values: dict[str, Any]) -> Member:
        """What a camp's members and a single member may both state."""
        lean = self.values.word(place, values, "lean", LEANS) or LEANS[0]
        weight = self.values.fraction(place, values, "weight")
        if weight is not None and weight < 0:
            self.file.problem((*place[:2], "weight"), "below-zero", "a weight below 0", "Mend it.")
        return Member(
            name="",
            section=self.file.text(place, values, "section"),
            lean=lean,
            weight=WHOLE if weight is None or weight < 0 else weight,
            attendance=self.values.chance(place, values, "attendance"),
            discipline=self.values.chance(place, values, "discipline"),
            source=self.file.text(place, values, "source"),
        )

    def _section(self, place: Place, values: dict[str, Any]) -> None:
        """Seats of a section that nobody is named for are free seats."""
        self.file.known(place, values, SECTION)
        name = self.file.text(place, values, "name")
        seats = self.file.number(place, values, "seats") or 0
        if not name:
            self.file.problem(place, "no-name", "a section without a name", 'Write name = "…".')
        if not seats:
            self.file.problem(place, "no-seats", "a section without seats", "Write seats = 13.")
            return
        here = sum(m.section == name for m in self.members)
        if here > seats or seats > MOST_SEATS:
            said = f"{name or 'it'} has {seats} seats and {here} members"
            step = "Mend seats, or the members' sections."
            self.file.problem((*place[:2], "seats"), "too-many", said, step)
            return
        labels = (f"{name} seat {k + 1}" for k in range(here, seats))
        self.members += [Member(name=label, section=name, named=False) for label in labels]

    def _contested(self) -> Contested | None:
        """The seats still to be won; they replace whoever the file puts in that section."""
        values = self.file.table("contested")
        if not values:
            return None
        place: Place = ("contested", 0, "")
        self.file.known(place, values, CONTESTED)
        section = self.file.text(place, values, "section") or "contested"
        seats = self.file.number(place, values, "seats") or 0
        camp, otherwise = (self.file.text(place, values, k) for k in ("camp", "otherwise"))
        camps = {s.camp for s in self.stances if s.camp}
        for key, named in (("camp", camp), ("otherwise", otherwise)):
            if named not in camps and (named or key == "camp"):
                said = f"{key} {named!r} is no camp" if named else "camp is not stated"
                step = f"Name one of: {', '.join(sorted(camps)) or 'no [[camp]] yet'}."
                self.file.problem((*place[:2], key), "unknown-camp", said, step)
        if not 0 < seats <= MOST_SEATS:
            step = "Write seats = 9."
            self.file.problem((*place[:2], "seats"), "no-seats", "no contested seats", step)
        won = self._won(place, values, seats)
        return Contested(
            section=section,
            seats=seats,
            camp=camp,
            otherwise=otherwise,
            won=won,
            chances=self._won_chances(place, values, len(won)),
        )

    def _won(self, place: Place, values: dict[str, Any], seats: int) -> tuple[int, ...]:
        found = values.get("won", list(range(seats + 1)) if 0 < seats <= MOST_SEATS else [])
        at = (*place[:2], "won")
        if not isinstance(found, list) or not all(type(n) is int and n >= 0 for n in found):
            self.file.problem(at, "bad-type", "won is no list of whole numbers", "Write [9, 8, 7].")
            return ()
        if not found or max(found) > seats or len({*found}) < len(found):
            step = f"Different numbers from 0 to {seats}."
            self.file.problem(at, "out-of-range", f"won = {found}", step)
        return tuple(found)

    def _won_chances(self, place: Place, values: dict[str, Any], many: int) -> tuple[Fraction, ...]:
        found, at = values.get("chances", []), (*place[:2], "chances")
        if not isinstance(found, list):
            self.file.problem(at, "bad-type", "chances is no list", "One for each number of won.")
            return ()
        read = [self.values.chance(place, {"chances": one}, "chances") for one in found]
        chances = tuple(one for one in read if one is not None)
        if found and (len(found) != many or sum(chances) != 1):
            step = "One for each number of won; together they make 1."
            self.file.problem(at, "bad-chances", "chances do not fit won", step)
        return chances

    def _majorities(self) -> tuple[Majority, ...]:
        """The rule of the top of the file, and that of every [[also]]."""
        rules = [self._majority(TOP_PLACE, self.top)]
        for number, values in enumerate(self.file.tables("also")):
            place: Place = ("also", number, "")
            self.file.known(place, values, RULE)
            rules.append(self._majority(place, values))
        quorum = self.file.number(TOP_PLACE, self.top, "quorum")
        return (replace(rules[0], quorum=quorum or None), *rules[1:])

    def _majority(self, place: Place, values: dict[str, Any]) -> Majority:
        share = self.values.fraction(place, values, "share")
        reaching = self.values.flag(place, values, "reaching")
        if share is not None and not 0 <= share <= 1:
            step = 'Write a fraction from 0 to 1, as "2/3".'
            self.file.problem((*place[:2], "share"), "out-of-range", f"share {share}", step)
        if share == 1 and not reaching:
            step = "Write reaching = true: more than all cannot be."
            self.file.problem((*place[:2], "share"), "never", "more than all is asked", step)
        sections = self.file.names(place, values, "sections")
        there = {m.section for m in self.members} | {
            str(self.file.table("contested").get("section"))
        }
        for one in sections:
            if one not in there:
                step = "Name a section that members sit in."
                self.file.problem((*place[:2], "sections"), "unknown-section", repr(one), step)
        return Majority(
            of=self.values.word(place, values, "majority", BASES) or "voting",
            share=Fraction(1, 2) if share is None else share,
            reaching=reaching,
            by_heads=self.values.flag(place, values, "by_heads"),
            sections=sections,
            clause=self.file.text(place, values, "clause"),
        )

    def _casting(self) -> Casting | None:
        who = self.file.text(TOP_PLACE, self.top, "casting")
        if not who:
            return None
        deputy = self.file.text(TOP_PLACE, self.top, "deputy")
        names = [m.name for m in self.members]
        for key, name in (("casting", who), ("deputy", deputy)):
            if name and name not in names:
                step = "Name a [[member]]."
                self.file.problem(("", 0, key), "unknown-member", f"no member {name!r}", step)
        return Casting(
            who=who,
            ruling=self.values.word(TOP_PLACE, self.top, "ruling", RULINGS) or "own",
            votes_too=self.values.flag(TOP_PLACE, self.top, "votes_too", True),
            deputy=deputy,
        )

    def _conduct(self) -> tuple[Conduct, list[Known]]:
        """The chances that hold for everybody, and which of them the file states."""
        source = self.file.text(TOP_PLACE, self.top, "source") or self.file.name
        values, known = {}, []
        for key in CHANCES:
            unknown = key == "free" and self.top.get(key) == UNKNOWN
            found = None if unknown else self.values.chance(TOP_PLACE, self.top, key)
            values[key] = getattr(EXPECTED, key) if found is None else found
            basis = "assumed" if found is None else "stated"
            said = "a round figure" if found is None else source
            if values[key] is None:
                said = EVERY_LEAN
            if key != "abstain" or found:
                known.append(Known(key, MEANINGS[key], lean_words(values[key]), basis, said))
        return Conduct(**values), known

    def _cast(self, assembly: Assembly) -> list[Known]:
        """The casting vote, as the file has it."""
        casting = assembly.casting
        if casting is None:
            return []
        own = "" if casting.votes_too else ", their only vote"
        deputy = f"; {casting.deputy} where they are away" if casting.deputy else ""
        value = f"{casting.who}{own}{deputy}"
        meaning = f"settles an even vote ({casting.ruling})"
        return [Known("casting vote", meaning, value, "stated", self.file.name)]

    def _unsaid(self) -> list[Known]:
        """Camps whose stance the file leaves out: free, as far as it says."""
        meaning, why = "how it stands on the motion", "no stance in the file"
        return [
            Known(f"camp {stance.camp}", meaning, "free", "assumed", why)
            for stance, values in zip(self.stances, self.file.tables("camp"))
            if "stance" not in values
        ]

    def _rule_known(self, assembly: Assembly) -> Known:
        words = " and ".join(m.words() for m in assembly.majorities)
        stated = "majority" in self.top or "share" in self.top
        said = assembly.majorities[0].clause or (self.file.name if stated else "not in the file")
        basis = "stated" if stated else "assumed"
        return Known("majority", "what a motion needs", words, basis, said)

    def _check_members(self) -> None:
        if not self.members and not self.file.table("contested"):
            step = "Add [[camp]] with members = 11, or [[member]] tables."
            self.file.problem(TOP_PLACE, "no-members", "nobody sits on the body", step)
        counts = Counter(m.name for m in self.members if m.named and m.name)
        for number, values in enumerate(self.file.tables("member")):
            name = self.file.text(("member", number, ""), values, "name")
            if counts[name] > 1:
                step = "Name each once; one person has one seat."
                at = ("member", number, "name")
                self.file.problem(at, "duplicate-name", f"{name!r} sits twice", step)

    def _check_sub_body(self, assembly: Assembly, contested: Contested | None) -> None:
        at_stake = contested.section if contested else None
        for word in assembly.decided_by:
            if word != at_stake and not any(
                replace(assembly, decided_by=(word,)).decides(m) for m in self.members
            ):
                step = "Name a section, a role or a member."
                at = ("", 0, "decided_by")
                self.file.problem(at, "nobody", f"nobody is {word!r}", step)
        quorum = assembly.majorities[0].quorum or 0
        seats = sum(m.section != at_stake for m in assembly.deciding())
        decides = not assembly.decided_by or at_stake in assembly.decided_by
        seats += contested.seats if contested and decides else 0
        if quorum > seats:
            said = f"a quorum of {quorum} among {seats} seats"
            self.file.problem(("", 0, "quorum"), "out-of-reach", said, "Mend one of them.")
