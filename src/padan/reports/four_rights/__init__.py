"""The rights of a round of aid: its claims gathered from the office, judged by ``padan.rules.four_rights``."""

from padan.reports.four_rights.claims import claims_of
from padan.reports.four_rights.sampled import Sampled
from padan.reports.four_rights.telling import Account, Left, account_of

__all__ = ["Account", "Left", "Sampled", "account_of", "claims_of"]
