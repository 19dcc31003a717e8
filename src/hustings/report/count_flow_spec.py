"""The flow of votes from stage to stage as a Vega drawing whose every place is worked out here."""

from __future__ import annotations

from typing import Any

from hustings.report import words
from hustings.report.count_flows import UNUSED, Flows, Party
from hustings.report.count_labels import LINE, spread_out
from hustings.report.count_numbers import apart, fitted, short_names
from hustings.report.count_sankey import Block, Place, Ribbon, blocks, ribbons
from hustings.report.count_stages import ACTS
from hustings.report.figure import Frame, Spec
from hustings.report.palette import LIGHT, candidate_hue
from hustings.report.specs import FONT

VEGA = "https://vega.github.io/schema/vega/v6.json"
PLOT = 290.0
"""Pixels a chart of lines is high."""
NARROW = 46.0
"""Pixels across under which a name does not stand level below its block."""
BELOW = 76.0
"""Pixels under the last blocks where a last name stands that has no room beside the others."""
LINKS = dict(ACTS.values())
STAYED, MOVED = 0.26, 0.62
"""How solid votes are drawn that stay, and that move."""


def sankey_spec(made: Flows, frame: Frame) -> Spec:
    """Votes from stage to stage: left to right, or downwards where the frame is narrow."""
    return _downwards(made, frame) if frame.narrow else _rightwards(made, frame)


def _rightwards(made: Flows, frame: Frame) -> Spec:
    left, right = 96.0, 150.0
    top = 52.0 if len(made.acts) <= 12 else 84.0
    across = max(330.0, 34.0 * len(made.parties))
    place = Place(frame.width - left - right, across, 9.0, 10.0)
    laid = blocks(made, place)
    marks = [
        _ribbons(made, ribbons(made, laid, place)),
        _rects(made, laid, place),
        _texts([*_column_heads(made, laid, place), *_left(made, laid), *_right(made, laid, place)]),
    ]
    return _vega(frame.width, across + top + 8, marks, left, top)


def _column_heads(made: Flows, laid: list[Block], place: Place) -> list[dict[str, Any]]:
    """The number of each stage, and whose papers moved at it."""
    at = {block.stage: block.at for block in laid}
    step = place.along / max(len(made.acts) - 1, 1)
    found = []
    for number, (act, of) in enumerate(made.acts, 1):
        x = at[number] + place.block / 2
        y = -38 if step >= 56 else -8
        found.append(_text(x, y, str(number), "center", bold=True))
        if step < 56 and number > 1:
            found.append(_text(x, -22, _moved(made, of, 11), "left", "muted") | {"angle": -55})
        elif number > 1:
            most = int(step / 6)
            found.append(_text(x, -24, fitted(_verb(act), most), "center", "muted"))
            found.append(_text(x, -11, _moved(made, of, most), "center"))
    return found


def _verb(act: str) -> str:
    return {"exclusion": "out:", "surplus": "surplus:"}.get(act, act)


def _left(made: Flows, laid: list[Block]) -> list[dict[str, Any]]:
    first = [block for block in laid if block.stage == 1]
    names = _names(made, 14)
    places = spread_out([b.middle for b in first], LINE, 4.0)
    return [
        _text(-8, y, names[b.party], "right", bold=_elected(made, b.party))
        for b, y in zip(first, places)
    ]


def _right(made: Flows, laid: list[Block], place: Place) -> list[dict[str, Any]]:
    """Who holds what at the end, and who has a seat."""
    last = [block for block in laid if block.stage == len(made.held)]
    names = _names(made, 22)
    places = spread_out([b.middle for b in last], 2 * LINE, 4.0)
    found = []
    for block, y in zip(last, places):
        x = place.along + 8
        held = made.held[-1][block.party]
        found.append(_text(x, y - 6, names[block.party], "left", bold=_elected(made, block.party)))
        found.append(_text(x, y + 7, _ending(made, block.party, held), "left", "muted"))
    return found


