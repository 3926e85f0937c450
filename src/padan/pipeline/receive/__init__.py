"""Taking in a file: kept unchanged, read row by row, every row accounted for, all or nothing."""

from padan.pipeline.receive.receipt import Receipt, receipts
from padan.pipeline.receive.receiving import Outcome, reading_desk, receive
from padan.pipeline.receive.request import Request

__all__ = ["Outcome", "Receipt", "Request", "reading_desk", "receipts", "receive"]
