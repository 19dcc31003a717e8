"""Reading a sound record folder."""

from datetime import date
from pathlib import Path

from hustings.formats.record_folder import read_folder
from hustings.model import PartialDate
from hustings.model.digest import data_sha256


def test_a_sound_folder_has_no_problems(write):
    record, problems = read_folder(write())
    assert problems == ()
    assert record.name == "allotments"
    assert record.organisation == "The Allotment Society"
    assert [c.id for c in record.contests] == ["c-2020", "c-2021"]


def test_rows_come_sorted_by_key_not_by_result(write):
    """The file lists Cyd, who came first, first; the record lists Ann."""
    record, _ = read_folder(write())
    assert [r.candidate_id for r in record.results] == ["ann", "bob", "cyd"]


def test_empty_is_unknown_and_not_no(write):
    record, _ = read_folder(write())
    flags = {c.candidate_id: c.incumbent for c in record.candidates if c.contest_id == "c-2020"}
    assert flags == {"ann": True, "bob": None, "cyd": False}


def test_a_byte_order_mark_does_no_harm(write, with_rows):
    plain = read_folder(write())[0]
    marked = b"\xef\xbb\xbf" + with_rows("contests.csv").encode()
    record, problems = read_folder(write({"contests.csv": marked}))
    assert problems == ()
    assert record == plain


def test_windows_line_ends_and_empty_lines_say_nothing(write, with_rows):
    plain = read_folder(write())[0]
    text = with_rows("results.csv", "", ",,,,").replace("\n", "\r\n")
    assert read_folder(write({"results.csv": text})) == (plain, ())


def test_tables_may_be_absent(write):
    record, problems = read_folder(
        write({"declarations.csv": None, "results.csv": None, "persons.csv": None})
    )
    assert problems == ()
    assert record.results == record.persons == ()


def test_settings_are_numbers_by_name(write):
    head = 'organisation = "A"\n[settings]\nb = 2\na = 0.5\n'
    record, problems = read_folder(write({"record.toml": head}))
    assert problems == ()
    assert record.settings == (("a", 0.5), ("b", 2.0))


def test_a_claim_names_several_candidates(write):
    claims = (
        "contest_id,on,claimant,subject,claim,subject_ids,ratio_low,source\n"
        "c-2021,2021-04,Gazette,the two,close,ann bob,0.8,page\n"
    )
    record, problems = read_folder(write({"claims.csv": claims}))
    assert problems == ()
    assert record.claims[0].subject_ids == ("ann", "bob")
    assert record.claims[0].known_from == date(2021, 4, 30)


class TestKnownFrom:
    """From when rows were public where the file does not say."""

    def test_a_contest_is_announced_before_it_is_held(self, write):
        record, _ = read_folder(write())
        assert record.contests[0].known_from == date(2020, 5, 1)
        assert record.contests[0].derived

    def test_a_contest_without_dates_is_known_the_day_before_its_declaration(self, write):
        contests = "contest_id,label,seats,rule,source\nc-2020,C,2,block-vote,minutes\n"
        files = {
            "contests.csv": contests,
            "declarations.csv": "contest_id,declared,source\nc-2020,2020-05,minutes\n",
            "candidates.csv": "contest_id,candidate_id,source\nc-2020,ann,minutes\n",
            "results.csv": "contest_id,candidate_id,votes,source\nc-2020,ann,9,minutes\n",
        }
        record, problems = read_folder(write(files))
        assert record.contests[0].known_from == date(2020, 5, 30)
        assert record.candidates[0].known_from == date(2020, 5, 30)
        assert record.results[0].known_from == date(2020, 5, 31)
        undated = [p for p in problems if p.code == "undated-row"]
        assert [(p.file, p.level) for p in undated] == [("persons.csv", "warning")] * 2

    def test_a_day_given_is_kept_and_a_month_counts_by_its_end(self, write):
        rows = (
            "contest_id,candidate_id,votes,known_from,source\n"
            "c-2020,ann,60,2020-06,minutes\nc-2020,bob,40,,minutes\n"
        )
        record, _ = read_folder(write({"results.csv": rows}))
        ann, bob = record.results
        assert (ann.known_from, ann.derived) == (date(2020, 6, 30), False)
        assert (bob.known_from, bob.derived) == (date(2020, 5, 21), True)

    def test_an_undated_endorsement_is_public_when_papers_go_out(self, write):
        acts = (
            "contest_id,candidate_id,organisation_id,organisation,bloc,act,on,source\n"
            "c-2021,ann,spade,The Spades,spades,endorsed,,leaflet\n"
            "c-2021,ann,spade,The Spades,spades,withdrawn,2021-05-09,web page\n"
        )
        record, problems = read_folder(write({"endorsements.csv": acts}))
        assert problems == ()
        assert [a.known_from for a in record.endorsements] == [date(2021, 5, 1), date(2021, 5, 9)]
        assert [a.act for a in record.as_of(date(2021, 5, 8)).endorsements] == ["endorsed"]

    def test_a_name_is_as_old_as_the_first_row_that_uses_it(self, write):
        record, _ = read_folder(write())
        assert {p.id: p.known_from for p in record.persons}["ann"] == date(2020, 5, 1)

    def test_a_partial_nomination_without_a_day_is_left_out(self, write):
        rows = (
            "contest_id,candidate_id,as_of,stage,nominations,source\nc-2021,ann,,partial,3,page\n"
        )
        record, problems = read_folder(write({"nominations.csv": rows}))
        assert [p.code for p in problems] == ["undated-row"]
        assert record.nominations[0].known_from is None
        assert record.as_of(date(2030, 1, 1)).nominations == ()


class TestDigest:
    """The hash stands for what the rows say."""

    def test_order_and_layout_do_not_count(self, write, with_rows):
        plain = data_sha256(read_folder(write())[0])
        head, *rows = with_rows("results.csv").splitlines(keepends=True)
        mixed = head + "".join(reversed(rows))
        assert data_sha256(read_folder(write({"results.csv": mixed}))[0]) == plain

    def test_a_vote_a_setting_and_the_gate_count(self, write, with_rows):
        record = read_folder(write())[0]
        gated = data_sha256(record.as_of(date(2020, 5, 20)))
        changed = with_rows("results.csv").replace("60", "61")
        other = read_folder(write({"results.csv": changed}))[0]
        head = 'organisation = "The Allotment Society"\n[settings]\na = 1\n'
        set_up = read_folder(write({"results.csv": with_rows("results.csv"), "record.toml": head}))
        hashes = {data_sha256(record), gated, data_sha256(other), data_sha256(set_up[0])}
        assert len(hashes) == 4
        assert data_sha256(other.as_of(date(2020, 5, 20))) == gated


def test_a_partial_date_prints_as_it_was_written():
    assert [str(PartialDate.parse(t)) for t in ("2018-08-01", "2018-08", "2018")] == [
        "2018-08-01",
        "2018-08",
        "2018",
    ]


def test_the_folder_name_is_the_record_name(write, monkeypatch):
    monkeypatch.chdir(write())
    assert read_folder(Path())[0].name == "allotments"
