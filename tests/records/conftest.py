"""The bundled record, and the compiled tables it was built from where they are at hand."""

from pathlib import Path

import pytest

from hustings.model import Record
from hustings.store import open_record

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def record() -> Record:
    """The record labour-nec."""
    return open_record("labour-nec")


@pytest.fixture(scope="session")
def source_folder() -> Path:
    """The compiled tables beside the repository."""
    folder = ROOT.parent / "shared/data/labour-nec"
    if not folder.is_dir():
        pytest.skip(f"the compiled tables are not here: no folder {folder}")
    return folder
