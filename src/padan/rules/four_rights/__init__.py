"""Whether aid was right in target, time, amount and administration (*tepat sasaran, waktu, jumlah, administrasi*): each
right defined once, for the claim of one family to one month, and counted with the claims behind every number."""

from padan.rules.four_rights.claims import Claim, Handed
from padan.rules.four_rights.counting import Counted, account
from padan.rules.four_rights.judging import Answer, Right, Wrong, judge, lateness

__all__ = ["Answer", "Claim", "Counted", "Handed", "Right", "Wrong", "account", "judge", "lateness"]
