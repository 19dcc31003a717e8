"""The drawings of a count: every vote in a band, no name on another, nothing made up."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from count_samples import garden, orchard

from hustings.report import charts, palette
from hustings.report.count_flow_spec import sankey_spec
from hustings.report.count_flows import MOST, REST, UNUSED, flows, parties, series
from hustings.report.count_labels import LINE, spread_out
from hustings.report.count_numbers import apart
from hustings.report.count_sankey import Place, blocks, ribbons
from hustings.report.pages import count_page
from hustings.report.specs import Frame

WIDE, PHONE = Frame(700), Frame(344, narrow=True)
PLACE = Place(400.0, 300.0, 6.0, 10.0)


@pytest.mark.parametrize("count", [orchard(), garden()], ids=["six", "many"])
def test_every_vote_is_in_a_band_at_every_stage(count) -> None:
    """Held and flowing votes add up to the valid papers, less what rounding lost."""
    made = flows(count)
    assert made is not None
    for stage, held in zip(count.stages, made.held):
        lost = float(count.arithmetic.fraction(stage.lost))
        assert sum(held.values()) == pytest.approx(count.valid - lost)
    for number in range(2, len(count.stages) + 1):
        here = [f for f in made.flows if f.stage == number]
        for party in made.parties:
            came = sum(f.votes for f in here if f.to == party.key)
            assert came == pytest.approx(made.held[number - 1].get(party.key, 0.0))


def test_transfers_are_those_of_the_count() -> None:
    """Ada's surplus gives Bo 5.625."""
    made = flows(orchard())
    assert made is not None
    names = {p.key: p.name for p in made.parties}
    moved = {(f.stage, names[f.source], names[f.to]): f.votes for f in made.flows if f.moved}
    assert moved[(2, "Ada Quill", "Bo Larch")] == 5.625
    assert moved[(3, "Ed Rowan", "Non-transferable")] == 1.0


def test_the_weakest_of_many_are_one_band_but_the_elected_never() -> None:
    made = flows(garden())
    assert made is not None
    own = [p for p in made.parties if p.key not in (REST, UNUSED)]
    assert len(own) == MOST - 1
    assert sum(p.elected > 0 for p in own) == 9
    assert made.folded == 27 - len(own)
    assert len(parties(garden(), every=True)) == 27
    assert len({p.hue for p in own}) == len(own)


def test_votes_that_transfers_do_not_explain_are_not_drawn() -> None:
    """Meek moves no papers; a count whose transfers were lost has no flow either."""
    assert flows(orchard("meek-nz")) is None
    assert flows(orchard("block-vote")) is None
    count = orchard()
    stages = tuple(replace(stage, transfers=()) for stage in count.stages)
    assert flows(replace(count, stages=stages)) is None


def test_ribbons_fill_their_blocks() -> None:
    """What leaves and what comes is never more than the block is thick; blocks do not overlap."""
    made = flows(orchard())
    assert made is not None
    laid = blocks(made, PLACE)
    for stage in range(1, len(made.held) + 1):
        here = [b for b in laid if b.stage == stage]
        assert all(b.start - a.end == pytest.approx(PLACE.gap) for a, b in pairwise(here))
        assert here[-1].end <= PLACE.across + 1e-6
    drawn = ribbons(made, laid, PLACE)
    for block in laid:
        out = [r for r in drawn if (r.flow.stage - 1, r.flow.source) == (block.stage, block.party)]
        assert sum(r.thickness for r in out) <= block.end - block.start + 0.1
    assert all(re.fullmatch(r"M[\d.,C L-]+Z", r.path) for r in drawn)


def test_names_keep_their_distance() -> None:
    for wanted in ([0.0, 1.0, 2.0], [10.0, 11.0, 80.0, 81.0, 81.0], [5.0]):
        places = spread_out(wanted, LINE)
        assert all(b - a >= LINE - 1e-9 for a, b in pairwise(places))
        assert places[0] >= -1e-9
    assert spread_out([100.0, 100.0], 10.0) == [95.0, 105.0]


