"""The page of events is what the registry says."""

import importlib.util
from pathlib import Path

from hustings.model.events import KINDS

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/records/events.md"


def test_the_page_is_up_to_date():
    """Mend with: python tools/write_record_docs.py."""
    spec = importlib.util.spec_from_file_location("event_docs", ROOT / "tools/write_record_docs.py")
    docs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(docs)
    page = PAGE.read_text(encoding="utf-8")
    assert docs.written_events(page) == page
    assert all(f"| `{kind}` |" in page for kind in KINDS)
