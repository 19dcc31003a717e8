"""A count's page says who is elected, shows every vote at every stage and the clause behind it."""

import json
from dataclasses import replace

import pytest
from count_samples import BALLOTS, differing, garden, orchard

from hustings.auditing.explaining import Difference
from hustings.model.constraints import SeatRange
from hustings.model.count import Terms
from hustings.model.lots import Lots
from hustings.report import csvs, text
from hustings.report.count_numbers import Printed, fitted, grouped, short_names
from hustings.report.count_stages import by_outcome, stage_table, text_blocks
from hustings.report.json import dumps
from hustings.report.pages import Counted, count_page, counts_page


def said(count, **more) -> str:
    return text.render(count_page(Counted(count=count, **more)))


def test_the_answer_comes_first() -> None:
    """Ada, then Cy, then Bo; quota 102 // 4 + 1."""
    page = count_page(orchard(), command="hustings count orchard.blt")
    assert page.headline == "Ada Quill, Cy Venn and Bo Larch are elected, in that order."
    assert page.basis == "Quota 26; 102 valid papers; six stages."
    assert page.lead[0] == "One tie was settled by lot."
    assert [number.value for number in page.numbers] == ["26", "102", "6"]
    assert text.render(page).splitlines()[3] == page.headline
    assert "Again: hustings count orchard.blt" in text.render(page)


def test_every_vote_is_somewhere_in_the_printed_table() -> None:
    """Candidates, non-transferable and lost to rounding add up to the total printed below them."""
    made = stage_table(orchard())
    parts = [row for row in made.rows if row.kind in ("candidate", "rest")]
    total = next(row for row in made.rows if row.kind == "total")
    assert [row.name for row in parts][-2:] == ["Non-transferable", "Lost to rounding"]
    for i, cell in enumerate(total.cells):
        units = sum(int((row.cells[i].total or "0").replace(".", "")) for row in parts)
        assert units == int(cell.total.replace(".", "")) == 10_200_000


def test_moves_are_the_difference_of_totals() -> None:
    """Ada's surplus of six: 5.62500 to Bo, 0.37500 to Cy, none lost."""
    made = stage_table(orchard())
    second = {row.name: row.cells[1] for row in made.rows}
    assert second["Ada Quill"].change == "−6.00000"
    assert second["Bo Larch"].change == "+5.62500"
    assert second["Di Marsh"].change == "–"
    assert second["Lost to rounding"].change == ""
    assert [h.act for h in made.heads][1:3] == ["surplus of Quill", "exclusion of Rowan"]


def test_a_stage_in_words_has_papers_votes_and_clause() -> None:
    out = " ".join(said(orchard()).split())
    assert (
        "Stage 2: surplus of Ada Quill (rule 49(1)) 32 papers, 6.00000 votes (0.18750 a paper): "
        "5.62500 to Bo Larch, 0.37500 to Cy Venn." in out
    )
    assert "8.00000 to Di Marsh, 1.00000 non-transferable." in out
    assert "0.00024 lost to rounding" in out


def test_a_lot_is_told_with_who_drew_it() -> None:
    page = count_page(orchard())
    assert len(page.ties) == 1
    assert page.ties[0].by_lot
    for words in ("Ed Rowan and Flo Tarn", "Ed Rowan is excluded", "R. Officer", "52(2)"):
        assert words in page.ties[0].text


def test_assumed_values_say_so() -> None:
    page = count_page(orchard())
    assumed = [row for row in page.facts.rows if row[2].startswith("assumed")]
    assert len(assumed) == len(page.assumed) >= 1
    assert all(row[2] for row in page.facts.rows)


def test_the_official_result_stands_at_the_top() -> None:
    """Two cells differ unexpectedly, one as listed beforehand."""
    out = said(orchard(), official=differing())
    top = out[: out.index("What became of each candidate")]
    for words in ("The official table", "differs: 2 of 60 cells", "37.50000", "a slip"):
        assert words in top
    assert count_page(Counted(count=orchard(), official=differing())).numbers[0].value == "57 of 60"


