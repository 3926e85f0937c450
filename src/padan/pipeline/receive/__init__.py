"""Taking in a file: kept unchanged, read row by row, every row accounted for, all or nothing."""

from padan.pipeline.receive.receipt import Receipt, receipts
from padan.pipeline.receive.receiving import Request, receive

__all__ = ["Receipt", "Request", "receipts", "receive"]
