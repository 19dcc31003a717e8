"""The bundled record says what its sources say, and nothing before its day."""

import csv
import importlib.util
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from hustings.model import slates_of
from hustings.model.digest import data_sha256
from hustings.model.offices import FREEING, STATES
from hustings.store import record_problems

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "src/hustings/records/labour-nec"
SUMMER = "nec-clp-2018-09"
NAMED_LATER = {("nec-clp-2022", "neeraj-patil"), ("nec-clp-2022", "jose-alexander")}
"""On the paper of 2022, but first named by a page of July 2024."""
HINDSIGHT = ("sweep", "re-elected", "in the end", "afterwards", "post-result")
WORDED = (
    "notes text kind change statement claim label role camp question outcome act authority stage "
    "over holder"
).split()
LOADED = ("scandal", "mocks", "racis", "antisem", "anti-sem", "smear", "rant", "disgrac", "alleg")


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_is_without_problems():
    assert record_problems("labour-nec") == ()


def test_its_size(record):
    sizes = {name: len(table) for name, table in record.tables()}
    assert sizes["contests"] == sizes["declarations"] == 18
    assert (sizes["candidates"], sizes["persons"], sizes["nominations"]) == (262, 172, 223)
    assert sizes["endorsements"] == 430
    assert (sizes["analogues"], sizes["bodies"], sizes["claims"]) == (25, 16, 10)
    assert (sizes["members"], sizes["camps"], sizes["divisions"]) == (135, 15, 10)
    assert (sizes["powers"], sizes["registers"], sizes["vacancies"]) == (7, 7, 4)
    seats = Counter()
    for body in record.bodies:
        seats[body.id] += body.seats
    assert seats == {"nec": 39, "momentum-ncg": 16}


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
        if (r.votes or r.elected is not None) and (r.contest_id, r.candidate_id) not in NAMED_LATER
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
        for contest in record.contests:
            assert contest.known_from < day[contest.id]
        for row in record.candidates:
            named_later = (row.contest_id, row.candidate_id) in NAMED_LATER
            assert (row.known_from > day[row.contest_id]) == named_later

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
                text = " ".join(str(getattr(row, field, "")) for field in WORDED).lower()
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


class TestOffices:
    """Who sat, who followed, who could do what: as pages published then say."""

    @staticmethod
    def sitting(record, day):
        """The members' section on a day, from the acts dated by then."""
        state = {}
        acts = [m for m in record.members if (m.body_id, m.section_id) == ("nec", "clp")]
        for act in sorted(acts, key=lambda m: (m.on.last, STATES.index(m.state))):
            if act.on.last <= day:
                state[act.candidate_id] = act.state
        gone = {*FREEING, "elected"}
        return {who for who, word in state.items() if word not in gone}

    def test_the_members_section_on_1_august_2018(self, record):
        """The nine of the compiled roster, Izzard in Shawcroft's place."""
        nine = (
            "ann-black claudia-webbe darren-williams rhea-wolfson pete-willsman yasmine-dar "
            "jon-lansman rachel-garnham eddie-izzard"
        )
        assert self.sitting(record, date(2018, 8, 1)) == set(nine.split())

    def test_it_is_the_compiled_roster(self, record, source_folder):
        """Everybody the roster names sits in the section that it names."""
        known = {m.candidate_id: m.section_id for m in record.members if m.body_id == "nec"}
        ids = {person.name: person.id for person in record.persons}
        for row in rows(source_folder / "nec_members_2018.csv"):
            assert known[ids[row["member"]]] == row["section_id"]

    @pytest.mark.parametrize(
        ("contest", "day"),
        [
            ("nec-clp-2018-09", date(2018, 12, 1)),
            ("nec-clp-2020-11", date(2020, 12, 1)),
            ("nec-clp-2024", date(2024, 12, 1)),
        ],
    )
    def test_who_was_elected_sits_after_it(self, record, contest, day):
        """The declared nine are the section a while later."""
        elected = {r.candidate_id for r in record.results if r.contest_id == contest and r.elected}
        assert self.sitting(record, day) == elected

    def test_vacancies_leave_the_section_full_or_short(self, record):
        """In December 2019 two had become MPs; in April 2020 two came."""
        assert len(self.sitting(record, date(2020, 1, 1))) == 7
        after = self.sitting(record, date(2020, 5, 1))
        assert after >= {"gurinder-singh-josan", "johanna-baxter", "pete-willsman"}
        assert len(after) == 9
        assert len(self.sitting(record, date(2022, 10, 31))) == 9
        assert len(self.sitting(record, date(2024, 7, 10))) == 6

    def test_replacements_name_whom_they_followed(self, record):
        followed = {(m.candidate_id, m.in_place_of) for m in record.members if m.in_place_of}
        assert followed == {
            ("louise-baldock", "shahid-malik"),
            ("pete-willsman", "ruth-turner"),
            ("johanna-baxter", "oona-king"),
            ("pete-willsman", "kate-osamor"),
            ("darren-williams", "ken-livingstone"),
            ("eddie-izzard", "christine-shawcroft"),
            ("ann-henderson", "laura-pidcock"),
            ("mish-rahman", "naomi-wimborne-idrissi"),
        }

    def test_four_rules_one_after_another(self, record):
        found = {v.id: (v.method, v.contest) for v in record.vacancies}
        assert found == {
            "clp-1998": ("runner-up", ""),
            "clp-2018": ("by-election", ""),
            "clp-2022": ("countback-never-held", "most recent"),
            "clp-2024": ("runner-up", "most recent"),
        }
        assert [v.id for v in record.as_of(date(2018, 8, 1)).vacancies] == ["clp-1998"]
        assert "clp-2018" not in {v.id for v in record.as_of(date(2019, 5, 30)).vacancies}

    def test_no_register_claims_to_be_complete(self, record):
        assert not [register for register in record.registers if register.complete]

    def test_the_sixteen(self, record):
        camps = Counter()
        for camp in record.camps:
            if camp.body_id == "momentum-ncg":
                camps[camp.camp] += camp.seats
        assert camps == {"the fourteen": 14, "not tied": 2}

    def test_nobody_is_named_in_a_camp(self, record):
        """Published counts by section; how a person stands is not recorded."""
        assert not [camp for camp in record.camps if camp.candidate_id]

    def test_divisions_as_reported(self, record):
        found = {(str(d.on), d.votes_for, d.votes_against, d.members) for d in record.divisions}
        assert found >= {
            ("2016-07-12", 18, 14, 33),
            ("2018-01-16", 22, 15, 39),
            ("2018-05-22", 18, 17, 39),
            ("2020-06-30", 19, 12, 39),
        }

    def test_the_offices_of_a_day_are_known_by_it(self, record):
        """No row of an office is known before the act it tells."""
        for row in (*record.members, *record.divisions, *record.camps):
            assert row.known_from >= row.on.first
        for row in (*record.powers, *record.vacancies, *record.registers):
            assert row.valid_from is None or row.known_from >= row.valid_from.first