def test_no_ranking_of_a_paper_is_written() -> None:
    """Fourteen papers say Di, then Bo; no output holds such a list, only votes that moved."""
    ranking = ("Di Marsh", "Bo Larch")
    assert ranking in BALLOTS
    given = Counted(count=orchard())
    for out in (dumps(given), csvs.dumps(given), said(orchard())):
        assert ", ".join(ranking) not in out
        assert json.dumps(list(ranking)) not in " ".join(out.split())
    assert "rankings" not in json.loads(dumps(given))


def test_seats_left_vacant_are_told() -> None:
    """Two stand for three seats."""
    from hustings.model.profile import Profile
    from hustings.rules import find_rule
    from hustings.rules.play import count_exact

    profile = Profile.of({("Ada Quill",): 5, ("Bo Larch",): 4})
    count = count_exact(find_rule("scottish-stv"), profile, Terms(seats=3), Lots(seed="x"))
    page = count_page(count)
    assert "One seat stays vacant." in page.lead
    assert ("2 of 3", "seats filled") in [(n.value, n.label) for n in page.numbers]
    assert page.title == "A count"


def test_terms_are_told_with_their_clauses() -> None:
    women = SeatRange(name="women", members=frozenset(["Ada Quill"]), at_least=1, clause="rule 7")
    count = orchard(constraints=(women,), after_issue=("Flo Tarn",))
    terms = dict(count_page(count).terms)
    assert terms["Seats"] == "3"
    assert terms["Withdrawn after papers were issued"] == "Flo Tarn"
    assert terms["Seats of a category"] == "women: at least 1 of Ada Quill (rule 7)"
    last = stage_table(count).rows[by_outcome(count).index(count.candidates.index("Flo Tarn"))]
    assert last.status == "withdrawn"
    assert not any(cell.total for cell in last.cells)


@pytest.mark.parametrize("rule", ["scottish-stv", "gregory-inclusive", "meek-nz", "block-vote"])
def test_every_kind_of_rule_fits_a_hundred_columns(rule: str) -> None:
    out = said(orchard(rule))
    assert out == said(orchard(rule))
    assert max(len(line) for line in out.splitlines()) <= text.WIDTH
    assert "\x1b" not in out


def test_exact_fractions_are_shown_as_decimals_and_kept_in_json() -> None:
    """Cy's surplus of 11/8 gives Di fractions of a vote."""
    count = orchard("gregory-inclusive")
    page = count_page(count)
    assert "exact fractions, shown to 2 decimals" in page.stages.note
    assert all("/" not in c.total for row in page.stages.rows for c in row.cells)
    votes = [v for stage in count.to_dict()["stages"] for v in stage["votes"].values()]
    assert any("/" in v for v in votes)


def test_one_stage_needs_no_stage_table() -> None:
    page = count_page(orchard("block-vote"))
    assert text_blocks(page.stages, 100) == ()
    assert page.flows is None
    assert page.headline.endswith("are elected.")


def test_a_rule_that_moves_no_papers_tells_gains_and_losses() -> None:
    page = count_page(orchard("meek-nz"))
    assert page.flows is None
    assert "+" in page.said[1].moved
    assert "−" in page.said[1].moved


def test_27_candidates_stay_readable() -> None:
    """24 stages in five blocks of five; who is long out is not repeated."""
    page = count_page(garden())
    out = text.render(page)
    assert max(len(line) for line in out.splitlines()) <= text.WIDTH
    blocks = text_blocks(page.stages, text.WIDTH)
    assert [len(b.columns) - 1 for b in blocks] == [5, 5, 5, 5, 4]
    assert len(blocks[0].rows) > len(blocks[-1].rows)
    assert "…" not in "".join(row[0] for b in blocks for row in b.rows)


def test_ascii_streams_get_ascii() -> None:
    plain = text.writable(said(orchard()), "ascii")
    assert plain.isascii()
    assert "?" not in plain


def test_many_counts_in_one_table() -> None:
    """Two files, one beside its official table, with totals."""
    made = [
        Counted(count=orchard(), file="a.blt", official=differing(), seconds=0.5),
        Counted(count=orchard("block-vote"), file="b.blt", seconds=0.25),
    ]
    page = counts_page(made, failed=1)
    assert "2 files counted; 204 valid papers; 6 seats filled; 57 of 60 official" in page.headline
    assert "1 could not be counted" in page.headline
    assert page.table.rows[-1][-2:] == ("57 of 60", "0.75")
    out = text.render(page)
    flat = " ".join(out.split())
    assert "a.blt: stage 2, Bo Larch, total: 36.50000 here, 37.50000 in the table" in flat


