"""Opening records by name and by path."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from hustings.errors import InputError, UnknownName
from hustings.store import bundled, open_record, record_problems

CONTESTS = "contest_id,label,seats,rule,ballots_opened,source\nc,C,1,stv,2020,minutes\n"
CANDIDATES = "contest_id,candidate_id,source\nc,ann,minutes\n"


@pytest.fixture
def folder(tmp_path):
    """A record of one contest and one candidate."""
    (tmp_path / "record.toml").write_text('organisation = "The Allotment Society"\n')
    (tmp_path / "contests.csv").write_text(CONTESTS)
    (tmp_path / "candidates.csv").write_text(CANDIDATES)
    return tmp_path


def test_a_bundled_record_by_name():
    assert open_record("labour-nec").name == "labour-nec"


def test_any_other_by_path(folder):
    assert open_record(folder) == open_record(str(folder))
    assert open_record(f"{folder}/").organisation == "The Allotment Society"
    assert record_problems(folder) == ()


def test_the_list_of_bundled_records():
    (info,) = (info for info in bundled() if info.name == "labour-nec")
    assert (info.contests, info.years) == (18, (1998, 2024))
    assert "Labour" in info.organisation
    assert "MIT" in info.licence


@pytest.mark.parametrize("name", ["labour-nce", "labur nec", "", "x" * 5000, "a\0b"])
def test_an_unknown_name_lists_the_nearest(name):
    with pytest.raises(UnknownName, match="labour-nec"):
        open_record(name)


def test_a_path_that_is_not_there_is_a_problem_not_a_name():
    with pytest.raises(InputError) as caught:
        open_record("no/such/folder")
    assert not isinstance(caught.value, UnknownName)
    assert [p.code for p in caught.value.problems] == ["not-a-folder"]


def test_errors_are_raised_together_with_warnings(folder):
    (folder / "contests.csv").write_text("contest_id,label,seats,rule,colour\nc,C,0,fptp,red\n")
    with pytest.raises(InputError, match="cannot be used") as caught:
        open_record(folder)
    codes = {p.code for p in caught.value.problems}
    assert codes == {"too-small", "unknown-rule", "unknown-column"}


def test_warnings_alone_do_not_stop_the_reading(folder):
    (folder / "rules.csv").write_text("rule_id,topic,statement,source\nr,ballots,secret,book\n")
    assert [p.code for p in record_problems(folder)] == ["undated-row"]
    assert len(open_record(folder).rules) == 1


def test_the_bundled_record_opens_at_once():
    """About 20 ms; the bound leaves room for a busy machine."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        open_record("labour-nec")
        times.append(time.perf_counter() - start)
    assert min(times) < 0.1


def test_opening_loads_no_scientific_stack():
    code = (
        "import sys; from hustings.store import open_record; open_record('labour-nec');"
        "print(sorted({'numpy', 'scipy', 'click', 'rich', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_relative_path_without_a_slash(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    assert open_record(folder.name).name == folder.name
    assert open_record(Path(folder.name)).name == folder.name
