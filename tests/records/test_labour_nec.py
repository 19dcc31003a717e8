"""The bundled record says what its sources say, and nothing before its day."""

import csv
import importlib.util
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from hustings.model import slates_of
from hustings.model.digest import data_sha256
from hustings.store import record_problems

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "src/hustings/records/labour-nec"
SUMMER = "nec-clp-2018-09"
HINDSIGHT = ("sweep", "re-elected", "in the end", "afterwards", "post-result")
LOADED = ("scandal", "mocks", "racis", "antisem", "anti-sem", "smear", "rant", "disgrac", "alleg")


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_is_without_problems():
    assert record_problems("labour-nec") == ()


def test_its_size(record):
    sizes = {name: len(table) for name, table in record.tables()}
    assert sizes["contests"] == sizes["declarations"] == 18
    assert (sizes["candidates"], sizes["persons"], sizes["nominations"]) == (260, 138, 223)
    assert sizes["endorsements"] == 430
    assert (sizes["analogues"], sizes["bodies"], sizes["claims"]) == (25, 12, 10)
    assert sum(body.seats for body in record.bodies) == 39


def test_its_hash_is_stable(record):
    assert data_sha256(record) == data_sha256(record.as_of(date(2100, 1, 1)))
    assert data_sha256(record) != data_sha256(record.as_of(date(2018, 8, 1)))


def test_every_row_has_a_source_and_a_day(record):
    for _, table in record.tables():
        assert all(row.source and row.confidence and row.known_from for row in table)


def test_votes_seats_and_ballots_equal_the_source(record, source_folder):
    source = rows(source_folder / "candidates.csv")
    stated = {
        (r["contest_id"], r["candidate_id"]): (r["votes"], r["elected"])
        for r in source
        if r["votes"] or r["elected"]
    }
    word = {True: "yes", False: "no", None: ""}
    built = {
        (r.contest_id, r.candidate_id): (str(r.votes or ""), word[r.elected])
        for r in record.results
        if r.votes or r.elected is not None
    }
    assert built == stated
    for r in rows(source_folder / "contests.csv"):
        declaration = record.declaration(r["contest_id"])
        assert str(declaration.ballots_valid or "") == r["ballots_valid"]
        assert str(declaration.ballots_returned or "") == r["ballots_returned"]
        assert record.contest(r["contest_id"]).seats == int(r["seats"])


def test_it_is_what_its_script_builds(source_folder, tmp_path):
    spec = importlib.util.spec_from_file_location("build", ROOT / "tools/build_labour_nec.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    build.build(source_folder, tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {
        path.name: path.read_bytes()
        for path in BUNDLE.iterdir()
        if path.name != "track.csv"  # made from the record, by `make track`
    }
    assert not any(b"\r" in data for data in written.values())


def test_the_summer_of_2018_in_figures(record):
    results = [r for r in record.results if r.contest_id == SUMMER]
    assert sum(r.votes for r in results) == 1_288_714
    assert sorted(r.position for r in results if r.elected) == list(range(1, 10))
    assert record.declaration(SUMMER).ballots_valid == 163_449