def test_a_line_ends_where_a_candidate_is_out() -> None:
    made = series(orchard())
    lines = {p.name: line for p, line in zip(made.parties, made.votes)}
    assert lines["Ed Rowan"] == (9.0, 9.0, None, None, None, None)
    assert lines["Bo Larch"][-1] == 39.625
    assert made.quota[0] == 26.0


@pytest.mark.parametrize("frame", [WIDE, PHONE], ids=["wide", "phone"])
def test_drawings_have_only_colours_of_the_page(frame) -> None:
    made = flows(garden())
    assert made is not None
    svg = charts.draw(sankey_spec(made, frame))
    found = set(re.findall(r"#[0-9a-f]{6}", svg))
    assert found
    assert found <= set(palette.LIGHT.values())


def test_every_name_of_the_elected_is_in_the_wide_drawing() -> None:
    made = flows(garden())
    assert made is not None
    svg = charts.draw(sankey_spec(made, WIDE))
    for party in made.parties:
        if party.elected:
            assert party.name.split()[-1] in svg


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ("scottish-stv", {"transfers", "transfers-phone", "by-stage", "by-stage-wide"}),
        ("meek-nz", {"by-stage", "by-stage-wide"}),
        ("block-vote", {"bars"}),
    ],
)
def test_figures_of_a_page(rule: str, names: set[str]) -> None:
    page = count_page(orchard(rule))
    found = charts.figures(page)
    assert set(found) == names
    assert all(page.headline in figure.alt and len(figure.alt) > 60 for figure in found.values())


def test_twelve_candidates_can_be_told_apart() -> None:
    for colours in (palette.LIGHT, palette.DARK):
        hues = {colours[f"slate-{i}"] for i in range(palette.CANDIDATES)}
        assert len(hues) == palette.CANDIDATES
        assert colours["alone"] not in hues


def test_pictures_can_be_written(tmp_path) -> None:
    written = {path.name for path in charts.write_pictures(tmp_path, count_page(orchard()))}
    assert {"transfers.svg", "transfers.png", "by-stage.svg"} <= written
    assert "var(" not in (tmp_path / "transfers.svg").read_text("utf-8")


def words_of(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


@pytest.mark.parametrize(
    ("ada", "bo"),
    [("Ann Quill", "Amy Quill"), ("Alexandra Quillfeather", "Alexander Quillfeather")],
)
def test_two_of_one_surname_can_be_told_apart(ada: str, bo: str) -> None:
    """No drawing calls one of them by a name that could be the other's."""
    count = orchard()
    names = tuple({"Ada Quill": ada, "Bo Larch": bo}.get(n, n) for n in count.candidates)
    page = count_page(replace(count, candidates=names))
    for name, figure in charts.figures(page).items():
        said = [w for w in words_of(charts.draw(figure.spec(figure.frame))) if "Q" in w]
        called = {w.split()[-2] for w in said}
        assert called == {ada.split()[0], bo.split()[0]}, (name, said)


def test_names_cut_short_still_differ() -> None:
    assert apart(["Alexandra McDonald", "Alexander McDonald"], 14) == [
        "Alexandra McD…",
        "Alexander McD…",
    ]
    assert apart(["Alexander Jon McDonald", "Alexander Jon McDonagh"], 14) == [
        "Alexander… 1",
        "Alexander… 2",
    ]
    chain = ["Re-open Nominations", "Re-open Nominations (2)"]
    assert apart(chain, 14) == ["R. Nominations", "R. Nomina… (2)"]
    assert apart(["Ada Quill", "Bo Larch"], 14) == ["Ada Quill", "Bo Larch"]


def test_the_non_transferable_are_named_in_full_on_a_phone() -> None:
    for count in (orchard(), garden()):
        made = flows(count)
        assert made is not None
        assert "Non-transferable" in words_of(charts.draw(sankey_spec(made, PHONE)))