def _ending(made: Flows, key: str, held: float) -> str:
    party = next(p for p in made.parties if p.key == key)
    lost = {"vacant seat": ", seat left vacant", "removed": ", removed"}.get(party.outcome, "")
    fate = f", elected {words.ordinal(party.elected)}" if party.elected else lost
    return f"{held:,.0f}{fate}"


def _downwards(made: Flows, frame: Frame) -> Spec:
    top, step = 74.0, 66.0 if len(made.acts) <= 12 else 50.0
    across = frame.width - 8.0
    place = Place(step * (len(made.held) - 1) + 9, across, 5.0, 9.0, down=True)
    laid = blocks(made, place)
    marks = [
        _ribbons(made, ribbons(made, laid, place)),
        _rects(made, laid, place),
        _texts(
            [
                *_slanted(made, laid, frame),
                *_captions(made, laid),
                *_below(made, laid, place),
            ]
        ),
    ]
    return _vega(frame.width, place.along + top + BELOW + LINE, marks, 4.0, top)


def _slanted(made: Flows, laid: list[Block], frame: Frame) -> list[dict[str, Any]]:
    """Names above the first blocks, at a slant; a block too close to the last one has none."""
    found = []
    free = -1e9
    for block in (b for b in laid if b.stage == 1):
        room = int((frame.width - 6 - block.middle) / 4.6)
        if block.middle >= free and room >= 4:
            name = _names(made, min(12, room))[block.party]
            text = _text(block.middle, -8, name, "left", bold=_elected(made, block.party))
            found.append(text | {"angle": -48})
            free = block.middle + 13
    return found


def _captions(made: Flows, laid: list[Block]) -> list[dict[str, Any]]:
    at = {block.stage: block.at for block in laid}
    found = []
    for number, (act, of) in enumerate(made.acts, 1):
        if number > 1:
            link = LINKS.get(act, "of")
            said = f"{number}  {act}{f' {link} {of}' if of else ''}"
            found.append(_text(2, at[number] - 8, fitted(said, 46), "left") | {"halo": 1})
    return found


def _below(made: Flows, laid: list[Block], place: Place) -> list[dict[str, Any]]:
    """Names under the last blocks, at a slant where a block of the elected is too narrow."""
    parties = {party.key: party for party in made.parties}
    last = [b for b in laid if b.stage == len(made.held)]
    if min((b.end - b.start for b in last if parties[b.party].elected), default=0.0) < NARROW:
        return _slanted_below(made, last, place)
    names = _names(made, 22)
    found = []
    free = 0.0
    for block in last:
        party = parties[block.party]
        at, align, room = block.middle, "center", block.end - block.start
        if block is last[-1]:
            at, align, room = place.across, "right", place.across - free
        letters = int(room / 6.1 + (0.5 if party.elected else 0))
        if party.key == UNUSED and letters < len(names[UNUSED]):
            found.append(_last(names[UNUSED], place, BELOW - 30))
        elif letters >= 4:
            name = _names(made, letters)[block.party]
            found.append(_text(at, place.along + 16, name, align, bold=bool(party.elected)))
            free = max(block.end, block.middle + 3.3 * len(name)) + 5
            if party.elected:
                found.append(_text(at, place.along + 30, "elected", align, "muted"))
    return found


def _slanted_below(made: Flows, last: list[Block], place: Place) -> list[dict[str, Any]]:
    found = [_last(_names(made, 12)[UNUSED], place, BELOW)] if last[-1].party == UNUSED else []
    free = -1e9
    for block in (b for b in last if b.party != UNUSED):
        room = int((place.across - block.middle) / 4.6)
        if block.middle >= free and room >= 4:
            name = _names(made, min(12, room))[block.party]
            at = block.middle - 3
            text = _text(at, place.along + 17, name, "left", bold=_elected(made, block.party))
            found.append(text | {"angle": 48})
            free = block.middle + 13
    return found


def _last(name: str, place: Place, below: float) -> dict[str, Any]:
    """The name of the last block, in full on a line of its own."""
    return _text(place.across, place.along + below, name, "right", "muted")


def _moved(made: Flows, of: str, most: int) -> str:
    """Whose papers moved, as they are called in the rest of the drawing."""
    own = [p for p in made.parties if p.key.startswith("c")]
    short = short_names([p.name for p in own])
    key = next((p.key for p, name in zip(own, short) if of in (p.name, name)), "")
    return _names(made, most)[key] if key else fitted(of, most)


