"""Whether aid was right in target, time, amount and administration (*tepat sasaran, waktu, jumlah, administrasi*), and
food in price and quality (*harga, kualitas*): each right defined once, for the claim of one family to one month, and
counted with the claims behind every number."""

from padan.rules.four_rights.claims import Claim, Handed
from padan.rules.four_rights.counting import Counted, account, in_all_four
from padan.rules.four_rights.judging import Answer, judge, lateness
from padan.rules.four_rights.lots import UNKNOWN, Arrival, Examined, Lot, Place, Stocks
from padan.rules.four_rights.rights import FOUR, Right, Wrong
from padan.rules.four_rights.visited import VISITED

__all__ = [
    "FOUR",
    "UNKNOWN",
    "VISITED",
    "Answer",
    "Arrival",
    "Claim",
    "Counted",
    "Examined",
    "Handed",
    "Lot",
    "Place",
    "Right",
    "Stocks",
    "Wrong",
    "account",
    "in_all_four",
    "judge",
    "lateness",
]