class TestTheGate:
    """What the record holds of September 2018 on the days of that summer."""

    def test_no_result_on_1_august(self, record):
        known = record.as_of(date(2018, 8, 1))
        assert not [r for r in known.results if r.contest_id == SUMMER]
        assert known.declaration(SUMMER) is None
        assert known.contest(SUMMER).seats == 9
        assert len([c for c in known.candidates if c.contest_id == SUMMER]) == 26
        assert not [c for c in known.candidates if c.contest_id > SUMMER]

    def test_the_withdrawal_comes_with_its_day(self, record):
        def withdrawn(day):
            acts = record.as_of(day).endorsements
            return [a.candidate_id for a in acts if a.act == "withdrawn"]

        assert withdrawn(date(2018, 7, 31)) == []
        assert withdrawn(date(2018, 8, 1)) == ["pete-willsman"]

    def test_the_slates_before_and_after(self, record):
        before = slates_of(record.as_of(date(2018, 7, 31)), SUMMER)
        after = slates_of(record.as_of(date(2018, 8, 1)), SUMMER)
        assert len(before.members["left"]) == len(before.members["right"]) == 9
        assert "momentum" in before.backers["pete-willsman"]
        assert "momentum" not in after.backers["pete-willsman"]
        assert "clpd" in after.backers["pete-willsman"]

    def test_turnout_comes_a_fortnight_after_the_result(self, record):
        known = record.as_of(date(2018, 9, 3))
        assert len([r for r in known.results if r.contest_id == SUMMER]) == 26
        assert known.declaration(SUMMER) is None
        assert record.as_of(date(2018, 9, 18)).declaration(SUMMER) is not None

    def test_no_report_of_the_recording_before_it_was_published(self, record):
        for day in (date(2018, 7, 17), date(2018, 7, 30)):
            events = record.as_of(day).events
            named = [e for e in events if e.contest_id == SUMMER and e.on.last.month == 7]
            assert not [e for e in named if e.candidate_id == "pete-willsman" or "remark" in e.text]

    def test_no_analogue_before_its_result(self, record):
        summer = [a for a in record.analogues if "Sept 2018" in a.contest]
        assert len(summer) == 4
        assert min(a.known_from for a in summer) >= date(2018, 9, 3)
        for analogue in record.analogues:
            assert analogue.known_from.year >= int(analogue.year)

    def test_results_are_never_known_before_the_declaration(self, record):
        day = {d.contest_id: d.declared.last for d in record.declarations}
        for result in record.results:
            assert result.known_from >= day[result.contest_id]
        for row in (*record.candidates, *record.contests):
            contest = getattr(row, "contest_id", None) or row.id
            assert row.known_from < day[contest]

    def test_nominations_found_on_later_pages_wait_for_them(self, record):
        later = {n.contest_id: n.known_from for n in record.nominations if n.stage == "final"}
        assert later["nec-clp-2008"] == date(2010, 8, 31)
        assert later[SUMMER].year == 2020

    def test_an_act_is_known_on_its_day(self, record):
        for act in record.endorsements:
            assert act.on is None or act.known_from == act.on.last


class TestTheWords:
    """Real people: facts about the contests, and no more."""

    def test_persons_have_names_only(self):
        assert set(rows(BUNDLE / "persons.csv")[0]) == {
            "candidate_id",
            "name",
            "other_names",
            "source",
            "confidence",
            "notes",
            "known_from",
        }

    def test_no_loaded_words_and_no_hindsight(self, record):
        for name, table in record.tables():
            for row in table:
                text = " ".join(
                    str(getattr(row, field, ""))
                    for field in ("notes", "text", "kind", "change", "statement", "claim", "label")
                ).lower()
                words = LOADED if name == "claims" else LOADED + HINDSIGHT
                if name in ("declarations", "results"):
                    words = LOADED
                assert not [w for w in words if w in text], (name, text)

    def test_claims_say_nothing_of_what_came(self, record):
        world = [c for c in record.claims if c.world == "pundits"]
        assert sorted(len(c.subject_ids) for c in world) == [1, 1, 9]
        standing = slates_of(record.as_of(date(2018, 8, 1)), SUMMER).members
        for claim in world:
            eight = set(claim.reference.split())
            assert eight == set(standing["left"]) - {"pete-willsman"}
            assert 0 < claim.ratio_low < claim.ratio_high < 1
        assert {c for claim in world for c in claim.subject_ids} == {
            "ann-black",
            "eddie-izzard",
            *standing["right"],
        }


def test_every_contest_is_forecast_without_its_own_result(record):
    """The eve of each declaration holds the contest and its candidates, not its votes."""
    for declaration in record.declarations:
        eve = record.as_of(declaration.declared.last - timedelta(days=1))
        held = Counter(r.contest_id for r in eve.results)
        assert held[declaration.contest_id] == 0
        assert eve.contest(declaration.contest_id)
