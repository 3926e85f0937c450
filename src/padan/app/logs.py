"""Logs as lines of JSON, without what tells of people: no addresses with ids, no values, no names."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime


class AsJson(logging.Formatter):
    """One line a record. Of an error it tells the kind and the places in the code, never its message: that can hold
    what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        told = getattr(record, "told", None)
        if told is not None:
            said |= told
        elif not record.exc_info:
            said["message"] = record.msg
        if record.exc_info and record.exc_info[0] is not None:
            said["error"] = record.exc_info[0].__qualname__
            said["where"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(said, ensure_ascii=False, default=str)