def test_numbers_and_names_for_people() -> None:
    assert grouped("1408.35000") == "1,408.35000"
    assert grouped("37/3") == "37/3"
    assert Printed(orchard()).change(-100_000) == "−1.00000"
    assert short_names(["Ada Quill", "Bo Quill", "Cy Venn"]) == ("A. Quill", "B. Quill", "Venn")
    assert short_names(["A Quill", "Ann Quill"]) == ("A Quill", "Ann Quill")
    assert short_names(["VENN, Cy", "Di van MARSH"]) == ("VENN", "Marsh")
    assert short_names(["Ada Quill (Orchard)", "Bo Larch Jr."]) == ("Quill", "Larch")
    assert fitted("Christopher Longworthy", 14) == "C. Longworthy"


def test_names_of_files_and_numbers_are_never_broken() -> None:
    """A long name takes its room; the elected get what is left, and seconds give way first."""
    names = ["wards/2031-05-07/orchard-and-lower-orchard-ward.csv", "b.csv"]
    made = [Counted(count=garden(), file=name, seconds=1.25) for name in names]
    out = text.render(counts_page(made)).splitlines()
    assert max(map(len, out)) <= text.WIDTH
    row = next(line for line in out if names[0] in line)
    assert "1,500" in row
    assert "Seconds" not in " ".join(out)
    assert "Seconds" in text.render(counts_page([replace(made[1], official=differing())]))
    wide = replace(differing(), differences=(Difference(1, "Bo", "total", "-1408.5", "12000"),))
    page = counts_page([replace(made[0], official=wide)])
    assert page.differences[0][1] == "stage 1, Bo, total: −1,408.5 here, 12,000 in the table"


def test_one_of_a_thing_is_not_many() -> None:
    from hustings.model.profile import Profile
    from hustings.rules import find_rule
    from hustings.rules.play import count_exact

    count = count_exact(find_rule("irv"), Profile.of({("Ada",): 1}), Terms(seats=1), Lots())
    page = count_page(count)
    assert "1 valid paper;" in page.basis
    assert ("1", "valid paper") in [(n.value, n.label) for n in page.numbers]
    assert (
        "1 file counted; 1 valid paper; 1 seat filled"
        in counts_page([Counted(count=count)]).headline
    )


def test_papers_that_are_not_valid_stand_at_the_top() -> None:
    """Three may be marked; four papers mark four."""
    from hustings.model.profile import Profile
    from hustings.rules import find_rule
    from hustings.rules.play import count_exact

    papers = {("Ada", "Bo", "Cy", "Di"): 4, ("Ada", "Bo"): 9, ("Cy",): 5}
    count = count_exact(find_rule("block-vote"), Profile.of(papers), Terms(seats=3), Lots())
    told = "4 of 18 papers are not valid: more than 3 candidates marked"
    assert count_page(count).lead[0] == f"{told}."
    assert f"({told})" in str(count)
    assert told in count._repr_html_()
    assert orchard().void == ""


def test_a_count_is_one_line_in_a_notebook() -> None:
    assert repr(orchard()) == (
        "<Count 'Orchard Club committee 2031', scottish-stv, 3 seats, "
        "elected: Ada Quill, Cy Venn, Bo Larch>"
    )


def test_a_margin_and_a_file_of_ballots_are_one_line_too() -> None:
    from count_samples import orchard_profile

    from hustings.auditing.margin_result import Margin
    from hustings.model.profile import BallotFile

    file = BallotFile(profile=orchard_profile(), form="blt", name="orchard.blt")
    assert repr(file) == "<BallotFile 'orchard.blt', blt, 6 candidates, 102 papers>"
    assert repr(file.profile) == "<Profile ranked, 6 candidates, 102 papers>"
    turns = Margin(
        rule="sntv",
        title="Orchard",
        seats=1,
        candidates=("Ada", "Bo"),
        elected=("Ada",),
        valid=9,
        lower=2,
        upper=2,
    )
    assert repr(turns) == f"<Margin 'Orchard', sntv: {turns}>"
    assert "2 changed papers" in str(turns)
