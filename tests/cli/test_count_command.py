"""`hustings count` as returning officers meet it: what it prints, writes, refuses and compares."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from calling import BALLOTS, LOTS, PUBLISHED, SMALL, SOCIETY, TERMS, call, refused
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

STV = ("--rule", "scottish-stv", "--seats", "5")
ELECTED = ["Asha Brook", "Hugo Ives", "Edie Frost", "Ben Carver", "Iona Jarvis"]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small club's ballots as a file."""
    path = tmp_path / "small.blt"
    path.write_text(SMALL)
    return path


def counted(*words: str | Path, code: int = 0, given: bytes | None = None) -> dict[str, object]:
    """A count as JSON."""
    done = call("count", *words, "--format", "json", given=given)
    assert done.code == code, done.err
    told: dict[str, object] = json.loads(done.out)
    return told


# What it prints


def test_the_society_elects_whom_its_service_published() -> None:
    """The service's own table, cell by cell, and the five it names as elected."""
    done = call("count", *TERMS, "--against", PUBLISHED)
    assert done.code == 0
    with Path(PUBLISHED).open() as table:
        published = {r["candidate"] for r in csv.DictReader(table) if r["elected"] == "yes"}
    assert published == set(ELECTED)
    assert "Asha Brook, Hugo Ives, Edie Frost, Ben Carver and Iona Jarvis are elected" in done.out
    assert "71 of 71 cells" in done.out
    assert done.err == ""


def test_json_has_the_documented_keys_in_their_order() -> None:
    page = (SOCIETY.parents[1] / "json.md").read_text()
    part = page.split("## `hustings count`: Counted")[1].split("\n### ")[0]
    keys = re.findall(r"^\| `(\w+)` \|", part, re.M)
    told = counted(*TERMS)
    assert list(told) == keys
    assert told["elected"] == ELECTED


def test_csv_is_a_stage_table_that_agrees_with_its_own_count(tmp_path: Path) -> None:
    done = call("count", *TERMS, "--format", "csv")
    (tmp_path / "own.csv").write_text(done.out)
    assert len(list(csv.DictReader(io.StringIO(done.out)))) >= 9
    again = call("count", *TERMS, "--against", tmp_path / "own.csv")
    assert again.code == 0
    assert re.search(r"agrees.*?(\d+) of \1 cells", again.out)


def test_json_of_a_count_is_an_official_table_too(tmp_path: Path) -> None:
    (tmp_path / "count.json").write_text(call("count", *TERMS, "--format", "json").out)
    assert call("count", *TERMS, "--against", tmp_path / "count.json").code == 0


def test_the_plain_reference_gives_the_same_but_for_the_engine(small: Path) -> None:
    words = (small, "--rule", "gregory-inclusive", "--seats", "2")
    plain, arrays = counted(*words, "--exact"), counted(*words)
    plain.pop("engine")
    arrays.pop("engine")
    assert plain == arrays


def test_the_seats_of_the_header_are_used_with_a_note(small: Path) -> None:
    assert "1 seat, as the file states" in str(counted(small, "--rule", "irv")["notes"])
    told = counted(small, "--rule", "scottish-stv", "--seats", "2")
    assert "the file states 1 seats; 2 are counted, as asked" in told["notes"]


def test_a_dated_rule_is_the_rule_of_that_day(small: Path) -> None:
    told = counted(small, "--rule", "scottish-stv@2007-05-03")
    assert "2007" in str(told["clause"])


def test_an_option_of_the_rule_changes_the_quota() -> None:
    """75 papers for five seats: Hare is 75 / 5, Droop 75 / 6 and one more, cut."""
    words = (BALLOTS, "--rule", "gregory-inclusive", "--seats", "5", *LOTS)
    assert str(counted(*words, "--option", "quota=hare")["quota"]).startswith("15")
    assert str(counted(*words)["quota"]).startswith("13")


def test_a_title_is_what_the_contest_is_called(small: Path) -> None:
    assert counted(small, "--rule", "irv", "--title", "Chair 2026")["title"] == "Chair 2026"


