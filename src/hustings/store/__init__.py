"""Records by name or by path, and bodies by their address."""

from hustings.store.address import bodies_of, body_of, open_body
from hustings.store.opening import RecordInfo, bundled, open_record, record_problems

__all__ = [
    "RecordInfo",
    "bodies_of",
    "body_of",
    "bundled",
    "open_body",
    "open_record",
    "record_problems",
]