def _names(made: Flows, most: int) -> dict[str, str]:
    """Names no longer than `most` letters, no two of them alike; that of nobody in full."""
    own = [p for p in made.parties if p.key.startswith("c")]
    named = dict(zip((p.key for p in own), apart(short_names([p.name for p in own]), most)))
    return {p.key: named.get(p.key, p.name) for p in made.parties}


def _elected(made: Flows, key: str) -> bool:
    return any(p.key == key and p.elected for p in made.parties)


def fill_of(party: Party) -> str:
    """A party's colour; the non-transferable and the others are grey."""
    if party.key == UNUSED:
        return LIGHT["bar"]
    return LIGHT["alone"] if party.hue < 0 else candidate_hue(party.hue)


def _fills(made: Flows) -> dict[str, str]:
    return {party.key: fill_of(party) for party in made.parties}


def _ribbons(made: Flows, drawn: list[Ribbon]) -> Spec:
    fills = _fills(made)
    values = [
        {"d": r.path, "f": fills[r.flow.source], "o": MOVED if r.flow.moved else STAYED}
        for r in drawn
    ]
    return _mark(
        "path", values, path={"field": "d"}, fill={"field": "f"}, fillOpacity={"field": "o"}
    )


def _rects(made: Flows, laid: list[Block], place: Place) -> Spec:
    """Blocks; those of the elected are in full colour from the stage at which they were."""
    parties = {party.key: party for party in made.parties}
    values = []
    for block in laid:
        party = parties[block.party]
        a, b = (block.at, place.block), (block.start, max(block.end - block.start, 0.8))
        (x, w), (y, h) = (b, a) if place.down else (a, b)
        seated = bool(party.elected) and block.stage >= party.at
        full = seated or not party.elected
        edge = LIGHT["ink"] if seated else fill_of(party)
        where: dict[str, Any] = {"x": x, "y": y, "w": w, "h": h}
        values.append(where | {"f": fill_of(party), "s": edge, "o": 1 if full else 0.75})
    return _mark(
        "rect",
        values,
        x={"field": "x"},
        y={"field": "y"},
        width={"field": "w"},
        height={"field": "h"},
        fill={"field": "f"},
        fillOpacity={"field": "o"},
        stroke={"field": "s"},
        strokeWidth={"value": 1},
    )


def _text(
    x: float, y: float, text: str, align: str, colour: str = "ink", *, bold: bool = False
) -> dict[str, Any]:
    weight = "bold" if bold else "normal"
    fill = LIGHT[colour]
    return {"x": x, "y": y, "t": text, "a": align, "f": fill, "w": weight, "angle": 0, "halo": 0}


def _texts(values: list[dict[str, Any]]) -> Spec:
    return _mark(
        "text",
        values,
        x={"field": "x"},
        y={"field": "y"},
        text={"field": "t"},
        align={"field": "a"},
        fill={"field": "f"},
        fontWeight={"field": "w"},
        angle={"field": "angle"},
        baseline={"value": "middle"},
        fontSize={"value": 12},
        font={"value": FONT},
    )


def _mark(kind: str, values: list[dict[str, Any]], **encode: Any) -> Spec:
    return {"type": kind, "values": values, "encode": {"enter": encode}}


def _vega(width: float, height: float, marks: list[Spec], left: float, top: float) -> Spec:
    """A Vega specification of marks whose places are already known."""
    data, made = [], []
    for i, mark in enumerate(marks):
        data.append({"name": f"d{i}", "values": mark["values"]})
        made.append({"type": mark["type"], "from": {"data": f"d{i}"}, "encode": mark["encode"]})
    group = {
        "type": "group",
        "encode": {"enter": {"x": {"value": left}, "y": {"value": top}}},
        "marks": made,
    }
    return {
        "$schema": VEGA,
        "width": width,
        "height": height,
        "padding": 0,
        "autosize": "none",
        "config": {"aria": False},
        "data": data,
        "marks": [group],
    }
