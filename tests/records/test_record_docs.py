"""The reference of the folder format is what the schema says."""

import importlib.util
from pathlib import Path

from hustings.formats.known_from import DERIVATIONS
from hustings.formats.schema import COMMON, TABLES
from hustings.model import Record

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/records/README.md"


def test_the_page_is_up_to_date():
    """Mend with: python tools/write_record_docs.py."""
    spec = importlib.util.spec_from_file_location("docs", ROOT / "tools/write_record_docs.py")
    docs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(docs)
    page = PAGE.read_text(encoding="utf-8")
    assert docs.written(page) == page


def test_every_table_of_a_record_is_described_and_dated():
    tables = [name for name, _ in Record(name="", organisation="", licence="").tables()]
    assert [table.name for table in TABLES] == tables
    assert sorted(derivation.table for derivation in DERIVATIONS) == sorted(tables)


def test_every_field_of_a_noun_has_its_column():
    for table in TABLES:
        fields = set(table.noun.__dataclass_fields__) - {"derived"}
        assert {column.target for column in table.columns if not column.ignored} == fields
        assert set(table.keys) <= {column.name for column in table.columns}
        assert table.columns[-len(COMMON) :] == COMMON