def test_withdrawal_before_and_after_papers_went_out_differ(small: Path) -> None:
    """A paper for nobody but the withdrawn is not valid before, and valid after."""
    small.write_text(SMALL.replace("1 4 2 0", "1 4 0"))
    before = counted(small, "--rule", "irv", "--withdrawn", "Di Dogwood")
    after = counted(small, "--rule", "irv", "--withdrawn-after", "Di Dogwood")
    assert (before["valid"], after["valid"]) == (9, 10)
    assert before["papers"] == after["papers"] == 10


def test_reopened_nominations_leave_a_seat_vacant(small: Path) -> None:
    """Bea Birch wins on transfers; were she Re-open Nominations, the seat stays empty."""
    told = counted(small, "--rule", "irv", "--reopen", "Bea Birch")
    assert (told["elected"], told["vacant"]) == ([], 1)


def test_a_constraint_is_kept(small: Path) -> None:
    words = (small, "--rule", "scottish-stv", "--seats", "2")
    free = counted(*words)["elected"]
    assert "Cy Cedar" not in free
    asked = "men >= 1: Cy Cedar, Di Dogwood [standing order 4]"
    assert {"Cy Cedar", "Di Dogwood"} & set(counted(*words, "--constraint", asked)["elected"])


def test_a_constraint_from_a_table_of_people(small: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "name,works_at\nAnn Ash,mill\nBea Birch,mill\nCy Cedar,mine\nDi Dogwood,shop\n"
    )
    asked = f"works_at <= 1 by {people}#works_at"
    told = counted(small, "--rule", "scottish-stv", "--seats", "2", "--constraint", asked)
    assert len({"Ann Ash", "Bea Birch"} & set(told["elected"])) == 1


