"""Records by name or by path."""

from hustings.store.opening import RecordInfo, bundled, open_record, record_problems

__all__ = ["RecordInfo", "bundled", "open_record", "record_problems"]