def test_options_come_on_top_of_a_terms_file(small: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_text(
        'rule = "scottish-stv"\nseats = 2\ntitle = "From the file"\nwithdrawn = ["Di Dogwood"]\n'
    )
    told = counted(small, "--terms", terms)
    assert (told["rule"], told["seats"]) == ("scottish-stv", 2)
    assert (told["title"], told["withdrawn"]) == ("From the file", ["Di Dogwood"])
    more = ("--rule", "gregory-inclusive", "--seats", "1", "--option", "quota=hare")
    over = counted(small, "--terms", terms, *more, "--title", "Mine", "--withdrawn", "Cy Cedar")
    assert (over["rule"], over["seats"], over["title"]) == ("gregory-inclusive", 1, "Mine")
    assert over["withdrawn"] == ["Di Dogwood", "Cy Cedar"]
    assert over["options"] == {"quota": "hare"}


# Where ballots come from


def test_ballots_from_the_standard_input() -> None:
    data = Path(BALLOTS).read_bytes()
    told = counted("-", *STV, *LOTS, given=data)
    assert told["elected"] == ELECTED
    assert told["file_sha256"] == counted(*TERMS)["file_sha256"]


def test_packed_files_count_the_same(tmp_path: Path) -> None:
    data, plain = Path(BALLOTS).read_bytes(), counted(*TERMS)
    (tmp_path / "c.blt.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("committee.blt", data)
        archive.writestr("README.txt", "nothing but the ballots")
    for name in ("c.blt.gz", "c.zip"):
        told = counted(tmp_path / name, *STV, *LOTS)
        assert told["data_sha256"] == plain["data_sha256"], name
        assert told["stages"] == plain["stages"], name


def test_one_contest_of_a_zip_by_its_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.blt", SMALL)
        archive.writestr("b.blt", Path(BALLOTS).read_bytes())
    done = call("count", tmp_path / "all.zip", "--rule", "irv", "--contest", "a")
    assert done.code == 0
    assert "Bea Birch is elected" in done.out
    said = refused("count", tmp_path / "all.zip", "--rule", "irv", "--contest", "c")
    assert "a.blt" in said
    assert "b.blt" in said


def test_the_format_may_be_said(tmp_path: Path) -> None:
    table = tmp_path / "votes.txt"
    table.write_text("Ann,Bea,Cy\n1,2,3\n2,1,3\n2,1,3\n")
    told = counted(table, "--rule", "irv", "--seats", "1", "--from", "csv:ranks")
    assert told["elected"] == ["Bea"]
    assert "did you mean csv" in refused("count", table, "--rule", "irv", "--from", "csw")
    assert "ranks" in refused("count", table, "--rule", "irv", "--from", "csv:rankz")


# Several files


@pytest.fixture
def wards(tmp_path: Path) -> Path:
    """Three wards in a folder; the second is not a file of ballots."""
    folder = tmp_path / "wards"
    folder.mkdir()
    (folder / "a.blt").write_text(SMALL)
    (folder / "b.blt").write_text("no ballots here\n")
    (folder / "c.blt").write_text(SMALL.replace("4 1 2 0", "9 1 2 0", 1))
    return folder


def test_a_file_that_cannot_be_read_stops_no_other(wards: Path, tmp_path: Path) -> None:
    """In a folder, in a zip, and when the files are named one by one."""
    with zipfile.ZipFile(tmp_path / "w.zip", "w") as archive:
        for path in sorted(wards.iterdir()):
            archive.write(path, path.name)
    for where in ([wards], [tmp_path / "w.zip"], sorted(wards.iterdir())):
        done = call("count", *where, "--rule", "irv", "--format", "json")
        assert done.code == 2
        assert "b.blt" in done.err
        told = json.loads(done.out)
        assert [c["elected"] for c in told["counts"]] == [["Bea Birch"], ["Ann Ash"]]


def test_how_many_could_not_be_counted_is_said(wards: Path) -> None:
    (wards / "d.blt").write_text("nor here\n")
    assert "2 could not be counted" in call("count", wards, "--rule", "irv").out


def test_what_no_file_can_make_good_is_said_once(wards: Path) -> None:
    said = refused("count", wards, "--rule", "irw", "--from", "bltt", "--lots", wards / "no.toml")
    for word in ("'irw'", "did you mean blt", "error no-file"):
        assert said.count(word) == 1


def test_the_format_said_holds_for_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text("Ann,Bea\n1,2\n1,2\n2,1\n")
    words = ("--rule", "irv", "--seats", "1", "--from", "csv:ranks")
    told = counted(folder, *words)
    assert [c["elected"] for c in told["counts"]] == [["Ann"], ["Ann"]]


def test_several_files_that_only_want_lots_end_with_3(tmp_path: Path) -> None:
    tied = tmp_path / "tied.blt"
    tied.write_text('2 1\n1 1 0\n1 2 0\n0\n"Ann"\n"Bea"\n"Tied"\n')
    done = call("count", tied, tied, "--rule", "irv")
    assert done.code == 3
    assert "[[lot]]" in done.err


def test_each_ward_is_held_against_its_own_table(tmp_path: Path) -> None:
    """Two wards, a table for each, a third ward in no table: compared are two."""
    names = {"one": "Ann Ash,Bea Birch,Cy Cedar,Di Dogwood"}
    names["other"] = "Eve Elm,Flo Fir,Gus Gum,Hal Hazel"
    names["third"] = "Ann Ivy,Jan Juniper,Kit Kapok,Lou Larch"
    files = []
    for name, standing in names.items():
        text = SMALL
        for old, new in zip(names["one"].split(","), standing.split(",")):
            text = text.replace(old, new)
        files.append(tmp_path / f"{name}.blt")
        files[-1].write_text(text)
    tables = []
    for path in files[:2]:
        tables += ["--against", tmp_path / f"{path.stem}.csv"]
        done = call("count", path, "--rule", "irv", "--format", "csv", "-o", tables[-1])
        assert done.code == 0
    told = counted(*files, "--rule", "irv", *tables)
    held = [c["official"] and (c["official"]["file"], c["official"]["differences"])
            for c in told["counts"]]  # fmt: skip
    assert held == [("one.csv", []), ("other.csv", []), None]
    assert counted(files[1], "--rule", "irv", *tables)["official"]["file"] == "other.csv"


def test_one_differing_ward_of_several_is_exit_1(small: Path, tmp_path: Path) -> None:
    table = tmp_path / "small.csv"
    call("count", small, "--rule", "irv", "--format", "csv", "-o", table)
    small.write_text(SMALL.replace("4 1 2 0", "9 1 2 0", 1))
    assert call("count", small, small, "--rule", "irv", "--against", table).code == 1


@pytest.mark.parametrize("option", ["--bundle", "--verify", "--report"])
def test_what_wants_one_file_refuses_several(small: Path, tmp_path: Path, option: str) -> None:
    said = refused("count", small, small, "--rule", "irv", option, tmp_path / "x")
    assert "one file of ballots" in said
    assert not (tmp_path / "x").exists()


# Compared with what was published


def test_a_differing_cell_is_named_with_both_figures(tmp_path: Path) -> None:
    table = tmp_path / "published.csv"
    table.write_text(Path(PUBLISHED).read_text().replace("12.22", "12.99"))
    done = call("count", *TERMS, "--against", table)
    assert done.code == 1
    assert "12.99" in done.out
    assert "12.21736" in done.out


def test_a_known_misprint_is_set_apart(tmp_path: Path) -> None:
    table, known = tmp_path / "published.csv", tmp_path / "known.csv"
    table.write_text(Path(PUBLISHED).read_text().replace("12.22", "12.99"))
    known.write_text(
        "stage,candidate,official_as_published,recount_value\n2,Ben Carver,12.99,12.21736\n"
    )
    done = call("count", *TERMS, "--against", table, "--known", known)
    assert done.code == 0, done.out[:900]
    assert "known" in done.out
    assert "--against" in refused("count", *TERMS, "--known", known)


# Lots


def test_the_entry_a_tie_asks_for_works_once_filled_in(tmp_path: Path) -> None:
    """Copy the entry from stderr, fill in the order, count again."""
    done = call("count", BALLOTS, *STV)
    assert done.code == 3
    assert done.out == ""
    entry = done.err[done.err.index("[[lot]]") :]
    ledger = tmp_path / "lots.toml"
    ledger.write_text(entry)
    assert "no-order" in refused("count", BALLOTS, *STV, "--lots", ledger)
    ledger.write_text(entry.replace("order = []", 'order = ["Gwen Hart", "Femi Gale"]'))
    told = counted(BALLOTS, *STV, "--lots", ledger)
    assert told["elected"] == ELECTED
    assert told["lots"][0]["order"] == ["Gwen Hart", "Femi Gale"]


def test_a_lot_nobody_asked_for_is_said(small: Path) -> None:
    """Away from the result: stdout stays JSON."""
    done = call("count", small, "--rule", "irv", *LOTS, "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["lots"] == []
    assert "lot-unused" in done.err
    assert "Gwen Hart, Femi Gale" in done.err


def test_a_lot_used_in_one_of_several_counts_is_not_called_unused(small: Path) -> None:
    done = call("count", BALLOTS, small, *STV, *LOTS)
    assert done.code == 0
    assert "lot-unused" not in done.err
    assert "lot-unused" in call("count", small, small, "--rule", "irv", *LOTS).err


def test_a_lot_that_comes_near_the_tie_is_named(tmp_path: Path) -> None:
    ledger = tmp_path / "lots.toml"
    ledger.write_text((SOCIETY / "lots.toml").read_text().replace("stage = 4", "stage = 3"))
    done = call("count", BALLOTS, *STV, "--lots", ledger)
    assert done.code == 3
    assert "lot-mismatch" in done.err
    assert "stage 3) does not settle" in done.err


# Bundles


def test_a_bundle_verifies_and_says_so_away_from_the_result(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    assert call("count", *TERMS, "--bundle", bundle, "-o", tmp_path / "a.txt").code == 0
    again = ("--terms", bundle / "terms.toml", "--lots", bundle / "lots.toml", "--verify", bundle)
    done = call("count", BALLOTS, *again, "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["elected"] == ELECTED
    assert f"the same count as in {bundle}" in done.err


def test_a_tampered_bundle_and_another_count_differ(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    call("count", *TERMS, "--bundle", bundle, "-o", tmp_path / "a.txt")
    other = call("count", *TERMS, "--seats", "4", "--verify", bundle, "--format", "json")
    assert other.code == 1
    assert json.loads(other.out)["seats"] == 4
    assert "seats: 5 in the bundle, 4 here" in other.err
    stages = bundle / "stages.csv"
    stages.write_text(stages.read_text().replace("23.00000", "24.00000"))
    tampered = call("count", *TERMS, "--verify", bundle)
    assert tampered.code == 1
    assert "stages.csv is not the file" in tampered.err


def test_a_count_is_compared_before_it_takes_the_bundles_place(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    call("count", *TERMS, "--bundle", bundle, "-o", tmp_path / "a.txt")
    done = call("count", *TERMS, "--seats", "4", "--bundle", bundle, "--verify", bundle)
    assert done.code == 1


@pytest.mark.parametrize(
    ("share", "holds"), [("none", ""), ("2", "first-2.csv"), ("all", "committee-2026.blt")]
)
def test_what_a_bundle_shares_of_the_papers(tmp_path: Path, share: str, holds: str) -> None:
    bundle = tmp_path / "b"
    call("count", *TERMS, "--bundle", bundle, "--share", share, "-o", tmp_path / "a.txt")
    names = {p.name for p in bundle.iterdir()}
    assert {"first-2.csv", "committee-2026.blt"} & names == ({holds} if holds else set())
    if share == "2":
        with (bundle / holds).open() as table:
            assert sum(int(r["papers"]) for r in csv.DictReader(table)) == 77


@pytest.mark.parametrize("share", ["0", "-1", "some", "²", "9" * 5000, "1.5", ""])
def test_a_share_that_is_none_is_refused(share: str, tmp_path: Path) -> None:
    refused("count", *TERMS, "--bundle", tmp_path / "b", f"--share={share}")
    assert not (tmp_path / "b").exists()


def test_sharing_that_could_not_be_done_is_refused(tmp_path: Path) -> None:
    data = Path(BALLOTS).read_bytes()
    assert "--bundle" in refused("count", *TERMS, "--share", "all")
    words = ("count", "-", *STV, *LOTS, "--bundle", tmp_path / "b", "--share", "all")
    assert "a file of ballots" in refused(*words, given=data)
    assert not (tmp_path / "b").exists()


def test_nothing_is_written_when_a_folder_is_not_a_bundle(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letters.txt").write_text("dear")
    out = ("-o", tmp_path / "o.txt")
    assert "not-empty" in refused("count", *TERMS, "--bundle", tmp_path / "mine", *out)
    assert "no-bundle" in refused("count", *TERMS, "--verify", tmp_path / "mine", *out)
    assert "no-bundle" in refused("count", *TERMS, "--verify", tmp_path / "none", *out)
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["letters.txt"]


# Where the result goes


def test_what_stood_there_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "new" / "count.json"
    target.parent.mkdir()
    target.write_text("old")
    done = call("count", *TERMS, "--format", "json", "-o", target)
    assert done.out == ""
    assert json.loads(target.read_text())["elected"] == ELECTED
    assert target.with_name("count.json~").read_text() == "old"
    assert sorted(p.name for p in target.parent.iterdir()) == ["count.json", "count.json~"]


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    """As with `-o >(less)`: what is there is no file that could be kept aside."""
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()), daemon=True)
    reader.start()
    done = call("count", *TERMS, "--format", "json", "-o", pipe)
    reader.join(10)
    assert done.code == 0
    assert json.loads(got[0])["elected"] == ELECTED
    assert pipe.is_fifo()
    assert [p.name for p in tmp_path.iterdir()] == ["pipe"]


def test_ballots_from_a_pipe_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "no-file" in refused("count", tmp_path / "pipe", *STV)


def test_a_dash_is_the_standard_output() -> None:
    done = call("count", *TERMS, "--format", "json", "-o", "-")
    assert json.loads(done.out)["elected"] == ELECTED
    assert not Path("-").exists()


def test_a_reader_who_leaves_early_sees_no_traceback() -> None:
    """`hustings count ... | head -1`."""
    words = [sys.executable, "-m", "hustings", "count", *TERMS, "--format", "json"]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(words, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_a_report_is_one_file(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "hustings", "count", *TERMS, "--report", "r.html"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert "wrote r.html" in done.stderr
    page = (tmp_path / "r.html").read_text()
    assert "Iona Jarvis" in page
    assert not re.search(r'(src|href)="https?://', page)


# What is refused


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((BALLOTS, "--rule", "scotish-stv", "--seats", "5"), "did you mean scottish-stv"),
        ((BALLOTS, "--rule", "scottish-stv@2017-13-01", "--seats", "5"), "2017-13-01"),
        ((BALLOTS, "--rule", "scottish-stv@1900-01-01", "--seats", "5"), "not in force"),
        ((BALLOTS, "--rule", "scottish-stv"), "9 seats for 9 candidates"),
        ((BALLOTS, *STV, "--seats", "0"), "--seats"),
        ((BALLOTS, *STV, "--seats", "9" * 5000), "--seats"),
        ((*TERMS, "--option", "quota"), "quota=hare"),
        ((*TERMS, "--option", "quota=hare"), "no option 'quota'"),
        ((*TERMS, "--rule", "gregory-inclusive", "--option", "quota=harre"), "droop, "),
        ((*TERMS, "--option", "constraints=luck"), "guard-doom"),
        ((*TERMS, "--constraint", "women >= 2"), "no members"),
        ((*TERMS, "--constraint", "women >= 2: Asha Brok, Cora Dunn"), "Did you mean Asha Brook"),
        ((*TERMS, "--constraint", "women >= 2: Asha Brook"), "women >= 2"),
        ((*TERMS, "--constraint", "a >= 3: Cora Dunn, Dev Ellery, Femi Gale",
          "--constraint", "b >= 3: Ben Carver, Gwen Hart, Hugo Ives"), "a >= 3"),
        ((*TERMS, "--constraint", "job <= 2 by people.csv#job"), "people.csv"),
        ((*TERMS, "--withdrawn", "Asha Brok"), "Asha Brook"),
        ((*TERMS, "--withdrawn-after", "Nobody"), "'Nobody'"),
        ((*TERMS, "--reopen", "RON"), "'RON'"),
        ((BALLOTS, *STV, "--lots", "no.toml"), "no.toml"),
        ((BALLOTS, *STV, "--terms", "no.toml"), "no.toml"),
        ((*TERMS, "--against", "no.csv"), "no.csv"),
        ((*TERMS, "--against", BALLOTS), "stage table"),
        ((*TERMS, "--against", PUBLISHED, "--known", "no.csv"), "no.csv"),
        (("no.blt", *STV), "no.blt"),
        (("-", "-", *STV), "once"),
        ((str(SOCIETY), *STV, "--contest", "committee-2026"), "folder"),
        ((), "BALLOTS"),
    ],
)  # fmt: skip
def test_bad_input_is_words_and_exit_2(words: tuple[str, ...], said: str) -> None:
    assert said in refused("count", *words)


def test_every_fault_of_a_request_is_listed_at_once() -> None:
    said = refused(
        "count", BALLOTS, "--rule", "scotish-stv", "--terms", "t.toml", "--lots", "l.toml",
        "--constraint", "one", "--constraint", "two >= 1", "--from", "bltt",
    )  # fmt: skip
    for word in ("scottish-stv", "t.toml", "l.toml", "'one'", "'two >= 1'", "did you mean blt"):
        assert word in said


def test_every_name_that_does_not_stand_is_listed_at_once() -> None:
    said = refused(
        "count", *TERMS, "--withdrawn", "Asha Brok", "--withdrawn-after", "Zed", "--reopen", "RON",
        "--constraint", "women >= 1: Wanda",
    )  # fmt: skip
    for word in ("'Asha Brok'", "'Zed'", "'RON'", "'Wanda'"):
        assert word in said


def test_neither_rule_nor_seats() -> None:
    said = refused("count", BALLOTS)
    assert "no-rule" in said
    assert "no-seats" in said


@pytest.mark.parametrize("option", ["--title", "--constraint"])
def test_words_that_are_no_text_are_refused(option: str, tmp_path: Path) -> None:
    said = refused("count", *TERMS, option, "x >= 1: \udc80", "--bundle", tmp_path / "b")
    assert "not text" in said
    assert not (tmp_path / "b").exists()


def test_a_file_whose_name_is_no_text_is_counted(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.blt")
    (tmp_path / name).write_text(SMALL)
    words = [sys.executable, "-m", "hustings", "count", name, "--rule", "irv"]
    for more in ([], ["--bundle", "b", "-o", "o.txt"]):
        done = subprocess.run([*words, *more], capture_output=True, cwd=tmp_path, check=False)
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr[-600:]
    assert (tmp_path / "b" / "count.json").is_file()


OPTIONS = (
    "--rule --seats --title --contest --terms --withdrawn --withdrawn-after --reopen --constraint "
    "--option --lots --from --against --known --bundle --share --verify --format"
).split()
SENSE = ("scottish-stv", "5", "quota=hare", "x >= 1: Asha Brook", "2 <= x by #=", "[", "@", "a=b")


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.lists(
        st.tuples(
            st.sampled_from(OPTIONS),
            st.one_of(st.sampled_from(SENSE), st.text(max_size=12), st.binary(max_size=8)),
        ),
        max_size=3,
    )
)
def test_whatever_is_typed_there_is_no_traceback(
    words: list[tuple[str, str | bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words, symbols and bytes that are no text, as a shell hands them over."""
    monkeypatch.chdir(tmp_path)
    given = [f"{o}={os.fsdecode(w)}".replace("\0", "") for o, w in words]  # no shell passes NUL
    done = call("count", *TERMS, *given)
    assert done.code in {0, 1, 2, 3}
    assert done.code == 0 or done.err


@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=60))
def test_whatever_the_ballots_are_there_is_no_traceback(data: bytes) -> None:
    assert call("count", "-", *STV, given=data).code in {0, 2, 3}


def test_contests_in_order_lose_who_was_elected_before(tmp_path: Path) -> None:
    """Ann wins the chair, so Bo is treasurer; the treasurers' own terms ask for two of them."""
    names = '"Ann Ash"\n"Bo Beech"\n"Dee Dale"\n'
    chair, treasurer = tmp_path / "chair.blt", tmp_path / "treasurer.blt"
    chair.write_text(f'3 1\n9 1 2 0\n4 2 0\n3 3 0\n0\n{names}"Chair"\n', encoding="utf-8")
    treasurer.write_text(f'3 1\n9 1 2 0\n4 2 0\n6 3 0\n0\n{names}"Money"\n', encoding="utf-8")
    words = ("count", str(chair), str(treasurer), "--in-order", "--format", "json")
    done = call(*words, "--rule", "scottish-stv")
    assert done.code == 0
    assert "Ann Ash is elected to Chair, counted earlier" in done.err
    first, second = json.loads(done.out)["counts"]
    assert (first["elected"], second["elected"]) == (["Ann Ash"], ["Bo Beech"])
    (tmp_path / "treasurer.toml").write_text("seats = 2\n", encoding="utf-8")
    again = json.loads(call(*words, "--rule", "scottish-stv").out)["counts"][1]
    assert sorted(again["elected"]) == ["Bo Beech", "Dee Dale"]
